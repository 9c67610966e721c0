"""What stands at the address of a notice that was withdrawn: that it was, when and why, and nothing of its text."""

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.notice_facts import Withdrawal
from zhaoshi.pages import columns
from zhaoshi.pages.frame import Article, Frame, Surroundings, frame
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import Link


class Inputs(Struct, frozen=True, kw_only=True):
    """What the page of a withdrawn notice is made from."""

    around: Surroundings
    title: str
    unit: tuple[str, str]
    published: datetime
    source: str
    withdrawn: Withdrawal
    superseded_by: tuple[str, str] | None
    """Id and title."""


class View(Struct, frozen=True, kw_only=True):
    """What `pages/withdrawn.html` sees."""

    frame: Frame
    title: str
    unit: Link
    published: datetime
    withdrawn_on: date
    reason: str
    superseded_by: Link | None
    contact: str
    """Address of the contact page."""


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan one page for each notice withdrawn."""
    for notice in library.notices:
        withdrawn = notice.facts.withdrawn
        if withdrawn is None:
            continue
        unit = library.units[notice.facts.unit.name]
        newer = library.superseded_by.get(notice.id)
        yield Page(
            route=routes.notice(notice.id),
            make=make,
            template="pages/withdrawn.html",
            inputs=Inputs(
                around=around,
                title=notice.facts.title,
                unit=(unit.id, unit.name),
                published=notice.facts.published,
                source=notice.source or unit.name,
                withdrawn=withdrawn,
                superseded_by=(newer.id, newer.facts.title) if newer else None,
            ),
        )


def make(inputs: Inputs, tools: Tools) -> View:
    """Build the view."""
    title = tools.gettext("{title} (withdrawn)").format(title=inputs.title)
    return View(
        frame=frame(
            inputs.around,
            tools,
            columns.NOTICES,
            title=title,
            crumb=tools.gettext("Withdrawn"),
            description=title,
            article=Article(
                title=inputs.title,
                published=inputs.published,
                source=inputs.source,
                modified=inputs.withdrawn.on,
            ),
        ),
        title=inputs.title,
        unit=Link(inputs.unit[1], tools.links.to(routes.unit(inputs.unit[0]))),
        published=inputs.published,
        withdrawn_on=inputs.withdrawn.on,
        reason=inputs.withdrawn.reason,
        superseded_by=(
            Link(inputs.superseded_by[1], tools.links.to(routes.notice(inputs.superseded_by[0])))
            if inputs.superseded_by
            else None
        ),
        contact=tools.links.to(routes.CONTACT),
    )
