"""Eleventy: JSON front matter, layouts and lists as JavaScript functions, findings set by a rule of markdown-it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.generators.generator import OUT, Generator, fresh_copy
from benchmarks.generators.packages import install_from_npm
from benchmarks.material import Notice, Place

VERSION = "3.1.8"
_COMMAND = ["node", str(OUT / "eleventy" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs")]


def write_site(folder: Path, units: Sequence[Place], rounds: Sequence[Place]) -> None:
    """Write templates, settings, units and rounds."""
    fresh_copy("eleventy", folder)
    for kind, places in (("units", units), ("rounds", rounds)):
        listed = [{"id": place.id, "name": place.name, "kind": place.kind} for place in places]
        data = {"listed": listed, "names": {place.id: place.name for place in places}}
        _write(folder / "content" / "_data" / f"{kind}.json", json.dumps(data, ensure_ascii=False))


def write_notice(folder: Path, notice: Notice) -> None:
    """Write one notice with its attachments."""
    bundle = folder / "content" / "notices" / notice.id
    front: dict[str, Any] = {
        **notice.facts,
        "date": notice.facts["published"].replace(" ", "T") + ":00+08:00",
        "description": notice.facts["summary"],
        "as_of": notice.as_of,
        "areas": notice.areas,
        "findings": list(notice.findings.values()),
        "tags": ["notice"],
        "layout": "notice.11ty.js",
    }
    _write(bundle / "index.md", f"---json\n{json.dumps(front, ensure_ascii=False, indent=1)}\n---\n\n{notice.body}")
    for name in notice.attachments:
        _write(bundle / "attachments" / name, "a small file\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


GENERATOR = Generator(
    name="Eleventy",
    version=VERSION,
    install=lambda: install_from_npm("eleventy", f"@11ty/eleventy@{VERSION}"),
    write_site=write_site,
    write_notice=write_notice,
    build=lambda folder: _COMMAND,
    watch=lambda folder, port: [*_COMMAND, "--serve", "--quiet", f"--port={port}"],
    source=lambda folder, id_: folder / "content" / "notices" / id_ / "index.md",
    output=Path("_site"),
)
