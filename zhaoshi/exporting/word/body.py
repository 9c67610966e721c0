"""The text of a notice as paragraphs of a Word file, and what it leads to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import east_asian_width, normalize
from urllib.parse import unquote

from zhaoshi.exporting.word import parts as docx_parts
from zhaoshi.exporting.word.html import Cell, Image, Item, Paragraph, Run, Table, blocks, paragraph
from zhaoshi.exporting.word.numbering import BULLETS, FIRST_LIST, Start, item_look
from zhaoshi.exporting.word.pictures import drawing, size_of
from zhaoshi.exporting.word.run_on import Open
from zhaoshi.exporting.word.xml import cell_table, line, run
from zhaoshi.model.notice import is_file
from zhaoshi.text.outline import Block, Section, walk

_PICTURE_ROOM = (docx_parts.TEXT_WIDTH, 9000)
_CHARACTER = 320
"""3号 in twentieths of a point."""


@dataclass(slots=True)
class Body:
    """Makes paragraphs, and gathers the relations, pictures and attachments that they name."""

    files: Mapping[str, bytes]
    """Pictures beside the notice by their path below its folder."""
    relations: dict[str, tuple[str, str]] = field(default_factory=lambda: dict(docx_parts.ALWAYS))
    media: dict[str, bytes] = field(default_factory=dict)
    """Parts with pictures."""
    attachments: dict[str, str] = field(default_factory=dict)
    """Words of the first link to each file beside the notice."""
    starts: list[Start] = field(default_factory=list)
    """Where each run of numbered items begins; its list has the id `FIRST_LIST` and its place here."""
    left_out: dict[str, None] = field(default_factory=dict)
    """Pictures that could not be taken along."""

    def sections(self, sections: Iterable[Section]) -> Iterator[str]:
        """Yield the headings of a tree with what stands under them."""
        for section in walk(sections):
            yield line(run(f"{section.numeral}{_gap(section)}{section.title}"), f"Heading{min(section.level, 5)}")
            yield from self.blocks(section.blocks)

    def blocks(self, content: Iterable[Block]) -> Iterator[str]:
        """Yield prose and measures, each measure a paragraph as on the page."""
        before = Open()
        for block in content:
            for place, measure in enumerate(block.measures):
                words = paragraph(measure).content
                yield line(self._runs(words), "Measure" if before.goes_on(words, place) else "")
            if block.measures:
                continue
            parts = blocks(block.prose)
            before.prose(parts)
            counted: dict[int, tuple[int, int]] = {}
            for part in parts:
                if isinstance(part, Table):
                    yield self._table(part)
                elif part.item:
                    yield self._item(part, part.item, counted)
                else:
                    yield line(self._runs(part.content))

    def _item(self, part: Paragraph, item: Item, counted: dict[int, tuple[int, int]]) -> str:
        """Return an item that Word numbers by itself; `counted` has id and next number of each list of a block."""
        content = self._runs(part.content)
        if item.number is None:
            return line(content, "ListBullet", item_look(BULLETS, item.depth))
        id_, due = counted.get(item.list, (0, 0))
        if due != item.number:
            id_ = FIRST_LIST + len(self.starts)
            self.starts.append(Start(item.depth, item.number))
        counted[item.list] = (id_, item.number + 1)
        return line(content, "ListNumber", item_look(id_, item.depth))

    def _table(self, table: Table) -> str:
        count = max(map(len, table.rows))
        widths = [docx_parts.TEXT_WIDTH // count] * count
        rows = [[self._cell(cell) for cell in row] for row in table.rows]
        return cell_table(rows, widths, sum(all(cell.is_head for cell in row) for row in table.rows))

    def _cell(self, cell: Cell) -> str:
        return line(self._runs(cell.content), "HeadCell" if cell.is_head else "Cell")

    def _runs(self, content: Iterable[Run | Image]) -> str:
        return "".join(self._image(item) if isinstance(item, Image) else self._run(item) for item in content)

    def _run(self, item: Run) -> str:
        text = run(item.text, is_bold=item.is_bold)
        if not item.link:
            return text
        if is_file(item.link):
            self.attachments[item.link] = self.attachments.get(item.link, "") + item.text
        return f'<w:hyperlink r:id="{self._relation("hyperlink", item.link)}">{text}</w:hyperlink>'

    def _image(self, image: Image) -> str:
        name = normalize("NFC", unquote(image.source))
        data = self.files.get(name, b"")
        size = size_of(data)
        if size is None:
            self.left_out[image.source] = None
            return run(f"［{image.alternative}］") if image.alternative else ""
        part = f"media/picture-{len(self.media) + 1}.{name.rpartition('.')[2].lower()}"
        self.media[f"word/{part}"] = data
        return drawing(self._relation("image", part), len(self.media), image.alternative, size, _PICTURE_ROOM)

    def _relation(self, kind: str, target: str) -> str:
        known = next((id_ for id_, relation in self.relations.items() if relation == (kind, target)), None)
        id_ = known or f"rId{len(self.relations) + 1}"
        self.relations[id_] = (kind, target)
        return id_


def signature(by: str, on: str) -> str:
    """Return name and date (7.3.5.1): the date four characters from the right edge, the name centred above it."""
    date_end, name_end = 4.0, 4.0
    if by and on:
        difference = (_width(by) - _width(on)) / 2
        name_end = max(0.0, date_end - difference)
        date_end = name_end + difference if difference > date_end else date_end
    return "".join(
        line(
            run(text), "Signature", f'<w:ind w:right="{round(end * _CHARACTER)}" w:firstLine="0" w:firstLineChars="0"/>'
        )
        for text, end in ((by, name_end), (on, date_end))
        if text
    )


def _width(text: str) -> float:
    """Return how wide a text is, in full-width characters."""
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.5 for character in text)


def _gap(section: Section) -> str:
    """Part a numeral from words that would run into it: `1.` before `5万元` or before a Latin word."""
    return " " if section.numeral.isascii() and section.numeral and section.title[:1].isascii() else ""
