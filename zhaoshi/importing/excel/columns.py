"""Which column of a sheet is what, however its head is worded, and where the head stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zhaoshi.importing.excel.sheet_parts import Place
from zhaoshi.importing.excel.sheets import Cell, Sheet, text_of
from zhaoshi.model.column_heads import Column, meaning

_LOWEST_HEAD = 30
"""A head is looked for in so many rows."""

POINTING = frozenset({Column.CODE, Column.NUMBER, Column.FINDING})
"""Columns that say which finding a row is about."""
HOMELESS = frozenset({Column.MEASURES, Column.EVIDENCE, Column.REMARK})
"""Columns that are known and have no field in the ledger."""
WORKED_OUT = Column.LATE
"""Column that a ledger's own workbook has and nobody fills in."""
NOT_TAKEN = frozenset({Column.AREA, WORKED_OUT})
"""Columns that are known and of which the ledger takes nothing."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that is a table of findings, or of something that belongs to them."""

    sheet: Sheet
    columns: Mapping[int, Column]
    """By column of the sheet, from 0."""
    heads: Mapping[int, str]
    """What stands at the head of every column that has one, on one line."""
    head_rows: tuple[int, int]
    """First row of the head and the first row below it, from 0."""
    corners: Mapping[Place, Place]
    """For each place of a merged cell the place where its value is."""

    def of(self, column: Column) -> list[int]:
        """Return where a column stands; several may be the same."""
        return [index for index, known in self.columns.items() if known is column]


def table_of(sheet: Sheet) -> Table | None:
    """Find the head of a ledger on a sheet: one row or two, below whatever titles stand above it."""
    best: Table | None = None
    for table in _tables(sheet):
        kinds = set(table.columns.values())
        says_something = kinds & POINTING and kinds - POINTING - HOMELESS - NOT_TAKEN
        if says_something and (best is None or len(kinds) > len(set(best.columns.values()))):
            best = table
    return best


def _tables(sheet: Sheet) -> Iterator[Table]:
    """Read each row as a head, then each pair of rows that merged cells hold together."""
    corners = sheet.corners
    texts = [
        [_head(_at(sheet.rows, corners.get((row, column), (row, column)))) for column in range(len(sheet.rows[row]))]
        for row in range(min(_LOWEST_HEAD + 1, len(sheet.rows)))
    ]
    for row, heads in enumerate(texts):
        yield _table(sheet, corners, row, 1, [(head,) for head in heads])
    for row, (upper, lower) in enumerate(pairwise(texts)):
        if any(row in (top, bottom) for (top, _), (bottom, _) in sheet.merged):
            pairs = zip(upper, lower, strict=True)
            yield _table(sheet, corners, row, 2, [(head,) if head == below else (head, below) for head, below in pairs])


def _table(
    sheet: Sheet, corners: Mapping[Place, Place], row: int, depth: int, heads: Sequence[tuple[str, ...]]
) -> Table:
    columns: dict[int, Column] = {}
    for index, parts in enumerate(heads):
        if kind := meaning("".join(parts)) or meaning(parts[-1]):
            columns[index] = kind
    names = {index: "".join(parts) for index, parts in enumerate(heads) if any(parts)}
    return Table(sheet, columns, names, (row, row + depth), corners)


def _head(cell: Cell) -> str:
    return re.sub(r"\s+", "", text_of(cell)) if isinstance(cell, str) else ""


def _at(rows: Sequence[Sequence[Cell]], place: tuple[int, int]) -> Cell:
    row, column = place
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
