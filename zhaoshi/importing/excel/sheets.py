"""A workbook as sheets of cells: values, merged cells, and what stands in none."""

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from zhaoshi.importing.archives import check_declarations, guarded
from zhaoshi.importing.excel.sheet_parts import Place, SheetPart, read_parts, too_many_cells
from zhaoshi.problems import BuildFailed, EnvironmentFailed, Location, Problem, msg

_MOST_MERGED = 1_000_000
"""Places that merged cells may cover together."""

Cell = str | float | bool | date | datetime | time | timedelta
"""A value; an empty text where the cell is empty."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that can be seen."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    """Every cell from A1 on; rows have one length. A merged cell holds its value at its top left only."""
    merged: tuple[tuple[Place, Place], ...]
    """Top left and bottom right of merged cells."""
    part: SheetPart

    @property
    def within(self) -> list[tuple[Place, Place]]:
        """The part of each merged cell that is within the rows."""
        last, edge = len(self.rows) - 1, len(self.rows[0]) - 1 if self.rows else -1
        return [(start, (min(end[0], last), min(end[1], edge))) for start, end in self.merged if start <= (last, edge)]

    @property
    def corners(self) -> dict[Place, Place]:
        """For each place of a merged cell the place where its value is."""
        return {
            (row, column): (top, left)
            for (top, left), (bottom, right) in self.within
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook, read."""

    name: str
    """File name, for messages."""
    sheets: tuple[Sheet, ...]
    hidden: tuple[Sheet, ...]
    counts_from_1904: bool


def read_workbook(data: bytes, name: str) -> Workbook:
    """Read a workbook of Excel or WPS.

    Raises `BuildFailed` with one sentence for what cannot be or should not be read, `EnvironmentFailed` where the
    reader is not installed.
    """
    try:
        import python_calamine as calamine
    except ImportError as error:
        raise EnvironmentFailed(
            msg("Excel files are read by python-calamine, which is not installed: pip install 'zhaoshi[office]'")
        ) from error
    archive = guarded(data, name)
    check_declarations(archive, name)
    parts = read_parts(archive, name)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            visible: list[Sheet] = []
            hidden: list[Sheet] = []
            for about in book.sheets_metadata:
                if about.typ is not calamine.SheetTypeEnum.WorkSheet or about.name not in parts.sheets:
                    continue
                made = _sheet(book.get_sheet_by_name(about.name), parts.sheets[about.name], name)
                (visible if about.visible is calamine.SheetVisibleEnum.Visible else hidden).append(made)
    except calamine.CalamineError as error:
        raise BuildFailed(
            [
                Problem(
                    Location(name),
                    "workbook.damaged",
                    msg("Excel's form of this file cannot be made out"),
                    msg("open it in Excel or WPS and save it under a new name"),
                )
            ]
        ) from error
    return Workbook(name, tuple(visible), tuple(hidden), parts.counts_from_1904)


def _sheet(sheet: Any, part: SheetPart, name: str) -> Sheet:
    rows = tuple(map(tuple, sheet.to_python(skip_empty_area=False))) if sheet.end else ()
    made = Sheet(sheet.name, rows, tuple(sheet.merged_cell_ranges or ()), part)
    if sum((bottom - top + 1) * (right - left + 1) for (top, left), (bottom, right) in made.within) > _MOST_MERGED:
        raise too_many_cells(name, made.name)
    return made


def address(row: int, column: int) -> str:
    """Name a cell as Excel does: `B7`."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def text_of(cell: Cell) -> str:
    """Return what a reader of the sheet sees, whole numbers without a point."""
    match cell:
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime() if cell.time() != time():
            return cell.isoformat(" ")
        case date():
            return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
        case str():
            return cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    return str(cell)
