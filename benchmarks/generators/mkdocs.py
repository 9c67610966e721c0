"""MkDocs: hooks that join pages to ledgers and add generated pages for lists, units and rounds; no theme but ours."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.generators.generator import OUT, SITES, Generator, fresh_copy
from benchmarks.generators.packages import install_from_pypi
from benchmarks.material import Notice, Place

VERSION = "1.6.1"
_COMMAND = str(OUT / "mkdocs" / "bin" / "mkdocs")


def write_site(folder: Path, units: Sequence[Place], rounds: Sequence[Place]) -> None:
    """Write templates, settings, units and rounds."""
    fresh_copy("mkdocs", folder)
    shutil.copy(SITES / "python" / "ledger.py", folder)
    shutil.copy(SITES / "python" / "parts.html", folder / "theme")
    listed = {
        kind: [{"id": place.id, "name": place.name, "kind": place.kind} for place in places]
        for kind, places in (("units", units), ("rounds", rounds))
    }
    names = {place["id"]: place for places in listed.values() for place in places}
    (folder / "places.json").write_text(json.dumps({**listed, "names": names}, ensure_ascii=False), encoding="utf-8")


def write_notice(folder: Path, notice: Notice) -> None:
    """Write one page, its data beside it, and its attachments."""
    here = folder / "docs" / "notices" / notice.id
    (here / "attachments").mkdir(parents=True)
    (here / "index.md").write_text(f"---\ntitle: {notice.facts['title']}\n---\n\n{notice.body}", encoding="utf-8")
    data = json.dumps(notice.as_data(), ensure_ascii=False)
    (here / "notice.json").write_text(data, encoding="utf-8")
    for name in notice.attachments:
        (here / "attachments" / name).write_bytes(b"a small file\n")


GENERATOR = Generator(
    name="MkDocs",
    version=VERSION,
    # Later versions of click stop its preview server from watching.
    install=lambda: install_from_pypi("mkdocs", f"mkdocs=={VERSION}", "click==8.2.1", "markdown==3.11.3"),
    write_site=write_site,
    write_notice=write_notice,
    build=lambda folder: [_COMMAND, "build", "--quiet"],
    watch=lambda folder, port: [_COMMAND, "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"],
    source=lambda folder, id_: folder / "docs" / "notices" / id_ / "index.md",
    output=Path("site"),
)
