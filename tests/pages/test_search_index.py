"""The index: where words stand, and how documents are bundled."""

import json
import struct
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.pages.search_documents import Part, SearchDocument
from zhaoshi.pages.search_index import MOST, Layout, Shard, bundled, entries, files, listing
from zhaoshi.text.pairs import word_key

BITS = 4
NAME = 6


def document(*texts: str) -> SearchDocument:
    """Make a document with a title, a finding with a heading, and its text."""
    head, heading, *blocks = texts
    parts = (
        Part(texts=(head,)),
        Part(anchor="s2.1", status="completed", late=3, written="办结", also=("已完成",), texts=(heading, *blocks)),
    )
    return SearchDocument(kind="notice", href="./", words=("unit:library",), overdue="逾期", parts=parts)


def key(signs: str) -> int:
    return int.from_bytes(signs.encode("utf-16-le"), "little")


def numbers(data: bytes, at: int) -> tuple[set[int], int]:
    """Read a set of documents and where it ends."""
    count = data[at]
    stored = data[at + 1 : at + 1 + count]
    if count == MOST // 8:
        return {n for n in range(MOST) if stored[n // 8] >> n % 8 & 1}, at + 1 + count
    return set(stored), at + 1 + count


def stretch(data: bytes) -> Iterator[tuple[int, set[int], set[int]]]:
    """Read the entries of one shard in one file."""
    at = 0
    while at < len(data):
        (found,) = struct.unpack_from("<I", data, at)
        anywhere, after = numbers(data, at + 4)
        headings, at = numbers(data, after)
        yield found, anywhere, headings


def index(*documents: SearchDocument, overdue: tuple[int, ...] = ()) -> dict[int, tuple[set[int], set[int]]]:
    """Index documents and read all of it."""
    made = entries(documents, BITS, overdue)
    return {found: (anywhere, headings) for file in made for found, anywhere, headings in stretch(file)}


def test_an_entry_says_where_a_pair_stands_and_whether_in_a_heading() -> None:
    found = index(document("关于整改的通报", "差旅费", "报销"), document("通报", "报销", "差旅"))
    assert found[key("通报")] == ({0, 1}, {0, 1})
    assert found[key("差旅")] == ({0, 1}, {0})
    assert found[key("旅费")] == ({0}, {0})
    assert found[key("报销")] == ({0, 1}, {1})


@pytest.mark.parametrize("word", ["unit:library", "code:2.1", "status:completed", "verdict:unverified", "due:late"])
def test_an_entry_says_where_a_code_a_status_and_a_limit_stand(word: str) -> None:
    assert index(document("甲", "乙"))[word_key(word)] == ({0}, set())


@pytest.mark.parametrize("pair", ["已完", "完成", "办结"])
def test_an_entry_says_where_the_words_of_a_status_stand(pair: str) -> None:
    assert index(document("甲", "乙"))[key(pair)] == ({0}, set())


@pytest.mark.parametrize("found", [word_key("due:overdue"), key("逾期")])
def test_only_what_is_overdue_is_found_as_overdue(found: int) -> None:
    documents = document("甲", "乙"), document("丙", "丁")
    assert index(*documents, overdue=(1,))[found] == ({1}, set())
    assert found not in index(*documents)


@given(st.lists(st.booleans(), min_size=1, max_size=MOST))
def test_any_set_of_documents_is_read_back(held: list[bool]) -> None:
    found = index(*(document("差旅" if holds else "通报", "问题") for holds in held))
    wanted = {number for number, holds in enumerate(held) if holds}
    assert found.get(key("差旅"), (set(), set())) == (wanted, wanted)


def test_every_entry_stands_in_one_file_by_its_key() -> None:
    made = entries([document("关于整改的通报", "差旅费", "报销")], BITS)
    assert len(made) == 1 << BITS
    for number, file in enumerate(made):
        for found, *_ in stretch(file):
            assert (found * 0x9E3779B1) % 2**32 >> (32 - BITS) == number


def test_files_hold_the_stretch_of_every_shard_in_order() -> None:
    layout = Layout((Shard(("search/texts/a.dat",)), Shard(("search/texts/b.dat",))), BITS)
    made = [entries([document("差旅", "甲")], BITS), entries([document("旅费", "乙")], BITS)]
    written = dict(files(layout, made))
    for number in range(1 << BITS):
        data, at = written[f"search/words/{BITS}-{number:x}.dat"], 0
        for shard, held in zip(layout.shards, made, strict=True):
            assert data[at : at + NAME] == shard.name
            (length,) = struct.unpack_from("<I", data, at + NAME)
            at += NAME + 4
            assert data[at : at + length] == held[number]
            at += length
        assert at == len(data)
    for shard in layout.shards:
        assert written[f"search/shards/{shard.name.hex()}.dat"] == listing(shard)


def test_a_listing_names_the_file_of_each_document_seen_from_the_search_page() -> None:
    shard = Shard(("search/texts/units-1.dat", "search/texts/units-1.dat", "search/texts/home.dat"))
    assert json.loads(zlib.decompress(listing(shard))) == ["texts/units-1.dat", "texts/units-1.dat", "texts/home.dat"]


NAMES = [f"search/texts/notices/n-{number}.dat" for number in range(4000)]


def test_shards_are_bounded_and_hold_everything_in_order() -> None:
    shards = [*bundled(NAMES)]
    assert [name for shard in shards for name in shard] == NAMES
    assert all(len(shard) <= MOST for shard in shards)
    assert len(shards) <= len(NAMES) / (MOST / 2)


@given(st.integers(0, len(NAMES) - 1))
def test_a_notice_more_or_less_moves_few_shards(gone: int) -> None:
    before = {tuple(shard) for shard in bundled(NAMES)}
    after = {tuple(shard) for shard in bundled(NAMES[:gone] + NAMES[gone + 1 :])}
    assert len(after - before) <= len(before) / 2
    assert len(before - after) <= len(before) / 2


def test_one_name_stands_for_one_order_of_documents() -> None:
    assert Shard(("a", "b")).name == Shard(("a", "b")).name
    assert len({Shard(texts).name for texts in [("a", "b"), ("b", "a"), ("a",), ("a", "b", "b"), ()]}) == 5
