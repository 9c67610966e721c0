"""What the full-text search knows: which documents there are, how they are cut into words, how they are bundled.

Chinese is written without spaces. A run of Chinese characters becomes its overlapping pairs and its last character,
差旅费 → 差旅 旅费 费, so that every part of a word is found without a dictionary. `templates/assets/search-text.js`
holds the same rules for the browser.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.ledger import LedgerItem
from zhaoshi.model.notice import Notice
from zhaoshi.model.site import LinkStyle
from zhaoshi.model.summary import UNSTATED, NoticeSummary, findings_of
from zhaoshi.routes import Links
from zhaoshi.text.codes import SectionCode, shown
from zhaoshi.text.outline import Block, walk

SHARD_NOTICES = 250
"""Notices that are indexed together; 250 take about 700 MB of memory and 5 s."""

PRIMARY = "main"
"""Name of the shard that holds everything but notices, and the engine."""

END = "¶"
"""Ends a title or a block of text; it is part of the block's last word."""

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<other>[^\s{_HAN}]+)|(?P<space>\s+)")
_HAS_WORD = re.compile(r"[^\W_]")
_WIDE = {wide: wide - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for wide in range(ord(first), ord(last) + 1)}
_BLOCK_END = re.compile(r"</(?:p|li|t[hdr]|h[1-6]|blockquote)>|<br ?/?>")
_TAG = re.compile(r"<[^>]*>")


def cut(text: str) -> list[str]:
    """Cut a text into the words that are indexed; punctuation stays with the word before it.

    The first character of a pair, and all of every other word, give the text back: see `joined`.
    """
    words: list[str] = []
    before = ""
    for piece in _PIECE.finditer(text.translate(_WIDE)):
        if run := piece["han"]:
            words += [before + run[:2], *(run[i : i + 2] for i in range(1, len(run)))]
            before = ""
        elif other := piece["other"]:
            if _HAS_WORD.search(other):
                words.append(before + other)
                before = ""
            elif words:
                words[-1] += other
            else:
                before += other
    return words


def code_word(section: SectionCode) -> str:
    """Return the word that stands for a section code: `c2x1x4x2`; a prefix of it stands for what it is below."""
    return "c" + section.replace(".", "x")


def citation_word(short_code: str, section: SectionCode) -> str:
    """Return the word that stands for a section as it is cited, `q7kq3mdc2x1x4x2` for 7KQ3MD-2.1.4.2."""
    return f"q{short_code.lower()}{code_word(section)}"


def facet_word(facet: str, value: str) -> str:
    """Return the word by which documents of one unit, round, year or status are found: `f_round_2023_1_`."""
    return f"f_{facet}_{value.replace('-', '_')}_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a document that a result can lead to."""

    anchor: str
    """Its id in the page; empty for the page itself."""
    words: tuple[str, ...]
    """Codes and facets: they are found and never shown."""
    label: str = ""
    """Section code as shown; never found."""
    texts: tuple[str, ...]
    """Title first, then blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """What can be found as one."""

    kind: str
    """`notice`, `superseded`, `unit`, `round`, `reply`, `institutions` or `home`."""
    href: str
    """From the site's root."""
    parts: tuple[Part, ...]
    """The document's own title and facets first."""


def page_of(document: SearchDocument) -> str:
    """Write a document for Pagefind: it keeps ids with the places of the words that follow them."""
    lines = []
    for number, part in enumerate(document.parts):
        words = html.escape(" ".join([*part.words, part.label]))
        title, *blocks = [" ".join(cut(text)) + END for text in part.texts if _HAS_WORD.search(text)] or [""]
        weight = 5 if number == 0 else 3
        lines.append(
            f'<span id="{html.escape(part.anchor or "top")}">{words}</span> '
            f'<span data-pagefind-weight="{weight}">{html.escape(title)}</span> {html.escape(" ".join(blocks))}'
        )
    body = "\n".join(lines)
    kind, href = html.escape(document.kind), html.escape(document.href)
    return (
        f'<html><body><div data-pagefind-body data-pagefind-meta="kind[data-kind], href[data-href]" '
        f'data-kind="{kind}" data-href="{href}">{body}</div></body></html>\n'
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeInputs:
    """What the document of a notice is made from, beside the notice itself."""

    digest: str
    unit: tuple[str, ...]
    """Id, full name, short name."""
    round: tuple[str, str] | None
    is_superseded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInputs:
    """What the document of a unit, a round or a reply is made from."""

    kind: str
    route: str
    words: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterInputs:
    """What the document of a unit's rules is made from."""

    unit: tuple[str, str]
    digests: tuple[str, ...]
    """Of the notices whose ledgers list the rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Documents that are indexed together; equal shards have equal indexes."""

    name: str
    links: LinkStyle
    notices: tuple[NoticeInputs, ...] = ()
    records: tuple[RecordInputs, ...] = ()
    registers: tuple[RegisterInputs, ...] = ()


def shards(library: Library) -> tuple[Shard, ...]:
    """Bundle everything that can be read: the primary shard, then notices by year of publication, oldest first."""
    by_year: dict[int, list[NoticeSummary]] = {}
    for notice in reversed(library.standing):
        by_year.setdefault(notice.facts.published.year, []).append(notice)
    found = [
        Shard(
            name=PRIMARY,
            links=library.site.links,
            records=tuple(_records(library)),
            registers=tuple(_registers(library)),
        )
    ]
    for year, notices in sorted(by_year.items()):
        for start in range(0, len(notices), SHARD_NOTICES):
            some = tuple(_notice_inputs(notice, library) for notice in notices[start : start + SHARD_NOTICES])
            found.append(Shard(name=f"{year}-{start // SHARD_NOTICES + 1}", links=library.site.links, notices=some))
    return tuple(found)


def _notice_inputs(notice: NoticeSummary, library: Library) -> NoticeInputs:
    facts = notice.facts
    unit = library.units[facts.unit.name]
    round_ = library.rounds[facts.round.name] if facts.round else None
    return NoticeInputs(
        digest=notice.digest,
        unit=(unit.id, unit.name, unit.short),
        round=(round_.id, round_.name) if round_ else None,
        is_superseded=notice.id in library.superseded_by,
    )


def _records(library: Library) -> Iterator[RecordInputs]:
    # Pagefind refuses to make an index of nothing; the home page is always there.
    site = library.site
    yield RecordInputs(kind="home", route=routes.HOME, words=(), texts=(site.name, site.organizer, site.description))
    for unit in library.units.values():
        yield RecordInputs(
            kind="unit",
            route=routes.unit(unit.id),
            words=(facet_word("unit", unit.id),),
            texts=(unit.name, unit.short, unit.kind, unit.note),
        )
    for round_ in library.rounds.values():
        units = (library.units[unit.name].name for unit in round_.units)
        yield RecordInputs(
            kind="round",
            route=routes.round_(round_.id),
            words=(facet_word("round", round_.id), facet_word("year", str(round_.year))),
            texts=(round_.name, round_.kind, round_.note, *units),
        )
    notices = {notice.id: notice.facts for notice in library.notices}
    for reply in library.replies:
        facts = notices[reply.notice.name] if reply.notice else None
        words = [facet_word("year", str((reply.answered or reply.received).year))]
        if facts:
            words.append(facet_word("unit", facts.unit.name))
            words += [facet_word("round", facts.round.name)] if facts.round else []
        yield RecordInputs(
            kind="reply",
            route=routes.reply(reply.id),
            words=tuple(words),
            texts=(reply.title, reply.question, reply.by, *(plain(reply.html) if reply.answered else ())),
        )


def _registers(library: Library) -> Iterator[RegisterInputs]:
    by_unit: dict[str, list[str]] = {}
    for notice in library.counted:
        if notice.institutions:
            by_unit.setdefault(notice.facts.unit.name, []).append(notice.digest)
    for id_, digests in by_unit.items():
        yield RegisterInputs(unit=(id_, library.units[id_].name), digests=tuple(digests))


def documents(shard: Shard, load: Callable[[str], Notice]) -> Iterator[SearchDocument]:
    """Make the documents of a shard; `load` returns the notice with a digest."""
    to = Links(routes.HOME, shard.links).to
    for record in shard.records:
        head = Part(anchor="", words=record.words, texts=record.texts)
        yield SearchDocument(kind=record.kind, href=to(record.route), parts=(head,))
    for register in shard.registers:
        id_, name = register.unit
        rules = tuple(
            f"{evidence.title} {evidence.number}"
            for digest in register.digests
            for _, item in findings_of(load(digest))
            if item
            for evidence in item.evidence
            if evidence.is_institution
        )
        head = Part(anchor="", words=(facet_word("unit", id_),), texts=(name, *rules))
        yield SearchDocument(kind="institutions", href=to(routes.INSTITUTIONS), parts=(head,))
    for inputs in shard.notices:
        notice = load(inputs.digest)
        yield SearchDocument(
            kind="superseded" if inputs.is_superseded else "notice",
            href=to(routes.notice(notice.id)),
            parts=(_head(notice, inputs), *_sections(notice)),
        )


def _head(notice: Notice, inputs: NoticeInputs) -> Part:
    facts = notice.facts
    words = [facet_word("unit", inputs.unit[0]), facet_word("year", str(facts.published.year))]
    words += [facet_word("round", inputs.round[0])] if inputs.round else []
    texts = [
        facts.title,
        *inputs.unit[1:],
        inputs.round[1] if inputs.round else "",
        notice.short_code,
        facts.index_number,
        facts.document_number,
        facts.source,
        facts.signed.by,
        facts.summary,
        *_block_texts(notice.lead),
    ]
    return Part(anchor="", words=tuple(words), texts=tuple(texts))


def _sections(notice: Notice) -> Iterator[Part]:
    findings = {section.code: item for section, item in findings_of(notice)}
    for section in walk(notice.sections):
        words = [code_word(section.code), citation_word(notice.short_code, section.code)]
        texts = [section.title, *_block_texts(section.blocks)]
        if section.code in findings:
            item = findings[section.code]
            words.append(facet_word("status", (item.status if item else UNSTATED).status.value))
            texts += _ledger_texts(item) if item else []
        yield Part(
            anchor=routes.anchor(section.code),
            words=tuple(words),
            label=shown(section.code, notice.facts.numbering),
            texts=tuple(texts),
        )


def _ledger_texts(item: LedgerItem) -> list[str]:
    """Say what the page shows of a ledger entry."""
    texts = [item.leader, item.owner, item.verification.note]
    texts += [f"{evidence.title} {evidence.number}" for evidence in item.evidence]
    texts += [f"{update.title} {update.text}" for update in item.updates]
    return texts


def _block_texts(blocks: tuple[Block, ...]) -> list[str]:
    return [text for block in blocks for source in (block.prose, *block.measures) for text in plain(source)]


def plain(source: str) -> list[str]:
    """Return the text of rendered Markdown, block by block."""
    texts = (html.unescape(_TAG.sub("", text)).strip() for text in _BLOCK_END.split(source))
    return [" ".join(text.split()) for text in texts if text]


def years(library: Library) -> tuple[int, ...]:
    """Return the years in which notices were published, newest first."""
    days: set[date] = {notice.facts.published.date() for notice in library.standing}
    return tuple(sorted({day.year for day in days}, reverse=True))
