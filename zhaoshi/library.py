"""Everything that was read, checked against each other and indexed by unit and round."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import IO
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from zhaoshi import routes
from zhaoshi.model.article import Reply, StandingPage
from zhaoshi.model.claims import Claims, differences
from zhaoshi.model.fields import fields_of, label
from zhaoshi.model.future_dates import dates_of_notice, dates_of_reply, future_date
from zhaoshi.model.notice_facts import is_published
from zhaoshi.model.readers import Reference
from zhaoshi.model.round import Round
from zhaoshi.model.site import SiteSettings
from zhaoshi.model.summary import Details, NoticeSummary
from zhaoshi.model.totals import Totals, sum_of
from zhaoshi.model.unit import Unit
from zhaoshi.problems import Problem, doubt, msg
from zhaoshi.records import Attachment, Records
from zhaoshi.references import canonical, duplicates, reference_problems


class Library(Struct, frozen=True, kw_only=True):
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
    beside: Mapping[str, tuple[Attachment, ...]]
    """All files beside each notice, by its id; see `attachments`."""
    details: Callable[[str], Details]
    """Reads those of a notice, by its digest."""
    spool: Callable[[], IO[bytes]]
    """As in `Records`."""
    superseded_by: Mapping[str, NoticeSummary]
    """By the id of the notice replaced."""
    held_back: tuple[int, int]
    """How many notices were read and are not published: drafts, and those whose day has not come."""

    def attachments(self, notice: NoticeSummary) -> tuple[Attachment, ...]:
        """Return the files beside a notice that it names; none where it was withdrawn."""
        named = set() if notice.facts.withdrawn else {file.name for file in notice.aside.files}
        return tuple(file for file in self.beside.get(notice.id, ()) if file.name in named) if named else ()

    def totals(self, notices: Iterable[NoticeSummary]) -> Totals:
        """Add the totals of notices up."""
        return sum_of(notice.totals_on(self.as_of) for notice in notices)


def assemble(records: Records, as_of: date, *, drafts: bool = False) -> tuple[Library, list[Problem]]:
    """Choose what is published on a day and check every reference.

    References are checked over everything read, drafts included, so that an error does not wait for the day of
    publication.
    """
    published = sorted(
        (notice for notice in records.notices if drafts or is_published(notice.facts, as_of)),
        key=lambda notice: (notice.facts.published, notice.id),
        reverse=True,
    )
    by_id = {notice.id: notice for notice in published}
    standing = tuple(notice for notice in published if not notice.facts.withdrawn)
    superseded_by = {notice.facts.supersedes.name: notice for notice in standing if notice.facts.supersedes}
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
                    replace(reply, section=canonical(reply.section, by_id[reply.notice.name]))
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
        beside=records.attachments,
        details=records.details,
        spool=records.spool,
        superseded_by=superseded_by,
        held_back=_held_back([notice for notice in records.notices if notice.id not in by_id]),
    )
    return library, [
        *reference_problems(records),
        *duplicates(records),
        *_unpublished_links(records, library),
        *_doubts(library),
    ]


def _held_back(notices: Sequence[NoticeSummary]) -> tuple[int, int]:
    drafts = sum(notice.facts.draft for notice in notices)
    return drafts, len(notices) - drafts


def _doubts(library: Library) -> Iterable[Problem]:
    for round_ in library.rounds.values():
        if round_.from_ and round_.to and round_.to < round_.from_:
            yield doubt(
                round_.at,
                "round.reversed",
                msg(
                    "“{field}” {date} is earlier than “{before}” {limit}",
                    field=label(Round, "to"),
                    date=round_.to,
                    before=label(Round, "from"),
                    limit=round_.from_,
                ),
                msg("correct one of the two dates"),
            )
    for notice in library.notices:
        facts = notice.facts
        if not facts.withdrawn:
            yield from _claim_doubts(notice)
        own_round = library.rounds.get(facts.round.name) if facts.round else None
        if (
            facts.round
            and own_round
            and facts.unit.name in library.units
            and facts.unit.name not in [unit.name for unit in own_round.units]
        ):
            yield doubt(
                facts.round.at,
                "notice.unit-outside-round",
                msg("the round “{round}” does not list the unit “{unit}”", round=own_round.id, unit=facts.unit.name),
                msg("add it to units (单位) of the round"),
            )
        if facts.published.date() > library.as_of:
            yield doubt(
                notice.aside.places.get("published", notice.at),
                "notice.published-later",
                msg(
                    "the notice is shown although its date of publication, {date}, has not come",
                    date=facts.published.date(),
                ),
                msg("add publish_after (定时发布) to hold it back"),
            )
        for dated in dates_of_notice(facts, notice.as_of):
            if dated.day and dated.day > library.as_of:
                yield future_date(dated, notice.aside.places.get(dated.name, notice.at), library.as_of)
    for reply in library.replies:
        for dated in dates_of_reply(reply):
            if dated.day and dated.day > library.as_of:
                yield future_date(dated, reply.places.get(dated.name, reply.at), library.as_of)


_CLAIM_NAMES = {field.name: f"{field.chinese[0]}（{field.name}）" for field in fields_of(Claims)}


def _unpublished_links(records: Records, library: Library) -> Iterable[Problem]:
    """Yield the links that lead from something published to a notice that is not."""
    published = {notice.id for notice in library.notices}
    hidden = {"/" + routes.notice(notice.id) for notice in records.notices if notice.id not in published}
    articles: tuple[Reply | StandingPage, ...] = (*library.replies, *library.pages)
    links = [Reference(link.target, link.at) for article in articles for link in article.links]
    links += [link for notice in library.standing for link in notice.aside.site_links]
    for link in links:
        if link.name.partition("#")[0] in hidden:
            yield Problem(
                link.at,
                "link.unpublished",
                msg("the link leads to “{name}”, which is not published yet", name=unquote(link.name)),
                msg("take the link out, or publish both on the same day"),
            )


def _claim_doubts(notice: NoticeSummary) -> Iterable[Problem]:
    for difference in differences(notice.facts.claims, notice.totals, notice.institutions, notice.measures):
        yield doubt(
            notice.facts.claims.at or notice.at,
            "claims.differ",
            msg(
                "the text claims {name} = {claimed}, counted are {counted}",
                name=_CLAIM_NAMES[difference.name],
                claimed=difference.claimed,
                counted=difference.counted,
            ),
            msg("correct the field claims (自述数据) or the ledger; the page shows both"),
        )
