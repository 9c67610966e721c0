"""What a tree of files holds, told by a digest for each notice and for each other part of it."""

import os
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

import msgspec

from zhaoshi.building.scanning import Stamp

NOTICES = "notices"

Listing = dict[str, bytes]
"""By part of the tree, a digest of the names and stamps of its files; two trees with equal listings hold the same."""


def part_of(path: str) -> str:
    """Return the part of a tree that a file belongs to: `notices/ID`, or the first folder of its path, or nothing."""
    folders = path.split("/", 2)
    if len(folders) == 3 and folders[0] == NOTICES:
        return f"{NOTICES}/{folders[1]}"
    return folders[0] if len(folders) > 1 else ""


def listing_of(stamps: Iterable[tuple[str, Stamp]]) -> Listing:
    """Digest files that are known by path and stamp."""
    lines: dict[str, list[str]] = {}
    for path, stamp in stamps:
        lines.setdefault(part_of(path), []).append(_line(path, *msgspec.structs.astuple(stamp)))
    return _digests(lines)


def survey(folder: Path, is_ignored: Callable[[str], bool], *, linked: bool) -> Listing | None:
    """Digest what a folder holds, nothing of it opened; None where it cannot be looked at.

    `linked` is for files that builds link and unlink elsewhere, as in `Stamp.of_linked`.
    """
    lines: dict[str, list[str]] = {}
    waiting = [(str(folder), "")]
    try:
        while waiting:
            here, prefix = waiting.pop()
            found: list[str] = []
            with os.scandir(here) as entries:
                for entry in entries:
                    if is_ignored(entry.name):
                        continue
                    path = prefix + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((entry.path, f"{path}/"))
                    else:
                        status = entry.stat(follow_symlinks=False)
                        changed = 0 if linked else status.st_ctime_ns
                        found.append(_line(path, status.st_size, status.st_mtime_ns, status.st_ino, changed))
            if found:
                lines.setdefault(part_of(f"{prefix}-"), []).extend(found)
    except OSError:
        return None
    return _digests(lines)


def _line(path: str, size: int, mtime: int, inode: int, ctime: int) -> str:
    return f"{path}\0{size} {mtime} {inode} {ctime}"


def _digests(lines: Mapping[str, list[str]]) -> Listing:
    return {
        part: blake2b("\n".join(sorted(found)).encode("utf-8", "surrogateescape"), digest_size=16).digest()
        for part, found in lines.items()
    }
