"""The editions of a notice: the first is its publication, every major change is a new one."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from zhaoshi.model.notice_facts import Change, ChangeKind


class Edition(Struct, frozen=True):
    """One edition and the minor changes that amended it."""

    number: int
    """From 1."""
    on: date
    note: str
    """What the major change altered; empty for the first edition."""
    amendments: tuple[Change, ...]
    """Newest first."""


def editions(published: date, changes: Iterable[Change]) -> tuple[Edition, ...]:
    """Return the editions, newest first.

    Changes of one day keep the order in which they are written; one that is dated before the publication amends the
    first edition.
    """
    found: list[tuple[date, str, list[Change]]] = [(published, "", [])]
    for change in sorted(changes, key=lambda change: change.on):
        if change.kind is ChangeKind.MAJOR:
            found.append((change.on, change.note, []))
        else:
            found[-1][2].append(change)
    return tuple(
        Edition(number, on, note, tuple(reversed(amendments)))
        for number, (on, note, amendments) in reversed(list(enumerate(found, 1)))
    )
