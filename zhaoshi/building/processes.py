"""Worker processes on this machine."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial

_PR_SET_PDEATHSIG = 1


def pool(processes: int) -> Executor:
    """Start workers that end with this process."""
    # A fork of a process with threads may deadlock; a fork of one without is the fastest start there is.
    method = "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
    return ProcessPoolExecutor(processes, multiprocessing.get_context(method), partial(_begin, os.getpid()))


def _begin(parent: int) -> None:
    """Start a worker: Ctrl-C is the parent's business, and a worker does not outlive its parent."""
    gc.freeze()  # what the parent made is never garbage here, and looking at it would copy its memory
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
