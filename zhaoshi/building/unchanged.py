"""Whether there is anything to do at all, answered without reading what is remembered of every notice and page."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from zhaoshi.building import release
from zhaoshi.building.scanning import Changed, Source, scan
from zhaoshi.building.state import Rest, State, digest_of
from zhaoshi.building.theme import Theme


def options_digest(engine: str, theme: Theme, **options: bool) -> str:
    """Digest what a build is made with besides its sources and its day."""
    return digest_of(engine, theme.digest, theme.assets, sorted(options.items()))


def rest_of(root: Path, output: Path, state: State, options: str, as_of: date | None) -> Rest | None:
    """Return what the last build has left if a build of the day `as_of`, by default today, would leave the same.

    Sources are compared by their digests, files of the site by their stamps.
    """
    rest = state.load_rest()
    if rest is None or rest.options != options:
        return None
    if rest.as_of != (as_of or datetime.now(ZoneInfo(rest.time_zone)).date()):
        return None
    try:
        sources, problems = scan(root, rest.sources)
    except Changed:
        return None
    if problems or _digests(sources) != _digests(rest.sources) or release.stamps(output) != rest.outputs:
        return None
    if sources != rest.sources:
        state.save_rest(replace(rest, sources=sources))  # so that what was just written is not read again
    return rest


def _digests(sources: Mapping[str, Source]) -> dict[str, str]:
    return {path: source.digest for path, source in sources.items()}
