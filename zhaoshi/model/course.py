"""When findings became known, were to be done and were completed, as far as anybody has stated it."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from zhaoshi.model.ledger import LedgerItem
from zhaoshi.model.notice_facts import NoticeFacts
from zhaoshi.model.status import Status


class Course(Struct, frozen=True, array_like=True, kw_only=True):
    """The dated side of a set of findings.

    `promised` and `completed` speak of the same findings, so that they can be held against each other; those left out
    of both are counted below them. Long-term work is in neither: it is never counted as completed.
    """

    found: tuple[tuple[date, int], ...] = ()
    """Days on which findings became known, sorted, and how many."""
    promised: tuple[date, ...] = ()
    """The day by which each was to be done, sorted."""
    completed: tuple[date, ...] = ()
    """The day on which each was completed, sorted; none behind the date of its ledger."""
    as_of: date | None = None
    """Date of the newest ledger; None where there is none."""
    long_term: int = 0
    undated: int = 0
    """Completed, but nobody says when; in neither of the two."""
    later: int = 0
    """Completed on a day behind the date of the ledger, which cannot be; in neither of the two."""
    without_deadline: int = 0
    """Completed without a deadline; they stand among the promised on the day of completion, neither early nor late."""
    unpromised: int = 0
    """Open without a deadline, or without a ledger entry; in neither of the two."""


def known_since(facts: NoticeFacts, completed: Iterable[date], as_of: date | None) -> date:
    """Return the day on which the findings of a notice were known.

    It is the day on which they were reported, else the end of the inspection, else that of publication; never later
    than the first completion or the date of the ledger, by which they must have been known.
    """
    stated = facts.inspection.reported or facts.inspection.to or facts.published.date()
    return min([stated, *completed, *([as_of] if as_of else [])])


def course_of(items: Iterable[LedgerItem | None], facts: NoticeFacts, as_of: date | None) -> Course:
    """Take the dates of one notice's findings; `items` are their ledger entries, None where there is none."""
    entries = list(items)
    promised: list[date] = []
    completed: list[date] = []
    long_term = undated = later = without_deadline = unpromised = 0
    for item in entries:
        if item and item.status.status is Status.LONG_TERM:
            long_term += 1
        elif item and item.status.status is Status.COMPLETED:
            if item.completed is None:
                undated += 1
            elif as_of and item.completed > as_of:
                later += 1
            else:
                completed.append(item.completed)
                promised.append(item.deadline or item.completed)
                without_deadline += item.deadline is None
        elif item and item.deadline:
            promised.append(item.deadline)
        else:
            unpromised += 1
    return Course(
        found=((known_since(facts, completed, as_of), len(entries)),) if entries else (),
        promised=tuple(sorted(promised)),
        completed=tuple(sorted(completed)),
        as_of=as_of,
        long_term=long_term,
        undated=undated,
        later=later,
        without_deadline=without_deadline,
        unpromised=unpromised,
    )


def joined(courses: Iterable[Course]) -> Course:
    """Join the courses of several notices."""
    parts = list(courses)
    return Course(
        found=tuple(sorted(day for part in parts for day in part.found)),
        promised=tuple(sorted(day for part in parts for day in part.promised)),
        completed=tuple(sorted(day for part in parts for day in part.completed)),
        as_of=max((part.as_of for part in parts if part.as_of), default=None),
        long_term=sum(part.long_term for part in parts),
        undated=sum(part.undated for part in parts),
        later=sum(part.later for part in parts),
        without_deadline=sum(part.without_deadline for part in parts),
        unpromised=sum(part.unpromised for part in parts),
    )
