"""Whether the codes under which findings were published still lead to these findings.

A code is counted from the text, and has gone out into the world in citations, links and QR codes.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from zhaoshi.model.notice import Notice
from zhaoshi.model.notice_facts import NoticeFacts
from zhaoshi.problems import Problem, doubt, msg
from zhaoshi.text.codes import SectionCode, both, shown
from zhaoshi.text.numerals import Numbering
from zhaoshi.text.outline import Section, walk

MOVED = "notice.codes-moved"
_NUMERAL = r"[\d〇零一二三四五六七八九十百]"


class Move(Struct, frozen=True):
    """A heading that stands at another place than it was published at."""

    was: SectionCode
    now: SectionCode


def is_public(facts: NoticeFacts) -> bool:
    """Tell whether readers get the text, once its day has come."""
    return not facts.draft and facts.withdrawn is None


def moved(earlier: Notice, notice: Notice) -> Iterator[Problem]:
    """Yield a doubt where a code no longer leads to the finding that was published under it.

    It names the first; a change that was noted since and names its old code and its new one answers it. Of a text that
    nobody gets to read nothing is said.
    """
    if not is_public(notice.facts):
        return
    sections = {section.code: section for section in walk(notice.sections)}
    titles = {section.code: section.title for section in walk(earlier.sections)}
    move = first_move(earlier.findings, titles, {code: section.title for code, section in sections.items()})
    if move and not _is_noted(move, earlier, notice):
        yield _doubt(move, sections[move.now], earlier.facts.numbering, notice.facts.numbering)


def first_move(
    findings: tuple[SectionCode, ...], before: Mapping[SectionCode, str], after: Mapping[SectionCode, str]
) -> Move | None:
    """Return what makes the first code of a finding lead elsewhere; `before` and `after` are the headings of all codes.

    A heading that is only worded otherwise is no move: neither does the old one stand at a new place, nor did the new
    one come from another.
    """
    stands, stood = _new_places(after, before), _new_places(before, after)
    for code in findings:
        old, new = before[code], after.get(code)
        if old == new:
            continue
        if old in stands:
            return Move(code, stands[old])
        if new in stood:
            return Move(stood[new], code)
    return None


def _new_places(here: Mapping[SectionCode, str], there: Mapping[SectionCode, str]) -> dict[str | None, SectionCode]:
    """Return the first place of each heading that has it here and not there."""
    places: dict[str | None, SectionCode] = {}
    for code, title in here.items():
        if there.get(code) != title:
            places.setdefault(title, code)
    return places


def _is_noted(move: Move, earlier: Notice, notice: Notice) -> bool:
    return any(
        _names(change.note, move.was, earlier.facts.numbering) and _names(change.note, move.now, notice.facts.numbering)
        for change in notice.facts.changes
        if change not in earlier.facts.changes
    )


def _names(note: str, code: SectionCode, numbering: Numbering) -> bool:
    """Tell whether a text names a section, in either spelling, and not only one below it."""
    official = shown(code, numbering)
    return bool(
        re.search(rf"(?<![\d.]){re.escape(code)}(?!\.?\d)", note)
        or re.search(rf"(?<!{_NUMERAL}){re.escape(official)}(?![（(]?{_NUMERAL})", note)
    )


def _doubt(move: Move, section: Section, before: Numbering, after: Numbering) -> Problem:
    return doubt(
        section.at,
        MOVED,
        msg(
            "“{title}” was published as {was} and is now {now}: what cites the old code no longer leads to it",
            title=section.title,
            was=both(move.was, before),
            now=both(move.now, after),
        ),
        msg(
            "put what is new at the end of its section; where codes have to move, name both in changes (更正记录), for"
            " example: {was} is now {now}",
            was=move.was,
            now=move.now,
        ),
    )
