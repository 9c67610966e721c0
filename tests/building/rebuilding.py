"""A small site that is built, edited and built again, and what such edits are expected to change."""

from datetime import date
from pathlib import Path

from tests.small_site import build_site, tree
from zhaoshi.building.report import BuildReport

LIBRARY, MUSEUM = "content/notices/2023-library", "content/notices/2023-museum"
NOTICE = f"{LIBRARY}/notice.md"
PAGE = "notices/2023-library/index.html"
PICTURE = "notices/2023-library/preview.png"
LEDGER_JSON = "notices/2023-library/ledger.json"
ATTACHMENT = "notices/2023-library/attachments/rules.csv"
MANIFEST = "manifest.json"
LISTS = {
    "index.html",
    "notices/index.html",
    "notices/year/2023/index.html",
    "units/library/index.html",
    "rounds/2023-1/index.html",
    "data/notices.json",
}
"""What shows the title, description and figures of a notice."""
FEEDS = {"feed.xml", "feed.json", "units/library/feed.xml", "units/library/feed.json"}
FROM_WHOLE_NOTICES = {LEDGER_JSON, "data/findings.csv", "institutions/index.html"}
"""What is made from all that a notice says, beside its page."""
SHOW_THE_DAY = {
    "index.html",
    "progress/index.html",
    "units/index.html",
    "units/library/index.html",
    "units/museum/index.html",
    "rounds/index.html",
    "rounds/2023-1/index.html",
    "notices/index.html",
    "notices/year/2023/index.html",
    "data/findings.csv",
    "data/notices.json",
    "data/index.html",
    PAGE,
    LEDGER_JSON,
}


def site(root: Path) -> dict[str, bytes]:
    return tree(root / "site")


def text(root: Path, path: str) -> str:
    return (root / "site" / path).read_text(encoding="utf-8")


def names(root: Path, words: str) -> set[str]:
    """Return the files of the site that hold some words, or a title that may end a line between them."""
    return {path for path, data in site(root).items() if words.encode() in data.replace(b"<wbr>", b"")}


def rebuild(root: Path, **options: bool | date) -> tuple[BuildReport, set[str]]:
    """Build again; return the report and the files whose bytes changed, were added or went."""
    before = site(root)
    report = build_site(root, **options)  # type: ignore[arg-type]
    after = site(root)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed == {*report.created, *report.updated, *report.removed}
    assert report.unchanged == len(after) - len(report.created) - len(report.updated)
    return report, changed
