"""What the other pages need to know of a notice, small enough to be held for every notice of a site at once."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from zhaoshi.model.course import Course, course_of
from zhaoshi.model.fields import Reference
from zhaoshi.model.ledger import LedgerItem, Verification
from zhaoshi.model.notice import Notice, NoticeFacts
from zhaoshi.model.status import Claim, Status, Verdict
from zhaoshi.model.totals import Totals, tally
from zhaoshi.problems import Location
from zhaoshi.text import citation
from zhaoshi.text.codes import SectionCode, shown
from zhaoshi.text.outline import Section, walk

RESTS_AFTER = 180
"""Days without a new date after which a ledger with open findings is said to rest."""

UNSTATED = Claim(Status.UNSTATED, "")
UNVERIFIED = Verification()
"""What is said of a finding without a ledger entry."""


class OpenFinding(Struct, frozen=True, array_like=True, kw_only=True):
    """A finding on which something is still owed."""

    code: SectionCode
    shown: str
    """With official numerals: 二（一）4（2）."""
    title: str
    status: Status
    written: str
    verdict: Verdict
    owner: str
    due: date | None
    """The promised day, or the next review of long-term work."""


class LoggedStep(Struct, frozen=True, array_like=True, kw_only=True):
    """What happened in one notice's ledger on one day."""

    on: date
    steps: tuple[tuple[SectionCode, str, str], ...]
    """Section code, code as shown, title of the step."""


class NoticeSummary(Struct, frozen=True, array_like=True, kw_only=True):
    """A notice without its text."""

    id: str
    digest: str
    """Names the sources of the notice: two summaries with one digest are equal."""
    at: Location
    facts: NoticeFacts
    excerpt: str
    places: dict[str, Location] = {}
    """As in `Notice`."""
    as_of: date | None
    """The ledger's own date."""
    totals: Totals
    """Without `overdue`, which depends on the day; see `totals_on`."""
    due: tuple[date, ...]
    """Days after which a finding becomes overdue, sorted."""
    course: Course
    """When the findings became known, were to be done and were completed."""
    open_findings: tuple[OpenFinding, ...]
    log: tuple[LoggedStep, ...]
    institutions: int
    measures: int
    codes: tuple[SectionCode, ...]
    """Every section of the text."""
    files: tuple[Reference, ...]
    site_links: tuple[Reference, ...]
    """Links of the text to other pages of the site."""

    def totals_on(self, day: date) -> Totals:
        """Return the totals with what is overdue on a day."""
        return replace(self.totals, overdue=sum(due < day for due in self.due))

    def rests_on(self, day: date) -> bool:
        """Tell whether the ledger has long said nothing new although findings are open."""
        return bool(self.open_findings) and self.as_of is not None and (day - self.as_of).days > RESTS_AFTER

    @property
    def short_code(self) -> str:
        """What the notice is cited by."""
        return self.facts.short_code or citation.short_code(self.id)

    @property
    def description(self) -> str:
        """One or two sentences for lists and link previews."""
        return self.facts.summary or self.excerpt or self.facts.title

    @property
    def source(self) -> str:
        """Where the content comes from; empty where the unit's name has to stand in."""
        return self.facts.source or self.facts.signed.by


def findings_of(notice: Notice) -> Iterator[tuple[Section, LedgerItem | None]]:
    """Yield each finding with its ledger entry, in document order."""
    items, wanted = notice.items, set(notice.findings)
    for section in walk(notice.sections):
        if section.code in wanted:
            yield section, items.get(section.code)


def totals_of(
    findings: "list[tuple[Section, LedgerItem | None]]", as_of: date | None, day: date | None = None
) -> Totals:
    """Count findings of a ledger with the date `as_of`; with a day, also those overdue on it."""
    items = [item for _, item in findings if item]
    verdicts = [item.verification.status for item in items]
    return tally(
        [item.status.status if item else Status.UNSTATED for _, item in findings],
        as_of=as_of,
        verified=verdicts.count(Verdict.VERIFIED),
        returned=verdicts.count(Verdict.RETURNED),
        overdue=sum([due < day for item in items if (due := item.due)]) if day else 0,
    )


def summarise(notice: Notice, digest: str) -> NoticeSummary:
    """Condense a notice."""
    findings = list(findings_of(notice))
    numbering = notice.facts.numbering
    return NoticeSummary(
        id=notice.id,
        digest=digest,
        at=notice.at,
        facts=notice.facts,
        excerpt=notice.excerpt,
        places=notice.places,
        as_of=notice.as_of,
        totals=totals_of(findings, notice.as_of),
        due=tuple(sorted(item.due for _, item in findings if item and item.due)),
        course=course_of((item for _, item in findings), notice.facts, notice.as_of),
        open_findings=tuple(
            OpenFinding(
                code=section.code,
                shown=shown(section.code, numbering),
                title=section.title,
                status=item.status.status if item else Status.UNSTATED,
                written=item.status.written if item else "",
                verdict=item.verification.status if item else Verdict.UNVERIFIED,
                owner=item.owner if item else "",
                due=item.due if item else None,
            )
            for section, item in findings
            if item is None or item.is_open
        ),
        log=_log(notice),
        institutions=notice.institutions,
        measures=notice.measures,
        codes=tuple(section.code for section in walk(notice.sections)),
        files=notice.files,
        site_links=tuple(Reference(link.target, link.at) for link in notice.links if link.target.startswith("/")),
    )


def _log(notice: Notice) -> tuple[LoggedStep, ...]:
    by_day: dict[date, list[tuple[SectionCode, str, str]]] = {}
    for item in notice.items.values():
        code = SectionCode(item.section.name)
        for update in item.updates:
            by_day.setdefault(update.on, []).append((code, shown(code, notice.facts.numbering), update.title))
    return tuple(LoggedStep(on=day, steps=tuple(by_day[day])) for day in sorted(by_day, reverse=True))
