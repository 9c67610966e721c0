"""What a build has left behind, small enough to be read by a build that has nothing to do."""

from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from zhaoshi.building.listing import Listing
from zhaoshi.building.sealed import read_sealed, replace_sealed, unsealed
from zhaoshi.problems import Problem


class Doubts(Struct, frozen=True):
    """The doubts of a build, encoded: on large sites they are many, and few builds show them."""

    count: int
    encoded: bytes

    @staticmethod
    def of(problems: tuple[Problem, ...]) -> "Doubts":
        """Encode doubts."""
        return Doubts(len(problems), msgspec.msgpack.encode(problems))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The doubts themselves."""
        return msgspec.msgpack.decode(self.encoded, type=tuple[Problem, ...])


class LastBuild(Struct, frozen=True, kw_only=True):
    """What a build has left behind: as long as it stays so, the next one has nothing to do."""

    options: str
    """Digest of the program, the theme and the options."""
    as_of: date
    time_zone: str
    """In which the day is told where none is asked for."""
    language: str
    links: str
    """Style of links."""
    sources: Listing
    """What lies in `content/`."""
    racy: dict[str, str]
    """Digests of sources whose stamps cannot be trusted yet, by path below `content/`; see `scanning.Source`."""
    outputs: Listing
    """What the site holds, and the standby tree as well."""
    files: int
    """Of the site."""
    notices: int
    findings: int
    held_back: tuple[int, int]
    """As in `Library`."""
    doubts: Doubts
    base: bytes
    """Names the record that `amendments` belongs to."""
    amendments: bytes
    """What changed since then, encoded; see `record.Amendments`."""


def load_last_build(path: Path) -> LastBuild | None:
    """Return what the last build has left, if that is known."""
    return unsealed(read_sealed(path), LastBuild)


def save_last_build(path: Path, last: LastBuild) -> None:
    """Note what a build leaves."""
    replace_sealed(path, last)
