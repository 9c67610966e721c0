"""What a save is: events of the file system in the watched folders, those that follow each other closely together."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from livereload.watcher import Watcher
from tornado.ioloop import IOLoop
from watchfiles import Change, watch

from zhaoshi.building.scanning import is_ignored
from zhaoshi.serving.rebuilding import Workbench

_REST_MILLISECONDS = 20
"""A save is over when so long nothing has been written."""

_WAKING_MILLISECONDS = 100
_READY_SECONDS = 10


class SavesWatcher(Watcher):  # type: ignore[misc]
    """Starts a build for what was saved; has browsers reload when there is something new to see.

    What is saved while a build runs is one more build. livereload's own watcher looks at the times of files: it takes
    three files that are saved together for three changes, and does not see a new file with an old time.
    """

    def __init__(self, folders: Iterable[Path], workbench: Workbench) -> None:
        """Watch the folders from now on, also one that is not there yet."""
        super().__init__()
        self._workbench = workbench
        self._reload: Callable[[], None] = lambda: None
        self._saved: set[Path] = set()
        self._loop = IOLoop.current()
        self._is_over = threading.Event()
        self._is_listening = threading.Event()
        every = [*dict.fromkeys(folder.resolve() for folder in folders)]
        for folder in every:
            self.watch(str(folder))
        threading.Thread(target=self._listen, args=(every,), daemon=True).start()
        self._is_listening.wait(_READY_SECONDS)

    def start(self, callback: Callable[[], None]) -> bool:
        """Have `callback` called when there may be something to do; it asks `examine`."""
        self._reload = callback
        self._workbench.when_done = lambda: self._loop.add_callback(callback)
        self._loop.add_callback(callback)
        return True

    def close(self) -> None:
        """Watch no longer."""
        self._is_over.set()

    def examine(self) -> tuple[str | None, None]:
        """Start a build where one is due; return `*` where browsers are to reload the whole page."""
        workbench = self._workbench
        is_new = not workbench.is_busy and workbench.take_outcome()
        saved, self._saved = self._saved, set()
        is_new = workbench.show_at_once(saved) or is_new
        workbench.is_behind = workbench.is_behind or bool(saved)
        if workbench.is_behind and not workbench.is_busy:
            workbench.is_behind = False
            workbench.start()
        return ("*" if is_new else None), None

    def _listen(self, folders: Sequence[Path]) -> None:
        while not self._is_over.is_set():
            there = [folder for folder in folders if folder.is_dir()]
            for found in self._arriving(there):
                self._is_listening.set()
                new = {folder for folder in folders if folder not in there and folder.is_dir()}
                if found or new:
                    self._loop.add_callback(self._take, {Path(path) for _, path in found} | new)
                if new:
                    break

    def _arriving(self, folders: Sequence[Path]) -> Iterator[set[tuple[Change, str]]]:
        return watch(
            *folders,
            watch_filter=lambda change, path: not is_ignored(Path(path).name),
            step=_REST_MILLISECONDS,
            rust_timeout=_WAKING_MILLISECONDS,
            yield_on_timeout=True,
            stop_event=self._is_over,
            raise_interrupt=False,
        )

    def _take(self, paths: set[Path]) -> None:
        self._saved |= paths
        self._reload()
