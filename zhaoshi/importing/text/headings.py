"""Which lines are headings, how deep each is, and the numbering that the text follows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from zhaoshi.importing.text import shapes
from zhaoshi.importing.text.finding_labels import LABEL
from zhaoshi.importing.text.splitting import cut_of
from zhaoshi.importing.text.wording import Entry, Group, Kind, Mark, Wording, is_words
from zhaoshi.problems import msg
from zhaoshi.text.numerals import WRITTEN, Numbering, Style, WrittenNumeral, number_of

_DEEPEST = 5
_LEAP = 3
_HEADING_LIKE = re.compile(r"关于|.{2,60}(?:问题|方面|情况)|[^。]{1,40}。?$")
_CITES = re.compile(r"关于.*问题|[^，。；]*[的”]问题(?:[。：:]|$)")
_LEAD_IN = re.compile(rf"(?!反馈问题)(?:{LABEL.pattern}|[\u4e00-\u9fff]{{0,6}}(?:措施|举措))\s*[：:]\s*")
"""A label whose value may be a list. What stands below 反馈问题 are findings."""
_MEASURES = re.compile(r"[\u4e00-\u9fff]{0,6}(?:措施|举措|成效)\s*[：:]")
"""A label below which no findings stand."""
_COMPLAINS = re.compile(r"[^，。；]{2,20}(?:不够|不到位|不足|不力|不严|不实|欠缺|缺位|薄弱|滞后)[。：:]?")
"""Words of a finding rather than of a measure."""
_OF_LISTS = frozenset({Style.ARABIC, Style.ARABIC_BRACKET})
"""Numerals of headings that lists have as well."""
_UNNUMBERED = re.compile(r"关于[“\"‘].{2,80}(?:问题|方面|情况)。?")


@dataclass(frozen=True, slots=True)
class Scheme:
    """The headings of a text."""

    levels: dict[int, int]
    """Level, 1 for the first, by index of the line."""
    numbering: Numbering
    """Empty where the text has no numerals, or they do not follow one scheme."""
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class _Level:
    style: Style | None
    last: int
    cites: bool = False
    """Whether its last heading cites a problem: 关于学习不深入的问题."""


@dataclass(slots=True)
class _State:
    open: list[_Level] = field(default_factory=list)
    lists: dict[Style, int] = field(default_factory=dict)
    """Last number of a list that is no headings, by its style."""
    is_led_in: bool = False
    """Whether a list that begins here is what a label stands for, or part of such a list."""
    styles: dict[int, set[Style | None]] = field(default_factory=dict)
    """Styles met, by level."""
    levels: dict[int, int] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    closed: dict[Style, int] = field(default_factory=dict)
    """Last number of the headings of a style that have ended with a heading above them."""
    irregular: bool = False
    """Whether a number is not the one that is due."""
    departs: int = 0
    """Line of the first heading that does not go with those before it; 0 where all do."""

    def take(self, level: int, style: Style | None, line: int, *, is_due: bool = True) -> None:
        """Note the style of a heading, and whether its number is the one that is due."""
        others = {known for other, styles in self.styles.items() for known in styles if other != level}
        here = self.styles.setdefault(level, set())
        elsewhere = others - {None} if style is None else others & {style, None}
        if not self.departs and (not is_due or here - {style} or elsewhere):
            self.departs = line
        self.irregular |= not is_due
        here.add(style)

    def lead_in(self, line: str) -> None:
        """Note a label that a list may follow; the first item may stand on its line.

        Below 党的领导方面, what follows 整改情况： are findings; below 关于学习不深入的问题 it is what was done.
        """
        is_answer = bool(self.open) and (self.open[-1].cites or bool(_MEASURES.match(line)))
        label = _LEAD_IN.match(line) if is_answer else None
        first = shapes.numeral(line[label.end() :]) if label else None
        if label and label.end() == len(line):
            self.is_led_in = True
        elif first and first.number == 1 and first.style in _OF_LISTS:
            self.is_led_in = True
            self.add_item(first)
        elif not self.lists:
            self.is_led_in = False

    def add_item(self, item: WrittenNumeral) -> None:
        """Begin or go on with a list; items may follow on the same line."""
        last = item.number
        for found in WRITTEN[item.style].finditer(item.rest):
            last += number_of(found[1]) == last + 1
        self.lists[item.style] = last

    def put(self, place: int, level: _Level) -> None:
        """Open a level, and close it and those below it where they are open."""
        self.closed |= {ended.style: ended.last for ended in self.open[place + 1 :] if ended.style}
        self.open[place:] = [level]


def scheme_of(text: Wording) -> Scheme:
    """Find the headings: numerals that follow each other, and lines that the file itself calls headings."""
    state = _State()
    given, items = text.levels(Kind.LEVEL), text.levels(Kind.ITEM)
    for index, line in enumerate(text.lines):
        if not is_words(line) or index in items:
            continue
        if shapes.is_attached(line) and index not in given:
            break
        number = text.numbers[index]
        found = shapes.numeral(line)
        if found and found.rest.strip():
            level = _numbered(state, found, index in given, number)
        elif level_given := given.get(index, 0):
            level = min(level_given, len(state.open) + 1, _DEEPEST)
            state.put(level - 1, _Level(None, 0))
            state.take(level, None, number)
        else:
            state.lead_in(line)
            continue
        if level:
            state.levels[index] = level
            state.lists.clear()
            state.is_led_in = False
    if not state.levels:
        state.entries += _unnumbered(text)
    return Scheme(state.levels, _numbering(state, text), tuple(state.entries))


def _numbered(state: _State, found: WrittenNumeral, is_given: bool, line: int) -> int:
    """Return the level of a numbered line; 0 where it is no heading."""
    style, number = found.style, found.number
    place = next((i for i, level in enumerate(state.open) if level.style is style), None)
    cites = bool(_CITES.match(found.rest))
    if not is_given and _is_listed(state, found, None if place is None else state.open[place], cites, line):
        state.add_item(found)
        return 0
    if place is None:
        if not (is_given or _begins(state, found, line)) or len(state.open) >= _DEEPEST:
            return 0
        place, is_due = len(state.open), number == 1
    else:
        last = state.open[place].last
        is_due = number == last + 1
        is_near = last <= number <= last + _LEAP or number == 1
        if not (is_due or is_given or (is_near and _HEADING_LIKE.match(found.rest))):
            state.entries.append(_unplaced(found, line))
            return 0
        if not is_due:
            state.entries.append(_out_of_order(found, style.numeral(last + 1), line))
    state.put(place, _Level(style, number, cites))
    state.take(place + 1, style, line, is_due=is_due)
    return place + 1


def _begins(state: _State, found: WrittenNumeral, line: int) -> bool:
    """Tell whether a numbered line is the first heading of its style here: 1., or 3. where 2. was the last above."""
    if found.number == 1:
        is_item = found.rest.rstrip().endswith(("；", ";"))
        if is_item:
            state.add_item(found)
        return not is_item
    runs_on = state.closed.get(found.style) == found.number - 1
    if runs_on and _HEADING_LIKE.match(_heading(found.rest)):
        return True
    if runs_on:
        state.closed[found.style] = found.number
    if runs_on or _HEADING_LIKE.match(found.rest):
        state.entries.append(_unplaced(found, line))
    return False


def _heading(rest: str) -> str:
    """Return what would be the heading of a line on which text may follow."""
    cut = cut_of(rest, 1)
    return rest[: cut[0]] if cut else rest


def _is_listed(state: _State, found: WrittenNumeral, level: _Level | None, cites: bool, line: int) -> bool:
    """Tell whether a numbered line begins or goes on with a list; `level` has the headings of its style."""
    if found.number == 1 and state.is_led_in and found.style in _OF_LISTS:
        return not cites
    if state.lists.get(found.style, -1) != found.number - 1:
        return False
    is_due = level is not None and level.last == found.number - 1
    if level and is_due and not cites and (not level.cites or _COMPLAINS.fullmatch(found.rest)):
        state.entries.append(_ambiguous(found, line))
    return not (level and cites)


def _numbering(state: _State, text: Wording) -> Numbering:
    styles = [state.styles[level] for level in sorted(state.styles)]
    if all(found == {None} for found in styles):
        return ()
    one_each = [style for found in styles if len(found) == 1 for style in found if style is not None]
    if len(one_each) < len(styles) or len(set(one_each)) < len(one_each) or state.irregular:
        message = msg(
            "the numerals follow no single scheme; they stay words of the headings, and sections are cited by points"
        )
        line = state.departs or text.numbers[min(state.levels)]
        state.entries.append(Entry(Group.DOUBT, line, "import.numbering", message))
        return ()
    return tuple(one_each)


def _unnumbered(text: Wording) -> list[Entry]:
    """Name lines that look like headings where the file has lost all its numerals."""
    message = msg("this looks like a heading, but has no numeral; write “## ” before it in notice.md if it is one")
    return [
        Entry(Group.DOUBT, number, "import.unnumbered", message, line)
        for number, line in zip(text.numbers, text.lines, strict=True)
        if is_words(line) and _UNNUMBERED.fullmatch(line)
    ]


def _unplaced(found: WrittenNumeral, line: int) -> Entry:
    message = msg(
        "“{numeral}” begins no list and goes on with none; the line was kept as a paragraph", numeral=found.text
    )
    return Entry(Group.DOUBT, line, "import.numeral", message, found.text + found.rest[:20])


def _ambiguous(found: WrittenNumeral, line: int) -> Entry:
    message = msg(
        "“{numeral}” goes on with a list, but a heading of this number is due as well; the line was kept "
        "as a paragraph",
        numeral=found.text,
    )
    return Entry(Group.DOUBT, line, "import.numeral", message, found.text + found.rest[:20])


def _out_of_order(found: WrittenNumeral, expected: str, line: int) -> Entry:
    message = msg(
        "the heading is numbered “{numeral}” where “{expected}” is due", numeral=found.text, expected=expected
    )
    return Entry(Group.DOUBT, line, "import.numeral", message, found.text + found.rest[:20])


def with_headings(text: Wording, levels: dict[int, int]) -> Wording:
    """Mark the lines that are headings."""
    starts = text.starts
    marks: Iterable[Mark] = (
        Mark(starts[index], starts[index] + 1, Kind.HEADING, str(level)) for index, level in levels.items()
    )
    return replace(text, marks=(*text.marks, *marks))
