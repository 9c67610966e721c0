"""All sheets of a workbook together: which are ledgers, which finding each row is about, and what is said of it."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from zhaoshi.importing.excel.columns import HOMELESS, NOT_TAKEN, WORKED_OUT, Table, table_of
from zhaoshi.importing.excel.joining import Findings, Joined, Row, Unjoined
from zhaoshi.importing.excel.notes import Notes, Spot
from zhaoshi.importing.excel.own_sheets import Records, records_of
from zhaoshi.importing.excel.readings import day_of, days_in
from zhaoshi.importing.excel.results import check_results
from zhaoshi.importing.excel.rows import EMPTY, Rows
from zhaoshi.importing.excel.said import Answer, Said
from zhaoshi.importing.excel.sheets import Workbook, text_of
from zhaoshi.importing.feet import is_foot
from zhaoshi.importing.finding_words import bare
from zhaoshi.model.ledger_form import AS_OF, Column
from zhaoshi.problems import BuildFailed, Location, Message, Problem, msg
from zhaoshi.text.citation import quoted
from zhaoshi.text.codes import SectionCode
from zhaoshi.text.numerals import STANDARD, Numbering


@dataclass(frozen=True, slots=True)
class Contents:
    """What a workbook says."""

    as_of: date | None
    """The day that stands above a table."""
    as_of_spot: Spot
    """Where that day stands, or where the first table begins."""
    first: Spot
    """Where the first table begins."""
    said: Mapping[SectionCode, Said]
    """By finding, in the order of rows."""
    records: Mapping[str, Records]
    """Evidence and steps on sheets of their own, by field of the ledger."""


def read_sheets(workbook: Workbook, findings: Findings, numbering: Numbering, own: bool, notes: Notes) -> Contents:
    """Read every sheet; what is wrong is noted, what stands on no ledger is named.

    `own` says that the workbook was exported by this program. Raises `BuildFailed` where there is no ledger at all.
    """
    tables: list[Table] = []
    records: dict[str, Records] = {}
    for sheet in workbook.sheets:
        found = records_of(sheet, numbering or STANDARD, findings.titles, notes, workbook.counts_from_1904)
        table = None if found else table_of(sheet)
        if found:
            records[found.field] = found
        elif table:
            tables.append(table)
        elif any(cell != "" for row in sheet.rows for cell in row):
            notes.remark(
                Spot(sheet, 0), "workbook.sheet-left-out", msg("{cell}: the sheet is no ledger and is left out")
            )
    for sheet in workbook.hidden:
        if table_of(sheet):
            message = msg("{cell}: the sheet is hidden and is left out")
            notes.remark(Spot(sheet, 0), "workbook.sheet-hidden", message)
    if not tables:
        raise BuildFailed([_no_table(workbook)])
    said: dict[SectionCode, Said] = {}
    for table in tables:
        columns = {column for column, kind in table.columns.items() if kind not in HOMELESS | {WORKED_OUT}}
        rows = Rows(table, notes, workbook.counts_from_1904, findings.titles, own)
        feet = {row for row in rows.numbers() if _is_foot(rows, row, findings)}
        check_results(table.sheet, table.head_rows[1], columns, notes, feet)
        _name_unknown_columns(table, notes)
        _read_rows(rows, findings, feet, said)
    _doubt_answers([answer for one in said.values() for answer in one.settle(EMPTY, notes)], notes)
    for listed in records.values():
        for code, _, spot in listed.rows:
            said.setdefault(code, Said(spot, has_row=False))
    as_of = _day_above(tables, workbook.counts_from_1904, notes)
    first = Spot(tables[0].sheet, 0)
    return Contents(as_of[0] if as_of else None, as_of[1] if as_of else first, first, said, records)


def _no_table(workbook: Workbook) -> Problem:
    at = Location(workbook.name)
    if not any(cell != "" for sheet in workbook.sheets for row in sheet.rows for cell in row):
        return Problem(
            at,
            "workbook.empty",
            msg("no sheet of the workbook has anything in its cells"),
            msg("put the ledger on a sheet that is not hidden"),
        )
    return Problem(
        at,
        "workbook.no-head",
        msg("no row of the workbook can be made out as the head of a ledger"),
        msg(
            "name the columns in one row above the table, for example: {names}",
            names="、".join(column.value for column in Column if column not in HOMELESS | NOT_TAKEN),
        ),
    )


def _name_unknown_columns(table: Table, notes: Notes) -> None:
    for column, head in table.heads.items():
        if column not in table.columns:
            spot = Spot(table.sheet, table.head_rows[0], column)
            message = msg("{cell}: the column “{head}” is not known and is left out", head=head)
            notes.remark(spot, "workbook.column-unknown", message)


def _doubt_answers(taken: Iterable[Answer], notes: Notes) -> None:
    """Have it checked once a column how 是 and 否 were taken; each cell is named among the remarks."""
    columns: dict[str, dict[bool, Answer]] = {}
    for answer in taken:
        columns.setdefault(answer.head_spot.cell, {})[answer.is_yes] = answer
    for answers in columns.values():
        first = next(iter(answers.values()))
        if len(answers) > 1:
            message = msg(
                "{cell}: below “{head}” 是 was taken as “{yes}”, 否 as “{no}”",
                head=first.head,
                yes=answers[True].word,
                no=answers[False].word,
            )
        else:
            message = msg(
                "{cell}: below “{head}” {value} was taken as “{word}”",
                head=first.head,
                value=first.shown,
                word=first.word,
            )
        kind = Column.STATUS if first.field == "status" else Column.VERDICT
        hint = msg("check it; a column {column} with the words of the ledger says more", column=kind.value)
        notes.doubt(first.head_spot, "workbook.yes-no", message, hint)


def _day_above(tables: Iterable[Table], counts_from_1904: bool, notes: Notes) -> tuple[date, Spot] | None:
    """Return the first day that stands above a table behind the word 截至, and its cell; name what is none."""
    unread: list[tuple[Spot, Message]] = []
    for table in tables:
        for row, cells in enumerate(table.sheet.rows[: table.head_rows[0]]):
            for column, (cell, beside) in enumerate(zip(cells, (*cells[1:], ""), strict=True)):
                if "截至" not in text_of(cell):
                    continue
                day = day_of(beside, counts_from_1904) if beside != "" else None
                days = [day.day] if day else days_in(text_of(cell))
                if len(days) == 1:
                    return days[0], Spot(table.sheet, row, column + bool(day))
                words = text_of(beside) or text_of(cell)
                message = msg("{cell}: “{value}” names no whole day; 数据截至 is not taken over", value=quoted(words))
                if words == AS_OF:
                    message = msg("{cell}: no day stands beside 数据截至; it is not taken over")
                is_beside = beside != "" or words == AS_OF
                unread.append((Spot(table.sheet, row, column + is_beside), message))
    for spot, message in unread:
        notes.doubt(spot, "workbook.as-of", message, msg("write year, month and day: 2023-12-14"))
    return None


def _is_foot(rows: Rows, number: int, findings: Findings) -> bool:
    """Tell whether a row is a sum, a note or signatures, and surely about no finding.

    It is not where it has a code, the very words of a finding, or other words for one beside something that is said
    of it: 单位主要负责人 may stand in a column 责任领导.
    """
    row = rows.pointing(number, ())
    if row.code or not is_foot(rows.words(number)[0]) or findings.has(row):
        return False
    words = tuple(text for text in row.findings if not is_foot(text))
    is_joined = isinstance(findings.join(replace(row, findings=words)), Joined)
    return not (words and (rows.states_something(number) or (is_joined and rows.says_something(number))))


def _read_rows(rows: Rows, findings: Findings, feet: Container[int], said: dict[SectionCode, Said]) -> None:
    """Join each row to its finding and add what it says; name the feet of the table."""
    areas: tuple[str, ...] = ()
    pointers: dict[SectionCode, Row] = {}
    for number in rows.numbers():
        if number in feet:
            message = msg(
                "{cell}: the row is a sum, a note or signatures, and is left out: “{value}”",
                value=quoted(" ".join(rows.words(number))),
            )
            rows.notes.remark(Spot(rows.table.sheet, number), "workbook.row-foot", message)
            continue
        row = rows.pointing(number, areas)
        joined = findings.join(row)
        is_area = isinstance(joined, Unjoined) or bool(row.findings and bare(row.findings[0]) in findings.areas)
        if is_area and not rows.says_something(number):
            areas = (*row.findings, row.number)
            _note_heading(rows, number, row)
            continue
        spot = rows.pointer(number)
        if isinstance(joined, Unjoined):
            rows.notes.error(spot, *_refusal(joined, row, findings))
            continue
        first = pointers.setdefault(joined.section, row)
        if joined.by == "words" and not set(first.findings) & set(row.findings):
            rows.notes.error(
                spot,
                "workbook.section-twice",
                msg(
                    "{cell}: this row and row {other} would both be about the finding {code}",
                    other=said[joined.section].spot.row + 1,
                    code=joined.section,
                ),
                msg("write the section codes of both into a column 章节编号"),
            )
            continue
        _note_join(rows, spot, joined, row, findings)
        rows.read(number, said.setdefault(joined.section, Said(spot)))


def _note_heading(rows: Rows, number: int, row: Row) -> None:
    words = " ".join(filter(None, (row.number, *row.findings)))
    message = msg("{cell}: the row is taken for a heading or a note: “{value}”", value=quoted(words))
    rows.notes.remark(rows.pointer(number), "workbook.row-heading", message, words)


_BY = {
    "code": msg("{cell}: this is {code} “{title}”, by its section code"),
    "number": msg("{cell}: this is {code} “{title}”, by its number"),
    "words": msg("{cell}: this is {code} “{title}”, by its words ({confidence})"),
}


def _note_join(rows: Rows, spot: Spot, joined: Joined, row: Row, findings: Findings) -> None:
    message = msg(
        _BY[joined.by].msgid,
        code=joined.section,
        title=quoted(findings.titles[joined.section]),
        confidence=f"{joined.confidence:.0%}",
    )
    before = row.code if joined.by == "code" else row.number if joined.by == "number" else " ".join(row.findings)
    rows.notes.remark(spot, "workbook.row-joined", message, before, joined.section)


def _refusal(joined: Unjoined, row: Row, findings: Findings) -> tuple[str, Message, Message | None]:
    """Say why a row is about no finding, and which come into question."""
    near = "、".join(
        f"{code} “{quoted(findings.titles[code])}”" + f" ({like:.0%})" * (like > 0) for code, like in joined.near
    )
    words = quoted(" ".join(row.findings)) or row.code or row.number
    write = (
        msg("write its section code into a column 章节编号; the nearest are: {near}", near=near)
        if near
        else msg("write its section code into a column 章节编号")
    )
    match joined.reason:
        case "unknown":
            return (
                "workbook.section-unknown",
                msg("{cell}: “{value}” is not the section code of a finding", value=row.code),
                msg("the nearest are: {near}", near=near) if near else None,
            )
        case "near":
            return (
                "workbook.section-unclear",
                msg("{cell}: several findings have words like “{value}”", value=words),
                write,
            )
        case "contradiction":
            return (
                "workbook.section-contradicted",
                msg(
                    "{cell}: the words “{value}” are not those of the finding {code}",
                    value=words,
                    code=joined.near[0][0],
                ),
                msg("correct the code or the words; in question are: {near}", near=near),
            )
    return (
        "workbook.section-unlike",
        msg("{cell}: no finding of the notice has words like “{value}”", value=words),
        write,
    )
