"""Rows of a ledger's sheet: what each says of its finding, and what of that has a place in the ledger."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from zhaoshi.importing.deadlines import last_day, names_deadline
from zhaoshi.importing.excel.columns import HOMELESS, NOT_TAKEN, POINTING, Table
from zhaoshi.importing.excel.joining import Row
from zhaoshi.importing.excel.notes import Notes, Spot
from zhaoshi.importing.excel.readings import claim_of, day_of, days_in, may_lack_a_zero, verdict_of
from zhaoshi.importing.excel.said import UNSTATED, Answer, Said
from zhaoshi.importing.excel.sheets import Cell, text_of
from zhaoshi.importing.name_lines import NAMING, in_one_line
from zhaoshi.importing.states import agrees, answer, claim_at_start, sounds_like_state
from zhaoshi.model.ledger import Update
from zhaoshi.model.ledger_form import Column
from zhaoshi.model.readers import nearest, why_no_day
from zhaoshi.model.status import STATUS_WORDS, USUAL_WORDS, Claim, Verdict
from zhaoshi.problems import msg
from zhaoshi.text.citation import quoted
from zhaoshi.text.decoding import without_control_characters

_TEXTS = {
    Column.LEADER: "leader",
    Column.OWNER: "owner",
    Column.VERIFIED_BY: "verification/by",
    Column.VERIFICATION_NOTE: "verification/note",
}
_DAYS = {
    Column.DEADLINE: "deadline",
    Column.COMPLETED: "completed",
    Column.REVIEW: "review",
    Column.VERIFIED_ON: "verification/on",
}
_FIELDS = {**_TEXTS, **_DAYS, Column.STATUS: "status", Column.VERDICT: "verification/status"}
EMPTY: Mapping[str, Any] = {
    **dict.fromkeys(_TEXTS.values(), ""),
    **dict.fromkeys(_DAYS.values()),
    "status": UNSTATED,
    "verification/status": Verdict.UNVERIFIED,
}
"""What an empty cell makes of a field."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Reads the rows of one table."""

    table: Table
    notes: Notes
    counts_from_1904: bool
    known: Container[str]
    """Section codes of all findings."""
    clears: bool
    """Whether an empty cell means that the ledger shall say nothing; otherwise it says nothing itself."""

    def cell(self, row: int, column: int) -> Cell:
        """Return what a cell shows, a cell merged downwards in each of its rows."""
        top, left = self.table.corners.get((row, column), (row, column))
        return self.table.sheet.rows[top][left] if left == column else ""

    def text(self, row: int, column: int) -> str:
        """Return the words of a cell."""
        return without_control_characters(text_of(self.cell(row, column))).strip()

    def words(self, row: int) -> list[str]:
        """Return the words of every cell of a row that has some, also in columns that are not known."""
        return [text for column in range(len(self.table.sheet.rows[row])) if (text := self.text(row, column))]

    def answer(self, row: int, column: int) -> bool | None:
        """Return what a cell with 是 or 否 says below a head that asks; None for any other cell."""
        return answer(self.table.heads.get(column, ""), self.text(row, column))

    def spot(self, row: int, column: int) -> Spot:
        """Return where a cell's value stands."""
        return Spot(self.table.sheet, *self.table.corners.get((row, column), (row, column)))

    def numbers(self) -> Iterator[int]:
        """Yield the rows below the head that hold something, without heads that are repeated."""
        for row in range(self.table.head_rows[1], len(self.table.sheet.rows)):
            texts = {column: re.sub(r"\s+", "", self.text(row, column)) for column in self.table.columns}
            if any(texts.values()) and any(text != self.table.heads.get(column) for column, text in texts.items()):
                yield row

    def pointing(self, row: int, areas: tuple[str, ...]) -> Row:
        """Return what a row says of the finding that it is about, `areas` being the words above it."""

        def words(kind: Column) -> tuple[str, ...]:
            return tuple(filter(None, (self.text(row, column) for column in self.table.of(kind))))

        def number(kind: Column) -> str:
            cells = [self.cell(row, column) for column in self.table.of(kind)]
            return next(filter(None, (text_of(cell) for cell in cells if not may_lack_a_zero(cell, self.known))), "")

        code = number(Column.CODE)
        return Row(code, number(Column.NUMBER), words(Column.FINDING), (*areas, *words(Column.AREA)))

    def says_something(self, row: int) -> bool:
        """Tell whether a row has more than the words of a finding."""
        others = (column for column, kind in self.table.columns.items() if kind not in POINTING | NOT_TAKEN)
        return any(self.text(row, column) for column in others)

    def states_something(self, row: int) -> bool:
        """Tell whether a row has a status or a day that can be read."""
        states = (column for column in self.table.of(Column.STATUS) if claim_of(self.text(row, column)))
        answers = (column for column in self.table.of(Column.STATUS) if self.answer(row, column) is not None)
        days = (column for column, kind in self.table.columns.items() if kind in _DAYS)
        read = (day_of(self.cell(row, column), self.counts_from_1904) for column in days)
        return any(True for _ in (*states, *answers)) or any(read)

    def pointer(self, row: int) -> Spot:
        """Return the cell by which a row says what it is about."""
        columns = [column for kind in (Column.CODE, Column.FINDING, Column.NUMBER) for column in self.table.of(kind)]
        return self.spot(row, next((column for column in columns if self.text(row, column)), columns[0]))

    def read(self, row: int, said: Said) -> None:
        """Add what a row says."""
        if self.clears:
            for column, kind in self.table.columns.items():
                if name := _FIELDS.get(kind):
                    said.emptied.setdefault(name, self.spot(row, column))
        states = [column for column in self.table.of(Column.STATUS) if self.answer(row, column) is None]
        has_status = any(self.text(row, column) for column in states)
        is_stated = any(claim_of(self.text(row, column)) not in (None, UNSTATED) for column in states)
        for column, kind in self.table.columns.items():
            text, spot = self.text(row, column), self.spot(row, column)
            if not text:
                continue
            is_yes = self.answer(row, column) if kind in (Column.STATUS, Column.VERDICT) else None
            if is_yes is not None:
                self._add_answer(said, _FIELDS[kind], column, is_yes, spot)
            elif kind in _TEXTS:
                self._add_words(said, _TEXTS[kind], self._in_one_line(kind, text, spot), spot)
            elif kind in _DAYS:
                self._add_day(said, _DAYS[kind], self.cell(row, column), spot)
            elif kind is Column.STATUS:
                self._add_status(said, text, spot)
            elif kind is Column.VERDICT:
                self._add_verdict(said, text, spot)
            elif kind is Column.PROGRESS:
                self._add_progress(said, column, text, spot, has_status=has_status)
            elif kind in HOMELESS and spot.row == row:
                self._leave_out(spot, kind, text)
            if kind is Column.PROGRESS and not is_stated and _takes_back(text, counts=not has_status):
                said.open_words.append(spot)
            if kind is Column.PROGRESS and (spot, text) not in said.progress:
                said.progress.append((spot, text))

    def _leave_out(self, spot: Spot, kind: Column, text: str) -> None:
        where = msg("{cell}: {column} has no place in the ledger and is left out")
        if kind is Column.MEASURES:
            where = msg("{cell}: {column} stands in the text of the notice and is left out here")
        self.notes.remark(spot, "workbook.left-out", msg(where.msgid, column=kind.value), text)

    def _in_one_line(self, kind: Column, text: str, spot: Spot) -> str:
        """Return names that stand on lines of their own in one; other words keep their lines."""
        joined = in_one_line(text.split("\n")) if kind in NAMING else text
        if joined != text:
            message = msg("{cell}: names that stood on lines of their own were joined")
            self.notes.remark(spot, "workbook.joined-names", message, text, joined)
        return joined

    def _add_words(self, said: Said, name: str, text: str, spot: Spot) -> None:
        known = said.values.get(name, "")
        if text in known.split("、") or text == known:
            return
        said.values[name], said.spots[name] = f"{known}、{text}" if known else text, spot
        if known:
            after = said.values[name]
            self.notes.remark(spot, "workbook.joined-words", msg("{cell}: added to what stands before it"), text, after)

    def _add_day(self, said: Said, name: str, cell: Cell, spot: Spot) -> None:
        found, end = day_of(cell, self.counts_from_1904), last_day(text_of(cell))
        if name == "completed" and names_deadline(text_of(cell)) and (due := found.day if found else end):
            said.unread.add(name)
            if (promise := (spot, due, text_of(cell))) not in said.promised:
                said.promised.append(promise)
            return
        if found is None and name == "deadline" and end:
            message = msg("{cell}: read as {date}, the last day by which it is due", date=end)
            self.notes.remark(spot, "workbook.date-read", message, text_of(cell), end.isoformat())
            said.take(name, end, spot, self.notes)
            return
        if found is None:
            said.unread.add(name)
            self.notes.doubt(
                spot,
                "workbook.date",
                msg("{cell}: “{value}” is not a whole date and is left out", value=text_of(cell)),
                why_no_day(normalize("NFKC", text_of(cell))) or msg("write year, month and day: 2023-12-14"),
            )
            return
        if found.is_converted:
            message = msg("{cell}: read as {date}", date=found.day)
            self.notes.remark(spot, "workbook.date-read", message, text_of(cell), found.day.isoformat())
        said.take(name, found.day, spot, self.notes)

    def _add_status(self, said: Said, text: str, spot: Spot) -> None:
        claim = claim_of(text)
        if claim is None:
            said.unread.add("status")
            if sounds_like_state(text):
                said.open_states.append(spot)
            self.notes.doubt(
                spot,
                "workbook.status",
                msg("{cell}: “{value}” is not a known status and is left out", value=text),
                nearest(text, STATUS_WORDS),
            )
            return
        said.is_stated |= claim != UNSTATED
        self._add_claim(said, claim, text, spot)

    def _add_claim(self, said: Said, claim: Claim, text: str, spot: Spot) -> None:
        if claim.written not in USUAL_WORDS or claim.written != text:
            usual = next(word for word in USUAL_WORDS if STATUS_WORDS[word] is claim.status)
            message = msg("{cell}: “{value}” counts as “{usual}”", value=claim.written, usual=usual)
            self.notes.remark(spot, "workbook.status-read", message, text, claim.written)
        said.take("status", claim, spot, self.notes)

    def _add_answer(self, said: Said, name: str, column: int, is_yes: bool, spot: Spot) -> None:
        """Keep 是 or 否 until all rows are read: words that take it back may stand in another one."""
        head_spot = Spot(self.table.sheet, self.table.head_rows[0], column)
        given = Answer(name, is_yes, spot, self.table.heads[column], head_spot)
        if given not in said.answers:
            said.answers.append(given)

    def _add_verdict(self, said: Said, text: str, spot: Spot) -> None:
        verdict = verdict_of(text)
        if verdict is None:
            said.unread.add("verification/status")
            self.notes.doubt(
                spot,
                "workbook.verdict",
                msg("{cell}: “{value}” is not a known verdict and is left out", value=text),
                msg("write one of: {words}", words="未核验、已核验销号、退回"),
            )
            return
        said.take("verification/status", verdict, spot, self.notes)

    def _add_progress(self, said: Said, column: int, text: str, spot: Spot, *, has_status: bool) -> None:
        """Take a status from 完成情况 where no column has it, and its text for a step where it names one day."""
        claim = claim_of(text)
        if not has_status and (begins := claim or claim_at_start(text)):
            self._add_claim(said, begins, text, spot)
        elif not has_status and sounds_like_state(text):
            message = msg(
                "{cell}: “{value}” is not plain enough for a status; none was taken from it", value=quoted(text)
            )
            hint = msg("write one of these into a column 整改状态: {words}", words="、".join(USUAL_WORDS))
            self.notes.doubt(spot, "workbook.status-open", message, hint)
        if claim:
            if has_status:
                self._leave_out(spot, Column.PROGRESS, text)
            return
        title = re.sub(r"[\s(（].*", "", self.table.heads.get(column, "")) or Column.PROGRESS.value
        updates = _steps(text, title)
        for update in updates:
            if update not in said.updates:
                said.updates[update] = spot
                self.notes.remark(spot, "workbook.step", msg("{cell}: a step of {date}", date=update.on), text)
        if not updates:
            self.notes.doubt(
                spot,
                "workbook.step-undated",
                msg(
                    "{cell}: the text has no single whole date, so it is no step and is left out: “{value}”",
                    value=quoted(text),
                ),
                msg("write a date before it, or add it to 进展 in ledger.yaml"),
            )


def _takes_back(text: str, *, counts: bool) -> bool:
    """Tell whether a text begins like a state but leaves it open; `counts` tells whether a plain one is taken."""
    claim = claim_at_start(text)
    return sounds_like_state(text) and (claim is None or not (counts or agrees(claim, True)))


def _steps(text: str, title: str) -> list[Update]:
    """Return a text as a dated step, or each of its lines as one where each names its own day."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    days = [days_in(line) for line in lines]
    if all(len(found) == 1 for found in days):
        return [Update(on=found[0], title=title, text=line) for found, line in zip(days, lines, strict=True)]
    whole = days_in(text)
    return [Update(on=whole[0], title=title, text=text)] if len(whole) == 1 else []
