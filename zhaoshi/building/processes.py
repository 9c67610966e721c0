"""Worker processes on this machine."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial

_PR_SET_PDEATHSIG = 1


def pool(processes: int) -> Executor:
    """Start workers that end with this process."""
    # A fork of a process with threads may deadlock; a fork of one without is the fastest start there is.
    method = "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
    executor = ProcessPoolExecutor(processes, multiprocessing.get_context(method), partial(_begin, os.getpid()))
    with _no_interrupt():
        executor.submit(os.getpid)  # the first piece of work starts them
    return executor


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Let Ctrl-C wait, also in a process forked meanwhile, which would die of it with a traceback before it begins."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(parent: int) -> None:
    """Start a worker: Ctrl-C is the parent's business, and a worker does not outlive its parent."""
    gc.freeze()  # what the parent made is never garbage here, and looking at it would copy its memory
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
