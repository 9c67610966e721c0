"""Notices, units and rounds that were published and are no longer there; see decision 28.

Who deletes a folder or gives it another name breaks what cites the notice, and nothing in the sources tells. The same
holds for the id of a unit or a round.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from zhaoshi import routes
from zhaoshi.building.record import Gone, Record, Summaries
from zhaoshi.model.fields import label
from zhaoshi.model.notice_facts import NoticeFacts, is_published
from zhaoshi.model.summary import NoticeSummary
from zhaoshi.problems import Location, Problem, doubt, msg
from zhaoshi.records import Records

GONE = "notice.gone"
ID_GONE = "id.gone"


def gone_since(record: Record, summaries: Summaries, day: date) -> dict[str, Gone]:
    """Return what was published and is not in what was read now for a day; `record` is that of the last build.

    What leads on to another notice is not gone. What is there and could not be read is among them, so that it is still
    known if it goes away before it could.
    """
    found = [summary for summary, _ in summaries.values() if is_published(summary.facts, day)]
    answered = {id_ for summary in found for id_ in (summary.id, *summary.facts.former_ids)}
    published = {
        summary.id: Gone(summary.facts.title, summary.short_code)
        for summary, _ in record.summaries.values()
        if summary.id not in answered
        and is_published(summary.facts, day)
        and routes.output_path(routes.notice(summary.id)) in record.pages
    }
    return {id_: notice for id_, notice in (record.gone | published).items() if id_ not in answered}


def gone_doubts(
    gone: Mapping[str, Gone], unread: Collection[str], notices: Collection[NoticeSummary]
) -> Iterator[Problem]:
    """Yield a doubt for each notice that is gone; nothing is said of those that could not be read."""
    if not gone:
        return
    unpublished = {id_: notice for notice in notices for id_ in (*notice.facts.former_ids, notice.id)}
    renamed = {notice.facts.title: notice for notice in notices if notice.id not in gone}
    for id_, notice in gone.items():
        if id_ in unread:
            continue
        if id_ in unpublished:
            yield _held_back(unpublished[id_], id_, notice)
            continue
        successor = renamed.get(notice.title)
        yield doubt(
            Location(f"content/notices/{id_}/notice.md"),
            GONE,
            msg(
                "“{title}” was published and is no longer there: its address /{route} and its short code {code} lead"
                " nowhere",
                title=notice.title,
                route=routes.notice(id_),
                code=notice.short_code,
            ),
            msg(
                "if the folder was renamed, write former_ids (曾用文件夹名): [{id}] into {path}",
                id=id_,
                path=successor.at.path,
            )
            if successor
            else msg(
                "put it back and withdraw it with withdrawn (撤回); if the folder was renamed, name “{id}” in"
                " former_ids (曾用文件夹名) of the notice",
                id=id_,
            ),
        )


def _held_back(notice: NoticeSummary, id_: str, gone: Gone) -> Problem:
    """Doubt that a notice which was published as `id_` shall be a draft again, or wait for a later day."""
    field = "draft" if notice.facts.draft else "publish_after"
    values = {
        "title": gone.title,
        "field": label(NoticeFacts, field),
        "route": routes.notice(id_),
        "code": gone.short_code,
    }
    return doubt(
        notice.aside.places.get(field, notice.at),
        GONE,
        msg(
            "“{title}” was published, and “{field}” takes it off the site: its address /{route} and its short code"
            " {code} lead nowhere",
            **values,
        )
        if notice.facts.draft
        else msg(
            "“{title}” was published, and “{field}” takes it off the site until its day: its address /{route} and its"
            " short code {code} lead nowhere until then",
            **values,
        ),
        msg(
            "take “{field}” out; to take the notice off the site, withdraw it with withdrawn (撤回), so that readers"
            " are told why",
            field=label(NoticeFacts, field),
        ),
    )


def lost_since(record: Record, records: Records) -> tuple[str, ...]:
    """Return the addresses of units and rounds that were published and that what was read now does not name."""
    named = {routes.unit(id_) for unit in records.units for id_ in (unit.id, *unit.former_ids)}
    named |= {routes.round_(id_) for round_ in records.rounds for id_ in (round_.id, *round_.former_ids)}
    published = {f"{part}/" for part in record.pages.parts() if part.startswith((routes.UNITS, routes.ROUNDS))}
    return tuple(sorted(published.union(record.lost) - named))


def lost_doubts(lost: Iterable[str]) -> Iterator[Problem]:
    """Yield a doubt for each of them."""
    for route in lost:
        file, id_, _ = route.split("/")
        yield doubt(
            Location(f"content/{file}.yaml"),
            ID_GONE,
            msg("the page /{route} was published and is no longer there: what leads to it finds nothing", route=route),
            msg(
                "put the id “{id}” back; if it became another one, write former_ids (曾用编号): [{id}] beside that",
                id=id_,
            ),
        )
