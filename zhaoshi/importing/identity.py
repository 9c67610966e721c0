"""Which unit a text is about, what kind of notice it is, and the id that it gets."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import PurePath

from zhaoshi.model.notice_facts import Kind
from zhaoshi.model.readers import is_id
from zhaoshi.model.unit import Unit

KIND_NAMES = {Kind.ENTRY: "进驻公告", Kind.FEEDBACK: "反馈情况", Kind.PROGRESS: "整改进展"}
_ENTRY = re.compile("进驻|入驻")
_TEAM_REPORTS = re.compile("组(?:集中|分别)?向.*反馈")
_CARRIED_OUT = re.compile("落实.*情况|进展")
_FEEDBACK = re.compile("反馈(?:巡[察视])?情况")
_SUFFIX = {Kind.ENTRY: "-entry", Kind.FEEDBACK: "-feedback", Kind.PROGRESS: ""}


def units_in(units: Sequence[Unit], text: str) -> list[Unit]:
    """Return the units that a text names, in its order.

    The longest name counts: 区文联机关 is not 区文联.
    """
    hits = {name: unit for unit in units for name in (unit.name, unit.short) if len(name) > 1 and name in text}
    longest = [name for name in hits if not any(name != other and name in other for other in hits)]
    return list({hits[name].id: hits[name] for name in sorted(longest, key=text.index)}.values())


def unit_of(units: Sequence[Unit], places: Iterable[str]) -> Unit | None:
    """Return the unit that the first of some texts names alone; None where none does."""
    return next((found[0] for text in places if len(found := units_in(units, text)) == 1), None)


def kind_of(title: str, *, tells_of_progress: bool = False) -> Kind | None:
    """Tell the kind of a notice by its title, and by whether its text tells what was done; None where neither says."""
    if "整改" in title:
        return Kind.PROGRESS
    if _ENTRY.search(title):
        return Kind.ENTRY
    if tells_of_progress:
        return Kind.PROGRESS
    if _TEAM_REPORTS.search(title):
        return Kind.FEEDBACK
    if _CARRIED_OUT.search(title) or "回头看" in title:
        return Kind.PROGRESS
    return Kind.FEEDBACK if "反馈" in title else None


def names_kind(title: str) -> bool:
    """Tell whether a title alone leaves no doubt of the kind; 关于区委巡察反馈意见的通报 does."""
    plain = (_ENTRY, _TEAM_REPORTS, _CARRIED_OUT, _FEEDBACK)
    return "整改" in title or any(pattern.search(title) for pattern in plain)


def id_of(name: str, unit: str, year: int | None, kind: Kind | None) -> str | None:
    """Derive an id: a file name that is one, else year and unit, else the file name in pinyin, else None."""
    stem = PurePath(name).stem.lower()
    if is_id(stem) and "-" in stem:
        return stem
    if unit and year:
        made = f"{year}-{unit}{_SUFFIX[kind or Kind.PROGRESS]}"
        if is_id(made):
            return made
    return _in_pinyin(stem)


def nearest(ids: Iterable[str], name: str, units: Sequence[Unit]) -> list[str]:
    """Sort ids by what a file is called: those of the units it names first, then by likeness, then the newest."""
    named = [unit.id for unit in units_in(units, name)]
    words = _in_pinyin(name.lower()) or name.lower()

    def likeness(id_: str) -> tuple[bool, float, str]:
        return any(unit in id_ for unit in named), SequenceMatcher(None, words, id_).ratio(), id_

    return sorted(ids, key=likeness, reverse=True)


def _in_pinyin(stem: str) -> str | None:
    if not re.search("[\u4e00-\u9fff]", stem):
        return stem if is_id(stem) and len(stem) > 2 else None
    from pypinyin import lazy_pinyin

    syllables = [re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in lazy_pinyin(stem)]
    made = ""
    for syllable in filter(None, syllables):
        if len(made) + len(syllable) >= 60:
            break
        made += ("-" if made else "") + syllable
    return made if is_id(made) else None
