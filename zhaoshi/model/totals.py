"""Counting findings. Every figure of the site is one of these, so that no two pages count differently."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from zhaoshi.model.status import Status


class Totals(Struct, frozen=True, array_like=True, kw_only=True):
    """How many findings there are and how far each is."""

    found: int = 0
    not_started: int = 0
    in_progress: int = 0
    phased: int = 0
    completed: int = 0
    """Claimed completed by the unit; never includes long-term work."""
    long_term: int = 0
    unstated: int = 0
    """Findings without a ledger entry, or with one that states nothing yet."""
    verified: int = 0
    """Verified and closed by the inspectors, whatever their status."""
    returned: int = 0
    overdue: int = 0
    late: int = 0
    """Completed after their deadline and not returned; they are among the completed."""
    oldest: date | None = None
    """Date of the oldest ledger that is counted here; None where no ledger is."""
    newest: date | None = None

    def of(self, status: Status) -> int:
        """Return the number with one status."""
        return int(getattr(self, status.value))

    @property
    def completed_percent(self) -> int | None:
        """Completed per hundred found, rounded down so that 100 means all; None where nothing is stated."""
        return self.completed * 100 // self.found if self.found > self.unstated else None


_COUNTS = [name for name, kind in Totals.__annotations__.items() if kind is int]


def sum_of(totals: Iterable[Totals]) -> Totals:
    """Add totals up; the result names the oldest and the newest ledger among them."""
    rows = list(totals)
    if len(rows) < 2:
        return rows[0] if rows else Totals()
    return Totals(
        **{name: sum(getattr(row, name) for row in rows) for name in _COUNTS},
        oldest=min((row.oldest for row in rows if row.oldest), default=None),
        newest=max((row.newest for row in rows if row.newest), default=None),
    )


def tally(
    statuses: Iterable[Status],
    *,
    as_of: date | None,
    verified: int = 0,
    returned: int = 0,
    overdue: int = 0,
    late: int = 0,
) -> Totals:
    """Count statuses of one ledger; `as_of` is its own date."""
    counts: dict[Status, int] = {}
    for status in statuses:
        counts[status] = counts.get(status, 0) + 1
    return Totals(
        found=sum(counts.values()),
        verified=verified,
        returned=returned,
        overdue=overdue,
        late=late,
        oldest=as_of,
        newest=as_of,
        **{status.value: count for status, count in counts.items()},
    )
