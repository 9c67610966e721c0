"""What machines look for at fixed addresses: sitemap.xml, robots.txt, security.txt (RFC 9116)."""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.site import SiteSettings
from zhaoshi.pages.frame import absolute
from zhaoshi.pages.page import Page, Tools


class SitemapInputs(Struct, frozen=True, kw_only=True):
    """What `sitemap.xml` is made from."""

    site: SiteSettings
    routes: tuple[tuple[str, date | None], ...]
    """Each page for people and the day of its last change, where the record names one."""


class SitemapView(Struct, frozen=True, kw_only=True):
    """What `pages/sitemap.xml` sees."""

    addresses: tuple[tuple[str, str], ...]
    """Absolute address and last change (ISO date; may be empty)."""


class TextInputs(Struct, frozen=True, kw_only=True):
    """What the text files are made from."""

    site: SiteSettings


def pages(library: Library, listed: Sequence[str]) -> Iterator[Page]:
    """Plan the files; `listed` are the routes of pages that people read, beside notices."""
    changed = {routes.notice(notice.id): notice.changed_by(library.as_of).date() for notice in library.standing}
    hidden = {routes.NOT_FOUND, *(routes.notice(notice.id) for notice in library.notices if notice.facts.withdrawn)}
    addresses = (*((route, None) for route in listed if route not in hidden), *changed.items())
    yield Page(
        route=routes.SITEMAP_XML,
        make=make,
        template="pages/sitemap.xml",
        inputs=SitemapInputs(site=library.site, routes=addresses),
    )
    yield Page(route=routes.ROBOTS, make=make, inputs=TextInputs(site=library.site))
    if library.site.security:
        yield Page(route=routes.SECURITY, make=make, inputs=TextInputs(site=library.site))


def make(inputs: SitemapInputs | TextInputs, tools: Tools) -> SitemapView | bytes:
    """Build the view of the site map, or the bytes of a text file."""
    if isinstance(inputs, SitemapInputs):
        return SitemapView(
            addresses=tuple((absolute(inputs.site, route), str(day or "")) for route, day in inputs.routes)
        )
    if tools.links.origin == routes.ROBOTS:
        return f"User-agent: *\nAllow: /\nSitemap: {absolute(inputs.site, routes.SITEMAP_XML)}\n".encode()
    security = inputs.site.security
    assert security is not None  # planned only where it is given
    lines = [
        f"Contact: {security.contact}",
        f"Expires: {security.expires.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {'en' if inputs.site.language.value == 'en' else 'zh, en'}",
        f"Canonical: {absolute(inputs.site, routes.SECURITY)}",
    ]
    return ("\n".join(lines) + "\n").encode()
