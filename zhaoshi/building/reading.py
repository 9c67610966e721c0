"""From source files to records: which file is what, what has to be parsed, and every problem of the parsing."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec
from msgspec import Struct

from zhaoshi.building.crew import Crew
from zhaoshi.building.earlier import earlier_digests
from zhaoshi.building.record import Record, Summaries
from zhaoshi.building.scanning import Source, cannot_read, read
from zhaoshi.building.sealed import digest_of
from zhaoshi.model.article import read_page, read_reply
from zhaoshi.model.moved import moved
from zhaoshi.model.notice import Notice, read_notice
from zhaoshi.model.readers import Refused, is_id
from zhaoshi.model.round import read_rounds
from zhaoshi.model.site import read_site
from zhaoshi.model.summary import NoticeSummary, summarise
from zhaoshi.model.unit import read_units
from zhaoshi.problems import BuildFailed, Location, Problem, doubt, errors, msg
from zhaoshi.records import Attachment, Records
from zhaoshi.text import markdown, yaml_nodes
from zhaoshi.text.decoding import decode
from zhaoshi.text.nodes import Node

MAX_ATTACHMENT = 50_000_000
_PAYS_FROM = 30
"""Notices from which starting processes is worth its time."""
ATTACHMENT_TYPES = frozenset(
    [
        "pdf",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "ppt",
        "pptx",
        "wps",
        "et",
        "csv",
        "txt",
        "zip",
        "jpg",
        "jpeg",
        "png",
        "webp",
        "gif",
        "mp4",
        "mp3",
    ]
)

_BAD_IN_NAME = re.compile(r"[#?%:*\"<>|\\]")

_IMPORTED = frozenset(["doc", "docx", "wps", "xls", "xlsx", "et"])
_ORIGINALS = _IMPORTED | {"pdf", "ofd"}
"""Types of files that a notice is made from."""

_MISTAKEN = {
    "ledger.yaml": re.compile(r"(?i)ledger\.ya?ml(\.txt)?|台账\..*"),
    "notice.md": re.compile(r"(?i)notice\.(md\.txt|txt|markdown|md)|通报\..*"),
    "site.yaml": re.compile(r"(?i)site\.ya?ml(\.txt)?"),
    "units.yaml": re.compile(r"(?i)units\.ya?ml(\.txt)?"),
    "rounds.yaml": re.compile(r"(?i)rounds\.ya?ml(\.txt)?"),
}
"""Names that files are saved under when another was meant."""

_NOTICE = re.compile(r"content/notices/[^/]+/notice\.md")

SITE, UNITS, ROUNDS = "content/site.yaml", "content/units.yaml", "content/rounds.yaml"

T = TypeVar("T")


class NoticeKeeper(Protocol):
    """Where parsed notices go, and where those of the last build are."""

    def load(self, digest: str, /) -> Notice | None:
        """Return a notice, or None where it is not there."""

    def save(self, digest: str, notice: Notice, /) -> None:
        """Keep a notice."""


class _Sorted(Struct, frozen=True):
    """The sources by what they are."""

    notices: dict[str, Source]
    """`notice.md` by id."""
    ledgers: dict[str, Source]
    attachments: list[tuple[str, str, Source]]
    """Id of the notice, name below its folder, file."""
    replies: dict[str, Source]
    pages: dict[str, Source]


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


def read_records(
    sources: Mapping[str, Source], record: Record, store: NoticeKeeper | None, crew: Crew
) -> tuple[Records | None, Summaries, list[Problem]]:
    """Read everything; the records are None where the site, its units or its rounds cannot be read.

    What has errors of its own is left out of the records, so that the rest can be checked in the same run.
    Parsed notices are kept in `store`, if one is given; it must be fit to be sent to whoever is in the crew.
    """
    ordered, problems = _sort(sources)
    site = _read_yaml(sources, SITE, read_site, problems)
    units = _read_yaml(sources, UNITS, read_units, problems)
    rounds = _read_yaml(sources, ROUNDS, read_rounds, problems) if ROUNDS in sources else ()
    replies = _read_articles(ordered.replies, read_reply, problems)
    pages = _read_articles(ordered.pages, read_page, problems)
    summaries, notice_problems = _read_notices(ordered, record, store, crew)
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
        attachments=tuple(
            Attachment(notice=id_, name=name, size=source.stamp.size, digest=source.digest, source=source.path)
            for id_, name, source in ordered.attachments
        ),
        unread=frozenset(ordered.notices) - {summary.id for summary, _ in summaries.values()},
    )
    return records, summaries, problems


def _sort(sources: Mapping[str, Source]) -> tuple[_Sorted, list[Problem]]:
    """Tell from its path what each file is; what is nothing is named, never ignored in silence."""
    ordered = _Sorted({}, {}, [], {}, {})
    problems: list[Problem] = []
    for path, source in sources.items():
        limit = markdown.MAX_BYTES if path.endswith(".md") else yaml_nodes.MAX_BYTES
        match path.split("/")[1:]:
            case ["site.yaml" | "units.yaml" | "rounds.yaml"]:
                pass
            case ["notices", id_, "notice.md"]:
                _add_id(ordered.notices, id_, source, problems)
            case ["notices", id_, "ledger.yaml"]:
                ordered.ledgers[id_] = source
            case ["notices", id_, "attachments", *rest]:
                limit = MAX_ATTACHMENT
                if problem := _attachment_problem(source):
                    problems.append(problem)
                ordered.attachments.append((id_, "/".join(["attachments", *rest]), source))
            case ["replies", name] if name.endswith(".md"):
                _add_id(ordered.replies, name.removesuffix(".md"), source, problems)
            case ["pages", name] if name.endswith(".md"):
                _add_id(ordered.pages, name.removesuffix(".md"), source, problems)
            case _:
                problems.append(_stray(source, sources))
                continue
        if source.stamp.size > limit:
            problems.append(
                _attachment_too_large(path) if limit == MAX_ATTACHMENT else yaml_nodes.too_large(path, limit)
            )
    with_notice = {path.split("/")[2] for path in sources if _NOTICE.fullmatch(path)}
    lonely = {id_: source for id_, source in ordered.ledgers.items() if id_ not in with_notice}
    for id_, _, source in ordered.attachments:
        if id_ not in with_notice:
            lonely.setdefault(id_, source)
    problems += [
        Problem(
            Location(source.path),
            "notice.missing",
            msg("there is no notice.md that this file belongs to"),
            msg("put notice.md into the folder of the notice"),
        )
        for source in lonely.values()
    ]
    return ordered, problems


def _attachment_too_large(path: str) -> Problem:
    return Problem(
        Location(path),
        "file.too-large",
        msg("the file is larger than {limit} MB", limit=MAX_ATTACHMENT // 1_000_000),
        msg("save it smaller, or in several parts"),
    )


def _add_id(where: dict[str, Source], id_: str, source: Source, problems: list[Problem]) -> None:
    if is_id(id_):
        where[id_] = source
        return
    problems.append(
        Problem(
            Location(source.path),
            "file.name",
            msg("“{name}” cannot be part of an address", name=id_),
            msg("rename it with small letters, digits and hyphens, at most 64: 2023-culture-federation"),
        )
    )


def _attachment_problem(source: Source) -> Problem | None:
    if bad := _BAD_IN_NAME.search(source.path):
        return Problem(
            Location(source.path),
            "file.name",
            msg("the name of the file contains “{sign}”, which addresses cannot hold", sign=bad[0]),
            msg("rename the file"),
        )
    extension = source.path.rpartition(".")[2].lower()
    if extension in ATTACHMENT_TYPES:
        return None
    return Problem(
        Location(source.path),
        "file.type",
        msg("files of the type “{type}” are not published", type=extension),
        msg("save it as PDF, Word, Excel, text or a picture"),
    )


def _stray(source: Source, sources: Collection[str]) -> Problem:
    folder, _, name = source.path.rpartition("/")
    if (extension := name.rpartition(".")[2].lower()) in _ORIGINALS:
        if extension in _IMPORTED and f"{folder}/notice.md" not in sources:
            hint = msg("make the notice from it with “zhaoshi import”, and keep the original elsewhere")
        else:
            hint = msg("move it to attachments/ if readers shall have it, else keep it outside this folder")
        return doubt(Location(source.path), "file.original", msg("the original is not published from here"), hint)
    at, message = Location(source.path), msg("the file is not part of the site")
    place = msg("a notice stands in notices/ID/notice.md, with ledger.yaml and attachments/ beside it")
    if name in _MISTAKEN:
        return Problem(at, "file.unused", message, place)
    for right, wrong in _MISTAKEN.items():
        if wrong.fullmatch(name):
            return Problem(at, "file.unused", message, msg("should it be named “{name}”?", name=right))
    return doubt(at, "file.unused", message, place)


def _read_yaml(
    sources: Mapping[str, Source], path: str, reader: Callable[[Node | None, str], T], problems: list[Problem]
) -> T | None:
    source = sources.get(path)
    if source is None:
        problems.append(
            Problem(
                Location(path),
                "file.missing",
                msg("the file is missing"),
                msg("copy it from the sample site and change it"),
            )
        )
        return None
    if source.stamp.size > yaml_nodes.MAX_BYTES:
        return None
    text, found = decode(read(source), path)
    node: Node | None = None
    if not found:
        node, found = yaml_nodes.parse(text, path)
    problems += found
    if found:
        return None
    try:
        return reader(node, path)
    except Refused as refused:
        problems += refused.problems
        return None


def _read_articles(
    sources: Mapping[str, Source],
    reader: Callable[[str, str, str], tuple[T | None, list[Problem]]],
    problems: list[Problem],
) -> list[T]:
    found: list[T] = []
    for id_, source in sources.items():
        if source.stamp.size > markdown.MAX_BYTES:
            continue
        text, wrong = decode(read(source), source.path)
        problems += wrong
        if not wrong:
            article, wrong = reader(id_, source.path, text)
            problems += wrong
            found += [article] if article is not None else []
    return found


def _read_notices(
    ordered: _Sorted, record: Record, store: NoticeKeeper | None, crew: Crew
) -> tuple[Summaries, list[Problem]]:
    """Parse what is not remembered; what is remembered is taken by its digest."""
    summaries: Summaries = {}
    unread: list[tuple[str, str, Source, Source | None]] = []
    problems: list[Problem] = []
    for id_, source in ordered.notices.items():
        ledger = ordered.ledgers.get(id_)
        if is_too_large(source, ledger):
            continue
        digest = digest_of_notice(record.engine, id_, source, ledger)
        if digest in record.summaries:
            summaries[digest] = record.summaries[digest]
            problems += record.summaries[digest][1]
            continue
        unread.append((id_, digest, source, ledger))
    earlier = earlier_digests(record, summaries)
    waiting = [Parsing(*parts, earlier=earlier.get(parts[0], "")) for parts in unread]
    decoder = msgspec.msgpack.Decoder(tuple[NoticeSummary | None, tuple[Problem, ...]])
    for parsing, result in zip(waiting, crew.map(partial(_parse_all, store), waiting, _PAYS_FROM), strict=True):
        summary, found = decoder.decode(result)
        problems += found
        if summary is not None:
            summaries[parsing.digest] = (summary, found)
    return summaries, problems


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
    text, problems = decode(read(parsing.source), parsing.source.path)
    ledger: str | None = None
    if parsing.ledger is not None:
        ledger, ledger_problems = decode(read(parsing.ledger), parsing.ledger_path)
        problems += ledger_problems
    if problems:
        return None, problems
    return read_notice(parsing.id, parsing.source.path, text, parsing.ledger_path, ledger)


def read_one(root: Path, path: str, reader: Callable[[Node | None, str], T]) -> T:
    """Read one of the YAML files that every site has, apart from all others; raises where it cannot be read."""
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        raise cannot_read(str(root / path), error) from error
    text, problems = decode(data, path)
    node, found = yaml_nodes.parse(text, path)
    if problems or found:
        raise BuildFailed([*problems, *found])
    try:
        return reader(node, path)
    except Refused as refused:
        raise BuildFailed(refused.problems) from refused
