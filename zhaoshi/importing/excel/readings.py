"""From a cell to what a ledger holds: a whole day, a word for a state. What is not certain is not taken."""

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from unicodedata import normalize

from zhaoshi.importing.excel.sheets import Cell, text_of
from zhaoshi.importing.states import known_word
from zhaoshi.model.status import STATUS_WORDS, VERDICT_WORDS, Claim, Verdict
from zhaoshi.text.dates import read_date

_WRITTEN_DAY = re.compile(
    r"(?<![\d.\-/])(?:\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}|\d{4}\.\d{1,2}\.\d{1,2})"
    r"(?![\d.\-/])"
)
_AROUND_A_DAY = re.compile(
    r"[\W_]*(?:于|在)?[\W_]*(?:之前|以前|前)?(?:已?完成|办结|销号|截止)?[\W_]*(?:00:00(?::00)?)?[\W_]*"
)
_COMPACT_DAY = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_SERIALS = range(36_526, 73_051)
"""Days from 2000 to 2099, as Excel counts them from 1900."""
_1904 = 1_462
"""Days by which counting from 1904 lags behind."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was read from a cell."""

    day: date
    is_converted: bool
    """Whether the cell says it in a way that is worth showing: a bare number, words around the date."""


def may_lack_a_zero(code: Cell, known: Container[str]) -> bool:
    """Tell whether a section code kept as a number, 2.1, may be another one of those known: Excel shortens 2.10."""
    return isinstance(code, float) and not code.is_integer() and f"{text_of(code)}0" in known


def day_of(cell: Cell, counts_from_1904: bool) -> Day | None:
    """Read the one whole day that a cell says; None where it says none, or not all of it, or several."""
    match cell:
        case bool():
            return None
        case datetime():
            return Day(cell.date(), False)
        case date():
            return Day(cell, False)
        case int() | float():
            return _counted(float(cell), counts_from_1904)
        case str():
            return _written(cell)
    return None


def _counted(number: float, counts_from_1904: bool) -> Day | None:
    if number.is_integer() and (compact := _compact(str(int(number)))):
        return Day(compact, True)
    serial = int(number) + (_1904 if counts_from_1904 else 0)
    return Day(date(1899, 12, 30) + timedelta(days=serial), True) if serial in _SERIALS else None


def _compact(text: str) -> date | None:
    found = _COMPACT_DAY.fullmatch(text)
    return read_date("-".join(found.groups())) if found else None


def _written(text: str) -> Day | None:
    plain = _even(text)
    if day := read_date(plain):
        return Day(day, plain != text.strip())
    if day := _compact(plain):
        return Day(day, True)
    days = days_in(text)
    around = _WRITTEN_DAY.sub("", plain, count=1)
    return Day(days[0], True) if len(days) == 1 and _AROUND_A_DAY.fullmatch(around) else None


def days_in(text: str) -> list[date]:
    """Return every different whole day that a text names, in order."""
    found = (read_date(words) for words in _WRITTEN_DAY.findall(_even(text)))
    return list(dict.fromkeys(day for day in found if day))


def _even(text: str) -> str:
    """Return a text in characters of one width, without spaces inside its dates."""
    return re.sub(r"\s+(?=[年月日])|(?<=[年月])\s+(?=\d)", "", normalize("NFKC", text).strip())


def claim_of(cell: Cell) -> Claim | None:
    """Read a cell that holds a word for a state and nothing else but punctuation."""
    word = known_word(_bare(text_of(cell)))
    return Claim(STATUS_WORDS[word], word) if word in STATUS_WORDS else None


def verdict_of(cell: Cell) -> Verdict | None:
    """Read a cell that holds a word for the inspectors' verdict."""
    return VERDICT_WORDS.get(_bare(text_of(cell)))


def _bare(text: str) -> str:
    """Return a text without the spaces and the punctuation around it."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", re.sub(r"\s+", "", text))
