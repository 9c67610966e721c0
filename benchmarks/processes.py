"""Commands run to their end, with wall time, CPU time and memory of all processes together."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

SAMPLE_EVERY = 0.02
"""Seconds between two looks at the memory of all processes."""


@dataclass(frozen=True, slots=True)
class Run:
    """One command that has ended well."""

    seconds: float
    cpu_seconds: float
    """User and system time of all its processes."""
    megabytes: float
    """Largest sum over all its processes at one time; 0 where memory was not asked for."""


def surroundings() -> dict[str, str]:
    """Return the environment of commands: programs in Python keep their compiled modules, as they do for users."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: Sequence[str], folder: Path, *, limit: float, memory: bool = False) -> Run:
    """Run a command in a folder.

    Looking at memory slows a command down, so that time and memory are taken from different runs. Memory is the
    proportional set size on Linux, which counts a page shared by several processes once; elsewhere the resident set.

    Raises `TimeoutError` after `limit` seconds, `RuntimeError` with the end of its output where it fails.
    """
    log = folder / "log"
    before = os.times()
    start = time.perf_counter()
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            env=surroundings(),
        ) as process,
    ):
        ended = threading.Event()
        late = threading.Timer(limit, end, (process,))
        late.start()
        peaks = [0.0]
        watcher = threading.Thread(target=_watch_memory, args=(process.pid, ended, peaks))
        if memory:
            watcher.start()
        process.wait()
        seconds = time.perf_counter() - start
        in_time = late.is_alive()
        late.cancel()
        ended.set()
        if memory:
            watcher.join()
    after = os.times()
    if not in_time:
        raise TimeoutError(f"{Path(command[0]).name} took more than {limit:.0f} s")
    if process.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace")[-2_000:]
        raise RuntimeError(f"{' '.join(command)} failed:\n{tail}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(seconds, cpu, peaks[0])


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a process that leads a session of its own, and all that it has started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def _watch_memory(pid: int, ended: threading.Event, peaks: list[float]) -> None:
    while not ended.wait(SAMPLE_EVERY):
        peaks[0] = max(peaks[0], megabytes_of_all(pid))


def megabytes_of_all(pid: int) -> float:
    """Return the memory of a process and all that it has started."""
    try:
        root = psutil.Process(pid)
        return sum(map(_memory, (root, *root.children(recursive=True)))) / 1e6
    except psutil.Error:
        return 0.0


def cpu_seconds_of_all(pid: int) -> float:
    """Return the user and system time so far of a process and all that it has started and that still run."""
    try:
        root = psutil.Process(pid)
        times = [process.cpu_times() for process in (root, *root.children(recursive=True))]
    except psutil.Error:
        return 0.0
    return float(sum(each.user + each.system for each in times))


def _memory(process: psutil.Process) -> int:
    try:
        memory = process.memory_full_info()
    except psutil.Error:
        return 0
    return int(getattr(memory, "pss", memory.rss))
