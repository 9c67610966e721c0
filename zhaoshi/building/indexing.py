"""Making the index of the full-text search: only the shards that changed, here or in worker processes."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from zhaoshi.building.crew import Crew
from zhaoshi.building.sealed import digest_of, read_sealed, sealed, unsealed
from zhaoshi.pages import search_documents, search_index
from zhaoshi.pages.search_index import Layout

_PAYS_FROM = 4
"""Shards from which starting processes is worth its time."""


class Index(Struct, frozen=True, array_like=True):
    """The index of a site whose texts are made."""

    layout: Layout
    digests: tuple[str, ...]
    """Of all that the entries of each shard are made from, the program among it."""


def index_of(layout: Layout, engine: str, sha256: Callable[[str], str]) -> Index:
    """Prepare an index; `engine` is the digest of the program, `sha256` returns that of a file of texts."""
    return Index(
        layout,
        tuple(
            digest_of(engine, layout.bits, shard.texts, [*map(sha256, shard.texts)], shard.overdue)
            for shard in layout.shards
        ),
    )


def index_files(
    index: Index, folder: Path, place: Callable[[str], Path], crew: Crew, before: Index | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index by route: all, or those that may not be as they are in the index `before`.

    `folder` keeps the entries of each shard from build to build; `place` returns where a file of texts stands.
    """
    kept = {digest: entries for digest in index.digests if (entries := _kept(folder / digest)) is not None}
    tasks = [
        (folder / digest, tuple(map(place, shard.texts)), shard.overdue)
        for digest, shard in zip(index.digests, index.layout.shards, strict=True)
        if digest not in kept
    ]
    folder.mkdir(parents=True, exist_ok=True)
    made = crew.map(partial(_make, index.layout.bits), tasks, _PAYS_FROM)
    for (target, *_), entries in zip(tasks, made, strict=True):
        kept[target.name] = entries
    numbers = _differing(index, before, kept, folder)
    for path in folder.iterdir():
        if path.name not in kept:
            with contextlib.suppress(OSError):
                path.unlink()
    yield from search_index.files(index.layout, [kept[digest] for digest in index.digests], numbers)


def _differing(index: Index, before: Index | None, kept: Mapping[str, list[bytes]], folder: Path) -> set[int] | None:
    """Return the numbers of the files of words that differ from those of another index; None where that is unknown."""
    if before is None or before.layout != index.layout:
        return None
    numbers: set[int] = set()
    for old, new in zip(before.digests, index.digests, strict=True):
        if old != new:
            entries = kept.get(old) or _kept(folder / old)
            if entries is None:
                return None
            numbers |= {
                number for number, pair in enumerate(zip(entries, kept[new], strict=True)) if pair[0] != pair[1]
            }
    return numbers


_Task = tuple[Path, tuple[Path, ...], tuple[int, ...]]
"""Where to keep the entries of a shard, the file with the text of each document, the numbers of overdue ones."""


def _make(bits: int, tasks: Sequence[_Task]) -> list[list[bytes]]:
    made = []
    for target, texts, overdue in tasks:
        read = [document for text in dict.fromkeys(texts) for document in search_documents.read(text.read_bytes())]
        entries = search_index.entries(read, bits, overdue)
        with contextlib.suppress(OSError):  # what cannot be kept is made again
            target.write_bytes(sealed(entries))
        made.append(entries)
    return made


def _kept(path: Path) -> list[bytes] | None:
    """Return the entries of a shard, or None where they are not there whole."""
    return unsealed(read_sealed(path), list[bytes])
