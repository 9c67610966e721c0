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
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if came:
        raise TooLate
