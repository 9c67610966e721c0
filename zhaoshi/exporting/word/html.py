"""From the HTML of our own Markdown to what a Word file is made of: paragraphs, tables and runs."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_BULLET = "• "


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look."""

    text: str
    """A line break is `\\n`."""
    is_bold: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture inside a paragraph."""

    source: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or an item of a list with its mark."""

    content: tuple[Run | Image, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    content: tuple[Run | Image, ...]
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; all rows have the same number of cells."""

    rows: tuple[tuple[Cell, ...], ...]


def blocks(html: str) -> list[Paragraph | Table]:
    """Read HTML of paragraphs, lists, quotations and tables, as `text.outline` renders it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_paragraph()
    return reader.blocks


def paragraph(html: str) -> Paragraph:
    """Read HTML that stands inside a line."""
    found = blocks(html)
    return found[0] if found and isinstance(found[0], Paragraph) else Paragraph(())


@dataclass(slots=True)
class _List:
    is_ordered: bool
    number: int


@dataclass(slots=True)
class _State:
    bold: int = 0
    verbatim: int = 0
    links: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)


class _Reader(HTMLParser):
    """Gathers blocks; it meets only what markdown-it-py writes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Paragraph | Table] = []
        self._content: list[Run | Image] = []
        self._mark = ""
        self._rows: list[list[Cell]] | None = None
        self._state = _State()

    def end_paragraph(self) -> None:
        """Close the paragraph that is open, if any."""
        if self._content:
            self.blocks.append(Paragraph(tuple(self._content)))
        self._content = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        values, state = {name: value or "" for name, value in attrs}, self._state
        match tag:
            case "strong":
                state.bold += 1
            case "pre":
                state.verbatim += 1
            case "a":
                state.links.append(values.get("href", ""))
            case "br":
                self._add("\n")
            case "img":
                self._take_mark()
                self._content.append(Image(values.get("src", ""), values.get("alt", "")))
            case "ul" | "ol":
                self.end_paragraph()
                state.lists.append(_List(tag == "ol", int(values.get("start") or 1)))
            case "li":
                self.end_paragraph()
                inner = state.lists[-1]
                self._mark = f"{inner.number}. " if inner.is_ordered else _BULLET
                inner.number += 1
            case "table":
                self.end_paragraph()
                self._rows = []
            case "tr" if self._rows is not None:
                self._rows.append([])

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        state = self._state
        match tag:
            case "strong":
                state.bold -= 1
            case "pre":
                state.verbatim -= 1
                self.end_paragraph()
            case "a":
                state.links.pop()
            case "p" | "li":
                self.end_paragraph()
                self._mark = "" if tag == "li" else self._mark
            case "ul" | "ol":
                state.lists.pop()
            case "th" | "td" if self._rows:
                self._rows[-1].append(Cell(tuple(self._content), tag == "th"))
                self._content = []
            case "table" if self._rows:
                self.blocks.append(Table(tuple(map(tuple, self._rows))))
                self._rows = None

    def handle_data(self, data: str) -> None:
        """Take text; between blocks there is only white space."""
        if self._content or data.strip():
            self._add(data.rstrip("\n") if self._state.verbatim else data.replace("\n", " "))

    def _add(self, text: str) -> None:
        self._take_mark()
        state = self._state
        link = state.links[-1] if state.links else ""
        if text:
            self._content.append(Run(text, state.bold > 0, link))

    def _take_mark(self) -> None:
        if self._mark:
            self._content.append(Run(self._mark))
        self._mark = ""
