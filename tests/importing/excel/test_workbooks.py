"""Ledgers as offices keep them in Excel become `ledger.yaml`; what is not certain is asked, never guessed."""

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.importing.excel.books import HEAD, ID, LEDGER, NAME, book, imported, notice, refused, said, saved
from zhaoshi.importing.excel.workbooks import import_workbook
from zhaoshi.problems import EnvironmentFailed

USUAL = (
    HEAD,
    (1, "学习不深入（理论学习）", "修订制度", "主席", "办公室", date(2023, 9, 30), "2023年9月20日", "已完成", ""),
    (2, "关于会议记录不规范，原始资料缺失的问题", "", "主席", "组联部", "2023年9月底", "", "整改中", "待补"),
    (3, "借阅秩序混乱", "", "副主席", "借阅部", 45199, "", "已完戍", ""),
)


def with_code(code: str) -> tuple[tuple[object, ...], ...]:
    """The usual rows with a column of section codes, of which the first is given."""
    head, first, *others = USUAL
    return (("章节编号", *head), (code, *first), *((None, *other) for other in others))


def test_a_usual_ledger_is_taken_over(tmp_path: Path) -> None:
    result = imported(notice(tmp_path), book(*with_code("2.1.1")))
    assert result.written == LEDGER
    assert (tmp_path / LEDGER).read_text(encoding="utf-8") == result.text
    assert result.text == (
        "数据截至: 2023-12-14\n"
        "\n"
        "台账:\n"
        "  # 二（一）1 关于“学习不深入”的问题\n"
        "  - 章节: 2.1.1\n"
        "    状态: 已完成\n"
        "    责任领导: 主席\n"
        "    责任部门: 办公室\n"
        "    整改时限: 2023-09-30\n"
        "    完成时间: 2023-09-20\n"
        "  # 二（一）2 关于“会议记录不规范、原始资料缺失”的问题\n"
        "  - 章节: 2.1.2\n"
        "    状态: 整改中\n"
        "    责任领导: 主席\n"
        "    责任部门: 组联部\n"
        "    整改时限: 2023-09-30\n"
        "  # 二（二）1 关于“借阅秩序混乱”的问题\n"
        "  - 章节: 2.2.1\n"
        "    状态: 未注明\n"
        "    责任领导: 副主席\n"
        "    责任部门: 借阅部\n"
        "    整改时限: 2023-09-30\n"
        "  # 二（二）2 关于“学习不深入”的问题\n"
        "  - 章节: 2.2.2\n"
        "    状态: 未注明\n"
    )
    assert {remark.code for remark in result.report()} == {
        "workbook.row-joined",
        "workbook.left-out",
        "workbook.date-read",
        "workbook.status",
        "workbook.status-read",
        "workbook.finding-missing",
        "workbook.parts-without-rows",
    }
    assert next((r.before, r.after) for r in result.report() if r.code == "workbook.row-joined") == ("2.1.1", "")
    assert "台账!G4: read as 2023-09-30, the last day by which it is due" in said(result, "workbook.date-read")
    assert said(result, "workbook.row-joined")[1:] == [
        "台账!C4: this is 2.1.2 “关于‘会议记录不规范、原始资料缺失’的问题”, by its words (100%)",
        "台账!C5: this is 2.2.1 “关于‘借阅秩序混乱’的问题”, by its words (100%)",
    ]
    assert [str(problem.at) for problem in result.problems if problem.code == "workbook.status"] == [f"{NAME}:5:9"]


def test_a_rehearsal_writes_nothing(tmp_path: Path) -> None:
    result = import_workbook(notice(tmp_path), book(*with_code("2.1.1")), NAME, ID, dry_run=True)
    assert result.written == LEDGER
    assert not (tmp_path / LEDGER).exists()


def test_words_that_two_findings_have_are_asked_back(tmp_path: Path) -> None:
    rows = (HEAD, (1, "学习不深入", "", "", "", "", "", "完成", ""))
    (problem,) = refused(notice(tmp_path), book(*rows))
    assert problem == (
        "台账.xlsx:3:2: 台账!B3: several findings have words like “学习不深入”; "
        "write its section code into a column 章节编号; "
        "the nearest are: 2.1.1 “关于‘学习不深入’的问题” (100%)、2.2.2 “关于‘学习不深入’的问题” (100%)"
    )


def test_the_area_above_a_finding_tells_equal_words_apart(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A3:A4")
        sheet.merge_cells("A6:E6")

    rows = (
        ("反馈问题", "具体表现", "整改\n状态", "责任\n部门", "时限"),
        ("理论学习方面", "学习不深入", "完成", "甲", ""),
        ("", "会议记录不规范，原始资料缺失", "完成", "乙", ""),
        ("", "", "", "", ""),
        ("（二）关于“内部管理”方面", "", "", "", ""),
        ("", "学习不深入", "未完成", "丙", ""),
    )
    result = imported(notice(tmp_path), book(*rows, then=merge))
    assert "章节: 2.1.1\n    状态: 完成\n    责任部门: 甲" in result.text
    assert "章节: 2.1.2\n    状态: 完成\n    责任部门: 乙" in result.text
    assert "章节: 2.2.2\n    状态: 未完成\n    责任部门: 丙" in result.text
    assert said(result, "workbook.row-heading") == [
        "台账!A6: the row is taken for a heading or a note: “（二）关于‘内部管理’方面”"
    ]


TEN = "---\nnumbering: 一1\n---\n\n## 一、甲\n\n" + "".join(f"### {n}. 第{n}件\n\n文。\n\n" for n in range(1, 11))


@pytest.mark.parametrize("code", ["2.1.1", "二（一）1", "二、（一）1.", "2.1.1 "])
def test_a_number_that_is_a_section_code_joins(tmp_path: Path, code: str) -> None:
    rows = (HEAD, (code, "学习不深入", "", "", "", "", "", "完成", ""))
    result = imported(notice(tmp_path), book(*rows))
    assert "章节: 2.1.1\n    状态: 完成" in result.text


def test_a_code_kept_as_a_number_joins_unless_its_last_zero_may_be_lost(tmp_path: Path) -> None:
    notice(tmp_path, text=TEN)
    assert "- section: 1.2\n    status: 完成" in imported(tmp_path, book(("章节", "状态"), (1.2, "完成"))).text
    (problem,) = refused(tmp_path, book(("章节", "状态"), (1.1, "完成")))
    assert "write its section code into a column 章节编号" in problem


@pytest.mark.parametrize(("name", "heads"), [("佐证", ("类别", "名称")), ("进展", ("日期", "标题"))])
@pytest.mark.parametrize(("code", "refusal"), [("1.10", None), (1.2, None), (1.1, "may be 1.1 as well as 1.10")])
def test_the_sheets_beside_a_ledger_refuse_a_code_whose_zero_may_be_lost(
    tmp_path: Path, name: str, heads: tuple[str, str], code: object, refusal: str | None
) -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(("章节", "状态"), ("1.1", "完成"))))
    sheet = made.create_sheet(name)
    sheet.append(["章节编号", *heads])
    sheet.append(
        [code, *({"日期": "2023-09-01", "标题": "印发制度", "类别": "制度", "名称": "办法"}[head] for head in heads)]
    )
    notice(tmp_path, text=TEN)
    if refusal:
        (problem,) = refused(tmp_path, saved(made))
        assert refusal in problem
    else:
        result = imported(tmp_path, saved(made))
        assert "制度" in result.text.partition(f"section: {code}\n")[2].partition("  # ")[0]
        (doubt,) = [sentence for sentence in said(result, "workbook.finding-missing") if f" {code} " in sentence]
        assert doubt.endswith("only 佐证 and 进展 were taken over")


def test_a_code_with_the_words_of_another_finding_is_asked_back(tmp_path: Path) -> None:
    rows = (("章节", *HEAD), ("2.1.1", 1, "借阅秩序混乱", "", "", "", "", "", "完成", ""))
    (problem,) = refused(notice(tmp_path), book(*rows))
    assert "台账!A3: the words “借阅秩序混乱” are not those of the finding 2.1.1" in problem


def test_where_nothing_is_near_nothing_is_named(tmp_path: Path) -> None:
    notice(tmp_path)
    (problem,) = refused(tmp_path, book(("章节", "状态"), ("xyz", "完成")))
    assert problem.endswith("“xyz” is not the section code of a finding")
    (problem,) = refused(tmp_path, book(("反馈问题", "状态"), ("〇", "完成")))
    assert problem.endswith("write its section code into a column 章节编号")


@pytest.mark.parametrize("code", ["2.1.7", "2.1", "甲"])
def test_a_code_of_no_finding_is_refused_with_the_nearest(tmp_path: Path, code: str) -> None:
    rows = (("章节", *HEAD), (code, 1, "学习不深入", "", "", "", "", "", "完成", ""))
    (problem,) = refused(notice(tmp_path), book(*rows))
    assert f"“{code}” is not the section code of a finding; the nearest are: 2.1.1" in problem


def test_every_row_that_cannot_be_joined_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    rows = (HEAD, (1, "经费管理不严", "", "", "", "", "", "完成", ""), (2, "", "", "主席", "", "", "", "完成", ""))
    problems = refused(notice(tmp_path), book(*rows))
    assert [problem.split(" ")[1] for problem in problems] == ["台账!B3:", "台账!A4:"]


def test_a_head_of_two_rows_below_titles_is_found(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        for cells in ("A2:G2", "A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:G4"):
            sheet.merge_cells(cells)

    rows = (
        ("某区图书馆巡察整改台账（截至2023年11月30日）", "", "", "", "", "", ""),
        ("序  号", "存在的\n主要问题", "责任", "", "时间（年月日）", "", "整改情况"),
        ("", "", "领导", "部门", "计划完成时间", "完成时间", ""),
        (1, "借阅秩序混乱", "馆长", "借阅部", "2023/9/30前", "2023.9.1", "已办结"),
    )
    result = imported(notice(tmp_path), book(*rows, then=merge))
    assert result.text.startswith("数据截至: 2023-12-14\n")
    assert (
        "  - 章节: 2.2.1\n    状态: 已办结\n    责任领导: 馆长\n    责任部门: 借阅部\n"
        "    整改时限: 2023-09-30\n    完成时间: 2023-09-01\n"
    ) in result.text


STEP = "    进展:\n      - {日期: 2023-08-20, 标题: 完成情况, 内容: 已完成。2023年8月20日更换记录本。}\n"


def test_what_was_done_becomes_a_step_where_it_has_one_day(tmp_path: Path) -> None:
    rows = (
        ("章节", "完成情况", "责任部门"),
        ("2.1.1", "已完成。2023年8月20日更换记录本。", "甲"),
        ("2.1.2", "2023年8月1日启动\n2023-09-01完成", "乙"),
        ("2.2.1", "基本完成，8月20日开会", "丙"),
        ("2.2.2", "未完成", "丁"),
    )
    result = imported(notice(tmp_path), book(*rows))
    assert STEP in result.text
    assert (
        "      - {日期: 2023-08-01, 标题: 完成情况, 内容: 2023年8月1日启动}\n"
        "      - {日期: 2023-09-01, 标题: 完成情况, 内容: 2023-09-01完成}\n"
    ) in result.text
    assert "状态: 基本完成" in result.text
    assert said(result, "workbook.status-open") == []
    assert said(result, "workbook.step-undated") == [
        "台账!B5: the text has no single whole date, so it is no step and is left out: “基本完成，8月20日开会”"
    ]
    again = imported(tmp_path, book(*rows))
    assert again.written == ""
    assert again.text == result.text


def test_rows_of_one_finding_are_put_together_and_disputes_left_out(tmp_path: Path) -> None:
    rows = (
        ("章节", "状态", "责任部门", "时限"),
        ("2.1.1", "完成", "甲", "2023-09-01"),
        ("2.1.1", "完成", "乙", "2023-10-01"),
    )
    result = imported(notice(tmp_path), book(*rows))
    assert "  - 章节: 2.1.1\n    状态: 完成\n    责任部门: 甲、乙\n  #" in result.text
    assert len(said(result, "workbook.disputed")) == 1


def test_two_rows_with_different_words_for_one_finding_are_asked_back(tmp_path: Path) -> None:
    rows = (
        ("问题", "状态"),
        ("借阅秩序混乱", "完成"),
        ("借阅的秩序较混乱", "完成"),
    )
    (problem,) = refused(notice(tmp_path), book(*rows))
    assert "this row and row 3 would both be about the finding 2.2.1" in problem


def test_all_sheets_that_are_ledgers_are_read_and_the_others_named(tmp_path: Path) -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(("章节", "状态"), ("2.1.1", "完成"))))
    second = made.create_sheet("二")
    for row in (("状态", "章节"), ("未启动", "2.1.2")):
        second.append(row)
    made.create_sheet("说明").append(["填表说明"])
    hidden = made.create_sheet("旧")
    for row in (("状态", "章节"), ("完成", "2.2.1")):
        hidden.append(row)
    hidden.sheet_state = "hidden"
    result = imported(notice(tmp_path), saved(made))
    assert "章节: 2.1.1\n    状态: 完成" in result.text
    assert "章节: 2.1.2\n    状态: 未启动" in result.text
    assert "章节: 2.2.1\n    状态: 未注明" in result.text
    assert said(result, "workbook.sheet-left-out") == ["说明!A1: the sheet is no ledger and is left out"]
    assert said(result, "workbook.sheet-hidden") == ["旧!A1: the sheet is hidden and is left out"]


@pytest.mark.parametrize("counts_from_1904", [False, True])
def test_days_are_counted_as_the_workbook_counts_them(tmp_path: Path, counts_from_1904: bool) -> None:
    made = openpyxl.Workbook()
    if counts_from_1904:
        made.epoch = CALENDAR_MAC_1904
    sheet = made.worksheets[0]
    for row in (
        ("数据截至", date(2023, 12, 14)),
        ("章节", "整改时限", "完成时间"),
        ("2.1.1", datetime(2023, 9, 30), 45199 - 1462 * counts_from_1904),
    ):
        sheet.append(row)
    result = imported(notice(tmp_path), saved(made))
    assert "整改时限: 2023-09-30\n    完成时间: 2023-09-30\n" in result.text


def test_an_empty_cell_leaves_what_the_ledger_has(tmp_path: Path) -> None:
    ledger = (
        "as_of: 2023-12-01\nitems:\n  - section: 2.1.1   # 甲\n    status: 完成\n    owner: 办公室\n"
        "  - {section: 2.1.2, status: 整改中}\n"
        "  - {section: 2.2.1, status: 整改中}\n  - {section: 2.2.2, status: 整改中}\n"
    )
    rows = (("章节", "状态", "责任部门", "责任领导"), ("2.1.1", "不详", "", "馆长"))
    result = imported(notice(tmp_path, ledger), book(*rows))
    assert result.text == ledger.replace("2023-12-01", "2023-12-14").replace(
        "status: 完成\n", "status: 完成\n    leader: 馆长\n"
    )
    assert [problem.code for problem in result.problems].count("workbook.finding-missing") == 3
    assert "ledger.completion-undated" in [problem.code for problem in result.problems]


def test_line_ends_and_the_byte_order_mark_of_a_ledger_stay(tmp_path: Path) -> None:
    ledger = "\ufeffas_of: 2023-12-14\r\nitems:\r\n  - {section: 1, status: 完成} # 甲\r\n"
    notice(tmp_path, ledger)
    imported(tmp_path, book(("章节", "状态"), ("1", "整改中")))
    assert (tmp_path / LEDGER).read_bytes() == ledger.replace("完成", "整改中").encode()


def test_stray_characters_of_a_ledger_and_of_cells_are_left_out(tmp_path: Path) -> None:
    ledger = "as_of: 2023-12-14\nitems:\n  - {section: 1, \u200bstatus: 完成}\n"
    notice(tmp_path, ledger)
    imported(tmp_path, book(("章节", "状态"), ("1", "整改中\u200b")))
    assert (tmp_path / LEDGER).read_bytes() == ledger.replace("完成", "整改中").replace("\u200b", "").encode()


def test_without_a_day_the_figures_are_of_it_is_asked_for(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    for row in (("章节", "状态"), ("2.1.1", "完成")):
        made.worksheets[0].append(row)
    (problem,) = refused(notice(tmp_path), saved(made))
    assert "write 数据截至 and, in the cell beside it, the date above the table" in problem


def test_a_title_without_a_whole_day_is_named_where_no_other_day_is_stated(tmp_path: Path) -> None:
    ledger = "as_of: 2023-12-14\nitems:\n  - {section: 1, status: 完成}\n"
    made = openpyxl.Workbook()
    for row in (("台账（截至2024年1月）", ""), ("章节", "状态"), ("1", "整改中")):
        made.worksheets[0].append(row)
    result = imported(notice(tmp_path, ledger), saved(made))
    assert result.text == ledger.replace("完成", "整改中")
    assert said(result, "workbook.as-of") == [
        "Sheet!A1: “台账（截至2024年1月）” names no whole day; 数据截至 is not taken over"
    ]


def test_columns_that_are_not_known_are_named(tmp_path: Path) -> None:
    result = imported(notice(tmp_path), book(("章节", "状态", "督办编组"), ("2.1.1", "完成", "三")))
    assert said(result, "workbook.column-unknown") == ["台账!C2: the column “督办编组” is not known and is left out"]


def test_a_notice_without_a_readable_text_or_ledger_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path, b"")[0].startswith(f"content/notices/{ID}/notice.md:1:1: there is no notice “{ID}”")
    assert "as_of" in refused(notice(tmp_path, "items: []\n"), book(("章节", "状态"), ("2.1.1", "完成")))[0]


def test_a_notice_that_lacks_facts_is_no_hindrance(tmp_path: Path) -> None:
    text = NOTICE_WITHOUT_FACTS
    result = imported(notice(tmp_path, text=text), book(("章节", "状态"), ("（一）1", "完成")))
    assert "- section: 1.1\n" in result.text


NOTICE_WITHOUT_FACTS = "---\nnumbering: （一）1\n---\n\n## （一）甲\n\n### 1. 乙\n\n文。\n"


def test_a_ledger_that_is_open_elsewhere_is_to_be_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_open(_: Path, __: Path) -> None:
        raise PermissionError

    root = notice(tmp_path)
    monkeypatch.setattr(Path, "replace", is_open)
    with pytest.raises(EnvironmentFailed) as failed:
        imported(root, book(("章节", "状态"), ("2.1.1", "完成")))
    assert failed.value.message.msgid == (
        "{path} cannot be written: close it in the program that has it open, or ask for leave to write it"
    ), "no option chooses another place for a ledger"
