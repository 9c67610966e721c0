import itertools
import random
import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from zhaoshi.text.pinyin import OTHER, key, letter, syllables

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("重庆路小学", "C"),
        ("重点工程建设办公室", "Z"),
        ("长宁街道", "C"),
        ("长葛市档案馆", "C"),
        ("长者服务中心", "Z"),
        ("长子县第一中学", "Z"),
        ("单县路社区", "S"),
        ("单位后勤中心", "D"),
        ("曾都路小学", "Z"),
        ("行政审批局", "X"),
        ("行业协会", "H"),
        ("乐清路街道", "Y"),
        ("音乐厅", "Y"),
        ("区图书馆", "Q"),
        ("绿化管理站", "L"),
        ("“云岫”文化公司", "Y"),
        ("A1产业园", "A"),
        ("ａ１产业园", "A"),
        ("12345热线办", OTHER),
        ("…", OTHER),
        ("", OTHER),
    ],
)
def test_a_name_stands_under_the_letter_of_its_reading(name: str, expected: str) -> None:
    assert letter(key(name)) == expected


def test_names_are_sorted_by_syllables_and_not_by_letters() -> None:
    names = ["西安路小学", "先锋街道", "西藏路小学", "祥云街道"]

    assert sorted(names, key=key) == ["西安路小学", "西藏路小学", "先锋街道", "祥云街道"]


def test_numbers_in_names_are_sorted_as_numbers() -> None:
    names = ["第10中学", "第9中学", "第２中学", "第一中学"]

    assert sorted(names, key=key) == ["第２中学", "第9中学", "第10中学", "第一中学"]


def test_the_reading_of_one_place_inside_a_name_does_not_touch_the_rest() -> None:
    assert [syllable for _, _, syllable in key("驻单县办事处")] == ["zhu", "shan", "xian", "ban", "shi", "chu"]


@given(st.lists(st.text(max_size=8), max_size=5))
def test_any_names_can_be_sorted(names: list[str]) -> None:
    ordered = sorted(names, key=lambda name: (key(name), name))

    assert all(key(a) <= key(b) for a, b in itertools.pairwise(ordered))
    assert {letter(key(name)) for name in names} <= {*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", OTHER}


def test_the_table_is_that_of_the_dictionaries() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "readings.py"))["table"]()

    assert (ROOT / "zhaoshi" / "text" / "readings.py").read_text(encoding="utf-8") == made


def test_texts_are_read_as_the_dictionaries_read_them() -> None:
    chance = random.Random(1)
    phrases, characters = list(PHRASES_DICT), [chr(code) for code in PINYIN_DICT]
    sources = (phrases, phrases, characters, ["局", "2", "ab c", "（", "，·"])
    texts = ["".join(chance.choice(chance.choice(sources)) for _ in range(6)) for _ in range(5_000)]

    assert [syllables(text) for text in texts] == [lazy_pinyin(text) for text in texts]
