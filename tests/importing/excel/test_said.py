"""What the rows of a workbook say of states and verdicts: words, 是 and 否, and what does not go together."""

from pathlib import Path

import pytest

from tests.importing.excel.books import book, imported, notice, said


def states(ledger: str) -> list[str]:
    return [line.partition(": ")[2] for line in ledger.split("\n") if line.startswith("    状态:")]


def test_yes_and_no_are_read_below_a_head_that_asks_and_are_to_be_checked(tmp_path: Path) -> None:
    rows = (
        ("章节", "是否完成", "整改情况", "是否\n销号"),
        ("2.1.1", "是", "2023年8月20日更换记录本。", "是"),
        ("2.1.2", "否", "", "否"),
        ("2.2.1", "否", "基本完成，2023年8月20日开会", ""),
        ("2.2.2", "是", "整改中", ""),
    )
    result = imported(notice(tmp_path), book(*rows))
    assert [line.strip() for line in result.text.split("\n") if "状态" in line or "核验" in line] == [
        "状态: 已完成",
        "核验: {结论: 已核验销号}",
        "状态: 未完成",
        "状态: 基本完成",
        "状态: 未注明",
    ]
    assert said(result, "workbook.yes-no") == [
        "台账!B2: below “是否完成” 是 was taken as “已完成”, 否 as “未完成”",
        "台账!D2: below “是否销号” 是 was taken as “已核验销号”, 否 as “未核验”",
    ]
    assert len(said(result, "workbook.disputed")) == 1
    assert said(result, "workbook.status-read")[:2] == ["台账!B3: taken as “已完成”", "台账!B4: taken as “未完成”"]


def test_a_state_that_is_taken_back_is_named(tmp_path: Path) -> None:
    rows = (
        ("章节", "整改情况", "是否完成"),
        ("2.1.1", "已完成，但2023年8月20日退回", "是"),
        ("2.1.2", "尚未完成", ""),
        ("2.2.1", "已完成80%", "否"),
    )
    result = imported(notice(tmp_path), book(*rows))
    assert [line.strip() for line in result.text.split("\n") if "状态" in line][:3] == [
        "状态: 未注明",
        "状态: 未完成",
        "状态: 未完成",
    ]
    assert said(result, "workbook.status-open") == [
        "台账!C3: “是” was not taken as “已完成”, because other words on this finding take it back",
        "台账!B3: “已完成，但2023年8月20日退回” is not plain enough for a status; none was taken from it",
        "台账!B5: “已完成80%” is not plain enough for a status; none was taken from it",
    ]
    assert said(result, "workbook.yes-no") == ["台账!C2: below “是否完成” 否 was taken as “未完成”"]


DONE = ("2.1.1", "", "是")
RETURNED = ("2.1.1", "已完成，但2023年8月20日退回重新整改", "")


@pytest.mark.parametrize("rows", [(DONE, RETURNED), (RETURNED, DONE)])
def test_yes_is_no_completion_where_another_row_takes_it_back(
    tmp_path: Path, rows: tuple[tuple[str, ...], ...]
) -> None:
    result = imported(notice(tmp_path), book(("章节", "整改情况", "是否完成"), *rows))
    assert states(result.text)[0] == "未注明"
    row = 3 + rows.index(DONE)
    assert f"台账!C{row}: “是” was not taken as “已完成”, because other words on this finding take it back" in said(
        result, "workbook.status-open"
    )
    assert said(result, "workbook.yes-no") == []


def test_a_completion_in_words_yields_to_another_row_that_takes_it_back(tmp_path: Path) -> None:
    head = ("章节", "完成情况", "整改状态")
    words = (("2.1.1", "已完成。", ""), ("2.1.1", "已完成，但2023年8月20日退回", ""))
    stated = (("2.1.2", "", "已完成"), ("2.1.2", "已完成，长期坚持", ""))
    returned = (("2.2.1", "", "已完成"), ("2.2.1", "", "已完成，但退回"))
    result = imported(notice(tmp_path), book(head, *words, *stated, *returned))
    assert states(result.text) == ["未注明", "已完成", "未注明", "未注明"]
    assert [sentence.split()[0] for sentence in said(result, "workbook.disputed")] == ["台账!B4:", "台账!C8:"]


def test_a_completion_beside_words_that_say_otherwise_is_named(tmp_path: Path) -> None:
    rows = (
        ("章节", "完成情况", "整改状态"),
        ("2.1.1", "正在推进", "已完成"),
        ("2.1.2", "修订制度，2023年9月1日报审，尚未印发。", "已完成"),
        ("2.2.1", "已完成，长期坚持", "已完成"),
        ("2.2.2", "已完成。", "正在整改"),
    )
    result = imported(notice(tmp_path), book(*rows))
    assert states(result.text) == ["未注明", "已完成", "已完成", "未注明"]
    assert said(result, "workbook.disputed") == [
        "台账!B3: “正在推进” says something else than the status “已完成”; neither is taken",
        "台账!B6: “已完成。” says something else than the status “正在整改”; neither is taken",
    ]
    assert said(result, "workbook.status-open") == [
        "台账!B4: “修订制度，2023年9月1日报审，尚未印发。” does not go with the status “已完成”, which was taken"
    ]
    hints = [problem.hint.msgid for problem in result.problems if problem.hint and problem.at.line in (3, 4)]
    assert hints.count("correct one of the two cells and import again") == 2


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ([("修订制度，尚未印发", "已完成", ""), ("正在推进", "已完成", "")], ["台账!B4:"]),
        ([("修订制度，尚未印发", "已完成", "否")], ["台账!D3:"]),
    ],
)
def test_a_status_that_something_contradicts_is_not_said_to_be_taken(
    tmp_path: Path, rows: list[tuple[str, str, str]], cells: list[str]
) -> None:
    head = ("章节", "完成情况", "整改状态", "是否完成")
    result = imported(notice(tmp_path), book(head, *(("2.1.1", *row) for row in rows)))
    assert "已完成" not in states(result.text)
    assert [sentence.split()[0] for sentence in said(result, "workbook.disputed")] == cells
    assert said(result, "workbook.status-open") == []


def test_yes_and_no_of_one_finding_are_both_named_and_none_is_said_to_be_taken(tmp_path: Path) -> None:
    rows = (("章节", "是否完成", "是否销号"), ("2.1.1", "是", "否"), ("2.1.1", "否", "是"), ("2.1.2", "未说明", ""))
    result = imported(notice(tmp_path), book(*rows))
    assert result.text == ""
    assert [sentence.split()[0] for sentence in said(result, "workbook.disputed")] == [
        "台账!B3:",
        "台账!C3:",
        "台账!B4:",
        "台账!C4:",
    ]
    assert said(result, "workbook.yes-no") == said(result, "workbook.status-read") == []


@pytest.mark.parametrize("order", [1, -1])
def test_a_cell_that_cannot_be_read_leaves_what_another_row_says(tmp_path: Path, order: int) -> None:
    head = ("章节", "整改状态", "完成时间", "核验结论")
    rows = (("2.1.1", "已完成", "2023-09-01", "已销号"), ("2.1.1", "见附件", "年底", "见附件"))
    result = imported(notice(tmp_path), book(head, *rows[::order]))
    assert "状态: 已完成\n    完成时间: 2023-09-01\n    核验: {结论: 已核验销号}\n" in result.text
    codes = [problem.code for problem in result.problems]
    assert [codes.count(code) for code in ("workbook.status", "workbook.date", "workbook.verdict")] == [1, 1, 1]
    assert "workbook.disputed" not in codes


def test_slips_are_answered_with_what_was_meant(tmp_path: Path) -> None:
    result = imported(
        notice(tmp_path), book(("章节", "状态", "时限", "核验结论"), ("2.1.1", "以完成", "2023.9.31", "未销号"))
    )
    hints = {problem.code: problem.hint for problem in result.problems}
    status, day = hints["workbook.status"], hints["workbook.date"]
    assert status is not None
    assert day is not None
    assert (status.values, day.values) == ({"guess": "已完成"}, {"month": "9", "days": "30"})
    assert "workbook.verdict" not in hints


def test_yes_says_nothing_below_a_head_that_does_not_ask(tmp_path: Path) -> None:
    result = imported(notice(tmp_path), book(("章节", "整改状态", "核验结论"), ("2.1.1", "是", "是")))
    assert result.text == ""
    assert [p.code for p in result.problems if p.at.line == 3] == ["workbook.status", "workbook.verdict"]


def test_names_on_lines_of_their_own_are_told_apart_and_shown(tmp_path: Path) -> None:
    rows = (("章节", "责任单位", "核验说明"), ("2.1.1", "办公室\n张某", "已看\n原件"), ("2.1.2", "财务科\n", ""))
    result = imported(notice(tmp_path), book(*rows))
    assert [line.strip() for line in result.text.split("\n") if "责任部门" in line or "说明" in line] == [
        "责任部门: 办公室、张某",
        '核验: {说明: "已看\\n原件"}',
        "责任部门: 财务科",
    ]
    assert said(result, "workbook.joined-names") == ["台账!B3: names that stood on lines of their own were joined"]


@pytest.mark.parametrize(
    ("day", "deadline"),
    [
        ("2024年9月30日前", "2024-09-30"),
        ("2024-9-30之前完成", "2024-09-30"),
        ("2024年9月底前", "2024-09-30"),
    ],
)
def test_a_day_by_which_a_finding_is_to_be_completed_is_its_deadline(tmp_path: Path, day: str, deadline: str) -> None:
    result = imported(notice(tmp_path), book(("章节", "状态", "完成时间"), ("2.1.1", "已完成", day)))
    assert f"状态: 已完成\n    整改时限: {deadline}\n" in result.text
    assert "完成时间" not in result.text
    assert said(result, "workbook.promised") == [f"台账!C3: “{day}” is no day of completion; it becomes 整改时限"]


@pytest.mark.parametrize(("day", "doubts"), [("2024年9月30日前", 1), ("2024年6月30日前", 0)])
def test_a_deadline_that_is_stated_stays(tmp_path: Path, day: str, doubts: int) -> None:
    head = ("章节", "状态", "完成时间", "整改时限")
    result = imported(notice(tmp_path), book(head, ("2.1.1", "已完成", day, "2024-06-30")))
    assert "整改时限: 2024-06-30\n" in result.text
    assert "完成时间" not in result.text
    left_out = f"台账!C3: “{day}” is no day of completion and is left out"
    assert said(result, "workbook.promised") == [left_out] * doubts
