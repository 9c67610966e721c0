"""What the front matter of a notice says: kind, dates, signature, changes, sign-off."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Struct

from zhaoshi.model.claims import Claims
from zhaoshi.model.fields import Named, record
from zhaoshi.model.readers import (
    DAY,
    ID,
    MOMENT,
    REFERENCE,
    TEXT,
    YES_NO,
    Reader,
    Reference,
    choice,
    converted,
    listed,
)
from zhaoshi.model.site import CONTACT, Contact
from zhaoshi.problems import msg
from zhaoshi.text import citation
from zhaoshi.text.numerals import STANDARD, Numbering, read_numbering


class Kind(StrEnum):
    """The public steps of one inspection, and what is none of them."""

    ENTRY = "entry"
    FEEDBACK = "feedback"
    PROGRESS = "progress"
    OTHER = "other"


KIND_WORDS = {
    "进驻公告": Kind.ENTRY,
    "反馈情况": Kind.FEEDBACK,
    "整改进展": Kind.PROGRESS,
    "公告": Kind.OTHER,
    **{kind.value: kind for kind in Kind},
}


class ChangeKind(StrEnum):
    """Whether a change alters what the notice says."""

    MAJOR = "major"
    MINOR = "minor"


NUMBERING: Reader[Numbering] = converted(
    lambda text: () if text in ("none", "无") else read_numbering(text),
    "notice.numbering",
    msg("{field} “{value}” is not a numbering"),
    msg("write the first numeral of each level, 一（一）1（1）, （一）1 or 一1, or none (无)"),
    {"type": "string", "examples": ["一（一）1（1）", "（一）1（1）", "一1", "none"]},
)

SHORT_CODE: Reader[str] = converted(
    citation.read_short_code,
    "notice.short-code",
    msg("{field} “{value}” is not a short code"),
    msg("write 3 to 12 letters and digits, for example WL2023"),
    {"type": ["string", "integer"], "examples": ["WL2023"]},
)

CHANGE_KIND: Reader[ChangeKind] = choice(
    {"重大": ChangeKind.MAJOR, "major": ChangeKind.MAJOR, "一般": ChangeKind.MINOR, "minor": ChangeKind.MINOR}
)


class Inspection(Struct, frozen=True, array_like=True, kw_only=True):
    """Who inspected, and when."""

    team: Annotated[str, Named("巡察组", TEXT)] = ""
    from_: Annotated[date | None, Named("开始", DAY)] = None
    to: Annotated[date | None, Named("结束", DAY)] = None
    reported: Annotated[date | None, Named("反馈日期", DAY)] = None


class Signature(Struct, frozen=True, array_like=True, kw_only=True):
    """Who signed, and the date under the signature, which differs from the date of publication."""

    by: Annotated[str, Named("署名", TEXT)] = ""
    on: Annotated[date | None, Named("日期", DAY)] = None


class Change(Struct, frozen=True, array_like=True, kw_only=True):
    """What was altered after publication."""

    on: Annotated[date, Named("日期", DAY)]
    kind: Annotated[ChangeKind, Named("类别", CHANGE_KIND)] = ChangeKind.MINOR
    note: Annotated[str, Named("说明", TEXT)]


class Withdrawal(Struct, frozen=True, array_like=True, kw_only=True):
    """Why a notice is no longer there."""

    on: Annotated[date, Named("日期", DAY)]
    reason: Annotated[str, Named("原因", TEXT)]


class Approval(Struct, frozen=True, array_like=True, kw_only=True):
    """A step of sign-off; kept in the sources, never published."""

    step: Annotated[str, Named("环节", TEXT)]
    by: Annotated[str, Named("人员", TEXT)]
    on: Annotated[date | None, Named("日期", DAY)] = None


class NoticeFacts(Struct, frozen=True, array_like=True, kw_only=True):
    """The front matter of `notice.md`."""

    title: Annotated[str, Named("标题", TEXT)]
    unit: Annotated[Reference, Named("单位", REFERENCE)]
    round: Annotated[Reference | None, Named("轮次", REFERENCE)] = None
    kind: Annotated[Kind, Named("类型", choice(KIND_WORDS))] = Kind.PROGRESS
    inspection: Annotated[Inspection, Named("巡察情况", record(Inspection))] = Inspection()
    signed: Annotated[Signature, Named("落款", record(Signature))] = Signature()
    published: Annotated[datetime, Named("发布时间", MOMENT)]
    """In the site's time zone."""
    source: Annotated[str, Named("来源", TEXT)] = ""
    author: Annotated[str, Named("作者", TEXT)] = ""
    editor: Annotated[str, Named("责任编辑", TEXT)] = ""
    index_number: Annotated[str, Named("索引号", TEXT)] = ""
    document_number: Annotated[str, Named("文号", TEXT)] = ""
    short_code: Annotated[str, Named("简码", SHORT_CODE)] = ""
    """In capitals; empty where it follows from the id, see `short_code_of`."""
    former_ids: Annotated[tuple[str, ...], Named("曾用文件夹名", listed(ID))] = ()
    """What the folder was called before, oldest first."""
    keywords: Annotated[tuple[str, ...], Named("关键词", listed(TEXT))] = ()
    summary: Annotated[str, Named("摘要", TEXT)] = ""
    numbering: Annotated[Numbering, Named("编号", NUMBERING)] = STANDARD
    findings_in: Annotated[tuple[Reference, ...], Named("问题部分", listed(REFERENCE))] = ()
    """Sections whose leaves are findings; by default those that have ledger entries."""
    claims: Annotated[Claims, Named("自述数据", record(Claims))] = Claims()
    changes: Annotated[tuple[Change, ...], Named("更正记录", listed(record(Change)))] = ()
    contact: Annotated[Contact | None, Named("联系方式", CONTACT)] = None
    feedback_until: Annotated[date | None, Named("意见截止", DAY)] = None
    approvals: Annotated[tuple[Approval, ...], Named("审签", listed(record(Approval)))] = ()
    draft: Annotated[bool, Named("草稿", YES_NO)] = False
    publish_after: Annotated[date | None, Named("定时发布", DAY)] = None
    withdrawn: Annotated[Withdrawal | None, Named("撤回", record(Withdrawal))] = None
    supersedes: Annotated[Reference | None, Named("替代", REFERENCE)] = None


def short_code_of(facts: NoticeFacts, id_: str) -> str:
    """Return what a notice is cited by: a chosen code, or that of the folder in which it was first published."""
    return facts.short_code or citation.short_code(facts.former_ids[0] if facts.former_ids else id_)


def is_published(facts: NoticeFacts, day: date) -> bool:
    """Tell whether a notice is on the site on a day."""
    return not facts.draft and (facts.publish_after is None or facts.publish_after <= day)
