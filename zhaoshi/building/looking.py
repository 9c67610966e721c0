"""Whether there is anything to do, and where, answered without reading what is remembered of every notice and page."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from zhaoshi.building import release
from zhaoshi.building.crew import Crew
from zhaoshi.building.last_build import LastBuild, load_last_build, save_last_build
from zhaoshi.building.listing import Listing, survey
from zhaoshi.building.scanning import CONTENT, Changed, digest_of_file, is_ignored, is_racy
from zhaoshi.building.sealed import digest_of
from zhaoshi.building.shelf import part_of
from zhaoshi.building.theme import Theme
from zhaoshi.problems import EnvironmentFailed

_PAYS_FROM = 30_000
"""Files of a site from which a second process is worth its time. It is forked, which cannot be done beside threads."""
_SHARES = 4
"""Pieces in which sources and site are looked at by two processes, so that neither waits long for the other."""


class Seen(Struct, frozen=True):
    """A site that is as the last build left it, and sources that may have changed since."""

    last: LastBuild
    sources: Listing
    changed: frozenset[str]
    """Parts of `content/` that are not as that build found them."""


def options_digest(engine: str, theme: Theme, **options: bool) -> str:
    """Digest what a build is made with besides its sources and its day."""
    return digest_of(engine, theme.digest, theme.assets, sorted(options.items()))


def look(root: Path, output: Path, last_file: Path, options: str, as_of: date | None) -> Seen | None:
    """Tell what changed since the last build; None where it was made otherwise than one of the day `as_of` would be.

    That day is by default today. No file is read, only its stamp is, but for sources that were touched just before that
    build read them.
    """
    last = load_last_build(last_file)
    if last is None or last.options != options:
        return None
    if last.as_of != (as_of or datetime.now(ZoneInfo(last.time_zone)).date()):
        return None
    content = f"{root / CONTENT}/"
    sources, outputs = _surveyed(root, output, last.files >= _PAYS_FROM and threading.active_count() == 1)
    if sources is None or outputs != last.outputs:
        return None
    changed = differing(last.sources, sources)
    try:
        doubtful = {path: digest for path, digest in last.racy.items() if part_of(path) not in changed}
        changed |= {part_of(path) for path, digest in doubtful.items() if digest_of_file(content + path) != digest}
        is_settled = last.racy and not changed and not any(is_racy(content + path) for path in last.racy)
    except (Changed, EnvironmentFailed, FileNotFoundError):
        return None  # a source went away meanwhile
    if is_settled:
        save_last_build(last_file, replace(last, racy={}))  # so that they are not read again
    return Seen(last, sources, frozenset(changed))


def _surveyed(root: Path, output: Path, pays: bool) -> tuple[Listing | None, Listing | None]:
    """Survey sources and site, by two processes where that `pays`."""
    shares = _SHARES if pays else 1
    places = [(root / CONTENT, False), (output, True)]
    with Crew(2 if pays else 1) as crew:
        found = [*crew.map(_surveys, [(*place, (n, shares)) for place in places for n in range(shares)], pays_from=2)]
    return _joined(found[:shares]), _joined(found[shares:])


def _surveys(folders: Sequence[tuple[Path, bool, tuple[int, int]]]) -> list[Listing | None]:
    """Survey shares of folders of sources, or, where that is said, of a site."""
    return [
        survey(folder, release.is_clutter if is_site else is_ignored, linked=is_site, share=share)
        for folder, is_site, share in folders
    ]


def _joined(shares: Iterable[Listing | None]) -> Listing | None:
    whole: Listing = {}
    for share in shares:
        if share is None:
            return None
        whole |= share
    return whole


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> set[str]:
    """Return the parts in which two listings differ."""
    return {part for part in one.keys() | other.keys() if one.get(part) != other.get(part)}
