"""Lines that were one: broken in the middle of a word by a copy from PDF, or a mark alone on its line."""

import re
from collections.abc import Iterator

from zhaoshi.importing.text.furniture import is_page_number
from zhaoshi.importing.text.shapes import (
    begins_anew,
    ends_sentence,
    is_amount,
    is_attached,
    is_date_line,
    numeral,
    open_quote,
)
from zhaoshi.importing.text.splitting import cut_of
from zhaoshi.importing.text.wording import Edit, Group, Kind, Wording, is_words, removal
from zhaoshi.problems import Message, msg
from zhaoshi.text.numerals import HAN

_LONG = 15
_LONG_HEADING = 20
_FRAGMENT = 12
_LONE_MARK = re.compile(rf"(?:^|.*[。；;：:，,]\s*){HAN}{{1,3}}[是要][，,：:]?\s*")
_HEADING_END = re.compile(r".*(?:问题|方面|情况|打算|安排)[”’）)]*")
_CONTACT = re.compile(r".*(?:电话|热线|地址|邮箱|邮编|传真)\s*[：:][^。]*")
_CONTINUES = re.compile(r"[，。；、：！？”’）》】,.;:!?)]")
_DECIMAL_POINT = re.compile(r"(?:.*[^\d.．])?\d{1,6}[.．]")
"""Text that a break has cut behind the point of a decimal fraction."""
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_CLOSERS = {"“": "”", "‘": "’", "《": "》", "（": "）"}

_BROKEN = msg("a line that was broken was joined")
_MARK = msg("a mark alone was joined with its text")
_NUMERAL = msg("a numeral alone was joined with its heading")


def page_numbers(text: Wording) -> Iterator[Edit]:
    """Take the numbers of printed pages out."""
    for index, line in enumerate(text.lines):
        if is_words(line) and is_page_number(line):
            yield removal(text, index, index, Group.DROPPED, "import.page-number", msg("the number of a printed page"))


def joins(text: Wording, dropped: frozenset[int], *, has_paragraphs: bool = False) -> Iterator[Edit]:
    """Find the breaks that are none; `dropped` are the numbers of lines that stood between and were taken out.

    Where the file has paragraphs of its author's, a break between two is one, unless the words cannot end there.
    """
    lines, starts = text.lines, text.starts
    levels = text.levels(Kind.LEVEL)
    bold = {(mark.start, mark.end) for mark in text.marks if mark.kind is Kind.BOLD}
    current = lines[0] if lines else ""
    styled = 0 in levels or (0, len(current)) in bold
    for index in range(1, len(lines)):
        previous, line = lines[index - 1], lines[index]
        span = (starts[index], starts[index] + len(line))
        is_styled = index in levels or span in bold
        between = range(text.numbers[index - 1] + 1, text.numbers[index])
        is_apart = any(number not in dropped for number in between) or (bool(between) and not dropped)
        message: Message | None = None
        if is_words(previous) and is_words(line) and index not in levels:
            after = lines[index + 1] if index + 1 < len(lines) else ""
            same = text.numbers[index] == text.numbers[index - 1]
            is_own = has_paragraphs and not same
            message = _reason(current, previous, line, after, is_apart, styled, same and styled, is_own)
        if message:
            glue = " " if _is_latin(current[-1:]) and _is_latin(line[:1]) else ""
            if message is _NUMERAL and line[0].isdecimal():
                glue = " "  # 1. 2023年度, never 1.2023
            yield Edit(starts[index] - 1, starts[index], glue, Group.REPAIRED, "import.joined-line", message)
            current += glue + line
        else:
            current, styled = line, is_styled


def _reason(
    current: str, previous: str, line: str, after: str, is_apart: bool, styled: bool, same_heading: bool, is_own: bool
) -> Message | None:
    """Say why a line goes on with the next; None where it does not."""
    if same_heading:
        return _BROKEN
    if is_amount(line) and _DECIMAL_POINT.fullmatch(current):
        return _BROKEN
    found = numeral(current)
    if found and not found.rest.strip() and not numeral(line):
        return _NUMERAL
    if _LONE_MARK.fullmatch(current) and not numeral(line):
        return _MARK
    is_fraction = is_amount(after) and line[0].isdecimal() and bool(_DECIMAL_POINT.fullmatch(line))
    if (is_fraction or (is_amount(line) and not is_own)) and not (is_apart or _ends(current)):
        return _BROKEN
    if is_attached(current) or is_date_line(line) or begins_anew(line):
        return None
    if not is_apart and _closes(current, line):
        return _BROKEN
    if is_apart or styled:
        return None
    if _CONTINUES.match(line) or current.endswith(("，", "、", ",")):
        return _BROKEN
    if is_own or ends_sentence(current) or _CONTACT.fullmatch(current) or _IN_BRACKETS.fullmatch(current):
        return None
    if found and cut_of(found.rest, 1) is None:
        is_end = len(line) <= _FRAGMENT and not ends_sentence(line) and bool(after)
        is_whole = bool(_HEADING_END.fullmatch(current))
        return _BROKEN if len(previous) >= _LONG_HEADING and is_end and not is_whole else None
    return _BROKEN if len(previous) >= _LONG and not _HEADING_END.fullmatch(current) else None


def _ends(current: str) -> bool:
    """Tell whether a text is a sentence or a heading to its end."""
    return ends_sentence(current) or bool(_HEADING_END.fullmatch(current) or _IN_BRACKETS.fullmatch(current))


def _closes(current: str, line: str) -> bool:
    """Tell whether a line closes the quotation that the text before it has opened."""
    position = open_quote(current)
    if position is None:
        return False
    sign = current[position].replace("(", "（")
    close, opened = line.find(_CLOSERS[sign]), line.find(sign)
    return close >= 0 and (opened < 0 or close < opened)


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()
