"""The list of all notices, newest first, and the same for each year."""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.summary import NoticeSummary
from zhaoshi.pages import columns, lists
from zhaoshi.pages.frame import Frame, Surroundings, frame
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import Link, ListedNotice, NoticeCard, Pagination, notice_card, pagination


class Inputs(Struct, frozen=True, kw_only=True):
    """What one page of a list is made from."""

    around: Surroundings
    year: int | None
    """None for the list of all notices."""
    number: int
    count: int
    total: int
    years: tuple[tuple[int, int], ...]
    """Every year that has notices, newest first, and how many."""
    notices: tuple[ListedNotice, ...]
    rounds: tuple[tuple[str, str], ...]
    """Id and name of the rounds that have notices in this list; empty where they are not few."""
    units: tuple[tuple[str, str], ...]


class Year(Struct, frozen=True, kw_only=True):
    """A year that has notices."""

    year: int
    href: str
    count: int
    """Notices of the year."""


class View(Struct, frozen=True, kw_only=True):
    """What `pages/notices.html` sees."""

    frame: Frame
    title: str
    """Of the list, without the number of the page."""
    year: int | None
    """None in the list of all notices."""
    total: int
    """Notices in the whole list."""
    notices: tuple[NoticeCard, ...]
    all_years: Link
    """The list of all notices."""
    years: tuple[Year, ...]
    """Newest first."""
    newer: Year | None
    """The next year that has notices; None in the newest, and in the list of all."""
    older: Year | None
    rounds: tuple[Link, ...]
    """Ways to narrow the list down; empty where there are too many to choose from."""
    units: tuple[Link, ...]
    every_round: Link
    every_unit: Link
    pagination: Pagination | None


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan the list of all notices and those of the years."""
    counts = Counter(notice.facts.published.year for notice in library.notices)
    years = tuple(sorted(counts.items(), reverse=True))
    yield from _list(library.notices, None, years, library, around)
    for year, _ in years:
        of_year = [notice for notice in library.notices if notice.facts.published.year == year]
        yield from _list(of_year, year, years, library, around)


def _list(
    notices: Sequence[NoticeSummary],
    year: int | None,
    years: tuple[tuple[int, int], ...],
    library: Library,
    around: Surroundings,
) -> Iterator[Page]:
    round_ids = {notice.facts.round.name for notice in notices if notice.facts.round}
    unit_ids = {notice.facts.unit.name for notice in notices}
    rounds = lists.if_few([(r.id, r.name) for r in library.rounds.values() if r.id in round_ids])
    units = lists.if_few([(u.id, u.label) for u in library.units.values() if u.id in unit_ids])
    for number, some in lists.in_pages(notices, library.site.per_page):
        yield Page(
            route=routes.numbered(_route(year), number),
            make=make,
            template="pages/notices.html",
            inputs=Inputs(
                around=around,
                year=year,
                number=number,
                count=lists.last_page(len(notices), library.site.per_page),
                total=len(notices),
                years=years,
                notices=tuple(lists.listed(notice, library) for notice in some),
                rounds=rounds,
                units=units,
            ),
        )


def _route(year: int | None) -> str:
    return routes.NOTICES if year is None else routes.notices_of(year)


def make(inputs: Inputs, tools: Tools) -> View:
    """Build the view."""
    to, gettext = tools.links.to, tools.gettext
    name = columns.NOTICES.name.text(gettext)
    short = gettext("year {year}").format(year=inputs.year) if inputs.year else ""
    title = gettext("Notices of {year}").format(year=inputs.year) if inputs.year else name
    years = [Year(year=year, href=to(routes.notices_of(year)), count=count) for year, count in inputs.years]
    at = next((i for i, year in enumerate(years) if year.year == inputs.year), None)
    return View(
        frame=frame(
            inputs.around,
            tools,
            columns.NOTICES,
            title=lists.numbered_title(title, inputs.number, tools),
            crumb=lists.numbered_crumb(short, inputs.number, tools),
            trail=[(short, _route(inputs.year))] if inputs.year and inputs.number > 1 else (),
        ),
        title=title,
        year=inputs.year,
        total=inputs.total,
        notices=tuple(notice_card(notice, tools) for notice in inputs.notices),
        all_years=Link(name, to(routes.NOTICES)),
        years=tuple(years),
        newer=years[at - 1] if at else None,
        older=years[at + 1] if at is not None and at + 1 < len(years) else None,
        rounds=tuple(Link(name, to(routes.round_(id_))) for id_, name in inputs.rounds),
        units=tuple(Link(name, to(routes.unit(id_))) for id_, name in inputs.units),
        every_round=Link(columns.ROUNDS.name.text(gettext), to(routes.ROUNDS)),
        every_unit=Link(columns.UNITS.name.text(gettext), to(routes.UNITS)),
        pagination=pagination(_route(inputs.year), inputs.number, inputs.count, tools),
    )
