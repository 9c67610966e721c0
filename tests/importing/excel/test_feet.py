"""What stands below a ledger's table, sums, notes and signatures, is named and does not stop the import."""

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.importing.excel.books import HEAD, book, imported, notice, refused, said
from zhaoshi.importing.feet import is_foot

ROW = (1, "借阅秩序混乱", "", "", "甲", "", "", "完成", "")


def test_the_rows_below_a_table_are_named_and_left_out(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A5:I5")

    rows = (
        HEAD,
        ROW,
        ("合  计", "1个", "", "", "", "", "", "完成1个", ""),
        ("注：“借阅秩序混乱”的问题已由上级核验。",),
        ("填表人：张三", "", "审核人：李四", "", "", "", "", "填表日期：2023年12月14日", ""),
    )
    result = imported(notice(tmp_path), book(*rows, then=merge))
    assert "章节: 2.2.1\n    状态: 完成\n    责任部门: 甲\n  #" in result.text
    assert said(result, "workbook.row-foot") == [
        "台账!A4: the row is a sum, a note or signatures, and is left out: “合  计 1个 完成1个”",
        "台账!A5: the row is a sum, a note or signatures, and is left out: “注：‘借阅秩序混乱’的问题已由上级核验。”",
        "台账!A6: the row is a sum, a note or signatures, and is left out: "
        "“填表人：张三 审核人：李四 填表日期：2023年12月14日”",
    ]


LED = ("责任领导", "反馈问题", "责任部门", "完成时间", "整改状态")


@pytest.mark.parametrize("said_of_it", [("", "", "完成"), ("", "2023-09-01", ""), ("借阅部", "", "")])
def test_a_row_with_words_for_a_finding_and_something_of_it_is_no_foot(
    tmp_path: Path, said_of_it: tuple[str, ...]
) -> None:
    result = imported(notice(tmp_path), book(LED, ("单位主要负责人", "借阅秩序比较混乱", *said_of_it)))
    assert "章节: 2.2.1\n" in result.text
    assert "责任领导: 单位主要负责人" in result.text
    assert said(result, "workbook.row-foot") == []


def test_a_row_that_states_something_of_an_unknown_finding_is_asked_back(tmp_path: Path) -> None:
    (problem,) = refused(notice(tmp_path), book(LED, ("单位主要负责人", "经费管理不严", "", "", "完成")))
    assert "no finding of the notice has words like “经费管理不严”" in problem


@pytest.mark.parametrize(
    "foot",
    [("填表人：张三", "审核人：李四", "", "", "", "", "2023-12-14"), ("备注", "借阅秩序混乱的问题以上级核验为准")],
)
def test_signatures_and_notes_are_feet_wherever_their_words_stand(tmp_path: Path, foot: tuple[str, ...]) -> None:
    result = imported(notice(tmp_path), book(HEAD, ROW, foot))
    assert len(said(result, "workbook.row-foot")) == 1


def test_a_sum_whose_formula_has_no_result_is_no_hindrance(tmp_path: Path) -> None:
    result = imported(notice(tmp_path), book(HEAD, ROW, ("合计", '=COUNTIF(H3:H3,"完成")')))
    assert len(said(result, "workbook.row-foot")) == 1


def test_a_row_that_has_a_section_code_or_the_words_of_a_finding_is_no_foot(tmp_path: Path) -> None:
    text = "---\n标题: 甲\n---\n\n## 一、问题\n\n### （一）说明：材料不全\n\n文。\n"
    result = imported(notice(tmp_path, text=text), book(("问题", "状态"), ("说明：材料不全", "完成")))
    assert "状态: 完成" in result.text
    (problem,) = refused(tmp_path, book(("章节", "问题", "状态"), ("9.9", "合计", "完成")))
    assert "“9.9” is not the section code of a finding" in problem


@pytest.mark.parametrize(
    "first",
    [
        "合计",
        "总计：12个",
        "共计12项",
        "小\u3000计",
        "备注",
        "备注：空格表示无",
        "注1：见附件",
        "填表说明：略",
        "填表人：",
        "填报单位（盖章）：某局",
        "审核人(签字)",
        "单位主要负责人：李四",
        "联系电话：123",
        "制表日期：2024年",
    ],
)
def test_sums_notes_and_signatures_are_known_by_their_first_words(first: str) -> None:
    assert is_foot(first)


@pytest.mark.parametrize(
    "first",
    ["合计数与明细不符", "备注栏填写不规范", "说明材料不全", "审核把关不严", "联系群众不够紧密", "负责人履职不力"],
)
def test_findings_that_begin_with_such_words_are_no_feet(first: str) -> None:
    assert not is_foot(first)
