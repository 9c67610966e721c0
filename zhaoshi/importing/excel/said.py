"""What the rows of a finding say together; what they say differently, and what others take back, is not taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhaoshi.importing.excel.notes import Notes, Spot
from zhaoshi.importing.states import ANSWERED, agrees, claim_at_start, contradict, leaves_open
from zhaoshi.model.ledger import Update
from zhaoshi.model.status import Claim, Status, Verdict
from zhaoshi.problems import msg
from zhaoshi.text.citation import quoted

UNSTATED = Claim(Status.UNSTATED, "未注明")
_STATUS, _VERDICT = "status", "verification/status"
_VERDICTS = {True: Verdict.VERIFIED, False: Verdict.UNVERIFIED}
_VERDICT_NAMES = {True: "已核验销号", False: "未核验"}
_CORRECT = msg("correct one of the two cells and import again")


@dataclass(frozen=True, slots=True)
class Answer:
    """A cell that says 是 or 否 below a head that asks."""

    field: str
    """`status` or `verification/status`."""
    is_yes: bool
    spot: Spot
    head: str
    head_spot: Spot

    @property
    def value(self) -> Any:
        """What it says of the field."""
        return ANSWERED[self.is_yes] if self.field == _STATUS else _VERDICTS[self.is_yes]

    @property
    def word(self) -> str:
        """The word of the ledger for that."""
        return ANSWERED[self.is_yes].written if self.field == _STATUS else _VERDICT_NAMES[self.is_yes]

    @property
    def shown(self) -> str:
        """How the cell is called, whatever sign it has."""
        return "是" if self.is_yes else "否"

    def fits(self, known: Any) -> bool:
        """Tell whether a word that says more of the field may stand beside it."""
        return agrees(known, self.is_yes) if self.field == _STATUS else (known is Verdict.VERIFIED) == self.is_yes


@dataclass(slots=True)
class Said:
    """What the rows of one finding say, by field of the ledger; those of the verification as `verification/by`."""

    spot: Spot
    """Of the first row."""
    has_row: bool = True
    """False where the finding has no row in a ledger, only evidence or steps on a sheet of their own."""
    values: dict[str, Any] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    """Of the cell that had the last word on each of `values`."""
    updates: dict[Update, Spot] = field(default_factory=dict)
    """Steps, with the cell of each."""
    disputed: dict[str, list[Spot]] = field(default_factory=dict)
    """Fields of which cells say different things, with those that are named; they are left out."""
    unread: set[str] = field(default_factory=set)
    """Fields of which some cell could not be read; no empty cell empties them."""
    emptied: dict[str, Spot] = field(default_factory=dict)
    """Fields that an empty cell empties unless another one says something."""
    promised: list[tuple[Spot, date, str]] = field(default_factory=list)
    """Cells of 完成时间 that name a day by which the finding is to be completed, the day and the words."""
    answers: list[Answer] = field(default_factory=list)
    open_words: list[Spot] = field(default_factory=list)
    """Cells of 完成情况 that begin like a state and take it back, in rows without a word for the state."""
    open_states: list[Spot] = field(default_factory=list)
    """The same among the cells of 整改状态."""
    progress: list[tuple[Spot, str]] = field(default_factory=list)
    """Cells of 完成情况, and their words."""
    is_stated: bool = False
    """Whether a cell of 整改状态 has a word for the state."""

    def take(self, name: str, value: Any, spot: Spot, notes: Notes) -> None:
        """Take a value, unless another cell has said something else; 未注明 says nothing."""
        known = self.values.get(name, value)
        if name in self.disputed or (known != value and UNSTATED not in (known, value)):
            self.dispute(name, spot, notes)
        elif value != UNSTATED or name not in self.values:
            self.values[name], self.spots[name] = value, spot

    def dispute(self, name: str, spot: Spot, notes: Notes) -> None:
        """Take neither what a cell says nor what others have said."""
        self.values.pop(name, None)
        named = self.disputed.setdefault(name, [])
        if spot in named:  # a merged cell speaks in every row
            return
        named.append(spot)
        notes.doubt(
            spot,
            "workbook.disputed",
            msg("{cell}: this and another cell of the same finding say different things; neither is taken"),
            msg("keep one of them"),
        )

    def settle(self, empty: Mapping[str, Any], notes: Notes) -> list[Answer]:
        """Decide what only all rows together can; returns the answers that were taken.

        `empty` is what an empty cell makes of each field.
        """
        claim = self.values.get(_STATUS, UNSTATED)
        against = self.open_states if self.is_stated else [*self.open_states, *self.open_words]
        if claim.status is Status.COMPLETED and against:
            self.dispute(_STATUS, against[0], notes)
        if _STATUS in self.values and self.is_stated:
            self._weigh(claim, notes)
        taken = [*self._answered(_STATUS, notes), *self._answered(_VERDICT, notes)]
        if _STATUS in self.values and self.is_stated and claim.status is Status.COMPLETED:
            self._name_open(claim, notes)
        for spot, day, words in self.promised:
            self._promise(spot, day, words, notes)
        for name, spot in self.emptied.items():
            if not any(name in known for known in (self.values, self.disputed, self.unread)):
                self.values[name], self.spots[name] = empty[name], spot
        return taken

    def _promise(self, spot: Spot, day: date, words: str, notes: Notes) -> None:
        """Take a day for the deadline, unless one is stated."""
        if self.values.get("deadline") == day:
            return
        if any("deadline" in known for known in (self.values, self.disputed, self.unread)):
            message = msg("{cell}: “{value}” is no day of completion and is left out", value=words)
        else:
            self.values["deadline"], self.spots["deadline"] = day, spot
            message = msg("{cell}: “{value}” is no day of completion; it becomes 整改时限", value=words)
        hint = msg("write the day on which it was completed, or leave the cell empty")
        notes.doubt(spot, "workbook.promised", message, hint)

    def _weigh(self, claim: Claim, notes: Notes) -> None:
        """Hold what 整改状态 states against 完成情况: another word for the state counts as much as it."""
        for spot, text in self.progress:
            other = claim_at_start(text)
            if not other or not contradict(claim, other):
                continue
            self.values.pop(_STATUS, None)
            self.disputed.setdefault(_STATUS, []).append(spot)
            message = msg(
                "{cell}: “{value}” says something else than the status “{word}”; neither is taken",
                value=quoted(text),
                word=claim.written,
            )
            notes.doubt(spot, "workbook.disputed", message, _CORRECT)

    def _name_open(self, claim: Claim, notes: Notes) -> None:
        """Name what 完成情况 leaves open beside a completion that was taken."""
        for spot, text in self.progress:
            if leaves_open(text):
                message = msg(
                    "{cell}: “{value}” does not go with the status “{word}”, which was taken",
                    value=quoted(text),
                    word=claim.written,
                )
                notes.doubt(spot, "workbook.status-open", message, _CORRECT)

    def _answered(self, name: str, notes: Notes) -> list[Answer]:
        """Take 是 or 否, unless a word for it says the same more exactly, or something else."""
        known = self.values.get(name, UNSTATED)
        answers = [answer for answer in self.answers if answer.field == name]
        if known != UNSTATED:
            answers = [answer for answer in answers if not answer.fits(known)]
        elif name == _STATUS and (self.open_words or self.open_states):
            for answer in filter(lambda answer: answer.is_yes, answers):
                message = msg(
                    "{cell}: “{value}” was not taken as “{word}”, because other words on this finding take it back",
                    value=answer.shown,
                    word=answer.word,
                )
                notes.remark(answer.spot, "workbook.status-open", message)
            answers = [answer for answer in answers if not answer.is_yes]
        if known != UNSTATED or name in self.disputed or len({answer.is_yes for answer in answers}) > 1:
            for answer in answers:
                self.dispute(name, answer.spot, notes)
            return []
        for answer in answers:
            self.values[name], self.spots[name] = answer.value, answer.spot
            if name == _STATUS:
                message = msg("{cell}: taken as “{word}”", word=answer.word)
                notes.remark(answer.spot, "workbook.status-read", message, answer.shown, answer.word)
        return answers
