"""What stands below a text: who signed and when, and the page around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhaoshi.importing.text import days, labels
from zhaoshi.importing.text.furniture import is_furniture
from zhaoshi.importing.text.head import moved_facts
from zhaoshi.importing.text.labels import TAIL_FIELDS, Fact
from zhaoshi.importing.text.shapes import ANY_DATE, DATE_LINE, is_body_name
from zhaoshi.importing.text.wording import Edit, Group, Wording, is_words, removal
from zhaoshi.problems import msg

_SEARCHED = 12
_SIGNED_LINE = re.compile(rf"([^。；，：:;,]{{4,40}}?)\s*({ANY_DATE})")


@dataclass(frozen=True, slots=True)
class Tail:
    """What was found below a text, and the changes that take it out of there."""

    edits: tuple[Edit, ...]
    facts: tuple[Fact, ...]
    signed_by: str = ""
    signed_on: date | None = None


def tail_of(text: Wording) -> Tail:
    """Find the signature, and what the web page has put below it."""
    lines = text.lines
    edits: list[Edit] = []
    facts: list[Fact] = []
    last = len(lines)
    while last and is_words(lines[last - 1]):
        line = lines[last - 1]
        found = labels.facts_of_line(line)
        if is_furniture(line):
            message = msg("part of the web page, not of the text")
            edits.append(removal(text, last - 1, last - 1, Group.DROPPED, "import.furniture", message))
        elif found and all(fact.field in TAIL_FIELDS for fact in found):
            facts += found
            edits.append(moved_facts(text, last - 1, last - 1, found))
        else:
            break
        last -= 1
    by, on, first, end = _signature(lines, last)
    if first < end:
        shown = "；".join(part for part in (by, on.isoformat() if on else "") if part)
        message = msg("the signature became a fact; the page shows it below the text")
        edits.append(removal(text, first, end - 1, Group.MOVED, "import.signature", message, shown))
    return Tail(tuple(edits), tuple(facts), by, on)


def _signature(lines: Sequence[str], last: int) -> tuple[str, date | None, int, int]:
    """Return who signed, when, and the lines that say so: the first, and the one behind the last."""
    for index in range(last - 1, max(-1, last - _SEARCHED), -1):
        line = lines[index]
        if not is_words(line):
            continue
        if (found := DATE_LINE.fullmatch(line)) and (day := days.read_day(found[1])):
            first = index
            while first and _can_sign(lines[first - 1]):
                first -= 1
            return "　".join(lines[first:index]), day, first, index + 1
        if (found := _SIGNED_LINE.fullmatch(line)) and _can_sign(found[1]) and (day := days.read_day(found[2])):
            return found[1].strip(), day, index, index + 1
    if last >= 2 and _can_sign(lines[last - 1]) and lines[last - 2].endswith(("。", "！")):
        return lines[last - 1], None, last - 1, last
    return "", None, 0, 0


def _can_sign(line: str) -> bool:
    return is_words(line) and is_body_name(line)
