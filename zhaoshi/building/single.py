"""The page of one notice, rendered from the sources without building the site."""

import difflib
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import IO

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.building import pictures
from zhaoshi.building.crew import Crew
from zhaoshi.building.plan import plan, surroundings
from zhaoshi.building.published import published
from zhaoshi.building.record import Record
from zhaoshi.building.scanning import require_content
from zhaoshi.building.theme import load_theme
from zhaoshi.languages import translations
from zhaoshi.library import Library
from zhaoshi.model.notice import Notice
from zhaoshi.model.summary import Details, NoticeSummary, details_of
from zhaoshi.pages.frame import absolute
from zhaoshi.pages.search_index import layout_of
from zhaoshi.problems import BuildFailed, Location, Message, Problem, msg
from zhaoshi.rendering.environment import Templates
from zhaoshi.rendering.render import render


class SinglePage(Struct, frozen=True, kw_only=True):
    """A notice's page with all that a browser would need to show it."""

    notice: Notice
    summary: NoticeSummary
    library: Library
    html: bytes
    address: str
    """Where the site publishes the page; relative addresses in it are meant from there."""
    assets: Mapping[str, bytes]
    """Every asset of the theme by its public address."""


def single_page(root: Path, id_: str, *, as_of: date | None = None, drafts: bool = False) -> SinglePage:
    """Render the page of the notice `id_` exactly as a build of the same day would.

    Nothing is written or remembered. Raises `BuildFailed` where the sources have errors, or where there is no such
    notice to be read on that day.
    """
    library, summary, notices = _chosen(root, id_, as_of, drafts)
    theme = load_theme(root)
    layout, has_pictures = layout_of(library), bool(pictures.pillow_version())
    around = surroundings(library, theme.asset_routes, layout, has_pictures=has_pictures)
    (page,) = [page for page in plan(library, around, layout) if page.route == routes.notice(id_)]
    catalogue = translations(library.site.language.value)
    templates = Templates(theme.templates, catalogue, library.site.language.value)
    html = render(page, templates, catalogue.gettext, library.site.links, notices.__getitem__, pictures.typeface)
    return SinglePage(
        notice=notices[summary.digest],
        summary=summary,
        library=library,
        html=html,
        address=absolute(library.site, page.route),
        assets={absolute(library.site, route): theme.assets[name] for name, route in theme.asset_routes.items()},
    )


def single_notice(
    root: Path, id_: str, *, as_of: date | None = None, drafts: bool = False
) -> tuple[Notice, NoticeSummary, Library]:
    """Return the notice `id_` whole, in brief, and all that is published with it; raises as `single_page` does."""
    library, summary, notices = _chosen(root, id_, as_of, drafts)
    return notices[summary.digest], summary, library


def _chosen(
    root: Path, id_: str, as_of: date | None, drafts: bool
) -> tuple[Library, NoticeSummary, Mapping[str, Notice]]:
    require_content(root)
    held = HeldNotices()
    record = Record()
    library, _ = published(root, record, held, as_of, drafts, Crew())
    return library, _find(id_, library, [summary for summary, _ in record.summaries.values()]), held.notices


class HeldNotices:
    """Parsed notices, for as long as one page is made."""

    def __init__(self) -> None:
        self.notices: dict[str, Notice] = {}
        self._details: dict[str, Details] = {}

    def load(self, digest: str, /) -> Notice | None:
        """Return a notice, or None where it is not there."""
        return self.notices.get(digest)

    def save(self, digest: str, notice: Notice, /) -> None:
        """Keep a notice."""
        self.notices[digest] = notice

    def details(self, digest: str, /) -> Details:
        """Return the details of a notice."""
        if digest not in self._details:
            self._details[digest] = details_of(self.notices[digest])
        return self._details[digest]

    def spool(self) -> IO[bytes]:
        """Open an empty file."""
        return BytesIO()


def _find(id_: str, library: Library, known: list[NoticeSummary]) -> NoticeSummary:
    for notice in library.standing:
        if notice.id == id_:
            return notice
    path = f"content/notices/{id_}/notice.md"
    for notice in known:
        if notice.id == id_ and notice.facts.withdrawn:
            raise _refusal(
                path, "notice.withdrawn", msg("the notice was withdrawn; its text is not given out any more")
            )
        if notice.id == id_:
            message = msg("the notice is a draft, or its day has not come")
            raise _refusal(path, "notice.unpublished", message, msg("add --drafts to see it before it is published"))
    ids = [notice.id for notice in known]
    near = difflib.get_close_matches(id_, ids, 3, 0.5)
    hint = (
        msg("did you mean “{guess}”?", guess="”、“".join(near))
        if near
        else msg("known are, for example: {names}", names="、".join(sorted(ids)[:5]))
        if ids
        else None
    )
    raise _refusal(path, "notice.unknown", msg("there is no notice “{name}”", name=id_), hint)


def _refusal(path: str, code: str, message: Message, hint: Message | None = None) -> BuildFailed:
    return BuildFailed([Problem(Location(path), code, message, hint)])
