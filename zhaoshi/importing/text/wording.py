"""The words of a manuscript on their way into a notice, and each change that is made to them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from zhaoshi.importing.manuscript import Manuscript, Paragraph, cells_of
from zhaoshi.problems import Message

ROW, CELL, BREAK, PICTURE = "\x02", "\x03", "\x04", "\x05"
"""Signs that no text may hold: the beginning of a row, the end of a cell, a break in a cell, the name of a picture."""

BULLET = "• "
"""Begins an item of a list without numbers."""

SHOWN_BREAK = "⏎"


class Group(StrEnum):
    """What a line of the report is about."""

    MISSING = "missing"
    DOUBT = "doubt"
    CHANGED = "changed"
    """A ledger that was there already says something else."""
    REPAIRED = "repaired"
    MOVED = "moved"
    DROPPED = "dropped"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the report."""

    group: Group
    line: int
    """Of the file that is imported, from 1; 0 where the whole file is meant."""
    code: str
    """Stable name: `import.joined-line`."""
    message: Message
    before: str = ""
    after: str = ""


class Kind(StrEnum):
    """What a stretch of words is, beside its words."""

    LEVEL = "level"
    """The file itself says that the line is a heading."""
    HEADING = "heading"
    """The line was recognised as a heading."""
    FINDING = "finding"
    """The heading was a row of a table of findings."""
    ITEM = "item"
    """The file itself says that the line is an item of a list."""
    COVERED = "covered"
    """The sign before an empty cell over which one above it reaches."""
    BOLD = "bold"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of words and what it is."""

    start: int
    end: int
    kind: Kind
    value: str = ""
    """Level of a heading, depth of an item, target of a link."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change: what stands from `start` to `end` is replaced by `after`."""

    start: int
    end: int
    after: str
    group: Group
    code: str
    message: Message
    shown: tuple[str, str] | None = None
    """What the report shows before and after; by default the place with what stands around it."""
    marks: tuple[Mark, ...] = ()
    """What stretches of `after` are, by offsets in it."""


@dataclass(frozen=True)
class Wording:
    """A text, one line a paragraph."""

    text: str
    """Lines joined by `\\n`; a table is a line that begins with `ROW`, a picture one that begins with `PICTURE`."""
    numbers: tuple[int, ...]
    """For each line, its number in the file."""
    marks: tuple[Mark, ...] = ()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines; none where there is no text."""
        return tuple(self.text.split("\n")) if self.text else ()

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Offset of the beginning of each line, and of a line behind the last."""
        return (0, *accumulate(len(line) + 1 for line in self.lines))

    def number_at(self, offset: int) -> int:
        """Return the number in the file of the line at an offset."""
        return self.numbers[min(bisect_right(self.starts, offset), len(self.numbers)) - 1] if self.numbers else 0

    def levels(self, kind: Kind) -> dict[int, int]:
        """Return the level of each line that has a mark of a kind: of headings, or of items."""
        starts = self.starts
        return {bisect_right(starts, mark.start) - 1: int(mark.value) for mark in self.marks if mark.kind is kind}


def is_words(line: str) -> bool:
    """Tell whether a line is text, no table and no picture."""
    return not line.startswith((ROW, PICTURE))


def wording(manuscript: Manuscript) -> Wording:
    """Lay the paragraphs of a manuscript out as lines; the white space around each line is layout."""
    lines: list[str] = []
    numbers: list[int] = []
    marks: list[Mark] = []
    offset = 0
    for paragraph in manuscript.paragraphs:
        position = 0
        inner = _cell_marks(paragraph) if paragraph.rows else _inner_marks(paragraph)
        for number, raw in enumerate(_raw_lines(paragraph)):
            line = raw.strip()
            shift = offset - position - (len(raw) - len(raw.lstrip()))
            if line:
                end = offset + len(line)
                if number == 0 and paragraph.level is not None:
                    marks.append(Mark(offset, offset + 1, Kind.LEVEL, str(paragraph.level)))
                if number == 0 and paragraph.depth:
                    marks.append(Mark(offset, offset + 1, Kind.ITEM, str(paragraph.depth)))
                marks += [
                    Mark(max(mark.start + shift, offset), min(mark.end + shift, end), mark.kind, mark.value)
                    for mark in inner
                    if mark.start + shift < end and mark.end + shift > offset
                ]
                lines.append(line)
                numbers.append(paragraph.line)
                offset = end + 1
            position += len(raw) + 1
    return Wording("\n".join(lines), tuple(numbers), tuple(marks))


def _raw_lines(paragraph: Paragraph) -> list[str]:
    if paragraph.rows:
        return ["".join(ROW + CELL.join(cell.strip().replace("\n", BREAK) for cell in row) for row in paragraph.rows)]
    return [PICTURE + paragraph.picture] if paragraph.picture else paragraph.text.split("\n")


def _inner_marks(paragraph: Paragraph) -> list[Mark]:
    return [Mark(start, end, Kind.BOLD) for start, end in paragraph.bold] + [
        Mark(link.start, link.end, Kind.LINK, link.target) for link in paragraph.links
    ]


def _cell_marks(table: Paragraph) -> list[Mark]:
    """Return what is bold or linked, and the covered cells of a table, by their offsets in its line."""
    marks: list[Mark] = []
    start = 0
    for row, cells in enumerate(cells_of(table)):
        for column, cell in enumerate(cells):
            if (row, column) in table.covered:
                marks.append(Mark(start, start + 1, Kind.COVERED))
            start += 1  # the sign before it
            text = cell.text
            shift, end = start - (len(text) - len(text.lstrip())), start + len(text.strip())
            marks += [
                replace(mark, start=max(mark.start + shift, start), end=min(mark.end + shift, end))
                for mark in _inner_marks(cell)
            ]
            start = end
    return [mark for mark in marks if mark.start < mark.end]


def edited(before: Wording, edits: Iterable[Edit]) -> Wording:
    """Return the text with its changes; they must not overlap."""
    changes = sorted(edits, key=lambda edit: (edit.start, edit.end))
    pieces: list[tuple[str, int]] = []
    brought: list[Mark] = []
    position = length = 0
    for edit in changes:
        if edit.start < position:
            raise ValueError(f"two changes of one place: {edit}")
        pieces += [(before.text[position : edit.start], position), (edit.after, edit.start)]
        length += edit.start - position
        brought += (replace(mark, start=mark.start + length, end=mark.end + length) for mark in edit.marks)
        length += len(edit.after)
        position = edit.end
    pieces.append((before.text[position:], position))
    text = "".join(piece for piece, _ in pieces).rstrip("\n")
    moved = _moves(changes)
    shifted = (replace(mark, start=moved(mark.start), end=moved(mark.end)) for mark in before.marks)
    return Wording(
        text,
        _numbers(before, pieces)[: text.count("\n") + 1] if text else (),
        tuple(mark for mark in (*shifted, *brought) if mark.start < mark.end),
    )


def _numbers(before: Wording, pieces: Sequence[tuple[str, int]]) -> tuple[int, ...]:
    """Name for each new line the old line that its first word comes from."""
    starts = before.starts
    numbers: list[int | None] = [None]
    for piece, offset in pieces:
        position = offset
        for index, line in enumerate(piece.split("\n")):
            if index:
                numbers.append(None)
            if line and numbers[-1] is None:
                numbers[-1] = before.numbers[min(bisect_right(starts, position), len(before.numbers)) - 1]
            position += len(line) + 1
    return tuple(number or 0 for number in numbers)


def _moves(changes: Sequence[Edit]) -> Callable[[int], int]:
    """Return what tells where an offset is after changes in order; one inside a change goes to its beginning."""
    starts = [edit.start for edit in changes]
    shifts = [0, *accumulate(len(edit.after) - (edit.end - edit.start) for edit in changes)]

    def moved(offset: int) -> int:
        before = bisect_left(starts, offset)
        last = changes[before - 1] if before else None
        return last.start + shifts[before - 1] if last and last.end > offset else offset + shifts[before]

    return moved


def entry_of(before: Wording, edit: Edit) -> Entry:
    """Return the report's line about a change of a text; what only has another place is shown once."""
    if edit.shown:
        shown = edit.shown
    else:
        left = before.text[max(0, edit.start - 12) : edit.start].rpartition("\n")[2]
        right = before.text[edit.end : edit.end + 12].partition("\n")[0]
        shown = (left + before.text[edit.start : edit.end] + right, left + edit.after + right)
    number = before.number_at(edit.start)
    was, is_ = map(readable, shown)
    return Entry(edit.group, number, edit.code, edit.message, was, is_ if is_ != was else "")


def readable(text: str) -> str:
    """Return a text for people: breaks of lines and cells as signs that can be seen."""
    text = text.strip("\n").replace("\n", SHOWN_BREAK).replace(BREAK, SHOWN_BREAK).replace(PICTURE, "")
    return text.replace(CELL, " | ").replace(ROW, " ‖ ").strip()


def removal(before: Wording, first: int, last: int, group: Group, code: str, message: Message, after: str = "") -> Edit:
    """Make the change that takes the lines from `first` to `last` out."""
    starts = before.starts
    start, end = starts[first], min(starts[last + 1], len(before.text))
    return Edit(start, end, "", group, code, message, (before.text[start:end], after))
