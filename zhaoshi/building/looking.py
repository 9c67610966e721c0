"""Whether there is anything to do, and where, answered without reading what is remembered of every notice and page."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from zhaoshi.building import release
from zhaoshi.building.listing import Listing, survey
from zhaoshi.building.scanning import CONTENT, is_ignored
from zhaoshi.building.sealed import digest_of
from zhaoshi.building.state import Rest, State
from zhaoshi.building.theme import Theme


class Seen(Struct, frozen=True):
    """A site that is as the last build left it, and sources that may have changed since."""

    rest: Rest
    sources: Listing
    changed: frozenset[str]
    """Parts of `content/` that are not as that build found them."""


def options_digest(engine: str, theme: Theme, **options: bool) -> str:
    """Digest what a build is made with besides its sources and its day."""
    return digest_of(engine, theme.digest, theme.assets, sorted(options.items()))


def look(root: Path, output: Path, state: State, options: str, as_of: date | None) -> Seen | None:
    """Tell what changed since the last build; None where it was made otherwise than one of the day `as_of` would be.

    That day is by default today. Neither sources nor files of the site are read, only their stamps.
    """
    rest = state.load_rest()
    if rest is None or rest.options != options:
        return None
    if rest.as_of != (as_of or datetime.now(ZoneInfo(rest.time_zone)).date()):
        return None
    sources = survey(root / CONTENT, is_ignored, linked=False)
    if sources is None or survey(output, release.is_clutter, linked=True) != rest.outputs:
        return None
    return Seen(rest, sources, frozenset(differing(rest.sources, sources)))


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> set[str]:
    """Return the parts in which two listings differ."""
    return {part for part in one.keys() | other.keys() if one.get(part) != other.get(part)}
