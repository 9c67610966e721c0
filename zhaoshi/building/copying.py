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
    unless: str
    """SHA-256 of the bytes that the live site holds whole; equal bytes are not written again. Empty to write."""


def copied(standby: Path, copy: Copy) -> str:
    """Copy a file unless the live site already holds it; returns the SHA-256 of its bytes.

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
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 != copy.unless:
        release.write(standby, copy.path, data)
    return sha256
