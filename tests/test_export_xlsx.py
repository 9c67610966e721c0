"""The workbook that is exported for a ledger: what can be chosen, what is locked, and that no text is a formula."""

import csv
import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.small_site import AS_OF, FILES, build_site, make_site
from zhaoshi.cli import main
from zhaoshi.exporting.figures import export_csv, export_json
from zhaoshi.exporting.xlsx import export_xlsx
from zhaoshi.problems import BuildFailed, EnvironmentFailed

ID = "2023-library"
LEDGER = f"content/notices/{ID}/ledger.yaml"


def workbook(root: Path) -> Any:
    return openpyxl.load_workbook(export_xlsx(root, ID, root / "a.xlsx", as_of=AS_OF).path)


def rows(sheet: Any) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_there_is_a_row_for_every_finding_and_for_every_record(tmp_path: Path) -> None:
    book = workbook(make_site(tmp_path))
    assert book.sheetnames == ["整改台账", "佐证", "进展", "zhaoshi"]
    title, as_of, head, first, second, third = rows(book["整改台账"])
    assert title[0] == "关于巡察整改进展情况的通报　整改台账"
    assert as_of[0] == "数据截至"
    assert head[:4] == ["章节编号", "序号", "反馈问题", "整改状态"]
    assert first[:6] == ["2.1.1", "二（一）1", "关于“学习不深入”的问题", "已完成", None, "办公室"]
    assert second[3] == "长期坚持"
    assert third[3:6] == ["整改中", None, "借阅部"]
    assert rows(book["佐证"])[1][:3] == ["2.1.1", "制度", "学习制度"]
    assert rows(book["进展"])[1][2:] == ["完成整改", "制度已经印发。"]
    assert book["zhaoshi"].sheet_state == "hidden"
    assert book["整改台账"]["G4"].value.date() == date(2023, 10, 1)
    assert book["整改台账"]["G4"].number_format == "yyyy-mm-dd"


def test_days_late_stand_in_a_column_that_cannot_be_filled_in(tmp_path: Path) -> None:
    late = FILES[LEDGER].replace("completed: 2023-09-20", "completed: 2023-10-13")
    sheet = workbook(make_site(tmp_path, {LEDGER: late}))["整改台账"]
    assert [row[-1] for row in rows(sheet)[2:]] == ["逾期完成天数", 12, None, None]
    assert all(sheet.cell(row, 14).protection.locked for row in (4, 5, 6))


def test_only_what_the_program_works_out_is_locked_and_words_are_offered(tmp_path: Path) -> None:
    book = workbook(make_site(tmp_path))
    sheet = book["整改台账"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    locked = {cell.coordinate for row in sheet.iter_rows(min_row=4) for cell in row if cell.protection.locked}
    assert locked == {"A4", "A5", "A6", "N4", "N5", "N6"}
    offers = {str(offer.sqref): offer.formula1 for offer in sheet.data_validations.dataValidation}
    assert offers == {
        "D4:D6": '"未启动,正在整改,阶段性完成,已完成,长期坚持,未注明"',
        "J4:J6": '"未核验,已核验销号,退回"',
    }
    assert [offer.formula1 for offer in book["进展"].data_validations.dataValidation] == ["'整改台账'!$A$4:$A$6"]


def test_it_prints_on_a4_across_with_its_head_on_every_page(tmp_path: Path) -> None:
    sheet = workbook(make_site(tmp_path))["整改台账"]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "D4"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "#REF!"])
def test_no_text_is_a_formula_or_an_error(tmp_path: Path, text: str) -> None:
    root = make_site(tmp_path, {LEDGER: FILES[LEDGER].replace("借阅部", f'"{text}"')})
    cell = workbook(root)["整改台账"]["F6"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == text.startswith(tuple("=+-@"))


def test_equal_ledgers_give_equal_bytes(tmp_path: Path) -> None:
    first = export_xlsx(make_site(tmp_path / "a"), ID, tmp_path / "1.xlsx", as_of=AS_OF).path.read_bytes()
    assert export_xlsx(make_site(tmp_path / "b"), ID, tmp_path / "2.xlsx").path.read_bytes() == first


def test_a_notice_without_a_ledger_gives_a_form_to_fill_in(tmp_path: Path) -> None:
    sheet = workbook(make_site(tmp_path, {LEDGER: None}))["整改台账"]
    assert [row[0] for row in rows(sheet)[3:]] == ["1", "2.1.1", "2.1.2", "2.2.1"]
    assert {row[3] for row in rows(sheet)[3:]} == {"未注明"}
    assert rows(sheet)[1][1] is None


def test_a_text_that_no_cell_holds_is_refused(tmp_path: Path) -> None:
    root = make_site(tmp_path, {LEDGER: FILES[LEDGER].replace("借阅部", "长" * 40_000)})
    with pytest.raises(BuildFailed) as caught:
        workbook(root)
    assert [problem.code for problem in caught.value.problems] == ["workbook.text-too-long"]
    assert not (root / "a.xlsx").exists()


def test_without_openpyxl_it_is_said_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(EnvironmentFailed) as caught:
        export_xlsx(make_site(tmp_path), ID, tmp_path / "a.xlsx")
    assert "pip install 'zhaoshi[office]'" in caught.value.message.text(str)


def test_figures_are_those_of_the_site(tmp_path: Path) -> None:
    build_site(make_site(tmp_path))
    made = export_json(tmp_path, ID, tmp_path / "a.json", as_of=AS_OF).path.read_bytes()
    assert made == (tmp_path / f"site/notices/{ID}/ledger.json").read_bytes()
    text = export_csv(tmp_path, ID, tmp_path / "a.csv", as_of=AS_OF).path.read_text(encoding="utf-8-sig")
    whole = (tmp_path / "site/data/findings.csv").read_text(encoding="utf-8-sig")
    ours = [row for row in csv.DictReader(io.StringIO(whole)) if row["notice"] == ID]
    assert list(csv.DictReader(io.StringIO(text))) == ours


def test_figures_of_a_notice_without_a_ledger_are_refused(tmp_path: Path) -> None:
    root = make_site(tmp_path, {LEDGER: None})
    for export in (export_csv, export_json):
        with pytest.raises(BuildFailed) as caught:
            export(root, ID, tmp_path / "a")
        assert [problem.code for problem in caught.value.problems] == ["notice.without-ledger"]


@pytest.mark.parametrize("form", ["xlsx", "json", "csv"])
def test_the_command_writes_each_form(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    root, out = make_site(tmp_path / "root"), tmp_path / f"a.{form}"
    assert main(["export", ID, "--to", form, "--root", str(root), "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"created": [str(out)], "pages": None, "left_out": []}
    assert out.stat().st_size > 500
