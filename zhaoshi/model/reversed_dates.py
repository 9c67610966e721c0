"""Dates of a notice in an order in which they cannot be: a report before its inspection, a signature after publication.

They are held against each other only; that a day has not come at all is another matter, see `future_dates`.
"""

from collections.abc import Iterator
from datetime import date

from zhaoshi.model.fields import Path, label, place_of
from zhaoshi.model.notice_facts import Kind, NoticeFacts
from zhaoshi.problems import Location, Problem, doubt, msg
from zhaoshi.text.nodes import Node


def reversed_dates(facts: NoticeFacts, node: Node | None, at: Location) -> Iterator[Problem]:
    """Doubt each such date, at its field."""
    for code, field, day, before, limit in _not_before(facts):
        if day and limit and day < limit:
            yield doubt(
                place_of(NoticeFacts, node, *field) or at,
                code,
                msg(
                    "“{field}” {date} is earlier than “{before}” {limit}",
                    field=label(NoticeFacts, *field),
                    date=day,
                    before=label(NoticeFacts, *before),
                    limit=limit,
                ),
                msg("correct one of the two dates"),
            )
    published = facts.published.date()
    for code, field, day in _not_after_publication(facts):
        if day and day > published:
            yield doubt(
                place_of(NoticeFacts, node, *field) or at,
                code,
                msg(
                    "“{field}” {date} is later than “{after}” {limit}",
                    field=label(NoticeFacts, *field),
                    date=day,
                    after=label(NoticeFacts, "published"),
                    limit=published,
                ),
                msg("correct one of the two dates"),
            )


def _not_before(facts: NoticeFacts) -> Iterator[tuple[str, Path, date | None, Path, date | None]]:
    """Yield the code of a doubt, a field and its date, and the field before whose date it cannot be."""
    inspection, start, published = facts.inspection, ("inspection", "from"), facts.published.date()
    yield "notice.inspection-reversed", ("inspection", "to"), inspection.to, start, inspection.from_
    yield "notice.reported-early", ("inspection", "reported"), inspection.reported, start, inspection.from_
    for number, change in enumerate(facts.changes):
        yield "notice.changed-early", ("changes", number, "on"), change.on, ("published",), published
    if facts.withdrawn:
        yield "notice.withdrawn-early", ("withdrawn", "on"), facts.withdrawn.on, ("published",), published
    yield "notice.feedback-closed-early", ("feedback_until",), facts.feedback_until, ("published",), published


def _not_after_publication(facts: NoticeFacts) -> Iterator[tuple[str, Path, date | None]]:
    """Yield the code of a doubt, and a field with its date.

    A notice of what was found, or of what was done about it, follows its inspection; one of its beginning does not.
    """
    yield "notice.signed-late", ("signed", "on"), facts.signed.on
    if facts.kind in (Kind.FEEDBACK, Kind.PROGRESS):
        inspection = facts.inspection
        yield "notice.inspected-late", ("inspection", "from"), inspection.from_
        yield "notice.inspected-late", ("inspection", "to"), inspection.to
        yield "notice.inspected-late", ("inspection", "reported"), inspection.reported
