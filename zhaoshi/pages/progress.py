"""Every open finding across notices, overdue ones first."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby, islice

import msgspec
from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.status import Status, Verdict
from zhaoshi.model.summary import OpenFinding
from zhaoshi.model.totals import Totals
from zhaoshi.pages import columns, lists, words
from zhaoshi.pages.frame import Frame, Surroundings
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import (
    Link,
    Pagination,
    Progress,
    StatusTag,
    pagination,
    progress,
    status_tag,
    verdict_tag,
)
from zhaoshi.pages.piles import Piles
from zhaoshi.problems import msg

SIZE = 100

OVERDUE, RETURNED = "overdue", "returned"
_TITLES = {
    OVERDUE: msg("Overdue"),
    RETURNED: msg("Returned by the inspectors"),
    **{status.value: label for status, label in words.STATUS.items() if status is not Status.COMPLETED},
}
_ORDER = [OVERDUE, RETURNED, "not_started", "in_progress", "phased", "long_term", "unstated"]


class Row(Struct, frozen=True, kw_only=True):
    """An open finding, its notice and its group."""

    group: str
    notice: str
    title: str
    unit: str
    ledger: date | None
    """The ledger's own date."""
    finding: msgspec.Raw
    """An encoded `OpenFinding`."""


_finding = msgspec.msgpack.Decoder(OpenFinding)


class Inputs(Struct, frozen=True, kw_only=True):
    """What one page of the list is made from."""

    around: Surroundings
    as_of: date
    number: int
    count: int
    totals: Totals
    groups: tuple[tuple[str, int, int], ...]
    """Key of each group, how many findings it has on all pages, and the number of the page on which it begins."""
    rows: tuple[Row, ...]


class OpenRow(Struct, frozen=True, kw_only=True):
    """An open finding in the list."""

    code: str
    """With official numerals."""
    title: str
    href: str
    notice: Link
    unit: str
    status: StatusTag
    verdict: StatusTag | None
    """None where the inspectors have not spoken."""
    owner: str
    deadline: date | None
    """None for long-term work, and where nothing is promised any more."""
    review: date | None
    """Day of the next review of long-term work."""
    days_over: int
    """Days past the deadline or the day of review; 0 where it is not overdue."""
    ledger: date | None
    """Day up to which the ledger of an overdue finding tells; None for others, and where there is no ledger."""


class Group(Struct, frozen=True, kw_only=True):
    """Open findings that are in the same state."""

    key: str
    title: str
    href: str
    """Where the group begins, which may be on another page."""
    count: int
    """Findings of the group on all pages."""
    rows: tuple[OpenRow, ...]
    """Those on this page; may be empty."""


class View(Struct, frozen=True, kw_only=True):
    """What `pages/progress.html` sees."""

    frame: Frame
    as_of: date
    progress: Progress | None
    """Of all findings, the completed ones included."""
    groups: tuple[Group, ...]
    """All of them, overdue first."""
    is_regrouped: bool
    """Whether findings stand in a group other than that of their status, so that groups and totals differ."""
    pagination: Pagination | None


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan the list. Within a group and a day, newest notice first and in document order."""
    with Piles[tuple[int, date], Row](Row, library.spool()) as piles:
        for row, finding in _rows(library):
            piles.add((_ORDER.index(row.group), finding.due or date.max), row)
        counts = piles.counts()
        groups: list[tuple[str, int, int]] = []
        before = 0
        for place, same in groupby(counts, key=lambda counted: counted[0][0]):
            count = sum(count for _, count in same)
            groups.append((_ORDER[place], count, before // SIZE + 1))
            before += count
        rows, totals = piles.rows(key for key, _ in counts), library.totals(library.counted)
        last = lists.last_page(before, SIZE)
        for number in range(1, last + 1):
            yield Page(
                route=routes.numbered(routes.PROGRESS, number),
                make=make,
                template="pages/progress.html",
                inputs=Inputs(
                    around=around,
                    as_of=library.as_of,
                    number=number,
                    count=last,
                    totals=totals,
                    groups=tuple(groups),
                    rows=tuple(islice(rows, SIZE)),
                ),
            )


def _rows(library: Library) -> Iterator[tuple[Row, OpenFinding]]:
    for notice in library.counted:
        if notice.is_open:
            details = library.details(notice.digest)
            unit = library.units[notice.facts.unit.name].label
            for encoded, finding in zip(details.encoded_findings, details.open_findings, strict=True):
                group = _group(finding, library.as_of)
                row = Row(
                    group=group,
                    notice=notice.id,
                    title=notice.facts.title,
                    unit=unit,
                    ledger=notice.as_of,
                    finding=encoded,
                )
                yield row, finding


def _group(finding: OpenFinding, as_of: date) -> str:
    if finding.due and finding.due < as_of:
        return OVERDUE
    return RETURNED if finding.verdict is Verdict.RETURNED else finding.status.value


def make(inputs: Inputs, tools: Tools) -> View:
    """Build the view."""
    groups: dict[str, list[OpenRow]] = {}
    for row in inputs.rows:
        groups.setdefault(row.group, []).append(_row(row, inputs.as_of, tools))
    return View(
        frame=lists.numbered_frame(inputs.around, tools, columns.PROGRESS, inputs.number),
        as_of=inputs.as_of,
        progress=progress(inputs.totals, tools.gettext),
        groups=tuple(
            Group(
                key=key,
                title=_TITLES[key].text(tools.gettext),
                href=tools.links.to(f"{routes.numbered(routes.PROGRESS, first)}#{key}"),
                count=count,
                rows=tuple(groups.get(key, ())),
            )
            for key, count, first in inputs.groups
        ),
        is_regrouped=any(key in (OVERDUE, RETURNED) for key, _, _ in inputs.groups),
        pagination=pagination(routes.PROGRESS, inputs.number, inputs.count, tools),
    )


def _row(row: Row, as_of: date, tools: Tools) -> OpenRow:
    finding, to = _finding.decode(row.finding), tools.links.to
    is_long_term = finding.status is Status.LONG_TERM
    days_over = (as_of - finding.due).days if finding.due and finding.due < as_of else 0
    return OpenRow(
        code=finding.shown,
        title=finding.title,
        href=to(routes.finding(row.notice, finding.code)),
        notice=Link(row.title, to(routes.notice(row.notice))),
        unit=row.unit,
        status=status_tag(finding.status, finding.written, tools.gettext),
        verdict=verdict_tag(finding.verdict, tools.gettext) if finding.verdict is not Verdict.UNVERIFIED else None,
        owner=finding.owner,
        deadline=None if is_long_term else finding.due,
        review=finding.due if is_long_term else None,
        days_over=days_over,
        ledger=row.ledger if days_over else None,
    )
