"""The grid of a table: which cell stands where, whatever was merged."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from zhaoshi.importing.word.values import value_of, whole

MOST_COLUMNS = 63
"""As many as Word allows; more would only be asked for to do harm."""
_WRAPPERS = ("customXml", "smartTag", "sdtContent", "ins", "moveTo")


Row = tuple[Element | None, ...]
"""The cells of the file; None for a place that another one covers or that is empty."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    rows: tuple[Row, ...]
    has_merged: bool
    """Whether a cell reaches over several columns or rows; its text stands in the first place."""
    covered: frozenset[tuple[int, int]]
    """Row and column of each place over which a cell above reaches."""
    deleted: tuple[Element, ...]
    """Rows that a tracked change takes away."""

    @property
    def width(self) -> int:
        """Columns of the longest row."""
        return max(map(len, self.rows), default=0)


def blocks(parent: Element) -> Iterator[Element]:
    """Yield what stands in a text, a table or a row, without the wrappers around it.

    A table of contents comes whole, as its content control.
    """
    for child in parent:
        if child.tag in _WRAPPERS or (child.tag == "sdt" and not is_contents(child)):
            yield from blocks(child)
        else:
            yield child


def is_contents(control: Element) -> bool:
    """Tell whether a content control is a table of contents."""
    properties = control.find("sdtPr")
    return properties is not None and any(
        value_of(part, "docPartGallery") == "Table of Contents" for part in properties
    )


def grid(table: Element) -> Grid:
    """Lay a table out."""
    rows: list[Row] = []
    deleted: list[Element] = []
    covered: set[tuple[int, int]] = set()
    has_merged = False
    for row in blocks(table):
        if row.tag != "tr":
            continue
        properties = row.find("trPr")
        if properties is not None and properties.find("del") is not None:
            deleted.append(row)
            continue
        cells: list[Element | None] = [None] * _count(properties, "gridBefore", 0)
        for cell in blocks(row):
            if cell.tag != "tc":
                continue
            look = cell.find("tcPr")
            span = _count(look, "gridSpan", 1)
            merged = look.find("vMerge") if look is not None else None
            has_merged = has_merged or span > 1 or merged is not None
            if merged is not None and merged.get("val", "continue") == "continue":
                covered.add((len(rows), len(cells)))
            cells += [cell, *[None] * (span - 1)]
        rows.append(tuple(cells))
    return Grid(tuple(rows), has_merged, frozenset(covered), tuple(deleted))


def _count(properties: Element | None, name: str, least: int) -> int:
    return max(least, min(whole(value_of(properties, name), least), MOST_COLUMNS))
