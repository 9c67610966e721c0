"""What the full-text search can find: the documents, and the files that hold their texts."""

import html
import re
import zlib
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.ledger import LedgerItem
from zhaoshi.model.notice import Notice
from zhaoshi.model.status import Verdict
from zhaoshi.model.summary import UNSTATED, NoticeSummary, findings_of
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import status_tag, verdict_tag
from zhaoshi.problems import Gettext
from zhaoshi.routes import Links
from zhaoshi.text.codes import shown
from zhaoshi.text.outline import Block, walk

_LEVEL = 4
"""Of compression: the highest takes three times as long for 2 % less."""

RECORDS = 16
"""Units, rounds, replies or withdrawn notices whose texts stand in one file."""

_BLOCK_END = re.compile(r"</(?:p|li|t[hdr]|h[1-6]|blockquote)>|<br ?/?>")
_TAG = re.compile(r"<[^>]*>")


class Part(Struct, frozen=True, kw_only=True):
    """A stretch of a document that a result can lead to."""

    anchor: str = ""
    """Its id in the page, `s2.1.4.2`; empty for the page itself."""
    label: str = ""
    """Section code as shown; never found."""
    status: str = ""
    """Of a finding."""
    verdict: str = ""
    """Of the inspectors; empty where they have not spoken."""
    due: str = ""
    """Day after which the finding is overdue, as 2024-01-31."""
    late: int = 0
    """Days between the deadline and a later completion; 0 in time, or where nothing can be said."""
    written: str = ""
    """The unit's own word for the status, where it is another than the site's."""
    also: tuple[str, ...] = ()
    """What it is found by beside its texts: the names of a notice, what a finding is marked with but for overdue."""
    texts: tuple[str, ...]
    """Title first, then blocks: what an excerpt is cut from."""


class SearchDocument(Struct, frozen=True, kw_only=True):
    """What can be found as one."""

    kind: str
    """`notice`, `superseded`, `withdrawn`, `unit`, `round`, `reply`, `institutions` or `home`."""
    href: str
    """From the site's root."""
    words: tuple[str, ...] = ()
    """Found as a whole and never shown: `unit:library`, `round:2023-1`, `year:2023`, `notice:7kq3md`."""
    overdue: str = ""
    """What overdue findings are marked with; found only on days on which there are some."""
    parts: tuple[Part, ...]
    """The document's own title first."""


class NoticeInputs(Struct, frozen=True, kw_only=True):
    """What the document of a notice is made from, beside the notice itself."""

    digest: str
    unit: tuple[str, ...]
    """Id, full name, short name."""
    round: tuple[str, str] | None
    is_superseded: bool


class Record(Struct, frozen=True, kw_only=True):
    """A unit, a round, a reply, a notice that was withdrawn, or the home page."""

    kind: str
    route: str
    words: tuple[str, ...] = ()
    texts: tuple[str, ...]


class RecordInputs(Struct, frozen=True, kw_only=True):
    """What the documents of a few records are made from."""

    records: tuple[Record, ...]


class RegisterInputs(Struct, frozen=True, kw_only=True):
    """What the document of a unit's rules is made from."""

    unit: tuple[str, str]
    digests: tuple[str, ...]
    """Of the notices whose ledgers list the rules."""


Inputs = NoticeInputs | RecordInputs | RegisterInputs


def facet(name: str, value: str) -> str:
    """Return the word by which documents of one unit, round or year are found, or with findings of one status."""
    return f"{name}:{value}"


def pages(library: Library) -> Iterator[Page]:
    """Plan the texts of all that can be read."""
    yield from record_pages(library)
    for notice in library.standing:
        yield _notice_page(notice, library)


def record_pages(library: Library) -> Iterator[Page]:
    """Plan the texts of all that is not a notice."""
    site = library.site
    home = Record(kind="home", route=routes.HOME, texts=(site.name, site.organizer, site.description))
    yield _page("home", RecordInputs(records=(home,)))
    kinds = {
        "units": _units(library),
        "rounds": _rounds(library),
        "replies": _replies(library),
        "withdrawn": _withdrawn(library),
    }
    for name, records in kinds.items():
        for start in range(0, len(records), RECORDS):
            yield _page(f"{name}-{start // RECORDS + 1}", RecordInputs(records=records[start : start + RECORDS]))
    by_unit: dict[str, list[str]] = {}
    for notice in library.counted:
        if notice.institutions:
            by_unit.setdefault(notice.facts.unit.name, []).append(notice.digest)
    for id_, digests in by_unit.items():
        yield _page(
            f"institutions/{id_}", RegisterInputs(unit=(id_, library.units[id_].name), digests=tuple(digests)), *digests
        )


def routes_in(page: Page) -> list[str]:
    """Return the route of a file of texts, once for each document in it."""
    return [page.route] * (len(page.inputs.records) if isinstance(page.inputs, RecordInputs) else 1)


def notice_route(notice: NoticeSummary) -> str:
    """Return the route of the text of a notice."""
    return routes.search_text(f"notices/{notice.id}")


def _notice_page(notice: NoticeSummary, library: Library) -> Page:
    facts = notice.facts
    unit = library.units[facts.unit.name]
    round_ = library.rounds[facts.round.name] if facts.round else None
    inputs = NoticeInputs(
        digest=notice.digest,
        unit=(unit.id, unit.name, unit.short),
        round=(round_.id, round_.name) if round_ else None,
        is_superseded=notice.id in library.superseded_by,
    )
    return Page(route=notice_route(notice), make=make, inputs=inputs, notices=(notice.digest,))


def _page(name: str, inputs: Inputs, *notices: str) -> Page:
    return Page(route=routes.search_text(name), make=make, inputs=inputs, notices=notices)


def _units(library: Library) -> tuple[Record, ...]:
    return tuple(
        Record(
            kind="unit",
            route=routes.unit(unit.id),
            words=(facet("unit", unit.id),),
            texts=(unit.name, unit.short, unit.kind, unit.note),
        )
        for unit in library.units.values()
    )


def _rounds(library: Library) -> tuple[Record, ...]:
    return tuple(
        Record(
            kind="round",
            route=routes.round_(round_.id),
            words=(facet("round", round_.id), facet("year", str(round_.year))),
            texts=(round_.name, round_.kind, round_.note, *(library.units[unit.name].name for unit in round_.units)),
        )
        for round_ in library.rounds.values()
    )


def _replies(library: Library) -> tuple[Record, ...]:
    notices = {notice.id: notice.facts for notice in library.notices}
    records = []
    for reply in library.replies:
        facts = notices[reply.notice.name] if reply.notice else None
        facets = [facet("year", str((reply.answered or reply.received).year))]
        if facts:
            facets.append(facet("unit", facts.unit.name))
            facets += [facet("round", facts.round.name)] if facts.round else []
        texts = (reply.title, reply.question, reply.by, *(plain(reply.html) if reply.answered else ()))
        records.append(Record(kind="reply", route=routes.reply(reply.id), words=tuple(facets), texts=texts))
    return tuple(records)


def _withdrawn(library: Library) -> tuple[Record, ...]:
    """Return what the page of a withdrawn notice still says."""
    return tuple(
        Record(
            kind="withdrawn",
            route=routes.notice(notice.id),
            words=(
                facet("unit", facts.unit.name),
                facet("year", str(facts.published.year)),
                *([facet("round", facts.round.name)] if facts.round else []),
                facet("notice", notice.short_code.lower()),
            ),
            texts=(facts.title, facts.withdrawn.reason),
        )
        for notice in library.notices
        if (facts := notice.facts).withdrawn
    )


def make(inputs: Inputs, tools: Tools) -> bytes:
    """Build the bytes of one file: its documents as JSON, compressed (zlib, RFC 1950)."""
    return zlib.compress(msgspec.json.encode(documents(inputs, tools)), _LEVEL)


def read(data: bytes) -> list[SearchDocument]:
    """Return what `make` has written."""
    return msgspec.json.decode(zlib.decompress(data), type=list[SearchDocument])


def documents(inputs: Inputs, tools: Tools) -> list[SearchDocument]:
    """Make the documents of one file."""
    to = Links(routes.HOME, tools.links.style).to
    match inputs:
        case RecordInputs():
            return [
                SearchDocument(kind=r.kind, href=to(r.route), words=r.words, parts=(Part(texts=_written(r.texts)),))
                for r in inputs.records
            ]
        case RegisterInputs():
            return [_register(inputs, tools, to(routes.INSTITUTIONS))]
        case NoticeInputs():
            notice = tools.notice(inputs.digest)
            return [_notice(notice, inputs, tools.gettext, to(routes.notice(notice.id)))]


def _register(inputs: RegisterInputs, tools: Tools, href: str) -> SearchDocument:
    id_, name = inputs.unit
    rules = (
        f"{evidence.title} {evidence.number}".strip()
        for digest in inputs.digests
        for _, item in findings_of(tools.notice(digest))
        if item
        for evidence in item.evidence
        if evidence.is_institution
    )
    head = Part(texts=(name, *rules))
    return SearchDocument(kind="institutions", href=href, words=(facet("unit", id_),), parts=(head,))


def _notice(notice: Notice, inputs: NoticeInputs, gettext: Gettext, href: str) -> SearchDocument:
    facts = notice.facts
    facets = [facet("unit", inputs.unit[0]), facet("year", str(facts.published.year))]
    facets += [facet("round", inputs.round[0])] if inputs.round else []
    facets.append(facet("notice", notice.short_code.lower()))
    names = (*inputs.unit[1:], inputs.round[1] if inputs.round else "", notice.short_code)
    head = [
        facts.title,
        _labelled(gettext("Index number"), facts.index_number, gettext),
        _labelled(gettext("Document number"), facts.document_number, gettext),
        _labelled(gettext("Source"), facts.source, gettext),
        facts.summary,
        *_block_texts(notice.lead),
        facts.signed.by,
    ]
    return SearchDocument(
        kind="superseded" if inputs.is_superseded else "notice",
        href=href,
        words=tuple(facets),
        overdue=gettext("Overdue") if any(item.due for item in notice.items.values()) else "",
        parts=(Part(also=tuple(filter(None, names)), texts=_written(head)), *_sections(notice, gettext)),
    )


def _sections(notice: Notice, gettext: Gettext) -> Iterator[Part]:
    findings = {section.code: item for section, item in findings_of(notice)}
    for section in walk(notice.sections):
        texts = (section.title, *_block_texts(section.blocks))
        part = Part(
            anchor=routes.anchor(section.code),
            label=shown(section.code, notice.facts.numbering),
            texts=_written(texts),
        )
        yield _finding(part, findings[section.code], notice, gettext) if section.code in findings else part


def _finding(part: Part, item: LedgerItem | None, notice: Notice, gettext: Gettext) -> Part:
    """Add what the ledger says of a finding."""
    claim, verdict = item.status if item else UNSTATED, item.verification.status if item else Verdict.UNVERIFIED
    status, late = status_tag(claim.status, claim.written, gettext), item.days_late(notice.as_of) if item else 0
    return replace(
        part,
        status=status.key,
        verdict="" if verdict is Verdict.UNVERIFIED else verdict.value,
        due=item.due.isoformat() if item and item.due else "",
        late=late or 0,
        written=status.written,
        also=(status.label, *_verdict_words(verdict, gettext), *([gettext("Completed late")] if late else [])),
        texts=(*part.texts, *filter(None, _ledger_texts(item, gettext) if item else ())),
    )


def _verdict_words(verdict: Verdict, gettext: Gettext) -> Iterator[str]:
    """Yield what a verdict is called beside a finding, and among figures where that is longer: 退回, 核验退回."""
    yield verdict_tag(verdict, gettext).label
    if verdict is Verdict.RETURNED:
        yield gettext("Returned by the inspectors")


def _ledger_texts(item: LedgerItem, gettext: Gettext) -> list[str]:
    """Say what the page shows of a ledger entry, each with what it is: an excerpt shows it behind the official text."""
    facts = [
        (gettext("Responsible"), item.owner),
        (gettext("Responsible leader"), item.leader),
        (gettext("Note on the verdict"), item.verification.note),
    ]
    facts += [(gettext("Evidence"), f"{piece.title} {piece.number}".strip()) for piece in item.evidence]
    facts += [(gettext("Step"), f"{step.title} {step.text}".strip()) for step in item.updates]
    return [_labelled(name, value, gettext) for name, value in facts]


def _labelled(name: str, value: str, gettext: Gettext) -> str:
    return gettext("{name}: {value}").format(name=name, value=value) if value else ""


def _written(texts: Sequence[str]) -> tuple[str, ...]:
    """Keep the title, and of the rest what is not empty."""
    return (texts[0], *filter(None, texts[1:]))


def _block_texts(blocks: tuple[Block, ...]) -> list[str]:
    return [text for block in blocks for source in (block.prose, *block.measures) for text in plain(source)]


def plain(source: str) -> list[str]:
    """Return the text of rendered Markdown, block by block."""
    texts = (html.unescape(_TAG.sub("", text)) for text in _BLOCK_END.split(source))
    return [" ".join(words) for text in texts if (words := text.split())]
