"""What an importer has read, whatever file it came from: paragraphs in order, with what the file says of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from zhaoshi.problems import Message


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of a paragraph that leads somewhere."""

    start: int
    """Offset of its first character in the paragraph's text."""
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class CellLink:
    """A stretch of a cell of a table that leads somewhere."""

    row: int
    """Counted from 0."""
    column: int
    """Counted from 0."""
    link: Link
    """Its offsets are those in the text of the cell."""


@dataclass(frozen=True, slots=True)
class CellBold:
    """A stretch of a cell of a table that is bold."""

    row: int
    """Counted from 0."""
    column: int
    """Counted from 0."""
    stretch: tuple[int, int]
    """Offsets in the text of the cell."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a heading, a table or a picture: exactly one of `text`, `rows` and `picture` is not empty."""

    line: int
    """In a text file its first line, counted from 1; in a Word file its number among the paragraphs."""
    text: str = ""
    """What a reader sees, an automatic numeral included; line breaks inside the paragraph are `\\n`."""
    level: int | None = None
    """Depth of the heading, 1 for 一、, where the file itself says so (a heading style, an outline level, `##`).

    0 for the title of the document."""
    depth: int = 0
    """Of an item of a list, 1 for a list that stands in no other, where the file itself says so (a list style)."""
    numeral: str = ""
    """The beginning of `text` that the file numbers by itself and does not hold as text: `（一）`."""
    bold: tuple[tuple[int, int], ...] = ()
    """Stretches of `text` that are bold, by offsets, in order, without overlap."""
    links: tuple[Link, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells of a table, plain text; every row has the same number of cells."""
    cell_links: tuple[CellLink, ...] = ()
    cell_bold: tuple[CellBold, ...] = ()
    covered: tuple[tuple[int, int], ...] = ()
    """Row and column, from 0, of each empty cell over which one above it reaches."""
    picture: str = ""
    """Name of the picture, see `Manuscript.pictures`."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that the file holds."""

    name: str
    """A file name that is safe on every system, unique in the manuscript: `picture-1.png`."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the reader of the file decided or could not take along, for the report."""

    line: int
    """As in `Paragraph.line`; 0 where the whole file is meant."""
    code: str
    """Stable name: `docx.tracked-change`."""
    message: Message
    before: str = ""
    after: str = ""
    is_repair: bool = False
    """Whether the form of the text was changed."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A file, read."""

    name: str
    """File name, for messages: `通报.docx`."""
    paragraphs: tuple[Paragraph, ...]
    pictures: tuple[Picture, ...] = ()
    remarks: tuple[Remark, ...] = ()
    has_paragraphs: bool = False
    """Whether its author made the breaks between paragraphs, as in Word; those between lines may come from a copy."""


def links_in(links: Iterable[Link], start: int, end: int) -> tuple[Link, ...]:
    """Return what of links stands in a stretch of their text, by offsets in the stretch."""
    return tuple(
        replace(link, start=max(link.start, start) - start, end=min(link.end, end) - start)
        for link in links
        if link.start < end and link.end > start
    )


def bold_in(bold: Iterable[tuple[int, int]], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return what of bold stretches stands in a stretch of their text, by offsets in the stretch."""
    return tuple((max(a, start) - start, min(b, end) - start) for a, b in bold if a < end and b > start)


def table_of(line: int, cells: Sequence[Sequence[Paragraph]], covered: tuple[tuple[int, int], ...] = ()) -> Paragraph:
    """Make a table of cells that are each a text with what is bold and what is linked; rows must have one length."""
    placed = [(row, column, cell) for row, one in enumerate(cells) for column, cell in enumerate(one)]
    return Paragraph(
        line,
        rows=tuple(tuple(cell.text for cell in row) for row in cells),
        cell_links=tuple(CellLink(row, column, link) for row, column, cell in placed for link in cell.links),
        cell_bold=tuple(CellBold(row, column, stretch) for row, column, cell in placed for stretch in cell.bold),
        covered=covered,
    )


def cells_of(table: Paragraph) -> list[list[Paragraph]]:
    """Return the cells of a table, each a text with what is bold and what is linked."""
    links: dict[tuple[int, int], list[Link]] = defaultdict(list)
    bold: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for link in table.cell_links:
        links[link.row, link.column].append(link.link)
    for one in table.cell_bold:
        bold[one.row, one.column].append(one.stretch)
    return [
        [
            Paragraph(table.line, text, bold=tuple(bold[row, column]), links=tuple(links[row, column]))
            for column, text in enumerate(cells)
        ]
        for row, cells in enumerate(table.rows)
    ]
