"""One notice (通报): its facts, its text as a tree, and its ledger joined to the leaves of that tree."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from unicodedata import normalize
from urllib.parse import unquote

from msgspec import Struct

from zhaoshi.model.claims import Claims
from zhaoshi.model.fields import Named, label, place_of, read_record, record
from zhaoshi.model.ledger import Ledger, LedgerItem, read_ledger
from zhaoshi.model.readers import (
    DAY,
    MOMENT,
    REFERENCE,
    TEXT,
    YES_NO,
    Reader,
    Reference,
    Refused,
    choice,
    converted,
    listed,
)
from zhaoshi.model.site import CONTACT, Contact
from zhaoshi.model.unfinished import unfinished, unfinished_ledger
from zhaoshi.problems import Location, Problem, doubt, errors, msg
from zhaoshi.text import citation, codes, front_matter, markdown, yaml_nodes
from zhaoshi.text.codes import SectionCode
from zhaoshi.text.markdown import Link
from zhaoshi.text.nodes import Node
from zhaoshi.text.numerals import STANDARD, Numbering, read_numbering
from zhaoshi.text.outline import Block, Section, outline, walk


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
    {
        "major": ChangeKind.MAJOR,
        "重大": ChangeKind.MAJOR,
        "minor": ChangeKind.MINOR,
        "一般": ChangeKind.MINOR,
    }
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
    """In capitals; empty where it follows from the id, see `Notice.short_code`."""
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


class Notice(Struct, frozen=True, array_like=True, kw_only=True):
    """A whole notice."""

    id: str
    at: Location
    facts: NoticeFacts
    lead: tuple[Block, ...]
    """What stands before the first heading."""
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    excerpt: str
    places: dict[str, Location] = {}
    """Where facts were written that are compared with those of other notices or with the day; by field."""
    ledger: Ledger | None
    findings: tuple[SectionCode, ...]
    """Codes of the leaves that are findings, in document order."""

    @property
    def short_code(self) -> str:
        """What the notice is cited by."""
        return self.facts.short_code or citation.short_code(self.id)

    @property
    def as_of(self) -> date | None:
        """The ledger's own date."""
        return self.ledger.as_of if self.ledger else None

    @property
    def items(self) -> dict[str, LedgerItem]:
        """Ledger entries by section code."""
        return {item.section.name: item for item in self.ledger.items} if self.ledger else {}

    @property
    def measures(self) -> int:
        """How many measures the text lists below its findings."""
        codes_ = set(self.findings)
        return sum(
            len(block.measures) for section in walk(self.sections) if section.code in codes_ for block in section.blocks
        )

    @property
    def institutions(self) -> int:
        """How many rules the ledger lists as evidence."""
        return sum(evidence.is_institution for item in self.items.values() for evidence in item.evidence)

    @property
    def files(self) -> tuple[Reference, ...]:
        """Attachments that the text or the ledger names."""
        linked = [Reference(unquote(link.target), link.at) for link in self.links if is_file(link.target)]
        named = [e.file for item in self.items.values() for e in item.evidence if e.file]
        return tuple(Reference(normalize("NFC", file.name), file.at) for file in linked + named)


def is_file(target: str) -> bool:
    """Tell whether a link leads to a file of the notice, not to an address, a section or a page of the site."""
    return not target.startswith(("#", "/")) and ":" not in target.split("/")[0]


def read_notice(
    id_: str, path: str, text: str, ledger_path: str, ledger_text: str | None
) -> tuple[Notice | None, list[Problem]]:
    """Read one notice from its two files; the notice is None where an error is among the problems.

    `text` and `ledger_text` are decoded; `ledger_text` is None where there is no ledger.
    """
    if len(text.encode()) > markdown.MAX_BYTES:
        return None, [yaml_nodes.too_large(path, markdown.MAX_BYTES)]
    document, problems = front_matter.split(text, path)
    if document is None:
        return None, problems + _unguessed(_ledger(ledger_path, ledger_text, STANDARD)[1])
    facts: NoticeFacts | None = None
    node, problems = yaml_nodes.parse(document.front_matter, path, 2)
    if not problems:
        try:
            facts = read_record(NoticeFacts, node, Location(path))
        except Refused as refused:
            problems += refused.problems
    numbering = facts.numbering if facts else STANDARD
    tree, text_problems = outline(document.body, numbering, path, document.body_line)
    start = facts.inspection.from_ if facts else None
    ledger, ledger_problems = _ledger(ledger_path, ledger_text, numbering, start)
    if facts is None:
        return None, problems + _unguessed(text_problems + ledger_problems)
    problems += text_problems + ledger_problems
    problems += _reversed_dates(facts, node, Location(path))
    findings, finding_problems = _findings(facts, tree.sections, ledger, Location(path))
    if not any(problem.code.startswith("heading.") for problem in errors(text_problems)):
        # Codes that do not fit are else a consequence of the heading.
        problems += finding_problems
        problems += _section_link_problems(tree.links, tree.sections)
    if not facts.draft:
        problems += unfinished(document, text, path)
        problems += unfinished_ledger(ledger_text or "", ledger_path)
    notice = Notice(
        id=id_,
        at=Location(path),
        facts=facts,
        lead=tree.lead,
        sections=tree.sections,
        links=tree.links,
        excerpt=tree.excerpt,
        places={name: at for name in _PLACED if (at := place_of(NoticeFacts, node, name))},
        ledger=ledger,
        findings=findings,
    )
    return notice, problems


_PLACED = ("published", "index_number", "document_number")

Field = tuple[str | int, ...]
"""Path of a field, as for `place_of`."""


def _reversed_dates(facts: NoticeFacts, node: Node | None, at: Location) -> Iterator[Problem]:
    """Doubt dates that are earlier than what must have come before them, each at its field."""
    for code, field, day, before, limit in _dates_in_order(facts):
        if day and limit and day < limit:
            yield doubt(
                place_of(NoticeFacts, node, *field) or at,
                code,
                msg(
                    "“{field}” {date} is earlier than “{before}” {limit}",
                    field=label(NoticeFacts, *field),
                    date=day,
                    before=label(NoticeFacts, *before),
                    limit=limit,
                ),
                msg("correct one of the two dates"),
            )


def _dates_in_order(facts: NoticeFacts) -> Iterator[tuple[str, Field, date | None, Field, date | None]]:
    """Yield the code of a doubt, a field and its date, and the field before whose date it cannot be."""
    inspection, start, published = facts.inspection, ("inspection", "from"), facts.published.date()
    yield "notice.inspection-reversed", ("inspection", "to"), inspection.to, start, inspection.from_
    yield "notice.reported-early", ("inspection", "reported"), inspection.reported, start, inspection.from_
    for number, change in enumerate(facts.changes):
        yield "notice.changed-early", ("changes", number, "on"), change.on, ("published",), published
    if facts.withdrawn:
        yield "notice.withdrawn-early", ("withdrawn", "on"), facts.withdrawn.on, ("published",), published
    yield "notice.feedback-closed-early", ("feedback_until",), facts.feedback_until, ("published",), published


def _unguessed(problems: Iterable[Problem]) -> list[Problem]:
    """Leave complaints about numerals out: without the facts the numbering is not known."""
    return [p for p in problems if not p.code.startswith("heading.") and p.code != "ledger.section-form"]


def _without_text(section: Section) -> Problem:
    return doubt(
        section.at,
        "notice.finding-without-text",
        msg("nothing stands below the heading of the finding {code}", code=section.code),
        msg("write what was done, or check whether the heading stands at the right level"),
    )


def _ledger(
    path: str, text: str | None, numbering: Numbering, inspected_from: date | None = None
) -> tuple[Ledger | None, list[Problem]]:
    if text is None:
        return None, []
    node, problems = yaml_nodes.parse(text, path)
    if problems:
        return None, problems
    try:
        return read_ledger(node, path, numbering, inspected_from)
    except Refused as refused:
        return None, refused.problems


def _findings(
    facts: NoticeFacts, sections: Iterable[Section], ledger: Ledger | None, at: Location
) -> tuple[tuple[SectionCode, ...], list[Problem]]:
    """Join the ledger to the leaves: which leaves are findings, and which entries or leaves have no partner."""
    problems: list[Problem] = []
    known = {section.code: section for section in walk(sections)}
    leaves = [code for code, section in known.items() if section.is_leaf]
    entries = {item.section.name: item.section.at for item in ledger.items} if ledger else {}
    for name, place in entries.items():
        if name not in known:
            problems.append(_unknown_section(name, place, leaves, facts.numbering))
        elif not known[SectionCode(name)].is_leaf:
            problems.append(
                Problem(
                    place,
                    "ledger.section-not-leaf",
                    msg("the section {code} has subsections", code=name),
                    msg(
                        "give each of them its own entry: {codes}",
                        codes="、".join(child.code for child in known[SectionCode(name)].children),
                    ),
                )
            )
    covered = {name.split(".")[0] for name in entries}
    missing = [code for code in leaves if code.split(".")[0] in covered and code not in entries]
    ledger_at = max(entries.values(), default=at)
    problems += [
        Problem(
            ledger_at,
            "ledger.entry-missing",
            msg(
                "the finding {code} “{title}” has no entry", code=_both(code, facts.numbering), title=known[code].title
            ),
            msg("add an entry with section: {code}", code=code),
        )
        for code in missing
    ]
    roots = []
    for reference in facts.findings_in:
        section = codes.read_code(reference.name, facts.numbering or STANDARD)
        if section is None or section not in known:
            problems.append(_unknown_section(reference.name, reference.at, list(known), facts.numbering))
        else:
            roots.append(section)
    roots += [SectionCode(first) for first in covered]
    findings = tuple(code for code in leaves if any(codes.is_within(code, root) for root in roots))
    if not facts.draft:
        problems += [_without_text(known[code]) for code in findings if not known[code].blocks]
    return findings, problems


def _both(section: SectionCode, numbering: Numbering) -> str:
    official = codes.shown(section, numbering)
    return section if official == section else f"{official}（{section}）"


def _unknown_section(name: str, at: Location, known: list[SectionCode], numbering: Numbering) -> Problem:
    near = codes.nearest(name, known) or known[:3]
    return Problem(
        at,
        "ledger.section-unknown",
        msg("the text has no section {code}", code=name),
        msg("the nearest are: {codes}", codes="、".join(_both(code, numbering) for code in near)) if near else None,
    )


def _section_link_problems(links: Iterable[Link], sections: Iterable[Section]) -> list[Problem]:
    known = {f"#s{section.code}" for section in walk(sections)}
    return [
        Problem(
            link.at,
            "link.section-unknown",
            msg("the text has no section for the link “{target}”", target=link.target),
            msg("write #s and the section code, for example #s2.1"),
        )
        for link in links
        if link.target.startswith("#") and link.target not in known
    ]
