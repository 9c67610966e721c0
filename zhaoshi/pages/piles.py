"""Rows gathered by key while notices are gone through once: there are many more of them than notices."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Generic, Protocol, TypeVar

import msgspec
from msgspec import Struct, field

_CHUNK = 8_000
"""Bytes of rows that are packed together, to a fifth or less."""


class _Ordered(Protocol):
    def __lt__(self, other: Any, /) -> bool: ...


K = TypeVar("K", bound=_Ordered)
T = TypeVar("T")


class _Pile(Struct):
    count: int = 0
    packed: list[bytes] = field(default_factory=list)
    last: bytearray = field(default_factory=bytearray)
    """The rows that are not packed yet, encoded."""
    in_last: int = 0


class Piles(Generic[K, T]):
    """Rows by key, held packed; within a key they keep their order."""

    def __init__(self, kind: type[T]) -> None:
        """Begin with nothing; `kind` is what rows are."""
        self._piles: dict[K, _Pile] = {}
        self._decoder: msgspec.msgpack.Decoder[list[T]] = msgspec.msgpack.Decoder(list[kind])  # type: ignore[valid-type]

    def add(self, key: K, row: T) -> None:
        """Put a row behind the others of its key."""
        pile = self._piles.get(key)
        if pile is None:
            pile = self._piles[key] = _Pile()
        _encode_into(row, pile.last, -1)
        pile.count += 1
        pile.in_last += 1
        if len(pile.last) > _CHUNK:
            pile.packed.append(zlib.compress(_array(pile), 1))
            pile.last, pile.in_last = bytearray(), 0

    def counts(self) -> list[tuple[K, int]]:
        """Return the keys in their order, and how many rows each has."""
        return [(key, self._piles[key].count) for key in sorted(self._piles)]

    def rows(self, keys: Iterable[K]) -> Iterator[T]:
        """Yield the rows of some keys."""
        for key in keys:
            pile = self._piles[key]
            for chunk in pile.packed:
                yield from self._decoder.decode(zlib.decompress(chunk))
            yield from self._decoder.decode(_array(pile))


def _array(pile: _Pile) -> bytes:
    """Return the last rows of a pile as an array of MessagePack (array 32)."""
    return b"\xdd" + pile.in_last.to_bytes(4) + pile.last


_encode_into = msgspec.msgpack.Encoder().encode_into
