"""Standing pages: about, accessibility, data, and whatever else the editors keep in `pages/`."""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup
from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.article import StandingPage
from zhaoshi.pages import columns, dictionary, words
from zhaoshi.pages.columns import Column
from zhaoshi.pages.frame import Frame, Surroundings, frame
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import ContactView, StatusTag, contact_view, rendered
from zhaoshi.problems import Gettext, msg

BUILT_IN: dict[str, Column] = {
    "about": columns.ABOUT,
    "accessibility": columns.ACCESSIBILITY,
    "data": columns.DATA,
}
"""Standing pages that every site has, whether or not the editors add words of their own."""

ELSEWHERE = frozenset({*BUILT_IN, "contact"})
"""Files in `pages/` that are part of a built-in page."""


class Inputs(Struct, frozen=True, kw_only=True):
    """What a standing page is made from."""

    around: Surroundings
    as_of: date | None
    """The day on which overdue is counted; None on the pages that do not show it."""
    id: str
    text: StandingPage | None
    """The editors' words."""


class Download(Struct, frozen=True):
    """A file with figures."""

    title: str
    href: str
    format: str


class Dictionary(Struct, frozen=True):
    """What stands in a file with figures."""

    name: str
    """Of the file."""
    note: str
    """How it is written."""
    entries: tuple[tuple[str, str], ...]
    """Column or key, and what it means."""


class View(Struct, frozen=True, kw_only=True):
    """What `pages/about.html`, `accessibility.html`, `data.html` and `standing.html` see."""

    frame: Frame
    title: str
    text: Markup
    """The editors' words; may be empty."""
    as_of: date | None
    """The day on which overdue is counted; only on the page of downloads."""
    organizer: str
    supervisor: str
    statuses: tuple[StatusTag, ...]
    """Every status, in the site's order."""
    verdicts: tuple[StatusTag, ...]
    contact: ContactView
    downloads: tuple[Download, ...]
    dictionaries: tuple[Dictionary, ...]
    """Only on the page of downloads."""


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan the built-in standing pages and the editors' own."""
    texts = {page.id: page for page in library.pages}
    for id_ in BUILT_IN:
        yield Page(
            route=BUILT_IN[id_].route,
            make=make,
            template=f"pages/{id_}.html",
            inputs=Inputs(around=around, as_of=library.as_of if id_ == "data" else None, id=id_, text=texts.get(id_)),
        )
    for page in library.pages:
        if page.id not in ELSEWHERE:
            yield Page(
                route=routes.standing_page(page.id),
                make=make,
                template="pages/standing.html",
                inputs=Inputs(around=around, as_of=None, id=page.id, text=page),
            )


def make(inputs: Inputs, tools: Tools) -> View:
    """Build the view."""
    site, gettext, text, to = inputs.around.site, tools.gettext, inputs.text, tools.links.to
    column = BUILT_IN.get(inputs.id, columns.ABOUT)
    title = text.title if text else ""
    feed = gettext("Feed of what was published, changed or answered last")
    page_frame = frame(
        inputs.around,
        tools,
        column,
        title=title,
        description=text.description if text else "",
        keywords=text.keywords if text else (),
    )
    return View(
        frame=page_frame,
        title=page_frame.title,
        text=rendered(text.html if text else "", tools),
        as_of=inputs.as_of,
        organizer=site.organizer,
        supervisor=site.supervisor,
        statuses=tuple(StatusTag(status.value, label.text(gettext)) for status, label in words.STATUS.items()),
        verdicts=tuple(StatusTag(verdict.value, label.text(gettext)) for verdict, label in words.VERDICT.items()),
        contact=contact_view(site.contact, page_frame.title),
        downloads=(
            Download(gettext("All findings, one row each"), to(routes.FINDINGS_CSV), "CSV"),
            Download(gettext("All notices with their totals"), to(routes.NOTICES_JSON), "JSON"),
            Download(feed, to(routes.FEED_XML), "Atom"),
            Download(feed, to(routes.FEED_JSON), "JSON Feed"),
            Download(gettext("Digests of all files of this site"), to(routes.MANIFEST), "JSON"),
        ),
        dictionaries=_dictionaries(gettext) if inputs.id == "data" else (),
    )


def _dictionaries(gettext: Gettext) -> tuple[Dictionary, ...]:
    return tuple(
        Dictionary(name, note.text(gettext), tuple((key, meaning.text(gettext)) for key, meaning in entries))
        for name, note, entries in (
            ("findings.csv", msg("UTF-8, comma separated, one row for each finding"), dictionary.FINDINGS_CSV),
            ("notices.json", msg("one object; a dot leads into an object, [] into a list"), dictionary.NOTICES_JSON),
            ("ledger.json", msg("one file for each notice that has a ledger"), dictionary.LEDGER_JSON),
        )
    )
