"""What can be found: how text is cut into words, and which documents there are."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.small_site import AS_OF, FILES, make_site
from zhaoshi.building.crew import Crew
from zhaoshi.building.reading import read_records
from zhaoshi.building.scanning import scan
from zhaoshi.building.state import NoticeStore, Record
from zhaoshi.library import Library, assemble
from zhaoshi.model.notice import Notice
from zhaoshi.pages.search_documents import (
    END,
    PRIMARY,
    SHARD_NOTICES,
    SearchDocument,
    citation_word,
    code_word,
    cut,
    documents,
    facet_word,
    page_of,
    plain,
    shards,
)
from zhaoshi.text.citation import short_code
from zhaoshi.text.codes import SectionCode

NOTICE, LEDGER = (f"content/notices/2023-library/{name}" for name in ("notice.md", "ledger.yaml"))
HAN = re.compile(r"[々〇㐀-䶿一-鿿豈-\ufaff\U00020000-\U0003ffff]")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("差旅费", ["差旅", "旅费", "费"]),
        ("报销，差旅费。", ["报销", "销，", "差旅", "旅费", "费。"]),
        ("“三重一大”制度", ["“三重", "重一", "一大", "大”", "制度", "度"]),
        ("费", ["费"]),
        ("使用 A4 纸 2.5 万张", ["使用", "用", "A4", "纸", "2.5", "万张", "张"]),
        ("ＧＤＰ２０２３年", ["GDP2023", "年"]),
        ("—— ，", []),
        ("", []),
    ],
)
def test_chinese_becomes_pairs_and_its_last_character(text: str, words: list[str]) -> None:
    assert cut(text) == words


@given(st.text(alphabet="差旅费报销制度，。“”（）《》A4x2.5 \n", max_size=40), st.data())
def test_every_part_of_a_run_of_characters_is_found(text: str, data: st.DataObject) -> None:
    runs = re.findall(r"[差旅费报销制度]+", text)
    words = [re.sub(r"[^\w]", "", word) for word in cut(text)]
    for run in runs:
        start = data.draw(st.integers(0, len(run) - 1))
        part = run[start : start + 2]
        assert any(word.startswith(part) for word in words)


@given(st.text(alphabet="差旅费报销，。“（》A4x", max_size=40))
def test_words_give_the_text_back(text: str) -> None:
    given_back = "".join(word[:-1] if len(HAN.findall(word)) == 2 else word for word in cut(text))
    assert given_back == (text if re.search(r"\w", text) else "")


def test_a_code_is_a_prefix_of_the_codes_below_it() -> None:
    assert code_word(SectionCode("2.1.4.2")) == "c2x1x4x2"
    assert code_word(SectionCode("2.1.4.2")).startswith(code_word(SectionCode("2.1")) + "x")


def test_a_facet_is_one_word_without_signs_that_cut_words() -> None:
    assert facet_word("round", "2023-1") == "f_round_2023_1_"
    assert not facet_word("round", "2023-10").startswith(facet_word("round", "2023-1"))


def test_rendered_markdown_is_read_block_by_block() -> None:
    assert plain("<p>甲<strong>乙</strong> &lt;丙&gt;</p>\n<ul><li>丁</li></ul>") == ["甲乙 <丙>", "丁"]


class Read:
    """A library with the whole notices that belong to it."""

    def __init__(self, root: Path) -> None:
        sources, problems = scan(root, {})
        assert not problems
        store = NoticeStore(root / "store")
        record = Record()
        records, record.summaries, problems = read_records(sources, record, store, Crew())
        assert records, problems
        self.library: Library = assemble(records, AS_OF)[0]
        self.load: Callable[[str], Notice | None] = store.load

    def documents(self) -> list[SearchDocument]:
        def load(digest: str) -> Notice:
            notice = self.load(digest)
            assert notice
            return notice

        return [document for shard in shards(self.library) for document in documents(shard, load)]


def test_every_notice_unit_round_reply_and_register_is_a_document(tmp_path: Path) -> None:
    found = {(document.kind, document.href) for document in Read(make_site(tmp_path)).documents()}
    assert found == {
        ("home", "./"),
        ("notice", "notices/2023-library/"),
        ("notice", "notices/2023-museum/"),
        ("unit", "units/library/"),
        ("unit", "units/museum/"),
        ("round", "rounds/2023-1/"),
        ("reply", "replies/#reply-opening-hours"),
        ("institutions", "institutions/"),
    }


def test_a_finding_carries_its_code_status_text_and_ledger(tmp_path: Path) -> None:
    notice = next(d for d in Read(make_site(tmp_path)).documents() if d.href == "notices/2023-library/")
    part = next(part for part in notice.parts if part.anchor == "s2.1.1")
    assert part.words == (
        "c2x1x1",
        citation_word(short_code("2023-library"), SectionCode("2.1.1")),
        "f_status_completed_",
    )
    assert part.label == "二（一）1"
    assert part.texts[0] == "关于“学习不深入”的问题"
    assert {"一是修订学习制度。", "办公室", "完成整改 制度已经印发。"} <= set(part.texts)
    assert any("学习制度" in text for text in part.texts[2:])


def test_addresses_name_files_where_links_do(tmp_path: Path) -> None:
    site = FILES["content/site.yaml"] + "links: file\n"
    found = Read(make_site(tmp_path, {"content/site.yaml": site})).documents()
    assert "notices/2023-library/index.html" in {document.href for document in found}


def test_nothing_of_a_withdrawn_notice_can_be_found(tmp_path: Path) -> None:
    text = FILES[NOTICE].replace("unit: library", "unit: library\nwithdrawn: {on: 2024-02-10, reason: 内容有误}", 1)
    found = Read(make_site(tmp_path, {NOTICE: text})).documents()
    assert not any("2023-library" in document.href for document in found)
    assert not any("借阅秩序" in text for document in found for part in document.parts for text in part.texts)


def test_shards_are_bounded_and_part_at_years(tmp_path: Path) -> None:
    plain_notice = FILES["content/notices/2023-museum/notice.md"]
    many = {f"content/notices/m-{number}/notice.md": plain_notice for number in range(SHARD_NOTICES)}
    library = Read(make_site(tmp_path, many)).library
    found = {shard.name: len(shard.notices) for shard in shards(library)}
    assert sum(found.values()) == SHARD_NOTICES + 2
    assert max(found.values()) == SHARD_NOTICES
    assert next(iter(found)) == PRIMARY
    assert all(re.fullmatch(rf"{PRIMARY}|20\d\d-\d+", name) for name in found)


def test_what_is_written_for_pagefind_is_escaped(tmp_path: Path) -> None:
    text = FILES[NOTICE].replace("高度重视，迅速部署。", "高度重视 `<script>` &amp; “部署”。")
    page = next(
        page_of(document)
        for document in Read(make_site(tmp_path, {NOTICE: text})).documents()
        if "library" in document.href and document.kind == "notice"
    )
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert END in page
