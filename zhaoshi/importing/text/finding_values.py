"""What all labels of one finding say together; what they say differently counts for nothing."""

import re
from dataclasses import dataclass, field
from datetime import date

from zhaoshi.importing.deadlines import last_day, names_deadline
from zhaoshi.importing.states import claim_at_start
from zhaoshi.importing.text import days
from zhaoshi.importing.text.finding_labels import is_telling, labelled
from zhaoshi.importing.text.findings import Lines
from zhaoshi.importing.text.wording import Entry, Group
from zhaoshi.problems import Message, msg

STATES = ("status", "asked")
"""Labels that say how the finding stands."""
_NAMING = frozenset({"leader", "owner"})
"""Labels that may stand several times below a finding and name somebody each."""
_DAYS = frozenset({"deadline", "completed"})
_DISPUTABLE = _NAMING | _DAYS | {*STATES}
"""Labels of which a table may say something else than the section or another table."""
_BEFORE = re.compile(r"(?:之前|以前|前)?(?:完成|整改到位|到位)?$")

Said = tuple[int, str, str]
"""Number of a line in the file, a label, and its value."""
NOTHING: Said = (0, "", "")


@dataclass(slots=True)
class Values:
    """What stands behind the labels of some lines."""

    by_name: dict[str, Said] = field(default_factory=dict)
    """By name of the label."""
    verdicts: list[Said] = field(default_factory=list)
    like_states: list[Said] = field(default_factory=list)
    telling: list[Said] = field(default_factory=list)
    """All that may say how the finding stands."""
    entries: list[Entry] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    """Labels whose values are not taken, and the values."""
    disputed: set[str] = field(default_factory=set)
    """Names of labels of which two places say different things; none of them counts."""

    def get(self, name: str) -> Said:
        """Return what a label says; nothing where that is disputed."""
        return NOTHING if name in self.disputed else self.by_name.get(name, NOTHING)

    def read(self, lines: Lines) -> None:
        """Read lines. Who answers for the finding may stand in several; how it stands and until when may not.

        Different labels for a state are held against each other once all are read.
        """
        for number, line in lines:
            for name, label, value in labelled(line):
                said = (number, label, value)
                if name in ("verdict", "like a status"):
                    (self.verdicts if name == "verdict" else self.like_states).append(said)
                if name == "status" or is_telling(label):
                    self.telling.append(said)
                _, its_label, its_value = self.by_name.get(name, NOTHING)
                if not its_value:
                    self.by_name[name] = said
                elif name in _NAMING:
                    self._join(name, said)
                elif name in _DAYS or (name in STATES and label == its_label):
                    message = msg(
                        "{label} “{value}” says something else than “{other}” before it; neither was taken",
                        label=label,
                        value=value,
                        other=its_value,
                    )
                    self._dispute(name, said, message)

    def _join(self, name: str, said: Said) -> None:
        """Add whom another line names."""
        number, label, value = said
        before = self.by_name[name][2]
        if value in ("", *before.split("、"), before):
            return
        joined = f"{before}、{value}"
        self.by_name[name] = (number, label, joined)
        message = msg("{label} “{value}” was added to what stands before it", label=label, value=value)
        self.entries.append(Entry(Group.NOTE, number, "import.joined-words", message, value, joined))

    def add(self, table: "Values") -> None:
        """Add what a table says, unless the text or another table says something else."""
        self.verdicts += table.verdicts
        self.like_states += table.like_states
        self.telling += table.telling
        self.entries += table.entries
        self.unread += table.unread
        self.disputed |= table.disputed
        for name, said in table.by_name.items():
            its_value = self.by_name.get(name, NOTHING)[2]
            if not its_value:
                self.by_name[name] = said
            elif name in _DISPUTABLE:
                message = msg(
                    "a table says {label} “{value}” of this finding, its section or another table “{other}”; neither "
                    "was taken",
                    label=said[1],
                    value=said[2],
                    other=its_value,
                )
                self._dispute(name, said, message)

    def _dispute(self, name: str, said: Said, message: Message) -> None:
        """Let a label count for nothing where one value says something else than the one that is known."""
        number, label, value = said
        _, its_label, its_value = self.by_name[name]
        if value and not _is_same(name, value, its_value):
            self.disputed.add(name)
            self.unread += [(its_label, its_value), (label, value)]
            self.entries.append(Entry(Group.DOUBT, number, "import.disputed", message, value))

    def part_days(self, *, is_undone: bool) -> None:
        """Take 完成时间 for the deadline, unless one is stated, where it is no day on which the finding was completed.

        That is so for 2024年6月30日前, and where the finding `is_undone`.
        """
        said = number, label, value = self.get("completed")
        if not (is_undone or names_deadline(value)) or not (day_in(value) or last_day(value)):
            return
        del self.by_name["completed"]
        _, _, deadline = self.by_name.get("deadline", NOTHING)
        if deadline and _is_same("deadline", value, deadline):
            return
        if deadline:
            self.unread.append((label, value))
            message = msg("{label} “{value}” is no day of completion; it was not taken", label=label, value=value)
        else:
            self.by_name["deadline"] = said
            message = msg("{label} “{value}” is no day of completion; it became 整改时限", label=label, value=value)
        self.entries.append(Entry(Group.DOUBT, number, "import.deadline", message, value))


def day_in(written: str) -> date | None:
    """Return the whole day that a value names, also as one by which something is due: 2024年6月30日前."""
    return days.read_day(_BEFORE.sub("", written))


def _is_same(name: str, one: str, other: str) -> bool:
    """Tell whether two values of a label say the same in the ledger."""
    if name in _NAMING:
        return set(re.split("[、，,]", one)) == set(re.split("[、，,]", other))
    if name in _DAYS:
        day = day_in(one) or last_day(one)
        return one == other or (day is not None and day in (day_in(other), last_day(other)))
    first, second = claim_at_start(one), claim_at_start(other)
    return one == other or (first is not None and second is not None and first.status is second.status)
