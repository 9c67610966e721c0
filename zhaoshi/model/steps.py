"""What happened to a finding, as far as its ledger entry says on which day."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from zhaoshi.model.ledger import LedgerItem
from zhaoshi.model.status import Status, Verdict


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


VERDICTS = frozenset({StepKind.VERIFIED, StepKind.RETURNED})
"""What the inspectors say; all else is said by the unit."""

_ANSWERS = {Verdict.VERIFIED: StepKind.VERIFIED, Verdict.RETURNED: StepKind.RETURNED}


def dated_status(item: LedgerItem) -> Iterator[tuple[date, StepKind, str]]:
    """Yield the day of the completion and that of the inspectors' answer, where they are written.

    Beside it stands what the unit calls it, where that is not 已完成, and who answered.
    """
    claim, check = item.status, item.verification
    if item.completed:
        yield item.completed, StepKind.COMPLETED, "" if claim.status is Status.COMPLETED else claim.written
    if check.on and check.status in _ANSWERS:
        yield check.on, _ANSWERS[check.status], check.by
