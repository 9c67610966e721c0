"""From Markdown to the tree of an official document: headings with their places, and what stands under each."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from zhaoshi.problems import Location, Problem, doubt, msg
from zhaoshi.text.codes import SectionCode
from zhaoshi.text.headings import DEEPEST, Heading, Headings
from zhaoshi.text.markdown import Link
from zhaoshi.text.numerals import HAN, Numbering, han, number_of
from zhaoshi.text.passages import Group, passages

_EXCERPT = 120
_MOST = 900
"""Measures among which gaps are looked for; numerals end at 999."""
_LATER_MARK = re.compile(rf"[。；;>]({HAN}{{1,3}}[是要])(?!{HAN})")
"""一是 and the like behind the end of a sentence or at the beginning of a paragraph."""
_NUMBERED = re.compile(rf"\n {{0,3}}[（(]?(?:\d{{1,3}}|{HAN}{{1,3}})[.．、)）]")


class Block(Struct, frozen=True, array_like=True):
    """A stretch of prose, or a list of measures."""

    prose: str = ""
    """HTML of paragraphs, lists and tables, safe to stand in a page; empty where this is a list of measures."""
    measures: tuple[str, ...] = ()
    """HTML of each measure with its mark: `一是修订制度。`"""


class Section(Struct, frozen=True, array_like=True):
    """A heading, what stands under it, and the sections below it."""

    code: SectionCode
    """Its place in the tree: `2.1.4`."""
    numeral: str
    """As written or supplied: `4.`, （二）, `一、`; empty in a text without official numerals."""
    title: str
    """Plain text without the numeral."""
    at: Location
    blocks: tuple[Block, ...] = ()
    children: "tuple[Section, ...]" = ()

    @property
    def level(self) -> int:
        """1 for the first level."""
        return self.code.count(".") + 1

    @property
    def is_leaf(self) -> bool:
        """Whether no section stands below it."""
        return not self.children


class Outline(Struct, frozen=True):
    """A text as a tree."""

    lead: tuple[Block, ...]
    """What stands before the first heading."""
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    excerpt: str
    """The beginning of the text, plain, at most 120 characters."""


def walk(sections: Iterable[Section]) -> Iterable[Section]:
    """Yield every section of a tree in document order."""
    for section in sections:
        yield section
        if section.children:
            yield from walk(section.children)


def outline(
    text: str, numbering: Numbering, path: str, first_line: int = 1, *, is_parsed: bool = False
) -> tuple[Outline, list[Problem]]:
    """Read a Markdown body.

    Heading depth is the level: `##` is the first. A written numeral must have the style of its level and the number
    of its place; one that is left out is supplied. `is_parsed` is as for `passages`.
    """
    found, links, problems, nested = passages(text, path, first_line, is_parsed=is_parsed)
    lost = {*nested, *(problem.at.line for problem in problems if problem.code == "heading.space")}
    numbered = {*_numbered_lines(text, first_line)} - lost if numbering else set()
    waiting = sorted(lost | numbered)
    lines = text.split("\n") if waiting else []
    problems += [_nested_heading(Location(path, line)) for line in nested]
    headings = Headings(numbering)
    lead: list[Group] = []
    drafts: list[tuple[Heading, list[Group]]] = []
    for passage, end in zip(found, [*(passage.line for passage in found[1:]), sys.maxsize], strict=True):
        read = headings.read(passage.level - 1, passage.heading, Location(path, passage.line)) if passage.level else []
        drafts += [(heading, []) for heading in read]
        (drafts[-1][1] if drafts else lead).extend(passage.groups)
        while waiting and waiting[0] < end:
            line = waiting.pop(0)
            words, at = lines[line - first_line], Location(path, line)
            if line in numbered:
                headings.read_unmarked(words.strip(), at)
            elif heading := headings.read_lost(words, at):
                drafts.append((heading, []))
    problems = [*_not_told_by(headings.problems, problems), *headings.problems]
    excerpt = _excerpt(words for passage in found for group in passage.groups for words in group.paragraphs())
    sections = _tree(drafts, problems)
    return Outline(_blocks(lead, is_leaf=False), sections, tuple(links), excerpt), problems


def _not_told_by(of_headings: Iterable[Problem], problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out paragraphs that look like headings where it is told which heading they were to be."""
    unmarked = {problem.at.line for problem in of_headings if problem.code == "heading.unmarked"}
    for problem in problems:
        if problem.code != "markdown.heading-like" or problem.at.line not in unmarked:
            yield problem


def _numbered_lines(text: str, first_line: int) -> Iterator[int]:
    """Yield the lines that begin with a numeral."""
    for found in _NUMBERED.finditer("\n" + text):
        yield first_line + text.count("\n", 0, found.start())


def _gaps(blocks: Iterable[Block], at: Location) -> list[Problem]:
    """Doubt measures behind which a mark follows too early: 四是 behind two."""
    found: list[Problem] = []
    count = 0
    for block in blocks:
        count = len(block.measures) or count
        words = block.measures[-1] if block.measures else block.prose
        if not 0 < count < _MOST:
            continue
        # The last character of the mark is looked for first, which costs next to nothing.
        one, two = _ends_of_marks_behind_a_gap(count)
        if one not in words and two not in words:
            continue
        mark = _LATER_MARK.search(words)
        if mark and number_of(mark[1][:-1]) in (count + 2, count + 3):
            found.append(_gap(at, count, mark[1]))
    return found


@cache
def _ends_of_marks_behind_a_gap(count: int) -> tuple[str, str]:
    """Return the last characters of the numerals that follow where one measure is missing, or two."""
    return han(count + 2)[-1], han(count + 3)[-1]


def _gap(at: Location, count: int, mark: str) -> Problem:
    return doubt(
        at,
        "measures.gap",
        msg("among the measures below this heading, “{mark}” follows number {count}", mark=mark, count=count),
        msg("number them without gaps, or they are not shown as a list"),
    )


def _nested_heading(at: Location) -> Problem:
    return Problem(
        at,
        "heading.nested",
        msg("a heading stands inside a list or a quotation"),
        msg("begin the line with “#”, without spaces or signs before it"),
    )


def _tree(drafts: Sequence[tuple[Heading, list[Group]]], problems: list[Problem]) -> tuple[Section, ...]:
    """Hang each section under the one that contains it; what is doubtful of measures is added to `problems`."""
    siblings: list[list[Section]] = [[] for _ in range(DEEPEST + 2)]
    for heading, groups in reversed(drafts):
        level = heading.code.count(".") + 1
        children = tuple(reversed(siblings[level + 1]))
        siblings[level + 1] = []
        blocks = _blocks(groups, is_leaf=not children)
        if not children and blocks and (blocks[0].measures or len(blocks) > 1):
            problems += _gaps(blocks, heading.at)
        siblings[level].append(Section(heading.code, heading.numeral, heading.title, heading.at, blocks, children))
    return tuple(reversed(siblings[1]))


def _blocks(groups: Sequence[Group], *, is_leaf: bool) -> tuple[Block, ...]:
    """Render what stands under a heading; in a leaf, 一是……二是…… becomes a list of measures."""
    blocks: list[Block] = []
    for index, group in enumerate(groups):
        last = blocks[-1] if blocks else None
        count = len(last.measures) if last else 0
        cuts = group.cuts(count + 1) if is_leaf else []
        lone = len(cuts) == 1 and not count and not (index + 1 < len(groups) and groups[index + 1].cuts(2))
        if not cuts or lone:
            blocks.append(Block(group.html()))
            continue
        head, items = group.parted(cuts)
        if head:
            blocks += [Block(head), Block(measures=items)]
        elif last and last.measures:
            blocks[-1] = Block(measures=last.measures + items)
        else:
            blocks.append(Block(measures=items))
    return tuple(_joined(blocks))


def _joined(blocks: Iterable[Block]) -> Iterable[Block]:
    """Make one of adjacent pieces of prose."""
    prose: list[str] = []
    for block in blocks:
        if block.prose:
            prose.append(block.prose)
            continue
        if prose:
            yield Block("\n".join(prose))
            prose = []
        yield block
    if prose:
        yield Block("\n".join(prose))


def _excerpt(paragraphs: Iterable[str]) -> str:
    """Return the beginning of the first paragraphs, cut behind a full stop where one is near."""
    text = ""
    for words in paragraphs:
        text += words
        if len(text) >= _EXCERPT:
            break
    if len(text) <= _EXCERPT:
        return text
    stop = text.rfind("。", _EXCERPT // 2, _EXCERPT)
    return text[: stop + 1] if stop >= 0 else text[: _EXCERPT - 1] + "…"
