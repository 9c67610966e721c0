"""一是……二是……: a paragraph's list of measures, found without losing a mark or a word."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from zhaoshi.text.numerals import HAN, number_of

_MARK = re.compile(rf"({HAN}{{1,3}})(?:是|要)(?![一二三四五六七八九十])")
_BOUNDARY = "。；;！!？?：:"
_SOFT_BOUNDARY = "，,、"


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
            previous = "。" if previous in ("", "。", "；") else previous
            continue
        if child.type == "text" and (child.level == 0 or _opens_bold(children, index)):
            for mark in _MARK.finditer(child.content):
                before = child.content[: mark.start()].rstrip()[-1:] or previous
                if child.level and mark.start():
                    continue
                allowed = _BOUNDARY + (_SOFT_BOUNDARY if expected == 1 else "")
                if number_of(mark[1]) == expected and (not before or before in allowed):
                    found.append((index - 1, 0) if child.level else (index, mark.start()))
                    expected += 1
        if child.content:
            previous = child.content.rstrip()[-1:] or previous
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


def _trimmed(piece: list[Token]) -> list[Token]:
    while piece and (
        piece[-1].type in ("softbreak", "hardbreak") or (piece[-1].type == "text" and not piece[-1].content.strip())
    ):
        piece = piece[:-1]
    return piece
