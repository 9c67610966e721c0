"""Twice the text costs twice the work: nothing is done anew for every line, change or mark."""

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importing.importing import imported
from zhaoshi.importing.manuscript import Manuscript, Paragraph
from zhaoshi.importing.text.pasted import read_text
from zhaoshi.importing.text.proof import difference
from zhaoshi.importing.text.wording import Edit, Group, Kind, Mark, Wording, edited
from zhaoshi.problems import msg

HEAD = "关于图书馆整改情况的通报\n\n一、整改情况\n\n"
TABLE = "| 反馈问题 | 整改措施 | 完成情况 |\n| --- | --- | --- |\n"


def calls(work: Callable[[], Any]) -> int:
    """Count the functions that are called, those of Python itself included."""
    count = 0

    def note(_frame: FrameType, event: str, _about: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.txt",
            lambda count: (
                HEAD + "".join(f"这是第{n}行没有写完的话所以要与\n下一行接成一段。\n\n" for n in range(count))
            ),
        ),
        ("a.md", lambda count: HEAD + "**责任单位**是**办公室**。\n\n" * count),
        ("a.md", lambda count: HEAD + TABLE + "".join(f"| **第{n}件** | 补齐 | 已完成 |\n" for n in range(count))),
    ],
    ids=["broken lines", "bold words", "rows"],
)
def test_twice_the_text_is_twice_the_work(name: str, text: Callable[[int], str]) -> None:
    few, many = (calls(partial(imported, text(count), name, id_="2024-library")) for count in (200, 400))
    assert many < 2.1 * few


@given(st.data())
def test_marks_stay_with_their_words_and_the_proof_makes_the_same_changes(data: st.DataObject) -> None:
    words = "".join(map(chr, range(0x4E00, 0x4E20)))
    places = sorted(data.draw(st.lists(st.integers(0, len(words)), max_size=8, unique=True)))
    edits = [
        Edit(start, end, data.draw(st.text("ab", max_size=3)), Group.REPAIRED, "import.test", msg("test"))
        for start, end in zip(places[::2], places[1::2], strict=False)
    ]
    marks = tuple(Mark(place, place + 1, Kind.BOLD, words[place]) for place in range(len(words)))
    after = edited(Wording(words, (1,), marks), edits)
    kept = [word for place, word in enumerate(words) if not any(e.start <= place < e.end for e in edits)]
    assert [after.text[mark.start : mark.end] for mark in after.marks if mark.value in kept] == kept
    assert difference(Manuscript("a.txt", (Paragraph(1, words),)), [edits], after.text) is None


@pytest.mark.timeout(60)  # a pattern that tried every way to share the spaces out would take many minutes
def test_a_line_that_is_almost_a_rule_costs_no_more_than_its_length() -> None:
    text = f"甲|乙\n{' ' * 200_000}x|"
    assert [paragraph.text for paragraph in read_text(text.encode(), "a.txt").paragraphs] == text.split("\n")
