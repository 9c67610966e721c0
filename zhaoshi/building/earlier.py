"""Notices as they were published, with which their new texts are compared; see decision 28.

What was read last is not what was published where a build failed since, or where a draft was made of a notice. And a
text whose codes moved is compared with the one before until that is taken back or noted, however often it is edited.
"""

from collections.abc import Container, Mapping

from zhaoshi import routes
from zhaoshi.building.record import Record, Summaries
from zhaoshi.building.scanning import Source
from zhaoshi.model.moved import MOVED, is_public


def earlier_digests(record: Record, known: Container[str]) -> dict[str, str]:
    """Return digests of notices as they were published, by id; those whose digest is `known` are not read again."""
    read = {
        summary.id: digest
        for digest, (summary, _) in record.summaries.items()
        if digest not in known and is_public(summary.facts) and _is_shown(summary.id, record)
    }
    return read | record.earlier


def still_earlier(record: Record, sources: Mapping[str, Source], summaries: Summaries) -> dict[str, str]:
    """Return those that the next build has to compare with as well; `record` is that of the last one."""
    found = earlier_digests(record, summaries)
    settled = {
        summary.id
        for summary, doubts in (summaries.values() if found else ())
        if summary.id in found and is_public(summary.facts) and all(doubt.code != MOVED for doubt in doubts)
    }
    return {id_: digest for id_, digest in found.items() if id_ not in settled and _source(id_) in sources}


def _is_shown(id_: str, record: Record) -> bool:
    return routes.output_path(routes.notice(id_)) in record.pages


def _source(id_: str) -> str:
    return f"content/notices/{id_}/notice.md"
