"""How a new site takes the place of the old one: prepared beside it, then exchanged with it as a whole.

The standby tree is the site before last; what did not change is linked into it from the live site, so that a release
costs only what changed. No file of the live site is ever written to.
"""

import contextlib
import ctypes
import errno
import filecmp
import os
import re
import shutil
import stat
import sys
from collections.abc import Collection, Container, Iterable, Mapping
from functools import cache
from pathlib import Path

from zhaoshi.building.scanning import Stamp
from zhaoshi.building.shelf import Shelf

_EXCHANGE = 2
_AT_FDCWD = -100
_SLASH = re.compile("/")
_CLUTTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


def stamps(folder: Path) -> Shelf[Stamp]:
    """Return the stamp of every file below a folder by its path with forward slashes; empty where it is missing."""
    return _survey(folder)[0]


def _survey(folder: Path) -> tuple[Shelf[Stamp], list[str], list[str]]:
    """Return the stamps of files, what a file manager has left, and folders without files, by path below a folder."""
    found = Shelf(Stamp)
    clutter: list[str] = []
    bare: list[str] = []

    def look(here: str, prefix: str) -> None:
        try:
            listing = os.scandir(here)
        except FileNotFoundError:
            return
        has_files = False
        with listing:
            for entry in listing:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    look(entry.path, f"{path}/")
                elif is_clutter(entry.name):
                    clutter.append(path)
                else:
                    found[path] = Stamp.of_linked(entry.stat(follow_symlinks=False))
                    has_files = True
        if prefix and not has_files:
            bare.append(prefix[:-1])

    look(str(folder), "")
    return found, clutter, bare


def is_clutter(name: str) -> bool:
    """Tell whether a file manager has left a file, and no build."""
    return name in _CLUTTER


def offer(tree: Path, live: Path, path: str, data: bytes) -> bool:
    """Put a file into the standby tree unless the live site has it, byte for byte; tell whether it was put there."""
    if _holds(f"{live}/{path}", data):
        return False
    write(tree, path, data)
    return True


def _holds(file: str, data: bytes) -> bool:
    try:
        status = os.lstat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size != len(data):
            return False
        return Path(file).read_bytes() == data
    except OSError:
        return False


def keep(tree: Path, live: Path, path: str) -> bool:
    """Keep what was made in the standby tree; False where the live site has it, byte for byte, so that it is linked."""
    made, there = tree / path, live / path
    try:
        is_same = not there.is_symlink() and filecmp.cmp(made, there, shallow=False)
    except OSError:
        is_same = False
    if is_same:
        made.unlink()
        _link(there, made)
    return not is_same


def write(tree: Path, path: str, data: bytes) -> None:
    """Put a file into the standby tree.

    The old file there may be linked into the live site: it is removed, never written to.
    """
    target = f"{tree}/{path}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(target, flags, 0o644)
    except OSError as error:
        _make_place(tree, target, error)
        descriptor = os.open(target, flags, 0o644)
    with open(descriptor, "wb", buffering=0) as file:  # noqa: PTH123 (a descriptor)
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]


def settle(
    standby: Path, live: Path, source: Mapping[str, Stamp], fresh: Container[str], files: Collection[str]
) -> Shelf[Stamp]:
    """Complete the standby tree, so that it holds `files` and nothing else.

    Those that are not `fresh` in it are linked from the live site, of which `source` are the stamps. Returns the
    stamps of the completed tree.
    """
    found, clutter, bare = _survey(standby)
    strays = [path for path in found if path not in files]
    for path in (*strays, *clutter):
        _clear(standby, standby / path)
    for path in strays:
        del found[path]
    above = {path[: slash.start()] for path in strays for slash in _SLASH.finditer(path)}
    for path in sorted(above.union(bare), reverse=True):
        with contextlib.suppress(OSError):  # not empty
            (standby / path).rmdir()
    for path in files:
        if path in fresh:
            if path not in found:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(standby / path))
            continue
        original, mine = source[path], found.get(path)
        if mine is None or mine.inode != original.inode or not mine.inode:
            _clear(standby, standby / path)
            _link(live / path, standby / path)
            mine = Stamp.of_linked((standby / path).stat(follow_symlinks=False))
        # A file that somebody changed meanwhile keeps its old stamp, so that the next build notices.
        stamp = mine if (mine.size, mine.mtime) == (original.size, original.mtime) else original
        if found.get(path) != stamp:
            found[path] = stamp
    return found


def place_of(tree: Path, path: str) -> Path:
    """Prepare the place of a new file in the standby tree, and return it."""
    target = tree / path
    _clear(tree, target)
    return target


def follow(standby: Path, live: Path, fresh: Iterable[str]) -> list[None]:
    """Link into the standby tree what became new in the site, so that the next build finds both alike.

    The site is in place by then: what cannot be linked is left to `settle`. Returns nothing; see `Crew.map`.
    """
    with contextlib.suppress(OSError):
        for path in fresh:
            source, place = f"{live}/{path}", f"{standby}/{path}"
            try:
                os.link(source, place)
            except (FileNotFoundError, FileExistsError, NotADirectoryError) as error:
                _make_place(standby, place, error)
                os.link(source, place)
    return []


def forget(standby: Path, removed: Iterable[str]) -> None:
    """Take out of the standby tree what the site no longer holds; see `follow`."""
    with contextlib.suppress(OSError):
        for path in removed:
            target = standby / path
            target.unlink(missing_ok=True)
            for folder in target.parents:
                if folder == standby or not _is_empty(folder):
                    break
                folder.rmdir()


def _is_empty(folder: Path) -> bool:
    with os.scandir(folder) as entries:
        return next(entries, None) is None


def _make_place(tree: Path, target: str, error: OSError) -> None:
    """Prepare the place of a file that was refused there; mostly only its own folder is missing."""
    if isinstance(error, FileNotFoundError):
        with contextlib.suppress(OSError):
            os.mkdir(target.rpartition("/")[0])  # noqa: PTH102 (there are as many as pages)
            return
    _clear(tree, Path(target))


def _clear(tree: Path, target: Path) -> None:
    """Make the folders of a file that can be written in, and remove what stands in their place or in its own.

    The tree was the site once, and somebody may have closed or exchanged folders of that.
    """
    for folder in reversed([above for above in target.parents if tree in above.parents]):
        try:
            open_up(folder)
        except (FileNotFoundError, NotADirectoryError):
            with contextlib.suppress(FileNotFoundError, IsADirectoryError, PermissionError):
                folder.unlink()  # unless another process has just made the folder
            folder.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)


def open_up(folder: Path) -> None:
    """Let the owner write in a folder that somebody may have closed while it was part of the site.

    Raises `NotADirectoryError` for anything else, links to folders as well.
    """
    mode = folder.lstat().st_mode
    if not stat.S_ISDIR(mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    if mode & stat.S_IRWXU != stat.S_IRWXU:
        folder.chmod(mode | stat.S_IRWXU)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError as error:
        # FAT and some network folders have no links.
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.EINVAL, errno.EXDEV):
            raise
        shutil.copy2(source, target)


def switch(standby: Path, live: Path, previous: Path) -> None:
    """Make the standby tree the site, and the site the standby tree.

    One step where the system can exchange two folders (Linux); elsewhere two: what is refused between them is undone,
    and `recover` heals a death there.
    """
    if not live.exists():
        standby.rename(live)
    elif not _exchange(standby, live):
        live.rename(previous)
        try:
            standby.rename(live)
        except OSError:
            previous.rename(live)
            raise
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
