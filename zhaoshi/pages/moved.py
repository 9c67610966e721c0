"""What stands at the address that a notice had before its folder was renamed: where it is now."""

from collections.abc import Iterator

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.pages.frame import Surroundings, absolute
from zhaoshi.pages.page import Page, Tools


class Inputs(Struct, frozen=True, kw_only=True):
    """What the page is made from."""

    around: Surroundings
    notice: str
    """Id of the notice."""
    title: str


class View(Struct, frozen=True, kw_only=True):
    """What `pages/moved.html` sees."""

    language: str
    """For `lang`: `zh-CN`."""
    title: str
    """Of the notice."""
    href: str
    """Address of the notice."""
    canonical: str
    """The same, absolute."""
    style: str
    """Address of the stylesheet."""
    script: str
    """Address of the script that takes the section along, which a plain forwarding leaves behind."""


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan one page for each address that a notice had."""
    for notice in library.notices:
        for id_ in notice.facts.former_ids:
            yield Page(
                route=routes.notice(id_),
                make=make,
                template="pages/moved.html",
                inputs=Inputs(around=around, notice=notice.id, title=notice.facts.title),
            )


def make(inputs: Inputs, tools: Tools) -> View:
    """Build the view."""
    site, route = inputs.around.site, routes.notice(inputs.notice)
    assets = dict(inputs.around.assets)
    return View(
        language=site.language.value,
        title=inputs.title,
        href=tools.links.to(route),
        canonical=absolute(site, route),
        style=tools.links.to(assets["site.css"]),
        script=tools.links.to(assets["moved.js"]),
    )
