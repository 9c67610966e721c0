"""Values by path, held packed part by part of the tree: a site has many files, and little is asked of each."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Set
from heapq import merge
from sys import intern
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

NOTICES = "notices"

_OPEN = 2_000
"""Values that are held unpacked: what is asked for next is mostly of the same notice, or of one just before."""


def part_of(path: str) -> str:
    """Return the part of a tree that a file belongs to, its first two folders: `notices/ID`, `updates/2024-05`."""
    end = path.find("/", path.find("/") + 1)
    return path[:end] if end > 0 else path.rpartition("/")[0]


def is_flat(part: str) -> bool:
    """Tell whether the files of a part lie beside the folders of other parts."""
    return "/" not in part


class Shelf(MutableMapping[str, T]):
    """A mapping by path, of which only the parts asked for last are held unpacked.

    Paths come part by part, in the order in which parts and paths were added; a value is replaced in its place.
    """

    def __init__(
        self,
        kind: type[T],
        values: Mapping[str, T] | Iterable[tuple[str, T]] = (),
        part_of: Callable[[str], str] = part_of,
    ) -> None:
        """Begin with some values of a kind; `part_of` names the part of a path."""
        self._decoder: msgspec.msgpack.Decoder[dict[str, T]] = msgspec.msgpack.Decoder(dict[str, kind])  # type: ignore[valid-type]
        self._part_of = part_of
        self._packed: dict[str, bytes] = {}
        self._open: dict[str, dict[str, T]] = {}
        """Those asked for last at the end."""
        self._held = 0
        """Values in open parts."""
        self._changed: set[str] = set()
        """Open parts that are not packed as they are."""
        self.update(values)

    def parts(self) -> Iterator[str]:
        """Yield the name of each part."""
        return iter(self._packed)

    def part(self, name: str) -> Mapping[str, T]:
        """Return the values of one part by path; empty where there are none."""
        return self._opened(name) if name in self._packed else {}

    def encoded(self, name: str) -> bytes:
        """Return the values of one part, encoded."""
        if name in self._changed or name not in self._packed:
            return _encode(self.part(name))
        return zlib.decompress(self._packed[name])

    def take_part(self, name: str, encoded: bytes) -> None:
        """Take the values of a part that is not there yet, encoded."""
        if len(encoded) > len(_EMPTY):
            self._packed[intern(name)] = zlib.compress(encoded, 1)

    def __setitem__(self, path: str, value: T) -> None:
        name = self._part_of(path)
        if name not in self._packed:
            self._packed[intern(name)] = _PACKED_EMPTY  # many shelves have the same parts
        values = self._opened(name)
        self._held += path not in values
        values[path] = value
        self._changed.add(name)
        self._close_first()

    def __delitem__(self, path: str) -> None:
        name = self._part_of(path)
        if name not in self._packed:
            raise KeyError(path)
        del self._opened(name)[path]
        self._held -= 1
        self._changed.add(name)

    def __getitem__(self, path: str) -> T:
        return self.part(self._part_of(path))[path]

    def __iter__(self) -> Iterator[str]:
        for name in self._packed:
            yield from self.part(name)

    def __len__(self) -> int:
        return sum(len(self.part(name)) for name in self._packed)

    def _opened(self, name: str) -> dict[str, T]:
        found = self._open.pop(name, None)
        if found is None:
            found = self._decoder.decode(zlib.decompress(self._packed[name]))
            self._held += len(found)
        self._open[name] = found
        self._close_first()
        return found

    def _close_first(self) -> None:
        """Pack parts that were not asked for lately where many values are unpacked."""
        while self._held > _OPEN and len(self._open) > 1:
            name = next(iter(self._open))
            values = self._open.pop(name)
            self._held -= len(values)
            if name in self._changed:
                self._packed[name] = zlib.compress(_encode(values), 1)
                self._changed.discard(name)


class Paths(Set[str]):
    """A set of paths, held as in `Shelf`; they come in their order."""

    def __init__(self, paths: Iterable[str] = ()) -> None:
        """Begin with some paths."""
        self._shelf = Shelf(bool, ((path, True) for path in paths))

    def add(self, path: str) -> None:
        """Take a path in."""
        self._shelf[path] = True

    def __contains__(self, path: object) -> bool:
        return path in self._shelf

    def __iter__(self) -> Iterator[str]:
        return (path for path, _ in in_order(self._shelf))

    def __len__(self) -> int:
        return len(self._shelf)

    def __bool__(self) -> bool:
        return any(True for _ in self._shelf)


def in_order(shelf: Shelf[T]) -> Iterator[tuple[str, T]]:
    """Yield paths and values in the order of the paths.

    All files of a part stand together in it, but for those that lie beside the folders of other parts.
    """
    flat = {path: value for name in filter(is_flat, shelf.parts()) for path, value in shelf.part(name).items()}
    folders = sorted((name for name in shelf.parts() if not is_flat(name)), key=_folder)
    for place, name in merge(sorted((path, "") for path in flat), ((_folder(name), name) for name in folders)):
        if name:
            yield from sorted(shelf.part(name).items(), key=_path)
        else:
            yield place, flat[place]


def _folder(name: str) -> str:
    return f"{name}/"


def _path(entry: tuple[str, Any]) -> str:
    return entry[0]


_encode = msgspec.msgpack.Encoder().encode
_EMPTY = _encode({})
_PACKED_EMPTY = zlib.compress(_EMPTY, 1)
