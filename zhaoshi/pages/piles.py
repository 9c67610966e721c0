"""Rows gathered by key while notices are gone through once: there are many more of them than notices."""

import zlib
from array import array
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import IO, Any, Generic, Protocol, Self, TypeVar

import msgspec
from msgspec import Struct, field

_CHUNK = 4_000
"""Bytes of rows that are packed together, to a fifth or less."""


class _Ordered(Protocol):
    def __lt__(self, other: Any, /) -> bool: ...


K = TypeVar("K", bound=_Ordered)
T = TypeVar("T")


class _Pile(Struct):
    count: int = 0
    packed: "array[int]" = field(default_factory=lambda: array("Q"))
    """Where packed rows begin and end, in turns."""
    last: bytearray = field(default_factory=bytearray)
    """The rows that are not packed yet, encoded."""
    in_last: int = 0


class Piles(Generic[K, T]):
    """Rows by key, packed into a file; within a key they keep their order. A context manager, which closes the file.

    Raises `OSError` where the disk is full.
    """

    def __init__(self, kind: type[T], file: IO[bytes]) -> None:
        """Begin with nothing and an empty file; `kind` is what rows are."""
        self._piles: dict[K, _Pile] = {}
        self._decoder: msgspec.msgpack.Decoder[list[T]] = msgspec.msgpack.Decoder(list[kind])  # type: ignore[valid-type]
        self._file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, key: K, row: T) -> None:
        """Put a row behind the others of its key; all are put there before the first is asked for."""
        pile = self._piles.get(key)
        if pile is None:
            pile = self._piles[key] = _Pile()
        _encode_into(row, pile.last, -1)
        pile.count += 1
        pile.in_last += 1
        if len(pile.last) > _CHUNK:
            start = self._file.tell()
            pile.packed.extend((start, start + self._file.write(zlib.compress(_array(pile), 1))))
            pile.last, pile.in_last = bytearray(), 0

    def counts(self) -> list[tuple[K, int]]:
        """Return the keys in their order, and how many rows each has."""
        return [(key, self._piles[key].count) for key in sorted(self._piles)]

    def rows(self, keys: Iterable[K]) -> Iterator[T]:
        """Yield the rows of some keys."""
        for key in keys:
            pile = self._piles[key]
            for start, end in zip(pile.packed[::2], pile.packed[1::2], strict=True):
                self._file.seek(start)
                yield from self._decoder.decode(zlib.decompress(self._file.read(end - start)))
            yield from self._decoder.decode(_array(pile))


def _array(pile: _Pile) -> bytes:
    """Return the last rows of a pile as an array of MessagePack (array 32)."""
    return b"\xdd" + pile.in_last.to_bytes(4) + pile.last


_encode_into = msgspec.msgpack.Encoder().encode_into
