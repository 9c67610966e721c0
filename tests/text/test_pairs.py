"""What a text is found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.text.pairs import folded, pair_keys, word_key


def key(signs: str) -> int:
    return int.from_bytes(signs.encode("utf-16-le"), "little")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("差旅费", {"差", "旅", "费", "差旅", "旅费"}),
        ("报销，差 旅。", {"报", "销", "报销", "差", "旅"}),
        ("“三重一大”制", {"三", "重", "一", "大", "三重", "重一", "一大", "制"}),
        ("费", {"费"}),
        ("用A4纸", {"用", "a", "4", "纸", "用a", "a4", "4纸"}),
        ("２.5", {"2", ".", "5", "2.", ".5"}),
        ("党〔2〕［3］[4]号", {"党", "2", "3", "4", "号"}),
        ("—— ，", set()),
        ("", set()),
    ],
)
def test_a_text_is_found_by_its_characters_and_pairs(text: str, found: set[str]) -> None:
    assert pair_keys(text) == {key(signs) for signs in found}


def test_a_rare_character_is_found_by_its_halves() -> None:
    assert key("𠀀") in pair_keys("𠀀字")
    assert len(pair_keys("𠀀字")) == 3 + 2


@given(st.text(alphabet="差旅费报销制度，。“”（）《》A4x2.5𠀀 \n", max_size=40), st.data())
def test_a_text_holds_the_keys_of_every_stretch_of_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert pair_keys(text[start:end]) <= pair_keys(text)


def test_what_readers_take_for_equal_is_equal() -> None:
    assert folded("ＧＤＰ２０２３年 Gdp") == "gdp2023年 gdp"


def test_the_key_of_a_word_is_its_crc_32() -> None:
    assert word_key("123456789") == 0xCBF43926
