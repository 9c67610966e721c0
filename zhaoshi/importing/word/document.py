"""A Word file as a reader sees it: the paragraphs in order, and what could not be taken along."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from zhaoshi.importing.archives import refused
from zhaoshi.importing.manuscript import Manuscript, Paragraph, Remark, table_of
from zhaoshi.importing.word import asides, lines
from zhaoshi.importing.word.numbering import Counters, Numeral, read_lists
from zhaoshi.importing.word.package import Package, Relation, opened
from zhaoshi.importing.word.pictures import Pictures
from zhaoshi.importing.word.runs import (
    SEEN,
    BoxHere,
    CommentHere,
    Fate,
    Item,
    NoteHere,
    PictureHere,
    Piece,
    Runs,
    placeholders,
    remark,
)
from zhaoshi.importing.word.styles import BODY, Style, read_styles
from zhaoshi.importing.word.tables import MOST_COLUMNS, Grid, blocks, grid
from zhaoshi.importing.word.values import is_on, value_of, whole
from zhaoshi.problems import msg

_NOTE_MARKS = {"footnote": "［注{number}］", "endnote": "［尾注{number}］"}


def read_word(data: bytes, name: str) -> Manuscript:
    """Read a .docx, the final text of tracked changes and automatic numerals included.

    `name` is the file name, for messages. Raises `BuildFailed` with one problem where the file cannot be read safely.
    """
    package = opened(data, name)
    reading = _Reading(package)
    reading.text()
    reading.notes()
    reading.aside()
    return Manuscript(
        name, tuple(reading.paragraphs), reading.pictures.kept, tuple(reading.remarks), has_paragraphs=True
    )


@dataclass(frozen=True, slots=True)
class _Waiting:
    """The beginning of a paragraph whose mark was deleted or hidden, so that the next one goes on in its line."""

    items: tuple[Item, ...] = ()
    keeps: Element | None = None
    """The paragraph whose look the whole line has; None for that of the last."""


class _Reading:
    """Goes through a file once and gathers."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.paragraphs: list[Paragraph] = []
        self.remarks: list[Remark] = []
        self.pictures = Pictures(package)
        self._root = package.xml(package.main)
        self._relations = package.relations(package.main)
        self._styles = read_styles(self._related("styles"))
        self._counters = Counters(read_lists(self._related("numbering"), self._styles.lists))
        self._runs = self._runs_of(self._root, self._relations)
        self._marks: dict[tuple[str, str], str] = {}
        self._commented: dict[str, int] = {}
        self._has_contents = False

    def _related(self, kind: str) -> Element | None:
        part = next((r.target for r in self._relations.values() if r.kind == kind and not r.is_external), None)
        return self.package.xml(part) if part else None

    def _runs_of(self, root: Element | None, relations: dict[str, Relation]) -> Runs:
        return Runs(self._styles, relations, placeholders=placeholders(root) if root is not None else frozenset())

    def _remark(self, found: Iterable[Remark]) -> None:
        self.remarks += [replace(one, line=len(self.paragraphs) + 1) for one in found]

    def text(self) -> None:
        """Read the text itself."""
        body = self._root.find("body") if self._root is not None else None
        if body is not None:
            self._story(body, self._runs, self.paragraphs)
        instruction = "".join(field.instruction for field in self._runs.fields.open if not field.has_result)
        if instruction.strip():
            self._remark([remark("docx.field", msg("a field that does not end is not taken"), before=instruction)])

    def notes(self) -> None:
        """Add the words of the notes whose marks were met."""
        for kind in _NOTE_MARKS:
            root = self._related(f"{kind}s")
            by_id = {note.get("id", ""): note for note in root.iter(kind)} if root is not None else {}
            part = next((r.target for r in self._relations.values() if r.kind == f"{kind}s"), "")
            runs = self._runs_of(root, self.package.relations(part))
            for (wanted, id_), mark in self._marks.items():
                if wanted == kind and id_ in by_id:
                    message = msg("the words of a note stand at the end of the text, its mark where it was")
                    self._remark([remark("docx.note", message, after=mark + runs.words(by_id[id_]))])
                    self._story(by_id[id_], runs, self.paragraphs, _Waiting((Piece(mark),) if mark else ()))

    def aside(self) -> None:
        """Report what stands beside the text: comments, headers, and what was not met at all."""
        self.remarks += asides.comments(self._related("comments"), self._commented)
        if self._root is not None:
            self.remarks += asides.headers(self._root, self._relations, self.package, self._styles)
            self.remarks += asides.unread(self._root, self._runs.read)

    def _story(self, container: Element, runs: Runs, out: list[Paragraph], waiting: _Waiting | None = None) -> None:
        """Read paragraphs and tables into `out`."""
        waiting = waiting or _Waiting()
        for block in blocks(container):
            if self._is_added(block):
                self._added(runs.words(block))
            elif block.tag == "p":
                waiting = self._paragraph(block, runs, out, waiting)
            elif block.tag == "tbl":
                self._table(block, runs, out)
            elif block.tag == "sdt":
                runs.words(block)
                self._contents()
            elif block.tag in ("altChunk", "subDoc"):
                part = self._relations.get(block.get("r:id", ""))
                message = msg("a file that was put into the text is not taken; open the text in Word and save it again")
                self._remark([remark("docx.chunk", message, before=part.target if part else "")])
        if waiting.items:
            self._line(None, waiting.items, runs, out)

    def _is_added(self, block: Element) -> bool:
        paragraphs = list(block.iter("p"))
        return bool(paragraphs) and all(self._style(paragraph).is_added for paragraph in paragraphs)

    def _added(self, words: str) -> None:
        """Report what our own export has added to the signed text."""
        if words.strip():
            message = msg("what the export added from the ledger and the attachments is not taken into the text")
            self._remark([remark("docx.appendix", message, before=words)])

    def _contents(self) -> None:
        if not self._has_contents:
            self._remark([remark("docx.contents", msg("the table of contents is not taken; the site makes its own"))])
        self._has_contents = True

    def _paragraph(self, element: Element, runs: Runs, out: list[Paragraph], waiting: _Waiting) -> _Waiting:
        properties = element.find("pPr")
        mark = properties.find("rPr") if properties is not None else None
        style = self._style(element)
        fate = Fate.CONTENTS if style.is_contents else Fate.KEPT
        items = (*waiting.items, *runs.items(element, style, fate))
        if mark is not None and (mark.find("del") is not None or mark.find("moveFrom") is not None):
            return _Waiting(items, waiting.keeps)
        if mark is not None and is_on(mark.find("vanish")):
            is_seen = any(isinstance(item, Piece) and item.fate in SEEN for item in items)
            return _Waiting(items, waiting.keeps if waiting.keeps is not None or not is_seen else element)
        inserted = mark is not None and (mark.find("ins") is not None or mark.find("moveTo") is not None)
        self._line(element if waiting.keeps is None else waiting.keeps, items, runs, out, mark_inserted=inserted)
        return _Waiting()

    def _style(self, paragraph: Element) -> Style:
        return self._styles.paragraph(value_of(paragraph.find("pPr"), "pStyle"))

    def _line(
        self,
        element: Element | None,
        items: Iterable[Item],
        runs: Runs,
        out: list[Paragraph],
        *,
        mark_inserted: bool = False,
    ) -> None:
        """Emit one paragraph, with the pictures and boxes that hang on it."""
        pieces: list[Piece] = []
        before: list[PictureHere | BoxHere] = []
        after: list[PictureHere | BoxHere] = []
        for item in items:
            match item:
                case Piece():
                    pieces.append(item)
                case NoteHere():
                    pieces.append(self._mark(item))
                case CommentHere():
                    self._commented[item.id] = len(self.paragraphs) + 1
                case Remark():
                    self._remark([item])
                case _:
                    (after if any(p.fate in SEEN and p.text.strip() for p in pieces) else before).append(item)
        for hanging in before:
            self._hang(hanging, runs, out)
        is_contents = any(piece.fate is Fate.CONTENTS for piece in pieces)
        if is_contents:
            self._contents()
        numeral = self._numeral(element) if element is not None and not is_contents else None
        self._remark(lines.remarks(pieces, mark_inserted=mark_inserted))
        level = self._level(element) if element is not None else None
        if made := lines.paragraph(len(self.paragraphs) + 1, pieces, level, numeral):
            if element is not None and level is None and self._style(element).is_item:
                made = replace(made, depth=self._list_level(element) + 1)
            if numeral and made.text == numeral.text and not before and not after:
                message = msg("an automatic numeral stands alone, without text")
                self._remark([remark("docx.empty-item", message, after=made.text)])
            if element is not None and self._style(element).is_run_on and out and lines.goes_on(out[-1], made):
                out[-1] = lines.joined(out[-1], made)
            else:
                out.append(made)
        for hanging in after:
            self._hang(hanging, runs, out)

    def _mark(self, note: NoteHere) -> Piece:
        """Return the mark of a note as it stands in the text; notes of one kind are counted from 1."""
        if note.fate not in SEEN:
            return Piece("", note.fate)
        key = (note.kind, note.id)
        if key not in self._marks:
            number = sum(kind == note.kind and bool(mark) for (kind, _), mark in self._marks.items()) + 1
            self._marks[key] = "" if note.has_own_mark else _NOTE_MARKS[note.kind].format(number=number)
        return Piece(self._marks[key], note.fate)

    def _level(self, paragraph: Element) -> int | None:
        of_style = self._style(paragraph).outline
        outline = whole(value_of(paragraph.find("pPr"), "outlineLvl"), BODY if of_style is None else of_style)
        return outline + 1 if outline < BODY else None

    def _numeral(self, paragraph: Element) -> Numeral | None:
        list_id = self._list(paragraph)
        numeral = self._counters.next(list_id, self._list_level(paragraph)) if list_id != "0" else None
        if numeral and numeral.unknown_form:
            message = msg("numerals of the kind “{form}” are written in digits", form=numeral.unknown_form)
            self._remark([remark("docx.numeral", message, after=numeral.text)])
        return numeral

    def _list(self, paragraph: Element) -> str:
        """Return the id of the list that a paragraph belongs to; `0` for none."""
        number = _number(paragraph)
        return value_of(number, "numId") or self._style(paragraph).list_id or "0"

    def _list_level(self, paragraph: Element) -> int:
        """Return the level of a paragraph in its list, from 0."""
        number, style = _number(paragraph), self._style(paragraph)
        level = whole(value_of(number, "ilvl"), -1)
        if level < 0 and not value_of(number, "numId"):
            ids = (value_of(paragraph.find("pPr"), "pStyle"), style.list_style)
            list_id = self._list(paragraph)
            of_style = [found for id_ in ids if (found := self._counters.level_of_style(list_id, id_)) is not None]
            level = of_style[0] if of_style else style.list_level or 0
        return max(level, 0)

    def _hang(self, hanging: PictureHere | BoxHere, runs: Runs, out: list[Paragraph]) -> None:
        if isinstance(hanging, BoxHere):
            self._remark(
                [remark("docx.text-box", msg("the words of a text box stand behind the paragraph it hangs on"))]
            )
            self._story(hanging.content, replace(runs, fields=type(runs.fields)()), out)
            return
        name = self.pictures.name_of(runs.relations.get(hanging.relation))
        if isinstance(name, Remark):
            self._remark([name])
        else:
            out.append(Paragraph(line=len(self.paragraphs) + 1, picture=name))

    def _table(self, element: Element, runs: Runs, out: list[Paragraph]) -> None:
        table = grid(element)
        for row in table.deleted:
            message = msg("a tracked change is taken as accepted: the row is deleted")
            self._remark([remark("docx.tracked-change", message, before=runs.words(row))])
        if table.width > MOST_COLUMNS:
            raise refused(self.package.name, "office.too-large", msg("a table has more columns than Word allows"))
        cells = [cell for row in table.rows for cell in row if cell is not None]
        if len(cells) == 1:
            self._remark([remark("docx.frame", msg("a table of one cell is taken as the text in it"))])
            self._story(cells[0], runs, out)
            return
        self._grid(table, runs, out)

    def _grid(self, table: Grid, runs: Runs, out: list[Paragraph]) -> None:
        beside: list[Paragraph] = []
        rows: list[list[Paragraph]] = []
        for row in table.rows:
            cells = [lines.in_cell(self._cell(cell, runs, beside)) for cell in row]
            rows.append([*cells, *[Paragraph(0)] * (table.width - len(row))])
        if any(cell.text for row in rows for cell in row):
            if table.has_merged:
                message = msg("merged cells of a table: the text stands in the first, the others are empty")
                self._remark([remark("docx.merged-cells", message)])
            covered = tuple(sorted((row, column) for row, column in table.covered if not rows[row][column].text))
            line = len(self.paragraphs) + 1
            out.append(table_of(line, rows, covered))
        for one in beside:
            out.append(replace(one, line=len(self.paragraphs) + 1))  # noqa: PERF401 (the place moves on)

    def _cell(self, cell: Element | None, runs: Runs, beside: list[Paragraph]) -> list[Paragraph]:
        """Return what stands in a cell; pictures in it are put aside."""
        inside: list[Paragraph] = []
        if cell is not None:
            self._story(cell, runs, inside)
        beside += [one for one in inside if one.picture]
        if any(one.rows for one in inside):
            self._remark([remark("docx.nested-table", msg("a table inside a table stands as lines in its cell"))])
        return [one for one in inside if not one.picture]


def _number(paragraph: Element) -> Element | None:
    properties = paragraph.find("pPr")
    return properties.find("numPr") if properties is not None else None
