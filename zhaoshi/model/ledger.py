"""The rectification ledger (整改台账): what is being done about each finding (`ledger.yaml`)."""

from collections.abc import Collection
from datetime import date
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from zhaoshi.model.fields import (
    DAY,
    REFERENCE,
    TEXT,
    Named,
    Reference,
    Refused,
    choice,
    listed,
    read_record,
    record,
)
from zhaoshi.model.status import CLAIM, VERDICT_WORDS, Claim, Status, Verdict
from zhaoshi.problems import Location, Problem, doubt, msg
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

    @property
    def due(self) -> date | None:
        """The day after which the finding is overdue; None where nothing is promised any more."""
        match self.status.status:
            case Status.COMPLETED:
                return None
            case Status.LONG_TERM:
                return self.review
            case _:
                return self.deadline

    @property
    def is_open(self) -> bool:
        """Whether something is still owed: not completed, or completed and returned by the inspectors."""
        return self.status.status is not Status.COMPLETED or self.verification.status is Verdict.RETURNED


class Defaults(Struct, frozen=True, array_like=True, kw_only=True):
    """What stands where an item says nothing."""

    leader: Annotated[str, Named("责任领导", TEXT)] = ""
    owner: Annotated[str, Named("责任部门|责任人", TEXT)] = ""
    deadline: Annotated[date | None, Named("整改时限", DAY)] = None


class Ledger(Struct, frozen=True, array_like=True, kw_only=True):
    """A whole ledger."""

    as_of: Annotated[date, Named("数据截至", DAY)]
    """The day whose state the figures give."""
    defaults: Annotated[Defaults, Named("默认值", record(Defaults))] = Defaults()
    items: Annotated[tuple[LedgerItem, ...], Named("台账", listed(record(LedgerItem)))]


def read_ledger(node: Node | None, path: str, numbering: Numbering) -> tuple[Ledger, list[Problem]]:
    """Read `ledger.yaml`, with defaults filled in and sections in their canonical spelling; raises `Refused`.

    Returns doubts beside the ledger.
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
                    msg("write it like 2.1.4.2 or 二（一）4（2）"),
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
    return replace(ledger, items=tuple(items.values())), _doubts(items.values(), ledger.as_of)


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


def _doubts(items: Collection[LedgerItem], as_of: date) -> list[Problem]:
    """Name what contradicts itself: dates behind the ledger's own day, completion without a date, and the reverse."""
    found: list[Problem] = []
    for item in items:
        at, status = item.section.at, item.status.status
        later = [
            day for day in (item.completed, item.verification.on, *(u.on for u in item.updates)) if day and day > as_of
        ]
        if later:
            found.append(
                doubt(
                    at,
                    "ledger.later-than-as-of",
                    msg("{date} is later than the ledger's own date {as_of}", date=max(later), as_of=as_of),
                    msg("bring the field as_of (数据截至) up to date"),
                )
            )
        if item.completed and status not in (Status.COMPLETED, Status.LONG_TERM, Status.PHASED):
            found.append(
                doubt(
                    at,
                    "ledger.completed-but-open",
                    msg("a completion date is given, but the status is “{status}”", status=item.status.written),
                    msg("correct one of the two"),
                )
            )
        if status is Status.COMPLETED and item.completed is None:
            found.append(
                doubt(
                    at,
                    "ledger.completion-undated",
                    msg("the finding is completed, but no completion date is given"),
                    msg("add completed (完成时间)"),
                )
            )
        if item.verification.status is Verdict.VERIFIED and item.is_open and status is not Status.LONG_TERM:
            found.append(
                doubt(
                    at,
                    "ledger.verified-but-open",
                    msg("the finding is verified, but the status is “{status}”", status=item.status.written),
                    msg("correct one of the two"),
                )
            )
        if item.completed and item.verification.on and item.verification.on < item.completed:
            found.append(
                doubt(
                    at,
                    "ledger.verified-before-completion",
                    msg("the finding was verified before it was completed"),
                    msg("correct one of the two dates"),
                )
            )
        if item.review and status is not Status.LONG_TERM:
            found.append(
                doubt(
                    at,
                    "ledger.review-without-long-term",
                    msg("a review date is given, but the status is “{status}”", status=item.status.written),
                    msg("review dates are for 长期坚持"),
                )
            )
    return found
