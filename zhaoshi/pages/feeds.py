"""Atom and JSON feeds (RFC 4287, JSON Feed 1.1), for the site and each unit: what was published, changed, answered."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from heapq import nlargest
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.article import Reply
from zhaoshi.model.summary import NoticeSummary
from zhaoshi.model.totals import Totals
from zhaoshi.model.unit import Unit
from zhaoshi.pages import words
from zhaoshi.pages.frame import Surroundings, absolute
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import group

SIZE = 30


class Entry(Struct, frozen=True, kw_only=True):
    """A notice or a reply in a feed."""

    route: str
    title: str
    author: str
    """The unit of a notice; of a reply who gave it."""
    published: datetime
    """In the site's time zone."""
    updated: datetime
    description: str
    totals: Totals | None
    """None for a reply, and where no ledger says how far it is."""


class Inputs(Struct, frozen=True, kw_only=True):
    """What a feed is made from."""

    around: Surroundings
    unit: str
    """Name of the unit; empty for the feed of the site."""
    page: str
    """Route of the page that the feed follows."""
    entries: tuple[Entry, ...]


class AtomEntry(Struct, frozen=True, kw_only=True):
    """An entry with its absolute address and RFC 3339 dates."""

    title: str
    url: str
    author: str
    published: str
    updated: str
    description: str


class View(Struct, frozen=True, kw_only=True):
    """What `pages/feed.xml` sees."""

    title: str
    author: str
    language: str
    home: str
    url: str
    updated: str
    """Of the last change; empty where there is no entry."""
    entries: tuple[AtomEntry, ...]


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan the feeds."""
    notices = group(library.standing, "unit")
    unit_of = {notice.id: notice.facts.unit.name for notice in library.notices}
    all_replies: list[Entry] = []
    replies: dict[str, list[Entry]] = {}
    for reply in library.replies:
        if reply.answered and reply.answered <= library.as_of:
            entry = _reply(reply, reply.answered, library.site.organizer)
            all_replies.append(entry)
            if reply.notice:
                replies.setdefault(unit_of[reply.notice.name], []).append(entry)
    yield from _feeds(library, library.standing, all_replies, around, None)
    for unit in library.units.values():
        yield from _feeds(library, notices.get(unit.id, ()), replies.get(unit.id, ()), around, unit)


def _feeds(
    library: Library,
    notices: Sequence[NoticeSummary],
    replies: Sequence[Entry],
    around: Surroundings,
    unit: Unit | None,
) -> Iterator[Page]:
    changed = nlargest(SIZE, notices, key=lambda notice: notice.changed_by(library.as_of))
    entries = [*(_notice(notice, library) for notice in changed), *replies]
    inputs = Inputs(
        around=around,
        unit=unit.name if unit else "",
        page=routes.unit(unit.id) if unit else routes.HOME,
        entries=tuple(nlargest(SIZE, entries, key=lambda entry: entry.updated)),
    )
    # Whoever has subscribed to an old address of a unit reads on there.
    for route in (
        [routes.unit_feed(id_, form) for id_ in (unit.id, *unit.former_ids) for form in ("xml", "json")]
        if unit
        else (routes.FEED_XML, routes.FEED_JSON)
    ):
        template = "pages/feed.xml" if route.endswith(".xml") else ""
        yield Page(route=route, make=make, template=template, inputs=inputs)


def _notice(notice: NoticeSummary, library: Library) -> Entry:
    return Entry(
        route=routes.notice(notice.id),
        title=notice.facts.title,
        author=library.units[notice.facts.unit.name].name,
        published=notice.facts.published,
        updated=notice.changed_by(library.as_of),
        description=notice.description,
        totals=notice.totals if notice.as_of and notice.totals.found else None,
    )


def _reply(reply: Reply, answered: date, organizer: str) -> Entry:
    """Return the entry of a reply; its day counts from its beginning, as that of a change does."""
    on = datetime(answered.year, answered.month, answered.day)
    return Entry(
        route=routes.reply(reply.id),
        title=reply.title,
        author=reply.by or organizer,
        published=on,
        updated=on,
        description=reply.question,
        totals=None,
    )


def _description(entry: Entry, language: str, tools: Tools) -> str:
    """Begin with how far it is: what is read again in a feed shall say what is new."""
    if entry.totals is None:
        return entry.description
    day, state = words.day(entry.totals.newest, language), words.state(entry.totals, tools.gettext)
    return tools.gettext("State of {day}. {state} {description}").format(
        day=day, state=state, description=entry.description
    )


def make(inputs: Inputs, tools: Tools) -> View | bytes:
    """Build the view of an Atom feed, or the bytes of a JSON feed."""
    site, own = inputs.around.site, absolute(inputs.around.site, tools.links.origin)
    zone = ZoneInfo(site.time_zone)
    unit_title = tools.gettext("{site}: {unit}").format(site=site.name, unit=inputs.unit)
    title = unit_title if inputs.unit else site.name
    entries = tuple(
        AtomEntry(
            title=entry.title,
            url=absolute(site, entry.route),
            author=entry.author,
            published=entry.published.replace(tzinfo=zone).isoformat(),
            updated=entry.updated.replace(tzinfo=zone).isoformat(),
            description=_description(entry, site.language.value, tools),
        )
        for entry in inputs.entries
    )
    home = absolute(site, inputs.page)
    if tools.links.origin.endswith(".xml"):
        updated = max((entry.updated for entry in inputs.entries), default=None)
        return View(
            title=title,
            author=site.organizer,
            language=site.language.value,
            home=home,
            url=own,
            updated=updated.replace(tzinfo=zone).isoformat() if updated else "",
            entries=entries,
        )
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": home,
        "feed_url": own,
        "description": site.description,
        "language": site.language.value,
        "authors": [{"name": site.organizer}],
        "items": [
            {
                "id": entry.url,
                "url": entry.url,
                "title": entry.title,
                "content_text": entry.description,
                "date_published": entry.published,
                "date_modified": entry.updated,
                "authors": [{"name": entry.author}],
            }
            for entry in entries
        ],
    }
    return msgspec.json.format(msgspec.json.encode(feed), indent=1) + b"\n"
