"""The home page: how much of what was found has been put right."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.totals import Totals
from zhaoshi.pages import lists, updates
from zhaoshi.pages.charts import BarChart, bar_chart
from zhaoshi.pages.frame import Frame, Surroundings, frame
from zhaoshi.pages.lists import ListedGroup
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import FiguresRow, ListedNotice, LogEntry, NoticeCard, Progress, notice_card, progress
from zhaoshi.pages.updates import Event

NEWEST = 6
MOST = 12
"""Rows of a table of units or rounds; where there are more, the rest stands in the index."""


class Inputs(Struct, frozen=True, kw_only=True):
    """What the home page is made from."""

    around: Surroundings
    as_of: date
    totals: Totals
    notices: int
    units: tuple[ListedGroup, ...]
    rounds: tuple[ListedGroup, ...]
    newest: tuple[ListedNotice, ...]
    updates: tuple[Event, ...]


class View(Struct, frozen=True, kw_only=True):
    """What `pages/home.html` sees."""

    frame: Frame
    organizer: str
    supervisor: str
    as_of: date
    """The day on which overdue findings were counted."""
    notices: int
    """How many notices are listed, those that were withdrawn included."""
    progress: Progress | None
    """Of all findings; None on a site without findings."""
    units: tuple[FiguresRow, ...]
    """Units that have findings, most findings first; not more than a dozen."""
    units_chart: BarChart | None
    """The same as a chart; None where fewer than two can be compared."""
    rounds: tuple[FiguresRow, ...]
    """Rounds that have findings, newest first; not more than a dozen."""
    rounds_chart: BarChart | None
    """The same as a chart; None where fewer than two can be compared."""
    newest: tuple[NoticeCard, ...]
    updates: tuple[LogEntry, ...]
    more_units: str
    """Address of the index; empty where every unit with findings is shown."""
    all_units: int
    """How many stand in the index."""
    more_rounds: str
    all_rounds: int
    more_notices: str
    more_updates: str
    open_findings: str
    contact: str


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan the home page."""
    yield Page(
        route=routes.HOME,
        make=make,
        template="pages/home.html",
        inputs=Inputs(
            around=around,
            as_of=library.as_of,
            totals=library.totals(library.counted),
            notices=len(library.notices),
            units=lists.units(library),
            rounds=lists.rounds(library),
            newest=tuple(lists.listed(notice, library) for notice in library.standing[:NEWEST]),
            updates=updates.newest(library, NEWEST),
        ),
    )


def make(inputs: Inputs, tools: Tools) -> View:
    """Build the view."""
    to = tools.links.to
    site = inputs.around.site
    units = sorted((unit for unit in inputs.units if unit.totals.found), key=lambda unit: -unit.totals.found)
    rounds = [round_ for round_ in inputs.rounds if round_.totals.found]
    unit_rows = tuple(lists.figures_row(unit, routes.unit(unit.id), tools) for unit in units[:MOST])
    round_rows = tuple(lists.figures_row(round_, routes.round_(round_.id), tools) for round_ in rounds[:MOST])
    return View(
        frame=frame(
            inputs.around,
            tools,
            None,
            keywords=site.keywords,
            json_ld={
                "@context": "https://schema.org",
                "@type": "WebSite",
                "name": site.name,
                "url": site.base_url,
                "inLanguage": site.language.value,
                "publisher": {"@type": "GovernmentOrganization", "name": site.organizer},
            },
        ),
        organizer=site.organizer,
        supervisor=site.supervisor,
        as_of=inputs.as_of,
        notices=inputs.notices,
        progress=progress(inputs.totals, tools.gettext),
        units=unit_rows,
        units_chart=bar_chart(unit_rows),
        rounds=round_rows,
        rounds_chart=bar_chart(round_rows),
        newest=tuple(notice_card(notice, tools) for notice in inputs.newest),
        updates=tuple(updates.log_entry(event, tools) for event in inputs.updates),
        more_units=to(routes.UNITS) if len(units) > MOST else "",
        all_units=len(inputs.units),
        more_rounds=to(routes.ROUNDS) if len(rounds) > MOST else "",
        all_rounds=len(inputs.rounds),
        more_notices=to(routes.NOTICES),
        more_updates=to(routes.UPDATES),
        open_findings=to(routes.PROGRESS),
        contact=to(routes.CONTACT),
    )
