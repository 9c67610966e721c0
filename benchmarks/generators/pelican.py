"""Pelican: units as categories, rounds as tags, a plugin that joins articles to ledgers; its cache of texts is on."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.generators.generator import OUT, SITES, Generator, fresh_copy
from benchmarks.generators.packages import install_from_pypi
from benchmarks.material import Notice, Place

VERSION = "4.12.0"
_COMMAND = str(OUT / "pelican" / "bin" / "pelican")


def write_site(folder: Path, units: Sequence[Place], rounds: Sequence[Place]) -> None:
    """Write templates, settings, units and rounds."""
    fresh_copy("pelican", folder)
    shutil.copy(SITES / "python" / "ledger.py", folder)
    shutil.copy(SITES / "python" / "parts.html", folder / "theme" / "templates")
    names = {place.id: {"name": place.name, "kind": place.kind} for place in (*units, *rounds)}
    (folder / "places.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")


def write_notice(folder: Path, notice: Notice) -> None:
    """Write one article, its data beside it, and its attachments."""
    facts = notice.facts
    here = folder / "content" / "notices" / notice.id
    (here / "attachments").mkdir(parents=True)
    lines = {
        "Title": facts["title"],
        "Slug": notice.id,
        "Date": facts["published"],
        "Category": facts["unit"],
        "Tags": facts["round"],
        "Summary": facts["summary"],
    }
    head = "".join(f"{name}: {value}\n" for name, value in lines.items())
    (here / "index.md").write_text(f"{head}\n{notice.body}", encoding="utf-8")
    data = json.dumps(notice.as_data(), ensure_ascii=False)
    (here / "notice.json").write_text(data, encoding="utf-8")
    for name in notice.attachments:
        (here / "attachments" / name).write_bytes(b"a small file\n")


GENERATOR = Generator(
    name="Pelican",
    version=VERSION,
    install=lambda: install_from_pypi("pelican", f"pelican[markdown]=={VERSION}", "markdown==3.11.3"),
    write_site=write_site,
    write_notice=write_notice,
    build=lambda folder: [_COMMAND, "--quiet"],
    watch=lambda folder, port: [
        _COMMAND,
        "--quiet",
        "--autoreload",
        "--listen",
        "--bind",
        "127.0.0.1",
        "--port",
        str(port),
    ],
    source=lambda folder, id_: folder / "content" / "notices" / id_ / "index.md",
    output=Path("output"),
    kept=("cache",),
)
