"""Whether there is anything to do at all, answered without reading what is remembered of every notice and page."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from zhaoshi.building import release
from zhaoshi.building.scanning import Changed, Source, Stamp, scan
from zhaoshi.building.state_folder import StateFolder, digest_of, keep, kept
from zhaoshi.building.theme import Theme
from zhaoshi.problems import Problem


class Rest(Struct, frozen=True, kw_only=True):
    """What a build has left behind: as long as it stays so, the next one has nothing to do."""

    options: str
    """Digest of the program, the theme and the options."""
    as_of: date
    time_zone: str
    """In which the day is told where none is asked for."""
    sources: dict[str, Source]
    outputs: dict[str, Stamp]
    notices: int
    findings: int
    problems: tuple[Problem, ...]
    """Doubts."""


def options_digest(engine: str, theme: Theme, **options: bool) -> str:
    """Digest what a build is made with besides its sources and its day."""
    return digest_of(engine, theme.digest, theme.assets, sorted(options.items()))


def rest_of(root: Path, output: Path, folder: StateFolder, options: str, as_of: date | None) -> Rest | None:
    """Return what the last build has left if a build of the day `as_of`, by default today, would leave the same.

    Sources are compared by their digests, files of the site by their stamps.
    """
    rest = kept(folder.rest, Rest)
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
        keep(folder.rest, replace(rest, sources=sources))  # so that what was just written is not read again
    return rest


def _digests(sources: Mapping[str, Source]) -> dict[str, str]:
    return {path: source.digest for path, source in sources.items()}
