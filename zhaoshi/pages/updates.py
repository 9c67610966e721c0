"""The log of everything that changed: publications, changes, withdrawals, replies, steps and states of ledgers."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache
from heapq import nsmallest
from itertools import chain, groupby, islice
from operator import attrgetter, itemgetter

import msgspec
from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.notice_facts import ChangeKind
from zhaoshi.model.steps import StepKind
from zhaoshi.model.summary import NO_STEPS, NoticeSummary, steps_of
from zhaoshi.model.totals import Totals
from zhaoshi.pages import columns, lists, words
from zhaoshi.pages.frame import Frame, Surroundings, frame
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import Link, LogEntry, LogStep, Pagination, pagination
from zhaoshi.pages.piles import Piles
from zhaoshi.pages.timeline import TITLES
from zhaoshi.problems import Gettext, Message, msg

SIZE = 50
"""Entries on one page."""

Month = tuple[int, int]
"""Year and month."""


class EventKind(StrEnum):
    """What happened, the weightiest first."""

    WITHDRAWN = "withdrawn"
    MAJOR_CHANGE = "major_change"
    PUBLISHED = "published"
    REPLY = "reply"
    MINOR_CHANGE = "minor_change"
    PROGRESS = "progress"
    VERDICT = "verdict"


LABELS: dict[EventKind, Message] = {
    EventKind.WITHDRAWN: msg("Withdrawn"),
    EventKind.MAJOR_CHANGE: msg("Major change"),
    EventKind.PUBLISHED: msg("Published"),
    EventKind.REPLY: msg("Reply"),
    EventKind.MINOR_CHANGE: msg("Minor change"),
    EventKind.PROGRESS: msg("Progress"),
    EventKind.VERDICT: msg("Verification"),
}


class Event(Struct, frozen=True, kw_only=True):
    """One thing that happened on one day."""

    on: date
    kind: EventKind
    route: str
    """Of the notice that it happened to, or of the reply."""
    title: str
    unit: str
    """Empty for a reply that is not about a notice."""
    note: str = ""
    steps: msgspec.Raw = NO_STEPS
    """Of the ledger, encoded; see `summary.steps_of`."""
    totals: Totals | None = None
    """On the day of the ledger, the state that it gives."""


class Inputs(Struct, frozen=True, kw_only=True):
    """What a page of the log is made from."""

    around: Surroundings
    month: Month | None
    """None for the newest entries."""
    number: int
    count: int
    events: tuple[Event, ...]
    months: tuple[Month, ...]
    """Every month that has a page, newest first."""


_STOPS = "。．；：，"
"""What may end the title of a finding, and would stand before what was done."""

_RANK = {kind: rank for rank, kind in enumerate(EventKind)}


class MonthLink(Struct, frozen=True, kw_only=True):
    """A month that has a page."""

    text: str
    """Without the year."""
    href: str
    is_current: bool


class MonthsOfYear(Struct, frozen=True, kw_only=True):
    """The months of one year that have a page."""

    year: int
    months: tuple[MonthLink, ...]
    """Newest first."""


class View(Struct, frozen=True, kw_only=True):
    """What `pages/updates.html` sees."""

    frame: Frame
    month: str
    """In words; empty on the page of the newest entries."""
    entries: tuple[LogEntry, ...]
    """Newest first."""
    years: tuple[MonthsOfYear, ...]
    """Months that have a page, newest first; on the page of a month those of its year."""
    other_years: tuple[Link, ...]
    """The newest month of each other year, by the year; none on the page of the newest entries."""
    pagination: Pagination | None


def newest(library: Library, count: int) -> tuple[Event, ...]:
    """Return the last things that happened, newest first."""
    found = nsmallest(count, _replies(library), key=_order)
    latest = {notice.id: _latest(notice, library.as_of) for notice in library.notices}
    for notice in sorted(library.notices, key=lambda notice: latest[notice.id], reverse=True):
        if len(found) == count and latest[notice.id] < found[-1].on:
            break
        found = nsmallest(count, chain(found, _events(notice, library)), key=_order)
    return tuple(found)


def _latest(notice: NoticeSummary, today: date) -> date:
    """Return a day after which nothing happened to a notice."""
    facts = notice.facts
    withdrawn = facts.withdrawn.on if facts.withdrawn else None
    days = [*(change.on for change in facts.changes), withdrawn, notice.last_step, notice.as_of]
    return max([facts.published.date(), *(min(day, today) for day in days if day)])


def _replies(library: Library) -> Iterator[Event]:
    """Yield every answer that was given; a day that has not come is a slip."""
    units = {notice.id: library.units[notice.facts.unit.name].label for notice in library.notices}
    for reply in library.replies:
        if reply.answered and reply.answered <= library.as_of:
            yield Event(
                on=reply.answered,
                kind=EventKind.REPLY,
                route=routes.reply(reply.id),
                title=reply.title,
                unit=units[reply.notice.name] if reply.notice else "",
            )


def _events(notice: NoticeSummary, library: Library) -> Iterator[Event]:
    """Yield everything that happened to a notice."""
    route, title, unit = routes.notice(notice.id), notice.facts.title, library.units[notice.facts.unit.name].label
    for on, kind, note, steps in _happened(notice, library):
        totals = notice.totals if kind is EventKind.PROGRESS and on == notice.news_on else None
        yield Event(on=on, kind=kind, route=route, title=title, unit=unit, note=note, steps=steps, totals=totals)


def _happened(notice: NoticeSummary, library: Library) -> Iterator[tuple[date, EventKind, str, msgspec.Raw]]:
    """Yield what is known of a notice by a day; a day that has not come is a slip."""
    return (event for event in _dated(notice, library) if event[0] <= library.as_of or event[1] is EventKind.PUBLISHED)


def _dated(notice: NoticeSummary, library: Library) -> Iterator[tuple[date, EventKind, str, msgspec.Raw]]:
    facts = notice.facts
    yield facts.published.date(), EventKind.PUBLISHED, "", NO_STEPS
    if facts.withdrawn:
        yield facts.withdrawn.on, EventKind.WITHDRAWN, facts.withdrawn.reason, NO_STEPS
        return
    for change in facts.changes:
        kind = EventKind.MAJOR_CHANGE if change.kind is ChangeKind.MAJOR else EventKind.MINOR_CHANGE
        yield change.on, kind, change.note, NO_STEPS
    log = library.details(notice.digest).log if notice.last_step else ()
    steps = {(entry.on, entry.is_verdict): entry.encoded_steps for entry in log}
    if notice.news_on:
        steps.setdefault((notice.news_on, False), NO_STEPS)
    for (on, is_verdict), encoded in steps.items():
        yield on, EventKind.VERDICT if is_verdict else EventKind.PROGRESS, "", encoded


def _when(event: Event) -> tuple[int, int]:
    """Return what events are sorted by, newest first; those of one day and kind stand by their notices."""
    return -event.on.toordinal(), _RANK[event.kind]


def _order(event: Event) -> tuple[int, int, str]:
    return *_when(event), event.route


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan the newest entries, and all of them month by month."""
    with Piles[tuple[int, int], Event](Event, library.spool()) as piles:
        for notice in sorted(library.notices, key=lambda notice: routes.notice(notice.id)):
            for event in _events(notice, library):
                piles.add(_when(event), event)
        for event in sorted(_replies(library), key=attrgetter("route")):
            piles.add(_when(event), event)
        by_month = {month: dict(same) for month, same in groupby(piles.counts(), key=_month_of)}
        months = tuple(by_month)
        found = newest(library, SIZE)
        yield from _cut(None, len(found), iter(found), months, around)
        for month, keys in by_month.items():
            yield from _cut(month, sum(keys.values()), piles.rows(keys), months, around)


def _month_of(counted: tuple[tuple[int, int], int]) -> Month:
    """Return the month of a key and its count; see `_when`."""
    day = date.fromordinal(-counted[0][0])
    return day.year, day.month


def _cut(
    month: Month | None, count: int, events: Iterator[Event], months: tuple[Month, ...], around: Surroundings
) -> Iterator[Page]:
    last = lists.last_page(count, SIZE)
    for number in range(1, last + 1):
        some = tuple(islice(events, SIZE))
        yield Page(
            route=routes.numbered(_route(month), number),
            make=make,
            template="pages/updates.html",
            inputs=Inputs(around=around, month=month, number=number, count=last, events=some, months=months),
        )


def _route(month: Month | None) -> str:
    return routes.month(*month) if month else routes.UPDATES


def make(inputs: Inputs, tools: Tools) -> View:
    """Build the view."""
    title = _month(inputs.month, tools) if inputs.month else ""
    of_year = {year: list(months) for year, months in groupby(inputs.months, key=itemgetter(0))}
    shown = [inputs.month[0]] if inputs.month else list(of_year)
    return View(
        frame=frame(
            inputs.around,
            tools,
            columns.UPDATES,
            title=lists.numbered_title(title, inputs.number, tools),
            crumb=lists.numbered_crumb(title, inputs.number, tools),
            trail=[(title, _route(inputs.month))] if inputs.number > 1 else (),
        ),
        month=title,
        entries=tuple(log_entry(event, tools) for event in inputs.events),
        years=tuple(
            MonthsOfYear(year=year, months=tuple(_link(month, inputs, tools) for month in of_year[year]))
            for year in shown
        ),
        other_years=tuple(
            Link(tools.gettext("year {year}").format(year=year), tools.links.to(routes.month(*months[0])))
            for year, months in of_year.items()
            if year not in shown
        ),
        pagination=pagination(_route(inputs.month), inputs.number, inputs.count, tools),
    )


def _link(month: Month, inputs: Inputs, tools: Tools) -> MonthLink:
    return MonthLink(
        text=tools.gettext("month {month:02}").format(month=month[1]),
        href=tools.links.to(routes.month(*month)),
        is_current=month == inputs.month,
    )


def _month(month: Month, tools: Tools) -> str:
    return tools.gettext("{year}-{month:02}").format(year=month[0], month=month[1])


def log_entry(event: Event, tools: Tools) -> LogEntry:
    """Show an event in a log."""
    href, note, gettext = tools.links.to(event.route), event.note, tools.gettext
    if event.totals:
        state = words.state(event.totals, gettext)
        note = gettext("The ledger was brought up to this day. {state}").format(state=state)
    return LogEntry(
        on=event.on,
        kind=LABELS[event.kind].text(gettext),
        title=event.title,
        href=href,
        unit=event.unit,
        note=note,
        steps=tuple(
            [
                LogStep(
                    code=shown,
                    text=_text(finding, _title(kind, beside, gettext) if kind in TITLES else beside, gettext),
                    href=f"{href}#{routes.anchor(code)}",
                )
                for code, shown, finding, kind, beside in steps_of(event.steps)
            ]
        ),
    )


def _text(finding: str, step: str, gettext: Gettext) -> str:
    """Say what was done about a finding; of what is no finding itself only the code is shown before it."""
    return gettext("{finding}: {step}").format(finding=finding.rstrip(_STOPS), step=step) if finding else step


@lru_cache(1000)
def _title(kind: StepKind, beside: str, gettext: Gettext) -> str:
    title = TITLES[kind].text(gettext)
    return gettext("{title} ({beside})").format(title=title, beside=beside) if beside else title
