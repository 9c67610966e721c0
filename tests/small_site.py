"""A small whole site for tests: two units, a round, two notices, one of them with a ledger, a reply, a page."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from zhaoshi.building.build import build
from zhaoshi.building.report import BuildReport

AS_OF = date(2024, 3, 1)

SITES = Path(__file__).parent / "sites"

FILES: dict[str, str] = {
    path.relative_to(SITES / "small").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((SITES / "small" / "content").rglob("*"))
    if path.is_file()
}
"""Text of each source by path."""


def make_site(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the small site into a folder; `changes` replace files by path, or leave them out with None."""
    files: dict[str, str | bytes | None] = {**FILES, **(changes or {})}
    for path, content in files.items():
        if content is not None:
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def build_site(
    root: Path, *, drafts: bool = False, jobs: int = 1, search: bool = False, as_of: date = AS_OF
) -> BuildReport:
    """Build a site into its folder `site/`."""
    return build(root, root / "site", as_of=as_of, drafts=drafts, jobs=jobs, search=search)
