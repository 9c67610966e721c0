"""The folder in which a build leaves what the next one needs: who may use it when, and how a file holds a value."""

import errno
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import filelock
import msgspec

from zhaoshi.problems import EnvironmentFailed, msg

T = TypeVar("T")
_CHECKSUM = 16
_LOCK_SECONDS = 60


class StateFolder:
    """The folder `.zhaoshi/NAME/` beside the output folder NAME."""

    def __init__(self, output: Path) -> None:
        self.folder = output.parent / ".zhaoshi" / output.name
        self.previous = self.folder / "previous"
        """Where the site stands for an instant on systems that cannot exchange two folders."""
        self.bytecode = self.folder / "templates"
        self.lock = self.folder / "lock"
        self.rest = self.folder / "rest"
        self.program = self.folder / "program"


@contextmanager
def held(output: Path) -> Iterator[StateFolder]:
    """Keep other builds of one folder out; what the system refuses meanwhile becomes `EnvironmentFailed`."""
    state = StateFolder(output)
    try:
        state.folder.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(state.lock, timeout=_LOCK_SECONDS):
            yield state
    except filelock.Timeout as error:
        raise EnvironmentFailed(msg("another build of {output} is running; wait for it", output=output)) from error
    except OSError as error:
        raise _environment_failure(error, output) from error


def _environment_failure(error: OSError, output: Path) -> EnvironmentFailed:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return EnvironmentFailed(msg("the disk of {output} is full; the site is as it was", output=output))
    if error.errno in (errno.EXDEV, errno.EBUSY):
        return EnvironmentFailed(
            msg("{output} cannot be exchanged as a whole; choose a folder inside it with --out", output=output)
        )
    path = error.filename or output
    reason = error.strerror or str(error)
    return EnvironmentFailed(msg("{path} cannot be written: {reason}; the site is as it was", path=path, reason=reason))


def digest_of(*parts: Any) -> str:
    """Digest values; equal values give equal digests in any process."""
    return hashlib.blake2b(msgspec.msgpack.encode(parts), digest_size=16).hexdigest()


def keep(path: Path, value: object) -> None:
    """Make a value the content of a file, in one step."""
    new = path.with_suffix(".new")
    new.write_bytes(sealed(value))
    new.replace(path)


def sealed(value: object) -> bytes:
    """Encode a value so that a torn file is told from a whole one."""
    data = msgspec.msgpack.encode(value)
    return hashlib.blake2b(data, digest_size=_CHECKSUM).digest() + data


def kept(path: Path, kind: type[T]) -> T | None:
    """Return the value that a file holds, or None where it is not there whole."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    data = content[_CHECKSUM:]
    if hashlib.blake2b(data, digest_size=_CHECKSUM).digest() != content[:_CHECKSUM]:
        return None
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except msgspec.MsgspecError:
        return None
