"""What a tree of files holds, told by a digest for each notice and for each other part of it."""

import os
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from sys import intern
from zlib import crc32

import msgspec

from zhaoshi.building.scanning import Stamp
from zhaoshi.building.shelf import is_flat, part_of

_SIZE = 16
_LIMIT = 256**_SIZE

Listing = dict[str, bytes]
"""By part of the tree, a digest of the names and stamps of its files; two trees with equal listings hold the same."""


_Sums = dict[str, int]
"""By part of the tree, the sum of the digests of its files: in whatever order they come, none has to be held."""


def listing_of(stamps: Iterable[tuple[str, Stamp]]) -> Listing:
    """Digest files that are known by path and stamp."""
    sums: _Sums = {}
    for path, stamp in stamps:
        _add(sums, part_of(path), path, *msgspec.structs.astuple(stamp))
    return _listing(sums)


def survey(
    folder: Path, is_ignored: Callable[[str], bool], *, linked: bool, share: tuple[int, int] = (0, 1)
) -> Listing | None:
    """Digest what a folder holds, nothing of it opened; None where it cannot be looked at.

    `linked` is for files that builds link and unlink elsewhere, as in `Stamp.of_linked`. A `share` of `(1, 4)` takes
    the second quarter of the parts; those of all shares together are the listing.
    """
    which, shares = share
    sums: _Sums = {}
    waiting = [(str(folder), "")]
    try:
        while waiting:
            here, prefix = waiting.pop()
            part = part_of(f"{prefix}-")
            is_ours = crc32(part.encode("utf-8", "surrogateescape")) % shares == which
            if not is_ours and not is_flat(part):
                continue
            with os.scandir(here) as entries:
                for entry in entries:
                    if is_ignored(entry.name):
                        continue
                    path = prefix + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((entry.path, f"{path}/"))
                    elif is_ours:
                        status = entry.stat(follow_symlinks=False)
                        changed = 0 if linked else status.st_ctime_ns
                        _add(sums, part, path, status.st_size, status.st_mtime_ns, status.st_ino, changed)
    except OSError:
        return None
    return _listing(sums)


def _add(sums: _Sums, part: str, path: str, size: int, mtime: int, inode: int, ctime: int) -> None:
    line = f"{path}\0{size} {mtime} {inode} {ctime}".encode("utf-8", "surrogateescape")
    if part not in sums:
        sums[intern(part)] = 0
    sums[part] += int.from_bytes(blake2b(line, digest_size=_SIZE).digest())


def _listing(sums: _Sums) -> Listing:
    return {part: (total % _LIMIT).to_bytes(_SIZE) for part, total in sums.items()}
