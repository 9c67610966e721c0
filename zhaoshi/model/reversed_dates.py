"""Dates of a notice that are earlier than what must have come before them."""

from collections.abc import Iterator
from datetime import date

from zhaoshi.model.fields import label, place_of
from zhaoshi.model.notice_facts import NoticeFacts
from zhaoshi.problems import Location, Problem, doubt, msg
from zhaoshi.text.nodes import Node

Field = tuple[str | int, ...]
"""Path of a field, as for `place_of`."""


def reversed_dates(facts: NoticeFacts, node: Node | None, at: Location) -> Iterator[Problem]:
    """Doubt each such date, at its field."""
    for code, field, day, before, limit in _dates_in_order(facts):
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


def _dates_in_order(facts: NoticeFacts) -> Iterator[tuple[str, Field, date | None, Field, date | None]]:
    """Yield the code of a doubt, a field and its date, and the field before whose date it cannot be."""
    inspection, start, published = facts.inspection, ("inspection", "from"), facts.published.date()
    yield "notice.inspection-reversed", ("inspection", "to"), inspection.to, start, inspection.from_
    yield "notice.reported-early", ("inspection", "reported"), inspection.reported, start, inspection.from_
    for number, change in enumerate(facts.changes):
        yield "notice.changed-early", ("changes", number, "on"), change.on, ("published",), published
    if facts.withdrawn:
        yield "notice.withdrawn-early", ("withdrawn", "on"), facts.withdrawn.on, ("published",), published
    yield "notice.feedback-closed-early", ("feedback_until",), facts.feedback_until, ("published",), published
