"""The course of findings over time: steps and ticks in percent of the drawing, and the same figures for a table."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from zhaoshi.model.course import Course
from zhaoshi.pages import words
from zhaoshi.pages.parts import percent
from zhaoshi.problems import Gettext


class Line(Struct, frozen=True):
    """A horizontal or vertical line; percent of the drawing, y from the top."""

    x1: float
    y1: float
    x2: float
    y2: float


class Box(Struct, frozen=True):
    """The area between a step and the bottom; percent of the drawing, y from the top."""

    x: float
    y: float
    width: float
    height: float


class Series(Struct, frozen=True, kw_only=True):
    """A number that only grows, as steps."""

    key: str
    """`found`, `promised` or `completed`."""
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    """What is coloured below the steps; only of `completed`."""
    count: int
    """On the day of the figures."""
    last: int
    """At the end; more than `count` only of `promised`, which goes on behind the day of the figures."""
    y: float
    """Height of `count`."""
    label: str
    """Where its number has room in the drawing: `above` or `below` the line; empty where it has none."""


class Tick(Struct, frozen=True):
    """The border between two periods on the axis of time."""

    x: float
    text: str
    """Empty where it has no room."""


class GridLine(Struct, frozen=True):
    """A height on the axis of numbers."""

    y: float
    value: int


class Period(Struct, frozen=True):
    """The same figures in text: what had come together at the end of a month, a quarter or a year."""

    name: str
    counts: tuple[int | None, ...]
    """Of each series, in their order; None for a period of which it says nothing yet."""


class TimelineChart(Struct, frozen=True, kw_only=True):
    """Completions against the promised days."""

    series: tuple[Series, ...]
    """Found, promised, completed; without the promised where no deadline is known."""
    first: str
    """The month or year with which the drawing begins."""
    last: str
    """That with which it ends."""
    ticks: tuple[Tick, ...]
    """Between the two ends."""
    grid: tuple[GridLine, ...]
    as_of: date
    """Day of the newest ledger; nothing is drawn as completed behind it."""
    x: float
    """Where that day stands."""
    periods: tuple[Period, ...]
    course: Course
    """What is said beside the drawing of findings that it leaves out."""


NARROW = 24
"""Percent on either side that belong to the words at the two ends of the axis."""
APART = 16
"""Percent between the words on the axis of time, and the least between a number and the border of the drawing."""
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months between two ticks."""


def timeline_chart(course: Course, gettext: Gettext, language: str) -> TimelineChart | None:
    """Lay the course of findings out over time.

    None where no ledger has been published, or where fewer than two days are known on which anything was promised or
    completed.
    """
    if course.as_of is None or len({*course.promised, *course.completed}) < 2:
        return None
    as_of, whole = course.as_of, sum(count for _, count in course.found)
    founds = [day for day, count in course.found for _ in range(count)]
    known = max(as_of, founds[-1])
    time = _Time([*founds, *course.promised, *course.completed, known])
    due, done = bisect_right(course.promised, as_of), len(course.completed)
    drawn = [
        ("found", founds, known, ""),
        ("promised", course.promised, time.last, _room(due, whole, due > done) if due != done else ""),
        ("completed", course.completed, as_of, _room(done, whole, done >= due)),
    ]
    if len(course.promised) == course.without_deadline:
        del drawn[1]
    steps = {key: _steps(days, until, time, whole) for key, days, until, _ in drawn}
    return TimelineChart(
        series=tuple(
            Series(
                key=key,
                lines=tuple(_lines(steps[key])),
                boxes=tuple(_boxes(steps[key])) if key == "completed" else (),
                count=bisect_right(days, as_of),
                last=len(days),
                y=_height(bisect_right(days, as_of), whole),
                label=label,
            )
            for key, days, until, label in drawn
        ),
        first=time.label(time.start, language),
        last=time.label(time.last, language),
        ticks=tuple(time.ticks(language)),
        grid=tuple(_grid(whole)),
        as_of=as_of,
        x=time.x(as_of),
        periods=tuple(
            Period(name, tuple(bisect_right(days, end) if start <= until else None for _, days, until, _ in drawn))
            for start, end, name in time.periods(gettext, language)
        ),
        course=course,
    )


def _room(count: int, whole: int, is_higher: bool) -> str:
    """Say on which side of its line a number stands: the higher of the two above, the other below."""
    room = whole - count if is_higher else count
    return ("above" if is_higher else "below") if room * 100 >= APART * whole else ""


class _Time:
    """The axis of time: whole months, quarters or years."""

    def __init__(self, days: Sequence[date]) -> None:
        first, last = (day.year * 12 + day.month - 1 for day in (min(days), max(days)))
        length = last - first + 1
        self._period = 1 if length <= 18 else 3 if length <= 48 else 12
        self._first = first - first % self._period
        self._end = last - last % self._period + self._period
        self.start = _first_day(self._first)
        self.last = _first_day(self._end) - timedelta(1)
        self._days = (self.last - self.start).days + 1

    def x(self, day: date) -> float:
        """Return where a day stands, percent from the left."""
        return percent((day - self.start).days, self._days)

    def label(self, day: date, language: str) -> str:
        """Name the month or year in which the drawing begins or ends."""
        return words.year(day, language) if self._period == 12 else words.month(day, language)

    def ticks(self, language: str) -> Iterator[Tick]:
        """Yield the borders between the ends, at most five."""
        step, months = next(
            (step, months)
            for step in STEPS
            if step >= self._period
            for months in [[m for m in range(self._first + 1, self._end) if m % step == 0]]
            if len(months) <= 5
        )
        said: float = NARROW - APART
        for month in months:
            day = _first_day(month)
            x = self.x(day)
            has_room = NARROW <= x <= 100 - NARROW and x - said >= APART
            said = x if has_room else said
            text = words.year(day, language) if step >= 12 else words.month(day, language)
            yield Tick(x, text if has_room else "")

    def periods(self, gettext: Gettext, language: str) -> Iterator[tuple[date, date, str]]:
        """Yield the first and the last day of each period, and its name."""
        for start, after in pairwise(_first_day(m) for m in range(self._first, self._end + 1, self._period)):
            name = self.label(start, language)
            if self._period == 3:
                name = gettext("Quarter {quarter} of {year}").format(
                    quarter=start.month // 3 + 1, year=words.year(start, language)
                )
            yield start, after - timedelta(1), name


def _first_day(month: int) -> date:
    """Return the first day of a month counted from the year 0."""
    return date(month // 12, month % 12 + 1, 1)


@lru_cache(10_000)
def _height(count: int, whole: int) -> float:
    return round(100 - count * 100 / whole, 2)


def _steps(days: Sequence[date], until: date, time: _Time, whole: int) -> list[tuple[float, float, float]]:
    """Return each step as its left and right end and its height; the first stands on the bottom."""
    rises = list(dict.fromkeys(days))
    xs = [0.0, *map(time.x, rises), 100.0 if until == time.last else time.x(until)]
    ys = [100.0, *[_height(bisect_right(days, day), whole) for day in rises]]
    return [(x1, x2, y) for (x1, x2), y in zip(pairwise(xs), ys, strict=True)]


def _lines(steps: Sequence[tuple[float, float, float]]) -> Iterator[Line]:
    """Yield the steps and the rises between them; what runs along the bottom is left out."""
    before = 100.0
    for x1, x2, y in steps:
        if y != before:
            yield Line(x1, before, x1, y)
        if x1 != x2 and y < 100:
            yield Line(x1, y, x2, y)
        before = y


def _boxes(steps: Sequence[tuple[float, float, float]]) -> Iterator[Box]:
    for x1, x2, y in steps:
        if x1 != x2 and y < 100:
            yield Box(x1, y, round(x2 - x1, 2), round(100 - y, 2))


def _grid(whole: int) -> Iterator[GridLine]:
    """Yield the bottom, the top and what is round between them and has room."""
    step = next(n for k in range(9) for n in (10**k, 2 * 10**k, 5 * 10**k) if whole / n <= 4)
    for value in [*range(0, whole, step), whole]:
        if value in (0, whole) or (whole - value) * 100 >= 12 * whole:
            yield GridLine(_height(value, whole), value)
