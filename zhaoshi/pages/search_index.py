"""The index of the full-text search: where words stand, in files small enough to be fetched for one query.

Documents are bundled into shards of at most 256, and a document is known by its number in its shard. Words are known by
the keys of `text/pairs.py`, which are dealt over a power of two of files. Such a file holds one stretch for each shard:

    6 bytes   name of the shard
    4 bytes   length of the entries that follow, little-endian, as all numbers here
    entries   key, 4 bytes; documents that hold it; documents that hold it in a title or heading

Documents are written as their number and one byte for each, or, where that number is 32, as a map of 256 bits.
`templates/assets/search-index.js` reads this.
"""

import json
import struct
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import blake2b

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.status import Verdict
from zhaoshi.pages import search_documents
from zhaoshi.pages.search_documents import Part, SearchDocument, facet
from zhaoshi.text.pairs import pair_keys, word_key

MOST = 256
"""Documents of a shard."""

_LEAST = 128
_MAP = MOST // 8
_DOCUMENTS = 3
"""For each file of words; so many fill about 8 kB at any size of the site."""
_FEWEST_BITS = 4
_NAME = 6
_SPREAD = 0x9E3779B1
"""2 ** 32 divided by the golden ratio (Knuth, The Art of Computer Programming, 6.4): neighbouring keys part far."""


class Shard(Struct, frozen=True):
    """Documents that are indexed together, newest first."""

    texts: tuple[str, ...]
    """Route of the file that holds the text of each document; equal for those that share one."""
    overdue: tuple[int, ...] = ()
    """Numbers of the documents with findings that are overdue on the day of the build."""

    @property
    def name(self) -> bytes:
        """Digest of which documents there are: under one name, a number always means the same document."""
        return blake2b("\n".join(self.texts).encode(), digest_size=_NAME).digest()


class Layout(Struct, frozen=True):
    """How an index is laid out in files."""

    shards: tuple[Shard, ...]
    """Records first, then notices, newest first."""
    bits: int
    """There are 2 ** `bits` files of words."""


def layout_of(library: Library) -> Layout:
    """Lay the index of everything that can be read out."""
    listed = [route for page in search_documents.record_pages(library) for route in search_documents.routes_in(page)]
    notices = [search_documents.notice_route(notice) for notice in library.standing]
    overdue = {
        search_documents.notice_route(notice) for notice in library.standing if notice.totals_on(library.as_of).overdue
    }
    shards = [Shard(tuple(listed[start : start + MOST])) for start in range(0, len(listed), MOST)]
    shards += [
        Shard(tuple(bundle), tuple(number for number, text in enumerate(bundle) if text in overdue))
        for bundle in bundled(notices)
    ]
    return Layout(tuple(shards), max(_FEWEST_BITS, ((len(listed) + len(notices)) // _DOCUMENTS).bit_length()))


def bundled(texts: Iterable[str]) -> Iterator[list[str]]:
    """Cut a list where the names in it say so, so that what is added or taken away moves only the cuts near it."""
    shard: list[str] = []
    for text in texts:
        shard.append(text)
        if len(shard) == MOST or (len(shard) >= _LEAST and zlib.crc32(text.encode()) % _LEAST == 0):
            yield shard
            shard = []
    if shard:
        yield shard


def listing(shard: Shard) -> bytes:
    """Write which documents a shard holds: the files of their texts as JSON, seen from the search page, compressed."""
    return zlib.compress(json.dumps([text.removeprefix(routes.SEARCH) for text in shard.texts]).encode())


def entries(documents: Sequence[SearchDocument], bits: int, overdue: Collection[int] = ()) -> list[bytes]:
    """Index the documents of one shard: the entries that it adds to each file of words.

    `overdue` are the numbers of those with overdue findings. Their texts say only when a finding becomes overdue, so
    that they stay the same from day to day.
    """
    anywhere: dict[int, int] = {}
    headings: dict[int, int] = {}
    for number, document in enumerate(documents):
        mark = 1 << number
        for key in _keys(document, is_overdue=number in overdue):
            anywhere[key] = anywhere.get(key, 0) | mark
        for key in pair_keys("\n".join(part.texts[0] for part in document.parts)):
            headings[key] = headings.get(key, 0) | mark
    files = [bytearray() for _ in range(1 << bits)]
    for key in sorted(anywhere):
        file = files[(key * _SPREAD & 0xFFFFFFFF) >> (32 - bits)]
        file += struct.pack("<I", key) + _numbers(anywhere[key]) + _numbers(headings.get(key, 0))
    return [bytes(file) for file in files]


def _keys(document: SearchDocument, *, is_overdue: bool) -> set[int]:
    texts = [text for part in document.parts for text in (*part.texts, *part.also, part.written)]
    words = {*document.words, *(word for part in document.parts[1:] for word in _words(part))}
    if is_overdue:
        texts.append(document.overdue)
        words.add(facet("due", "overdue"))
    return pair_keys("\n".join(texts)) | set(map(word_key, words))


def _words(part: Part) -> Iterator[str]:
    yield facet("code", part.anchor.removeprefix("s"))
    if part.status:
        yield facet("status", part.status)
        yield facet("verdict", part.verdict or Verdict.UNVERIFIED)
    if part.late:
        yield facet("due", "late")


def _numbers(marks: int) -> bytes:
    """Write a set of documents, given as a map of bits."""
    count = marks.bit_count()
    if count >= _MAP:
        return bytes((_MAP,)) + marks.to_bytes(_MAP, "little")
    numbers = bytearray((count,))
    while marks:
        lowest = marks & -marks
        numbers.append(lowest.bit_length() - 1)
        marks ^= lowest
    return bytes(numbers)


def files(
    layout: Layout, indexed: Sequence[Sequence[bytes]], numbers: Iterable[int] | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index by route; `indexed` holds the entries of each shard.

    `numbers` names the files of words that are wanted, by default all.
    """
    for shard in layout.shards:
        yield routes.search_shard(shard.name.hex()), listing(shard)
    names = [shard.name for shard in layout.shards]
    for number in range(1 << layout.bits) if numbers is None else numbers:
        data = b"".join(
            name + struct.pack("<I", len(held[number])) + held[number]
            for name, held in zip(names, indexed, strict=True)
        )
        yield routes.search_words(layout.bits, number), data
