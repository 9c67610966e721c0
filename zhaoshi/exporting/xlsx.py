"""The ledger of a notice as an Excel workbook that can be filled in and imported again."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhaoshi.building.single import single_notice
from zhaoshi.building.writing import Exported, target_of, write
from zhaoshi.model.fields import fields_of
from zhaoshi.model.ledger import LedgerItem
from zhaoshi.model.ledger_form import AS_OF, MARK, SHEETS, VERSION, Column
from zhaoshi.model.notice import Notice
from zhaoshi.model.readers import Reference
from zhaoshi.model.status import USUAL_WORDS, VERDICT_WORDS, Verdict
from zhaoshi.model.summary import UNSTATED
from zhaoshi.problems import BuildFailed, EnvironmentFailed, Location, Problem, msg
from zhaoshi.text.codes import shown
from zhaoshi.text.outline import Section, walk

if TYPE_CHECKING:  # it need not be installed
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | date | int | None

LEDGER_SHEET = "整改台账"
HEAD_ROW = 3
"""Below the title and the day of the figures."""
MAX_CHARACTERS = 32_767
"""What a cell of Excel holds."""

_WIDTHS = {
    Column.CODE: 10,
    Column.NUMBER: 13,
    Column.FINDING: 36,
    Column.STATUS: 12,
    Column.LEADER: 12,
    Column.OWNER: 14,
    Column.DEADLINE: 12,
    Column.COMPLETED: 12,
    Column.REVIEW: 12,
    Column.VERDICT: 13,
    Column.VERIFIED_BY: 14,
    Column.VERIFIED_ON: 12,
    Column.VERIFICATION_NOTE: 24,
    Column.LATE: 14,
}
"""Columns of the ledger in order, with their widths in characters."""
_LOCKED = frozenset({Column.CODE, Column.LATE})
"""Columns that are not filled in: what joins a row to its finding, and what follows from others."""
_MOST_RECORDS = 2_000
"""Down to this row the sheets of evidence and steps offer section codes."""
_DAY_FORM = "yyyy-mm-dd"
_FIRST_DAY = date(1900, 3, 1)
"""Before it Excel's count of days is not that of the calendar."""
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive can name; every part has it, so that equal ledgers give equal bytes."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def export_xlsx(
    root: Path, id_: str, out: Path | None = None, *, as_of: date | None = None, drafts: bool = False
) -> Exported:
    """Write the ledger of the notice `id_` as a workbook and say what was written.

    `out` is a file, or a folder for `ID.xlsx`; by default `ID.xlsx` in the current folder. Equal ledgers give equal
    bytes. Raises `BuildFailed` where the notice cannot be had or a text is too long for a cell, `EnvironmentFailed`
    where openpyxl is missing or the file cannot be written.
    """
    notice, _, _ = single_notice(root, id_, as_of=as_of, drafts=drafts)
    data = workbook_of(notice)
    target = target_of(out, f"{id_}.xlsx")
    write(target, data)
    return Exported(target)


def workbook_of(notice: Notice) -> bytes:
    """Return the workbook with one row a finding; where the ledger has none, one row for each leaf of the text."""
    try:
        import openpyxl
    except ImportError as error:
        raise EnvironmentFailed(
            msg("Excel files are written by openpyxl, which is not installed: pip install 'zhaoshi[office]'")
        ) from error
    book = openpyxl.Workbook()
    ledger, mark = book.worksheets[0], book.create_sheet(MARK)
    ledger.title = LEDGER_SHEET
    items = notice.items
    chosen = set(notice.findings)
    sections = [s for s in walk(notice.sections) if s.is_leaf and (s.code in chosen or not chosen)]
    _fill_ledger(ledger, notice, [(section, items.get(section.code)) for section in sections])
    for name, form in SHEETS.items():
        kept = [item for section in sections if (item := items.get(section.code))]
        rows = [(item.section.name, record) for item in kept for record in getattr(item, form.field)]
        _fill_records(book.create_sheet(name), form.kind, rows, HEAD_ROW + max(len(sections), 1), notice)
    book.move_sheet(mark, len(SHEETS))
    for row, value in enumerate((MARK, str(VERSION), notice.id), start=1):
        _write(mark, row, 1, value, notice)
    mark.sheet_state = "hidden"
    book.properties.creator = MARK
    book.properties.title = notice.facts.title
    book.properties.created = datetime(*_MOMENT)
    return _steady(book)


def _fill_ledger(sheet: "Worksheet", notice: Notice, rows: Iterable[tuple[Section, LedgerItem | None]]) -> None:
    from openpyxl.styles import Font, PatternFill, Protection
    from openpyxl.utils import get_column_letter

    columns = list(_WIDTHS)
    _write(sheet, 1, 1, f"{notice.facts.title}　{LEDGER_SHEET}", notice)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    sheet.cell(1, 1).alignment = _alignment(wrap=False)
    _write(sheet, 2, 1, AS_OF, notice)
    _write(sheet, 2, 2, notice.as_of, notice)
    last = HEAD_ROW
    for last, (section, item) in enumerate(rows, start=HEAD_ROW + 1):
        values = _values(section, item, notice)
        for index, column in enumerate(columns, start=1):
            _write(sheet, last, index, values[column], notice)
            sheet.cell(last, index).protection = Protection(locked=column in _LOCKED)
            if column in _LOCKED:
                sheet.cell(last, index).fill = PatternFill("solid", fgColor="EEEEEE")
    sheet.cell(2, 2).protection = Protection(locked=False)
    _dress(sheet, notice, {column.value: width for column, width in _WIDTHS.items()}, HEAD_ROW, "D")
    words = {Column.STATUS: USUAL_WORDS, Column.VERDICT: map(_verdict, Verdict)}
    for column, offered in words.items():
        letter = get_column_letter(columns.index(column) + 1)
        _drop_down(sheet, f'"{",".join(offered)}"', f"{letter}{HEAD_ROW + 1}:{letter}{max(last, HEAD_ROW + 1)}")
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{sheet.cell(max(last, HEAD_ROW), len(columns)).coordinate}"
    sheet.protection.sheet = True
    for freedom in ("formatCells", "formatColumns", "formatRows", "autoFilter"):
        setattr(sheet.protection, freedom, False)


def _values(section: Section, item: LedgerItem | None, notice: Notice) -> Mapping[Column, Value]:
    check = item.verification if item else None
    claim = item.status if item else UNSTATED
    return {
        Column.CODE: section.code,
        Column.NUMBER: shown(section.code, notice.facts.numbering),
        Column.FINDING: section.title,
        Column.STATUS: claim.written or USUAL_WORDS[-1],
        Column.LEADER: item.leader if item else "",
        Column.OWNER: item.owner if item else "",
        Column.DEADLINE: item.deadline if item else None,
        Column.COMPLETED: item.completed if item else None,
        Column.REVIEW: item.review if item else None,
        Column.VERDICT: _verdict(check.status if check else Verdict.UNVERIFIED),
        Column.VERIFIED_BY: check.by if check else "",
        Column.VERIFIED_ON: check.on if check else None,
        Column.VERIFICATION_NOTE: check.note if check else "",
        Column.LATE: item.days_late(notice.as_of) if item else None,
    }


def _verdict(verdict: Verdict) -> str:
    return next(word for word, known in VERDICT_WORDS.items() if known is verdict)


def _fill_records(sheet: "Worksheet", kind: Any, rows: Sequence[tuple[str, Any]], last: int, notice: Notice) -> None:
    """Write evidence or steps, one a row, each with the code of its finding, offered from the ledger down to `last`."""
    fields = fields_of(kind)
    for number, (code, record) in enumerate(rows, start=2):
        _write(sheet, number, 1, code, notice)
        for index, field in enumerate(fields, start=2):
            value = getattr(record, field.name)
            _write(sheet, number, index, value.name if isinstance(value, Reference) else value, notice)
    widths = {"on": 12, "title": 36, "text": 60, "file": 36}
    _dress(
        sheet,
        notice,
        {Column.CODE.value: 10, **{field.chinese[0]: widths.get(field.name, 16) for field in fields}},
        1,
        "B",
    )
    _drop_down(sheet, f"'{LEDGER_SHEET}'!$A${HEAD_ROW + 1}:$A${last}", f"A2:A{_MOST_RECORDS}")


def _dress(sheet: "Worksheet", notice: Notice, widths: Mapping[str, int], head_row: int, frozen: str) -> None:
    """Write the head; set widths, what stays in sight, and how the sheet is printed."""
    from openpyxl.styles import Border, Font, PatternFill, Protection, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    line = Side(style="thin", color="999999")
    for index, (name, width) in enumerate(widths.items(), start=1):
        _write(sheet, head_row, index, name, notice)
        cell = sheet.cell(head_row, index)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
        sheet.column_dimensions[get_column_letter(index)].width = width
        sheet.column_dimensions[get_column_letter(index)].protection = Protection(locked=False)
    for row in sheet.iter_rows(min_row=head_row):
        for cell in row:
            cell.border = Border(left=line, right=line, top=line, bottom=line)
    sheet.freeze_panes = f"{frozen}{head_row + 1}"
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _drop_down(sheet: "Worksheet", offered: str, cells: str) -> None:
    """Offer the usual words; another one, such as a synonym, is accepted after a warning."""
    from openpyxl.worksheet.datavalidation import DataValidation

    offer = DataValidation(type="list", formula1=offered, allow_blank=True, errorStyle="warning", showErrorMessage=True)
    offer.add(cells)
    sheet.add_data_validation(offer)


def _write(sheet: "Worksheet", row: int, column: int, value: Value, notice: Notice) -> None:
    """Write a day as a day, a number as a number and all else as text, also what looks like a formula."""
    cell = sheet.cell(row, column)
    cell.alignment = _alignment(wrap=True)
    if isinstance(value, date) and value >= _FIRST_DAY:
        cell.value = value
        cell.number_format = _DAY_FORM
        return
    if isinstance(value, int):
        cell.value = value
        return
    text = value.isoformat() if isinstance(value, date) else value or ""
    if not text:
        return
    if len(text) > MAX_CHARACTERS:
        raise BuildFailed(
            [
                Problem(
                    Location(f"content/notices/{notice.id}/ledger.yaml"),
                    "workbook.text-too-long",
                    msg(
                        "“{value}” is longer than a cell of Excel can hold ({count})", value=text, count=MAX_CHARACTERS
                    ),
                    msg("shorten it"),
                )
            ]
        )
    cell.value = _ESCAPE.sub("_x005F_", text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def _alignment(*, wrap: bool) -> Any:
    from openpyxl.styles import Alignment

    return Alignment(vertical="top", wrap_text=wrap)


def _steady(book: Any) -> bytes:
    """Save a workbook without the moment at which it is saved."""
    written = io.BytesIO()
    book.save(written)
    steady = io.BytesIO()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts.infolist():
            data = parts.read(part)
            if part.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data)
            archive.writestr(zipfile.ZipInfo(part.filename, _MOMENT), data, zipfile.ZIP_DEFLATED)
    return steady.getvalue()
