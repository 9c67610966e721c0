"""The rectification ledger (整改台账): what is being done about each finding (`ledger.yaml`)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from zhaoshi.model.column_heads import Column, meaning
from zhaoshi.model.fields import Named, Path, label, place_of, read_record, record
from zhaoshi.model.readers import DAY, REFERENCE, TEXT, Reference, Refused, choice, listed
from zhaoshi.model.status import CLAIM, VERDICT_WORDS, Claim, Status, Verdict
from zhaoshi.problems import Location, Message, Problem, doubt, msg
from zhaoshi.text import codes
from zhaoshi.text.codes import SectionCode
from zhaoshi.text.nodes import Node
from zhaoshi.text.numerals import STANDARD, Numbering

INSTITUTION = "制度"
"""Kind of evidence that enters the register of institutions."""


class Verification(Struct, frozen=True, array_like=True, kw_only=True):
    """The inspectors' verdict on one finding."""

    status: Annotated[Verdict, Named("结论|状态", choice(VERDICT_WORDS))] = Verdict.UNVERIFIED
    by: Annotated[str, Named("单位", TEXT)] = ""
    on: Annotated[date | None, Named("日期", DAY)] = None
    note: Annotated[str, Named("说明", TEXT)] = ""


class Evidence(Struct, frozen=True, array_like=True, kw_only=True):
    """Something that shows what was done."""

    kind: Annotated[str, Named("类别", TEXT)]
    """A free word: 制度, 会议记录, 照片."""
    title: Annotated[str, Named("名称", TEXT)]
    on: Annotated[date | None, Named("日期", DAY)] = None
    file: Annotated[Reference | None, Named("文件", REFERENCE)] = None
    """`attachments/…` below the notice's folder."""
    number: Annotated[str, Named("文号", TEXT)] = ""

    @property
    def is_institution(self) -> bool:
        """Whether it is a rule that was made."""
        return self.kind == INSTITUTION


class Update(Struct, frozen=True, array_like=True, kw_only=True):
    """One dated step."""

    on: Annotated[date, Named("日期", DAY)]
    title: Annotated[str, Named("标题", TEXT)]
    text: Annotated[str, Named("内容", TEXT)] = ""


class LedgerItem(Struct, frozen=True, array_like=True, kw_only=True):
    """What is being done about one finding: the unit's claim and the inspectors' verdict are two facts."""

    section: Annotated[Reference, Named("章节", REFERENCE)]
    """As written; `Ledger.items` names it in its canonical spelling."""
    status: Annotated[Claim, Named("状态", CLAIM)]
    leader: Annotated[str, Named("责任领导", TEXT)] = ""
    owner: Annotated[str, Named("责任部门|责任人", TEXT)] = ""
    deadline: Annotated[date | None, Named("整改时限", DAY)] = None
    completed: Annotated[date | None, Named("完成时间", DAY)] = None
    review: Annotated[date | None, Named("复查时间", DAY)] = None
    """Next review of long-term work."""
    verification: Annotated[Verification, Named("核验", record(Verification))] = Verification()
    evidence: Annotated[tuple[Evidence, ...], Named("佐证", listed(record(Evidence)))] = ()
    updates: Annotated[tuple[Update, ...], Named("进展", listed(record(Update)))] = ()

    @staticmethod
    def meant_by(name: str) -> str | Message | None:
        """Tell which field is meant by a word of the tables that offices keep: 完成时限 is no 完成时间."""
        return _meant_by(name)

    @property
    def due(self) -> date | None:
        """The day after which the finding is overdue; None where nothing is promised, or owed any more."""
        if self.status.status is Status.LONG_TERM:
            return self.review
        return self.deadline if self.is_open else None

    def days_late(self, as_of: date | None) -> int | None:
        """Return by how many days the completion is later than the deadline; 0 in time, None where nothing can be said.

        That is where a day is missing, the finding is open or was returned, or the completion lies behind `as_of`, the
        date of the ledger.
        """
        if self.completed is None or self.deadline is None or self.status.status is not Status.COMPLETED:
            return None
        if self.verification.status is Verdict.RETURNED or (as_of and self.completed > as_of):
            return None
        return max((self.completed - self.deadline).days, 0)

    @property
    def is_open(self) -> bool:
        """Whether something is still owed: not completed, or completed and returned by the inspectors."""
        return self.status.status is not Status.COMPLETED or self.verification.status is Verdict.RETURNED


class Defaults(Struct, frozen=True, array_like=True, kw_only=True):
    """What stands where an item says nothing."""

    leader: Annotated[str, Named("责任领导", TEXT)] = ""
    owner: Annotated[str, Named("责任部门|责任人", TEXT)] = ""
    deadline: Annotated[date | None, Named("整改时限", DAY)] = None

    @staticmethod
    def meant_by(name: str) -> str | Message | None:
        """Tell which field is meant, as for an item."""
        return _meant_by(name)


class Ledger(Struct, frozen=True, array_like=True, kw_only=True):
    """A whole ledger."""

    as_of: Annotated[date, Named("数据截至", DAY)]
    """The day whose state the figures give."""
    defaults: Annotated[Defaults, Named("默认值", record(Defaults))] = Defaults()
    items: Annotated[tuple[LedgerItem, ...], Named("台账", listed(record(LedgerItem)))]


_FIELDS: Mapping[Column, str] = {
    Column.CODE: "section",
    Column.STATUS: "status",
    Column.PROGRESS: "updates",
    Column.LEADER: "leader",
    Column.OWNER: "owner",
    Column.DEADLINE: "deadline",
    Column.COMPLETED: "completed",
    Column.REVIEW: "review",
    Column.EVIDENCE: "evidence",
}
"""Field of an item that a column is."""

_OF_VERIFICATION: Mapping[Column, str] = {
    Column.VERDICT: "结论",
    Column.VERIFIED_BY: "单位",
    Column.VERIFIED_ON: "日期",
    Column.VERIFICATION_NOTE: "说明",
}

_IN_TEXT = (Column.FINDING, Column.MEASURES)


def _meant_by(name: str) -> str | Message | None:
    column = meaning(name)
    if column is None or column in _FIELDS:
        return column and _FIELDS[column]
    if column in _OF_VERIFICATION:
        return msg("write for example {form}", form=f"核验: {{{_OF_VERIFICATION[column]}: …}}")
    if column in _IN_TEXT:
        return msg("it stands in the text, notice.md; delete it here")
    return msg("a ledger does not have it; delete it")


def read_ledger(
    node: Node | None, path: str, numbering: Numbering, inspected_from: date | None = None
) -> tuple[Ledger, list[Problem]]:
    """Read `ledger.yaml`, with defaults filled in and sections in their canonical spelling; raises `Refused`.

    Returns doubts beside the ledger. `inspected_from` is the day before which nothing can have been put right.
    """
    ledger = read_record(Ledger, node, Location(path))
    problems: list[Problem] = []
    items: dict[SectionCode, LedgerItem] = {}
    for item in ledger.items:
        section = codes.read_code(item.section.name, numbering or STANDARD)
        if section is None:
            problems.append(
                Problem(
                    item.section.at,
                    "ledger.section-form",
                    msg("“{value}” is not a section code", value=item.section.name),
                    _code_form(numbering or STANDARD),
                )
            )
        elif section in items:
            problems.append(
                Problem(
                    item.section.at,
                    "ledger.section-twice",
                    msg(
                        "the section {code} has a second entry; first on line {line}",
                        code=section,
                        line=items[section].section.at.line,
                    ),
                    msg("join the two entries"),
                )
            )
        else:
            items[section] = _completed(item, section, ledger.defaults)
    if problems:
        raise Refused(problems)
    return replace(ledger, items=tuple(items.values())), list(_doubts(ledger, node, inspected_from))


def _code_form(numbering: Numbering) -> Message:
    """Show the two forms of a code in a notice; that of another numbering would be refused."""
    example = codes.code((2, 1, 4, 2)[: len(numbering)])
    return msg("write it like {code} or {official}", code=example, official=codes.shown(example, numbering))


def _completed(item: LedgerItem, section: SectionCode, defaults: Defaults) -> LedgerItem:
    return LedgerItem(
        section=Reference(section, item.section.at),
        status=item.status,
        leader=item.leader or defaults.leader,
        owner=item.owner or defaults.owner,
        deadline=item.deadline or defaults.deadline,
        completed=item.completed,
        review=item.review,
        verification=item.verification,
        evidence=item.evidence,
        updates=tuple(sorted(item.updates, key=lambda update: update.on)),
    )


class _Contradiction(Struct, frozen=True):
    """Two statements of one entry that cannot both be true."""

    field: tuple[str, ...]
    """Where it is shown."""
    code: str
    is_met: Callable[[LedgerItem], object]
    message: Callable[[LedgerItem], Message]
    hint: Message


MAY_BE_DATED = (Status.COMPLETED, Status.LONG_TERM, Status.PHASED)
"""Statuses beside which a date of completion can stand."""

_CONTRADICTIONS = (
    _Contradiction(
        ("completed",),
        "ledger.completed-but-open",
        lambda item: item.completed and item.status.status not in MAY_BE_DATED,
        lambda item: msg("a completion date is given, but the status is “{status}”", status=item.status.written),
        msg("correct one of the two"),
    ),
    _Contradiction(
        ("status",),
        "ledger.completion-undated",
        lambda item: item.completed is None and item.status.status is Status.COMPLETED,
        lambda _: msg("the finding is completed, but no completion date is given"),
        msg("add completed (完成时间)"),
    ),
    _Contradiction(
        ("verification", "status"),
        "ledger.verified-but-open",
        lambda item: (
            item.verification.status is Verdict.VERIFIED
            and item.status.status not in (Status.COMPLETED, Status.LONG_TERM)
        ),
        lambda item: msg("the finding is verified, but the status is “{status}”", status=item.status.written),
        msg("correct one of the two"),
    ),
    _Contradiction(
        ("verification", "on"),
        "ledger.verified-before-completion",
        lambda item: item.verification.on and item.completed and item.verification.on < item.completed,
        lambda item: msg(
            "the date of verification, {verified}, is earlier than the completion, {completed}",
            verified=item.verification.on,
            completed=item.completed,
        ),
        msg("correct one of the two dates"),
    ),
    _Contradiction(
        ("review",),
        "ledger.review-without-long-term",
        lambda item: item.review and item.status.status is not Status.LONG_TERM,
        lambda item: msg("a review date is given, but the status is “{status}”", status=item.status.written),
        msg("review dates are for 长期坚持"),
    ),
)


def _doubts(ledger: Ledger, node: Node | None, inspected_from: date | None) -> Iterator[Problem]:
    """Yield what contradicts itself, each at its field."""
    as_of = ledger.as_of
    for number, item in enumerate(ledger.items):
        at = partial(_place, node, number, item)
        for contradiction in _CONTRADICTIONS:
            if contradiction.is_met(item):
                message = contradiction.message(item)
                yield doubt(at(*contradiction.field), contradiction.code, message, contradiction.hint)
        if _lacks_verdict(
            item.verification, partial(place_of, Ledger, node, "items", number, "verification", "status")
        ):
            yield doubt(
                at("verification"),
                "ledger.verdict-missing",
                msg("a verification without a conclusion is shown as 未核验"),
                msg("add the conclusion (结论): 已核验销号 or 退回; 未核验, without a date, if there is none yet"),
            )
        for path, day in _dated(item):
            if day > as_of:
                yield _later_than_as_of(at(*path), path, day, as_of)
        if inspected_from and item.completed and item.completed < inspected_from:
            yield doubt(
                at("completed"),
                "ledger.completed-before-inspection",
                msg(
                    "the completion, {completed}, is earlier than the beginning of the inspection, {start}",
                    completed=item.completed,
                    start=inspected_from,
                ),
                msg("correct one of the two dates"),
            )


def _lacks_verdict(verification: Verification, place_of_verdict: Callable[[], Location | None]) -> bool:
    """Tell whether a verification is spoken of whose outcome nobody states."""
    if verification.status is not Verdict.UNVERIFIED or verification == Verification():
        return False
    return verification.on is not None or place_of_verdict() is None


def _place(node: Node | None, number: int, item: LedgerItem, *path: str | int) -> Location:
    return place_of(Ledger, node, "items", number, *path) or item.section.at


def _dated(item: LedgerItem) -> list[tuple[Path, date]]:
    """Return the dates of what has happened, each with the path of its field."""
    days: list[tuple[Path, date]] = []
    if item.completed:
        days.append((("completed",), item.completed))
    if item.verification.on:
        days.append((("verification", "on"), item.verification.on))
    for number, evidence in enumerate(item.evidence):
        if evidence.on:
            days.append((("evidence", number, "on"), evidence.on))
    if item.updates:
        days += [(("updates", number, "on"), update.on) for number, update in enumerate(item.updates)]
    return days


def _later_than_as_of(at: Location, path: Path, day: date, as_of: date) -> Problem:
    return doubt(
        at,
        "ledger.later-than-as-of",
        msg(
            "“{field}” {date} is later than the ledger's own date {as_of}",
            field=label(LedgerItem, *path),
            date=day,
            as_of=as_of,
        ),
        msg("bring the field as_of (数据截至) up to date, or correct this date"),
    )
