"""Inputs that list pages share: rows for notices, units and rounds, taken from the library."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from zhaoshi.library import Library
from zhaoshi.model.summary import NoticeSummary
from zhaoshi.model.totals import Totals
from zhaoshi.pages.columns import Column
from zhaoshi.pages.frame import Frame, Surroundings, frame
from zhaoshi.pages.page import Tools
from zhaoshi.pages.parts import FiguresRow, Link, ListedNotice, group, progress
from zhaoshi.text import pinyin

T = TypeVar("T")

FEW = 24
"""So many links can be chosen from at a glance; where there are more, a page leads to the index instead."""

MANY_UNITS = 30
"""From so many units on, the index is by letter and no longer by kind."""


class ListedGroup(Struct, frozen=True, kw_only=True):
    """A unit or a round in a list."""

    id: str
    name: str
    kind: str
    year: int | None
    """Of a round."""
    notices: int
    totals: Totals


def listed(notice: NoticeSummary, library: Library) -> ListedNotice:
    """Take from a notice what a list shows."""
    facts = notice.facts
    round_ = library.rounds[facts.round.name] if facts.round else None
    totals = Totals() if facts.withdrawn else notice.totals_on(library.as_of)
    return ListedNotice(
        id=notice.id,
        short_code=notice.short_code,
        title=facts.title,
        kind=facts.kind.value,
        unit=(facts.unit.name, library.units[facts.unit.name].label),
        round=(round_.id, round_.name) if round_ else None,
        published=facts.published.date(),
        description=notice.description,
        totals=totals,
        as_of=notice.as_of,
        overdue_as_of=library.as_of if totals.overdue else None,
        is_withdrawn=facts.withdrawn is not None,
        is_superseded=notice.id in library.superseded_by,
    )


def units(library: Library) -> tuple[ListedGroup, ...]:
    """Return every unit with its totals, in the order of the file."""
    by_unit = group(library.counted, "unit")
    return tuple(
        ListedGroup(
            id=unit.id,
            name=unit.name,
            kind=unit.kind,
            year=None,
            notices=len(mine),
            totals=library.totals(mine),
        )
        for unit in library.units.values()
        for mine in [by_unit.get(unit.id, [])]
    )


def rounds(library: Library) -> tuple[ListedGroup, ...]:
    """Return every round with its totals, newest first."""
    by_round = group(library.counted, "round")
    return tuple(
        ListedGroup(
            id=round_.id,
            name=round_.name,
            kind=round_.kind,
            year=round_.year,
            notices=len(mine),
            totals=library.totals(mine),
        )
        for round_ in library.rounds.values()
        for mine in [by_round.get(round_.id, [])]
    )


def by_letter(rows: Sequence[T], name: Callable[[T], str], tools: Tools) -> dict[str, list[T]]:
    """Sort by pinyin under the letters that occur, A to Z and then what begins with no letter."""
    keys = tools.readings([name(row) for row in rows])
    found: dict[str, list[T]] = {}
    for row in sorted(rows, key=lambda row: (keys[name(row)], name(row))):
        found.setdefault(pinyin.letter(keys[name(row)]), []).append(row)
    other = found.pop(pinyin.OTHER, None)
    return found | ({pinyin.OTHER: other} if other else {})


def figures_row(group: ListedGroup, route: str, tools: Tools) -> FiguresRow:
    """Show a unit or a round in a table of figures."""
    return FiguresRow(Link(group.name, tools.links.to(route)), progress(group.totals, tools.gettext))


def if_few(rows: Sequence[T]) -> tuple[T, ...]:
    """Return what can be chosen from at a glance, and nothing where that is too much."""
    return tuple(rows) if len(rows) <= FEW else ()


def numbered_title(title: str, number: int, tools: Tools) -> str:
    """Name a page of a list; the first bears the name of the list."""
    return title if number == 1 else tools.gettext("{title}, page {number}").format(title=title, number=number)


def numbered_crumb(name: str, number: int, tools: Tools) -> str:
    """Name a page of a list where the list itself has been named before."""
    return name if number == 1 else tools.gettext("Page {number}").format(number=number)


def numbered_frame(around: Surroundings, tools: Tools, column: Column, number: int) -> Frame:
    """Build the frame of a page of the list that is a whole column."""
    return frame(
        around,
        tools,
        column,
        title=numbered_title(column.name.text(tools.gettext), number, tools),
        crumb=numbered_crumb("", number, tools),
    )


def last_page(count: int, size: int) -> int:
    """Return on how many pages the rows of a list stand; an empty list is one empty page."""
    return max(1, -(-count // size))


def in_pages(rows: Sequence[T], size: int) -> Iterator[tuple[int, Sequence[T]]]:
    """Cut a list into numbered pages, see `last_page`."""
    for number in range(1, last_page(len(rows), size) + 1):
        yield number, rows[(number - 1) * size : number * size]
