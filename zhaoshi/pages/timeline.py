"""What happened to one finding, day by day: its fixed points and the steps of the ledger."""

from datetime import date
from enum import StrEnum
from operator import itemgetter

from msgspec import Struct

from zhaoshi.model.ledger import LedgerItem
from zhaoshi.model.notice_facts import NoticeFacts
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

_KEYS = {kind: (place, kind.value) for place, kind in enumerate(StepKind)}
_UPDATE_PLACE, _UPDATE = _KEYS[StepKind.UPDATE]
_ANSWERS = {Verdict.VERIFIED: StepKind.VERIFIED, Verdict.RETURNED: StepKind.RETURNED}
_WHEN = itemgetter(0, 1)


class StepView(Struct, frozen=True, kw_only=True):
    """One dated step."""

    on: date
    kind: str
    """A value of `StepKind`; a deadline or a review is a day that was promised, whether or not it has come."""
    title: str
    text: str
    """May be empty."""


_Placed = tuple[date, int, StepView]
"""A step with what it is sorted by."""


class Timelines:
    """Shows what happened to each finding of one notice."""

    def __init__(self, facts: NoticeFacts, gettext: Gettext) -> None:
        self._titles = {kind: title.text(gettext) for kind, title in TITLES.items()}
        reported, team = facts.inspection.reported, facts.inspection.team
        self._shared = [self._step(StepKind.PUBLISHED, facts.published.date())]
        if reported:
            self._shared.append(self._step(StepKind.REPORTED, reported, team))

    def of(self, item: LedgerItem | None) -> tuple[StepView, ...]:
        """Return the steps of a finding, oldest first; none where only the notice as a whole has dates.

        Nothing is made up: a point whose day nobody has written down is left out.
        """
        if item is None:
            return ()
        steps: list[_Placed] = [
            (step.on, _UPDATE_PLACE, StepView(on=step.on, kind=_UPDATE, title=step.title, text=step.text))
            for step in item.updates
        ]
        claim, check = item.status, item.verification
        if item.completed:
            text = "" if claim.status is Status.COMPLETED else claim.written
            steps.append(self._step(StepKind.COMPLETED, item.completed, text))
        if check.on and check.status in _ANSWERS:
            steps.append(self._step(_ANSWERS[check.status], check.on, check.by))
        if item.deadline:
            steps.append(self._step(StepKind.DEADLINE, item.deadline))
        if item.review and claim.status is Status.LONG_TERM:
            steps.append(self._step(StepKind.REVIEW, item.review))
        if not steps:
            return ()
        steps += self._shared
        steps.sort(key=_WHEN)
        return tuple([step for _, _, step in steps])

    def _step(self, kind: StepKind, on: date, text: str = "") -> _Placed:
        place, key = _KEYS[kind]
        return on, place, StepView(on=on, kind=key, title=self._titles[kind], text=text)
