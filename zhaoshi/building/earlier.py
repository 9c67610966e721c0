"""Notices as they were published, with which their new texts are compared; see decision 28.

What was read last is not what was published where a build failed since, or where a draft was made of a notice. And a
text whose codes moved is compared with the one before until that is taken back or noted, however often it is edited.
"""

from collections.abc import Container, Iterable, Mapping

from zhaoshi import routes
from zhaoshi.building.record import Gone, Record, Summaries
from zhaoshi.building.scanning import Source
from zhaoshi.model.moved import MOVED, is_public
from zhaoshi.model.summary import NoticeSummary
from zhaoshi.problems import Problem


def earlier_digests(record: Record, known: Container[str]) -> dict[str, str]:
    """Return digests of notices as they were published, by id; those whose digest is `known` are not read again."""
    read = {
        summary.id: digest
        for digest, (summary, _) in record.summaries.items()
        if digest not in known and is_public(summary.facts) and _was_shown(summary.id, record)
    }
    return read | record.earlier


def under_former_id(former_ids: Iterable[str], earlier: Mapping[str, str]) -> str:
    """Return the digest of what was published before a folder was renamed; empty where that is not known any more."""
    return next((earlier[id_] for id_ in former_ids if id_ in earlier), "")


def still_earlier(
    record: Record, sources: Mapping[str, Source], summaries: Summaries, gone: Mapping[str, Gone]
) -> dict[str, str]:
    """Return those that the next build has to compare with as well; `record` is that of the last one.

    Those that are gone may come back, or turn out to have been renamed. What has no page of its own yet, since its
    folder was renamed or it came back, is compared with the same text until it gets one; see `without_published`.
    """
    found = earlier_digests(record, summaries)
    waiting = {id_: digest for id_, digest in found.items() if id_ in gone or _source(id_) in sources}
    for summary, doubts in summaries.values() if found else ():
        waiting.pop(summary.id, None)
        digest = under_former_id(summary.facts.former_ids, found) or found.get(summary.id)
        if digest and not (_is_settled(summary, doubts) and _has_page(summary.id, record)):
            waiting[summary.id] = digest
    return waiting


def without_published(earlier: Mapping[str, str], summaries: Summaries) -> dict[str, str]:
    """Leave those out whose new texts a build that does not fail publishes."""
    settled = {summary.id for summary, doubts in summaries.values() if _is_settled(summary, doubts)} if earlier else ()
    return {id_: digest for id_, digest in earlier.items() if id_ not in settled}


def _is_settled(summary: NoticeSummary, doubts: Iterable[Problem]) -> bool:
    return is_public(summary.facts) and all(doubt.code != MOVED for doubt in doubts)


def _was_shown(id_: str, record: Record) -> bool:
    return id_ in record.gone or _has_page(id_, record)


def _has_page(id_: str, record: Record) -> bool:
    return routes.output_path(routes.notice(id_)) in record.pages


def _source(id_: str) -> str:
    return f"content/notices/{id_}/notice.md"
