"""Tables whose rows are findings: where their head stands, what each column is, and what each row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from zhaoshi.importing.feet import is_foot, is_plain_sum, is_sum
from zhaoshi.importing.text import shapes
from zhaoshi.importing.text.cell_breaks import paragraphs, unbroken
from zhaoshi.importing.text.wording import CELL, ROW, Kind, Wording
from zhaoshi.model.column_heads import Column, meaning
from zhaoshi.problems import Message, msg
from zhaoshi.text.numerals import Style, number_of, written_numeral

_LOWEST_HEAD = 4
"""A head is looked for in so many rows."""
_TELLING = frozenset(
    {
        Column.MEASURES,
        Column.PROGRESS,
        Column.STATUS,
        Column.LEADER,
        Column.OWNER,
        Column.DEADLINE,
        Column.COMPLETED,
    }
)
"""Columns that only a table of findings has beside their words."""
_NUMBERS = frozenset({Column.NUMBER, Column.CODE})
_NUMBER = re.compile(r"[（(]?\s*(\d{1,4}|[一二三四五六七八九十百零]{1,5})\s*[）)]?\s*[.．、]?")
_BAND = re.compile(r".*方面(?:存在)?的?(?:问题)?[：:]?")

_NO_HEAD = msg(
    "this looks like a table of findings, but stays a table: no row has the heads of its columns side by side, such as "
    "存在问题 and 整改情况; write them into the file and import again, or give each finding a heading in notice.md"
)
_NO_COLUMN_HEAD = msg(
    "this table of findings stays a table: a column has words but no head; write one in the file and import again"
)
_NUMERALS = msg(
    "this table of findings stays a table: the numerals in its cells do not follow each other; put them right in the "
    "file and import again"
)
_NO_FINDING = msg("this table of findings stays a table: no row of it names a finding")
_NO_AREA = msg(
    "this table of findings stays a table: some findings stand below an area and others do not; write the area of "
    "each in the file and import again"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell where it stands in the text."""

    start: int
    """Offset of its first character; the sign of the row or of the cell stands before it."""
    text: str
    is_covered: bool
    """Whether the one above reaches over it."""

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.start + len(self.text)

    @property
    def words(self) -> str:
        """The text in one line."""
        return unbroken(self.text)

    @property
    def bare(self) -> str:
        """The words without a numeral before them."""
        return self.words[self.numeral_length :]

    @property
    def numeral_length(self) -> int:
        """How long the numeral is with which it begins, the space behind it included; 0 where there is none."""
        found = shapes.numeral(self.text)
        return len(self.text) - len(found.rest) if found else 0


class Is(Enum):
    """What a row of a table is."""

    CAPTION = auto()
    HEAD = auto()
    AREA = auto()
    """Its one cell stands over the findings below it."""
    FINDING = auto()
    MORE = auto()
    """It says more of the finding above it."""
    FOOT = auto()
    """It is about none of the findings: a sum, a note, who filled the table in."""
    EMPTY = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """A row and what it is."""

    kind: Is
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FindingTable:
    """A table whose rows are findings."""

    index: int
    """Of its line in the text."""
    rows: tuple[Row, ...]
    finding: int
    """Column of the findings."""
    areas: tuple[int, ...]
    """Columns of what stands over the findings, the widest first; all before that of the findings."""
    labels: Mapping[int, str]
    """Heads of the columns that say something of a finding."""
    kinds: Mapping[int, Column]
    has_bands: bool
    """Whether areas stand in rows of their own."""
    drops_numerals: bool
    """Whether the cells of findings or areas begin with numerals of their own, which their places make needless."""
    misfit: Message | None = None
    """Why its rows cannot become sections, though what each says is plain."""

    @property
    def depth(self) -> int:
        """How many levels of headings it makes."""
        return len(self.areas) + self.has_bands + 1

    def findings(self) -> list[Cell]:
        """Return the cells of the findings."""
        return [row.cells[self.finding] for row in self.rows if row.kind is Is.FINDING]


def finding_table(text: Wording, index: int, *, keeps_numbers: bool = False) -> FindingTable | Message | None:
    """Read a table of findings; None where it is about something else, the reason where it is not plain.

    `keeps_numbers` where numbers of rows say something that no numeral of a heading will say.
    """
    grid = _grid(text, index)
    head = next((row for row in range(min(_LOWEST_HEAD, len(grid))) if _is_head(*grid[row : row + 2])), None)
    if head is None:
        edge = {meaning(cell.words) for cell in (*grid[0], *(row[0] for row in grid))}
        return _NO_HEAD if Column.FINDING in edge and edge & _TELLING else None
    first = head + 1 + (head + 1 < len(grid) and _is_second_head(grid[head], grid[head + 1]))
    heads = {column: _label(grid[row][column]) for row in range(head, first) for column in _filled(grid[row])}
    kinds = {column: kind for column, words in heads.items() if (kind := meaning(words))}
    body = grid[first:]
    finding, areas = _pointing(kinds, body)
    plain = {column for column, kind in kinds.items() if kind in _NUMBERS}
    labels = {column: words for column, words in heads.items() if column not in {finding, *areas, *plain}}
    rows = [*(Row(Is.CAPTION, row) for row in grid[:head]), *(Row(Is.HEAD, row) for row in grid[head:first])]
    again = {_texts(row) for row in grid[head:first]}
    for row in body:
        what = Is.HEAD if _texts(row) in again else _kind(row, rows, finding, labels)
        if what is None:
            return _unfit(row)
        rows.append(Row(what, row))
    for column in sorted(plain):
        if keeps_numbers or not _follow([row.cells[column].text for row in rows if row.kind in (Is.FINDING, Is.MORE)]):
            labels[column] = heads[column]
    if any(len(_filled(row.cells)) > 1 for row in rows if row.kind is Is.CAPTION) or any(
        cell.text and column not in heads
        for row in rows
        if row.kind in (Is.FINDING, Is.MORE)
        for column, cell in enumerate(row.cells)
    ):
        return _NO_COLUMN_HEAD
    has_bands = any(row.kind is Is.AREA for row in rows)
    table = FindingTable(index, tuple(rows), finding, areas, labels, kinds, has_bands, not keeps_numbers)
    return replace(table, misfit=_misfit(table)) if table.findings() else _NO_FINDING


def _grid(text: Wording, index: int) -> list[tuple[Cell, ...]]:
    start = text.starts[index]
    covered = {mark.start for mark in text.marks if mark.kind is Kind.COVERED}
    rows: list[tuple[Cell, ...]] = []
    for row in text.lines[index].split(ROW)[1:]:
        cells: list[Cell] = []
        for words in row.split(CELL):
            cells.append(Cell(start + 1, words, start in covered))
            start = cells[-1].end
        rows.append(tuple(cells))
    return rows


def _label(cell: Cell) -> str:
    return re.sub(r"\s", "", cell.words).rstrip("：:")


def _texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(cell.text for cell in cells)


def _filled(cells: Sequence[Cell]) -> list[int]:
    return [column for column, cell in enumerate(cells) if cell.text]


def _is_head(row: Sequence[Cell], below: Sequence[Cell] = ()) -> bool:
    kinds = {meaning(cell.words) for cell in row}
    return Column.FINDING in kinds and (bool(kinds & _TELLING) or _is_second_head(row, below))


def _is_second_head(head: Sequence[Cell], row: Sequence[Cell]) -> bool:
    filled = _filled(row)
    is_below = all(meaning(head[column].words) is not Column.FINDING for column in filled)
    return bool(filled) and is_below and all(meaning(row[column].words) in _TELLING for column in filled)


def _pointing(kinds: Mapping[int, Column], body: Sequence[Sequence[Cell]]) -> tuple[int, tuple[int, ...]]:
    """Return the column of the findings and those of their areas; of two for findings the wider may be an area."""
    candidates = [column for column, kind in sorted(kinds.items()) if kind is Column.FINDING]
    fills = [sum(bool(row[column].text) for row in body) for column in candidates]
    wider = len(candidates) > 1 and fills[0] < fills[1]
    finding = candidates[1] if wider else candidates[0]
    above = [column for column, kind in kinds.items() if kind is Column.AREA and any(row[column].text for row in body)]
    return finding, tuple(sorted(c for c in (*above, *(candidates[:1] if wider else ())) if c < finding))


def _kind(row: tuple[Cell, ...], above: Sequence[Row], finding: int, labels: Mapping[int, str]) -> Is | None:
    """Tell what a row below the head is; None where it does not fit."""
    filled = _filled(row)
    if not filled:
        return Is.EMPTY
    last = next((one.kind for one in reversed(above) if one.kind is not Is.EMPTY), Is.HEAD)
    if _is_foot(row, filled, finding):
        return Is.FOOT if last not in (Is.HEAD, Is.AREA) else None
    if len(filled) == 1 and _is_band(row[filled[0]], filled[0], finding, labels):
        return Is.AREA if last is not Is.AREA else None
    if row[finding].text:
        return Is.FINDING
    return Is.MORE if last in (Is.FINDING, Is.MORE) and all(column in labels for column in filled) else None


def _is_foot(row: Sequence[Cell], filled: Sequence[int], finding: int) -> bool:
    """Tell whether a row is about no finding; the words of one may begin as a note does: 单位主要负责人."""
    first = row[filled[0]].words
    if filled[0] != finding:
        return is_foot(first)
    return is_plain_sum(first) or (len(filled) == 1 and is_foot(first) and not is_sum(first))


def _is_band(cell: Cell, column: int, finding: int, labels: Mapping[int, str]) -> bool:
    if column < finding:
        return column not in labels and not _NUMBER.fullmatch(cell.words)
    found = shapes.numeral(cell.words)
    is_numbered = found is not None and found.style in (Style.HAN, Style.HAN_BRACKET)
    return column == finding == 0 and (is_numbered or bool(_BAND.fullmatch(cell.words)))


def _follow(texts: Sequence[str]) -> bool:
    """Tell whether the numbers of rows follow each other, beginning anew or not."""
    found = [_NUMBER.fullmatch(text) for text in texts if text]
    return _in_order([number_of(one[1]) if one else None for one in found])


def _in_order(numbers: Sequence[int | None]) -> bool:
    return all(
        number is not None and number in (1, before + 1)
        for before, number in zip([0, *(number or 0 for number in numbers)], numbers, strict=False)
    )


def _misfit(table: FindingTable) -> Message | None:
    """Say why a table of findings cannot become sections; None where it can."""
    findings = table.findings()
    for cell in findings:
        if not cell.bare.strip():
            return _unfit([cell])
        if sum(shapes.numeral(part) is not None for part in paragraphs(cell.text)) > 1:
            return msg(
                "this table of findings stays a table: the cell “{words}” holds several findings; give each a row "
                "in the file and import again",
                words=cell.words,
            )
    areas = [[cell for cell, level in headings(table) if level == depth] for depth in range(table.depth - 1)]
    if table.drops_numerals and not all(_numerals_fit(cells) for cells in (findings, *areas)):
        return _NUMERALS
    if not _has_areas(table):
        return _NO_AREA
    return None


def _unfit(row: Sequence[Cell]) -> Message:
    return msg(
        "this table of findings stays a table: the row “{words}” does not go with its heads; change it in the "
        "file and import again, or write a heading for each finding into notice.md",
        words=" | ".join(cell.words for cell in row if cell.words),
    )


def _numerals_fit(cells: Sequence[Cell]) -> bool:
    numerals = [shapes.numeral(cell.words) for cell in cells]
    is_in_order = _in_order([found.number if found else None for found in numerals])
    return (not any(numerals) or is_in_order) and not any(written_numeral(cell.bare) for cell in cells)


def _has_areas(table: FindingTable) -> bool:
    """Tell whether every finding stands below an area of each level, or none does."""
    levels = [level for _, level in headings(table)]
    return all(level <= above + 1 for above, level in zip([-1, *levels], levels, strict=False))


def headings(table: FindingTable) -> list[tuple[Cell, int]]:
    """Return the cells that become headings, in order, with their levels from 0; an area that goes on has one."""
    found: list[tuple[Cell, int]] = []
    current: list[str] = []
    for row in table.rows:
        if row.kind is Is.AREA:
            found.append((row.cells[_filled(row.cells)[0]], 0))
            current = []
        elif row.kind is Is.FINDING:
            for depth, column in enumerate(table.areas):
                cell = row.cells[column]
                if cell.text and cell.words != (current[depth] if depth < len(current) else ""):
                    current = [*current[:depth], *[""] * (depth - len(current)), cell.words]
                    found.append((cell, depth + table.has_bands))
            found.append((row.cells[table.finding], table.depth - 1))
    return found
