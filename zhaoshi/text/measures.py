"""一是……二是……: a paragraph's list of measures, found without losing a mark or a word."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from zhaoshi.text.numerals import HAN, number_of

_MARK = re.compile(rf"({HAN}{{1,3}})(?:是|要)(?![一二三四五六七八九十])")
_BOUNDARY = "。；;！!？?：:"
_SOFT_BOUNDARY = "，,、"
_AT_BREAK = {"": "。", "；": "。"}
"""What a character before the end of a line counts as on the next."""


def cuts(children: Sequence[Token], expected: int) -> list[tuple[int, int]]:
    """Return where the measures of a paragraph begin: index of the inline token, offset in its text.

    `expected` is the number that the first mark must have (1, or one more than the last mark of the paragraph
    before); marks must follow each other without a gap and stand at the beginning or behind a full stop, a semicolon
    or a colon, the very first 一是 also behind a comma. Bold marks (**一是**) are cut before the bold begins.
    """
    found: list[tuple[int, int]] = []
    previous = ""
    for index, child in enumerate(children):
        if child.type in ("softbreak", "hardbreak"):
            previous = _AT_BREAK.get(previous, previous)
            continue
        if child.type == "text" and (child.level == 0 or _opens_bold(children, index)):
            starts = _starts(child.content, expected, previous)
            if child.level:
                starts = [0] if 0 in starts else []
            found += [(index - 1, 0) if child.level else (index, start) for start in starts]
            expected += len(starts)
        if child.content:
            previous = child.content.rstrip()[-1:] or previous
    return found


def cuts_in_lines(lines: Sequence[str], expected: int) -> list[tuple[int, int]]:
    """Return where the measures of a paragraph without markup begin: index of the line, offset in it."""
    found: list[tuple[int, int]] = []
    previous = ""
    for index, line in enumerate(lines):
        if index:
            previous = _AT_BREAK.get(previous, previous)
        starts = _starts(line, expected, previous)
        found += [(index, start) for start in starts]
        expected += len(starts)
        previous = line.rstrip()[-1:] or previous
    return found


def may_follow(text: str, before: str) -> bool:
    """Tell whether a text begins with a mark that may stand behind `before` in a paragraph."""
    mark, sign = _MARK.match(text), before.rstrip()[-1:]
    return bool(mark and sign) and (sign in _BOUNDARY or (text.startswith(("一是", "一要")) and sign in _SOFT_BOUNDARY))


def _starts(text: str, expected: int, previous: str) -> list[int]:
    """Return where measures begin in a stretch of text; `previous` is the character before it."""
    found: list[int] = []
    for mark in _MARK.finditer(text):
        if number_of(mark[1]) == expected:
            before = text[: mark.start()].rstrip()[-1:] or previous
            if not before or before in _BOUNDARY or (expected == 1 and before in _SOFT_BOUNDARY):
                found.append(mark.start())
                expected += 1
    return found


def _opens_bold(children: Sequence[Token], index: int) -> bool:
    return index > 0 and children[index - 1].type == "strong_open" and children[index - 1].level == 0


def pieces(children: Sequence[Token], where: Sequence[tuple[int, int]]) -> list[list[Token]]:
    """Cut inline tokens at the places given: what stands before the first, then one piece a measure."""
    result: list[list[Token]] = [[]]
    remaining = list(where)
    for index, child in enumerate(children):
        start = 0
        while remaining and remaining[0][0] == index:
            offset = remaining.pop(0)[1]
            if offset > start:
                result[-1].append(child.copy(content=child.content[start:offset]))
            result.append([])
            start = offset
        result[-1].append(child.copy(content=child.content[start:]) if start else child)
    return [_trimmed(piece) for piece in result]


def pieces_of_lines(lines: Sequence[str], where: Sequence[tuple[int, int]]) -> list[list[str]]:
    """Cut lines at the places given: what stands before the first, then one piece a measure, each in lines."""
    result: list[list[str]] = [[]]
    remaining = list(where)
    for index, line in enumerate(lines):
        start = 0
        while remaining and remaining[0][0] == index:
            offset = remaining.pop(0)[1]
            if line[start:offset].strip():
                result[-1].append(line[start:offset])
            result.append([])
            start = offset
        result[-1].append(line[start:])
    return result


def _trimmed(piece: list[Token]) -> list[Token]:
    while piece and (
        piece[-1].type in ("softbreak", "hardbreak") or (piece[-1].type == "text" and not piece[-1].content.strip())
    ):
        piece = piece[:-1]
    return piece
