"""Every page that the site holds, one after the other: what it is made from, before it is made."""

from collections.abc import Iterator, Mapping
from heapq import merge

from zhaoshi import routes
from zhaoshi.building.shelf import Shelf
from zhaoshi.library import Library
from zhaoshi.pages import (
    contact,
    exports,
    feeds,
    home,
    institutions,
    machines,
    moved,
    notice,
    notices,
    overview,
    preview,
    progress,
    replies,
    rounds,
    search,
    standing,
    units,
    updates,
    withdrawn,
)
from zhaoshi.pages.frame import Surroundings
from zhaoshi.pages.page import Page
from zhaoshi.pages.search_index import Layout
from zhaoshi.problems import BuildFailed, Location, Problem, msg


def surroundings(
    library: Library, assets: Mapping[str, str], layout: Layout | None, *, has_pictures: bool
) -> Surroundings:
    """Return what all pages share.

    `assets` maps names to routes; without the layout of an index there is no search. `has_pictures` says whether
    pictures for link previews can be drawn.
    """
    return Surroundings(
        site=library.site,
        assets=tuple(sorted(assets.items())),
        standing_pages=tuple(
            (routes.standing_page(page.id), page.title) for page in library.pages if page.id not in standing.ELSEWHERE
        ),
        has_pictures=has_pictures,
        has_search=layout is not None,
    )


def plan(library: Library, around: Surroundings, layout: Layout | None) -> Iterator[Page]:
    """Yield every page but the texts of the search, those that load one notice together; not to be held all at once.

    Raises `BuildFailed` behind the last page where files would stand in each other's place.
    """
    places = _Places()
    for page in _pages(library, around, layout):
        places.take(page.route, is_shared=bool(page.part))
        yield page
    for route, attachment in notice.attachments(library):
        places.take(route, attachment.source)
    if places.problems:
        raise BuildFailed(places.problems)


def _pages(library: Library, around: Surroundings, layout: Layout | None) -> Iterator[Page]:
    # First what is soon planned and takes long to render: meanwhile the rest is planned.
    yield from _of_notices(library, around)
    listed: list[str] = []
    """Routes of pages that people read."""
    for maker in (
        home,
        notices,
        withdrawn,
        progress,
        units,
        rounds,
        institutions,
        updates,
        replies,
        contact,
        standing,
        overview,
    ):
        for page in maker.pages(library, around):
            listed.append(page.route)
            yield page
    if layout:
        listed.append(routes.SEARCH)
        yield from search.pages(library, around, layout)
    yield from machines.pages(library, listed)
    yield from moved.pages(library, around)
    yield from feeds.pages(library, around)
    yield from exports.pages(library)
    yield from preview.pages(library, around)


def _of_notices(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan the pages that load one notice each, notice by notice."""
    place = {found.digest: number for number, found in enumerate(library.standing)}
    return merge(
        notice.pages(library, around),
        exports.table_parts(library, [found for found in library.counted if found.totals.found]),
        exports.ledgers(library),
        key=lambda page: place[page.notices[0]] if page.notices else -1,
    )


class _Places:
    """Which file stands where, also where only capital letters differ, as Windows and macOS see it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._taken = Shelf(str)

    def take(self, route: str, source: str = "content", *, is_shared: bool = False) -> None:
        """Put a file in its place; a shared one is put there part by part."""
        path = routes.output_path(route)
        place = path.casefold()
        other = self._taken.get(place)
        if other is None:
            self._taken[place] = path
        elif not (is_shared and other == path):
            self.problems.append(
                Problem(
                    Location(source),
                    "output.collision",
                    msg("{path} and {other} would be one file of the site", path=path, other=other),
                    msg("rename one of the sources"),
                )
            )
