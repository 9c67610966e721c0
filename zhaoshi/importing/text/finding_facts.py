"""What labels below a finding, and tables that name it, say of it for the ledger."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from zhaoshi.importing.deadlines import last_day
from zhaoshi.importing.states import ANSWERED, agrees, answer, claim_at_start, contradict, leaves_open
from zhaoshi.importing.text import days
from zhaoshi.importing.text.finding_labels import IN_WORDS, STRIP, is_telling, labelled
from zhaoshi.importing.text.findings import Lines, Part
from zhaoshi.importing.text.wording import Entry, Group
from zhaoshi.model.status import Claim, Status
from zhaoshi.problems import msg

_NAMING = frozenset({"leader", "owner"})
"""Labels that may stand several times below a finding and name somebody each."""
_DISPUTABLE = frozenset({"status", "asked", "leader", "owner", "deadline", "completed"})
"""Labels of which a table may say something else than the section or another table."""
_STATES = ("status", "asked")
"""Labels that say how the finding stands."""
_BEFORE = re.compile(r"(?:之前|以前|前)?(?:完成|整改到位|到位)?$")

Said = tuple[int, str, str]
"""Number of a line in the file, a label, and its value."""


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


@dataclass(slots=True)
class _Labels:
    """What stands behind the labels of some lines."""

    values: dict[str, Said] = field(default_factory=dict)
    """By name of the label."""
    verdicts: list[Said] = field(default_factory=list)
    like_states: list[Said] = field(default_factory=list)
    telling: list[Said] = field(default_factory=list)
    """All that may say how the finding stands."""
    entries: list[Entry] = field(default_factory=list)
    disputed: set[str] = field(default_factory=set)
    """Names of labels of which two places say different things; none of them counts."""

    def read(self, lines: Lines) -> None:
        """Read lines; of a label that stands twice the first counts, unless each names somebody."""
        for number, line in lines:
            for name, label, value in labelled(line):
                if name in ("verdict", "like a status"):
                    (self.verdicts if name == "verdict" else self.like_states).append((number, label, value))
                if name == "status" or is_telling(label):
                    self.telling.append((number, label, value))
                _, _, before = self.values.setdefault(name, (number, label, value))
                if name not in _NAMING or value in ("", before, *before.split("、")):
                    continue
                joined = f"{before}、{value}" if before else value
                self.values[name] = (number, label, joined)
                if before:
                    message = msg("{label} “{value}” was added to what stands before it", label=label, value=value)
                    self.entries.append(Entry(Group.NOTE, number, "import.joined-words", message, value, joined))

    def add(self, table: "_Labels") -> Iterator[tuple[str, str]]:
        """Add what a table says; where the text or another table says something else, both are yielded."""
        self.verdicts += table.verdicts
        self.like_states += table.like_states
        self.telling += table.telling
        self.entries += table.entries
        for name, (number, label, value) in table.values.items():
            _, its_label, its_value = self.values.get(name, (0, "", ""))
            if not its_value:
                self.values[name] = (number, label, value)
            elif name in _DISPUTABLE and value and not _is_same(name, value, its_value):
                self.disputed.add(name)
                message = msg(
                    "a table says {label} “{value}” of this finding, its section or another table “{other}”; neither "
                    "was taken",
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
    """Read the labels below a leaf, and in tables; what cannot be read is named and not taken."""
    labels = _Labels()
    labels.read(part.body)
    unread: list[tuple[str, str]] = []
    for lines in part.tables:
        table = _Labels()
        table.read(lines)
        unread += labels.add(table)
    entries = labels.entries
    values = {name: said for name, said in labels.values.items() if name not in labels.disputed}

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

    def left_open(*states: Said) -> str:
        for where, name, words in [*states, *labels.like_states, *_in_words(part)]:
            unread.append((name, words))
            message = msg("{label} “{value}” was not taken as a status; 未注明 was written", label=name, value=words)
            entries.append(Entry(Group.DOUBT, where, "import.status-open", message, words))
        return ""

    def is_contradicted(number: int, label: str, written: str, claim: Claim) -> bool:
        """Hold a status against what else is said; tells whether another word for a state says otherwise."""
        others = [said for said in labels.telling if said != (number, label, written)]
        for where, beside, words in others:
            other = claim_at_start(words)
            if other and contradict(claim, other):
                unread.extend([(label, written), (beside, words)])
                message = msg(
                    "{label} “{value}” says something else than “{other}”; 未注明 was written",
                    label=beside,
                    value=words,
                    other=written,
                )
                entries.append(Entry(Group.DOUBT, where, "import.status", message, words))
                return True
        for where, beside, words in others:
            if claim.status is Status.COMPLETED and leaves_open(words):
                message = msg(
                    "{label} “{value}” does not go with the status “{word}”, which was taken; correct one of the two",
                    label=beside,
                    value=words,
                    word=written,
                )
                entries.append(Entry(Group.DOUBT, where, "import.status-open", message, words))
        return False

    def status() -> str:
        if not labels.disputed.isdisjoint(_STATES):
            return left_open(*(values[name] for name in _STATES if name in values))
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
            if is_contradicted(number, label, written, claim):
                return ""
            if claim.written != written:
                message = msg("the status “{value}” stands at the beginning of a longer text", value=claim.written)
                entries.append(Entry(Group.DOUBT, number, "import.status-read", message, written, claim.written))
            return claim.written
        if is_done is not None and not (is_done and labels.like_states):
            taken = ANSWERED[is_done].written
            message = msg("{label} “{value}” was taken as “{word}”", label=asked[1], value=asked[2], word=taken)
            entries.append(Entry(Group.DOUBT, asked[0], "import.status-read", message, asked[2], taken))
            return taken
        if written and is_done is None:
            unread.append((label, written))
            message = msg("the status “{value}” is not known; 未注明 was written", value=written)
            entries.append(Entry(Group.DOUBT, number, "import.status", message, written))
        # 是 is no completion beside words that take it back.
        return left_open(*([asked] if is_done else ()))

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
        tuple(dict.fromkeys(unread)),  # behind what fills it
    )
    return found, entries


def _in_words(part: Part) -> Iterator[Said]:
    """Yield what the text itself says last of how a finding stands, for whoever fills the ledger."""
    sentences = [(number, words.strip(STRIP)) for number, line in part.body for words in re.split("[。；]", line)]
    yield from [(number, "正文", words) for number, words in sentences if IN_WORDS.fullmatch(words)][-1:]
