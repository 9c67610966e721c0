"""Headings in their order: the place of each, and what is wrong with its level or its numeral."""

import re

from msgspec import Struct, structs

from zhaoshi.problems import Location, Problem, Severity, doubt, msg
from zhaoshi.text import codes
from zhaoshi.text.codes import SectionCode
from zhaoshi.text.numerals import Numbering, Style, WrittenNumeral, written_numeral

DEEPEST = 5
"""Levels that Markdown has below the title."""
_MOST = 999
"""Headings side by side; numerals end there."""

_SIGNS = "#＃>-*+ \u3000"
"""What may stand before the words of a line that was to be a heading."""
_WORDS_OF_HEADING = re.compile(r"关于[^。；]{1,60}[。：:]?|(?!\d)[^。；，：:]{2,40}")
"""A sentence is none, unless it begins as headings do."""


_OF_PLACE = ("heading.numeral", "heading.skipped-level")
"""What is said of a heading that does not follow the one before it."""


class Heading(Struct, frozen=True):
    """A heading in its place."""

    code: SectionCode
    numeral: str
    """As written or supplied; empty in a text without official numerals."""
    title: str
    at: Location


class _Found(Struct):
    problem: Problem
    followers: int = 0
    """How many headings count on from the numeral that is wrong."""


class _Unmarked(Struct):
    """A line of the text that might be the next heading on its level."""

    level: int
    line: str
    found: _Found
    """What was said of it."""


class _Level(Struct):
    """The headings side by side that have been read last on one level."""

    count: int = 0
    ahead: int = 0
    """By how much the numerals run ahead of their places since one was wrong."""
    wrong: _Found | None = None
    """What was said of that one, where its number was wrong."""


class Headings:
    """Gives every heading its place.

    Of several that are wrong together, only the first is a problem: where its numeral says which place it was to have,
    it is counted there, and headings that count on from a wrong number are named with it.
    """

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._open: list[_Level] = []
        self._found: list[_Found] = []
        self._unmarked: dict[int, _Unmarked] = {}
        """By level, lines that might be the next heading there."""
        self._listed: dict[Style, int] = {}
        """Numbers of the last numbered lines below the heading."""

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the headings that were read."""
        return [_with_followers(found.problem, found.followers) for found in self._found]

    def read(self, level: int, heading: str, at: Location) -> list[Heading]:
        """Return a heading in its place, behind those that are missing above it; nothing where it can have no place.

        The level is 1 for “##”.
        """
        written = written_numeral(heading) if self._numbering else None
        problem = (
            _level_problem(level, len(self._open), self._numbering, at)
            or self._numeral_problem(level, written, at)
            or _empty_heading(written.rest.strip() if written else heading, at)
        )
        if problem and problem.code in _OF_PLACE and (lost := self._cause(level, written)):
            if lost.found not in self._found:
                self._found.append(lost.found)
            lost.found.problem = certain = structs.replace(lost.found.problem, severity=Severity.ERROR)
            before = self._placed(lost.level, lost.line, written_numeral(lost.line), certain.at)
            return [before, *self.read(level, heading, at)]
        found = None
        if problem:
            found = _Found(problem)
            self._found.append(found)
            if meant := self._level_meant(written):
                level = meant
            elif problem.code in ("heading.title", "heading.too-deep"):
                return []
        missing = [self._placed(above, "", None, at) for above in range(len(self._open) + 1, level)]
        return [*missing, self._placed(level, heading, written, at, found)]

    def read_lost(self, line: str, at: Location) -> Heading | None:
        """Count a line that was to be a heading, where its numeral or its signs say its place.

        That it is none, is told elsewhere.
        """
        line = line.lstrip()
        heading, signs = line.lstrip(_SIGNS), len(line) - len(line.lstrip("#＃"))
        written = written_numeral(heading)
        level = self._level_meant(written) or signs - 1
        is_place = 0 < level <= min(len(self._open) + 1, len(self._numbering))
        return self._placed(level, heading, written, at) if is_place else None

    def read_unmarked(self, line: str, at: Location) -> None:
        """Doubt a numbered line that may be the next heading, without its “#”: it stands below the one before it.

        A line with the first number is only remembered: many a list begins so.
        """
        written = written_numeral(line)
        if written is None:
            return
        is_listed = self._listed.get(written.style) == written.number - 1
        self._listed[written.style] = written.number
        level = self._level_meant(written)
        if is_listed and written.number == 2 and written.style in self._numbering:
            self._unmarked.pop(self._numbering.index(written.style) + 1, None)
        if level and not is_listed and _WORDS_OF_HEADING.fullmatch(written.rest):
            found = _Found(_unmarked(line, level, at))
            self._found += [found] if written.number > 1 else []
            self._unmarked[level] = _Unmarked(level, line, found)

    def _cause(self, level: int, written: WrittenNumeral | None) -> _Unmarked | None:
        """Return the line without “#” that a heading counts on from, or stands first below: it is a heading as well."""
        if written is None or written.style is not self._numbering[level - 1]:
            return None
        here = self._here(level)
        if level in self._unmarked and written.number == here.count + 2 + here.ahead:
            return self._unmarked[level]
        return self._unmarked.get(level - 1) if written.number == 1 else None

    def _here(self, level: int) -> _Level:
        return self._open[level - 1] if level <= len(self._open) else _Level()

    def _level_meant(self, written: WrittenNumeral | None) -> int:
        """Return the level on which a numeral comes next; 0 where there is none."""
        if written is None or written.style not in self._numbering:
            return 0
        level = self._numbering.index(written.style) + 1
        here = self._here(level)
        return level if level <= len(self._open) + 1 and written.number == here.count + 1 + here.ahead else 0

    def _numeral_problem(self, level: int, written: WrittenNumeral | None, at: Location) -> Problem | None:
        if not self._numbering:
            return None
        here, style = self._here(level), self._numbering[level - 1]
        number = here.count + 1
        if number > _MOST:
            return Problem(at, "heading.too-many", msg("more than 999 headings stand side by side"), None)
        if written is None or (written.style is style and written.number - number in (0, here.ahead)):
            return None
        expected = style.numeral(number)
        return Problem(
            at,
            "heading.numeral",
            msg(
                "the heading is numbered “{written}” but stands at the place of “{expected}”",
                written=written.text,
                expected=expected,
            ),
            msg("write “{expected}”, leave the numeral out, or change the number of “#”", expected=expected),
        )

    def _placed(
        self, level: int, heading: str, written: WrittenNumeral | None, at: Location, found: _Found | None = None
    ) -> Heading:
        """Count a heading on its level."""
        here = self._here(level)
        self._open[level - 1 :] = [here]
        here.count += 1
        self._unmarked = {above: lost for above, lost in self._unmarked.items() if above < level}
        self._listed = {}
        code = codes.code(side.count for side in self._open)
        if not self._numbering or here.count > _MOST:
            return Heading(code, "", heading, at)
        style = self._numbering[level - 1]
        if written is None:
            return Heading(code, style.numeral(here.count), heading, at)
        ahead = written.number - here.count
        if written.style is not style:
            here.ahead, here.wrong = here.ahead - 1, None  # the next may count on as if this stood elsewhere
        elif ahead != here.ahead:
            here.ahead, here.wrong = ahead, found
        elif here.wrong:
            here.wrong.followers += 1
        return Heading(code, written.text, written.rest.strip(), at)


def _with_followers(problem: Problem, count: int) -> Problem:
    """Say how many headings have to be changed together with one whose number is wrong."""
    if not count or problem.code != "heading.numeral":
        return problem
    hint = msg(
        "write “{expected}” and count on from it in the headings behind it ({count}), or leave the numerals out",
        expected=problem.message.values["expected"],
        count=count,
    )
    return structs.replace(problem, hint=hint)


def _empty_heading(words: str, at: Location) -> Problem | None:
    if words:
        return None
    return Problem(at, "heading.empty", msg("the heading has no words"), msg("write its words behind the “#”"))


def _unmarked(line: str, level: int, at: Location) -> Problem:
    return doubt(
        at,
        "heading.unmarked",
        msg("“{words}” has the numeral of the next heading, but is a part of the text above it", words=line),
        msg("if it is a heading, write “{marks} ” before it", marks="#" * (level + 1)),
    )


def _level_problem(level: int, open_levels: int, numbering: Numbering, at: Location) -> Problem | None:
    deepest = len(numbering) or DEEPEST
    if level == 0:
        return Problem(
            at,
            "heading.title",
            msg("a heading with one “#” would be a second title"),
            msg("the title stands in the field title; headings of the text begin with “##”"),
        )
    if level > deepest:
        return Problem(
            at,
            "heading.too-deep",
            msg(
                "a heading with {marks} is deeper than the numbering {numbering} goes",
                marks="#" * (level + 1),
                numbering="→".join(numbering),
            ),
            msg("use at most {marks}, or name more levels in the field numbering", marks="#" * (deepest + 1)),
        )
    if level > open_levels + 1:
        return Problem(
            at,
            "heading.skipped-level",
            msg(
                "the heading has {marks} where at most {expected} can stand",
                marks="#" * (level + 1),
                expected="#" * (open_levels + 2),
            ),
            msg("write {expected}, or add the heading that is missing above", expected="#" * (open_levels + 2)),
        )
    return None
