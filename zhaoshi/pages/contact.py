"""How to tell that something is not true or not done."""

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.article import StandingPage
from zhaoshi.model.site import Feedback
from zhaoshi.pages import columns
from zhaoshi.pages.frame import Frame, Surroundings, frame
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import ContactView, Link, contact_view, rendered
from zhaoshi.text.citation import cite
from zhaoshi.text.codes import SectionCode


class Inputs(Struct, frozen=True, kw_only=True):
    """What the page is made from."""

    around: Surroundings
    units: tuple[tuple[str, str], ...]
    """Id and name, for the form."""
    text: StandingPage | None
    """`pages/contact.md`."""
    example: tuple[str, SectionCode] | None
    """Short code and section code of a finding of the site."""


class View(Struct, frozen=True, kw_only=True):
    """What `pages/contact.html` sees."""

    frame: Frame
    organizer: str
    contact: ContactView
    feedback: Feedback
    """The form is shown where it has an endpoint."""
    units: tuple[str, ...]
    """Names to choose from in the form."""
    text: Markup
    """The editors' own words; may be empty."""
    replies: Link
    example: str
    """What a finding of the site is cited by; empty where there is none."""


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan the page."""
    yield Page(
        route=routes.CONTACT,
        make=make,
        template="pages/contact.html",
        inputs=Inputs(
            around=around,
            units=tuple((unit.id, unit.name) for unit in library.units.values()),
            text=next((page for page in library.pages if page.id == "contact"), None),
            example=_example(library),
        ),
    )


def _example(library: Library) -> tuple[str, SectionCode] | None:
    """Return the deepest finding of the newest notice that has any."""
    for notice in library.counted:
        if notice.totals.found and (code := notice.aside.deepest):
            return notice.short_code, code
    return None


def make(inputs: Inputs, tools: Tools) -> View:
    """Build the view."""
    site = inputs.around.site
    return View(
        frame=frame(inputs.around, tools, columns.CONTACT),
        organizer=site.organizer,
        contact=contact_view(site.contact, tools.gettext("Feedback on {site}").format(site=site.name)),
        feedback=site.feedback,
        units=tuple(name for _, name in inputs.units),
        text=rendered(inputs.text.html if inputs.text else "", tools),
        example=cite(*inputs.example) if inputs.example else "",
        replies=Link(columns.REPLIES.name.text(tools.gettext), tools.links.to(routes.REPLIES)),
    )
