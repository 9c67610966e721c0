"""The sections of a text, and which leaves of them are findings."""

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from zhaoshi.importing.finding_words import bare
from zhaoshi.importing.text import shapes
from zhaoshi.importing.text.finding_labels import LABEL, labelled
from zhaoshi.importing.text.wording import CELL, ROW, Entry, Group, Wording, is_words
from zhaoshi.problems import msg
from zhaoshi.text.codes import SectionCode, code

_PROBLEM = re.compile(r"问题|不够|不到位|不足|不力|不严|欠缺|缺位|薄弱|滞后|偏差|差距|短板")
_NO_FINDINGS = re.compile(
    r"组织|领导(?!.{0,6}(?:弱化|缺失)|方面)|部署|打算|计划|安排|下一步|下步|长效|总体|评价|要求|主要做法|成效|推进情况"
)
_ABOVE = re.compile(r"关于.*问题")
_OWN = frozenset({"status", "asked", "leader", "owner", "deadline", "completed"})
"""Labels that every finding has for itself."""
_CITED = re.compile(r"(?:关于|针对|对)?[“\"‘]|关于.*问题|.*的问题")
_AREA = re.compile(r"关于(?:[“\"‘].+[”\"’].*|.+的)问题(?:的?整改(?:落实|进展|完成)?情况)?[。：:]?")
"""A heading above findings that cites a problem itself."""

Lines = tuple[tuple[int, str], ...]
"""Number in the file and words of paragraphs."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section as the importer sees it."""

    code: SectionCode
    line: int
    """Number in the file."""
    heading: str
    """With its numeral."""
    body: Lines
    """Each paragraph below it."""
    is_leaf: bool
    is_row: bool = False
    """Whether it was a row of a table of findings."""
    tables: tuple[Lines, ...] = ()
    """What each table that names it says of it, with the heads of its columns as labels."""

    @property
    def first(self) -> str:
        """The section of the first level that it belongs to."""
        return self.code.split(".")[0]

    @property
    def is_first(self) -> bool:
        """Whether it is a section of the first level."""
        return self.code == self.first

    @property
    def title(self) -> str:
        """The heading without its numeral."""
        found = shapes.numeral(self.heading)
        return found.rest if found else self.heading


def parts(
    lines: Sequence[str],
    numbers: Sequence[int],
    levels: dict[int, int],
    rows: Container[int] = (),
    said: Mapping[str, tuple[Lines, ...]] = MappingProxyType({}),
) -> tuple[list[Part], list[tuple[int, str]]]:
    """Part a text into its sections; also returns what stands before the first.

    `rows` are the lines of headings that were rows of a table of findings; `said` is what tables say of others, by
    their bare words.
    """
    lead: list[tuple[int, str]] = []
    found: list[Part] = []
    counters: list[int] = []
    for index, line in enumerate(lines):
        if level := levels.get(index):
            counters = [*counters[:level], *([0] if level > len(counters) else [])]
            counters[-1] += 1
            if found and level > found[-1].code.count(".") + 1:
                found[-1] = replace(found[-1], is_leaf=False)
            found.append(Part(code(counters), numbers[index], line, (), True, index in rows))
        elif found:
            if is_words(line):
                found[-1] = replace(found[-1], body=(*found[-1].body, (numbers[index], line)))
        else:
            lead.append((numbers[index], line))
    return [replace(part, tables=said.get(bare(part.title), ()) if part.is_leaf else ()) for part in found], lead


def holding_findings(sections: Sequence[Part]) -> tuple[set[str], bool]:
    """Return the sections of the first level whose leaves are findings, and whether that is certain.

    They are those where most headings cite a problem, with findings from a table, or with labels such as 整改状态.
    """
    below: dict[str, list[Part]] = {}
    for part in sections:
        below.setdefault(part.first, []).append(part)
    leaves = {first: [part for part in found if part.is_leaf] for first, found in below.items()}
    certain = {
        first
        for first, found in below.items()
        if _most(leaves[first], _cites_problem)
        or any(part.is_row or part.tables or any(labelled(line) for _, line in part.body) for part in found)
    }
    if certain:
        return certain, True
    described = {
        first
        for first, found in leaves.items()
        if _AREA.fullmatch(below[first][0].title)
        or (
            not _NO_FINDINGS.search(below[first][0].title)
            and _most(found, lambda part: bool(_PROBLEM.search(part.title)))
        )
    }
    rest = {
        first
        for first, found in leaves.items()
        if len(below[first]) > 1 and not _NO_FINDINGS.search(below[first][0].title)
    }
    return described or rest, False


def lone_labels(sections: Sequence[Part]) -> Iterator[Entry]:
    """Name labels that only the last of several leaves below a cited problem has; the leaves may be measures.

    （一）关于学习不深入的问题, 1.开展学习, 2.撰写心得, 整改状态：已完成.
    """
    below: dict[str, list[Part]] = {}
    for part in sections:
        below.setdefault(part.code.rpartition(".")[0], []).append(part)
    for part in sections:
        *others, last = below.get(part.code, [part])
        labels = [(number, label) for number, line in last.body for name, label, _ in labelled(line) if name in _OWN]
        is_lone = bool(others and labels) and not any(map(_says_more, others)) and not _cites_problem(last)
        if is_lone and _ABOVE.match(part.title):
            message = msg(
                "{label} stands only below the last of the {count} numbered lines under this heading; check whether it "
                "speaks of all of them, and whether they are findings",
                label=labels[0][1],
                count=len(others) + 1,
            )
            yield Entry(Group.DOUBT, labels[0][0], "import.findings", message, part.heading)


def _says_more(part: Part) -> bool:
    """Tell whether a section is more than a line and its text."""
    is_labelled = any(labelled(line) for _, line in part.body)
    return not part.is_leaf or bool(part.tables) or is_labelled or _cites_problem(part)


def tells_of_progress(text: Wording) -> bool:
    """Tell whether labels or a table say how findings stand, who answers for them or until when."""
    for line in text.lines:
        found = {name for name, _, _ in labelled(line)} if is_words(line) else set(_columns(line))
        if found & {"status", "asked", "owner", "deadline"}:
            return True
    return False


def _columns(table: str) -> Iterator[str | None]:
    """Yield what the labels are that fill cells of a table."""
    for cell in re.split(f"[{ROW}{CELL}]", table):
        if label := LABEL.fullmatch(cell):
            yield label.lastgroup


def _most(leaves: Sequence[Part], test: Callable[[Part], bool]) -> bool:
    return sum(map(test, leaves)) * 2 >= len(leaves) > 0


def _cites_problem(part: Part) -> bool:
    return bool(_CITED.match(part.title))
