"""Items of the lists that Markdown writes with a sign before each: - 责任人：周某."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from zhaoshi.importing.manuscript import Paragraph, bold_in, links_in
from zhaoshi.importing.text.furniture import is_page_number
from zhaoshi.importing.text.wording import BULLET

_MARK = re.compile(r"[-*+]\s+(?=[^\s*+-]|\*\*\S)")


def with_items(paragraphs: Iterable[Paragraph], lines: Sequence[str]) -> list[Paragraph]:
    """Make items of what `lines`, the Markdown that the paragraphs were read from, marks as such."""
    made: list[Paragraph] = []
    indents: list[int] = []
    for paragraph in paragraphs:
        line = lines[paragraph.line - 1]
        written = line.lstrip()
        mark = _MARK.match(paragraph.text)
        if mark and _MARK.match(written) and paragraph.level is None and not is_page_number(written.rstrip()):
            indent = len(line) - len(written)
            indents = [*(outer for outer in indents if outer < indent), indent]
            made.append(_item(paragraph, mark.end(), len(indents)))
        else:
            indents.clear()
            made.append(paragraph)
    return made


def _item(paragraph: Paragraph, begin: int, depth: int) -> Paragraph:
    """Return a paragraph as an item whose words begin at an offset."""
    start, end = begin - len(BULLET), len(paragraph.text)
    return replace(
        paragraph,
        text=BULLET + paragraph.text[begin:],
        depth=depth,
        bold=bold_in(paragraph.bold, start, end),
        links=links_in(paragraph.links, start, end),
    )
