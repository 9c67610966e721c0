"""Values as bytes: encoded so that a torn file is told from a whole one, and digested."""

import hashlib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_CHECKSUM = 16


class Damaged(Exception):  # noqa: N818
    """Something that was remembered is no longer there whole."""


def digest_of(*parts: Any) -> str:
    """Digest values; equal values give equal digests in any process."""
    return hashlib.blake2b(msgspec.msgpack.encode(parts), digest_size=16).hexdigest()


def sealed(value: object) -> bytes:
    """Encode a value with a checksum before it."""
    data = msgspec.msgpack.encode(value)
    return checksum(data) + data


def unsealed(data: bytes | memoryview, kind: type[T]) -> T | None:
    """Decode a value, or return None where it is not whole or not of this kind."""
    content = memoryview(data)[_CHECKSUM:]
    if checksum(content) != data[:_CHECKSUM]:
        return None
    try:
        return msgspec.msgpack.decode(content, type=kind)
    except msgspec.MsgspecError:
        return None


def seal_of(data: bytes) -> bytes:
    """Return the checksum of an encoded value, which names it."""
    return data[:_CHECKSUM]


def read_sealed(path: Path) -> bytes:
    """Return what a file holds; empty where there is none."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def replace_sealed(path: Path, value: object) -> bytes:
    """Put a value in the place of a file, whole or not at all; returns the checksum."""
    data = sealed(value)
    new = path.with_suffix(".new")
    new.write_bytes(data)
    new.replace(path)
    return seal_of(data)


def checksum(data: bytes | memoryview) -> bytes:
    """Return what tells whether bytes are whole."""
    return hashlib.blake2b(data, digest_size=_CHECKSUM).digest()
