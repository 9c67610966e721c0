"""What stands at the address that a notice, a unit or a round had under a former id: where it is now."""

from collections.abc import Iterator

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.pages.frame import Surroundings, absolute
from zhaoshi.pages.lists import last_page
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import group


class Inputs(Struct, frozen=True, kw_only=True):
    """What the page is made from."""

    around: Surroundings
    route: str
    """Where it is now."""
    title: str
    """Of a notice; name of a unit or a round."""


class View(Struct, frozen=True, kw_only=True):
    """What `pages/moved.html` sees."""

    language: str
    """For `lang`: `zh-CN`."""
    title: str
    """Of a notice; name of a unit or a round."""
    href: str
    """Where it is now."""
    canonical: str
    """The same, absolute."""
    style: str
    """Address of the stylesheet."""
    script: str
    """Address of the script that takes the section along, which a plain forwarding leaves behind."""


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan one page for each address that something had."""

    def led_on(former: str, route: str, title: str) -> Page:
        inputs = Inputs(around=around, route=route, title=title)
        return Page(route=former, make=make, template="pages/moved.html", inputs=inputs)

    for notice in library.notices:
        for id_ in notice.facts.former_ids:
            yield led_on(routes.notice(id_), routes.notice(notice.id), notice.facts.title)
    for kind, route_of, bodies in (
        ("unit", routes.unit, library.units.values()),
        ("round", routes.round_, library.rounds.values()),
    ):
        notices = group(library.notices, kind)
        for body in bodies:
            count = last_page(len(notices.get(body.id, [])), library.site.per_page)
            for id_ in body.former_ids:
                for number in range(1, count + 1):
                    former, now = (routes.numbered(route_of(name), number) for name in (id_, body.id))
                    yield led_on(former, now, body.name)


def make(inputs: Inputs, tools: Tools) -> View:
    """Build the view."""
    site = inputs.around.site
    assets = dict(inputs.around.assets)
    return View(
        language=site.language.value,
        title=inputs.title,
        href=tools.links.to(inputs.route),
        canonical=absolute(site, inputs.route),
        style=tools.links.to(assets["site.css"]),
        script=tools.links.to(assets["moved.js"]),
    )
