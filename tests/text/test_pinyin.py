import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.text.pinyin import OTHER, Key, letter, readings


def key_of(name: str) -> Key:
    return readings([name])[name]


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
    assert letter(key_of(name)) == expected


def test_names_are_sorted_by_syllables_and_not_by_letters() -> None:
    names = ["西安路小学", "先锋街道", "西藏路小学", "祥云街道"]

    assert sorted(names, key=key_of) == ["西安路小学", "西藏路小学", "先锋街道", "祥云街道"]


def test_numbers_in_names_are_sorted_as_numbers() -> None:
    names = ["第10中学", "第9中学", "第２中学", "第一中学"]

    assert sorted(names, key=key_of) == ["第２中学", "第9中学", "第10中学", "第一中学"]


def test_the_reading_of_one_place_inside_a_name_does_not_touch_the_rest() -> None:
    assert [syllable for _, _, syllable in key_of("驻单县办事处")] == ["zhu", "shan", "xian", "ban", "shi", "chu"]


@given(st.lists(st.text(max_size=8), max_size=5))
def test_any_names_can_be_sorted(names: list[str]) -> None:
    ordered = sorted(names, key=lambda name: (key_of(name), name))

    assert all(key_of(a) <= key_of(b) for a, b in itertools.pairwise(ordered))
    assert {letter(key_of(name)) for name in names} <= {*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", OTHER}
