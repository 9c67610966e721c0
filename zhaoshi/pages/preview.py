"""The picture that stands for a page where its address is shared: one a notice, and one of the whole site."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.notice_facts import Kind
from zhaoshi.model.summary import NoticeSummary
from zhaoshi.model.totals import Totals
from zhaoshi.pages import words
from zhaoshi.pages.frame import Surroundings
from zhaoshi.pages.page import Page, Tools
from zhaoshi.problems import Gettext

if TYPE_CHECKING:
    from zhaoshi.drawing.card import Card


class PictureInputs(Struct, frozen=True, kw_only=True):
    """Exactly what is drawn, so that a picture is drawn anew only when it looks different."""

    language: str
    site: str
    kind: Kind | None
    """None on the picture of the whole site."""
    title: str
    under: str
    """The unit; the publisher on the picture of the whole site."""
    shares: tuple[tuple[str, int], ...]
    """Statuses that occur, in the site's order, and how many findings have each."""
    returned: int
    overdue: int
    """A number and not the day on which it was counted, so that the picture changes with it and not daily."""
    as_of: tuple[date, date] | None
    """Dates of the oldest and the newest ledger; None where there is none."""
    published: date | None
    """Of a notice without a ledger."""


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan the pictures; none where they cannot be drawn."""
    if not around.has_pictures:
        return
    site = library.site
    totals = library.totals(library.counted)
    yield Page(
        route=routes.PREVIEW,
        make=make,
        inputs=PictureInputs(
            language=site.language.value,
            site=site.name,
            kind=None,
            title=site.name,
            under=site.organizer,
            shares=_shares(totals),
            returned=totals.returned,
            overdue=totals.overdue,
            as_of=_span(totals),
            published=None,
        ),
    )
    for notice in library.standing:
        if has_picture(around, draft=notice.facts.draft):
            yield Page(route=routes.notice_preview(notice.id), make=make, inputs=_inputs(notice, library))


def has_picture(around: Surroundings, *, draft: bool) -> bool:
    """Whether a notice has a picture of its own: nobody is to pass a draft on."""
    return around.has_pictures and not draft


def _inputs(notice: NoticeSummary, library: Library) -> PictureInputs:
    facts, totals = notice.facts, notice.totals_on(library.as_of)
    return PictureInputs(
        language=library.site.language.value,
        site=library.site.name,
        kind=facts.kind,
        title=facts.title,
        under=library.units[facts.unit.name].name,
        shares=_shares(totals),
        returned=totals.returned,
        overdue=totals.overdue,
        as_of=_span(totals),
        published=None if notice.as_of else facts.published.date(),
    )


def _span(totals: Totals) -> tuple[date, date] | None:
    return (totals.oldest, totals.newest) if totals.oldest and totals.newest else None


def _shares(totals: Totals) -> tuple[tuple[str, int], ...]:
    return tuple((status.value, count) for status in words.STATUS if (count := totals.of(status)))


def make(inputs: PictureInputs, tools: Tools) -> bytes:
    """Draw the picture."""
    from zhaoshi.drawing.card import draw

    return draw(card(inputs, tools.gettext), tools.typeface())


def card(inputs: PictureInputs, gettext: Gettext) -> "Card":
    """Put what is drawn into words."""
    from zhaoshi.drawing.card import Card

    labels = {status.value: label.text(gettext) for status, label in words.STATUS.items()}
    found = sum(count for _, count in inputs.shares)
    share = gettext("{status} {count}")
    if found and (inputs.as_of or inputs.kind is None):
        headline = gettext("Findings: {count}").format(count=found)
    elif found:
        headline = gettext("Findings: {count}, no ledger yet").format(count=found)
    elif inputs.kind is None:
        headline = gettext("No findings published yet")
    else:
        headline = gettext("Without a rectification ledger")
    day = ""
    if inputs.as_of:
        oldest, newest = (words.day(day, inputs.language) for day in inputs.as_of)
        if oldest == newest:
            day = gettext("Ledger as of {day}").format(day=newest)
        else:
            day = gettext("Ledgers as of {oldest} to {newest}").format(oldest=oldest, newest=newest)
    elif inputs.published:
        day = gettext("Published on {day}").format(day=words.day(inputs.published, inputs.language))
    return Card(
        site=inputs.site if inputs.kind else inputs.under,
        kind=words.KIND[inputs.kind].text(gettext) if inputs.kind else "",
        title=inputs.title,
        under=inputs.under if inputs.kind else "",
        headline=headline,
        day=day,
        segments=tuple(
            (status, count, share.format(status=labels[status], count=count)) for status, count in inputs.shares
        ),
        warnings=tuple(
            share.format(status=name, count=count)
            for name, count in (
                (gettext("Returned by the inspectors"), inputs.returned),
                (gettext("Overdue"), inputs.overdue),
            )
            if count
        ),
    )
