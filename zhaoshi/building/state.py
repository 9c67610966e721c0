"""What is remembered between builds, beside the output folder. Deleting it costs time and nothing else."""

import contextlib
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from zhaoshi.building.scanning import Source, Stamp
from zhaoshi.building.state_folder import StateFolder, keep, kept, sealed
from zhaoshi.model.notice import Notice
from zhaoshi.model.summary import NoticeSummary
from zhaoshi.problems import Problem


@dataclass(frozen=True, slots=True)
class PageMemo:
    """A page of the last build."""

    template: str
    """Digest of the template and what it is made of."""
    inputs: str
    """Digest of the inputs."""
    sha256: str
    """Of the bytes written."""


@dataclass(slots=True)
class Record:
    """The last build."""

    engine: str = ""
    """Digest of the program; a record of another program is not used."""
    sources: dict[str, Source] = field(default_factory=dict)
    summaries: dict[str, tuple[NoticeSummary, tuple[Problem, ...]]] = field(default_factory=dict)
    """Summary and doubts of each notice, by digest."""
    templates: str = ""
    """Digest of all templates."""
    closures: dict[str, str] = field(default_factory=dict)
    pages: dict[str, PageMemo] = field(default_factory=dict)
    """By output path."""
    outputs: dict[str, Stamp] = field(default_factory=dict)
    """Stamps of the files of the site, by output path."""


class State(StateFolder):
    """What lies in the state folder: the record, notices, and the tree in which the site is prepared."""

    def __init__(self, output: Path) -> None:
        super().__init__(output)
        self.notices = NoticeStore(self.folder / "notices")
        self._record = self.folder / "record"

    def load(self, engine: str) -> Record:
        """Return the record of the last build, or an empty one where there is none that this program can use."""
        record = kept(self._record, Record)
        return record if record and record.engine == engine else Record(engine)

    def save(self, record: Record) -> None:
        """Replace the record."""
        keep(self._record, record)

    def take_standby(self) -> Path:
        """Return the folder in which this build prepares the site: the site before last, under a new name.

        The name is new so that a worker process which outlives a killed build cannot write into the next one.
        """
        taken = self.folder / f"standby-{secrets.token_hex(4)}"
        first, *others = [*self.folder.glob("standby*"), None]
        if first is None:
            taken.mkdir()
        else:
            first.rename(taken)
        for other in others:
            if other is not None:
                shutil.rmtree(other, ignore_errors=True)
        return taken

    def rest_standby(self, taken: Path) -> None:
        """Keep the folder for the next build."""
        if taken.exists():
            taken.rename(self.folder / "standby")

    def forget(self) -> None:
        """Drop the record, so that the next build reads everything again."""
        self._record.unlink(missing_ok=True)
        self.rest.unlink(missing_ok=True)


class NoticeStore:
    """Whole notices by digest, one file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, digest: str) -> Notice | None:
        """Return a notice, or None where it is not there whole."""
        return kept(self._path(digest), Notice)

    def save(self, digest: str, notice: Notice) -> None:
        """Keep a notice."""
        path = self._path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sealed(notice))

    def keep_only(self, digests: Iterable[str]) -> None:
        """Delete every other notice."""
        wanted = set(digests)
        if not self._folder.is_dir():
            return
        for folder in self._folder.iterdir():
            for path in folder.iterdir():
                if folder.name + path.name not in wanted:
                    with contextlib.suppress(OSError):
                        path.unlink()

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest[2:]
