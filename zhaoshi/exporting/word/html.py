"""From the HTML of our own Markdown to what a Word file is made of: paragraphs, tables and runs."""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser


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
class Item:
    """Where an item of a list stands."""

    list: int
    """Number of the list among those of the text, from 0."""
    depth: int
    """0 for a list that stands in no other."""
    number: int | None
    """None where the list has bullets."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or the beginning of an item of a list; its mark is not part of the content."""

    content: tuple[Run | Image, ...]
    item: Item | None = None


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
    place: int
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
        self._item: Item | None = None
        self._lists = 0
        self._rows: list[list[Cell]] | None = None
        self._state = _State()

    def end_paragraph(self) -> None:
        """Close the paragraph that is open, if any."""
        if self._content:
            if isinstance(last := self._content[-1], Run):  # the list below an item begins on a line of its own
                self._content[-1] = replace(last, text=last.text.rstrip(" "))
            self.blocks.append(Paragraph(tuple(self._content), self._item))
            self._item = None
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
                self._content.append(Image(values.get("src", ""), values.get("alt", "")))
            case "ul" | "ol":
                self.end_paragraph()
                state.lists.append(_List(self._lists, tag == "ol", int(values.get("start") or 1)))
                self._lists += 1
            case "li":
                self.end_paragraph()
                inner = state.lists[-1]
                self._item = Item(inner.place, len(state.lists) - 1, inner.number if inner.is_ordered else None)
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
                self._item = None if tag == "li" else self._item
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
        state = self._state
        link = state.links[-1] if state.links else ""
        if text:
            self._content.append(Run(text, state.bold > 0, link))
