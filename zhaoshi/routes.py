"""The only place that turns a record into an address or an output path.

A route is an address below the site's root: `notices/2023-x/` for a page, `data/findings.csv` for a file, empty for
home.
"""

import re
from functools import lru_cache
from urllib.parse import quote

from msgspec import Struct

from zhaoshi.model.site import LinkStyle
from zhaoshi.text.codes import SectionCode

HOME = ""
NOTICES = "notices/"
PROGRESS = "progress/"
UNITS = "units/"
ROUNDS = "rounds/"
INSTITUTIONS = "institutions/"
UPDATES = "updates/"
REPLIES = "replies/"
CONTACT = "contact/"
DATA = "data/"
ABOUT = "about/"
ACCESSIBILITY = "accessibility/"
SITE_MAP = "sitemap/"
SEARCH = "search/"
SEARCH_INDEX = (f"{SEARCH}shards", f"{SEARCH}words")
"""Folders of what the search knows, its texts apart."""
NOT_FOUND = "404.html"
FEED_XML = "feed.xml"
FEED_JSON = "feed.json"
SITEMAP_XML = "sitemap.xml"
ROBOTS = "robots.txt"
SECURITY = ".well-known/security.txt"
NOTICES_JSON = "data/notices.json"
FINDINGS_CSV = "data/findings.csv"
MANIFEST = "manifest.json"
PREVIEW = "preview.png"

_SAFE = re.compile(r"[\w./~-]*", re.ASCII)

BUILT_IN = frozenset(
    {
        route.rstrip("/")
        for route in (
            NOTICES,
            PROGRESS,
            UNITS,
            ROUNDS,
            INSTITUTIONS,
            UPDATES,
            REPLIES,
            CONTACT,
            DATA,
            ABOUT,
            ACCESSIBILITY,
            SITE_MAP,
            SEARCH,
        )
    }
    | {"assets"}
)
"""First parts of the addresses that the site itself uses."""


def notice(id_: str) -> str:
    """Address of a notice."""
    return f"{NOTICES}{id_}/"


def finding(id_: str, section: SectionCode) -> str:
    """Address of one section of a notice."""
    return f"{notice(id_)}#{anchor(section)}"


def anchor(section: SectionCode) -> str:
    """Return the id of a section in its page."""
    return f"s{section}"


def notices_of(year: int) -> str:
    """Address of the notices of one year; two parts, so that no notice can stand there."""
    return f"{NOTICES}year/{year}/"


def ledger_json(id_: str) -> str:
    """Address of a notice's ledger as data."""
    return f"{notice(id_)}ledger.json"


def notice_preview(id_: str) -> str:
    """Address of the picture for links to a notice."""
    return f"{notice(id_)}{PREVIEW}"


def attachment(id_: str, name: str) -> str:
    """Address of a file of a notice; `name` is below its folder: `attachments/rules.pdf`."""
    return f"{notice(id_)}{name}"


def unit(id_: str) -> str:
    """Address of a unit."""
    return f"{UNITS}{id_}/"


def units_under(letter: str) -> str:
    """Address of the units under a letter, A to Z or #."""
    return f"{UNITS}#{letter_anchor(letter)}"


def letter_anchor(letter: str) -> str:
    """Return the id of a letter in the list of units."""
    return f"letter-{letter.lower() if letter.isalpha() else 'other'}"


def unit_feed(id_: str, extension: str) -> str:
    """Address of a unit's feed, `xml` or `json`."""
    return f"{unit(id_)}feed.{extension}"


def round_(id_: str) -> str:
    """Address of a round."""
    return f"{ROUNDS}{id_}/"


def reply(id_: str) -> str:
    """Address of a reply."""
    return f"{REPLIES}#{reply_anchor(id_)}"


def reply_anchor(id_: str) -> str:
    """Return the id of a reply in the page of replies."""
    return f"reply-{id_}"


def standing_page(id_: str) -> str:
    """Address of a standing page."""
    return f"{id_}/"


def numbered(route: str, number: int) -> str:
    """Address of a page of a list; the first is the list itself."""
    return route if number == 1 else f"{route}page/{number}/"


def report(citation: str, *, to_form: bool = True) -> str:
    """Address of the contact page with the finding filled in that a report is about; the page may have no form."""
    return f"{CONTACT}?finding={citation}" + ("#form" if to_form else "")


def search_text(name: str) -> str:
    """Address of the file that holds the text of what the search has found."""
    return f"{SEARCH}texts/{name}.dat"


def search_shard(name: str) -> str:
    """Address of the list of what one part of the search knows."""
    return f"{SEARCH_INDEX[0]}/{name}.dat"


def search_words(bits: int, number: int) -> str:
    """Address of one of the 2 ** `bits` files that say where words stand."""
    return f"{SEARCH_INDEX[1]}/{bits}-{number:x}.dat"


def month(year: int, number: int) -> str:
    """Address of the log of one month."""
    return f"{UPDATES}{year}-{number:02}/"


def output_path(route: str) -> str:
    """Path of the file that answers a route, below the output folder."""
    return route + "index.html" if not route or route.endswith("/") else route


class Links(Struct, frozen=True):
    """Turns routes into the addresses that stand in one page."""

    origin: str
    """Route of the page."""
    style: LinkStyle = LinkStyle.FOLDER
    root: str | None = None
    """Absolute path of the site, ending in a slash, for the one page that is served at any address: not found."""

    def to(self, route: str) -> str:
        """Return the relative address of a route, which may carry a query and a fragment."""
        path, tail = route, ""
        if "#" in route or "?" in route:
            path = route.partition("#")[0].partition("?")[0]
            tail = route[len(path) :]
        if self.root is not None:
            return quote(self.root + path) + tail
        if tail and path == self.origin:
            return tail
        target = output_path(path) if self.style is LinkStyle.FILE else path
        for above in _above(self.origin):
            if target.startswith(above[0]):
                break
        folder, up = above
        return (up + _percent_encoded(target[len(folder) :]) or "./") + tail


@lru_cache(64)
def _above(origin: str) -> tuple[tuple[str, str], ...]:
    """Return the folders above a page, the innermost first and the site's root last, each with the way up to it."""
    names = origin.split("/")[:-1]
    depths = range(len(names), -1, -1)
    return tuple(("".join(f"{name}/" for name in names[:depth]), "../" * (len(names) - depth)) for depth in depths)


@lru_cache(4096)
def _percent_encoded(path: str) -> str:
    return path if _SAFE.fullmatch(path) else quote(path)
