"""What stands in one paragraph, in order: pieces of text, and what hangs on them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from xml.etree.ElementTree import Element

from zhaoshi.importing.manuscript import Remark
from zhaoshi.importing.word.fields import Fields
from zhaoshi.importing.word.package import Relation
from zhaoshi.importing.word.styles import Style, Styles
from zhaoshi.importing.word.symbols import MISSING, symbol, with_symbols
from zhaoshi.importing.word.values import is_on, value_of
from zhaoshi.problems import Message, msg


class Fate(Enum):
    """What becomes of a piece of text."""

    KEPT = "kept"
    INSERTED = "inserted"
    """By a tracked change; it stands in the final text."""
    DELETED = "deleted"
    HIDDEN = "hidden"
    CONTENTS = "contents"
    """An entry in a table of contents, made from the headings."""
    PLACEHOLDER = "placeholder"
    """The invitation in a content control that nobody has filled."""
    LEFT_OUT = "left out"


SEEN = (Fate.KEPT, Fate.INSERTED)
"""What a reader of the final text sees."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one look."""

    text: str
    fate: Fate = Fate.KEPT
    is_bold: bool = False
    link: str = ""
    is_raised: bool = False
    """Whether it stands above or below the line."""
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class PictureHere:
    """A picture, by the id of its relation."""

    relation: str


@dataclass(frozen=True, slots=True)
class BoxHere:
    """A text box with paragraphs of its own."""

    content: Element


@dataclass(frozen=True, slots=True)
class NoteHere:
    """The mark of a footnote or endnote."""

    kind: str
    """`footnote` or `endnote`."""
    id: str
    fate: Fate
    has_own_mark: bool
    """Whether the text that follows is the mark."""


@dataclass(frozen=True, slots=True)
class CommentHere:
    """The end of what a comment is about."""

    id: str


Item = Piece | PictureHere | BoxHere | NoteHere | CommentHere | Remark

_INLINE = frozenset({"smartTag", "customXml", "dir", "bdo", "sdt", "sdtContent", "m:oMathPara"})
_FATES = {
    "ins": Fate.INSERTED,
    "moveTo": Fate.INSERTED,
    "del": Fate.DELETED,
    "moveFrom": Fate.DELETED,
}
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def remark(code: str, message: Message, before: str = "", after: str = "") -> Remark:
    """Make a remark whose place is not known yet."""
    return Remark(0, code, message, before, after)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run looks."""

    is_bold: bool = False
    is_hidden: bool = False
    is_raised: bool = False
    is_struck: bool = False
    is_capital: bool = False
    font: str = ""


@dataclass(slots=True)
class Runs:
    """Reads paragraphs of one part of a file, one after the other."""

    styles: Styles
    relations: dict[str, Relation]
    fields: Fields = field(default_factory=Fields)
    placeholders: frozenset[int] = frozenset()
    read: set[int] = field(default_factory=set)
    """Which elements of text were met, by `id()`; none of the file's may be missing in the end."""

    def items(self, paragraph: Element, style: Style, fate: Fate = Fate.KEPT) -> Iterator[Item]:
        """Yield what stands in a paragraph of a style."""
        yield from self._walk(paragraph, style, fate, "")

    def _walk(self, parent: Element, style: Style, fate: Fate, link: str) -> Iterator[Item]:
        for child in parent:
            tag = child.tag
            if tag == "r":
                yield from self._run(child, style, fate, link)
            elif tag in _FATES:
                # what was inserted and then deleted is deleted
                below = _FATES[tag] if fate in SEEN else fate
                yield from self._walk(child, style, below, link)
            elif tag == "hyperlink":
                yield from self._walk(child, style, fate, self._target(child) or link)
            elif tag == "fldSimple":
                yield from self._simple_field(child, style, fate, link)
            elif tag in _INLINE:
                yield from self._walk(child, style, fate, link)
            elif tag == "m:oMath":
                yield from self._formula(child, fate)

    def _target(self, hyperlink: Element) -> str:
        """Return where a hyperlink leads; empty for places in the same file."""
        relation, place = self.relations.get(hyperlink.get("r:id", "")), hyperlink.get("anchor", "")
        if relation is None or not relation.is_external:
            return ""
        return f"{relation.target}#{place}" if place else relation.target

    def _simple_field(self, element: Element, style: Style, fate: Fate, link: str) -> Iterator[Item]:
        self.fields.turn("begin")
        self.fields.instruct(element.get("instr", ""))
        self.fields.turn("separate")
        yield from self._walk(element, style, fate, link)
        self.fields.turn("end")

    def _formula(self, formula: Element, fate: Fate) -> Iterator[Item]:
        text = "".join(element.text or "" for element in formula.iter("m:t"))
        yield Piece(text, fate)
        yield remark("docx.formula", msg("a formula is taken as a row of characters"), after=text)

    def _run(self, run: Element, style: Style, fate: Fate, link: str) -> Iterator[Item]:
        look = _look(run.find("rPr"), style, self.styles)
        fields = self.fields
        pattern = Piece("", fate, look.is_bold, link, look.is_raised, look.is_struck)
        if fate in SEEN and (id(run) in self.placeholders or look.is_hidden):
            pattern = replace(pattern, fate=Fate.HIDDEN if look.is_hidden else Fate.PLACEHOLDER)
        for child in run:
            tag = child.tag
            if tag in ("t", "delText"):
                self.read.add(id(child))
                yield from self._text(_text_of(child), look, pattern)
            elif tag in ("instrText", "delInstrText"):
                fields.instruct(child.text or "")
            elif tag == "fldChar":
                if ended := fields.turn(child.get("fldCharType", "")):
                    if not ended.has_result and ended.sign:
                        yield from self._text(ended.sign, look, pattern)
                    elif not ended.is_silent:
                        yield remark(
                            "docx.field", msg("a field without a result is not taken"), before=ended.instruction.strip()
                        )
            elif tag in _CHARACTERS:
                yield from self._text(_CHARACTERS[tag], look, pattern)
            elif tag == "sym":
                yield from self._symbol(child, look, pattern)
            elif tag == "ruby":
                yield from self._ruby(child, style, fate, link)
            elif tag in ("footnoteReference", "endnoteReference"):
                own = is_on(child.find("customMarkFollows")) or child.get("customMarkFollows", "0") in (
                    "1",
                    "true",
                    "on",
                )
                yield NoteHere(tag.removesuffix("Reference"), child.get("id", ""), pattern.fate, own)
            elif tag == "commentReference":
                yield CommentHere(child.get("id", ""))
            elif tag in ("drawing", "pict", "object"):
                yield from self._drawn(child, pattern.fate)

    def _text(self, text: str, look: _Look, pattern: Piece) -> Iterator[Item]:
        if not text:
            return
        if not self.fields.shows:
            self.fields.instruct(text)
            return
        text, missing = with_symbols(text, look.font)
        if look.is_capital:
            text = text.upper()
        fate = pattern.fate
        if self.fields.in_contents and fate in SEEN:
            fate = Fate.CONTENTS
        yield replace(pattern, text=text, fate=fate, link=self.fields.link or pattern.link)
        if missing:
            yield _missing(look.font, text)

    def _symbol(self, element: Element, look: _Look, pattern: Piece) -> Iterator[Item]:
        font, code = element.get("font", ""), element.get("char", "")
        try:
            text = symbol(font, int(code, 16))
        except (ValueError, OverflowError):
            text = MISSING
        yield from self._text(text, look, pattern)
        if text == MISSING:
            yield _missing(font, code)

    def _ruby(self, ruby: Element, style: Style, fate: Fate, link: str) -> Iterator[Item]:
        base, above = ruby.find("rubyBase"), ruby.find("rt")
        words = ""
        if base is not None:
            for item in self._walk(base, style, fate, link):
                words += item.text if isinstance(item, Piece) else ""
                yield item
        reading = (
            [i.text for i in self._walk(above, style, Fate.LEFT_OUT, link) if isinstance(i, Piece)]
            if above is not None
            else []
        )
        if reading:
            yield remark(
                "docx.ruby",
                msg("the reading above the characters is not taken"),
                before=f"{words}（{''.join(reading)}）",
                after=words,
            )

    def words(self, element: Element) -> str:
        """Return all text in an element that is not taken, deleted or not."""
        found = [text for text in element.iter() if text.tag in ("t", "delText")]
        self.read.update(map(id, found))
        return "".join(text.text or "" for text in found)

    def _drawn(self, element: Element, fate: Fate) -> Iterator[Item]:
        """Yield the pictures, text boxes and embedded objects of a drawing."""
        if fate not in SEEN:
            if words := self.words(element):
                yield Piece(words, fate)
            return
        embedded = [*element.iter("o:OLEObject"), *element.iter("control")]
        for child in embedded:
            target = self.relations.get(child.get("r:id", ""))
            name = target.target.rpartition("/")[2] if target else ""
            yield remark(
                "docx.embedded", msg("an embedded file is not taken: {name}", name=name or "?"), child.get("ProgID", "")
            )
        boxes = list(element.iter("txbxContent"))
        inside = {id(below) for box in boxes for below in box.iter() if below is not box}
        for box in boxes:
            if id(box) not in inside:
                yield BoxHere(box)
        pictures = (
            []
            if embedded
            else [
                picture.get(attribute, "")
                for tag, attribute in (("a:blip", "r:embed"), ("v:imagedata", "r:id"))
                for picture in element.iter(tag)
                if id(picture) not in inside
            ]
        )
        for relation in pictures:
            yield PictureHere(relation)
        if not embedded and not boxes and not pictures and (kind := _foreign(element)):
            yield remark("docx.drawing", msg("a drawing, chart or diagram is not taken"), kind)


def placeholders(root: Element) -> frozenset[int]:
    """Return the runs, by `id()`, of content controls that show nothing but the invitation to fill them."""
    return frozenset(
        id(run)
        for control in root.iter("sdt")
        if (properties := control.find("sdtPr")) is not None and is_on(properties.find("showingPlcHdr"))
        for run in control.iter("r")
    )


def _missing(font: str, what: str) -> Remark:
    return remark(
        "docx.symbol",
        msg("a sign of the font “{font}” is not known and stands as {sign}", font=font, sign=MISSING),
        what,
    )


def _text_of(element: Element) -> str:
    text = element.text or ""
    return text if element.get("xml:space") == "preserve" else text.strip(" \t\r\n")


def _look(properties: Element | None, style: Style, styles: Styles) -> _Look:
    if properties is None:
        return _Look(is_bold=bool(style.bold), is_hidden=bool(style.hidden))
    own = styles.run(value_of(properties, "rStyle"))

    def switched(name: str, of_run: bool | None, of_paragraph: bool | None) -> bool:
        """Toggle as ECMA-376-1, 17.7.3 says: said twice by styles it is off again; the run itself has the last word."""
        direct = properties.find(name) if properties is not None else None
        return is_on(direct) if direct is not None else bool(of_run) != bool(of_paragraph)

    fonts = properties.find("rFonts")
    return _Look(
        is_bold=switched("b", own.bold, style.bold),
        is_hidden=switched("vanish", own.hidden, style.hidden),
        is_raised=value_of(properties, "vertAlign") in ("superscript", "subscript"),
        is_struck=is_on(properties.find("strike")) or is_on(properties.find("dstrike")),
        is_capital=is_on(properties.find("caps")),
        font=fonts.get("ascii", "") if fonts is not None else "",
    )


def _foreign(element: Element) -> str:
    """Return what a drawing without text and picture is; empty for mere lines and rules."""
    uris = [data.get("uri", "") for data in element.iter("a:graphicData")]
    return next((uri.rpartition("/")[2] for uri in uris if uri.endswith(("/chart", "/diagram", "/chartex"))), "")
