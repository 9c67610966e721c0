"""Automatic numbering (ECMA-376-1, 17.9): what Word writes before a paragraph and the file does not hold as text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from zhaoshi.importing.word import numerals
from zhaoshi.importing.word.symbols import with_symbols
from zhaoshi.importing.word.values import is_on, value_of, whole

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    form: str = "decimal"
    """A name of ST_NumberFormat: `chineseCounting`."""
    width: int = 1
    """Digits to which a number is filled up with zeros: 3 for `001, 002, 003`."""
    pattern: str = ""
    """`（%1）`, `%1.%2`."""
    suffix: str = "tab"
    """What stands between numeral and text: `tab`, `space`, `nothing`."""
    restarts_after: int = 0
    """A paragraph of a level below this one, counted from 0, lets the level begin again; 0 for never."""
    is_legal: bool = False
    """Whether every number in the numeral is written in Arabic digits."""
    style: str = ""
    """Id of the paragraph style that belongs to the level."""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list that paragraphs can belong to (`w:num`)."""

    shared: str
    """Names the counters; lists that are made of one pattern go on from each other."""
    levels: Mapping[int, Level]
    starts: Mapping[int, int]
    """Number with which the list's first paragraph of a level begins, whatever was counted before."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral as it stands before a paragraph."""

    text: str
    gap: str
    """What a reader sees between numeral and text; a tab behind full-width characters is layout and no character."""
    unknown_form: str = ""
    """Name of a format that is not known here, so that the number is written in digits."""


@dataclass(slots=True)
class Counters:
    """Counts the numbered paragraphs of a document, in order."""

    lists: Mapping[str, NumberedList]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, list_id: str, level: int) -> Numeral | None:
        """Count one more paragraph; None where it has no numeral, be it that the list does not exist."""
        numbered = self.lists.get(list_id)
        here = numbered.levels.get(level) if numbered else None
        if numbered is None or here is None:
            return None
        counts = self._counts.setdefault(numbered.shared, {})
        start = numbered.starts.get(level, here.start)
        begins = level in numbered.starts and (list_id, level) not in self._begun
        counts[level] = counts[level] + 1 if level in counts and not begins else start
        self._begun.add((list_id, level))
        for deeper in [deeper for deeper in counts if deeper > level]:
            if level < numbered.levels[deeper].restarts_after:
                del counts[deeper]
        return _numeral(numbered, here, counts)

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """Return the level that a paragraph style stands for in a list."""
        levels = self.lists[list_id].levels if list_id in self.lists else {}
        return next((number for number, level in levels.items() if style and level.style == style), None)


def _numeral(numbered: NumberedList, here: Level, counts: Mapping[int, int]) -> Numeral | None:
    unknown = ""

    def number(place: re.Match[str]) -> str:
        nonlocal unknown
        level = int(place[1]) - 1
        pattern = numbered.levels.get(level, Level())
        value = counts.get(level, numbered.starts.get(level, pattern.start))
        form = "decimal" if here.is_legal and pattern.form not in ("none", "bullet") else pattern.form
        text = numerals.shown(value, form)
        if text is None:
            unknown = form
        return str(value) if text is None else text.zfill(pattern.width)

    text = _PLACE.sub(number, here.pattern)
    if here.is_hidden or not text.strip():
        return None
    bare = text.rstrip()
    gap = text[len(bare) :]
    if not gap and (here.suffix == "space" or (here.suffix == "tab" and bare[-1].isascii())):
        gap = " "
    return Numeral(bare, gap, unknown)


def read_lists(root: Element | None, of_list_style: Mapping[str, str]) -> dict[str, NumberedList]:
    """Read `numbering.xml`; `of_list_style` gives the list id of each numbering style."""
    if root is None:
        return {}
    patterns = {element.get("abstractNumId", ""): element for element in root.iter("abstractNum")}
    uses = {element.get("numId", ""): value_of(element, "abstractNumId") for element in root.iter("num")}
    found: dict[str, NumberedList] = {}
    for element in root.iter("num"):
        list_id = element.get("numId", "")
        pattern, shared = _pattern(uses[list_id], patterns, uses, of_list_style)
        levels = (
            {whole(level.get("ilvl"), 0): _level(level) for level in pattern.iter("lvl")} if pattern is not None else {}
        )
        starts: dict[int, int] = {}
        for override in element.iter("lvlOverride"):
            number = whole(override.get("ilvl"), 0)
            if (replacement := override.find("lvl")) is not None:
                levels[number] = _level(replacement, number)
            if (begin := override.find("startOverride")) is not None:
                starts[number] = whole(begin.get("val"), 0)
        found[list_id] = NumberedList(shared, levels, starts)
    return found


def _pattern(
    name: str, patterns: Mapping[str, Element], uses: Mapping[str, str], of_list_style: Mapping[str, str]
) -> tuple[Element | None, str]:
    """Follow a pattern that only names a numbering style to the pattern that this style is made of."""
    seen: set[str] = set()
    while name in patterns and name not in seen:
        seen.add(name)
        link = value_of(patterns[name], "numStyleLink")
        if not link or link not in of_list_style:
            break
        name = uses.get(of_list_style[link], name)
    return patterns.get(name), name


def _level(element: Element, number: int | None = None) -> Level:
    number = whole(element.get("ilvl"), 0) if number is None else number
    form = element.find("numFmt")
    name = form.get("val", "decimal") if form is not None else "decimal"
    sample = form.get("format", "").partition(",")[0].strip() if form is not None else ""
    pattern = value_of(element, "lvlText")
    look = element.find("rPr")
    fonts = look.find("rFonts") if look is not None else None
    restart = element.find("lvlRestart")
    return Level(
        start=whole(value_of(element, "start"), 0 if element.find("start") is None else 1),
        form=name,
        width=len(sample) if name == "custom" and sample.isdecimal() else 1,
        pattern=with_symbols(pattern, fonts.get("ascii", "") if fonts is not None else "")[0],
        suffix=value_of(element, "suff") or "tab",
        restarts_after=min(number, whole(restart.get("val"), number)) if restart is not None else number,
        is_legal=is_on(element.find("isLgl")),
        style=value_of(element, "pStyle"),
        is_hidden=look is not None and is_on(look.find("vanish")),
    )
