"""Where a file that was asked for goes, and how it gets there whole."""

import contextlib
import os
import secrets
from pathlib import Path

from msgspec import Struct

from zhaoshi.problems import EnvironmentFailed, msg
from zhaoshi.system_errors import cannot_write


class Exported(Struct, frozen=True):
    """A file that was written."""

    path: Path
    pages: int | None = None
    """None where the kind of file has no pages of its own."""
    left_out: tuple[str, ...] = ()
    """Addresses that the page names for pictures or styles and that are not part of it."""


def target_of(out: Path | None, name: str) -> Path:
    """Return the file that is meant by `--out`: a file, or a folder for the file `name`; by default here."""
    target = out or Path()
    return target / name if target.is_dir() else target


def write(target: Path, data: bytes) -> None:
    """Write beside the target, then put the file in its place, so that nobody ever finds half of it."""
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        if isinstance(error, PermissionError):
            raise EnvironmentFailed(
                msg(
                    "{path} cannot be written: close it in the program that has it open, or ask for leave to write it",
                    path=target,
                )
            ) from error
        raise cannot_write(target, error) from error
