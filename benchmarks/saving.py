"""How long it takes from saving a notice until a preview server sends the new page."""

import http.client
import subprocess
import time
from pathlib import Path

from benchmarks.edit import edit
from benchmarks.generators.generator import Generator
from benchmarks.processes import cpu_seconds_of_all, end, surroundings

POLL_EVERY = 0.005
QUIET_SECONDS = 5
"""Seconds without work after which a server is taken to wait for the next save."""
BUSY_ABOVE = 0.3
"""CPU seconds within a second from which on a server is taken to be at work."""


def seconds_to_visible(
    generator: Generator, folder: Path, id_: str, *, port: int, saves: int, start_limit: float, limit: float
) -> list[float]:
    """Return the seconds of each save.

    Raises `TimeoutError` where the server does not start or a save does not show in time.
    """
    source = generator.source(folder, id_)
    with (
        (folder / "watch.log").open("wb") as log,
        subprocess.Popen(
            generator.watch(folder, port),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env=surroundings(),
        ) as process,
    ):
        try:
            _wait_for(b"<h1", port, id_, start_limit)
            found = []
            for _ in range(saves):
                _wait_until_idle(process.pid, start_limit)
                start = time.perf_counter()
                _wait_for(edit(source).encode(), port, id_, limit)
                found.append(time.perf_counter() - start)
            return found
        finally:
            end(process)


def _wait_for(words: bytes, port: int, id_: str, limit: float) -> None:
    last = time.perf_counter() + limit
    while words not in _page(port, id_):
        if time.perf_counter() > last:
            raise TimeoutError(f"the server did not send “{words.decode()}” within {limit:.0f} s")
        time.sleep(POLL_EVERY)


def _wait_until_idle(pid: int, limit: float) -> None:
    """Wait until a server has done what it began: some answer before they watch, and miss what is saved meanwhile."""
    last = time.perf_counter() + limit
    before, quiet = -1.0, 0
    while quiet < QUIET_SECONDS and time.perf_counter() < last:
        spent = cpu_seconds_of_all(pid)
        quiet = quiet + 1 if spent - before < BUSY_ABOVE else 0
        before = spent
        time.sleep(1)


def _page(port: int, id_: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", f"/notices/{id_}/")
        response = connection.getresponse()
        body = response.read()
        return body if response.status == 200 else b""
    except (OSError, http.client.HTTPException):
        return b""
    finally:
        connection.close()
