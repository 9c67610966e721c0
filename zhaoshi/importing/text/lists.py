"""Lines that are items of lists, and how Markdown writes them."""

import re
from dataclasses import dataclass, field

from zhaoshi.importing.text.wording import BULLET

_MARK = re.compile(rf"(?:(\d{{1,9}})\. |{BULLET})(?=\S)")


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before the words of an item."""

    text: str
    """As Markdown writes it, the room before it included."""
    length: int
    """How many characters of the line it stands for."""
    goes_on: bool
    """Whether the item stands in a list that is open."""


@dataclass(frozen=True, slots=True)
class _List:
    number: int | None
    """Of the last item; None where the list has bullets."""
    column: int
    """At which the words of its last item begin."""


@dataclass(slots=True)
class Lists:
    """Goes through lines in order and knows the lists that are open."""

    _open: list[_List] = field(default_factory=list)

    def lead(self, line: str, depth: int) -> Lead | None:
        """Return what Markdown writes before an item; None for what is none, or would not keep its number as one.

        `depth` is 1 for a list that stands in no other, 0 for a line that is no item.
        """
        found = _MARK.match(line) if depth else None
        if found is None:
            self._open.clear()
            return None
        number = int(found[1]) if found[1] else None
        level = min(depth, len(self._open) + 1)
        before = self._open[level - 1] if level <= len(self._open) else None
        is_same_kind = before is not None and (before.number is None) == (number is None)
        if level == 1 and not is_same_kind:
            self._open.clear()
        due = before.number + 1 if before and before.number and is_same_kind else 1
        if self._open and number not in (None, due):
            self._open.clear()
            return None
        goes_on = bool(self._open)
        indent = self._open[level - 2].column if level > 1 else 0
        sign = "- " if number is None else found[0]
        self._open[level - 1 :] = [_List(number, indent + len(sign))]
        return Lead(" " * indent + sign, found.end(), goes_on)
