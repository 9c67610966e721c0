"""What a Word file holds beside its text, for the report: comments, headers and footers, text that was not met."""

import re
from collections.abc import Iterator, Mapping, Set
from xml.etree.ElementTree import Element

from zhaoshi.importing.manuscript import Remark
from zhaoshi.importing.word.package import Package, Relation
from zhaoshi.importing.word.runs import SEEN, Piece, Runs, placeholders
from zhaoshi.importing.word.styles import Styles
from zhaoshi.problems import msg

_PAGE_NUMBER = re.compile(r"[\d\s—–\-－·.,/第页共]*")


def comments(root: Element | None, lines: Mapping[str, int]) -> Iterator[Remark]:
    """Report each comment at the line that `lines` gives for its id, or for the whole file."""
    for comment in root.iter("comment") if root is not None else ():
        words = "\n".join("".join(text.text or "" for text in paragraph.iter("t")) for paragraph in comment.iter("p"))
        message = msg("a comment by {author} is not taken", author=comment.get("author") or "?")
        yield Remark(lines.get(comment.get("id", ""), 0), "docx.comment", message, before=words)


def headers(root: Element, relations: Mapping[str, Relation], package: Package, styles: Styles) -> Iterator[Remark]:
    """Report headers and footers that hold more than the number of the page, each text once."""
    seen: set[str] = set()
    for reference in root.iter():
        relation = relations.get(reference.get("r:id", ""))
        if reference.tag not in ("headerReference", "footerReference") or relation is None:
            continue
        furniture = package.xml(relation.target)
        words = _words(furniture, styles) if furniture is not None else ""
        if words not in seen and not _PAGE_NUMBER.fullmatch(words):
            yield Remark(0, "docx.header", msg("the header or footer of the pages is not taken"), before=words)
        seen.add(words)


def _words(root: Element, styles: Styles) -> str:
    runs = Runs(styles, {}, placeholders=placeholders(root))
    paragraphs = (
        "".join(
            item.text
            for item in runs.items(paragraph, styles.of_paragraphs)
            if isinstance(item, Piece) and item.fate in SEEN
        )
        for paragraph in root.iter("p")
    )
    return "\n".join(text for text in paragraphs if text.strip())


def unread(root: Element, read: Set[int]) -> Iterator[Remark]:
    """Report text that stands where none is expected, so that not a character is lost in silence."""
    lost = "".join(text.text or "" for text in root.iter("t") if id(text) not in read)
    if lost.strip():
        yield Remark(0, "docx.unread", msg("text stands where none is expected and is not taken"), before=lost)
