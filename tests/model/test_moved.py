"""Whether published codes of findings still lead to these findings."""

import pytest

from zhaoshi.model.moved import Move, first_move, moved
from zhaoshi.model.notice import Notice, read_notice
from zhaoshi.problems import errors
from zhaoshi.text.codes import SectionCode

BEFORE = "## 一、整改\n### （一）学习\n#### 1. 甲\n文。\n#### 2. 乙\n文。\n### （二）管理\n#### 1. 丙\n文。\n"
AFTER = BEFORE.replace("#### 2. 乙", "#### 2. 新\n文。\n#### 3. 乙")


def notice(body: str = BEFORE, facts: str = "") -> Notice:
    head = f"---\ntitle: 通报\nunit: library\npublished: 2023-12-15 10:58\nfindings_in: [1]\n{facts}---\n"
    made, problems = read_notice("x", "notice.md", head + body, "ledger.yaml", None)
    assert errors(problems) == []
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("甲乙丙", "甲乙丙", None),
        ("甲乙丙", "甲乙丙丁", None),
        ("甲乙丙", "甲己丙", None),
        ("甲乙丙", "甲乙", None),
        ("甲乙丙", "甲新乙丙", ("2", "3")),
        ("甲乙丙", "新甲乙丙", ("1", "2")),
        ("甲乙丙", "乙甲丙", ("1", "2")),
        ("甲乙丙", "甲丙", ("3", "2")),
        ("甲乙丙", "甲己新丙", ("3", "4")),
        ("甲甲乙", "甲己乙", None),
        ("甲甲乙", "甲甲甲乙", ("3", "4")),
    ],
    ids=[
        "nothing",
        "appended",
        "reworded",
        "last one gone",
        "inserted",
        "first",
        "exchanged",
        "one gone",
        "reworded and inserted",
        "one of two alike reworded",
        "one more alike",
    ],
)
def test_a_heading_has_moved_where_it_stands_at_a_new_place(
    before: str, after: str, expected: tuple[str, str] | None
) -> None:
    old, new = ({SectionCode(str(at)): title for at, title in enumerate(titles, 1)} for titles in (before, after))
    found = first_move(tuple(old), old, new)
    assert found == (expected and Move(*map(SectionCode, expected)))


def test_only_codes_of_findings_count() -> None:
    titles = {SectionCode("1"): "甲", SectionCode("2"): "乙"}
    turned = {SectionCode("1"): "乙", SectionCode("2"): "甲"}
    assert first_move((), titles, turned) is None


def test_a_finding_that_is_divided_keeps_its_code() -> None:
    assert [*moved(notice(), notice(BEFORE.replace("文。\n#### 2.", "##### （1）小\n文。\n#### 2.")))] == []


def test_the_first_that_moved_is_named_where_it_stands_now() -> None:
    (problem,) = moved(notice(), notice(AFTER))
    assert (problem.at.line, problem.code) == (13, "notice.codes-moved")
    assert problem.message.values == {"title": "乙", "was": "一（一）2（1.1.2）", "now": "一（一）3（1.1.3）"}


@pytest.mark.parametrize(
    ("note", "is_noted"),
    [
        ("新增一个问题，原1.1.2现为1.1.3。", True),
        ("原一（一）2现为一（一）3", True),
        ("原X1Y2Z3-1.1.2现为X1Y2Z3-1.1.3", True),
        ("新增一个问题", False),
        ("修改1.1.2", False),
        ("原1.1.2.1现为1.1.3", False),
        ("原11.1.2现为1.1.3", False),
        ("原1.1.2现为1.1.30", False),
        ("原一（一）2（1）现为一（一）3", False),
        ("原二十一（一）2现为一（一）3", False),
    ],
)
def test_a_change_that_names_both_codes_answers_the_doubt(note: str, is_noted: bool) -> None:
    changes = f"changes:\n  - {{on: 2024-01-01, note: {note}}}\n"
    assert bool([*moved(notice(), notice(AFTER, changes))]) is not is_noted


def test_a_change_that_was_noted_before_answers_nothing() -> None:
    changes = "changes:\n  - {on: 2024-01-01, note: 原1.1.2现为1.1.3}\n"
    assert [*moved(notice(facts=changes), notice(AFTER, changes))]


def test_of_a_draft_nothing_is_said() -> None:
    assert [*moved(notice(), notice(AFTER, "draft: true\n"))] == []
