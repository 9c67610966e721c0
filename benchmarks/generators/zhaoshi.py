"""Zhaoshi itself, with its whole site but for search: it makes more than the others do and is measured with it.

Beyond the pages that all make there are charts and QR codes in the notices, `ledger.json` beside each, pages by year,
of open findings, of updates and of rules made, a feed a unit, JSON feeds and data files.
"""

import subprocess
import sys
from functools import cache
from pathlib import Path

from benchmarks.generators.generator import Generator
from benchmarks.material import AS_OF
from zhaoshi import __version__

_PROGRAM = [sys.executable, str(Path(__file__).parent.parent.parent / "build.py")]


@cache
def without_pictures() -> tuple[str, ...]:
    """Return the option that leaves out the pictures of link previews, if there is one."""
    help_ = subprocess.run([*_PROGRAM, "build", "--help"], capture_output=True, text=True, check=True).stdout
    return ("--no-pictures",) if "--no-pictures" in help_ else ()


GENERATOR = Generator(
    name="Zhaoshi",
    version=__version__,
    install=lambda: None,
    # The generated sources, from which those of the others are written, are its own.
    write_site=lambda folder, units, rounds: None,
    write_notice=lambda folder, notice: None,
    build=lambda folder: [*_PROGRAM, "build", "--as-of", AS_OF, "--no-search", "--quiet", *without_pictures()],
    watch=lambda folder, port: [*_PROGRAM, "serve", "--as-of", AS_OF, "--quiet", "--port", str(port)],
    source=lambda folder, id_: folder / "content" / "notices" / id_ / "notice.md",
    output=Path("site"),
    kept=(".zhaoshi",),
)
