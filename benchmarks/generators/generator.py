"""What the benchmark needs to know of a generator."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.material import Notice, Place

OUT = Path(__file__).parent.parent / "out"
"""Where other generators are installed and sites are made; ignored by git."""
SITES = Path(__file__).parent / "sites"
"""Templates and settings of each other generator, copied into every site of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """A generator, and how it is put to work in the folder of a site, which is also where its commands run."""

    name: str
    version: str
    install: Callable[[], None]
    """Installs it where it is not yet."""
    write_site: Callable[[Path, Sequence[Place], Sequence[Place]], None]
    """Writes all but the notices: folder, units, rounds."""
    write_notice: Callable[[Path, Notice], None]
    build: Callable[[Path], list[str]]
    """Command of a build."""
    watch: Callable[[Path, int], list[str]]
    """Command that serves the site on a port of 127.0.0.1 and builds it again on each save."""
    source: Callable[[Path, str], Path]
    """File that holds the text of a notice."""
    output: Path
    """Folder of the built site, within the site's folder."""
    kept: tuple[str, ...] = ()
    """What it remembers between builds; removed before a clean build."""


def fresh_copy(name: str, folder: Path) -> None:
    """Write the templates and settings of a generator into an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SITES / name, folder)
