"""From words to Markdown that gives exactly these words when it is read."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from zhaoshi.importing.text.cell_breaks import joints
from zhaoshi.importing.text.links import is_fit
from zhaoshi.importing.text.lists import Lists
from zhaoshi.importing.text.wording import CELL, PICTURE, ROW, Kind, Mark, Wording, is_words
from zhaoshi.text.markdown import bold_part

_INLINE = re.compile(r"[\\`*\[\]<]|&(?=[#\w])|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])")
_AT_START = re.compile(r"(?:[#+>=~|-]|(\d{1,9})([.)]))")


def escaped(text: str) -> str:
    """Return text in which no sign means anything to Markdown."""
    return _INLINE.sub(lambda found: "\\" + found[0], text)


def paragraph(text: str) -> str:
    """Return a paragraph that is no heading, list, quotation or rule, whatever it begins with."""
    if text.startswith("＃"):
        return "&#xFF03;" + escaped(text[1:])
    begin = _AT_START.match(text)
    if not begin:
        return escaped(text)
    if begin[1]:
        return f"{begin[1]}\\{begin[2]}" + escaped(text[begin.end() :])
    return "\\" + text[0] + escaped(text[1:])


def body(text: Wording, *, plain: bool = False) -> str:
    """Write a text as Markdown, with bold stretches and links unless it is to be plain."""
    levels, depths = text.levels(Kind.HEADING), {} if plain else text.levels(Kind.ITEM)
    all_marks = [] if plain else sorted(text.marks, key=_start)
    blocks: list[str] = []
    lists = Lists()
    for index, (line, start) in enumerate(zip(text.lines, text.starts, strict=False)):
        marks = _inside(all_marks, start, start + len(line))
        lead = lists.lead(line, depths.get(index, 0))
        if line.startswith(ROW):
            blocks.append(_table(line, start, marks))
        elif line.startswith(PICTURE):
            blocks.append(f"![](attachments/{line[1:]})")
        elif index in levels:
            blocks.append("#" * (levels[index] + 1) + " " + _heading(line))
        elif lead:
            begin = start + lead.length
            inner = [replace(mark, start=max(mark.start, begin)) for mark in marks]
            between = f"{blocks.pop()}\n" if lead.goes_on else ""
            blocks.append(between + lead.text + _marked(line[lead.length :], begin, inner))
        else:
            blocks.append(_marked(line, start, marks))
    return "\n\n".join(blocks)


def _start(mark: Mark) -> int:
    return mark.start


def _inside(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    """Return the marks of a stretch; `marks` are in the order of their beginnings."""
    first, behind = bisect_left(marks, start, key=_start), bisect_left(marks, end, key=_start)
    return [mark for mark in marks[first:behind] if mark.end <= end]


def _heading(line: str) -> str:
    """Escape a heading; signs # at its end would be taken off it, at its beginning be taken for a slip."""
    if line.startswith(("#", "＃")):
        return paragraph(line[0]) + _heading(line[1:])
    return re.sub(r"#(?=#*$)", r"\\#", escaped(line))


def _marked(line: str, start: int, marks: list[Mark], first: Callable[[str], str] = paragraph) -> str:
    """Write a line with what is marked of it; `first` escapes what stands before the first mark."""
    inside = [replace(mark, start=mark.start - start, end=mark.end - start) for mark in marks if mark.start >= start]
    fit = _apart(mark for mark in inside if mark.kind is Kind.LINK and is_fit(mark.value))
    links = [_trimmed(line, mark) for mark in fit]
    bold = [
        Mark(begin, end, Kind.BOLD)
        for mark in _joined(_apart(mark for mark in inside if mark.kind is Kind.BOLD))
        for begin, end in _bold_parts(line, mark.start, mark.end, links)
    ]
    return _spelled(line, (0, len(line)), [*bold, *links], first)


def _apart(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks in order without those that overlap one before them."""
    found: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not found or found[-1].end <= mark.start:
            found.append(mark)
    return found


def _joined(marks: Iterable[Mark]) -> list[Mark]:
    """Return bold stretches; those that meet are one, since `****` is no mark."""
    found: list[Mark] = []
    for mark in marks:
        if found and found[-1].end == mark.start:
            found[-1] = replace(found[-1], end=mark.end)
        else:
            found.append(mark)
    return found


def _trimmed(line: str, mark: Mark) -> Mark:
    """Return a link without the spaces beside its words."""
    inner = line[mark.start : mark.end]
    start = mark.start + len(inner) - len(inner.lstrip())
    return replace(mark, start=start, end=start + len(inner.strip()))


def _bold_parts(line: str, start: int, end: int, links: Iterable[Mark]) -> list[tuple[int, int]]:
    """Return what of a bold stretch Markdown can mark: a comma before the words stays outside of `**`.

    A stretch that ends inside a link, or begins there, is parted at the edge of the link.
    """
    start, end = bold_part(line, start, end)
    for link in links:
        for edge in (link.start, link.end):
            if start < edge < end and not (start <= link.start and link.end <= end):
                return [*_bold_parts(line, start, edge, links), *_bold_parts(line, edge, end, links)]
    return [(start, end)] if start < end else []


def _spelled(line: str, stretch: tuple[int, int], marks: Iterable[Mark], first: Callable[[str], str]) -> str:
    """Write a stretch of a line with its marks, each of them with those that it holds."""
    result, (position, last) = "", stretch
    ordered = sorted((mark for mark in marks if mark.start < mark.end), key=lambda mark: (mark.start, -mark.end))
    index = 0
    while index < len(ordered):
        mark, first_held = ordered[index], index + 1
        index = next((i for i in range(first_held, len(ordered)) if ordered[i].end > mark.end), len(ordered))
        held = ordered[first_held:index]
        before, inner = line[position : mark.start], _spelled(line, (mark.start, mark.end), held, escaped)
        result += escaped(before) if result else first(before) if before else ""
        if mark.kind is Kind.LINK and result.endswith("!"):  # which would make a picture of it
            result = result[:-1] + "\\!"
        result += f"**{inner}**" if mark.kind is Kind.BOLD else f"[{inner}](<{mark.value}>)"
        position = mark.end
    rest = line[position:last]
    return result + (escaped(rest) if result else first(rest))


def _table(line: str, start: int, marks: list[Mark]) -> str:
    rows: list[list[str]] = []
    for row in line.split(ROW)[1:]:
        rows.append([])
        for cell in row.split(CELL):
            start += 1  # the sign before it
            end = start + len(cell)
            inner = _inside(marks, start, end)
            if len(rows) == 1:  # the head of a table is bold by itself
                inner = [mark for mark in inner if mark.kind is not Kind.BOLD or mark.end - mark.start < len(cell)]
            rows[-1].append(_marked(cell, start, inner, _cell_begin).replace("|", "\\|"))
            start = end
    widest = max(map(len, rows))
    written = ["| " + " | ".join([*row, *[""] * (widest - len(row))]) + " |" for row in rows]
    return "\n".join([written[0], "|" + " --- |" * widest, *written[1:]])


def _cell_begin(text: str) -> str:
    """Escape the beginning of a cell; a sign # there would be taken for a heading without its space."""
    return paragraph(text) if text.startswith(("#", "＃")) else escaped(text)


def unbroken(text: Wording) -> list[tuple[int, str]]:
    """Return where breaks stand in the cells of tables, and what has to stand for each: a cell is one line."""
    return [
        (start + position, after)
        for start, line in zip(text.starts, text.lines, strict=False)
        if not is_words(line)
        for position, after in joints(line)
    ]
