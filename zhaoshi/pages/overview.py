"""The site map for people, and the page for addresses that do not exist."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.pages import columns, lists
from zhaoshi.pages.frame import Frame, Surroundings, frame
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import Link
from zhaoshi.routes import Links


class MapInputs(Struct, frozen=True, kw_only=True):
    """What the site map is made from."""

    around: Surroundings
    years: tuple[int, ...]
    """Years that have notices, newest first."""
    units: tuple[tuple[str, str], ...]
    rounds: tuple[tuple[str, str], ...]


class MapColumn(Struct, frozen=True, kw_only=True):
    """A column and what stands below it."""

    link: Link
    description: str
    children: tuple[Link, ...]


class MapView(Struct, frozen=True, kw_only=True):
    """What `pages/sitemap.html` sees."""

    frame: Frame
    columns: tuple[MapColumn, ...]


class NotFoundInputs(Struct, frozen=True, kw_only=True):
    """What the page for missing addresses is made from."""

    around: Surroundings


class NotFoundView(Struct, frozen=True, kw_only=True):
    """What `pages/404.html` sees."""

    frame: Frame
    ways: tuple[Link, ...]
    """Where to look instead."""


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan both pages."""
    yield Page(
        route=routes.SITE_MAP,
        make=make,
        template="pages/sitemap.html",
        inputs=MapInputs(
            around=around,
            years=tuple(sorted({n.facts.published.year for n in library.notices}, reverse=True)),
            units=tuple((unit.id, unit.name) for unit in library.units.values()),
            rounds=tuple((round_.id, round_.name) for round_ in library.rounds.values()),
        ),
    )
    yield Page(
        route=routes.NOT_FOUND,
        make=make,
        template="pages/404.html",
        inputs=NotFoundInputs(around=around),
    )


def make(inputs: MapInputs | NotFoundInputs, tools: Tools) -> MapView | NotFoundView:
    """Build the view."""
    return _make_map(inputs, tools) if isinstance(inputs, MapInputs) else _make_not_found(inputs, tools)


def _make_map(inputs: MapInputs, tools: Tools) -> MapView:
    to, gettext = tools.links.to, tools.gettext
    if len(inputs.units) < lists.MANY_UNITS:
        units = tuple(Link(name, to(routes.unit(id_))) for id_, name in inputs.units)
    else:
        units = tuple(
            Link(letter, to(routes.units_under(letter)))
            for letter in lists.by_letter(inputs.units, name=lambda unit: unit[1], tools=tools)
        )
    children = {
        routes.NOTICES: tuple(
            Link(gettext("year {year}").format(year=year), to(routes.notices_of(year))) for year in inputs.years
        ),
        routes.UNITS: units,
        routes.ROUNDS: tuple(Link(name, to(routes.round_(id_))) for id_, name in inputs.rounds),
        routes.ABOUT: tuple(Link(title, to(route)) for route, title in inputs.around.standing_pages),
    }
    return MapView(
        frame=frame(inputs.around, tools, columns.SITE_MAP),
        columns=tuple(
            MapColumn(
                link=Link(column.name.text(gettext), to(column.route)),
                description=column.description.text(gettext),
                children=children.get(column.route, ()),
            )
            for column in (
                *columns.NAVIGATION,
                *((columns.SEARCH,) if inputs.around.has_search else ()),
                *columns.FOOTER,
            )
        ),
    )


def _make_not_found(inputs: NotFoundInputs, tools: Tools) -> NotFoundView:
    # This page is served at any depth, so that its links have to begin at the root of the host.
    root = urlsplit(inputs.around.site.base_url).path
    rooted = replace(tools, links=Links(routes.NOT_FOUND, inputs.around.site.links, root))
    ways = (columns.NOTICES, columns.UNITS, columns.SITE_MAP, columns.CONTACT)
    return NotFoundView(
        frame=frame(inputs.around, rooted, columns.NOT_FOUND),
        ways=tuple(Link(column.name.text(tools.gettext), rooted.links.to(column.route)) for column in ways),
    )
