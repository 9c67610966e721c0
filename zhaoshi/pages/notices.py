"""The list of all notices, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.pages import columns, lists
from zhaoshi.pages.frame import Frame, Surroundings, frame
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import Link, ListedNotice, NoticeCard, Pagination, notice_card, pagination


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What one page of the list is made from."""

    around: Surroundings
    number: int
    count: int
    total: int
    notices: tuple[ListedNotice, ...]
    rounds: tuple[tuple[str, str], ...]
    """Id and name of the rounds that have notices."""
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What `pages/notices.html` sees."""

    frame: Frame
    total: int
    """Notices in the whole list."""
    notices: tuple[NoticeCard, ...]
    rounds: tuple[Link, ...]
    """Ways to narrow the list down."""
    units: tuple[Link, ...]
    pagination: Pagination | None


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan the list."""
    cut = lists.in_pages([lists.listed(notice, library) for notice in library.notices], library.site.per_page)
    rounds = {n.facts.round.name for n in library.notices if n.facts.round}
    units = {n.facts.unit.name for n in library.notices}
    for number, rows in cut:
        yield Page(
            route=routes.numbered(routes.NOTICES, number),
            make=make,
            template="pages/notices.html",
            inputs=Inputs(
                around=around,
                number=number,
                count=len(cut),
                total=len(library.notices),
                notices=rows,
                rounds=tuple((r.id, r.name) for r in library.rounds.values() if r.id in rounds),
                units=tuple((u.id, u.label) for u in library.units.values() if u.id in units),
            ),
        )


def make(inputs: Inputs, tools: Tools) -> View:
    """Build the view."""
    to = tools.links.to
    title = "" if inputs.number == 1 else tools.gettext("Notices, page {number}").format(number=inputs.number)
    return View(
        frame=frame(inputs.around, tools, columns.NOTICES, title=title),
        total=inputs.total,
        notices=tuple(notice_card(notice, tools) for notice in inputs.notices),
        rounds=tuple(Link(name, to(routes.round_(id_))) for id_, name in inputs.rounds),
        units=tuple(Link(name, to(routes.unit(id_))) for id_, name in inputs.units),
        pagination=pagination(routes.NOTICES, inputs.number, inputs.count, tools),
    )
