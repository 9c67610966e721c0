"""The edit whose cost is measured: one sentence in the text of a notice."""

import re
from pathlib import Path

_SENTENCE = re.compile(r"(?:这是第(\d+)次修改。)?\n\n## ")


def edit(source: Path) -> str:
    """Add a sentence before the first heading of a notice, or change the one that was added; return it."""
    text = source.read_text(encoding="utf-8")
    before = _SENTENCE.search(text)
    if not before:
        raise ValueError(f"{source} has no heading")
    sentence = f"这是第{int(before[1] or 0) + 1}次修改。"
    source.write_text(f"{text[: before.start()]}{sentence}\n\n## {text[before.end() :]}", encoding="utf-8")
    return sentence
