"""Breaks in the cells of tables: which part two paragraphs, and what stands for one where a cell is one line."""

import re

from zhaoshi.importing.text import shapes
from zhaoshi.importing.text.wording import BREAK
from zhaoshi.text.markdown import is_cjk


def paragraphs(text: str) -> list[str]:
    """Part a cell at the breaks between two paragraphs."""
    breaks = [found.start() for found in re.finditer(BREAK, text) if is_break(text, found.start())]
    return [text[start:end] for start, end in zip([0, *(at + 1 for at in breaks)], [*breaks, len(text)], strict=True)]


def is_break(text: str, position: int) -> bool:
    """Tell whether a break in a cell parts two paragraphs: a sentence ends before it, or something begins behind it."""
    end = text.find(BREAK, position + 1)
    before, behind = text[text.rfind(BREAK, 0, position) + 1 : position], text[position + 1 : end if end > 0 else None]
    return shapes.ends_sentence(before.strip()) or shapes.begins_anew(behind.strip())


def joint(text: str, position: int) -> str:
    """Return what stands for a break in a cell that parts nothing."""
    beside = (text[position - 1 : position], text[position + 1 : position + 2])
    return "" if any(is_cjk(sign or "。") for sign in beside) else " "


def unbroken(text: str) -> str:
    """Return words of a cell in one line."""
    return re.sub(BREAK, lambda found: joint(text, found.start()), text)
