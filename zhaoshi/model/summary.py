"""What the other pages need to know of a notice, small enough to be held for every notice of a site at once."""

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from zhaoshi.model.course import Course, course_of
from zhaoshi.model.ledger import LedgerItem, Verification
from zhaoshi.model.notice import Notice
from zhaoshi.model.notice_facts import Inspection, NoticeFacts, Signature, short_code_of
from zhaoshi.model.readers import Reference
from zhaoshi.model.status import Claim, Status, Verdict
from zhaoshi.model.steps import VERDICTS, StepKind, dated_status
from zhaoshi.model.totals import Totals, tally
from zhaoshi.problems import Location
from zhaoshi.text.codes import SectionCode, places, shown
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
    """What a unit did, or what the inspectors found, in one notice's ledger on one day."""

    on: date
    is_verdict: bool
    """Said by the inspectors."""
    encoded_steps: msgspec.Raw
    """See `steps_of`."""


class Aside(Struct, frozen=True, array_like=True, kw_only=True):
    """What of a notice only checks and examples ask for."""

    places: dict[str, Location]
    """As in `Notice`."""
    codes: tuple[SectionCode, ...]
    """Every section of the text."""
    deepest: SectionCode | None
    """The first of the findings on the lowest level; None where there is none."""
    files: tuple[Reference, ...]
    site_links: tuple[Reference, ...]
    """Links of the text to other pages of the site."""


class Details(Struct, frozen=True, array_like=True, kw_only=True):
    """What of a notice is long, and asked for by few pages: it is not held, but read where it is asked for."""

    encoded_findings: tuple[msgspec.Raw, ...]
    """Findings on which something is still owed, in document order, an encoded `OpenFinding` each."""
    log: tuple[LoggedStep, ...]
    """What the ledger dates: its steps, and what was completed or answered since the publication, newest first."""

    @property
    def open_findings(self) -> tuple[OpenFinding, ...]:
        """The findings themselves."""
        return tuple(map(_open_finding.decode, self.encoded_findings))


class NoticeSummary(Struct, frozen=True, array_like=True, kw_only=True):
    """A notice without its text.

    What is long and asked for by few pages is kept packed, a tenth as large, and unpacked each time it is asked for.
    """

    id: str
    digest: str
    """Names the sources of the notice: two summaries with one digest are equal."""
    at: Location
    facts: NoticeFacts
    """Without what the page of the notice alone shows, see `_brief`."""
    excerpt: str
    """The beginning of the text; empty where there is a summary."""
    as_of: date | None
    """The ledger's own date."""
    totals: Totals
    """Without `overdue`, which depends on the day; see `totals_on`."""
    packed_due: bytes
    """Days after which a finding becomes overdue, sorted, four bytes each (proleptic Gregorian ordinals)."""
    last_step: date | None
    """Day of the newest step in the log, see `Details`."""
    institutions: int
    measures: int
    is_open: bool
    """Whether something is still owed."""
    packed_course: bytes
    packed_aside: bytes

    @property
    def course(self) -> Course:
        """When the findings became known, were to be done and were completed."""
        return _course.decode(zlib.decompress(self.packed_course))

    @property
    def aside(self) -> Aside:
        """What only checks and examples ask for."""
        return _aside.decode(zlib.decompress(self.packed_aside))

    @property
    def has_promises(self) -> bool:
        """Whether a finding is or may become overdue."""
        return bool(self.packed_due)

    def totals_on(self, day: date) -> Totals:
        """Return the totals with what is overdue on a day."""
        return replace(self.totals, overdue=bisect_left(memoryview(self.packed_due).cast("I"), day.toordinal()))

    def rests_on(self, day: date) -> bool:
        """Tell whether the ledger has long said nothing new although findings are open."""
        return self.as_of is not None and (day - self.as_of).days > RESTS_AFTER and self.is_open

    @property
    def news_on(self) -> date | None:
        """The day of the ledger, where it gives a newer state than the publication did."""
        is_newer = self.as_of and self.as_of > self.facts.published.date() and self.totals.found
        return self.as_of if is_newer else None

    def changed_by(self, today: date) -> datetime:
        """Return the last change that the sources date, in the site's time zone; a day counts from its beginning.

        A status that carries no day of its own has that of its ledger. A day that has not come is a slip, and would
        keep the notice before all others until it comes.
        """
        days = [*(change.on for change in self.facts.changes), self.last_step, self.as_of]
        come = [datetime(day.year, day.month, day.day) for day in days if day and day <= today]
        return max([self.facts.published, *come])

    @property
    def short_code(self) -> str:
        """What the notice is cited by."""
        return short_code_of(self.facts, self.id)

    @property
    def description(self) -> str:
        """One or two sentences for lists and link previews."""
        return self.facts.summary or self.excerpt or self.facts.title

    @property
    def source(self) -> str:
        """Where the content comes from; empty where the unit's name has to stand in."""
        return self.facts.source or self.facts.signed.by


Steps = tuple[tuple[SectionCode, str, str, StepKind, str], ...]
"""Section code, code as shown, title of the finding, kind, title of an update or what stands beside a status."""


def steps_of(encoded: msgspec.Raw) -> Steps:
    """Return the steps of one entry."""
    return _steps.decode(encoded)


NO_STEPS = msgspec.Raw(msgspec.msgpack.encode(()))

_steps = msgspec.msgpack.Decoder(Steps)
_open_finding = msgspec.msgpack.Decoder(OpenFinding)
_course = msgspec.msgpack.Decoder(Course)
_aside = msgspec.msgpack.Decoder(Aside)
_encode = msgspec.msgpack.Encoder().encode


def _packed(value: object) -> bytes:
    return zlib.compress(_encode(value), 1)


def findings_of(notice: Notice) -> Iterator[tuple[Section, LedgerItem | None]]:
    """Yield each finding with its ledger entry, in document order."""
    items, wanted = notice.items, set(notice.findings)
    for section in walk(notice.sections):
        if section.code in wanted:
            yield section, items.get(section.code)


class Standing(Struct, frozen=True):
    """What one finding adds to totals."""

    status: Status
    verdict: Verdict
    is_overdue: bool
    is_late: bool


def standing_of(item: LedgerItem | None, as_of: date | None, day: date | None = None) -> Standing:
    """Tell how far a finding is by a ledger with the date `as_of`; with a day, also whether it is overdue on it."""
    if item is None:
        return Standing(Status.UNSTATED, Verdict.UNVERIFIED, False, False)
    due = item.due if day else None
    is_overdue = bool(due and day and due < day)
    return Standing(item.status.status, item.verification.status, is_overdue, bool(item.days_late(as_of)))


def totals_of(findings: Sequence[Standing], as_of: date | None) -> Totals:
    """Count findings of a ledger with the date `as_of`."""
    verdicts = [finding.verdict for finding in findings]
    return tally(
        [finding.status for finding in findings],
        as_of=as_of,
        verified=verdicts.count(Verdict.VERIFIED),
        returned=verdicts.count(Verdict.RETURNED),
        overdue=sum([finding.is_overdue for finding in findings]),
        late=sum([finding.is_late for finding in findings]),
    )


def details_of(notice: Notice) -> Details:
    """Take out of a notice what is long."""
    findings = list(findings_of(notice))
    titles = {section.code: section.title for section, _ in findings}
    return Details(
        encoded_findings=tuple(msgspec.Raw(_encode(finding)) for finding in _open(findings, notice.facts)),
        log=_log_of(notice, titles),
    )


def summarise(notice: Notice, digest: str) -> NoticeSummary:
    """Condense a notice."""
    findings = list(findings_of(notice))
    return NoticeSummary(
        id=notice.id,
        digest=digest,
        at=notice.at,
        facts=_brief(notice.facts),
        excerpt="" if notice.facts.summary else notice.excerpt,
        as_of=notice.as_of,
        totals=totals_of([standing_of(item, notice.as_of) for _, item in findings], notice.as_of),
        packed_due=array("I", sorted(item.due.toordinal() for _, item in findings if item and item.due)).tobytes(),
        last_step=max((on for on, *_ in _steps_of(notice)), default=None),
        institutions=notice.institutions,
        measures=notice.measures,
        is_open=any(item is None or item.is_open for _, item in findings),
        packed_course=_packed(course_of((item for _, item in findings), notice.facts, notice.as_of)),
        packed_aside=_packed(
            Aside(
                places=notice.places,
                codes=tuple(section.code for section in walk(notice.sections)),
                deepest=max(
                    (section.code for section, _ in findings), key=lambda code: len(places(code)), default=None
                ),
                files=notice.files,
                site_links=tuple(
                    Reference(link.target, link.at) for link in notice.links if link.target.startswith("/")
                ),
            )
        ),
    )


def _brief(facts: NoticeFacts) -> NoticeFacts:
    """Leave out what no other page shows, half of the whole."""
    return replace(
        facts,
        inspection=Inspection(),
        signed=Signature(by="" if facts.source else facts.signed.by),
        author="",
        editor="",
        keywords=(),
        contact=None,
        approvals=(),
    )


def _open(findings: Iterable[tuple[Section, LedgerItem | None]], facts: NoticeFacts) -> Iterator[OpenFinding]:
    for section, item in findings:
        if item is None or item.is_open:
            yield OpenFinding(
                code=section.code,
                shown=shown(section.code, facts.numbering),
                title=section.title,
                status=item.status.status if item else Status.UNSTATED,
                written=item.status.written if item else "",
                verdict=item.verification.status if item else Verdict.UNVERIFIED,
                owner=item.owner if item else "",
                due=item.due if item else None,
            )


def _log_of(notice: Notice, titles: Mapping[SectionCode, str]) -> tuple[LoggedStep, ...]:
    """Gather the steps by day, those of the inspectors behind those of the unit; `titles` are those of findings."""
    found: dict[tuple[date, bool], list[tuple[SectionCode, str, str, StepKind, str]]] = {}
    for on, code, kind, words in _steps_of(notice):
        step = code, shown(code, notice.facts.numbering), titles.get(code, ""), kind, words
        found.setdefault((on, kind in VERDICTS), []).append(step)
    return tuple(
        LoggedStep(on=on, is_verdict=is_verdict, encoded_steps=msgspec.Raw(_encode(found[on, is_verdict])))
        for on, is_verdict in sorted(found, key=lambda entry: (-entry[0].toordinal(), entry[1]))
    )


def _steps_of(notice: Notice) -> Iterator[tuple[date, SectionCode, StepKind, str]]:
    """Yield what the ledger dates; a status that the publication has told is none."""
    published = notice.facts.published.date()
    for item in notice.items.values():
        code = SectionCode(item.section.name)
        for update in item.updates:
            yield update.on, code, StepKind.UPDATE, update.title
        for on, kind, words in dated_status(item):
            if on > published:
                yield on, code, kind, words
