"""Attachments, copied into the standby tree as they are."""

import hashlib
from pathlib import Path

from msgspec import Struct

from zhaoshi.building import release
from zhaoshi.problems import EnvironmentFailed, msg
from zhaoshi.system_errors import cannot_read


class Copy(Struct, frozen=True):
    """A file to be copied."""

    path: str
    """Output path."""
    file: str
    """Where it comes from."""
    digest: str
    """Of its bytes when the sources were read."""


def copied(standby: Path, live: Path, copy: Copy) -> tuple[str, bool]:
    """Copy a file unless the live site has it; returns the SHA-256 of its bytes, and whether they were written.

    Raises `EnvironmentFailed` where it cannot be read, or changed since the sources were read.
    """
    try:
        data = Path(copy.file).read_bytes()
    except OSError as error:
        raise cannot_read(copy.file, error) from error
    if hashlib.blake2b(data, digest_size=16).hexdigest() != copy.digest:
        raise EnvironmentFailed(
            msg("{path} is being changed by another program; build again when it is done", path=copy.file)
        )
    return hashlib.sha256(data).hexdigest(), release.offer(standby, live, copy.path, data)
