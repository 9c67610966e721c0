"""The papers of the documentation, and how tests read them."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAPERS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def chapters(text: str, level: str = r"##+") -> dict[str, str]:
    """Return the text below each heading, down to the next one, by the heading."""
    parts = re.split(rf"^{level} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(text: str) -> list[list[str]]:
    """Return the cells of every table row but heads and rules."""
    lines = text.split("\n")
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for number, line in enumerate(lines)
        if line.startswith("|")
        and not re.fullmatch(r"[|\s-]+", line)
        and not (number + 1 < len(lines) and re.fullmatch(r"\|[|\s-]+", lines[number + 1]))
    ]


def blocks(text: str, language: str) -> list[str]:
    """Return what stands in fences of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def unfenced(text: str) -> str:
    """Return a text without what stands in fences."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
