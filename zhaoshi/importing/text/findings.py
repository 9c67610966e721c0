"""Which leaves of a text are findings, and what the lines below each say of it under labels."""

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest
from types import MappingProxyType

from zhaoshi.importing.deadlines import last_day
from zhaoshi.importing.finding_words import bare
from zhaoshi.importing.states import (
    ANSWERED,
    agrees,
    answer,
    claim_at_start,
    sounds_like_state,
    verdict_at_start,
)
from zhaoshi.importing.text import days, shapes
from zhaoshi.importing.text.wording import CELL, ROW, Entry, Group, Wording, is_words
from zhaoshi.model.status import STATUS_WORDS, Status, Verdict
from zhaoshi.problems import msg
from zhaoshi.text.codes import SectionCode, code

_WHO = r"(?:整改)?(?:责任|牵头|主责|承办)(?:部门|单位|科室|处室|股室|人)"
_LABEL = re.compile(
    r"(?P<status>整改状态|状态|完成情况|整改完成情况|整改进度)"
    r"|(?P<asked>是否已?(?:整改|完成|到位|办结){1,2}|完成与否)"
    r"|(?P<leader>(?:整改)?(?:责任|牵头|分管|主管|包抓)领导)"
    rf"|(?P<owner>{_WHO}(?:[及和与、/／（(]{_WHO}[）)]?)*)"
    r"|(?P<deadline>(?:整改|完成|整改完成)(?:时限|期限)(?:要求)?|(?:计划|要求|预计)完成(?:时间|日期))"
    r"|(?P<completed>(?:实际)?完成(?:时间|日期))"
    r"|(?P<other>整改情况|整改落实情况|整改进展情况|进展情况|落实情况|整改措施|整改任务|整改目标|整改进展|整改成效"
    r"|整改(?:落实)?结果|办理结果|(?:核验|销号)(?:情况|结果|结论)|是否(?:核验|销号)|反馈问题|具体表现|备注)"
)
_TELLING = re.compile(r"(?:整改)?(?:落实|进展|办理)?(?:情况|结果)|整改进展")
"""Other labels whose value states how a finding stands where it begins with a word for that."""
_OF_INSPECTORS = re.compile(r"(?:核验|销号)(?:情况|结果|结论)|是否(?:核验|销号)")
_NAMING = frozenset({"leader", "owner"})
"""Labels that may stand several times below a finding and name somebody each."""
_DISPUTABLE = frozenset({"status", "asked", "leader", "owner", "deadline", "completed"})
_PAIR = re.compile(rf"(?:(?<=[\s；;。，,、（(【])|^)(?:{_LABEL.pattern})\s*[：:]\s*")
_PROBLEM = re.compile(r"问题|不够|不到位|不足|不力|不严|欠缺|缺位|薄弱|滞后|偏差|差距|短板")
_NO_FINDINGS = re.compile(r"组织|领导|部署|打算|计划|安排|下一步|下步|长效|总体|评价|要求|主要做法|成效|推进情况")
_CITED = re.compile(r"(?:关于)?[“\"‘]|关于.*问题|.*的问题")
_BRACKETS = "（(【"
_VALUE_END = re.compile(r"[。；;，,）)】\s]")
_BEFORE = re.compile(r"(?:之前|以前|前)?(?:完成|整改到位|到位)?$")
_IN_WORDS = re.compile(
    r"(?:目前[，,]?)?(?:该|此|上述|以上)(?:项|类)?(?:具体)?问题[^。；]{0,24}(?:整改|完成|办结|销号)[^。；]{0,24}"
)
"""A sentence that says how a finding stands: 该问题已整改到位."""
_LONGEST_STATUS = 12

Lines = tuple[tuple[int, str], ...]
"""Number in the file and words of paragraphs."""
Said = tuple[int, str, str]
"""Number of a line in the file, a label, and its value."""
_STRIP = " \t\u3000；;。，,、"


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
    table: Lines = ()
    """What a table says of it, with the heads of its columns as labels."""

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


@dataclass(frozen=True, slots=True)
class Finding:
    """A leaf and what its labels say."""

    part: Part
    status: str = ""
    """As written; empty where nothing is stated that the ledger knows."""
    leader: str = ""
    owner: str = ""
    deadline: date | None = None
    deadline_written: str = ""
    """Where the text names no day but the end of a month or a year."""
    completed: date | None = None
    unread: tuple[tuple[str, str], ...] = field(default=())
    """Labels whose values are no dates or no known status, and the values."""


def parts(
    lines: Sequence[str],
    numbers: Sequence[int],
    levels: dict[int, int],
    rows: Container[int] = (),
    said: Mapping[str, Lines] = MappingProxyType({}),
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
    return [replace(part, table=said.get(bare(part.title), ()) if part.is_leaf else ()) for part in found], lead


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
        or any(part.is_row or part.table or any(_labelled(line) for _, line in part.body) for part in found)
    }
    if certain:
        return certain, True
    described = {
        first
        for first, found in leaves.items()
        if not _NO_FINDINGS.search(below[first][0].title)
        and _most(found, lambda part: bool(_PROBLEM.search(part.title)))
    }
    rest = {
        first
        for first, found in leaves.items()
        if len(below[first]) > 1 and not _NO_FINDINGS.search(below[first][0].title)
    }
    return described or rest, False


def tells_of_progress(text: Wording) -> bool:
    """Tell whether labels or a table say how findings stand, who answers for them or until when."""
    for line in text.lines:
        found = {name for name, _, _ in _labelled(line)} if is_words(line) else set(_columns(line))
        if found & {"status", "asked", "owner", "deadline"}:
            return True
    return False


def _columns(table: str) -> Iterator[str | None]:
    """Yield what the labels are that fill cells of a table."""
    for cell in re.split(f"[{ROW}{CELL}]", table):
        if label := _LABEL.fullmatch(cell):
            yield label.lastgroup


def _most(leaves: Sequence[Part], test: Callable[[Part], bool]) -> bool:
    return sum(map(test, leaves)) * 2 >= len(leaves) > 0


def _cites_problem(part: Part) -> bool:
    return bool(_CITED.match(part.title))


def _labelled(line: str) -> list[tuple[str, str, str]]:
    """Return name, label and value of each label on a line that begins with one, or states 整改状态 further on.

    A label behind other words may be part of a sentence; its value ends with the clause, or with the bracket.
    """
    pairs = list(_PAIR.finditer(line))
    before = line[: pairs[0].start()] if pairs else ""
    found: list[tuple[str, str, str]] = []
    for pair, following in zip_longest(pairs, pairs[1:]):
        name, label = pair.lastgroup or "other", pair[0].strip(" ：:\u3000")
        value = line[pair.end() : following.start() if following else len(line)].strip(_STRIP + _BRACKETS)
        value = _VALUE_END.split(value, maxsplit=1)[0] if before else value
        if name == "other":
            name = _told(label, value)
        if name != "status" or len(value) <= _LONGEST_STATUS or value.startswith(tuple(STATUS_WORDS)):
            found.append((name, label, value))
    stated = [claim_at_start(value) or label == "整改状态" for name, label, value in found if name == "status"]
    return found if any(stated) or before in ("", *_BRACKETS) else []


def _told(label: str, value: str) -> str:
    """Return what another label tells by its value: a `status`, what is `like a status`, a `verdict`, or `other`."""
    verdict = verdict_at_start(value)
    if _OF_INSPECTORS.fullmatch(label) or (_TELLING.fullmatch(label) and verdict):
        is_open = not value or verdict is Verdict.UNVERIFIED or answer(label, value) is False
        return "other" if is_open else "verdict"
    if not _TELLING.fullmatch(label):
        return "other"
    if claim_at_start(value):
        return "status"
    is_like = sounds_like_state(value) or _IN_WORDS.fullmatch(re.split("[。；]", value)[0])
    return "like a status" if is_like else "other"


@dataclass(slots=True)
class _Labels:
    """What stands behind the labels of some lines."""

    values: dict[str, Said] = field(default_factory=dict)
    """By name of the label."""
    verdicts: list[Said] = field(default_factory=list)
    like_states: list[Said] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def read(self, lines: Lines) -> None:
        """Read lines; of a label that stands twice the first counts, unless each names somebody."""
        for number, line in lines:
            for name, label, value in _labelled(line):
                if name in ("verdict", "like a status"):
                    (self.verdicts if name == "verdict" else self.like_states).append((number, label, value))
                _, _, before = self.values.setdefault(name, (number, label, value))
                if name not in _NAMING or value in ("", before, *before.split("、")):
                    continue
                joined = f"{before}、{value}" if before else value
                self.values[name] = (number, label, joined)
                if before:
                    message = msg("{label} “{value}” was added to what stands before it", label=label, value=value)
                    self.entries.append(Entry(Group.NOTE, number, "import.joined-words", message, value, joined))

    def add(self, table: "_Labels") -> Iterator[tuple[str, str]]:
        """Add what a table says; where the text says something else, neither counts and both are yielded."""
        self.verdicts += table.verdicts
        self.like_states += table.like_states
        self.entries += table.entries
        for name, (number, label, value) in table.values.items():
            _, its_label, its_value = self.values.get(name, (0, "", ""))
            if not its_value:
                self.values[name] = (number, label, value)
            elif name in _DISPUTABLE and value and not _is_same(name, value, its_value):
                del self.values[name]
                message = msg(
                    "a table says {label} “{value}” of this finding, its section “{other}”; neither was taken",
                    label=label,
                    value=value,
                    other=its_value,
                )
                self.entries.append(Entry(Group.DOUBT, number, "import.disputed", message, value))
                yield from ((its_label, its_value), (label, value))


def _is_same(name: str, one: str, other: str) -> bool:
    """Tell whether two values of a label say the same in the ledger."""
    if name in _NAMING:
        return set(re.split("[、，,]", one)) == set(re.split("[、，,]", other))
    if name in ("deadline", "completed"):
        day = days.read_day(_BEFORE.sub("", one)) or last_day(one)
        return one == other or (day is not None and day in (days.read_day(_BEFORE.sub("", other)), last_day(other)))
    first, second = claim_at_start(one), claim_at_start(other)
    return one == other or (first is not None and second is not None and first.status is second.status)


def finding(part: Part) -> tuple[Finding, list[Entry]]:
    """Read the labels below a leaf, and in a table; what cannot be read is named and not taken."""
    labels, table = _Labels(), _Labels()
    labels.read(part.body)
    table.read(part.table)
    unread = list(labels.add(table))
    values, entries = labels.values, labels.entries

    def said(name: str) -> str:
        return values.get(name, (0, "", ""))[2]

    def day(name: str) -> date | None:
        number, label, written = values.get(name, (0, "", ""))
        whole = days.read_day(_BEFORE.sub("", written))
        if whole or not written:
            return whole
        if name == "deadline" and (end := last_day(written)):
            message = msg("{label} “{value}” was taken as its last day, {date}", label=label, value=written, date=end)
            entries.append(Entry(Group.DOUBT, number, "import.last-day", message, written, end.isoformat()))
            return end
        unread.append((label, written))
        message = msg("{label} “{value}” is no whole date; it was not taken over", label=label, value=written)
        entries.append(Entry(Group.DOUBT, number, "import.date", message, written))
        return None

    def status() -> str:
        asked = values.get("asked", (0, "", ""))
        number, label, written = values.get("status", asked)
        claim, is_done = claim_at_start(written), answer(*asked[1:])
        if claim and claim.status is not Status.UNSTATED:
            if is_done is not None and not agrees(claim, is_done):
                unread.extend([(label, written), asked[1:]])
                message = msg(
                    "{label} “{value}” says something else than “{other}”; 未注明 was written",
                    label=asked[1],
                    value=asked[2],
                    other=written,
                )
                entries.append(Entry(Group.DOUBT, asked[0], "import.status", message, asked[2]))
                return ""
            if claim.written != written:
                message = msg("the status “{value}” stands at the beginning of a longer text", value=claim.written)
                entries.append(Entry(Group.DOUBT, number, "import.status-read", message, written, claim.written))
            return claim.written
        if is_done is not None:
            taken = ANSWERED[is_done].written
            message = msg("{label} “{value}” was taken as “{word}”", label=asked[1], value=asked[2], word=taken)
            entries.append(Entry(Group.DOUBT, asked[0], "import.status-read", message, asked[2], taken))
            return taken
        if written:
            unread.append((label, written))
            message = msg("the status “{value}” is not known; 未注明 was written", value=written)
            entries.append(Entry(Group.DOUBT, number, "import.status", message, written))
        for where, name, words in [*labels.like_states, *_in_words(part)]:
            unread.append((name, words))
            message = msg("{label} “{value}” was not taken as a status; 未注明 was written", label=name, value=words)
            entries.append(Entry(Group.DOUBT, where, "import.status-open", message, words))
        return ""

    for number, label, value in labels.verdicts:
        unread.append((label, value))
        message = msg("{label} “{value}” is what the inspectors say; it was not taken", label=label, value=value)
        entries.append(Entry(Group.DOUBT, number, "import.verdict", message, value))

    found = Finding(
        part,
        status(),
        said("leader"),
        said("owner"),
        day("deadline"),
        said("deadline") if last_day(said("deadline")) else "",
        day("completed"),
        tuple(unread),  # behind what fills it
    )
    return found, entries


def _in_words(part: Part) -> Iterator[Said]:
    """Yield what the text itself says last of how a finding stands, for whoever fills the ledger."""
    sentences = [(number, words.strip(_STRIP)) for number, line in part.body for words in re.split("[。；]", line)]
    yield from [(number, "正文", words) for number, words in sentences if _IN_WORDS.fullmatch(words)][-1:]
