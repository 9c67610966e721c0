"""The log of everything that changed: publications, changes, withdrawals, steps of ledgers, replies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.notice import ChangeKind
from zhaoshi.pages import columns
from zhaoshi.pages.frame import Frame, Surroundings, frame
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import Link, LogEntry
from zhaoshi.problems import Message, msg
from zhaoshi.text.codes import SectionCode

NEWEST = 50


class EventKind(StrEnum):
    """What happened, the weightiest first."""

    WITHDRAWN = "withdrawn"
    MAJOR_CHANGE = "major_change"
    PUBLISHED = "published"
    MINOR_CHANGE = "minor_change"
    PROGRESS = "progress"


LABELS: dict[EventKind, Message] = {
    EventKind.WITHDRAWN: msg("Withdrawn"),
    EventKind.MAJOR_CHANGE: msg("Major change"),
    EventKind.PUBLISHED: msg("Published"),
    EventKind.MINOR_CHANGE: msg("Minor change"),
    EventKind.PROGRESS: msg("Progress"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to one notice on one day."""

    on: date
    kind: EventKind
    notice: str
    title: str
    unit: str
    note: str = ""
    steps: tuple[tuple[SectionCode, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a page of the log is made from."""

    around: Surroundings
    month: tuple[int, int] | None
    """Year and month; None for the newest entries."""
    events: tuple[Event, ...]
    months: tuple[tuple[int, int], ...]
    """Every month that has a page, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What `pages/updates.html` sees."""

    frame: Frame
    month: str
    """In words; empty on the page of the newest entries."""
    entries: tuple[LogEntry, ...]
    """Newest first."""
    months: tuple[Link, ...]


def events(library: Library) -> tuple[Event, ...]:
    """Return everything that happened, newest first."""
    found = []
    for notice in library.notices:
        facts = notice.facts
        unit = library.units[facts.unit.name].label

        def event(
            on: date,
            kind: EventKind,
            note: str = "",
            steps: tuple[tuple[SectionCode, str, str], ...] = (),
            *,
            id_: str = notice.id,
            title: str = facts.title,
            unit: str = unit,
        ) -> Event:
            return Event(on=on, kind=kind, notice=id_, title=title, unit=unit, note=note, steps=steps)

        found.append(event(facts.published.date(), EventKind.PUBLISHED))
        if facts.withdrawn:
            found.append(event(facts.withdrawn.on, EventKind.WITHDRAWN, facts.withdrawn.reason))
            continue
        for change in facts.changes:
            kind = EventKind.MAJOR_CHANGE if change.kind is ChangeKind.MAJOR else EventKind.MINOR_CHANGE
            found.append(event(change.on, kind, change.note))
        found += [event(step.on, EventKind.PROGRESS, "", step.steps) for step in notice.log]
    order = list(EventKind)
    return tuple(sorted(found, key=lambda e: (-e.on.toordinal(), order.index(e.kind), e.notice)))


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan the newest entries, and one page a month with all of them."""
    everything = events(library)
    by_month: dict[tuple[int, int], list[Event]] = {}
    for event in everything:
        by_month.setdefault((event.on.year, event.on.month), []).append(event)
    months = tuple(by_month)
    chosen: list[tuple[str, tuple[int, int] | None, tuple[Event, ...]]] = [(routes.UPDATES, None, everything[:NEWEST])]
    chosen += [(routes.month(*month), month, tuple(found)) for month, found in by_month.items()]
    for route, month, found in chosen:
        yield Page(
            route=route,
            make=make,
            template="pages/updates.html",
            inputs=Inputs(around=around, month=month, events=tuple(found), months=months),
        )


def make(inputs: Inputs, tools: Tools) -> View:
    """Build the view."""
    title = _month(inputs.month, tools) if inputs.month else ""
    return View(
        frame=frame(inputs.around, tools, columns.UPDATES, title=title),
        month=title,
        entries=tuple(log_entry(event, tools) for event in inputs.events),
        months=tuple(Link(_month(month, tools), tools.links.to(routes.month(*month))) for month in inputs.months),
    )


def _month(month: tuple[int, int], tools: Tools) -> str:
    return tools.gettext("{year}-{month:02}").format(year=month[0], month=month[1])


def log_entry(event: Event, tools: Tools) -> LogEntry:
    """Show an event in a log."""
    to = tools.links.to
    return LogEntry(
        on=event.on,
        kind=LABELS[event.kind].text(tools.gettext),
        title=event.title,
        href=to(routes.notice(event.notice)),
        unit=event.unit,
        note=event.note,
        steps=tuple((shown, to(routes.finding(event.notice, code)), title) for code, shown, title in event.steps),
    )
