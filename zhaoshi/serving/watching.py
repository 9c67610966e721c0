"""What a save is: the stamps of the watched files differ from those that the last build began with."""

import contextlib
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from livereload.watcher import Watcher
from tornado.ioloop import PeriodicCallback

from zhaoshi.building.scanning import Stamp, is_ignored
from zhaoshi.serving.rebuilding import Workbench

_POLL_MILLISECONDS = 200
_LARGEST_SHARE = 0.1
"""Of the time that may go into looking at files; with many of them they are looked at less often."""

Snapshot = dict[str, Stamp]
"""Stamp of every file by its path."""


def snapshot(folders: Iterable[str]) -> Snapshot:
    """Return the stamp of every file in the folders, without editors' temporary files and what cannot be looked at."""
    found: Snapshot = {}
    for folder in folders:
        _look(folder, found)
    return found


def _look(folder: str, found: Snapshot) -> None:
    with contextlib.suppress(OSError), os.scandir(folder) as listing:
        for entry in listing:
            if is_ignored(entry.name):
                continue
            with contextlib.suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    _look(entry.path, found)
                else:
                    found[entry.path] = Stamp.of(entry.stat())


class SnapshotWatcher(Watcher):  # type: ignore[misc]
    """Starts a build when files have changed and come to rest; has browsers reload when it is done.

    Files that are saved together, or while a build runs, are one change. livereload's own watcher compares single
    modification times with the time at which it was started: it takes three files for three changes, and does not see
    a new file with an old time.
    """

    def __init__(self, folders: Iterable[Path], workbench: Workbench) -> None:
        super().__init__()
        self._workbench = workbench
        for folder in dict.fromkeys(folder.resolve() for folder in folders):
            self.watch(str(folder))
        self._built = self._last = snapshot(self._tasks)
        self._rest_until = 0.0

    def start(self, callback: Callable[[], None]) -> bool:
        """Have `callback` called at short intervals."""
        PeriodicCallback(callback, _POLL_MILLISECONDS).start()
        return True

    def examine(self) -> tuple[str | None, None]:
        """Start a build where one is due; return `*` when one is done, for browsers to reload the whole page."""
        if self._workbench.is_busy:
            return None, None
        if self._workbench.take_outcome():
            return "*", None
        start = time.monotonic()
        if start < self._rest_until:
            return None, None
        now = snapshot(self._tasks)
        if now == self._built:
            end = time.monotonic()
            self._rest_until = end + (end - start) / _LARGEST_SHARE
        elif now == self._last:
            self._built = now
            self._workbench.start()
        self._last = now
        return None, None
