"""How a new site takes the place of the old one: prepared beside it, then exchanged with it as a whole.

The standby tree is the site before last; what did not change is linked into it from the live site, so that a release
costs only what changed. No file of the live site is ever written to.
"""

import ctypes
import ctypes.util
import errno
import os
import shutil
import sys
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from zhaoshi.building.scanning import Stamp

_EXCHANGE = 2
_AT_FDCWD = -100
_CLUTTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


def stamps(folder: Path) -> dict[str, Stamp]:
    """Return the stamp of every file below a folder by its path with forward slashes; empty where it is missing."""
    return {
        os.path.relpath(entry.path, folder).replace(os.sep, "/"): Stamp.of_linked(entry.stat(follow_symlinks=False))
        for entry in _files(str(folder))
        if entry.name not in _CLUTTER
    }


def _files(folder: str) -> Iterator[os.DirEntry[str]]:
    try:
        listing = os.scandir(folder)
    except FileNotFoundError:
        return
    with listing:
        for entry in listing:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            else:
                yield entry


def write(tree: Path, path: str, data: bytes) -> None:
    """Put a file into the standby tree.

    The old file there may be linked into the live site: it is removed, never written to.
    """
    target = f"{tree}/{path}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(target, flags, 0o644)
    except OSError:
        _make_room(tree, Path(target))
        descriptor = os.open(target, flags, 0o644)
    with open(descriptor, "wb", buffering=0) as file:  # noqa: PTH123 (a descriptor)
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]


def settle(standby: Path, live: Path, fresh: Collection[str], kept: Collection[str]) -> None:
    """Complete the standby tree: link what is kept from the live site, delete what is neither fresh nor kept."""
    there, source = stamps(standby), stamps(live)
    for path in there.keys() - set(fresh) - set(kept):
        (standby / path).unlink()
    for path in kept:
        mine = there.get(path)
        if mine is None or mine.inode != source[path].inode or not mine.inode:
            _make_room(standby, standby / path)
            _link(live / path, standby / path)
    _remove_clutter(standby)


def _make_room(tree: Path, target: Path) -> None:
    """Make the folder of a file, and remove what stands in its place, also a file where a folder is needed."""
    try:
        target.unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
    except (IsADirectoryError, PermissionError):
        shutil.rmtree(target)
    except (NotADirectoryError, FileExistsError):
        next(above for above in reversed(target.parents) if tree in above.parents and not above.is_dir()).unlink()
        target.parent.mkdir(parents=True, exist_ok=True)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError as error:
        # FAT and some network folders have no links.
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.EINVAL, errno.EXDEV):
            raise
        shutil.copy2(source, target)


def _remove_clutter(tree: Path) -> None:
    """Remove empty folders, and files that a file manager left in others."""
    for folder, folders, files in os.walk(tree, topdown=False):
        here = Path(folder)
        for name in files:
            if name in _CLUTTER:
                (here / name).unlink()
        for name in folders:
            if not any((here / name).iterdir()):
                (here / name).rmdir()


def switch(standby: Path, live: Path, previous: Path) -> None:
    """Make the standby tree the site, and the site the standby tree.

    One step where the system can exchange two folders (Linux); elsewhere two, and `recover` heals a death between
    them.
    """
    if not live.exists():
        standby.rename(live)
    elif not _exchange(standby, live):
        live.rename(previous)
        standby.rename(live)
        previous.rename(standby)


def recover(standby: Path, live: Path, previous: Path) -> None:
    """Bring the folders in order after a death inside `switch`."""
    if not previous.exists():
        return
    if not live.exists():
        previous.rename(live)
    elif not standby.exists():
        previous.rename(standby)
    else:
        shutil.rmtree(previous)


@cache
def _renameat2() -> "ctypes._NamedFuncPointer | None":
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot (renameat2(2), RENAME_EXCHANGE)."""
    function = _renameat2()
    if function is None:
        return False
    if function(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(second))
