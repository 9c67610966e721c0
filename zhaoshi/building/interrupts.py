"""Ctrl-C, where something has to be completed first."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TooLate(KeyboardInterrupt):
    """Somebody interrupted what could only be completed; it is."""


@contextmanager
def waiting() -> Iterator[None]:
    """Let Ctrl-C wait for the end of a block, and raise `TooLate` there.

    Elsewhere than in the main thread, and where somebody else answers Ctrl-C, nothing is done: none arrives.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        raise TooLate
