"""The sheets that `zhaoshi export` adds to a ledger: what is evidence, what was done when, and which notice it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhaoshi.importing.excel.notes import Notes, Spot
from zhaoshi.importing.excel.readings import day_of, may_lack_a_zero
from zhaoshi.importing.excel.results import check_results
from zhaoshi.importing.excel.sheets import Cell, Sheet, Workbook, text_of
from zhaoshi.model.fields import fields_of
from zhaoshi.model.ledger import Update
from zhaoshi.model.ledger_form import MARK, SHEETS, VERSION, Column
from zhaoshi.model.readers import Reference
from zhaoshi.problems import BuildFailed, Location, Problem, msg
from zhaoshi.text.codes import SectionCode, read_code
from zhaoshi.text.decoding import without_control_characters
from zhaoshi.text.numerals import Numbering


def is_own(workbook: Workbook, id_: str) -> bool:
    """Tell whether a workbook was exported for the notice `id_`.

    Raises `BuildFailed` where it was exported for another one or by a later program.
    """
    sheet = next((sheet for sheet in workbook.hidden if sheet.name == MARK), None)
    cells = [text_of(row[0]) for row in sheet.rows if row] if sheet else []
    if cells[:1] != [MARK] or len(cells) < 3:
        return False
    at = Location(workbook.name)
    if cells[1] != str(VERSION):
        raise BuildFailed(
            [
                Problem(
                    at,
                    "workbook.version",
                    msg("the workbook was exported by a later version of this program"),
                    msg("bring the program up to date"),
                )
            ]
        )
    if cells[2] != id_:
        raise BuildFailed(
            [
                Problem(
                    at,
                    "workbook.other-notice",
                    msg("the workbook was exported for the notice “{other}”, not for “{id}”", other=cells[2], id=id_),
                    msg("name that notice, or export this one anew"),
                )
            ]
        )
    return True


@dataclass(frozen=True, slots=True)
class Records:
    """What stands on one of these sheets, by section."""

    field: str
    """`evidence` or `updates`."""
    by_section: Mapping[SectionCode, tuple[Any, ...]]
    head: Spot
    rows: tuple[tuple[SectionCode, Any, Spot], ...]
    """Each record with its section and the cell in which its row begins."""


def records_of(
    sheet: Sheet, numbering: Numbering, known: Mapping[SectionCode, str], notes: Notes, counts_from_1904: bool
) -> Records | None:
    """Read a sheet of evidence or steps; None where it is none. What cannot be read is noted as a problem."""
    form = SHEETS.get(sheet.name)
    head = next((index for index, row in enumerate(sheet.rows) if Column.CODE in row), None)
    if form is None or head is None:
        return None
    kind = form.kind
    places = {text_of(cell): column for column, cell in enumerate(sheet.rows[head]) if cell != ""}
    names = {field.name: places[name] for field in fields_of(kind) for name in field.chinese if name in places}
    check_results(sheet, head + 1, {places[Column.CODE], *names.values()}, notes)
    found: dict[SectionCode, list[Any]] = {}
    rows: list[tuple[SectionCode, Any, Spot]] = []
    for row in range(head + 1, len(sheet.rows)):
        cells = sheet.rows[row]
        written = text_of(cells[places[Column.CODE]])
        values = dict(_values(kind, names, cells, Spot(sheet, row), notes, counts_from_1904))
        if not written and not values:
            continue
        spot = Spot(sheet, row, places[Column.CODE])
        code = read_code(written, numbering)
        missing = [field.chinese[0] for field in fields_of(kind) if field.required and field.name not in values]
        if may_lack_a_zero(cells[places[Column.CODE]], known):
            notes.error(
                spot,
                "workbook.section-unclear",
                msg("{cell}: as a number, “{value}” may be {value} as well as {value}0", value=written),
                msg("format the cell as text and write the section code anew"),
            )
        elif code is None or code not in known:
            notes.error(
                spot,
                "workbook.section-unknown",
                msg("{cell}: “{value}” is not the section code of a finding", value=written),
                msg("copy the code from the sheet of the ledger"),
            )
        elif missing:
            notes.error(
                spot,
                "workbook.cell-missing",
                msg("{cell}: this row has no {names}", names="、".join(missing)),
                msg("fill it in, or delete the row"),
            )
        else:
            rows.append((code, kind(**values), spot))
            found.setdefault(code, []).append(rows[-1][1])
    return Records(
        form.field,
        {code: tuple(sorted(list_, key=_day) if kind is Update else list_) for code, list_ in found.items()},
        Spot(sheet, head),
        tuple(rows),
    )


def _day(update: Update) -> Any:
    return update.on


def _values(
    kind: Any, names: Mapping[str, int], cells: tuple[Cell, ...], spot: Spot, notes: Notes, counts_from_1904: bool
) -> Iterator[tuple[str, Any]]:
    for field, column in names.items():
        cell = cells[column]
        text = without_control_characters(text_of(cell)).strip()
        if not text:
            continue
        if field == "on":
            day = day_of(cell, counts_from_1904)
            if day:
                yield field, day.day
            else:
                notes.error(
                    Spot(spot.sheet, spot.row, column),
                    "workbook.date-wrong",
                    msg("{cell}: “{value}” is not a whole date", value=text),
                    msg("write year, month and day: 2023-12-14"),
                )
        else:
            yield field, Reference(text, Location("")) if field == "file" else text
