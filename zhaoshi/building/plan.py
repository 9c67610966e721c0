"""Every file that the site holds, decided before any of them is made."""

from collections.abc import Mapping

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.pages import (
    contact,
    exports,
    feeds,
    home,
    institutions,
    machines,
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
from zhaoshi.pages.search_index import SearchPlan
from zhaoshi.problems import Location, Problem, msg
from zhaoshi.records import Attachment


def plan(
    library: Library, assets: Mapping[str, str], found: SearchPlan | None, *, has_pictures: bool
) -> tuple[list[Page], dict[str, Attachment], list[Problem]]:
    """Return the pages, the attachments by route, and files that would stand in each other's place.

    `assets` maps names to routes; without `found` there is no search. `has_pictures` says whether pictures for link
    previews can be drawn.
    """
    around = Surroundings(
        site=library.site,
        assets=tuple(sorted(assets.items())),
        standing_pages=tuple(
            (routes.standing_page(page.id), page.title) for page in library.pages if page.id not in standing.ELSEWHERE
        ),
        has_pictures=has_pictures,
        has_search=found is not None,
    )
    pages = [
        page
        for maker in (
            home,
            notices,
            notice,
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
            preview,
        )
        for page in maker.pages(library, around)
    ]
    if found:
        pages += search.pages(library, around, found)
    pages += [*machines.pages(library, pages), *feeds.pages(library, around), *exports.pages(library)]
    attachments = dict(notice.attachments(library))
    return pages, attachments, _collisions(pages, attachments)


def _collisions(pages: list[Page], attachments: Mapping[str, Attachment]) -> list[Problem]:
    """Find files with one path, also where only capital letters differ, as Windows and macOS see it."""
    taken: dict[str, str] = {}
    problems = []
    for route in [*(page.route for page in pages), *attachments]:
        path = routes.output_path(route)
        other = taken.setdefault(path.casefold(), path)
        if other is not path:
            at = Location(attachments[route].source if route in attachments else "content")
            problems.append(
                Problem(
                    at,
                    "output.collision",
                    msg("{path} and {other} would be one file of the site", path=path, other=other),
                    msg("rename one of the sources"),
                )
            )
    return problems
