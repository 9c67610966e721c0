"""The numerals of official documents: 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3)."""

import re
from enum import StrEnum

from msgspec import Struct

_DIGITS = "零一二三四五六七八九"
HAN = "[零一二三四五六七八九十百]"
"""A character of a Chinese cardinal, as a regular expression."""


class Style(StrEnum):
    """How the numeral of one level is written; the value is the first numeral of that style."""

    HAN = "一、"
    HAN_BRACKET = "（一）"
    ARABIC = "1."
    ARABIC_BRACKET = "（1）"

    def numeral(self, number: int) -> str:
        """Return the numeral with its punctuation: `Style.HAN_BRACKET.numeral(3)` is （三）."""
        return self.value.replace("一", han(number)).replace("1", str(number))

    def mark(self, number: int) -> str:
        """Return the numeral as it stands inside a section code: 二, （一）, 4, （2）."""
        return self.numeral(number).rstrip("、.")


Numbering = tuple[Style, ...]
"""Styles from the first level down; empty for a text without official numerals."""

STANDARD: Numbering = tuple(Style)

_STYLE_NAME = re.compile(
    r"(?P<HAN_BRACKET>[（(]一[）)])|(?P<ARABIC_BRACKET>[（(]1[）)])|(?P<HAN>一)|(?P<ARABIC>1)|[、.．→\s]"
)

WRITTEN = {
    Style.HAN: re.compile(rf"({HAN}+)\s*[、．.]\s*"),
    Style.HAN_BRACKET: re.compile(rf"[（(]\s*({HAN}+)\s*[）)]\s*[、.．]?\s*"),
    Style.ARABIC: re.compile(r"(\d{1,3})\s*(?:[.．](?!\d)|、)\s*"),
    Style.ARABIC_BRACKET: re.compile(r"[（(]\s*(\d{1,3})\s*[）)]\s*[、.．]?\s*"),
}
"""How each style is met at the beginning of a heading: half- and full-width, with and without a space."""

_ONE_SIGN = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
"""Numerals of `Style.ARABIC` that are a single sign."""
_FIRST_SIGNS = frozenset("（(" + HAN[1:-1])


class WrittenNumeral(Struct, frozen=True):
    """A numeral found at the beginning of a heading."""

    style: Style
    number: int
    text: str
    """As written, without surrounding space."""
    rest: str
    """The heading after the numeral."""


def han(number: int) -> str:
    """Write a whole number from 1 to 999 as a Chinese cardinal: 12 is 十二, 20 is 二十, 105 is 一百零五."""
    if not 1 <= number <= 999:
        raise ValueError(f"no Chinese numeral is defined for {number}")
    hundreds, below = divmod(number, 100)
    tens, ones = divmod(below, 10)
    text = _DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


_NUMBERS = {han(number): number for number in range(1, 1000)}


def number_of(text: str) -> int | None:
    """Read a Chinese cardinal or decimal digits; None where the text is neither."""
    return int(text) if text.isdecimal() else _NUMBERS.get(text)


def written_numeral(heading: str) -> WrittenNumeral | None:
    """Find the official numeral at the beginning of a heading."""
    if one_sign := _ONE_SIGN.find(heading[:1] or " ") + 1:
        return WrittenNumeral(Style.ARABIC, one_sign, heading[0], heading[1:].lstrip())
    if heading[:1] not in _FIRST_SIGNS and not heading[:1].isdecimal():
        return None
    for style, pattern in WRITTEN.items():
        if (found := pattern.match(heading)) and (number := number_of(found[1])) is not None:
            return WrittenNumeral(style, number, found[0].strip(), heading[found.end() :])
    return None


def read_numbering(text: str) -> Numbering | None:
    """Read the names of the levels, `一（一）1（1）`, `（一）1`, `一、→1.`; None where that is no numbering.

    A style may stand once only, or the levels of a section code could not be told apart.
    """
    styles: list[Style] = []
    position = 0
    while position < len(text):
        found = _STYLE_NAME.match(text, position)
        if found is None:
            return None
        if found.lastgroup:
            styles.append(Style[found.lastgroup])
        position = found.end()
    return tuple(styles) if styles and len(set(styles)) == len(styles) else None
