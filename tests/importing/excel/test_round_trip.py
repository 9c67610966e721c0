"""A ledger goes into Excel and comes back without loss."""

import io
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.building.running import SOAK
from tests.importing.excel.books import saved
from tests.importing.excel.ledgers import items, ledgers, placeless, read, texts_of
from tests.small_site import AS_OF, make_site
from zhaoshi.exporting.xlsx import export_xlsx
from zhaoshi.importing.excel.ledger_text import fresh
from zhaoshi.importing.excel.workbooks import WorkbookImport, import_workbook
from zhaoshi.model.ledger import Ledger, LedgerItem
from zhaoshi.model.readers import Reference
from zhaoshi.problems import BuildFailed

ID = "2023-library"
LEDGER = f"content/notices/{ID}/ledger.yaml"
CODES = ["2.1.1", "2.1.2", "2.2.1"]
WHOLE = st.permutations(CODES).flatmap(
    lambda codes: st.builds(Ledger, as_of=st.just(AS_OF), items=st.tuples(*map(items, codes)))
)
"""Ledgers of the small site's notice; a site is exported only where every finding has its entry."""


def attached(ledger: Ledger) -> Ledger:
    """Let evidence name the one file that is there."""

    def item(item: LedgerItem) -> LedgerItem:
        file = Reference("attachments/rules.csv", item.section.at)
        return replace(item, evidence=tuple(replace(e, file=file if e.file else None) for e in item.evidence))

    return replace(ledger, items=tuple(map(item, ledger.items)))


def exported(root: Path) -> bytes:
    return export_xlsx(root, ID, root / "a.xlsx", as_of=AS_OF).path.read_bytes()


def imported(root: Path, data: bytes) -> WorkbookImport:
    return import_workbook(root, data, "a.xlsx", ID)


def reports_a_change(result: WorkbookImport) -> bool:
    return "workbook.changed" in [remark.code for remark in result.report()]


def site(root: str, text: str) -> Path:
    return make_site(Path(root), {LEDGER: text})


@settings(max_examples=12 * SOAK)
@given(WHOLE.map(attached).flatmap(texts_of))
def test_what_nobody_changed_stays_byte_for_byte(text: str) -> None:
    with TemporaryDirectory() as folder:
        root = site(folder, text)
        result = imported(root, exported(root))
        assert result.written == ""
        assert (root / LEDGER).read_bytes() == text.encode()
        assert not reports_a_change(result)


@settings(max_examples=15 * SOAK)
@given(WHOLE.map(attached), ledgers(CODES).map(attached))
def test_a_ledger_comes_back_whatever_was_there_before(ledger: Ledger, before: Ledger) -> None:
    with TemporaryDirectory() as folder:
        root = site(folder, fresh(ledger, {}, chinese=True))
        data = exported(root)
        (root / LEDGER).unlink()
        imported(root, data)
        assert placeless(read((root / LEDGER).read_text(encoding="utf-8"))) == placeless(ledger)
        (root / LEDGER).write_text(fresh(before, {}, chinese=False), encoding="utf-8")
        assert reports_a_change(imported(root, data)) == (placeless(before) != placeless(ledger))
        assert placeless(read((root / LEDGER).read_text(encoding="utf-8"))) == placeless(ledger)
        assert exported(root) == data


def edited(data: bytes, changes: dict[tuple[str, str], str | None]) -> bytes:
    made = openpyxl.load_workbook(io.BytesIO(data))
    for (sheet, cell), value in changes.items():
        made[sheet][cell] = value
        if isinstance(value, str):
            made[sheet][cell].data_type = "s"
    return saved(made)


def test_what_was_filled_in_comes_into_the_ledger_and_what_was_emptied_goes(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    before = (root / LEDGER).read_text(encoding="utf-8")
    changes: dict[tuple[str, str], str | None] = {
        ("整改台账", "D6"): "已完成",
        ("整改台账", "G6"): None,
        ("整改台账", "H6"): "2024-01-20",
        ("进展", "A3"): "2.2.1",
        ("进展", "B3"): "2024年1月20日",
        ("进展", "C3"): "=完成",
    }
    result = imported(root, edited(exported(root), changes))
    assert result.text == before.replace(
        "status: 整改中, deadline: 2024-01-31, owner: 借阅部}",
        'status: 已完成, owner: 借阅部, completed: 2024-01-20, updates: [{on: 2024-01-20, title: "=完成"}]}',
    )


def test_a_status_that_was_emptied_becomes_unstated(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    before = (root / LEDGER).read_text(encoding="utf-8")
    result = imported(root, edited(exported(root), {("整改台账", "D6"): None}))
    assert result.text == before.replace("status: 整改中, deadline: 2024-01-31", "status: 未注明, deadline: 2024-01-31")
    changes = [(r.before, r.after) for r in result.report() if r.code == "workbook.changed"]
    assert changes == [("整改中", "未注明")]


def test_a_status_that_is_not_known_leaves_what_the_ledger_has(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    result = imported(root, edited(exported(root), {("整改台账", "D6"): "差不多了"}))
    assert result.written == ""
    assert [remark.code for remark in result.report()] == ["workbook.status"]


def test_no_empty_cell_of_another_row_empties_what_could_not_be_read(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    changes: dict[tuple[str, str], str | None] = {("整改台账", "D6"): "差不多了", ("整改台账", "A9"): "2.2.1"}
    result = imported(root, edited(exported(root), changes))
    assert "section: 2.2.1, status: 整改中" in result.text
    assert result.written == ""


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("2025年4月", "“2025年4月” names no whole day; 数据截至 is not taken over"),
        (None, "no day stands beside 数据截至; it is not taken over"),
    ],
)
def test_a_day_of_the_figures_that_cannot_be_read_is_named_and_the_old_one_stays(
    tmp_path: Path, written: str | None, sentence: str
) -> None:
    root = make_site(tmp_path)
    before = (root / LEDGER).read_text(encoding="utf-8")
    changes = {("整改台账", "B2"): written, ("整改台账", "D6"): "已完成", ("整改台账", "H6"): "2024-01-20"}
    result = imported(root, edited(exported(root), changes))
    assert result.text == before.replace(
        "status: 整改中, deadline: 2024-01-31, owner: 借阅部}",
        "status: 已完成, deadline: 2024-01-31, completed: 2024-01-20, owner: 借阅部}",
    )
    (remark,) = [remark for remark in result.report() if remark.code == "workbook.as-of"]
    assert remark.message.text(str) == f"整改台账!B2: {sentence}"


def test_a_workbook_of_another_notice_or_a_later_form_is_refused(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    data = exported(root)
    for cell, value, sentence in (("A3", "2023-museum", "for the notice “2023-museum”"), ("A2", "2", "later version")):
        with pytest.raises(BuildFailed) as caught:
            imported(root, edited(data, {("zhaoshi", cell): value}))
        assert sentence in caught.value.problems[0].text(str)


def test_a_field_that_a_default_fills_cannot_be_emptied_and_that_is_said(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    result = imported(root, edited(exported(root), {("整改台账", "F4"): None}))
    assert result.written == ""
    assert "workbook.default-kept" in [remark.code for remark in result.report()]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({("佐证", "A3"): "9.9", ("佐证", "B3"): "制度", ("佐证", "C3"): "办法"}, "workbook.section-unknown"),
        ({("佐证", "A3"): "2.1.1", ("佐证", "B3"): "制度"}, "workbook.cell-missing"),
        ({("进展", "A3"): "2.1.1", ("进展", "B3"): "9月底", ("进展", "C3"): "完成"}, "workbook.date-wrong"),
    ],
)
def test_a_row_of_evidence_or_steps_that_is_not_whole_is_refused(
    tmp_path: Path, cells: dict[tuple[str, str], str | None], code: str
) -> None:
    root = make_site(tmp_path)
    with pytest.raises(BuildFailed) as caught:
        imported(root, edited(exported(root), cells))
    assert code in [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("text", ["_x000D_", "a_x005F_b", "'引号", "1900-01-15", "　"])
def test_texts_that_excel_has_its_own_way_with_come_back(tmp_path: Path, text: str) -> None:
    old = "title: 完成整改, text: 制度已经印发。"
    ledger = (make_site(tmp_path) / LEDGER).read_text(encoding="utf-8").replace(old, f'title: "{text}完"')
    (tmp_path / LEDGER).write_text(ledger.replace("on: 2023-12-01", "on: 1899-12-31"), encoding="utf-8")
    data = exported(tmp_path)
    (tmp_path / LEDGER).unlink()
    (item, *_) = read(imported(tmp_path, data).text).items
    assert item.updates[0].title == f"{text}完".strip()
    assert item.verification.on == date(1899, 12, 31)
