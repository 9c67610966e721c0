"""The record in one file, group by group, so that one can be read, or all of them written, without holding the rest.

The file holds the encoded groups one after the other, then its contents, sealed, and in its last eight bytes how long
these are. The seal of the contents names the record.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from struct import Struct

from zhaoshi.building.record import Kept, Record, take_apart
from zhaoshi.building.sealed import Damaged, checksum, seal_of, sealed, unsealed

_LENGTH = 8


_Places = dict[str, bytes]
"""By name of a group, where it begins, its size and its checksum, see `_PLACE`."""
_PLACE = Struct(">QI16s")


class _Groups(Mapping[str, bytes]):
    """The groups of a file, read when they are asked for; raises `Damaged` where one is not there whole."""

    def __init__(self, file: Path, places: _Places) -> None:
        self._file = file
        self._places = places

    def __getitem__(self, name: str) -> bytes:
        start, size, seal = _PLACE.unpack(self._places[name])
        try:
            with self._file.open("rb") as file:
                file.seek(start)
                data = file.read(size)
        except OSError as error:
            raise Damaged(name) from error
        if checksum(data) != seal:
            raise Damaged(name)
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def save_record(path: Path, record: Record) -> bytes:
    """Put a record in the place of a file, whole or not at all; returns its name."""
    start = 0
    places: _Places = {}
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        for name, data in take_apart(record):
            file.write(data)
            places[name] = _PLACE.pack(start, len(data), checksum(data))
            start += len(data)
        kept = Kept(
            engine=record.engine,
            templates=record.templates,
            closures=record.closures,
            earlier=record.earlier,
            gone=record.gone,
            lost=record.lost,
            base_url=record.base_url,
            contents=record.contents,
            shared=record.shared,
            index=record.index,
        )
        contents = sealed((kept, places))
        file.write(contents + len(contents).to_bytes(_LENGTH))
    new.replace(path)
    return seal_of(contents)


def load_record(path: Path) -> tuple[bytes, Kept] | None:
    """Return name and record, its groups not read yet; None where it is not there whole."""
    try:
        with path.open("rb") as file:
            end = file.seek(0, 2)
            file.seek(max(0, end - _LENGTH))
            length = int.from_bytes(file.read(_LENGTH))
            if length > end - _LENGTH:
                return None
            file.seek(end - _LENGTH - length)
            data = file.read(length)
    except OSError:
        return None
    found = unsealed(data, tuple[Kept, _Places])
    if found is None:
        return None
    kept, places = found
    if sum(size for _, size, _ in map(_PLACE.unpack, places.values())) != end - _LENGTH - length:
        return None
    kept.groups = _Groups(path, places)
    return seal_of(data), kept
