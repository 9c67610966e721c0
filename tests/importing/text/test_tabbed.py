"""Tables that were pasted as text with tabs stay tables, and no row runs on into the next."""

import pytest

from tests.importing.importing import TITLE, blocks, body, codes_of, imported, of, read

ROWS = (
    "序号\t制度名称\t主要内容\t责任单位\t施行时间\t备注",
    "1\t台账管理办法\t补齐台账\t办公室\t2024年6月30日\t新订",
    "2\t人事管理制度\t修订制度\t人事科\t2024年12月底前\t修订",
)


def table(draft_body: str) -> list[list[str]]:
    rows = [line for line in draft_body.split("\n") if line.startswith("|") and "---" not in line]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


@pytest.mark.parametrize("name", ["2023-a.txt", "2023-a.md"])
def test_lines_with_equally_many_tabs_become_a_table_and_the_report_says_so(name: str) -> None:
    draft = imported("\n".join([TITLE, "导语。", "一、整改情况", "共2个问题。", *ROWS, "二、打算", "持续整改。"]), name)
    assert table(body(draft)) == [row.split("\t") for row in ROWS]
    assert codes_of(draft, "repaired") == [(5, "import.table")]
    (entry,) = [entry for entry in draft.entries if entry.code == "import.table"]
    assert (entry.before, entry.message.values) == (ROWS[0].replace("\t", "⇥"), {"rows": "3", "columns": "6"})
    assert [section.title for section in read(draft).sections] == ["整改情况", "打算"]


def test_empty_cells_at_both_ends_of_a_row_keep_their_places() -> None:
    draft = of("导语。", "类别\t问题\t备注", "学习\t不深入\t", "\t不及时\t", "\t\t待补")
    assert table(body(draft)) == [
        ["类别", "问题", "备注"],
        ["学习", "不深入", ""],
        ["", "不及时", ""],
        ["", "", "待补"],
    ]


def test_a_line_with_tabs_is_never_joined() -> None:
    lines = (
        "台账不全，原始资料缺失严重并且长期无人过问\t补齐台账",
        "制度不严，执行走样",
        "资产不清，多年没有盘点也没有登记造册过\t开展盘点\t办公室",
    )
    draft = of("导语。", *lines)
    assert blocks(draft)[1:] == [(0, line) for line in lines]
    assert codes_of(draft, "repaired") == []


@pytest.mark.parametrize(
    "lines",
    [
        ("\t党支部召开会议。", "\t落实了任务。"),
        ("责任领导：张某\t责任部门：办公室", "整改时限：2023年9月30日\t整改状态：已完成"),
        ("1.\t修订制度；", "2.\t开展培训。"),
        ("\t\t\t某区某某馆", "\t\t\t二〇二三年"),
    ],
)
def test_tabs_that_indent_lines_or_part_numerals_and_labels_make_no_table(lines: tuple[str, ...]) -> None:
    draft = of("导语。", "一、整改情况", "（一）关于“学习不深入”的问题", *lines, "已经完成。")
    assert table(body(draft)) == []
    assert codes_of(draft, "repaired") == []


def test_labels_parted_by_tabs_enter_the_ledger() -> None:
    lines = ("责任领导：张某\t责任部门：办公室", "整改时限：2023年9月30日\t整改状态：已完成")
    (item,) = read(of("导语。", "一、整改情况", "（一）关于“学习不深入”的问题", *lines)).items.values()
    assert (item.leader, item.owner, str(item.deadline), item.status.written) == (
        "张某",
        "办公室",
        "2023-09-30",
        "已完成",
    )


def test_headings_with_tabs_behind_their_numerals_stay_headings() -> None:
    draft = of("导语。", "一、\t整改情况", "（一）\t关于“学习不深入”的问题", "正文。")
    assert [level for level, _ in blocks(draft)] == [0, 1, 2, 0]


def test_facts_of_the_head_pasted_as_a_table_become_fields() -> None:
    draft = imported(f"索引号\t11500000/2023-1\n发布机构\t某区博物馆\n{TITLE}\n导语。\n")
    assert read(draft).facts.index_number == "11500000/2023-1"
    assert blocks(draft) == [(0, "导语。")]


@pytest.mark.parametrize("sign", ["#", "＃", "#甲", "##甲"])
def test_a_cell_that_begins_like_a_heading_is_kept(sign: str) -> None:
    draft = of("导语。", f"{sign}\t问题", "甲\t乙")
    assert blocks(draft)[1:] == [(0, sign), (0, "问题"), (0, "甲"), (0, "乙")]
