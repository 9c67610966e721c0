"""What is published on one day, read from the sources and checked."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from zhaoshi.building.crew import Crew
from zhaoshi.building.earlier import still_earlier, without_published
from zhaoshi.building.gone import gone_doubts, gone_since, lost_doubts, lost_since
from zhaoshi.building.reading import NoticeKeeper, read_records
from zhaoshi.building.record import Record
from zhaoshi.building.scanning import Changed, scan
from zhaoshi.library import Library, assemble
from zhaoshi.problems import BuildFailed, EnvironmentFailed, Problem, errors, in_order, msg

_ATTEMPTS = 3


def published(
    root: Path, record: Record, store: NoticeKeeper | None, as_of: date | None, drafts: bool, crew: Crew
) -> tuple[Library, tuple[Problem, ...]]:
    """Read and check everything; the record is brought up to date. Raises `BuildFailed`."""
    for attempt in range(_ATTEMPTS):
        try:
            sources, problems = scan(root, {} if attempt else record.sources, crew)
            records, summaries, found = read_records(sources, record, store, crew)
            break
        except Changed as changed:
            if attempt == _ATTEMPTS - 1:
                raise EnvironmentFailed(
                    msg("{path} is being changed by another program; build again when it is done", path=changed)
                ) from changed
    problems += found
    zone = ZoneInfo(records.site.time_zone) if records else UTC
    day = as_of or datetime.now(zone).date()
    gone = gone_since(record, summaries, day)
    record.earlier = still_earlier(record, sources, summaries, gone)
    record.gone = gone
    record.sources = sources
    record.summaries = summaries
    if records is None:
        raise BuildFailed(problems)
    is_same_site = record.base_url == records.site.base_url
    if is_same_site:
        record.lost = lost_since(record, records)
        problems += gone_doubts(record.gone, records.unread, records.notices)
        problems += lost_doubts(record.lost)
    library, found = assemble(records, day, drafts=drafts)
    problems += found
    if errors(problems):
        raise BuildFailed(problems)
    record.earlier = without_published(record.earlier, summaries)
    if not is_same_site:  # until here, pages of the former one are the published ones
        record.gone, record.lost, record.base_url = {}, (), records.site.base_url
    return library, in_order(problems)
