"""Making the index of the full-text search: only the shards that changed, here or in worker processes."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct

from zhaoshi.building.crew import Crew
from zhaoshi.building.state_folder import digest_of
from zhaoshi.pages import search_documents, search_index
from zhaoshi.pages.search_index import SearchPlan

_CHECKSUM = 16
_PAYS_FROM = 4
"""Shards from which starting processes is worth its time."""


class Index(Struct, frozen=True):
    """The index of a site whose texts are made."""

    plan: SearchPlan
    digests: tuple[str, ...]
    """Of all that the entries of each shard are made from."""

    @property
    def digest(self) -> str:
        """Of all that the index is made from."""
        return digest_of(self.digests)


def index_of(plan: SearchPlan, sha256: Callable[[str], str]) -> Index:
    """Prepare an index; `sha256` returns the digest of a file of texts."""
    return Index(plan, tuple(digest_of(plan.bits, shard.texts, [*map(sha256, shard.texts)]) for shard in plan.shards))


def index_files(index: Index, folder: Path, place: Callable[[str], Path], crew: Crew) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the index by route.

    `folder` keeps the entries of each shard from build to build; `place` returns where a file of texts stands.
    """
    kept = {digest: entries for digest in index.digests if (entries := _kept(folder / digest)) is not None}
    tasks = [
        (folder / digest, tuple(map(place, shard.texts)))
        for digest, shard in zip(index.digests, index.plan.shards, strict=True)
        if digest not in kept
    ]
    folder.mkdir(parents=True, exist_ok=True)
    made = crew.map(partial(_make, index.plan.bits), tasks, _PAYS_FROM)
    for (target, _), entries in zip(tasks, made, strict=True):
        kept[target.name] = entries
    for path in folder.iterdir():
        if path.name not in kept:
            with contextlib.suppress(OSError):
                path.unlink()
    yield from search_index.files(index.plan, [kept[digest] for digest in index.digests])


_Task = tuple[Path, tuple[Path, ...]]
"""Where to keep the entries of a shard, and the file with the text of each document."""


def _make(bits: int, tasks: Sequence[_Task]) -> list[list[bytes]]:
    made = []
    for target, texts in tasks:
        read = [document for text in dict.fromkeys(texts) for document in search_documents.read(text.read_bytes())]
        entries = search_index.entries(read, bits)
        data = msgspec.msgpack.encode(entries)
        with contextlib.suppress(OSError):  # what cannot be kept is made again
            target.write_bytes(_checksum(data) + data)
        made.append(entries)
    return made


def _kept(path: Path) -> list[bytes] | None:
    """Return the entries of a shard, or None where they are not there whole."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    whole = _checksum(data[_CHECKSUM:]) == data[:_CHECKSUM]
    return msgspec.msgpack.decode(data[_CHECKSUM:], type=list[bytes]) if whole else None


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_CHECKSUM).digest()
