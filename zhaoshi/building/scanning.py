"""What lies in `content/`: every file with its digest, read again only where it may have changed."""

import hashlib
import os
import time
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from zhaoshi.building.crew import Crew
from zhaoshi.building.shelf import Shelf, is_flat, part_of
from zhaoshi.problems import BuildFailed, EnvironmentFailed, Location, Problem, msg
from zhaoshi.system_errors import cannot_read

CONTENT = "content"
RACY_NS = 2_000_000_000
"""Coarsest clock of the file systems in use (FAT), in nanoseconds."""
_PAYS_FROM = 500
"""Files to be read from which starting processes is worth its time."""
_IGNORED = frozenset({"Thumbs.db", "desktop.ini"})
_IGNORED_STARTS = (".", "~$")
_IGNORED_ENDS = ("~", ".tmp", ".swp")


class Stamp(Struct, frozen=True, array_like=True, gc=False):
    """What tells without reading that a file did not change."""

    size: int
    mtime: int
    """Nanoseconds."""
    inode: int
    ctime: int = 0
    """Time of the last change of the file or its name, nanoseconds; 0 where links to it come and go."""

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        """Take the stamp from a `stat` result."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ino, status.st_ctime_ns)

    @classmethod
    def of_linked(cls, status: os.stat_result) -> "Stamp":
        """Take the stamp of a file that builds link and unlink elsewhere."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ino)


class Source(Struct, frozen=True, array_like=True, gc=False):
    """A file below `content/`."""

    path: str
    """Below the site's root, with forward slashes and composed characters: `content/units.yaml`."""
    file: str
    """Path to open."""
    stamp: Stamp
    digest: str
    racy: bool
    """Touched so shortly before it was read that a later change may not show in its stamp."""


def source_part(path: str) -> str:
    """Return the part of the tree that a source belongs to; its path begins with `content/`."""
    return part_of(path.removeprefix(f"{CONTENT}/"))


def sources_by_path(sources: Iterable[Source] = ()) -> Shelf[Source]:
    """Hold sources by their paths."""
    return Shelf(Source, ((source.path, source) for source in sources), source_part)


class Changed(Exception):  # noqa: N818
    """A source changed while the build was reading it."""


def scan(root: Path, known: Mapping[str, Source], crew: Crew) -> tuple[Shelf[Source], list[Problem]]:
    """Return every source by path; `known` are those of the last build.

    A file whose stamp did not change is not read again, unless it was touched within the clock's resolution of being
    read ("racily clean", as git calls it).
    """
    problems: list[Problem] = []
    return _scan(_walk(str(root / CONTENT), problems, CONTENT), known, problems, crew), problems


def scan_part(root: Path, part: str, known: Mapping[str, Source]) -> tuple[dict[str, Source], list[Problem]]:
    """Return the sources of one part of `content/`, as `shelf.part_of` names it."""
    folder = root / CONTENT / part if part else root / CONTENT
    path = f"{CONTENT}/{part}" if part else CONTENT
    problems: list[Problem] = []
    entries = _walk(str(folder), problems, path, deep=not is_flat(part))
    return dict(_scan(entries, known, problems, Crew())), problems


def _scan(
    entries: Iterable[tuple[os.DirEntry[str], str]], known: Mapping[str, Source], problems: list[Problem], crew: Crew
) -> Shelf[Source]:
    found, unread = sources_by_path(), deque[str]()

    def files() -> Iterator[str]:
        """Yield the files to be read."""
        for entry, path in entries:
            try:
                stamp = Stamp.of(entry.stat(follow_symlinks=False))
            except FileNotFoundError as error:
                raise Changed(path) from error
            if path in found:
                problems.append(
                    Problem(
                        Location(path),
                        "file.name",
                        msg("two files have this name, spelled in two ways that look the same"),
                        msg("delete one of them"),
                    )
                )
                continue
            before = known.get(path)
            if before and before.stamp == stamp and not before.racy:
                found[path] = before if before.file == entry.path else replace(before, file=entry.path)
            else:
                found[path] = Source(path, entry.path, stamp, "", _is_racy(stamp.mtime))
                unread.append(path)
                yield entry.path

    for digest in crew.map(_digests, files(), _PAYS_FROM):
        path = unread.popleft()
        found[path] = replace(found[path], digest=digest)
    return found


def _digests(files: Iterable[str]) -> list[str]:
    return [digest_of_file(file) for file in files]


def by_place(root: Path, sources: Iterable[Source]) -> Iterator[tuple[str, Source]]:
    """Yield sources with their paths below `content/` as the file system spells them."""
    start = len(str(root / CONTENT)) + 1
    for source in sources:
        yield source.file[start:].replace(os.sep, "/"), source


def is_ignored(name: str) -> bool:
    """Tell whether a file belongs to an editor or a file manager, not to the site."""
    return name in _IGNORED or name.startswith(_IGNORED_STARTS) or name.endswith(_IGNORED_ENDS)


def require_content(root: Path) -> None:
    """Raise `BuildFailed` where there is nothing to build in a folder, `EnvironmentFailed` where it has no name."""
    if not is_unicode(str(root)):
        raise EnvironmentFailed(
            msg("the name of the folder {root} is not Unicode text; rename it", root=ascii(str(root)))
        )
    if not (root / CONTENT).is_dir():
        raise BuildFailed(
            [
                Problem(
                    Location(CONTENT),
                    "content.missing",
                    msg("there is no folder “{name}” in {root}", name=CONTENT, root=root),
                    msg(
                        "run the program in the site's folder, or name that folder with --root; a new site begins with"
                        " “zhaoshi new site”"
                    ),
                )
            ]
        )


def _walk(
    folder: str, problems: list[Problem], path: str, *, deep: bool = True
) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Yield every ordinary file with its path, and name what is none; folders are entered where it goes `deep`."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        raise cannot_read(folder, error) from error
    for entry in entries:
        name = entry.name
        if is_ignored(name):
            continue
        below = f"{path}/{name if name.isascii() else unicodedata.normalize('NFC', name)}"
        if not is_unicode(name):
            problems.append(unreadable_name(below))
        elif entry.is_symlink():
            problems.append(
                Problem(
                    Location(below),
                    "file.link",
                    msg("“{name}” is a link to another place", name=name),
                    msg("put a copy of the file here"),
                )
            )
        elif entry.is_dir(follow_symlinks=False):
            if deep:
                yield from _walk(entry.path, problems, below)
        elif entry.is_file(follow_symlinks=False):
            yield entry, below
        else:
            problems.append(
                Problem(Location(below), "file.special", msg("“{name}” is not an ordinary file", name=name), None)
            )


def is_unicode(name: str) -> bool:
    """Tell whether a name is text, and not bytes that the file system took for it."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def unreadable_name(path: str) -> Problem:
    """Say that the name of a file is no text."""
    return Problem(Location(path), "file.name", msg("the name of the file is not Unicode text"), msg("rename the file"))


def is_racy(path: str) -> bool:
    """Tell whether a file was touched so shortly before now that a later change may not show in its stamp."""
    return _is_racy(Path(path).stat().st_mtime_ns)


def _is_racy(mtime: int) -> bool:
    return mtime >= time.time_ns() - RACY_NS


def digest_of_file(path: str) -> str:
    """Digest a file without holding it in memory."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 (a path of os.scandir)
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except FileNotFoundError as error:
        raise Changed(path) from error
    except OSError as error:
        raise cannot_read(path, error) from error


def read(source: Source) -> bytes:
    """Return the bytes that have the source's digest; raises `Changed` where they are no longer there."""
    try:
        data = Path(source.file).read_bytes()
    except FileNotFoundError as error:
        raise Changed(source.path) from error
    except OSError as error:
        raise cannot_read(source.file, error) from error
    if hashlib.blake2b(data, digest_size=16).hexdigest() != source.digest:
        raise Changed(source.path)
    return data
