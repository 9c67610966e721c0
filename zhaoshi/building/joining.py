"""Long files, put together from parts: those that did not change are copied from the file that is there."""

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

_BLOCK = 1 << 20


class Piece(Struct, frozen=True):
    """Where the bytes of a part lie."""

    file: Path
    start: int
    size: int

    def read(self) -> bytes:
        """Return the bytes."""
        with self.file.open("rb") as file:
            file.seek(self.start)
            return file.read(self.size)


class Scratch:
    """A file into which one process puts the parts that it makes."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is made with the first part."""
        self._path = path
        self._size = 0

    def put(self, data: bytes) -> Piece:
        """Keep a part."""
        self._path.parent.mkdir(exist_ok=True)
        with self._path.open("ab") as file:
            file.write(data)
        self._size += len(data)
        return Piece(self._path, self._size - len(data), len(data))


def pieces_of(file: Path, sizes: Iterable[int]) -> Iterator[Piece]:
    """Yield the pieces of a file that holds parts of these sizes."""
    start = 0
    for size in sizes:
        yield Piece(file, start, size)
        start += size


def join(pieces: Sequence[Piece], target: Path) -> str:
    """Write the pieces one after the other into a new file; returns its SHA-256. Needs memory for one block."""
    digest = hashlib.sha256()
    with target.open("xb") as out:
        for piece in _runs(pieces):
            with piece.file.open("rb") as source:
                source.seek(piece.start)
                left = piece.size
                while left:
                    block = source.read(min(left, _BLOCK))
                    if not block:
                        raise OSError(errno.EIO, os.strerror(errno.EIO), str(piece.file))
                    digest.update(block)
                    out.write(block)
                    left -= len(block)
    return digest.hexdigest()


def _runs(pieces: Sequence[Piece]) -> list[Piece]:
    """Take pieces together that follow each other in one file."""
    runs: list[Piece] = []
    for piece in pieces:
        last = runs[-1] if runs else None
        if last and last.file == piece.file and last.start + last.size == piece.start:
            runs[-1] = Piece(last.file, last.start, last.size + piece.size)
        else:
            runs.append(piece)
    return runs
