"""What happened to one finding, day by day: its fixed points and the steps of the ledger."""

from datetime import date
from operator import itemgetter

from msgspec import Struct

from zhaoshi.model.ledger import LedgerItem
from zhaoshi.model.notice_facts import NoticeFacts
from zhaoshi.model.status import Status
from zhaoshi.model.steps import StepKind, dated_status
from zhaoshi.problems import Gettext, Message, msg

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
        steps += [self._step(kind, on, text) for on, kind, text in dated_status(item)]
        if item.deadline:
            steps.append(self._step(StepKind.DEADLINE, item.deadline))
        if item.review and item.status.status is Status.LONG_TERM:
            steps.append(self._step(StepKind.REVIEW, item.review))
        if not steps:
            return ()
        steps += self._shared
        steps.sort(key=_WHEN)
        return tuple([step for _, _, step in steps])

    def _step(self, kind: StepKind, on: date, text: str = "") -> _Placed:
        place, key = _KEYS[kind]
        return on, place, StepView(on=on, kind=key, title=self._titles[kind], text=text)
