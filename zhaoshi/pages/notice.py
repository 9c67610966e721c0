"""One notice as an official document, each finding with what is being done about it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.claims import differences
from zhaoshi.model.course import course_of
from zhaoshi.model.editions import editions
from zhaoshi.model.notice import Notice
from zhaoshi.model.notice_facts import NoticeFacts
from zhaoshi.model.summary import NoticeSummary, findings_of, standing_of, totals_of
from zhaoshi.model.totals import Totals
from zhaoshi.pages import columns, preview, words
from zhaoshi.pages.charts import BarChart, bar_chart
from zhaoshi.pages.document import BlockView, ContentsEntry, Document, SectionView
from zhaoshi.pages.frame import Article, Frame, Surroundings, absolute, frame
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import (
    ContactView,
    FiguresRow,
    Link,
    Progress,
    contact_view,
    group,
    progress,
)
from zhaoshi.pages.qr_code import QrCode, qr_code
from zhaoshi.pages.timelines import TimelineChart, timeline_chart
from zhaoshi.problems import Gettext
from zhaoshi.records import Attachment


class Inputs(Struct, frozen=True, kw_only=True):
    """What the page of a notice is made from, beside the notice itself."""

    around: Surroundings
    notice: str
    """Digest of the notice."""
    unit: tuple[str, str]
    """Id and full name."""
    round: tuple[str, str] | None
    as_of: date | None
    """The day on which overdue findings are counted; None where nothing is promised, so that nothing can be overdue."""
    changed: date
    """The last change, see `summary.changed_by`."""
    attachments: tuple[tuple[str, int], ...]
    """Name and size in bytes."""
    supersedes: tuple[str, str] | None
    """Id and title."""
    superseded_by: tuple[str, str] | None
    replies: tuple[tuple[str, str], ...]
    """Id and title of published replies about this notice."""
    institutions: int
    measures: int
    is_resting: bool
    """Whether its ledger has long said nothing new; no number of days, so that the page changes once and not daily."""
    older: tuple[str, str] | None
    """Id and title of the notice on the same unit that was published before this one."""
    newer: tuple[str, str] | None


class Fact(Struct, frozen=True):
    """A line of the notice's head."""

    label: str
    value: str
    href: str = ""


class Reconciliation(Struct, frozen=True):
    """A figure that the text claims and the record does not bear out."""

    label: str
    claimed: str
    counted: str


class Amendment(Struct, frozen=True):
    """A minor change within an edition."""

    on: date
    note: str


class EditionView(Struct, frozen=True):
    """The first publication, or a major change."""

    number: int
    """From 1."""
    on: date
    note: str
    """What the major change altered; empty for the first edition."""
    amendments: tuple[Amendment, ...]
    """Newest first."""


class Neighbours(Struct, frozen=True, kw_only=True):
    """Where to read on: the notices on the same unit before and after this one, by date of publication."""

    unit: Link
    older: Link | None
    newer: Link | None
    round: Link | None
    """The round of the notice."""


class View(Struct, frozen=True, kw_only=True):
    """What `pages/notice.html` sees."""

    frame: Frame
    title: str
    kind: str
    is_draft: bool
    unit: Link
    published: datetime
    facts: tuple[Fact, ...]
    as_of: date | None
    """The ledger's own date."""
    overdue_as_of: date | None
    progress: Progress | None
    areas: tuple[FiguresRow, ...]
    areas_chart: BarChart | None
    timeline: TimelineChart | None
    """None where too few days are known."""
    contents: tuple[ContentsEntry, ...]
    lead: tuple[BlockView, ...]
    sections: tuple[SectionView, ...]
    signed_by: str
    signed_on: date | None
    reconciliations: tuple[Reconciliation, ...]
    editions: tuple[EditionView, ...]
    """Newest first; empty where nothing was changed."""
    supersedes: Link | None
    superseded_by: Link | None
    replies: tuple[Link, ...]
    contact: ContactView
    """Of the publisher, who hears what is not true or not done."""
    enquiries: ContactView | None
    """The notice's own contact, mostly of the unit."""
    feedback_until: date | None
    ledger_json: str
    """Address; empty where there is no ledger."""
    resting_since: date | None
    """The ledger's own date, where it has long said nothing new although findings are open."""
    neighbours: Neighbours | None
    short_code: str
    """What the notice is cited by."""
    qr_code: QrCode
    """The notice's public address."""


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan one page a notice."""
    by_id = {notice.id: notice for notice in library.notices}
    replies: dict[str, list[tuple[str, str]]] = {}
    for reply in library.replies:
        if reply.notice:
            replies.setdefault(reply.notice.name, []).append((reply.id, reply.title))
    of_unit = group(library.standing, "unit")
    beside = {
        notice.id: (older, newer)
        for mine in of_unit.values()
        for newer, notice, older in zip([None, *mine], mine, [*mine[1:], None], strict=False)
    }
    for notice in library.standing:
        older_here, newer_here = beside[notice.id]
        facts = notice.facts
        unit = library.units[facts.unit.name]
        round_ = library.rounds[facts.round.name] if facts.round else None
        newer = library.superseded_by.get(notice.id)
        older = by_id.get(facts.supersedes.name) if facts.supersedes else None
        yield Page(
            route=routes.notice(notice.id),
            make=make,
            template="pages/notice.html",
            notices=(notice.digest,),
            inputs=Inputs(
                around=around,
                notice=notice.digest,
                unit=(unit.id, unit.name),
                round=(round_.id, round_.name) if round_ else None,
                as_of=library.as_of if notice.has_promises else None,
                changed=notice.changed_by(library.as_of).date(),
                attachments=tuple((file.name, file.size) for file in library.attachments(notice)),
                supersedes=(older.id, older.facts.title) if older else None,
                superseded_by=(newer.id, newer.facts.title) if newer else None,
                replies=tuple(replies.get(notice.id, ())),
                institutions=notice.institutions,
                measures=notice.measures,
                is_resting=newer is None and notice.rests_on(library.as_of),
                older=_named(older_here),
                newer=_named(newer_here),
            ),
        )


def _named(notice: NoticeSummary | None) -> tuple[str, str] | None:
    return (notice.id, notice.facts.title) if notice else None


def make(inputs: Inputs, tools: Tools) -> View:
    """Build the view."""
    notice, to, gettext = tools.notice(inputs.notice), tools.links.to, tools.gettext
    facts = notice.facts
    findings = list(findings_of(notice))
    standings = [(section, standing_of(item, notice.as_of, inputs.as_of)) for section, item in findings]
    totals = totals_of([standing for _, standing in standings], notice.as_of)
    course = course_of((item for _, item in findings), facts, notice.as_of)
    body = Document(notice, standings, inputs.around.site, inputs.as_of, dict(inputs.attachments), tools)
    areas = body.areas() if notice.ledger else ()
    description = facts.summary or notice.excerpt or facts.title
    source = facts.source or facts.signed.by or inputs.unit[1]
    mail_subject = tools.gettext("[{cite}] {title}").format(cite=notice.short_code, title=facts.title)
    has_picture = preview.has_picture(inputs.around, draft=facts.draft)
    return View(
        frame=frame(
            inputs.around,
            tools,
            columns.NOTICES,
            title=facts.title,
            crumb=gettext("Full text"),
            description=description,
            keywords=facts.keywords,
            article=Article(
                title=facts.title,
                published=facts.published,
                source=source,
                author=facts.author,
                modified=inputs.changed,
                picture=routes.notice_preview(notice.id) if has_picture else "",
            ),
            json_ld=_json_ld(notice, inputs, source, description, tools),
        ),
        title=facts.title,
        kind=words.KIND[facts.kind].text(gettext),
        is_draft=facts.draft,
        unit=Link(inputs.unit[1], to(routes.unit(inputs.unit[0]))),
        published=facts.published,
        facts=_facts(notice, inputs, source, tools),
        as_of=notice.as_of,
        overdue_as_of=inputs.as_of,
        progress=progress(totals, gettext),
        areas=areas,
        areas_chart=bar_chart(areas),
        timeline=timeline_chart(course, gettext, inputs.around.site.language.value),
        contents=body.contents(),
        lead=body.blocks(notice.lead),
        sections=tuple(body.section(section) for section in notice.sections),
        signed_by=facts.signed.by,
        signed_on=facts.signed.on,
        reconciliations=_reconciliations(notice, totals, inputs, tools),
        editions=tuple(
            EditionView(
                edition.number,
                edition.on,
                edition.note,
                tuple(Amendment(change.on, change.note) for change in edition.amendments),
            )
            for edition in (editions(facts.published.date(), facts.changes) if facts.changes else ())
        ),
        supersedes=Link(inputs.supersedes[1], to(routes.notice(inputs.supersedes[0]))) if inputs.supersedes else None,
        superseded_by=(
            Link(inputs.superseded_by[1], to(routes.notice(inputs.superseded_by[0]))) if inputs.superseded_by else None
        ),
        replies=tuple(Link(title, to(routes.reply(id_))) for id_, title in inputs.replies),
        contact=contact_view(inputs.around.site.contact, mail_subject),
        enquiries=contact_view(facts.contact, mail_subject) if facts.contact else None,
        feedback_until=facts.feedback_until,
        ledger_json=to(routes.ledger_json(notice.id)) if notice.ledger else "",
        resting_since=notice.as_of if inputs.is_resting else None,
        neighbours=_neighbours(inputs, tools),
        short_code=notice.short_code,
        qr_code=qr_code(absolute(inputs.around.site, routes.notice(notice.id))),
    )


def _neighbours(inputs: Inputs, tools: Tools) -> Neighbours | None:
    to = tools.links.to
    if not (inputs.older or inputs.newer or inputs.round):
        return None
    return Neighbours(
        unit=Link(inputs.unit[1], to(routes.unit(inputs.unit[0]))),
        older=Link(inputs.older[1], to(routes.notice(inputs.older[0]))) if inputs.older else None,
        newer=Link(inputs.newer[1], to(routes.notice(inputs.newer[0]))) if inputs.newer else None,
        round=Link(inputs.round[1], to(routes.round_(inputs.round[0]))) if inputs.round else None,
    )


def _facts(notice: Notice, inputs: Inputs, source: str, tools: Tools) -> tuple[Fact, ...]:
    facts, gettext, to = notice.facts, tools.gettext, tools.links.to
    language = inputs.around.site.language.value
    inspection = facts.inspection
    published = gettext("{day} {time}").format(
        day=words.day(facts.published.date(), language), time=f"{facts.published:%H:%M}"
    )
    lines = [
        Fact(gettext("Unit"), inputs.unit[1], to(routes.unit(inputs.unit[0]))),
        Fact(gettext("Round"), inputs.round[1], to(routes.round_(inputs.round[0]))) if inputs.round else Fact("", ""),
        Fact(gettext("Inspection team"), inspection.team),
        Fact(gettext("Inspected"), words.span(inspection.from_, inspection.to, gettext, language)),
        Fact(gettext("Findings reported on"), words.day(inspection.reported, language)),
        Fact(gettext("Index number"), facts.index_number),
        Fact(gettext("Document number"), facts.document_number),
        Fact(gettext("Short code"), notice.short_code),
        Fact(gettext("Published on"), published),
        _current_edition(facts, language, gettext),
        Fact(gettext("Source"), source),
        Fact(gettext("Author"), facts.author),
        Fact(gettext("Editor in charge"), facts.editor),
    ]
    return tuple(line for line in lines if line.value)


def _current_edition(facts: NoticeFacts, language: str, gettext: Gettext) -> Fact:
    """Name the newest edition; an empty line where there is only the first."""
    newest = editions(facts.published.date(), facts.changes)[0]
    if newest.number == 1:
        return Fact("", "")
    value = gettext("Edition {number}, {day}").format(number=newest.number, day=words.day(newest.on, language))
    return Fact(gettext("Edition"), value, "#changes")


def _reconciliations(notice: Notice, totals: Totals, inputs: Inputs, tools: Tools) -> tuple[Reconciliation, ...]:
    return tuple(
        Reconciliation(words.CLAIM[difference.name].text(tools.gettext), difference.claimed, difference.counted)
        for difference in differences(notice.facts.claims, totals, inputs.institutions, inputs.measures)
    )


def _json_ld(notice: Notice, inputs: Inputs, source: str, description: str, tools: Tools) -> dict[str, Any]:
    """Return the page as structured data; whoever signed it may be a company, a school or a village."""
    site, facts = inputs.around.site, notice.facts
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "headline": facts.title,
        "description": description,
        "datePublished": facts.published.date().isoformat(),
        "dateModified": inputs.changed.isoformat(),
        "inLanguage": site.language.value,
        "url": absolute(site, tools.links.origin),
        "author": {"@type": "Organization", "name": source},
        "about": {"@type": "Organization", "name": inputs.unit[1]},
        "publisher": {"@type": "GovernmentOrganization", "name": site.organizer},
        "isAccessibleForFree": True,
    }
    if inputs.supersedes:
        data["isBasedOn"] = absolute(site, routes.notice(inputs.supersedes[0]))
    if inputs.superseded_by:
        data["creativeWorkStatus"] = "Superseded"
        data["correction"] = absolute(site, routes.notice(inputs.superseded_by[0]))
    return data


def attachments(library: Library) -> Iterator[tuple[str, Attachment]]:
    """Yield the files that are published as they are, with their routes; old addresses keep a copy, see decision 31."""
    for notice in library.standing:
        for file in library.attachments(notice):
            for id_ in (notice.id, *notice.facts.former_ids):
                yield routes.attachment(id_, file.name), file
