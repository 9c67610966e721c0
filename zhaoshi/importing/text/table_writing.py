"""From a table of findings to lines: each row becomes a heading, its other cells paragraphs with labels."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from zhaoshi.importing.name_lines import NAMING
from zhaoshi.importing.text.cell_breaks import is_break, joint, unbroken
from zhaoshi.importing.text.finding_tables import Cell, FindingTable, Is, Row, headings
from zhaoshi.importing.text.wording import BREAK, Edit, Entry, Group, Kind, Mark, Wording, edited, readable
from zhaoshi.model.ledger_form import Column
from zhaoshi.model.status import STATUS_WORDS
from zhaoshi.problems import Message, msg

_SHORT = frozenset({Column.LEADER, Column.OWNER, Column.DEADLINE, Column.COMPLETED, Column.STATUS})
"""Columns whose cells are facts, which hold for each row over which a merged cell reaches."""

_BECAME = msg("a table of findings became sections")
_HEADS = msg("the heads of columns that became headings or numerals were left out")
_NUMERALS = msg("the numbers in a table of findings were left out; each section has the numeral of its place")
_REPEATED = msg("an area that several rows of a table name became one heading")
_FOOT = msg(
    "this row of a table of findings is about none of them and is now a paragraph in the section of the last one; "
    "delete it, or move it before the findings"
)
_NAMES = msg("names that stood on lines of their own in a cell were joined")
_HEAD_AGAIN = msg("the heads of a table that stand again further down were left out")


@dataclass(slots=True)
class Change:
    """What is done to a text with tables of findings."""

    edits: list[Edit] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    deepest: int = 0
    """Level of the deepest new heading; 0 where there is none."""
    said: dict[str, tuple[tuple[tuple[int, str], ...], ...]] = field(default_factory=dict)
    """What each table says of findings that have headings, by their bare words: number in the file, labelled line."""


class Writer:
    """Goes through a table and writes down what is changed: signs between cells, never the words of a cell."""

    def __init__(self, text: Wording, table: FindingTable, above: int, change: Change) -> None:
        self.table = table
        self._text = text
        self._above = above
        self._change = change
        self._is_begun = False
        self._inline = [mark for mark in text.marks if mark.kind in (Kind.BOLD, Kind.LINK)]
        self._numbers: list[str] = []
        self._repeated: list[str] = []
        self.merged: Counter[tuple[str, str, bool]] = Counter()
        """How often a merged cell was asked for beside its first row: label, words, whether they are a fact."""
        self._joined: dict[str, str] = {}
        """What cells of several names have become."""
        self._levels = {cell.start: level for cell, level in headings(table)}

    def write(self) -> None:
        """Write all rows, and what the report says of them."""
        table = self.table
        heads = [row for row in table.rows if row.kind is Is.HEAD]
        for number, row in enumerate(table.rows):
            match row.kind:
                case Is.HEAD | Is.EMPTY:
                    self._edit(row.cells[0].start - 1, row.cells[-1].end, "")
                case Is.CAPTION | Is.AREA:
                    self._whole(row)
                case Is.FOOT:
                    self._foot(row)
                case _:
                    self._row(number, row)
        is_below = [row.kind for row in table.rows].index(Is.FINDING)
        above = [cell.words for row in table.rows[:is_below] if row.kind is Is.HEAD for cell in row.cells]
        names = [words for words in dict.fromkeys(above) if words and words not in table.labels.values()]
        shown = " | ".join(cell.words for cell in heads[0].cells)
        became = msg(
            "the {count} findings of a table became sections, its other cells paragraphs with the heads as labels",
            count=len(table.findings()),
        )
        self._say(Group.REPAIRED, "import.finding-table", became, shown, table.findings()[0].words)
        self._say(Group.DROPPED, "import.table-heads", _HEADS, " | ".join(names))
        if self._numbers:
            self._say(Group.DROPPED, "import.table-numbers", _NUMERALS, "、".join(self._numbers))
        if self._repeated:
            self._say(Group.DROPPED, "import.table-areas", _REPEATED, "、".join(dict.fromkeys(self._repeated)))
        for before, after in self._joined.items():
            self._say(Group.REPAIRED, "import.joined-names", _NAMES, before, after)
        for (label, words, is_fact), count in self.merged.items():
            self._say(Group.DOUBT, "import.merged-cell", _merged(label, count + 1, is_fact), f"{label}：{words}")
        if any(row.kind is Is.HEAD for row in table.rows[is_below:]):
            self._say(Group.DROPPED, "import.table-heads", _HEAD_AGAIN, shown)

    def _say(self, group: Group, code: str, message: Message, before: str = "", after: str = "") -> None:
        number = self._text.numbers[self.table.index]
        self._change.entries.append(Entry(group, number, code, message, before, after))

    def _edit(self, start: int, end: int, after: str, marks: tuple[Mark, ...] = ()) -> None:
        self._change.edits.append(_edit(start, end, after, marks))

    def _whole(self, row: Row) -> None:
        for cell in row.cells:
            if not cell.text:
                self._drop(cell)
            elif row.kind is Is.AREA:
                self._heading(cell)
            else:
                self._line(cell)

    def _foot(self, row: Row) -> None:
        """Let a row be one paragraph; its heads say nothing of its cells."""
        first, *others = (cell for cell in row.cells if cell.text)
        self._line(first, is_one=True)
        is_named = bool(re.search("[：:]", first.words))
        for cell in row.cells:
            if cell in others:
                self._edit(cell.start - 1, cell.start, "，" if is_named or cell is not others[0] else "：")
                self._change.edits += _unbroken(cell, cell.start, is_one=True)
            elif cell is not first:
                self._drop(cell)
        shown = " | ".join(cell.words for cell in (first, *others))
        self._say(Group.DOUBT, "import.behind-table", _FOOT, shown)

    def _row(self, number: int, row: Row) -> None:
        table = self.table
        moved = Wording("", ())
        for column, cell in enumerate(row.cells):
            label = table.labels.get(column)
            if column == table.finding and cell.text:
                self._heading(cell, is_finding=True)
                self._edit(cell.end, cell.end, moved.text, moved.marks)
            elif label is None:
                if cell.start in self._levels:
                    self._heading(cell)
                    continue
                if cell.text:
                    (self._repeated if column in table.areas else self._numbers).append(cell.words)
                self._drop(cell)
            elif column < table.finding and row.kind is Is.FINDING:
                moved = _behind(moved, self._labelled(number, column, cell))
                self._drop(cell)
            elif cell.text:
                self._line(cell, _lead(label, cell.text), of_names=self._names(column, cell))
            else:
                below = self._labelled(number, column, cell)
                self._edit(cell.start - 1, cell.end, below.text, below.marks)

    def _labelled(self, number: int, column: int, cell: Cell) -> Wording:
        """Return a cell as lines of its own, with that which reaches over it where it is covered; empty for nothing."""
        label = self.table.labels[column]
        source = cell if cell.text else self._above_of(number, column)
        if source is None:
            return Wording("", ())
        of_names = self._names(column, source)
        if not cell.text:
            is_fact = self.table.kinds.get(column) in _SHORT or source.words.rstrip("。") in STATUS_WORDS
            self.merged[label, unbroken(source.text, of_names=of_names), is_fact] += 1
            if not is_fact:
                return Wording("", ())
        return self._copied(source, "\n" + _lead(label, source.text), of_names=of_names)

    def _names(self, column: int, cell: Cell) -> bool:
        """Tell whether a cell names offices or people, and note what becomes of several lines of it."""
        if self.table.kinds.get(column) not in NAMING:
            return False
        joined = unbroken(cell.text, of_names=True)
        if joined != cell.words:
            self._joined[readable(cell.text)] = joined
        return True

    def _copied(self, cell: Cell, lead: str, *, of_names: bool) -> Wording:
        """Return the words of a cell behind others, with what is bold or linked."""
        start = cell.start - 1  # the sign before it, in whose place the others come
        inside = (mark for mark in self._inline if mark.start < cell.end and mark.end > cell.start)
        marks = tuple(replace(mark, start=mark.start - start, end=mark.end - start) for mark in inside)
        whole = Wording(self._text.text[start : cell.end], (0,), marks)
        return edited(whole, [_edit(0, 1, lead), *_unbroken(cell, 1, of_names=of_names)])

    def _above_of(self, number: int, column: int) -> Cell | None:
        """Return the cell that reaches over an empty one of a finding; None where none does."""
        if self.table.rows[number].kind is not Is.FINDING or not self.table.rows[number].cells[column].is_covered:
            return None
        above = [row.cells[column] for row in self.table.rows[:number] if row.kind in (Is.FINDING, Is.MORE)]
        found = next((cell for cell in reversed(above) if not cell.is_covered), None)
        return found if found and found.text else None

    def _heading(self, cell: Cell, *, is_finding: bool = False) -> None:
        length = cell.numeral_length if self.table.drops_numerals else 0
        if length:
            self._numbers.append(cell.text[:length].strip(" 、.．"))
        level = self._above + self._levels[cell.start] + 1
        start = cell.start + length
        self._change.marks.append(Mark(start, start + 1, Kind.HEADING, str(level)))
        if is_finding:
            self._change.marks.append(Mark(start, start + 1, Kind.FINDING, str(level)))
        self._line(cell, "", length, is_one=not is_finding)

    def _line(
        self, cell: Cell, lead: str = "", dropped: int = 0, *, is_one: bool = False, of_names: bool = False
    ) -> None:
        """Let a cell begin a line; what of it are paragraphs become lines unless it is one."""
        self._edit(cell.start - 1, cell.start + dropped, ("\n" if self._is_begun else "") + lead)
        self._is_begun = True
        self._change.edits += _unbroken(cell, cell.start, is_one=is_one, of_names=of_names)

    def _drop(self, cell: Cell) -> None:
        self._edit(cell.start - 1, cell.end, "")


def _edit(start: int, end: int, after: str, marks: tuple[Mark, ...] = ()) -> Edit:
    return Edit(start, end, after, Group.REPAIRED, "import.finding-table", _BECAME, marks=marks)


def _unbroken(cell: Cell, start: int, *, is_one: bool = False, of_names: bool = False) -> Iterator[Edit]:
    """Yield what makes lines of a cell that begins at `start`: of what of it are paragraphs, unless it is one."""
    for found in re.finditer(BREAK, cell.text):
        at = found.start()
        parts = not is_one and is_break(cell.text, at)
        yield _edit(start + at, start + at + 1, "\n" if parts else joint(cell.text, at, of_names=of_names))


def _behind(one: Wording, other: Wording) -> Wording:
    """Return two pieces of a text, one behind the other."""
    size = len(one.text)
    shifted = (replace(mark, start=mark.start + size, end=mark.end + size) for mark in other.marks)
    return Wording(one.text + other.text, (), (*one.marks, *shifted))


def _lead(label: str, words: str) -> str:
    """Return what stands before a cell in its paragraph; nothing where the cell says it itself."""
    return "" if re.match(rf"{re.escape(label)}\s*[：:]", words) else f"{label}："


def _merged(label: str, count: int, is_fact: bool) -> Message:
    if is_fact:
        return msg(
            "one merged cell says {label} of {count} findings; it was written below each", label=label, count=count
        )
    return msg(
        "one merged cell says {label} of {count} findings; it stands below the first; write below the others what "
        "is true of them",
        label=label,
        count=count,
    )
