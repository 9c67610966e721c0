"""Figures for researchers and supervisors: all notices as JSON, all findings as CSV, each ledger as JSON."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct, structs

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.ledger import LedgerItem
from zhaoshi.model.notice import Notice
from zhaoshi.model.notice_facts import Withdrawal
from zhaoshi.model.site import SiteSettings
from zhaoshi.model.summary import UNSTATED, UNVERIFIED, NoticeSummary, findings_of
from zhaoshi.model.totals import Totals
from zhaoshi.pages import dictionary, lists, words
from zhaoshi.pages.frame import absolute
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import ListedNotice
from zhaoshi.problems import Gettext
from zhaoshi.text.citation import cite
from zhaoshi.text.codes import shown
from zhaoshi.text.outline import Section

_HEAD, _END = ".", ".end"
"""The parts that stand before and behind those of the notices; no notice can have such an id."""
_ENTRIES = 100
"""Notices that are made together."""
_BYTE_ORDER_MARK = "\ufeff".encode()
"""Tells Excel that a table is UTF-8."""


class NoticesHeadInputs(Struct, frozen=True, kw_only=True):
    """What `data/notices.json` begins with."""

    site: SiteSettings
    as_of: date
    totals: Totals


class NoticesInputs(Struct, frozen=True, kw_only=True):
    """What some entries of `data/notices.json` are made from."""

    site: SiteSettings
    notices: tuple["NoticeEntry", ...]
    is_first: bool


class NoticesEndInputs(Struct, frozen=True, kw_only=True):
    """What `data/notices.json` ends with."""

    is_empty: bool
    """Whether there are no entries before."""


class NoticeEntry(Struct, frozen=True, kw_only=True):
    """A notice in `data/notices.json`."""

    listed: ListedNotice
    former_ids: tuple[str, ...]
    unit_name: str
    """In full; the list has the short one."""
    has_ledger: bool
    """Whether its `ledger.json` is there."""
    withdrawn: Withdrawal | None
    superseded_by: str | None
    """Id of the notice that replaces it."""


class RowsInputs(Struct, frozen=True, kw_only=True):
    """What the rows of one notice in `data/findings.csv` are made from, beside the notice itself."""

    site: SiteSettings
    as_of: date
    notice: str
    """Digest."""
    unit_name: str
    round_name: str
    """Empty outside the rounds."""


class HeadInputs(Struct, frozen=True, kw_only=True):
    """What the first line of `data/findings.csv` is made from."""

    columns: tuple[str, ...]


class LedgerInputs(Struct, frozen=True, kw_only=True):
    """What a notice's `ledger.json` is made from, beside the notice itself."""

    site: SiteSettings
    notice: str
    """Digest."""
    as_of: date | None
    """The day on which overdue findings are counted; None where nothing can be overdue."""


def pages(library: Library) -> Iterator[Page]:
    """Plan the list of all notices: its head, entries, and its end."""

    def part(name: str, inputs: NoticesHeadInputs | NoticesInputs | NoticesEndInputs) -> Page:
        return Page(route=routes.NOTICES_JSON, part=name, make=make, inputs=inputs)

    site = library.site
    yield part(_HEAD, NoticesHeadInputs(site=site, as_of=library.as_of, totals=library.totals(library.counted)))
    for start in range(0, len(library.notices), _ENTRIES):
        entries = tuple(_entry(notice, library) for notice in library.notices[start : start + _ENTRIES])
        yield part(f"{_HEAD}{start}", NoticesInputs(site=site, notices=entries, is_first=not start))
    yield part(_END, NoticesEndInputs(is_empty=not library.notices))


def _entry(notice: NoticeSummary, library: Library) -> NoticeEntry:
    newer = library.superseded_by.get(notice.id)
    return NoticeEntry(
        listed=lists.listed(notice, library),
        former_ids=notice.facts.former_ids,
        unit_name=library.units[notice.facts.unit.name].name,
        has_ledger=_has_ledger(notice),
        withdrawn=notice.facts.withdrawn,
        superseded_by=newer.id if newer else None,
    )


def _has_ledger(notice: NoticeSummary) -> bool:
    return notice.as_of is not None and notice.facts.withdrawn is None


def ledgers(library: Library) -> Iterator[Page]:
    """Plan one file for each notice that has a ledger, and a copy at each address that it had; see decision 31."""
    for notice in library.standing:
        if _has_ledger(notice):
            inputs = LedgerInputs(
                site=library.site, notice=notice.digest, as_of=library.as_of if notice.has_promises else None
            )
            for id_ in (notice.id, *notice.facts.former_ids):
                yield Page(route=routes.ledger_json(id_), make=make, notices=(notice.digest,), inputs=inputs)


def table_parts(library: Library, notices: Iterable[NoticeSummary]) -> Iterator[Page]:
    """Plan the table of the findings of some notices: its first line, then the rows of each."""
    yield Page(
        route=routes.FINDINGS_CSV,
        part=_HEAD,
        make=make,
        inputs=HeadInputs(columns=tuple(name for name, _ in dictionary.FINDINGS_CSV)),
    )
    for notice in notices:
        yield Page(
            route=routes.FINDINGS_CSV,
            part=notice.id,
            make=make,
            notices=(notice.digest,),
            inputs=RowsInputs(
                site=library.site,
                as_of=library.as_of,
                notice=notice.digest,
                unit_name=library.units[notice.facts.unit.name].name,
                round_name=library.rounds[notice.facts.round.name].name if notice.facts.round else "",
            ),
        )


def make(
    inputs: NoticesHeadInputs | NoticesInputs | NoticesEndInputs | HeadInputs | RowsInputs | LedgerInputs, tools: Tools
) -> bytes:
    """Build the bytes of one file, or of one part of it."""
    match inputs:
        case NoticesHeadInputs():
            return _json(_notices_head(inputs)).removesuffix(b"]\n}\n")
        case NoticesInputs():
            listed = _json({"notices": [_notice(entry, inputs.site) for entry in inputs.notices]})
            entries = listed.removeprefix(b'{\n "notices": [').removesuffix(b"\n ]\n}\n")
            return entries if inputs.is_first else b"," + entries
        case NoticesEndInputs():
            return b"]\n}\n" if inputs.is_empty else b"\n ]\n}\n"
        case LedgerInputs():
            return _json(_ledger(inputs, tools))
        case HeadInputs():
            return _BYTE_ORDER_MARK + ",".join(inputs.columns).encode() + b"\r\n"
        case RowsInputs():
            notice = tools.notice(inputs.notice)
            return _rows(notice, inputs, tools.gettext)


def _json(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _notices_head(inputs: NoticesHeadInputs) -> dict[str, Any]:
    site = inputs.site
    return {
        "site": site.name,
        "url": site.base_url,
        "overdue_as_of": inputs.as_of,
        "totals": _totals(inputs.totals),
        "notices": [],
    }


def _notice(entry: NoticeEntry, site: SiteSettings) -> dict[str, Any]:
    notice, withdrawn = entry.listed, entry.withdrawn
    return {
        "id": notice.id,
        "former_ids": entry.former_ids,
        "short_code": notice.short_code,
        "url": absolute(site, routes.notice(notice.id)),
        "title": notice.title,
        "kind": notice.kind,
        "unit": {"id": notice.unit[0], "name": entry.unit_name, "short_name": notice.unit[1]},
        "round": {"id": notice.round[0], "name": notice.round[1]} if notice.round else None,
        "published": notice.published,
        "ledger": absolute(site, routes.ledger_json(notice.id)) if entry.has_ledger else None,
        "ledger_as_of": notice.as_of if entry.has_ledger else None,
        "withdrawn": {"on": withdrawn.on, "reason": withdrawn.reason} if withdrawn else None,
        "superseded_by": entry.superseded_by,
        "totals": None if withdrawn else _totals(notice.totals),
    }


def _totals(totals: Totals) -> dict[str, Any]:
    """Name the two days as what they are, which the model knows from where they stand."""
    names = {"oldest": "oldest_ledger", "newest": "newest_ledger"}
    return {names.get(name, name): value for name, value in structs.asdict(totals).items()}


def _ledger(inputs: LedgerInputs, tools: Tools) -> dict[str, Any]:
    notice, site = tools.notice(inputs.notice), inputs.site
    assert notice.ledger is not None  # planned only for notices that have one
    address = absolute(site, routes.notice(notice.id))
    return {
        "notice": notice.id,
        "short_code": notice.short_code,
        "title": notice.facts.title,
        "url": address,
        "ledger_as_of": notice.ledger.as_of,
        "overdue_as_of": inputs.as_of,
        "claims": {
            name: value
            for name, value in structs.asdict(notice.facts.claims).items()
            if name != "at" and value is not None
        },
        "findings": [
            _finding(notice, section, item, inputs.as_of)
            | {
                "url": f"{address}#{routes.anchor(section.code)}",
                "evidence": [
                    {
                        "kind": evidence.kind,
                        "title": evidence.title,
                        "number": evidence.number,
                        "on": evidence.on,
                        "file": (
                            absolute(site, routes.attachment(notice.id, evidence.file.name)) if evidence.file else None
                        ),
                    }
                    for evidence in (item.evidence if item else ())
                ],
                "updates": [
                    {"on": update.on, "title": update.title, "text": update.text}
                    for update in (item.updates if item else ())
                ],
            }
            for section, item in findings_of(notice)
        ],
    }


def _finding(notice: Notice, section: Section, item: LedgerItem | None, as_of: date | None) -> dict[str, Any]:
    claim = item.status if item else UNSTATED
    check = item.verification if item else UNVERIFIED
    return {
        "section": section.code,
        "section_shown": shown(section.code, notice.facts.numbering),
        "cite": cite(notice.short_code, section.code),
        "finding": section.title,
        "status": claim.status.value,
        "status_written": claim.written,
        "leader": item.leader if item else "",
        "owner": item.owner if item else "",
        "deadline": item.deadline if item else None,
        "completed": item.completed if item else None,
        "review": item.review if item else None,
        "verification": check.status.value,
        "verified_by": check.by,
        "verified_on": check.on,
        "overdue": is_overdue(item, as_of),
        "days_late": item.days_late(notice.as_of) if item else None,
    }


def _rows(notice: Notice, inputs: RowsInputs, gettext: Gettext) -> bytes:
    """Write the rows of one notice.

    Excel opens them right: lines end with CRLF, and no cell could be a formula.
    """
    facts, numbering, short_code = notice.facts, notice.facts.numbering, notice.short_code
    title, unit = formula_safe(facts.title), formula_safe(inputs.unit_name)
    round_, round_name = facts.round.name if facts.round else "", formula_safe(inputs.round_name)
    ledger_as_of = notice.ledger.as_of if notice.ledger else ""
    address = absolute(inputs.site, routes.notice(notice.id))
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    for section, item in findings_of(notice):
        claim, check = item.status if item else UNSTATED, item.verification if item else UNVERIFIED
        evidence = item.evidence if item else ()
        table.writerow(
            (
                notice.id,
                title,
                facts.unit.name,
                unit,
                round_,
                round_name,
                section.code,
                shown(section.code, numbering),
                formula_safe(section.title),
                claim.status,
                words.STATUS[claim.status].text(gettext),
                formula_safe(claim.written),
                formula_safe(item.leader) if item else "",
                formula_safe(item.owner) if item else "",
                item.deadline if item else None,
                item.completed if item else None,
                item.review if item else None,
                check.status,
                words.VERDICT[check.status].text(gettext),
                formula_safe(check.by),
                check.on,
                int(is_overdue(item, inputs.as_of)),
                item.days_late(notice.as_of) if item else None,
                len(evidence),
                sum(e.is_institution for e in evidence),
                ledger_as_of,
                inputs.as_of,
                cite(short_code, section.code),
                f"{address}#{routes.anchor(section.code)}",
            )
        )
    return text.getvalue().encode()


def is_overdue(item: LedgerItem | None, as_of: date | None) -> bool:
    """Tell whether the promised day of a finding has passed; `as_of` is None where nothing can be overdue."""
    return bool(as_of and item and item.due and item.due < as_of)


def formula_safe(cell: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run (OWASP, CSV injection)."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")) else cell
