"""Everything that was read, checked against each other and indexed by unit and round."""

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from zhaoshi import routes
from zhaoshi.model.article import Reply, StandingPage
from zhaoshi.model.claims import differences
from zhaoshi.model.fields import Reference
from zhaoshi.model.round import Round
from zhaoshi.model.site import SiteSettings
from zhaoshi.model.summary import NoticeSummary
from zhaoshi.model.totals import Totals, sum_of
from zhaoshi.model.unit import Unit
from zhaoshi.problems import Location, Message, Problem, doubt, msg
from zhaoshi.text import codes
from zhaoshi.text.numerals import STANDARD


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file beside a notice."""

    notice: str
    """Id of the notice."""
    name: str
    """Path below the notice's folder: `attachments/rules.pdf`."""
    size: int
    """Bytes."""
    digest: str
    source: str
    """Path below the site's root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What the sources say, each record valid by itself."""

    site: SiteSettings
    units: tuple[Unit, ...]
    rounds: tuple[Round, ...]
    notices: tuple[NoticeSummary, ...]
    replies: tuple[Reply, ...]
    pages: tuple[StandingPage, ...]
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What is published on one day."""

    as_of: date
    site: SiteSettings
    units: Mapping[str, Unit]
    """In the order of the file."""
    rounds: Mapping[str, Round]
    """Newest first."""
    notices: tuple[NoticeSummary, ...]
    """Published, newest first; includes what was withdrawn or superseded."""
    standing: tuple[NoticeSummary, ...]
    """Of these, those that can be read: not withdrawn."""
    counted: tuple[NoticeSummary, ...]
    """Of these, those whose findings are counted: not superseded either."""
    replies: tuple[Reply, ...]
    """Newest first."""
    pages: tuple[StandingPage, ...]
    attachments: Mapping[str, tuple[Attachment, ...]]
    """By notice; only those that the notice names."""
    superseded_by: Mapping[str, NoticeSummary]
    """By the id of the notice replaced."""

    def totals(self, notices: Iterable[NoticeSummary]) -> Totals:
        """Add the totals of notices up."""
        return sum_of(notice.totals_on(self.as_of) for notice in notices)


def assemble(records: Records, as_of: date, *, drafts: bool = False) -> tuple[Library, list[Problem]]:
    """Choose what is published on a day and check every reference.

    References are checked over everything read, drafts included, so that an error does not wait for the day of
    publication.
    """
    published = sorted(
        (notice for notice in records.notices if drafts or _is_published(notice, as_of)),
        key=lambda notice: (notice.facts.published, notice.id),
        reverse=True,
    )
    by_id = {notice.id: notice for notice in published}
    standing = tuple(notice for notice in published if not notice.facts.withdrawn)
    superseded_by = {notice.facts.supersedes.name: notice for notice in standing if notice.facts.supersedes}
    attachments: dict[str, list[Attachment]] = {}
    named = {(notice.id, file.name) for notice in standing for file in notice.files}
    for attachment in records.attachments:
        if (attachment.notice, attachment.name) in named:
            attachments.setdefault(attachment.notice, []).append(attachment)
    library = Library(
        as_of=as_of,
        site=records.site,
        units={unit.id: unit for unit in records.units},
        rounds={
            r.id: r for r in sorted(records.rounds, key=lambda r: (r.year, r.from_ or date.min, r.id), reverse=True)
        },
        notices=tuple(published),
        standing=standing,
        counted=tuple(notice for notice in standing if notice.id not in superseded_by),
        replies=tuple(
            sorted(
                (
                    replace(reply, section=_canonical(reply.section, by_id[reply.notice.name]))
                    if reply.notice and reply.section
                    else reply
                    for reply in records.replies
                    if reply.notice is None or reply.notice.name in by_id
                ),
                key=lambda reply: (reply.answered or reply.received, reply.id),
                reverse=True,
            )
        ),
        pages=tuple(sorted(records.pages, key=lambda page: (page.order, page.id))),
        attachments={id_: tuple(files) for id_, files in attachments.items()},
        superseded_by=superseded_by,
    )
    return library, [*_reference_problems(records), *_duplicates(records), *_doubts(library)]


def _canonical(section: Reference, notice: NoticeSummary) -> Reference:
    """Spell a section code the way the record does."""
    code = codes.read_code(section.name, notice.facts.numbering or STANDARD)
    return Reference(code or section.name, section.at)


def _is_published(notice: NoticeSummary, as_of: date) -> bool:
    facts = notice.facts
    return not facts.draft and (facts.publish_after is None or facts.publish_after <= as_of)


def _reference_problems(records: Records) -> Iterable[Problem]:
    units = [unit.id for unit in records.units]
    rounds = [round_.id for round_ in records.rounds]
    notices = {notice.id: notice for notice in records.notices}
    files = {(attachment.notice, attachment.name) for attachment in records.attachments}
    pages = {routes.standing_page(page.id) for page in records.pages}
    known = pages | {routes.HOME, *(f"{name}/" for name in routes.BUILT_IN - {"search", "assets"})}
    known |= {routes.unit(id_) for id_ in units} | {routes.round_(id_) for id_ in rounds}
    known |= {routes.notice(id_) for id_ in notices}
    addresses = {"/" + route for route in known}
    for round_ in records.rounds:
        for unit in round_.units:
            yield from _unknown(
                unit, units, "round.unit-unknown", msg("there is no unit “{name}” in units.yaml", name=unit.name)
            )
    for notice in records.notices:
        facts = notice.facts
        message = msg("there is no unit “{name}” in units.yaml", name=facts.unit.name)
        yield from _unknown(facts.unit, units, "notice.unit-unknown", message)
        if facts.round:
            message = msg("there is no round “{name}” in rounds.yaml", name=facts.round.name)
            yield from _unknown(facts.round, rounds, "notice.round-unknown", message)
        if facts.supersedes:
            yield from _supersession_problems(notice, facts.supersedes, notices)
        for file in notice.files:
            if (notice.id, file.name) not in files:
                message = msg("there is no file “{name}” in the notice's folder", name=file.name)
                yield from _unknown(file, [name for id_, name in files if id_ == notice.id], "file.missing", message)
        yield from _site_link_problems(notice.site_links, addresses)
    for reply in records.replies:
        if reply.notice:
            message = msg("there is no notice “{name}”", name=reply.notice.name)
            yield from _unknown(reply.notice, list(notices), "reply.notice-unknown", message)
            if reply.section and reply.notice.name in notices:
                message = msg("the notice has no section {name}", name=reply.section.name)
                section = _canonical(reply.section, notices[reply.notice.name])
                yield from _unknown(section, list(notices[reply.notice.name].codes), "reply.section-unknown", message)
    articles: tuple[Reply | StandingPage, ...] = (*records.replies, *records.pages)
    for article in articles:
        links = [Reference(link.target, link.at) for link in article.links]
        yield from _site_link_problems([link for link in links if link.name.startswith("/")], addresses)
        for link in links:
            if not link.name.startswith("/") and ":" not in link.name.split("/")[0]:
                yield Problem(
                    link.at,
                    "link.relative",
                    msg("the link “{name}” does not say from where", name=link.name),
                    msg("begin links to pages of this site with “/”, for example /notices/"),
                )


def _supersession_problems(
    notice: NoticeSummary, target: Reference, notices: Mapping[str, NoticeSummary]
) -> Iterable[Problem]:
    message = msg("there is no notice “{name}” that could be replaced", name=target.name)
    yield from _unknown(target, list(notices), "notice.supersedes-unknown", message)
    seen, current = {notice.id}, target.name
    while current in notices:
        if current in seen:
            yield Problem(
                target.at,
                "notice.supersedes-itself",
                msg("the notice would replace itself"),
                msg("the newer notice names the older one in supersedes (替代), never the reverse"),
            )
            return
        seen.add(current)
        following = notices[current].facts.supersedes
        current = following.name if following else ""


def _site_link_problems(links: Iterable[Reference], addresses: Collection[str]) -> Iterable[Problem]:
    for link in links:
        path = link.name.partition("#")[0]
        if path not in addresses and not path.startswith(("/data/", "/feed.")):
            yield from _unknown(
                link, addresses, "link.page-unknown", msg("the site has no page “{name}”", name=link.name)
            )


def _unknown(reference: Reference, known: Collection[str], code: str, message: Message) -> Iterable[Problem]:
    if reference.name in known:
        return
    near = difflib.get_close_matches(reference.name, known, 1, 0.5)
    hint: Message | None
    if near:
        hint = msg("did you mean “{guess}”?", guess=near[0])
    else:
        hint = msg("known are: {names}", names="、".join(sorted(known)[:5])) if known else None
    yield Problem(reference.at, code, message, hint)


def _duplicates(records: Records) -> Iterable[Problem]:
    for items in (records.units, records.rounds):
        first: dict[str, Location] = {}
        for item in items:
            if item.id in first:
                yield Problem(
                    item.at,
                    "id.twice",
                    msg("the id “{id}” stands twice; first on line {line}", id=item.id, line=first[item.id].line),
                    msg("give each its own id"),
                )
            first.setdefault(item.id, item.at)
    replaced: dict[str, str] = {}
    for notice in records.notices:
        if target := notice.facts.supersedes:
            if target.name in replaced:
                yield Problem(
                    target.at,
                    "notice.superseded-twice",
                    msg(
                        "the notice “{name}” is already replaced by “{other}”",
                        name=target.name,
                        other=replaced[target.name],
                    ),
                    msg("name the newest of the notices before this one"),
                )
            replaced.setdefault(target.name, notice.id)
    for page in records.pages:
        if page.id in routes.BUILT_IN - {"about", "accessibility", "contact", "data"}:
            yield Problem(
                page.at,
                "page.reserved",
                msg("the address /{id}/ belongs to a page that the site makes itself", id=page.id),
                msg("give the file another name"),
            )


def _doubts(library: Library) -> Iterable[Problem]:
    for notice in library.notices:
        facts = notice.facts
        if not facts.withdrawn:
            yield from _claim_doubts(notice)
        round_ = library.rounds.get(facts.round.name) if facts.round else None
        if facts.round and round_ and facts.unit.name not in [unit.name for unit in round_.units]:
            yield doubt(
                facts.round.at,
                "notice.unit-outside-round",
                msg("the round “{round}” does not list the unit “{unit}”", round=round_.id, unit=facts.unit.name),
                msg("add it to units (单位) of the round"),
            )
        if facts.published.date() > library.as_of:
            yield doubt(
                notice.at,
                "notice.published-later",
                msg(
                    "the notice is shown although its date of publication, {date}, has not come",
                    date=facts.published.date(),
                ),
                msg("add publish_after (定时发布) to hold it back"),
            )


def _claim_doubts(notice: NoticeSummary) -> Iterable[Problem]:
    for difference in differences(notice.facts.claims, notice.totals, notice.institutions, notice.measures):
        yield doubt(
            notice.at,
            "claims.differ",
            msg(
                "the text claims {name} = {claimed}, counted are {counted}",
                name=difference.name,
                claimed=difference.claimed,
                counted=difference.counted,
            ),
            msg("correct the field claims (自述数据) or the ledger; the page shows both"),
        )
