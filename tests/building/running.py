"""Builds in processes of their own: held at a file that they open, killed by their own id, always ended."""

import ctypes
import fcntl
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import pytest

from tests.small_site import AS_OF, FILES

PROJECT = Path(__file__).parents[2]
SECONDS = 60
"""Longest that anything here may take."""

KILLED = -signal.SIGKILL


def command(root: Path, *options: str) -> list[str]:
    """Return the command line that builds the site of a folder."""
    fixed = ["--root", str(root), "--as-of", AS_OF.isoformat(), "--language", "en", "--no-search"]
    return [sys.executable, str(PROJECT / "build.py"), *fixed, *options]


def surroundings(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a build, without what the tests' own environment would change about it."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "COV_", "ZHAOSHI_"))}
    ours.pop("SOURCE_DATE_EPOCH", None)
    return {**ours, **(changes or {})}


SOAK = 20 if os.environ.get("ZHAOSHI_SOAK") else 1
"""How much longer the random tests run under `make soak`."""


def run_build(root: Path, *options: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Build in another process and wait for its end."""
    return subprocess.run(
        command(root, *options), capture_output=True, text=True, timeout=SECONDS, env=surroundings(env), check=False
    )


@contextmanager
def started(root: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Start a build; at the end neither it nor its workers are left."""
    process = subprocess.Popen(
        command(root, *options),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=surroundings(),
        start_new_session=True,
    )
    try:
        yield process
    finally:
        for pid in [process.pid, *children(process.pid)] if process.poll() is None else []:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.communicate(timeout=SECONDS)


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            status = (folder / "stat").read_text()
            if int(status.rpartition(")")[2].split()[1]) == pid:
                found.append(int(folder.name))
    return sorted(found)


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def until(condition: Callable[[], bool], what: str, seconds: float = SECONDS) -> None:
    """Wait for a condition; a test whose condition never comes fails."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"waited in vain until {what}")
        time.sleep(0.002)


class Held:
    """A file that nobody can open until it is let go: whoever tries, waits (a lease, fcntl(2))."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = os.open(path, os.O_RDONLY)
        # Its signal does nothing by default; that of a broken lease would end the tests.
        fcntl.fcntl(self._descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(self._descriptor, fcntl.F_SETLEASE, fcntl.F_WRLCK)

    def until_wanted(self) -> None:
        """Wait until another process tries to open the file."""
        until(
            lambda: fcntl.fcntl(self._descriptor, fcntl.F_GETLEASE) != fcntl.F_WRLCK,
            f"{self._path} is opened",
        )

    def let_go(self) -> None:
        """Let everybody open the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


@contextmanager
def held(path: Path) -> Iterator[Held]:
    """Hold a file; see `Held`."""
    try:
        hold = Held(path)
    except (AttributeError, OSError) as error:
        missing(f"leases on files: {error}")
    try:
        yield hold
    finally:
        hold.let_go()


@contextmanager
def openings(path: Path) -> Iterator[Callable[[], bool]]:
    """Give a function that tells whether somebody has opened a file since (inotify(7))."""
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        assert libc.inotify_add_watch(descriptor, os.fsencode(path), 0x20) >= 0, os.strerror(ctypes.get_errno())
        yield lambda: bool(select.select([descriptor], [], [], 0)[0])
    finally:
        os.close(descriptor)


def missing(what: str) -> NoReturn:
    """Skip a test for something that this machine does not have; on CI everything has to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI needs {what}")
    pytest.skip(f"this machine lacks {what}")


def many_notices(count: int) -> dict[str, str | bytes | None]:
    """Return files that add copies of the notice with a ledger to the small site; each makes two pages.

    The notice without a ledger becomes the newest, so that its page is made first.
    """
    text, ledger = (FILES[f"content/notices/2023-library/{name}"] for name in ("notice.md", "ledger.yaml"))
    museum = "content/notices/2023-museum/notice.md"
    files: dict[str, str | bytes | None] = {
        museum: FILES[museum].replace("published: 2023-06-20", "published: 2024-02-20")
    }
    for number in range(count):
        folder = f"content/notices/copy-{number:03}"
        files[f"{folder}/notice.md"] = text.replace("进展情况的通报", f"进展情况的通报之{number}")
        files[f"{folder}/ledger.yaml"] = ledger
        files[f"{folder}/attachments/rules.csv"] = f"名称,日期\n制度{number},2023-08-01\n"
    return files


def memo(root: Path) -> Path:
    """Return what a build remembers of the notice without a ledger, which only its page asks for."""
    files = (path for path in (root / ".zhaoshi/site/notices").rglob("*") if path.is_file())
    return min(files, key=lambda path: path.stat().st_size)


def edit(root: Path, path: str, old: str, new: str, count: int = -1) -> None:
    """Replace a text in a source, by default wherever it stands; it has to stand there."""
    target = root / path
    text = target.read_text(encoding="utf-8")
    assert old in text
    target.write_text(text.replace(old, new, count), encoding="utf-8")
