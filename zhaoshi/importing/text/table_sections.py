"""Findings that stand in a table: each row becomes a section, its other cells paragraphs with labels."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from zhaoshi.importing.finding_words import bare
from zhaoshi.importing.text import shapes
from zhaoshi.importing.text.finding_tables import (
    Cell,
    FindingTable,
    Is,
    Row,
    finding_table,
    headings,
    is_break,
    joint,
    paragraphs,
    unbroken,
)
from zhaoshi.importing.text.headings import Scheme
from zhaoshi.importing.text.splitting import cut_of
from zhaoshi.importing.text.wording import BREAK, ROW, Edit, Entry, Group, Kind, Mark, Wording, is_words, readable
from zhaoshi.model.ledger_form import Column
from zhaoshi.model.status import STATUS_WORDS
from zhaoshi.problems import Message, msg
from zhaoshi.text.numerals import STANDARD, Numbering

_DEEPEST = 5
_SHOWN = 60
"""Characters of a table that the report shows."""
_SHORT = frozenset({Column.LEADER, Column.OWNER, Column.DEADLINE, Column.COMPLETED, Column.STATUS})
"""Columns whose cells are facts, which hold for each row over which a merged cell reaches."""
_CITES = re.compile(r"(?:关于.+|.+的)问题(?:的?整改(?:落实|进展|完成)?(?:工作)?情况)?[。：:]?")
_ABOUT_ALL = re.compile(r"(?:反馈|巡察|移交|指出)的?(?:具体)?问题")

_BECAME = msg("a table of findings became sections")
_HEADS = msg("the heads of columns that became headings or numerals were left out")
_NUMERALS = msg("the numbers in a table of findings were left out; each section has the numeral of its place")
_REPEATED = msg("an area that several rows of a table name became one heading")
_HEAD_AGAIN = msg("the heads of a table that stand again further down were left out")
_BEHIND = msg(
    "this paragraph stood behind a table of findings and is now in the section of the last one; if it is not about "
    "that, move it before the findings or below a heading of its own"
)


@dataclass(slots=True)
class Change:
    """What is done to a text with tables of findings."""

    edits: list[Edit] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    deepest: int = 0
    """Level of the deepest new heading; 0 where there is none."""


def in_sections(text: Wording, scheme: Scheme) -> Change:
    """Make sections of the tables whose rows are findings; what is not plain stays a table and is a doubt."""
    change = Change()
    keeps_numbers = bool(scheme.levels) and not scheme.numbering
    found = {
        index: table
        for index, line in enumerate(text.lines)
        if line.startswith(ROW) and (table := finding_table(text, index, keeps_numbers=keeps_numbers))
    }
    for index, table in found.items():
        why = table if isinstance(table, Message) else _why_not(text, table, scheme, found)
        if why:
            shown = readable(text.lines[index])[:_SHOWN]
            change.entries.append(Entry(Group.DOUBT, text.numbers[index], "import.finding-table", why, shown))
        if why or isinstance(table, Message):
            continue
        above = _level_above(scheme.levels, index)
        change.deepest = max(change.deepest, above + table.depth)
        _Writer(text, table, above, change).write()
        behind = index + 1
        if behind < len(text.lines) and behind not in scheme.levels and is_words(text.lines[behind]):
            change.entries.append(
                Entry(Group.DOUBT, text.numbers[behind], "import.behind-table", _BEHIND, text.lines[behind][:_SHOWN])
            )
    return change


def numbering_down_to(scheme: Scheme, deepest: int) -> Numbering:
    """Return the numbering of a text whose new headings have no written numeral; none where it has none."""
    if not scheme.levels:
        return STANDARD[:deepest]
    return scheme.numbering + _further(scheme.numbering)[: max(0, deepest - len(scheme.numbering))]


def _further(numbering: Numbering) -> Numbering:
    """Return the styles that can follow below a numbering."""
    return STANDARD[STANDARD.index(numbering[-1]) + 1 :] if numbering else ()


def _level_above(levels: Mapping[int, int], index: int) -> int:
    return levels[max(above)] if (above := [line for line in levels if line < index]) else 0


def _why_not(
    text: Wording, table: FindingTable, scheme: Scheme, tables: Mapping[int, FindingTable | Message]
) -> Message | None:
    """Say why a table has no place for sections; None where it has."""
    levels, lines = scheme.levels, text.lines
    above = _level_above(levels, table.index)
    following = next((level for line, level in sorted(levels.items()) if line > table.index), 0)
    if levels and not above:
        return msg(
            "this table of findings stays a table: no heading stands above it while some stand below; write one "
            "above it in the file and import again"
        )
    if following > above:
        return msg(
            "this table of findings stays a table: its section has other headings below it; give the table a section "
            "of its own in the file and import again"
        )
    if levels and any(shapes.is_attached(line) for line in lines[: table.index]):
        return msg(
            "this table of findings stays a table: it stands in an attachment; move it below the heading of its "
            "findings in the file and import again"
        )
    most = len(scheme.numbering) + len(_further(scheme.numbering)) if scheme.numbering else len(STANDARD)
    if above + table.depth > min(most, _DEEPEST):
        return msg(
            "this table of findings stays a table: its findings would stand deeper than the numbering reaches; "
            "move it below a higher heading in the file and import again"
        )
    titles = list(_other_findings(text, levels, tables))
    rows = {bare(cell.words) for cell in table.findings()}
    if rows & {bare(title) for _, title in titles}:
        return msg(
            "this table of findings stays a table: its findings have headings already; fill their ledger from it"
        )
    if cited := next((title for _, title in titles if _CITES.fullmatch(title) and not _ABOUT_ALL.search(title)), ""):
        return msg(
            "this table of findings stays a table: other findings have headings (“{title}”); if they are not the "
            "same, write a heading for each row into notice.md",
            title=cited,
        )
    return None


def _other_findings(
    text: Wording, levels: Mapping[int, int], tables: Mapping[int, object]
) -> Iterator[tuple[int, str]]:
    """Yield the headings, without their numerals, that have none and no table of findings below them."""
    order = sorted(levels)
    for line, following in zip(order, [*order[1:], len(text.lines)], strict=False):
        if levels.get(following, 0) <= levels[line] and not any(line < index < following for index in tables):
            numeral = shapes.numeral(text.lines[line])
            title = numeral.rest if numeral else text.lines[line]
            cut = cut_of(title)
            yield line, title[: cut[0]] if cut else title


class _Writer:
    """Goes through a table and writes down what is changed: signs between cells, never the words of a cell."""

    def __init__(self, text: Wording, table: FindingTable, above: int, change: Change) -> None:
        self.table = table
        self._text = text
        self._above = above
        self._change = change
        self._is_begun = False
        self._numbers: list[str] = []
        self._repeated: list[str] = []
        self._merged: Counter[tuple[str, str, bool]] = Counter()
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
        for (label, words, is_fact), count in self._merged.items():
            self._say(Group.DOUBT, "import.merged-cell", _merged(label, count + 1, is_fact), f"{label}：{words}")
        if any(row.kind is Is.HEAD for row in table.rows[is_below:]):
            self._say(Group.DROPPED, "import.table-heads", _HEAD_AGAIN, shown)

    def _say(self, group: Group, code: str, message: Message, before: str = "", after: str = "") -> None:
        number = self._text.numbers[self.table.index]
        self._change.entries.append(Entry(group, number, code, message, before, after))

    def _edit(self, start: int, end: int, after: str) -> None:
        self._change.edits.append(Edit(start, end, after, Group.REPAIRED, "import.finding-table", _BECAME))

    def _whole(self, row: Row) -> None:
        for cell in row.cells:
            if not cell.text:
                self._drop(cell)
            elif row.kind is Is.AREA:
                self._heading(cell)
            else:
                self._line(cell)

    def _row(self, number: int, row: Row) -> None:
        table = self.table
        moved = ""
        for column, cell in enumerate(row.cells):
            label = table.labels.get(column)
            if column == table.finding and cell.text:
                self._heading(cell, is_finding=True)
                self._edit(cell.end, cell.end, moved)
            elif label is None:
                if cell.start in self._levels:
                    self._heading(cell)
                    continue
                if cell.text:
                    (self._repeated if column in table.areas else self._numbers).append(cell.words)
                self._drop(cell)
            elif column < table.finding and row.kind is Is.FINDING:
                moved += self._labelled(number, column, cell)
                self._drop(cell)
            elif cell.text:
                self._line(cell, _lead(label, cell.text))
            else:
                self._edit(cell.start - 1, cell.end, self._labelled(number, column, cell))

    def _labelled(self, number: int, column: int, cell: Cell) -> str:
        """Return a cell as lines of its own, with that which reaches over it where it is covered; empty for nothing."""
        label = self.table.labels[column]
        source = cell if cell.text else self._above_of(number, column)
        if source is None:
            return ""
        if not cell.text:
            is_fact = self.table.kinds.get(column) in _SHORT or source.words.rstrip("。") in STATUS_WORDS
            self._merged[label, source.words, is_fact] += 1
            if not is_fact:
                return ""
        return "\n" + _lead(label, source.text) + "\n".join(map(unbroken, paragraphs(source.text)))

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

    def _line(self, cell: Cell, lead: str = "", dropped: int = 0, *, is_one: bool = False) -> None:
        """Let a cell begin a line; what of it are paragraphs become lines unless it is one."""
        self._edit(cell.start - 1, cell.start + dropped, ("\n" if self._is_begun else "") + lead)
        self._is_begun = True
        for found in re.finditer(BREAK, cell.text):
            at = found.start()
            parts = not is_one and is_break(cell.text, at)
            self._edit(cell.start + at, cell.start + at + 1, "\n" if parts else joint(cell.text, at))

    def _drop(self, cell: Cell) -> None:
        self._edit(cell.start - 1, cell.end, "")


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
