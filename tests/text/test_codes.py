from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.text.codes import SectionCode, code, is_within, nearest, places, read_code, shown
from zhaoshi.text.numerals import STANDARD, Numbering, Style

NUMBERINGS: list[Numbering] = [styles for length in range(1, 5) for styles in permutations(Style, length)]
"""Every numbering that `read_numbering` can give."""


@given(data=st.data(), numbering=st.sampled_from(NUMBERINGS))
def test_what_is_shown_reads_back_in_every_numbering(data: st.DataObject, numbering: Numbering) -> None:
    numbers = data.draw(st.lists(st.integers(1, 999), min_size=1, max_size=len(numbering)))
    assert read_code(shown(code(numbers), numbering), numbering) == code(numbers)


@given(data=st.data(), numbering=st.sampled_from(NUMBERINGS))
def test_the_numerals_of_the_headings_read_back_in_every_numbering(data: st.DataObject, numbering: Numbering) -> None:
    numbers = data.draw(st.lists(st.integers(1, 999), min_size=1, max_size=len(numbering)))
    text = "".join(style.numeral(number) for style, number in zip(numbering, numbers, strict=False))
    assert read_code(text, numbering) == code(numbers)


@given(numbers=st.lists(st.integers(1, 999), min_size=1, max_size=6), numbering=st.sampled_from([(), *NUMBERINGS]))
def test_points_read_back_whatever_the_numbering(numbers: list[int], numbering: Numbering) -> None:
    dotted = code(numbers)
    assert read_code(dotted, numbering) == dotted
    assert places(dotted) == tuple(numbers)


@pytest.mark.parametrize(
    "text",
    [
        "2.1.4.2",
        " 2.1.4.2 ",
        "二（一）4（2）",
        "二、（一）4.（2）",
        "二(一)4(2)",
        "二、 （一） 4. （2）",
        "二（一）４（2）",
    ],
)
def test_all_spellings_of_one_place_are_one_code(text: str) -> None:
    assert read_code(text) == "2.1.4.2"


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "2.",
        ".2",
        "2..1",
        "0",
        "2.0",
        "02.1",
        "2.1000",
        "二（一）4（2）（3）",
        "（一）二",
        "甲",
        "2,1",
        "二（零）",
        "二 是",
    ],
)
def test_what_is_no_code_is_refused(text: str) -> None:
    assert read_code(text) is None


@pytest.mark.parametrize(
    ("section", "numbering", "text"),
    [
        ("2.1.4.2", STANDARD, "二（一）4（2）"),
        ("2", STANDARD, "二"),
        ("12.11", STANDARD, "十二（十一）"),
        ("1.2.3", STANDARD[1:], "（一）2（3）"),
        ("2.3", (Style.HAN, Style.ARABIC), "二3"),
        ("2.1", (), "2.1"),
        ("1.1.1.1.1", STANDARD, "1.1.1.1.1"),
        ("1000", STANDARD, "1000"),
    ],
)
def test_codes_are_shown_with_official_numerals_where_there_are_any(
    section: str, numbering: Numbering, text: str
) -> None:
    assert shown(SectionCode(section), numbering) == text


def test_codes_sort_in_document_order_by_their_places() -> None:
    ordered = [SectionCode(text) for text in ("1", "1.2", "1.2.1", "1.10", "2", "10")]
    assert sorted(set(ordered), key=places) == ordered


@pytest.mark.parametrize(
    ("section", "ancestor", "within"),
    [("2.1", "2", True), ("2.1", "2.1", True), ("21", "2", False), ("2.10", "2.1", False), ("2", "2.1", False)],
)
def test_a_section_is_within_itself_and_what_stands_above_it(section: str, ancestor: str, within: bool) -> None:
    assert is_within(SectionCode(section), SectionCode(ancestor)) is within


def test_the_nearest_codes_come_best_first() -> None:
    known = [SectionCode(text) for text in ("1", "2.1.1", "2.1.2", "2.2.1", "7.7.7.7")]
    assert nearest("2.1.3", known, 2) == ["2.1.2", "2.1.1"]
    assert nearest("甲", known) == []
