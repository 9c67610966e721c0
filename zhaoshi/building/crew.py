"""Who does the work: this process, others on this machine, or a cluster; the same work in the same order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from threading import Semaphore
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from zhaoshi.problems import EnvironmentFailed, msg

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

T = TypeVar("T")
R = TypeVar("R")

_LONGEST = 25
"""Items of a stretch."""

_WAITING = 8
"""Stretches for each process that are begun or wait to be."""

PAYS_FROM = 100
"""Pieces of work from which starting processes is worth its time."""

_LOST = ("BrokenProcessPool", "KilledWorker", "FutureCancelledError", "CommClosedError")
"""What is raised where a worker is gone: the first by Python, the others by dask.distributed."""

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
        if type(error).__name__ in _LOST:
            raise EnvironmentFailed(
                msg("a worker process died; is there enough memory? --jobs 1 needs the least")
            ) from error

    def map(self, do: Callable[[Sequence[T]], list[R]], items: Iterable[T], pays_from: int = PAYS_FROM) -> Iterator[R]:
        """Yield what `do` makes of each of the items, in order; it may be called with any stretch of them.

        Of many items, only as many are taken at a time as keep everybody busy; what was made of them waits its turn.
        `pays_from` is the number of items from which other processes are worth their time. `do` and what it gives must
        be fit to be sent to another process. Raises what `do` raises.
        """
        items = iter(items)
        first = [*islice(items, pays_from)]
        if first and (self._cluster or (self._processes > 1 and len(first) == pays_from)):
            yield from self._shared_out(do, chain(first, items), len(first))
        else:
            for item in chain(first, items):
                yield from do([item])

    def run(self, do: Callable[[Sequence[T]], list[None]], items: Iterable[T], pays_from: int = PAYS_FROM) -> None:
        """Do what leaves nothing to be yielded; see `map`."""
        for _ in self.map(do, items, pays_from):
            pass

    def _shared_out(self, do: Callable[[Sequence[T]], list[R]], items: Iterator[T], known: int) -> Iterator[R]:
        """Yield what `map` yields; there are as many items as are `known` or more."""
        executor = self._started()
        room = Semaphore(self._processes * _WAITING)
        waiting: deque[Future[list[R]]] = deque()
        taken = 0
        try:
            # Small stretches where there are few items, so that everybody has something to do to the end.
            while stretch := [*islice(items, min(_LONGEST, 1 + max(known, taken) // (self._processes * 16)))]:
                taken += len(stretch)
                # What took long must not keep others waiting, so that there is room behind it, done or not.
                room.acquire()
                future = executor.submit(do, stretch)
                future.add_done_callback(lambda _: room.release())
                waiting.append(future)
                while waiting and waiting[0].done():
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def _started(self) -> "Executor":
        if self._executor is None:
            if self._cluster:
                self._executor = self._connected()
            else:
                from zhaoshi.building.processes import pool

                self._executor = pool(self._processes)
                self._close = partial(self._executor.shutdown, cancel_futures=True)
        return self._executor

    def _connected(self) -> "Executor":
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
