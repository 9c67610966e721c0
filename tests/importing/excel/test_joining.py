from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhaoshi.importing.excel.joining import Findings, Joined, Row, Unjoined
from zhaoshi.importing.finding_words import bare
from zhaoshi.problems import Location
from zhaoshi.text.codes import SectionCode
from zhaoshi.text.numerals import STANDARD
from zhaoshi.text.outline import Section

NOWHERE = Location("")


def findings(*titles: str) -> Findings:
    """Findings 1.1, 1.2 and so on, below one area."""
    leaves = tuple(Section(SectionCode(f"1.{n}"), "", title, NOWHERE) for n, title in enumerate(titles, start=1))
    return Findings([Section(SectionCode("1"), "", "党的建设", NOWHERE, children=leaves)], STANDARD)


THREE = findings("关于“学习不深入”的问题", "关于“会议记录不规范、原始资料缺失”的问题", "关于“会议记录不及时”的问题")


def join(text: str, among: Findings = THREE) -> Joined | Unjoined:
    return among.join(Row(findings=(text,)))


@pytest.mark.parametrize(
    "text",
    [
        "学习不深入",
        "（一）学习不深入。",
        "1. 关于学习不深入问题",
        "“学习不深入”问题整改情况",
        "关于「学习 不深入」的问题整改进展情况",
        "学习\n不深入",
    ],
)
def test_frame_numeral_and_punctuation_do_not_count(text: str) -> None:
    assert bare(text) == "学习不深入"
    assert join(text) == Joined(SectionCode("1.1"), 1.0, "words")


def test_words_that_are_nearly_the_same_join_with_their_likeness() -> None:
    joined = join("会议记录不够规范，原始资料有缺失")
    assert isinstance(joined, Joined)
    assert (joined.section, joined.by) == ("1.2", "words")
    assert 0.85 < joined.confidence < 1


def test_words_that_hold_a_finding_whole_join() -> None:
    assert join("会议记录不规范、原始资料缺失，2021年以来有12次会议无记录、3次无签到") == Joined(
        SectionCode("1.2"), 0.9, "words"
    )


def test_words_between_two_findings_are_asked_back_with_both() -> None:
    result = findings("会议记录不规范不细致", "会议记录不规范不及时").join(Row(findings=("会议记录不规范",)))
    assert isinstance(result, Unjoined)
    assert (result.reason, [code for code, _ in result.near]) == ("near", ["1.1", "1.2"])


@pytest.mark.parametrize("text", ["财务管理混乱", "不", "。"])
def test_words_of_no_finding_are_asked_back(text: str) -> None:
    result = join(text)
    assert isinstance(result, Unjoined)
    assert result.reason == "unlike"


def test_a_plain_count_of_rows_is_no_section_code() -> None:
    result = THREE.join(Row(number="1"))
    assert isinstance(result, Unjoined)
    assert THREE.join(Row(number="1.2")) == Joined(SectionCode("1.2"), 1.0, "number")


def test_a_number_does_not_count_against_the_words_beside_it() -> None:
    row = Row(number="1.1", findings=("会议记录不及时",))
    assert THREE.join(row) == Joined(SectionCode("1.3"), 1.0, "words")
    unlike = THREE.join(Row(number="1.1", findings=("财务管理混乱",)))
    assert isinstance(unlike, Unjoined)


TITLES = st.lists(
    st.text(st.sampled_from("学习会议记录管理不严格规范深入"), min_size=4, max_size=12),
    min_size=1,
    max_size=8,
    unique_by=bare,
)


@settings(max_examples=100)
@given(TITLES)
def test_the_very_words_of_a_finding_always_join_it(titles: Sequence[str]) -> None:
    among = findings(*titles)
    for number, title in enumerate(titles, start=1):
        assert join(f"关于“{title}”的问题", among) == Joined(SectionCode(f"1.{number}"), 1.0, "words")
