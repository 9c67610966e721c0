"""Breaks in the cells of tables: which part two paragraphs, and what stands for one where a cell is one line."""

import re
from collections.abc import Iterator, Sequence

from zhaoshi.importing.name_lines import NAMING, between
from zhaoshi.importing.text import shapes
from zhaoshi.importing.text.wording import BREAK, CELL, ROW
from zhaoshi.model.column_heads import meaning
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


def joint(text: str, position: int, *, of_names: bool = False) -> str:
    """Return what stands for a break in a cell that parts nothing; names of offices and people are told apart."""
    if of_names:
        before, behind = text[:position].rstrip(BREAK + " "), text[position + 1 :]
        return between(before[before.rfind(BREAK) + 1 :].strip(), behind.partition(BREAK)[0].strip())
    beside = (text[position - 1 : position], text[position + 1 : position + 2])
    return "" if any(is_cjk(sign or "。") for sign in beside) else " "


def joints(table: str) -> Iterator[tuple[int, str]]:
    """Yield where breaks stand in the line of a table, and what stands for each."""
    rows = [row.split(CELL) for row in table.split(ROW)[1:]]
    of_names = _of_names(rows)
    start = 1
    for row in rows:
        for column, cell in enumerate(row):
            for found in re.finditer(BREAK, cell):
                yield start + found.start(), joint(cell, found.start(), of_names=column in of_names)
            start += len(cell) + 1


def _of_names(rows: Sequence[Sequence[str]]) -> set[int]:
    """Return the columns that name offices or people by the first row that has the head of any column."""
    meanings = ([meaning(unbroken(cell)) for cell in row] for row in rows)
    heads = next((found for found in meanings if any(found)), [])
    return {column for column, head in enumerate(heads) if head in NAMING}


def unbroken(text: str, *, of_names: bool = False) -> str:
    """Return words of a cell in one line."""
    return re.sub(BREAK, lambda found: joint(text, found.start(), of_names=of_names), text)
