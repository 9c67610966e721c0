"""Dates of what has happened that lie behind the day for which a site is built.

Who reads a notice knows no day: what was read is remembered, and a doubt that depends on the day would grow stale.
So dates are held against each other when a notice is read, those of its facts against the publication
(`reversed_dates`), those of its ledger against 数据截至. The few that may come after these are held against the day
whenever a library is put together. Deadlines, reviews and timed publication may lie in the future.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from zhaoshi.model.article import Reply
from zhaoshi.model.fields import Path, label
from zhaoshi.model.ledger import Ledger
from zhaoshi.model.notice_facts import NoticeFacts
from zhaoshi.problems import Location, Problem, doubt, msg


class Dated(Struct, frozen=True):
    """A day on which something has happened, as far as a source says."""

    record: Any
    """Class of the record that holds it."""
    path: Path
    day: date | None

    @property
    def name(self) -> str:
        """Names it among the places of its record: `changes.0.on`."""
        return ".".join(map(str, self.path))


def dates_of_notice(facts: NoticeFacts, as_of: date | None) -> Iterator[Dated]:
    """Yield what of a notice may be later than its publication; `as_of` is the date of its ledger."""
    yield Dated(Ledger, ("as_of",), as_of)
    for number, change in enumerate(facts.changes):
        yield Dated(NoticeFacts, ("changes", number, "on"), change.on)
    if facts.withdrawn:
        yield Dated(NoticeFacts, ("withdrawn", "on"), facts.withdrawn.on)


def dates_of_reply(reply: Reply) -> Iterator[Dated]:
    """Yield when a question came in and was answered."""
    yield Dated(Reply, ("received",), reply.received)
    yield Dated(Reply, ("answered",), reply.answered)


def future_date(dated: Dated, at: Location, today: date) -> Problem:
    """Doubt a date that has not come."""
    return doubt(
        at,
        "date.future",
        msg(
            "“{field}” {date} has not come yet, taking {today} for today",
            field=label(dated.record, *dated.path),
            date=dated.day,
            today=today,
        ),
        msg("correct the date"),
    )
