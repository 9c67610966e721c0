"""The text of a notice as its readers see it: sections, findings, what was done, what shows it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from markupsafe import Markup
from msgspec import Struct

from zhaoshi import routes
from zhaoshi.model.ledger import LedgerItem
from zhaoshi.model.notice import Notice
from zhaoshi.model.site import SiteSettings
from zhaoshi.model.summary import UNSTATED, UNVERIFIED, Standing, totals_of
from zhaoshi.pages.page import Tools
from zhaoshi.pages.parts import (
    FiguresRow,
    Link,
    Progress,
    StatusTag,
    progress,
    rendered,
    status_tag,
    verdict_tag,
)
from zhaoshi.pages.timeline import StepView, Timelines
from zhaoshi.text import citation
from zhaoshi.text.codes import shown, with_ancestors
from zhaoshi.text.numerals import Numbering
from zhaoshi.text.outline import Block, Section


class ContentsEntry(Struct, frozen=True):
    """A line of the table of contents."""

    numeral: str
    title: str
    href: str
    children: "tuple[ContentsEntry, ...]"


class BlockView(Struct, frozen=True):
    """Prose, or a list of measures."""

    prose: Markup
    """Empty where this is a list of measures."""
    measures: tuple[Markup, ...]


class EvidenceView(Struct, frozen=True, kw_only=True):
    """Something that shows what was done."""

    kind: str
    title: str
    number: str
    on: date | None
    href: str
    """Empty where no file is published."""
    format: str
    """`PDF`."""
    size: int
    """Bytes."""


class FindingView(Struct, frozen=True, kw_only=True):
    """What is being done about one finding."""

    status: StatusTag
    """The unit's claim."""
    verdict: StatusTag
    """The inspectors' answer."""
    verified_by: str
    verified_on: date | None
    verdict_note: str
    days_over: int
    """Days past the promised day; 0 where it is not overdue."""
    days_late: int
    """Days between the deadline and a later completion; 0 where it was completed in time, or nothing can be said."""
    leader: str
    owner: str
    deadline: date | None
    completed: date | None
    review: date | None
    evidence: tuple[EvidenceView, ...]
    timeline: tuple[StepView, ...]
    """Oldest first; empty where nothing about it is dated."""
    has_updates: bool
    """Whether the ledger tells steps of it."""
    is_passed_over: bool
    """Whether there is a ledger, which says nothing of it."""
    cite: str
    """What the finding is cited by: `7KQ3MD-2.1.4.2`."""
    report: str
    """Address of the contact page with the finding filled in."""


class SectionView(Struct, frozen=True, kw_only=True):
    """A section of the text."""

    id: str
    """Its anchor."""
    level: int
    """1 for the first level."""
    numeral: str
    title: str
    code: str
    """With official numerals; the plain code where the text has none."""
    href: str
    blocks: tuple[BlockView, ...]
    finding: FindingView | None
    progress: Progress | None
    """Of the findings below it; None where it is a leaf or has none."""
    children: "tuple[SectionView, ...]"


class Document:
    """Shows the text of one notice, joined with its ledger."""

    def __init__(
        self,
        notice: Notice,
        findings: Sequence[tuple[Section, Standing]],
        site: SiteSettings,
        as_of: date | None,
        sizes: Mapping[str, int],
        tools: Tools,
    ) -> None:
        """Prepare.

        `findings` are those of the notice; `as_of` is the day on which overdue is counted; `sizes` are those of the
        attachments (bytes).
        """
        gettext = tools.gettext
        self._notice = notice
        self._as_of = as_of
        self._sizes = sizes
        self._tools = tools
        self._numbering: Numbering = notice.facts.numbering
        self._items = notice.items
        self._short_code = notice.short_code
        self._codes = frozenset(notice.findings)
        self._below: dict[str, list[Standing]] = {}
        """Findings below each section, and the finding itself."""
        for section, standing in findings:
            for code in with_ancestors(section.code):
                self._below.setdefault(code, []).append(standing)
        self._bars: dict[str, Progress | None] = {}
        self._timelines = Timelines(notice.facts, gettext)
        self._has_form = bool(site.feedback.endpoint)

    def contents(self) -> tuple[ContentsEntry, ...]:
        """Show the table of contents."""
        return tuple(_contents(section) for section in self._notice.sections)

    def blocks(self, blocks: Sequence[Block]) -> tuple[BlockView, ...]:
        """Show prose and measures."""
        tools = self._tools
        return tuple(
            [
                BlockView(rendered(block.prose, tools), tuple([rendered(item, tools) for item in block.measures]))
                for block in blocks
            ]
        )

    def section(self, section: Section) -> SectionView:
        """Show a section and those below it."""
        is_finding = section.code in self._codes
        anchor, code = routes.anchor(section.code), shown(section.code, self._numbering)
        return SectionView(
            id=anchor,
            level=section.level,
            numeral=section.numeral,
            title=section.title,
            code=code,
            href=f"#{anchor}",
            blocks=self.blocks(section.blocks),
            finding=self._finding(section, self._items.get(section.code)) if is_finding else None,
            progress=None if section.is_leaf else self._progress(section),
            children=tuple(self.section(child) for child in section.children),
        )

    def areas(self) -> tuple[FiguresRow, ...]:
        """Show the progress of the sections directly below a part with findings, or of the parts themselves."""
        rows = []
        for part in self._notice.sections:
            if self._progress(part) is None:
                continue
            inner = [child for child in part.children if not child.is_leaf]
            for section in inner or [part]:
                if bar := self._progress(section):
                    code = shown(section.code, self._numbering)
                    rows.append(FiguresRow(Link(section.title, f"#{routes.anchor(section.code)}"), bar, code))
        return tuple(rows) if len(rows) > 1 else ()

    def _progress(self, section: Section) -> Progress | None:
        if section.code not in self._bars:
            totals = totals_of(self._below.get(section.code, []), self._notice.as_of)
            self._bars[section.code] = progress(totals, self._tools.gettext)
        return self._bars[section.code]

    def _finding(self, section: Section, item: LedgerItem | None) -> FindingView:
        as_of = self._as_of
        claim, check = item.status if item else UNSTATED, item.verification if item else UNVERIFIED
        due = item.due if item else None
        cite = citation.cite(self._short_code, section.code)
        return FindingView(
            status=status_tag(claim.status, claim.written, self._tools.gettext),
            verdict=verdict_tag(check.status, self._tools.gettext),
            verified_by=check.by,
            verified_on=check.on,
            verdict_note=check.note,
            days_over=(as_of - due).days if as_of and due and due < as_of else 0,
            days_late=(item.days_late(self._notice.as_of) or 0) if item else 0,
            leader=item.leader if item else "",
            owner=item.owner if item else "",
            deadline=item.deadline if item else None,
            completed=item.completed if item else None,
            review=item.review if item else None,
            evidence=tuple(self._evidence(item)) if item else (),
            timeline=self._timelines.of(item),
            has_updates=bool(item and item.updates),
            is_passed_over=item is None and self._notice.ledger is not None,
            cite=cite,
            report=self._tools.links.to(routes.report(cite, to_form=self._has_form)),
        )

    def _evidence(self, item: LedgerItem) -> Iterator[EvidenceView]:
        for evidence in item.evidence:
            name = evidence.file.name if evidence.file else ""
            yield EvidenceView(
                kind=evidence.kind,
                title=evidence.title,
                number=evidence.number,
                on=evidence.on,
                href=self._tools.links.to(routes.attachment(self._notice.id, name)) if name else "",
                format=name.rpartition(".")[2].upper() if name else "",
                size=self._sizes.get(name, 0),
            )


def _contents(section: Section) -> ContentsEntry:
    href = f"#{routes.anchor(section.code)}"
    return ContentsEntry(section.numeral, section.title, href, tuple(_contents(child) for child in section.children))
