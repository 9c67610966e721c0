"""From source files to records: what has to be parsed, and every problem of the parsing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, Protocol, TypeVar

import msgspec
from msgspec import Struct

from zhaoshi.building.crew import Crew
from zhaoshi.building.earlier import earlier_digests, under_former_id
from zhaoshi.building.record import Record, Summaries, notice_group
from zhaoshi.building.scanning import CONTENT, Source, read
from zhaoshi.building.sealed import digest_of
from zhaoshi.building.shelf import Shelf
from zhaoshi.building.sorting import sort
from zhaoshi.model.article import read_page, read_reply
from zhaoshi.model.moved import moved
from zhaoshi.model.notice import Notice, read_notice
from zhaoshi.model.readers import Refused
from zhaoshi.model.round import read_rounds
from zhaoshi.model.site import read_site
from zhaoshi.model.summary import Details, NoticeSummary, summarise
from zhaoshi.model.unit import read_units
from zhaoshi.problems import BuildFailed, Location, Problem, errors, msg
from zhaoshi.records import Attachment, Records
from zhaoshi.system_errors import cannot_read
from zhaoshi.text import markdown, yaml_nodes
from zhaoshi.text.decoding import decode_source
from zhaoshi.text.nodes import Node

_PAYS_FROM = 30
"""Notices from which starting processes is worth its time."""

SITE, UNITS, ROUNDS = "content/site.yaml", "content/units.yaml", "content/rounds.yaml"

T = TypeVar("T")


class NoticeKeeper(Protocol):
    """Where parsed notices go, and where those of the last build are."""

    def load(self, digest: str, /) -> Notice | None:
        """Return a notice, or None where it is not there."""

    def save(self, digest: str, notice: Notice, /) -> None:
        """Keep a notice."""

    def details(self, digest: str, /) -> Details:
        """Return the details of a notice that was kept."""

    def spool(self) -> IO[bytes]:
        """Open an empty file, as in `Records`."""


class Parsing(Struct, frozen=True):
    """A notice to be parsed."""

    id: str
    digest: str
    source: Source
    ledger: Source | None
    earlier: str = ""
    """Digest of the notice as it was published; empty where it was not."""

    @property
    def ledger_path(self) -> str:
        """Where the ledger lies, or would lie."""
        return self.source.path.replace("notice.md", "ledger.yaml")


class _Beside(Mapping[str, tuple[Attachment, ...]]):
    """The attachments of each notice, by its id."""

    def __init__(self, sources: Shelf[Source]) -> None:
        self._sources = sources

    def __getitem__(self, id_: str) -> tuple[Attachment, ...]:
        start, group = len(f"{CONTENT}/{notice_group(id_)}/"), self._sources.part(notice_group(id_))
        if not group:
            raise KeyError(id_)
        return tuple(
            Attachment(name=path[start:], size=source.stamp.size, digest=source.digest, source=path)
            for path, source in group.items()
            if path.startswith("attachments/", start)
        )

    def __iter__(self) -> Iterator[str]:
        start = len(notice_group(""))
        return (name[start:] for name in self._sources.parts() if name.startswith(notice_group("")))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def read_records(
    sources: Shelf[Source], record: Record, store: NoticeKeeper | None, crew: Crew
) -> tuple[Records | None, Summaries, list[Problem]]:
    """Read everything; the records are None where the site, its units or its rounds cannot be read.

    What has errors of its own is left out of the records, so that the rest can be checked in the same run.
    Parsed notices are kept in `store`, if one is given; it must be fit to be sent to whoever is in the crew.
    """
    ordered, problems = sort(sources)
    site = _read_yaml(sources, SITE, read_site, problems)
    units = _read_yaml(sources, UNITS, read_units, problems)
    rounds = _read_yaml(sources, ROUNDS, read_rounds, problems) if ROUNDS in sources else ()
    replies = _read_articles(ordered.replies, read_reply, problems)
    pages = _read_articles(ordered.pages, read_page, problems)
    summaries, notice_problems = _read_notices(ordered.notices, sources, record, store, crew)
    problems += notice_problems
    if site is None or units is None or rounds is None:
        return None, summaries, problems
    records = Records(
        site=site,
        units=units,
        rounds=rounds,
        notices=tuple(summary for summary, _ in summaries.values()),
        replies=tuple(replies),
        pages=tuple(pages),
        attachments=_Beside(sources),
        details=store.details if store else _no_details,
        spool=store.spool if store else BytesIO,
        unread=frozenset(ordered.notices).difference(summary.id for summary, _ in summaries.values()),
    )
    return records, summaries, problems


def _no_details(digest: str) -> Details:
    raise LookupError(digest)


def _read_yaml(
    sources: Mapping[str, Source], path: str, reader: Callable[[Node | None, str], T], problems: list[Problem]
) -> T | None:
    source = sources.get(path)
    if source is None:
        problems.append(_missing(path))
        return None
    if source.stamp.size > yaml_nodes.MAX_BYTES:
        return None
    text, found = decode_source(read(source), path)
    node: Node | None = None
    if not errors(found):
        node, more = yaml_nodes.parse(text, path)
        found += more
    problems += found
    if errors(found):
        return None
    try:
        return reader(node, path)
    except Refused as refused:
        problems += refused.problems
        return None


def _missing(path: str) -> Problem:
    hint = msg("make it with “zhaoshi new site” and fill it in")
    return Problem(Location(path), "file.missing", msg("the file is missing"), hint)


def _read_articles(
    sources: Mapping[str, Source],
    reader: Callable[[str, str, str], tuple[T | None, list[Problem]]],
    problems: list[Problem],
) -> list[T]:
    found: list[T] = []
    for id_, source in sources.items():
        if source.stamp.size > markdown.MAX_BYTES:
            continue
        text, wrong = decode_source(read(source), source.path)
        problems += wrong
        if not errors(wrong):
            article, wrong = reader(id_, source.path, text)
            problems += wrong
            found += [article] if article is not None else []
    return found


def _read_notices(
    ids: Iterable[str], sources: Shelf[Source], record: Record, store: NoticeKeeper | None, crew: Crew
) -> tuple[Summaries, list[Problem]]:
    """Parse what is not remembered; what is remembered is taken by its digest. The order is that of the ids."""
    summaries: Summaries = {}
    digests: list[str] = []
    unread: list[str] = []
    problems: list[Problem] = []
    for id_ in ids:
        parsing = _parsing(id_, sources, record.engine)
        if is_too_large(parsing.source, parsing.ledger):
            continue
        digests.append(parsing.digest)
        if known := record.summaries.get(parsing.digest):
            summaries[known[0].digest] = known
            problems += known[1]
        else:
            unread.append(id_)
    earlier = earlier_digests(record, summaries)
    waiting = (_parsing(id_, sources, record.engine, earlier.get(id_, "")) for id_ in unread)
    decoder = msgspec.msgpack.Decoder(tuple[NoticeSummary | None, tuple[Problem, ...]])
    for result in crew.map(partial(_parse_all, store), waiting, _PAYS_FROM):
        summary, found = decoder.decode(result)
        if summary is not None:
            found += _moved_with_folder(summary, earlier, sources, record.engine, store)
            summaries[summary.digest] = (summary, found)
        problems += found
    return {digest: summaries[digest] for digest in digests if digest in summaries}, problems


def _moved_with_folder(
    summary: NoticeSummary, earlier: Mapping[str, str], sources: Shelf[Source], engine: str, store: NoticeKeeper | None
) -> tuple[Problem, ...]:
    """Compare a notice with what was published in its former folder, which is not known before it is read."""
    digest = under_former_id(summary.facts.former_ids, earlier)
    published = store.load(digest) if store and digest else None
    notice = parse(_parsing(summary.id, sources, engine))[0] if published else None
    return tuple(moved(published, notice)) if published and notice else ()


def _parsing(id_: str, sources: Shelf[Source], engine: str, earlier: str = "") -> Parsing:
    group = notice_group(id_)
    files = sources.part(group)
    source, ledger = files[f"{CONTENT}/{group}/notice.md"], files.get(f"{CONTENT}/{group}/ledger.yaml")
    return Parsing(id_, digest_of_notice(engine, id_, source, ledger), source, ledger, earlier)


def digest_of_notice(engine: str, id_: str, source: Source, ledger: Source | None) -> str:
    """Return what names the sources of a notice."""
    return digest_of(engine, id_, source.digest, ledger.digest if ledger else None)


def is_too_large(source: Source, ledger: Source | None) -> bool:
    """Tell whether a notice is not read because of its size."""
    return source.stamp.size > markdown.MAX_BYTES or bool(ledger and ledger.stamp.size > yaml_nodes.MAX_BYTES)


def _parse_all(store: NoticeKeeper | None, waiting: Iterable[Parsing]) -> list[bytes]:
    """Parse notices and keep them; returns of each the encoded summary and what is wrong."""
    results = []
    for parsing in waiting:
        notice, found = parse(parsing)
        summary = None
        if notice is not None and not errors(found):
            if store and parsing.earlier and (earlier := store.load(parsing.earlier)):
                found += moved(earlier, notice)
            summary = summarise(notice, parsing.digest)
            if store:
                store.save(parsing.digest, notice)
        results.append(msgspec.msgpack.encode((summary, found)))
    return results


def parse(parsing: Parsing) -> tuple[Notice | None, list[Problem]]:
    """Parse one notice."""
    text, problems = decode_source(read(parsing.source), parsing.source.path)
    ledger: str | None = None
    if parsing.ledger is not None:
        ledger, ledger_problems = decode_source(read(parsing.ledger), parsing.ledger_path)
        problems += ledger_problems
    if errors(problems):
        return None, problems
    notice, found = read_notice(parsing.id, parsing.source.path, text, parsing.ledger_path, ledger)
    return notice, problems + found


def read_one(root: Path, path: str, reader: Callable[[Node | None, str], T]) -> T:
    """Read one of the YAML files that every site has, apart from all others; raises where it cannot be read."""
    try:
        data = (root / path).read_bytes()
    except FileNotFoundError as error:
        raise BuildFailed([_missing(path)]) from error
    except OSError as error:
        raise cannot_read(str(root / path), error) from error
    text, problems = decode_source(data, path)
    node, found = yaml_nodes.parse(text, path)
    if errors(problems + found):
        raise BuildFailed(problems + found)
    try:
        return reader(node, path)
    except Refused as refused:
        raise BuildFailed(refused.problems) from refused
