"""Dates inside a text. A date that is not whole is a doubt, never completed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhaoshi.text.numerals import number_of

_DIGITS = {sign: number for number, signs in enumerate(("〇○零Ｏ", *"一二三四五六七八九")) for sign in signs}
_HAN_DATE = re.compile(
    r"([〇○零Ｏ一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)

DAY = r"(?:(?P<year{0}>\d{{4}})\s*年\s*)?(?:(?P<month{0}>\d{{1,2}})\s*月\s*)?(?P<day{0}>\d{{1,2}})\s*日"
DATE = re.compile(r"\d{4}\s*(?:年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[-/.]\d{1,2}[-/.]\d{1,2}(?!\d))")
SPAN = re.compile(DAY.format(1) + r"(?:起)?\s*(?:至|到|[-—－–~～]+)\s*" + DAY.format(2))

_WRONG = re.compile(
    r"(?<!\d)(?:\d{5,8}日|\d{5,6}月\d{1,2}日|\d{4}年\d{3,4}日|\d{4}月\d{1,2}日|\d{4}年(?:1[3-9]|[2-9]\d)月\d{0,2}日?)"
)
"""Digits glued by a lost 年 or 月: `2024717日`."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another; None where the text does not say the whole date."""

    first: date | None
    last: date | None
    words: str


def read_day(text: str) -> date | None:
    """Read one whole date: 2023-12-14, 2023 年 12 月 14 日, 二〇二三年十二月十四日."""
    text = re.sub(r"\s", "", text)
    if found := _HAN_DATE.fullmatch(text):
        year = int("".join(str(_DIGITS[sign]) for sign in found[1]))
        return _date(year, number_of(found[2]), number_of(found[3]))
    if not DATE.fullmatch(text):
        return None
    year, month, day = map(int, re.findall(r"\d+", text))
    return _date(year, month, day)


def _date(year: int, month: int | None, day: int | None) -> date | None:
    try:
        return date(year, month or 0, day or 0)
    except ValueError:
        return None


def spans(text: str) -> Iterator[Span]:
    """Yield each stretch of days; in 2023年3月23日至5月11日 the second date takes year and month from the first.

    That is so only where the second day is not before the first.
    """
    for found in SPAN.finditer(text):
        first = _parts(found, "1", (None, None))
        last = _parts(found, "2", (found["year1"], found["month1"]))
        yield Span(first, last if first and last and first <= last else None, found[0])


def _parts(found: "re.Match[str]", place: str, other: tuple[str | None, str | None]) -> date | None:
    year, month = found["year" + place] or other[0], found["month" + place] or other[1]
    return _date(int(year), int(month), int(found["day" + place])) if year and month else None


def broken(text: str) -> Iterator[str]:
    """Yield what was meant as a date and is none."""
    for found in _WRONG.finditer(text):
        yield found[0]
    for found in DATE.finditer(text):
        if read_day(found[0]) is None:
            yield found[0]
