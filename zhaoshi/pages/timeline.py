"""What happened to one finding, day by day: its fixed points and the steps of the ledger."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from zhaoshi.model.ledger import LedgerItem
from zhaoshi.model.notice import NoticeFacts
from zhaoshi.model.status import Status, Verdict
from zhaoshi.problems import Gettext, Message, msg


class StepKind(StrEnum):
    """What a step is, in the order of the steps of one day."""

    REPORTED = "reported"
    UPDATE = "update"
    COMPLETED = "completed"
    VERIFIED = "verified"
    RETURNED = "returned"
    PUBLISHED = "published"
    DEADLINE = "deadline"
    REVIEW = "review"


TITLES: dict[StepKind, Message] = {
    StepKind.REPORTED: msg("Finding reported to the unit"),
    StepKind.COMPLETED: msg("Completed, as the unit reports"),
    StepKind.VERIFIED: msg("Verified and closed by the inspectors"),
    StepKind.RETURNED: msg("Returned by the inspectors"),
    StepKind.PUBLISHED: msg("Published in this notice"),
    StepKind.DEADLINE: msg("Day promised for completion"),
    StepKind.REVIEW: msg("Day promised for the next review"),
}

_ORDER = {kind: number for number, kind in enumerate(StepKind)}

PROMISED = frozenset({StepKind.DEADLINE, StepKind.REVIEW})


class StepView(Struct, frozen=True, kw_only=True):
    """One dated step."""

    on: date
    kind: str
    """A value of `StepKind`."""
    title: str
    text: str
    """May be empty."""
    is_promised: bool
    """True for a day that was promised, whether or not it has come."""


def timeline(facts: NoticeFacts, item: LedgerItem | None, gettext: Gettext) -> tuple[StepView, ...]:
    """Return the steps of a finding, oldest first; none where only the notice as a whole has dates.

    Nothing is made up: a point whose day nobody has written down is left out.
    """
    if item is None:
        return ()
    check = item.verification
    is_completed = item.status.status is Status.COMPLETED
    verdict = {Verdict.VERIFIED: StepKind.VERIFIED, Verdict.RETURNED: StepKind.RETURNED}.get(check.status)
    own: list[tuple[date | None, StepKind, str, str]] = [
        *((update.on, StepKind.UPDATE, update.title, update.text) for update in item.updates),
        (item.completed, StepKind.COMPLETED, "", "" if is_completed else item.status.written),
        (check.on if verdict else None, verdict or StepKind.VERIFIED, "", check.by),
        (item.deadline, StepKind.DEADLINE, "", ""),
        (item.review if item.status.status is Status.LONG_TERM else None, StepKind.REVIEW, "", ""),
    ]
    if not any(on for on, *_ in own):
        return ()
    shared: list[tuple[date | None, StepKind, str, str]] = [
        (facts.inspection.reported, StepKind.REPORTED, "", facts.inspection.team),
        (facts.published.date(), StepKind.PUBLISHED, "", ""),
    ]
    return tuple(
        StepView(
            on=on,
            kind=kind.value,
            title=title or TITLES[kind].text(gettext),
            text=text,
            is_promised=kind in PROMISED,
        )
        for on, kind, title, text in sorted(
            ((on, kind, title, text) for on, kind, title, text in own + shared if on),
            key=lambda step: (step[0], _ORDER[step[1]]),
        )
    )
