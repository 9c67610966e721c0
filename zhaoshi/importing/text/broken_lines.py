"""Lines that were one: broken in the middle of a word by a copy from PDF, or a mark alone on its line."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from zhaoshi.importing.states import known_word
from zhaoshi.importing.text.furniture import is_page_number
from zhaoshi.importing.text.shapes import (
    ANY_DATE,
    begins_anew,
    ends_sentence,
    is_amount,
    is_attached,
    is_date_line,
    numeral,
    open_quote,
    paired,
)
from zhaoshi.importing.text.splitting import cut_of
from zhaoshi.importing.text.wording import Edit, Group, Kind, Wording, is_words, removal
from zhaoshi.model.status import STATUS_WORDS
from zhaoshi.problems import Message, msg
from zhaoshi.text.numerals import HAN, WrittenNumeral

_LONG = 15
_LONG_HEADING = 20
_FRAGMENT = 12
_LONE_MARK = re.compile(rf"(?:^|.*[。；;：:，,]\s*){HAN}{{1,3}}[是要][，,：:]?\s*")
_HEADING_END = re.compile(r".*(?:问题|方面|情况|打算|安排)[”’）)]*")
_CONTACT = re.compile(r".*(?:电话|热线|地址|邮箱|邮编|传真)\s*[：:][^。]*")
_DATED = re.compile(rf"(?:.*[。；;\s])?[\u4e00-\u9fff]{{2,8}}\s*[：:]\s*{ANY_DATE}(?:[之以]?前)?")
"""Text that ends with a label and its date."""
_CLAUSE = re.compile(r"[。；;：:]\s*")
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
    begun = levels | text.levels(Kind.ITEM)
    bold = {(mark.start, mark.end) for mark in text.marks if mark.kind is Kind.BOLD}
    current = lines[0] if lines else ""
    styled = 0 in levels or (0, len(current)) in bold
    for index in range(1, len(lines)):
        previous, line = lines[index - 1], lines[index]
        span = (starts[index], starts[index] + len(line))
        is_styled = index in levels or span in bold
        between = range(text.numbers[index - 1] + 1, text.numbers[index])
        is_apart = any(number not in dropped for number in between) or (bool(between) and not dropped)
        reason: tuple[Message, str] | None = None
        if is_words(previous) and is_words(line) and index not in begun:
            after = lines[index + 1] if index + 1 < len(lines) else ""
            same = text.numbers[index] == text.numbers[index - 1]
            reason = _reason(
                Break(
                    current=current,
                    previous=previous,
                    line=line,
                    after=after,
                    numeral=numeral(current),
                    is_apart=is_apart,
                    is_styled=styled,
                    is_in_heading=same and styled,
                    is_own=has_paragraphs and not same,
                )
            )
        if reason:
            message, glue = reason
            yield Edit(starts[index] - 1, starts[index], glue, Group.REPAIRED, "import.joined-line", message)
            current += glue + line
        else:
            current, styled = line, is_styled


@dataclass(frozen=True, slots=True)
class Break:
    """A break between two lines, and what stands around it."""

    current: str
    """All that goes on up to the break: the line before it, with what was joined to it already."""
    previous: str
    """The line before it as the file has it."""
    line: str
    """The line behind it."""
    after: str
    """The line after that; empty at the end of the text."""
    numeral: WrittenNumeral | None
    """With which `current` begins."""
    is_apart: bool
    """Something stands between the two lines."""
    is_styled: bool
    """The file itself says that `current` is a heading, or it is bold."""
    is_in_heading: bool
    """The two lines are one heading for the file."""
    is_own: bool
    """The break is its author's."""


def _is_between_columns(at: Break) -> bool:
    return "\t" in at.current or "\t" in at.line


def _is_in_decimal(at: Break) -> bool:
    return is_amount(at.line) and bool(_DECIMAL_POINT.fullmatch(at.current))


def _is_behind_numeral(at: Break) -> bool:
    return at.numeral is not None and not at.numeral.rest.strip() and not numeral(at.line)


def _is_between_numeral_and_digit(at: Break) -> bool:
    return at.line[0].isdecimal() and _is_behind_numeral(at)


def _is_behind_mark(at: Break) -> bool:
    return bool(_LONE_MARK.fullmatch(at.current)) and not numeral(at.line)


def _is_before_amount(at: Break) -> bool:
    is_whole = is_amount(at.line) and not at.is_own
    is_cut_again = is_amount(at.after) and at.line[0].isdecimal() and bool(_DECIMAL_POINT.fullmatch(at.line))
    return (is_whole or is_cut_again) and not (at.is_apart or _ends(at.current))


def _is_before_new_thing(at: Break) -> bool:
    return is_attached(at.current) or is_date_line(at.line) or begins_anew(at.line)


def _is_in_quotation(at: Break) -> bool:
    return not at.is_apart and _closes(at.current, at.line)


def _is_shown_by_file(at: Break) -> bool:
    return at.is_apart or at.is_styled


def _is_in_clause(at: Break) -> bool:
    return bool(_CONTINUES.match(at.line)) or at.current.endswith(("，", "、", ",", "的"))


def _is_behind_whole(at: Break) -> bool:
    is_whole = any(shape.fullmatch(at.current) for shape in (_CONTACT, _IN_BRACKETS, _DATED))
    return at.is_own or ends_sentence(at.current) or is_whole or _states(at.current)


def _is_heading(at: Break) -> bool:
    return at.numeral is not None and cut_of(at.numeral.rest, 1) is None


def _is_before_end_of_heading(at: Break) -> bool:
    is_end = len(at.line) <= _FRAGMENT and not ends_sentence(at.line) and bool(at.after)
    return len(at.previous) >= _LONG_HEADING and is_end and not _HEADING_END.fullmatch(at.current) and _is_heading(at)


def _is_behind_long_line(at: Break) -> bool:
    return len(at.previous) >= _LONG and not _HEADING_END.fullmatch(at.current)


_RULES: tuple[tuple[Callable[[Break], bool], Message | None, str], ...] = (
    (lambda at: at.is_in_heading, _BROKEN, ""),
    (_is_between_columns, None, ""),
    (_is_in_decimal, _BROKEN, ""),
    (_is_between_numeral_and_digit, _NUMERAL, " "),  # 1. 2023年度, never 1.2023
    (_is_behind_numeral, _NUMERAL, ""),
    (_is_behind_mark, _MARK, ""),
    (_is_before_amount, _BROKEN, ""),
    (_is_before_new_thing, None, ""),
    (_is_in_quotation, _BROKEN, ""),
    (_is_shown_by_file, None, ""),
    (_is_in_clause, _BROKEN, ""),
    (_is_behind_whole, None, ""),
    (_is_before_end_of_heading, _BROKEN, ""),
    (_is_heading, None, ""),
    (_is_behind_long_line, _BROKEN, ""),
)
"""What holds of a break, why its lines are joined (None: they are not), and what comes between; the first decides."""


def _reason(at: Break) -> tuple[Message, str] | None:
    """Say why a line goes on with the next, and what to put between; None where it does not."""
    for holds, message, glue in _RULES:
        if holds(at):
            between = " " if _is_latin(at.current[-1:]) and _is_latin(at.line[:1]) else glue
            return (message, between) if message else None
    return None


def _ends(current: str) -> bool:
    """Tell whether a text is a sentence or a heading to its end."""
    return ends_sentence(current) or bool(_HEADING_END.fullmatch(current) or _IN_BRACKETS.fullmatch(current))


def _states(current: str) -> bool:
    """Tell whether a text ends with a word for a state that is a clause of its own: 已完成."""
    return known_word(_CLAUSE.split(current)[-1]) in STATUS_WORDS


def _closes(current: str, line: str) -> bool:
    """Tell whether a line closes the quotation that the text before it has opened."""
    position = open_quote(current)
    if position is None:
        return False
    sign = paired(current)[position].replace("(", "（")
    close, opened = line.find(_CLOSERS[sign]), line.find(sign)
    return close >= 0 and (opened < 0 or close < opened)


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()
