"""What labels below a finding, and tables that name it, say of it for the ledger."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from zhaoshi.importing.deadlines import last_day
from zhaoshi.importing.states import ANSWERED, agrees, answer, claim_at_start, contradict, is_undone, leaves_open
from zhaoshi.importing.text.finding_labels import IN_WORDS, STRIP
from zhaoshi.importing.text.finding_values import NOTHING, STATES, Said, Values, day_in
from zhaoshi.importing.text.findings import Part
from zhaoshi.importing.text.wording import Entry, Group
from zhaoshi.model.status import STATUS_WORDS, Claim, Status
from zhaoshi.problems import msg


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


def finding(part: Part) -> tuple[Finding, list[Entry]]:
    """Read the labels below a leaf, and in tables; what cannot be read is named and not taken."""
    labels = Values()
    labels.read(part.body)
    for lines in part.tables:
        table = Values()
        table.read(lines)
        labels.add(table)
    entries, unread = labels.entries, labels.unread

    def said(name: str) -> str:
        return labels.get(name)[2]

    def day(name: str) -> date | None:
        number, label, written = labels.get(name)
        whole = day_in(written)
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
        if not labels.disputed.isdisjoint(STATES):
            return left_open(*(found for name in STATES if (found := labels.get(name)) != NOTHING))
        asked = labels.get("asked")
        number, label, written = labels.by_name.get("status", asked)
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

    stated = status()
    labels.part_days(is_undone=is_undone(STATUS_WORDS.get(stated, Status.UNSTATED)))
    found = Finding(
        part,
        stated,
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
