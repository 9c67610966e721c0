"""Attachments, copied into the standby tree as they are."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from zhaoshi.building import release
from zhaoshi.building.scanning import cannot_read
from zhaoshi.problems import EnvironmentFailed, msg

PAYS_FROM = 500
"""Files from which starting processes is worth its time."""


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


class Copied(Struct, frozen=True):
    """A file that was copied."""

    path: str
    digest: str
    sha256: str
    is_written: bool
    """False where the live site already holds these bytes."""


def copy_all(standby: Path, copies: Sequence[Copy]) -> list[Copied]:
    """Copy files; raises `EnvironmentFailed` where one cannot be read, or changed since the sources were read."""
    return [_copied(standby, copy) for copy in copies]


def _copied(standby: Path, copy: Copy) -> Copied:
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
    return Copied(copy.path, copy.digest, sha256, sha256 != copy.unless)
