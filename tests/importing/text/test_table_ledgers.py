"""A table whose findings have headings in the text stays a table, and its rows fill the ledger of their sections."""

import pytest

from tests.importing.importing import TITLE, body, codes_of, drafted, of, read
from tests.importing.word.files import cell, docx, p, row
from tests.importing.word.files import read as read_word
from zhaoshi.importing.text.notice_draft import Draft
from zhaoshi.model.ledger import LedgerItem

SECTIONS = (
    "导语。",
    "一、整改情况",
    "（一）关于“台账不全”的问题",
    "补齐台账。",
    "（二）制度不严。修订制度，明确责任，严格落实。",
)
ROWS = (
    "序号\t反馈问题\t整改措施\t责任单位\t整改时限\t完成情况",
    "1\t1.台账不全\t补齐台账\t办公室\t2024年6月30日\t已完成",
    "2\t制度不严。\t修订制度\t人事科\t2024年12月底前\t长期坚持",
)


def facts(draft: Draft) -> dict[str, tuple[str, str, str]]:
    """Return status, owner and deadline of each entry."""

    def of_item(item: LedgerItem) -> tuple[str, str, str]:
        return item.status.written, item.owner, str(item.deadline)

    return {code: of_item(item) for code, item in read(draft).items.items()}


@pytest.mark.parametrize("above", [("二、一览",), (), ("附件：整改情况表",)])
def test_the_ledger_is_filled_and_the_table_stays(above: tuple[str, ...]) -> None:
    draft = of(*SECTIONS, *above, *ROWS)
    assert facts(draft) == {
        "1.1": ("已完成", "办公室", "2024-06-30"),
        "1.2": ("长期坚持", "人事科", "2024-12-31"),
    }
    assert "\n| --- |" in body(draft)
    line = len(SECTIONS) + len(above) + 2
    assert (line, "import.table-ledger") in codes_of(draft, "note")
    assert "import.finding-table" not in [code for _, code in codes_of(draft, "doubt")]


def test_rows_without_a_heading_of_their_words_are_named() -> None:
    draft = of(*SECTIONS, "二、一览", *ROWS, "3\t服务不好\t改进服务\t业务科\t\t")
    assert list(facts(draft)) == ["1.1", "1.2"]
    assert facts(draft)["1.1"][0] == "已完成"
    (entry,) = [entry for entry in draft.entries if entry.code == "import.finding-table"]
    assert (entry.group, entry.before, entry.message.values) == ("doubt", "服务不好", {"count": "1"})


def test_words_that_two_headings_or_two_rows_have_fill_nothing() -> None:
    draft = of(*SECTIONS, "（三）台账不全", "补充。", "二、一览", *ROWS, ROWS[2])
    assert set(facts(draft).values()) == {("未注明", "", "None")}
    assert "import.table-ledger" not in [code for _, code in codes_of(draft, "note")]
    (entry,) = [entry for entry in draft.entries if entry.code == "import.finding-table"]
    assert entry.before == "台账不全、制度不严。、制度不严。"


def test_where_text_and_table_differ_neither_is_taken_and_what_is_the_same_is_no_doubt() -> None:
    draft = of(
        "导语。",
        "一、整改情况",
        "（一）台账不全",
        "责任单位：办公室",
        "整改时限：2024年6月30日前",
        "整改情况：正在整改。",
        "（二）制度不严",
        "责任单位：业务科",
        "整改状态：长期坚持",
        "二、一览",
        *ROWS,
    )
    assert facts(draft) == {
        "1.1": ("未注明", "办公室", "2024-06-30"),
        "1.2": ("长期坚持", "", "2024-12-31"),
    }
    disputed = [(entry.line, entry.before) for entry in draft.entries if entry.code == "import.disputed"]
    assert disputed == [(12, "已完成"), (12, "人事科")]
    assert "# 整改情况：正在整改（原文，请填确定的内容）\n    # 完成情况：已完成（" in (draft.ledger or "")


OWNERS = ("反馈问题\t责任单位\t整改措施", "台账不全\t办公室\t补齐台账", "制度不严\t人事科\t修订制度")
STATES = ("反馈问题\t整改时限\t完成情况", "台账不全\t2024年6月30日\t已完成", "制度不严\t2024年12月底前\t长期坚持")


@pytest.mark.parametrize(("first", "second"), [(OWNERS, STATES), (STATES, OWNERS)])
def test_two_tables_about_the_same_findings_complete_each_other(
    first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    draft = of(*SECTIONS, "二、分工", *first, "三、进度", *second)
    assert facts(draft) == {
        "1.1": ("已完成", "办公室", "2024-06-30"),
        "1.2": ("长期坚持", "人事科", "2024-12-31"),
    }
    assert "import.disputed" not in [entry.code for entry in draft.entries]


def test_what_tables_say_differently_is_not_taken_whatever_a_third_says() -> None:
    tables = [(STATES[0], f"台账不全\t2024年{month}月30日\t{state}") for month, state in ((6, "已完成"), (9, "整改中"))]
    draft = of(*SECTIONS, "二、甲表", *tables[0], "三、乙表", *tables[1], "四、丙表", *tables[0])
    assert facts(draft)["1.1"] == ("未注明", "", "None")
    disputed = [entry.before for entry in draft.entries if entry.code == "import.disputed"]
    assert disputed == ["2024年9月30日", "整改中"]


def test_no_yes_decides_between_a_section_and_a_table() -> None:
    table = ("反馈问题\t完成情况\t是否完成", "台账不全\t已完成\t是", "制度不严\t长期坚持\t")
    draft = of(*SECTIONS[:3], "整改状态：正在整改", *SECTIONS[4:], "二、一览", *table)
    assert facts(draft) == {"1.1": ("未注明", "", "None"), "1.2": ("长期坚持", "", "None")}
    left = [(entry.code, entry.before) for entry in draft.entries if entry.before in ("是", "已完成")]
    assert left == [("import.disputed", "已完成"), ("import.status-open", "是")]


def test_a_merged_cell_is_taken_for_each_finding_and_is_a_doubt() -> None:
    first, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        row(cell(p("存在问题")), cell(p("责任单位")), cell(p("整改措施"))),
        row(cell(p("台账不全")), cell(p("办公室"), first), cell(p("补齐。"), first)),
        row(cell(p("制度不严")), cell(p(), goes_on), cell(p(), goes_on)),
    )
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"
    draft = drafted(read_word(docx("".join(map(p, (TITLE, *SECTIONS))) + table)), id_="2024-library")
    assert [owner for _, owner, _ in facts(draft).values()] == ["办公室", "办公室"]
    assert [(e.group, e.before) for e in draft.entries if e.code == "import.merged-cell"] == [
        ("doubt", "责任单位：办公室")
    ]
