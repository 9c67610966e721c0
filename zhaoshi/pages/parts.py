"""Views of the parts that several pages share; each is what one component of `templates/components/` shows."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct

from zhaoshi import routes
from zhaoshi.model.notice_facts import Kind
from zhaoshi.model.site import Contact
from zhaoshi.model.status import Status, Verdict
from zhaoshi.model.summary import NoticeSummary
from zhaoshi.model.totals import Totals
from zhaoshi.pages import words
from zhaoshi.pages.page import Tools
from zhaoshi.problems import Gettext


class Link(Struct, frozen=True):
    """Words that lead somewhere."""

    text: str
    href: str


class StatusTag(Struct, frozen=True):
    """A status in a word, with a key for its colour and sign; never colour alone."""

    key: str
    """A value of `Status` or `Verdict`."""
    label: str
    written: str = ""
    """The word that the unit used, where it differs from the label."""


class Segment(Struct, frozen=True):
    """One status's share of a progress bar."""

    key: str
    label: str
    count: int
    start: float
    """Where the segment begins, percent of the whole."""
    width: float
    """Percent of the whole."""


class Progress(Struct, frozen=True):
    """How far a set of findings is: the bar, and the same figures in text."""

    totals: Totals
    percent: int | None
    """Completed per hundred found; None where nothing is stated."""
    segments: tuple[Segment, ...]
    """Statuses that occur, in the site's order; they fill the bar."""


class FiguresRow(Struct, frozen=True):
    """A unit, a round or an area of a notice, and how far it is."""

    link: Link
    progress: Progress | None
    code: str = ""
    """Section code of an area, with official numerals."""
    kind: str = ""
    """Of a unit, in a list that is not by kind."""


class NoticeCard(Struct, frozen=True):
    """A notice in a list."""

    title: str
    href: str
    kind: str
    unit: Link
    round: Link | None
    published: date
    description: str
    progress: Progress | None
    """None where the notice lists no findings."""
    overdue_as_of: date | None
    """The day on which overdue findings were counted; None where none is overdue."""
    is_withdrawn: bool
    is_superseded: bool


class Pagination(Struct, frozen=True):
    """Where one stands in a list of several pages."""

    number: int
    count: int
    previous: str
    """Address; empty on the first page."""
    next: str
    pages: tuple[tuple[int, str], ...]
    """Number and address of the first, the last and the neighbouring pages."""


class ContactView(Struct, frozen=True):
    """How to reach whoever answers."""

    contact: Contact
    phone_href: str
    """`tel:…`; empty where there is no telephone."""
    mail_href: str
    """`mailto:…` with a subject; empty where there is no e-mail."""


class LogStep(Struct, frozen=True):
    """What was done about one finding."""

    code: str
    """Section code, with official numerals."""
    text: str
    """Title of the finding, and what was done."""
    href: str


class LogEntry(Struct, frozen=True):
    """One thing that happened on one day."""

    on: date
    kind: str
    """What happened, in a word or two."""
    title: str
    """Of the notice or the reply."""
    href: str
    unit: str
    """Empty where it is about no unit."""
    note: str
    """In words; may be empty."""
    steps: tuple[LogStep, ...]
    """Of the ledger."""


def progress(totals: Totals, gettext: Gettext) -> Progress | None:
    """Lay totals out as a bar; None where nothing was found."""
    if not totals.found:
        return None
    segments = []
    done = 0
    for status in words.STATUS:
        if count := totals.of(status):
            start, end = percent(done, totals.found), percent(done + count, totals.found)
            tag = status_tag(status, "", gettext)
            segments.append(Segment(tag.key, tag.label, count, start, round(end - start, 2)))
            done += count
    return Progress(totals, totals.completed_percent, tuple(segments))


@lru_cache(10_000)
def percent(count: int, whole: int) -> float:
    """Return a share as it is drawn, to a hundredth of a percent; rounding takes longer than all around it."""
    return round(count * 100 / whole, 2)


@lru_cache(1000)
def status_tag(status: Status, written: str, gettext: Gettext) -> StatusTag:
    """Name a claim, with the unit's own word where it differs."""
    label = words.STATUS[status].text(gettext)
    return StatusTag(status.value, label, written if written != label else "")


@lru_cache(1000)
def verdict_tag(verdict: Verdict, gettext: Gettext) -> StatusTag:
    """Name a verdict."""
    return StatusTag(verdict.value, words.VERDICT[verdict].text(gettext))


class ListedNotice(Struct, frozen=True, kw_only=True):
    """What a list needs to know of a notice; part of the inputs of list pages."""

    id: str
    short_code: str
    """What the notice is cited by."""
    title: str
    kind: str
    unit: tuple[str, str]
    """Id and short name."""
    round: tuple[str, str] | None
    published: date
    description: str
    totals: Totals
    as_of: date | None
    overdue_as_of: date | None
    """The day on which overdue findings were counted; None where none is overdue."""
    is_withdrawn: bool
    is_superseded: bool


def notice_card(listed: ListedNotice, tools: Tools) -> NoticeCard:
    """Show a notice in a list."""
    to = tools.links.to
    unit_id, unit_name = listed.unit
    return NoticeCard(
        title=listed.title,
        href=to(routes.notice(listed.id)),
        kind=words.KIND[Kind(listed.kind)].text(tools.gettext),
        unit=Link(unit_name, to(routes.unit(unit_id))),
        round=Link(listed.round[1], to(routes.round_(listed.round[0]))) if listed.round else None,
        published=listed.published,
        description=listed.description,
        progress=progress(listed.totals, tools.gettext),
        overdue_as_of=listed.overdue_as_of,
        is_withdrawn=listed.is_withdrawn,
        is_superseded=listed.is_superseded,
    )


def pagination(route: str, number: int, count: int, tools: Tools) -> Pagination | None:
    """Lay out the way through a list of `count` pages; None where there is only one."""
    if count < 2:
        return None

    def address(page: int) -> str:
        return tools.links.to(routes.numbered(route, page)) if 1 <= page <= count else ""

    near = {1, count} | {page for page in range(number - 1, number + 2) if 1 <= page <= count}
    # A gap of one page takes as much room as the page.
    near |= {page for page in range(2, count) if {page - 1, page + 1} <= near}
    return Pagination(
        number, count, address(number - 1), address(number + 1), tuple((page, address(page)) for page in sorted(near))
    )


_NOT_DIALLED = re.compile(r"[^\d+,;]")


def contact_view(contact: Contact, subject: str, body: str = "") -> ContactView:
    """Make telephone and mail addresses of a contact; `subject` and `body` are those of a mail."""
    dial = _NOT_DIALLED.sub("", contact.phone)
    query = f"subject={percent_encoded(subject)}" + (f"&body={percent_encoded(body)}" if body else "")
    return ContactView(
        contact,
        f"tel:{dial}" if dial else "",
        f"mailto:{contact.email}?{query}" if contact.email else "",
    )


class _Encoded(dict[str, str]):
    """What a character is in the query of an address, see `urllib.parse.quote`."""

    def __missing__(self, character: str) -> str:
        return self.setdefault(character, quote(character))


_ENCODED = _Encoded()


def percent_encoded(text: str) -> str:
    """Encode a text for the query of an address."""
    return "".join(map(_ENCODED.__getitem__, text))


_SITE_LINK = re.compile(r'(<a href|<img src)="/([^"]*)"')
_MAYBE_PHONE = re.compile(r"\d[ )）-]{1,2}\d{4}")
_PHONE = re.compile(
    r"<(?:code|pre)\b[\s\S]*?</|<[^>]*>"
    r"|(?<![\w./-])((?:\+86[ -](?:10|2\d|[3-9]\d{2})[ -]\d{3,4}[ -]?\d{4}"
    r"|(?:\+86[ -]?)?(?:(?:0\d{2,3}[ -]|[(（]0\d{2,3}[)）][ -]?)\d{3,4}[ -]?\d{4}"
    r"|1\d{2}[ -]\d{4}[ -]\d{4}|[48]00[ -]\d{3}[ -]?\d{4}))"
    r"(?:[-转]\d{1,5})?)(?![\w/-]|\.\d)",
    re.ASCII,
)
"""A tag, words of a program, or a telephone number of more than one group."""


def rendered(html: str, tools: Tools) -> Markup:
    """Admit rendered Markdown into a page; the only place that makes `Markup` of a string.

    Links from the site's root are made relative to the page, and telephone numbers are marked, so that lines do not
    break them.
    """
    if '="/' in html:
        html = _SITE_LINK.sub(lambda found: f'{found[1]}="{tools.links.to(found[2])}"', html)
    if _MAYBE_PHONE.search(html):
        html = _PHONE.sub(lambda found: f'<span class="phone">{found[1]}</span>' if found[1] else found[0], html)
    return Markup(html)


def group(notices: Iterable[NoticeSummary], key: str) -> dict[str, list[NoticeSummary]]:
    """Group notices by the id of their unit or round."""
    groups: dict[str, list[NoticeSummary]] = {}
    for notice in notices:
        reference = getattr(notice.facts, key)
        if reference is not None:
            groups.setdefault(reference.name, []).append(notice)
    return groups
