"""Dates as editors write them. What is not a whole date is refused, never guessed."""

import re
from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache

_DATE = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?")
FIRST_YEAR, LAST_YEAR = 1800, 2199
"""Years outside are slips, 2204 for 2024, or stand for “never”, 9999; no axis of time could hold them."""


@lru_cache(10_000)
def read_date(text: str) -> date | None:
    """Read `2023-12-14`, `2023/12/14`, `2023.12.14` or 2023年12月14日."""
    if _ISO.fullmatch(text):
        try:
            return _in_years(date.fromisoformat(text))
        except ValueError:
            return None
    found = _DATE.fullmatch(text.strip())
    if not found or (not text.isascii() and "年" not in text):
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return _in_years(date(year, month, day))
    except ValueError:
        return None


def _in_years(day: date) -> date | None:
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def year_outside(text: str) -> int | None:
    """Return the year of a date whose year is none that a notice can name: `9999-12-31`."""
    found = _DATE.match(text.strip())
    year = int(found[1]) if found else FIRST_YEAR
    return None if FIRST_YEAR <= year <= LAST_YEAR else year


def days_of_month(text: str) -> tuple[int, int] | None:
    """Return a month and how many days it has where a date names a day behind its end: `2022-11-31`."""
    found = _DATE.match(text.strip())
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    if not (year and 1 <= month <= 12) or 1 <= day <= monthrange(year, month)[1]:
        return None
    return month, monthrange(year, month)[1]


def read_moment(text: str) -> datetime | None:
    """Read a date and a time of day, `2023-12-15 10:58`, in the site's time zone (the result is naive)."""
    day_text, _, time_text = text.strip().replace("T", " ").replace("日", "日 ").partition(" ")
    day, time = read_date(day_text), _TIME.fullmatch(time_text.strip())
    if day is None or time is None:
        return None
    try:
        return datetime(day.year, day.month, day.day, int(time[1]), int(time[2]), int(time[3] or 0))
    except ValueError:
        return None
