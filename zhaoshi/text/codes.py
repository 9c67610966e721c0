"""Section codes: the place of a section in its document, `2.1.4.2`, shown as 二（一）4（2）."""

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NewType

from zhaoshi.text.numerals import HAN, STANDARD, WRITTEN, Numbering, Style, number_of

SectionCode = NewType("SectionCode", str)
"""Places from the first level down, counted from 1 and joined by points."""


_DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.[1-9]\d{0,2})*", re.ASCII)


def code(places: Iterable[int]) -> SectionCode:
    """Join places: `(2, 1, 4)` is `2.1.4`."""
    return SectionCode(".".join(map(str, places)))


def places(section: SectionCode) -> tuple[int, ...]:
    """Split a code; also the key that sorts codes in document order."""
    return tuple(map(int, section.split(".")))


def is_within(section: SectionCode, ancestor: SectionCode) -> bool:
    """Tell whether a section is the other or stands below it."""
    return section == ancestor or section.startswith(ancestor + ".")


def with_ancestors(section: SectionCode) -> Iterator[SectionCode]:
    """Yield a section and those that it stands below: `2.1.4`, `2.1`, `2`."""
    code: str = section
    while code:
        yield SectionCode(code)
        code = code.rpartition(".")[0]


@lru_cache(100_000)
def shown(section: SectionCode, numbering: Numbering) -> str:
    """Write a code with official numerals: 二（一）4（2）; with points where the document has no numerals."""
    numbers = places(section)
    if len(numbers) > len(numbering) or any(not 1 <= number <= 999 for number in numbers):
        return section
    return "".join(style.mark(number) for style, number in zip(numbering, numbers, strict=False))


def both(section: SectionCode, numbering: Numbering) -> str:
    """Write a code in both spellings, 二（一）4（2.1.4）, where they differ."""
    official = shown(section, numbering)
    return section if official == section else f"{official}（{section}）"


def read_code(text: str, numbering: Numbering = STANDARD) -> SectionCode | None:
    """Read a code in either spelling; None where it is neither.

    `2.1.4.2`, 二（一）4（2）, 二、（一）4.（2） and half-width brackets are the same code.
    """
    text = text.strip()
    if _DOTTED.fullmatch(text):
        return SectionCode(text)
    found: list[int] = []
    position = 0
    for style in numbering:
        if position == len(text):
            break
        mark = WRITTEN[style].match(text, position) or _bare(style, text, position)
        if mark is None:
            return None
        digits, position = mark if isinstance(mark, tuple) else (mark[1], mark.end())
        number = number_of(digits)
        if not number:
            return None
        found.append(number)
    return code(found) if found and position == len(text) else None


def _bare(style: Style, text: str, position: int) -> tuple[str, int] | None:
    """Read a numeral without its punctuation, as it stands inside a code."""
    if style not in (Style.HAN, Style.ARABIC):
        return None
    end = position
    while end < len(text) and (text[end] in HAN[1:-1] if style is Style.HAN else text[end].isdecimal()):
        end += 1
    return (text[position:end], end) if position < end <= position + 5 else None


def nearest(section: str, known: Iterable[SectionCode], count: int = 3) -> list[SectionCode]:
    """Return the known codes most like the one given, best first."""
    return [SectionCode(match) for match in difflib.get_close_matches(section, list(known), count, 0.5)]
