"""The list of units, and the pages of each: its notices, round by round, and its totals."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.course import Course, joined
from zhaoshi.model.notice_facts import Kind
from zhaoshi.model.site import Contact
from zhaoshi.model.summary import NoticeSummary
from zhaoshi.model.totals import Totals, sum_of
from zhaoshi.pages import columns, lists
from zhaoshi.pages.frame import Frame, Surroundings, frame
from zhaoshi.pages.lists import ListedGroup
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import (
    ContactView,
    FiguresRow,
    Link,
    ListedNotice,
    NoticeCard,
    Pagination,
    Progress,
    contact_view,
    group,
    notice_card,
    pagination,
    progress,
)
from zhaoshi.pages.timelines import TimelineChart, timeline_chart


class IndexInputs(Struct, frozen=True, kw_only=True):
    """What the list of units is made from."""

    around: Surroundings
    as_of: date
    units: tuple[ListedGroup, ...]


class Letter(Struct, frozen=True, kw_only=True):
    """The units under one letter."""

    letter: str
    """A to Z, or #."""
    id: str
    """Of its heading."""
    units: tuple[FiguresRow, ...]


class IndexView(Struct, frozen=True, kw_only=True):
    """What `pages/units.html` sees."""

    frame: Frame
    as_of: date
    totals: Totals
    """Of all of them."""
    kinds: tuple[tuple[str, tuple[FiguresRow, ...]], ...]
    """Units by kind, in the order of the file; the kind may be empty. None where there are many units."""
    letters: tuple[Letter, ...]
    """Where there are many units: A to Z by pinyin, then what begins with no letter."""
    by_kind: tuple[tuple[str, tuple[Link, ...]], ...]
    """The same units by kind, without figures."""


class UnitInputs(Struct, frozen=True, kw_only=True):
    """What a page of a unit is made from; those behind the first have notices alone."""

    around: Surroundings
    as_of: date
    id: str
    name: str
    kind: str
    number: int
    count: int
    note: str = ""
    contact: Contact | None = None
    totals: Totals = Totals()
    course: Course = Course()
    rounds: tuple[tuple[tuple[str, str] | None, tuple[ListedNotice, ...]], ...]
    """Id and name of each round, newest first, with its notices in the order of the inspection's steps."""


class RoundOfUnit(Struct, frozen=True, kw_only=True):
    """The public steps of one inspection."""

    round: Link | None
    """None for notices outside a round."""
    notices: tuple[NoticeCard, ...]
    """In the order of the steps: announced, findings reported, progress."""


class UnitView(Struct, frozen=True, kw_only=True):
    """What `pages/unit.html` sees; behind the first page, nothing but notices."""

    frame: Frame
    name: str
    kind: str
    note: str
    as_of: date
    progress: Progress | None
    timeline: TimelineChart | None
    """None where too few days are known."""
    rounds: tuple[RoundOfUnit, ...]
    pagination: Pagination | None
    contact: ContactView | None
    feed: Link


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan the list and the pages of units."""
    yield Page(
        route=routes.UNITS,
        make=make,
        template="pages/units.html",
        inputs=IndexInputs(around=around, as_of=library.as_of, units=lists.units(library)),
    )
    by_unit = group(library.notices, "unit")
    counted = group(library.counted, "unit")
    for unit in library.units.values():
        mine = _in_rounds(by_unit.get(unit.id, []), library)
        for number, some in lists.in_pages(mine, library.site.per_page):
            inputs = UnitInputs(
                around=around,
                as_of=library.as_of,
                id=unit.id,
                name=unit.name,
                kind=unit.kind,
                number=number,
                count=lists.last_page(len(mine), library.site.per_page),
                rounds=_rounds(some, library),
            )
            if number == 1:
                inputs = replace(
                    inputs,
                    note=unit.note,
                    contact=unit.contact,
                    totals=library.totals(counted.get(unit.id, [])),
                    course=joined(notice.course for notice in counted.get(unit.id, [])),
                )
            yield Page(
                route=routes.numbered(routes.unit(unit.id), number),
                make=make,
                template="pages/unit.html",
                inputs=inputs,
            )


def _in_rounds(notices: list[NoticeSummary], library: Library) -> list[NoticeSummary]:
    """Sort by round, newest first and those of none last, and within it in the order of the inspection's steps."""
    place, steps = {id_: number for number, id_ in enumerate(library.rounds)}, list(Kind)
    return sorted(
        notices,
        key=lambda notice: (
            place[notice.facts.round.name] if notice.facts.round else len(place),
            steps.index(notice.facts.kind),
            notice.facts.published,
            notice.id,
        ),
    )


def _rounds(
    notices: Iterable[NoticeSummary], library: Library
) -> tuple[tuple[tuple[str, str] | None, tuple[ListedNotice, ...]], ...]:
    return tuple(
        (
            (id_, library.rounds[id_].name) if id_ else None,
            tuple(lists.listed(notice, library) for notice in mine),
        )
        for id_, mine in groupby(notices, key=lambda notice: notice.facts.round.name if notice.facts.round else "")
    )


def make(inputs: IndexInputs | UnitInputs, tools: Tools) -> IndexView | UnitView:
    """Build the view."""
    return _make_index(inputs, tools) if isinstance(inputs, IndexInputs) else _make_unit(inputs, tools)


def _make_index(inputs: IndexInputs, tools: Tools) -> IndexView:
    many = len(inputs.units) >= lists.MANY_UNITS
    kinds: dict[str, list[ListedGroup]] = {}
    for unit in inputs.units:
        kinds.setdefault(unit.kind, []).append(unit)
    letters = lists.by_letter(inputs.units, name=lambda unit: unit.name, tools=tools) if many else {}
    return IndexView(
        frame=frame(inputs.around, tools, columns.UNITS),
        as_of=inputs.as_of,
        totals=sum_of(unit.totals for unit in inputs.units),
        kinds=() if many else tuple((kind, _figures(units, tools)) for kind, units in kinds.items()),
        letters=tuple(
            Letter(letter=letter, id=routes.letter_anchor(letter), units=_figures(units, tools, with_kind=True))
            for letter, units in letters.items()
        ),
        by_kind=tuple(
            (kind, tuple(Link(unit.name, tools.links.to(routes.unit(unit.id))) for unit in units))
            for kind, units in kinds.items()
            if many and len(kinds) > 1
        ),
    )


def _figures(units: Sequence[ListedGroup], tools: Tools, *, with_kind: bool = False) -> tuple[FiguresRow, ...]:
    rows = ((unit, lists.figures_row(unit, routes.unit(unit.id), tools)) for unit in units)
    return tuple(replace(row, kind=unit.kind) if with_kind else row for unit, row in rows)


def _make_unit(inputs: UnitInputs, tools: Tools) -> UnitView:
    to = tools.links.to
    route = routes.unit(inputs.id)
    feed_title = tools.gettext("Notices and replies on {unit}").format(unit=inputs.name)
    return UnitView(
        frame=frame(
            inputs.around,
            tools,
            columns.UNITS,
            title=lists.numbered_title(inputs.name, inputs.number, tools),
            crumb=lists.numbered_crumb(inputs.name, inputs.number, tools),
            trail=[(inputs.name, route)] if inputs.number > 1 else (),
            description=tools.gettext("Notices and rectification progress of {unit}").format(unit=inputs.name),
            feeds=[(feed_title, routes.unit_feed(inputs.id, "xml"))],
        ),
        name=inputs.name,
        kind=inputs.kind,
        note=inputs.note,
        as_of=inputs.as_of,
        progress=progress(inputs.totals, tools.gettext),
        timeline=timeline_chart(inputs.course, tools.gettext, inputs.around.site.language.value),
        rounds=tuple(
            RoundOfUnit(
                round=Link(round_[1], to(routes.round_(round_[0]))) if round_ else None,
                notices=tuple(notice_card(notice, tools) for notice in notices),
            )
            for round_, notices in inputs.rounds
        ),
        pagination=pagination(route, inputs.number, inputs.count, tools),
        contact=contact_view(inputs.contact, inputs.name) if inputs.contact else None,
        feed=Link(feed_title, to(routes.unit_feed(inputs.id, "xml"))),
    )
