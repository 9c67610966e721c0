"""A workbook for a ledger that is there already: the report says what each field said and says now."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests.importing.excel.books import ID, book, imported, notice, said
from tests.small_site import make_site
from zhaoshi.cli import main
from zhaoshi.importing.excel.changes import CHANGED
from zhaoshi.importing.excel.workbooks import WorkbookImport, import_workbook

SAMPLE = "2023-library"
LEDGER = """\
数据截至: 2023-12-14
台账:
  - 章节: 2.1.1
    状态: 整改中
    责任部门: 办公室
    核验: {结论: 退回, 说明: 材料不全}
  - {章节: 2.1.2, 状态: 完成, 完成时间: 2023-09-20}
"""


def changes(result: WorkbookImport) -> list[tuple[str, str, str]]:
    """Return cell and field, old and new value of each change."""
    return [
        (remark.message.text(str), remark.before, remark.after)
        for remark in result.report()
        if remark.code == "workbook.changed"
    ]


def test_every_field_that_changes_is_reported_with_what_it_said_and_says(tmp_path: Path) -> None:
    rows = (
        ("章节", "状态", "责任部门", "核验结论", "完成情况"),
        ("2.1.1", "已完成", "组联部", "已核验销号", "2023年8月20日更换记录本"),
        ("2.1.2", "完成", "", "", ""),
        ("2.2.1", "整改中", "", "", ""),
    )
    result = imported(notice(tmp_path, LEDGER), book(*rows))
    finding = "of 2.1.1 “关于‘学习不深入’的问题”"
    assert changes(result) == [
        (f"台账!B3: 状态 {finding}", "整改中", "已完成"),
        (f"台账!C3: 责任部门 {finding}", "办公室", "组联部"),
        (f"台账!D3: 核验·结论 {finding}", "退回", "已核验销号"),
        (
            f"台账!E3: 进展 {finding}",
            "（空）",
            "日期: 2023-08-20, 标题: 完成情况, 内容: 2023年8月20日更换记录本",
        ),
        ("台账!A5: a new entry for 2.2.1 “关于‘借阅秩序混乱’的问题”", "", ""),
    ]
    assert len(said(result, "workbook.finding-missing")) == 1


def test_a_later_day_is_a_change_and_an_earlier_one_a_doubt_too(tmp_path: Path) -> None:
    rows = (("章节", "状态"), ("2.1.1", "整改中"))
    notice(tmp_path, LEDGER.replace("2023-12-14", "2023-12-01"))
    result = imported(tmp_path, book(*rows))
    assert ("台账!B1: 数据截至", "2023-12-01", "2023-12-14") in changes(result)
    assert said(result, "workbook.as-of-earlier") == []

    (tmp_path / result.written).write_text(LEDGER.replace("2023-12-14", "2024-02-01"), encoding="utf-8")
    result = imported(tmp_path, book(*rows))
    assert ("台账!B1: 数据截至", "2024-02-01", "2023-12-14") in changes(result)
    assert said(result, "workbook.as-of-earlier") == [
        "台账!B1: the workbook is of 2023-12-14, but the ledger is already of 2024-02-01"
    ]


STANDS_IN = "  # 暂填：原文没有写明数据截至哪一天，暂用落款的日期"


@pytest.mark.parametrize("day", ["2023-12-20", "2023-12-14", "2023-12-01"])
def test_a_day_that_the_workbook_states_takes_the_place_of_one_that_only_stood_in(tmp_path: Path, day: str) -> None:
    ledger = LEDGER.replace("2023-12-14", day + STANDS_IN)
    result = imported(notice(tmp_path, ledger), book(("章节", "状态"), ("2.1.1", "整改中")))
    assert result.text.startswith(LEDGER)
    assert changes(result) == [("台账!B1: 数据截至", f"{day} # 暂填", "2023-12-14")]
    assert said(result, "workbook.as-of-earlier") == []


def test_a_day_that_stands_in_stays_marked_in_a_workbook_that_only_repeats_it(tmp_path: Path) -> None:
    root = make_site(tmp_path / "root")
    file = tmp_path / "ledger.xlsx"
    assert main(["export", SAMPLE, "--to", "xlsx", "--out", str(file), "--root", str(root)]) == 0
    ledger = root / f"content/notices/{SAMPLE}/ledger.yaml"
    day, rest = ledger.read_text(encoding="utf-8").split("\n", 1)
    ledger.write_text(f"{day}{STANDS_IN}\n{rest}", encoding="utf-8")
    result = import_workbook(root, file.read_bytes(), file.name, SAMPLE)
    assert (result.written, changes(result)) == ("", [])

    made = openpyxl.load_workbook(file)
    made.worksheets[0]["B2"] = "2025-01-31"
    made.save(file)
    result = import_workbook(root, file.read_bytes(), file.name, SAMPLE)
    assert STANDS_IN not in result.text


def test_a_new_ledger_has_no_changes(tmp_path: Path) -> None:
    assert changes(imported(notice(tmp_path), book(("章节", "状态"), ("2.1.1", "完成")))) == []


def test_changes_stand_before_all_else_in_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = notice(make_site(tmp_path / "root"), LEDGER)
    file = tmp_path / f"{ID}.xlsx"
    file.write_bytes(book(("章节", "状态"), ("2.1.1", "已完成")))
    command = ["import", str(file), "--root", str(root), "--language", "zh-CN"]
    assert main([*command, "--dry-run", "--json"]) == 0
    captured = capsys.readouterr()
    (entry, *others) = json.loads(captured.out)["notices"][0]["report"]
    assert (entry["group"], entry["before"], entry["after"]) == ("changed", "整改中", "已完成")
    assert "changed" not in [other["group"] for other in others]
    assert "    台账!B3：2.1.1“关于‘学习不深入’的问题”的状态  整改中 → 已完成" in captured.err


def test_a_workbook_that_nobody_changed_is_said_to_change_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_site(tmp_path / "root")
    file = tmp_path / "ledger.xlsx"
    assert main(["export", SAMPLE, "--to", "xlsx", "--out", str(file), "--root", str(root)]) == 0
    capsys.readouterr()
    command = ["import", str(file), "--id", SAMPLE, "--root", str(root), "--language", "zh-CN"]
    assert main(command) == 0
    assert capsys.readouterr().err.splitlines() == [f"{file}：没有变化，{SAMPLE} 的台账原样保留"]

    report = tmp_path / "report.html"
    assert main([*command, "--report", str(report)]) == 0
    assert "<p>没有变化。</p>" in report.read_text(encoding="utf-8")


def test_an_exported_workbook_with_one_change_reports_that_change_alone(tmp_path: Path) -> None:
    root = make_site(tmp_path / "root")
    file = tmp_path / f"{SAMPLE}.xlsx"
    assert main(["export", SAMPLE, "--to", "xlsx", "--out", str(file), "--root", str(root)]) == 0
    workbook = openpyxl.load_workbook(file)
    sheet = workbook["整改台账"]
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "责任领导")
    sheet.cell(cell.row + 1, cell.column, "某某")
    workbook.save(file)

    (remark,) = import_workbook(root, file.read_bytes(), file.name, SAMPLE).report()
    assert remark.code == CHANGED
    assert remark.message.values["cell"] == f"整改台账!{cell.column_letter}{cell.row + 1}"


def test_the_cell_of_a_change_is_named_where_it_was_emptied_and_on_the_sheets_of_records(tmp_path: Path) -> None:
    root = make_site(tmp_path / "root")
    file = tmp_path / f"{SAMPLE}.xlsx"
    assert main(["export", SAMPLE, "--to", "xlsx", "--out", str(file), "--root", str(root)]) == 0
    workbook = openpyxl.load_workbook(file)
    sheet = workbook["整改台账"]
    (status,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "整改状态")
    code = sheet.cell(status.row + 1, 1).value
    sheet.cell(status.row + 1, status.column).value = None
    steps = workbook["进展"]
    steps.append([code, "2023-09-01", "某事"])
    workbook.save(file)

    found = changes(import_workbook(root, file.read_bytes(), file.name, SAMPLE))
    assert [sentence.split(":")[0] for sentence, _, _ in found] == [
        f"进展!A{steps.max_row}",
        f"整改台账!{status.column_letter}{status.row + 1}",
    ]


def test_a_rehearsal_shows_the_lines_that_would_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = notice(make_site(tmp_path / "root"), LEDGER)
    file = tmp_path / f"{ID}.xlsx"
    file.write_bytes(book(("章节", "状态", "完成时间"), ("2.1.1", "正在整改", "2023-10-01")))
    command = ["import", str(file), "--root", str(root), "--dry-run"]
    assert main(command) == 0
    shown = capsys.readouterr().err.splitlines()
    (place,) = [index for index, line in enumerate(shown) if f"{ID}/ledger.yaml:6" in line]
    assert shown[place + 1] == "     6 |     完成时间: 2023-10-01"
    assert (root / f"content/notices/{ID}/ledger.yaml").read_text(encoding="utf-8") == LEDGER


def test_what_was_read_into_an_exported_workbook_is_reported_with_the_change(tmp_path: Path) -> None:
    root = make_site(tmp_path / "root")
    file = tmp_path / f"{SAMPLE}.xlsx"
    assert main(["export", SAMPLE, "--to", "xlsx", "--out", str(file), "--root", str(root)]) == 0
    workbook = openpyxl.load_workbook(file)
    sheet = workbook["整改台账"]
    heads = {
        cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value in ("整改时限", "责任部门")
    }
    sheet.cell(4, heads["整改时限"], "2025年3月底")
    sheet.cell(4, heads["责任部门"], "组宣科\n办公室")
    workbook.save(file)

    result = import_workbook(root, file.read_bytes(), file.name, SAMPLE)
    assert [remark.after for remark in result.report() if remark.code == CHANGED] == ["组宣科、办公室", "2025-03-31"]
    assert [(remark.code, remark.before, remark.after) for remark in result.report() if remark.code != CHANGED] == [
        ("workbook.joined-names", "组宣科\n办公室", "组宣科、办公室"),
        ("workbook.date-read", "2025年3月底", "2025-03-31"),
    ]
    (root / result.written).write_text(result.text, encoding="utf-8")
    assert import_workbook(root, file.read_bytes(), file.name, SAMPLE).report() == []
