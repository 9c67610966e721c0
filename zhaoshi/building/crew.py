"""Who does the work: this process, others on this machine, or a cluster; the same work in the same order."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from functools import partial
from types import TracebackType
from typing import Self, TypeVar

from zhaoshi.problems import EnvironmentFailed, msg

T = TypeVar("T")
R = TypeVar("R")

_PR_SET_PDEATHSIG = 1
_LARGEST_CHUNK = 50

PAYS_FROM = 200
"""Pieces of work from which starting processes is worth its time."""

_LOST = ("KilledWorker", "FutureCancelledError", "CommClosedError")
"""What dask.distributed raises where a worker or the scheduler is gone."""

NO_CLUSTER = msg('Clusters are reached with dask.distributed, which is not installed: pip install "zhaoshi[cluster]"')


class Crew:
    """Does many pieces of work, elsewhere where that pays; nothing is started before it is needed."""

    def __init__(self, processes: int = 1, cluster: str = "") -> None:
        """Prepare; `cluster` is the address of a dask scheduler whose workers see the same folders."""
        self._processes = processes
        self._cluster = cluster
        self._executor: Executor | None = None
        self._close: Callable[[], object] = lambda: None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        if isinstance(error, BrokenExecutor) or type(error).__name__ in _LOST:
            raise EnvironmentFailed(
                msg("a worker process died; is there enough memory? --jobs 1 needs the least")
            ) from error

    def map(self, do: Callable[[Sequence[T]], list[R]], items: Sequence[T], pays_from: int = PAYS_FROM) -> Iterator[R]:
        """Yield what `do` makes of each of the items, in order; it may be called with any stretch of them.

        `pays_from` is the number of items from which other processes are worth their time.
        `do` and what it gives must be fit to be sent to another process. Raises what `do` raises.
        """
        if items and (self._cluster or (self._processes > 1 and len(items) >= pays_from)):
            executor = self._started()
            size = max(1, min(_LARGEST_CHUNK, len(items) // (self._processes * 4)))
            chunks = [items[start : start + size] for start in range(0, len(items), size)]
            for results in executor.map(do, chunks):
                yield from results
        else:
            for item in items:
                yield from do([item])

    def _started(self) -> Executor:
        if self._executor is None:
            self._executor = self._connected() if self._cluster else _pool(self._processes)
            if not self._cluster:
                self._close = partial(self._executor.shutdown, cancel_futures=True)
        return self._executor

    def _connected(self) -> Executor:
        try:
            from distributed import Client
        except ImportError as error:
            raise EnvironmentFailed(NO_CLUSTER) from error
        try:
            client = Client(self._cluster, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise EnvironmentFailed(
                msg("the cluster {address} cannot be reached: {reason}", address=self._cluster, reason=error)
            ) from error
        self._close = client.close
        self._processes = max(1, sum(client.nthreads().values()))  # type: ignore[no-untyped-call]
        executor: Executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        return executor


def _begin(parent: int) -> None:
    """Start a worker: Ctrl-C is the parent's business, and a worker does not outlive its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)


def _pool(processes: int) -> Executor:
    # A fork of a process with threads may deadlock; a fork of one without is the fastest start there is.
    method = "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
    return ProcessPoolExecutor(processes, multiprocessing.get_context(method), partial(_begin, os.getpid()))
