"""The list of rounds, and the pages of each: its units side by side, and its notices."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.totals import Totals, sum_of
from zhaoshi.pages import columns, lists, words
from zhaoshi.pages.charts import BarChart, bar_chart
from zhaoshi.pages.frame import Frame, Surroundings, frame
from zhaoshi.pages.lists import ListedGroup
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import (
    FiguresRow,
    ListedNotice,
    NoticeCard,
    Pagination,
    Progress,
    group,
    notice_card,
    pagination,
    progress,
)


class IndexInputs(Struct, frozen=True, kw_only=True):
    """What the list of rounds is made from."""

    around: Surroundings
    as_of: date
    rounds: tuple[ListedGroup, ...]


class YearOfRounds(Struct, frozen=True, kw_only=True):
    """The rounds of one year."""

    year: int
    rounds: tuple[FiguresRow, ...]


class IndexView(Struct, frozen=True, kw_only=True):
    """What `pages/rounds.html` sees."""

    frame: Frame
    as_of: date
    totals: Totals
    """Of all of them."""
    years: tuple[YearOfRounds, ...]
    """Newest first."""


class RoundInputs(Struct, frozen=True, kw_only=True):
    """What a page of a round is made from; those behind the first have notices alone."""

    around: Surroundings
    as_of: date
    id: str
    name: str
    kind: str
    number: int
    count: int
    year: int | None = None
    from_: date | None = None
    to: date | None = None
    note: str = ""
    totals: Totals = Totals()
    units: tuple[ListedGroup, ...] = ()
    notices: tuple[ListedNotice, ...]


class RoundView(Struct, frozen=True, kw_only=True):
    """What `pages/round.html` sees; behind the first page, nothing but notices."""

    frame: Frame
    name: str
    kind: str
    year: int | None
    period: str
    """In words; may be empty."""
    note: str
    as_of: date
    progress: Progress | None
    units: tuple[FiguresRow, ...]
    """Every unit of the round; one without findings has no progress."""
    chart: BarChart | None
    """The same as a chart; None where fewer than two can be compared."""
    notices: tuple[NoticeCard, ...]
    """Newest first."""
    pagination: Pagination | None


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan the list and the pages of rounds."""
    yield Page(
        route=routes.ROUNDS,
        make=make,
        template="pages/rounds.html",
        inputs=IndexInputs(around=around, as_of=library.as_of, rounds=lists.rounds(library)),
    )
    by_round = group(library.notices, "round")
    counted = group(library.counted, "round")
    for round_ in library.rounds.values():
        mine = by_round.get(round_.id, [])
        by_unit = group(counted.get(round_.id, []), "unit")
        units = dict.fromkeys([unit.name for unit in round_.units] + list(by_unit))
        for number, some in lists.in_pages(mine, library.site.per_page):
            inputs = RoundInputs(
                around=around,
                as_of=library.as_of,
                id=round_.id,
                name=round_.name,
                kind=round_.kind,
                number=number,
                count=lists.last_page(len(mine), library.site.per_page),
                notices=tuple(lists.listed(notice, library) for notice in some),
            )
            if number == 1:
                inputs = replace(
                    inputs,
                    year=round_.year,
                    from_=round_.from_,
                    to=round_.to,
                    note=round_.note,
                    totals=library.totals(counted.get(round_.id, [])),
                    units=tuple(
                        ListedGroup(
                            id=id_,
                            name=library.units[id_].name,
                            kind=library.units[id_].kind,
                            year=None,
                            notices=len(by_unit.get(id_, [])),
                            totals=library.totals(by_unit.get(id_, [])),
                        )
                        for id_ in units
                    ),
                )
            yield Page(
                route=routes.numbered(routes.round_(round_.id), number),
                make=make,
                template="pages/round.html",
                inputs=inputs,
            )


def make(inputs: IndexInputs | RoundInputs, tools: Tools) -> IndexView | RoundView:
    """Build the view."""
    return _make_index(inputs, tools) if isinstance(inputs, IndexInputs) else _make_round(inputs, tools)


def _make_index(inputs: IndexInputs, tools: Tools) -> IndexView:
    years: dict[int, list[FiguresRow]] = {}
    for round_ in inputs.rounds:
        years.setdefault(round_.year or 0, []).append(lists.figures_row(round_, routes.round_(round_.id), tools))
    return IndexView(
        frame=frame(inputs.around, tools, columns.ROUNDS),
        as_of=inputs.as_of,
        totals=sum_of(round_.totals for round_ in inputs.rounds),
        years=tuple(YearOfRounds(year=year, rounds=tuple(rows)) for year, rows in years.items()),
    )


def _make_round(inputs: RoundInputs, tools: Tools) -> RoundView:
    language = inputs.around.site.language.value
    units = tuple(lists.figures_row(unit, routes.unit(unit.id), tools) for unit in inputs.units)
    route = routes.round_(inputs.id)
    return RoundView(
        frame=frame(
            inputs.around,
            tools,
            columns.ROUNDS,
            title=lists.numbered_title(inputs.name, inputs.number, tools),
            crumb=lists.numbered_crumb(inputs.name, inputs.number, tools),
            trail=[(inputs.name, route)] if inputs.number > 1 else (),
            description=tools.gettext("Units inspected in {round} and their progress").format(round=inputs.name),
        ),
        name=inputs.name,
        kind=inputs.kind,
        year=inputs.year,
        period=words.span(inputs.from_, inputs.to, tools.gettext, language),
        note=inputs.note,
        as_of=inputs.as_of,
        progress=progress(inputs.totals, tools.gettext),
        units=units,
        chart=bar_chart(units),
        notices=tuple(notice_card(notice, tools) for notice in inputs.notices),
        pagination=pagination(route, inputs.number, inputs.count, tools),
    )
