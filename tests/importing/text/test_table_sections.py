"""Findings that stand only in a table: each row becomes a section, and the ledger is filled from its cells."""

import pytest

from tests.importing.importing import TITLE, blocks, body, codes_of, drafted, imported, of, read
from tests.importing.word.files import cell, docx, p, row
from tests.importing.word.files import read as read_word
from zhaoshi.importing.text.notice_draft import Draft
from zhaoshi.importing.text.wording import Group
from zhaoshi.model.ledger import LedgerItem
from zhaoshi.model.status import Status

ROWS = (
    "序号\t反馈问题\t整改措施\t责任单位\t整改时限\t完成情况",
    "1\t台账不全\t补齐台账\t办公室\t2024年6月30日\t已完成",
    "2\t制度不严\t修订制度\t人事科\t2024年12月底前\t长期坚持",
)
FIRST, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def word(*rows: str, above: tuple[str, ...] = (), below: tuple[str, ...] = ()) -> Draft:
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"
    text = "".join([p(TITLE), p("导语。"), *map(p, above), table, *map(p, below)])
    return drafted(read_word(docx(text)), id_="2024-library")


def cells(*texts: str) -> str:
    return row(*(cell(p(text)) for text in texts))


def items(draft: Draft) -> tuple[LedgerItem, ...]:
    ledger = read(draft).ledger
    assert ledger is not None
    return ledger.items


def reports(draft: Draft, group: Group) -> list[tuple[str, str]]:
    """Return code and shown words of what the report says of tables in one group."""
    return [
        (entry.code, entry.before)
        for entry in draft.entries
        if entry.group is group and ("table" in entry.code or entry.code == "import.merged-cell")
    ]


@pytest.mark.parametrize("name", ["2023-a.txt", "2023-a.md"])
def test_rows_of_a_table_become_sections_in_the_numbering_around_it_and_fill_the_ledger(name: str) -> None:
    draft = imported("\n".join([TITLE, "导语。", "一、整改情况", "共2个问题。", *ROWS, "二、打算", "持续整改。"]), name)
    notice = read(draft)
    assert [(s.code, s.numeral, s.title) for s in notice.sections[0].children] == [
        ("1.1", "（一）", "台账不全"),
        ("1.2", "（二）", "制度不严"),
    ]
    assert [section.numeral for section in notice.sections] == ["一、", "二、"]
    assert blocks(draft)[2:8] == [
        (0, "共2个问题。"),
        (2, "台账不全"),
        (0, "整改措施：补齐台账"),
        (0, "责任单位：办公室"),
        (0, "整改时限：2024年6月30日"),
        (0, "完成情况：已完成"),
    ]
    first, second = items(draft)
    assert (first.section.name, first.owner, str(first.deadline)) == ("1.1", "办公室", "2024-06-30")
    assert first.status.status is Status.COMPLETED
    assert (second.owner, str(second.deadline), second.status.status) == ("人事科", "2024-12-31", Status.LONG_TERM)
    assert "2024年12月底前" in str(draft.ledger)


def test_a_markdown_table_comes_out_as_one_pasted_with_tabs() -> None:
    lines = ["| " + " | ".join(line.split("\t")) + " |" for line in ROWS]
    table = "\n".join([lines[0], "|" + " --- |" * 6, *lines[1:]])
    pasted = of("导语。", "", *ROWS)
    assert body(imported(f"# {TITLE}\n\n导语。\n\n{table}\n", "2023-a.md")) == body(pasted)
    assert [(s.numeral, s.title) for s in read(pasted).sections] == [("一、", "台账不全"), ("二、", "制度不严")]


def test_what_is_left_out_of_a_table_stands_in_the_report() -> None:
    draft = of("导语。", *ROWS, ROWS[0], "3\t服务不好\t改进服务\t业务科\t\t")
    assert reports(draft, Group.DROPPED) == [
        ("import.table-heads", "序号 | 反馈问题"),
        ("import.table-numbers", "1、2、3"),
        ("import.table-heads", ROWS[0].replace("\t", " | ")),
    ]
    assert "import.finding-table" in [code for _, code in codes_of(draft, "repaired")]
    assert [section.title for section in read(draft).sections] == ["台账不全", "制度不严", "服务不好"]


def test_merged_areas_stand_above_their_findings_and_merged_facts_below_each() -> None:
    draft = word(
        row(cell(p("整改情况一览表"), '<w:gridSpan w:val="5"/>')),
        cells("序号", "方面", "存在问题", "责\n任单位", "整改情况"),
        row(
            cell(p("1")),
            cell(p("党的") + p("建设"), FIRST),
            cell(p("（一）学习不深入")),
            cell(p("办公室"), FIRST),
            cell(p("开展培训。") + p("一是集中学习。二是个人自学。")),
        ),
        row(cell(p("2")), cell(p(), GOES_ON), cell(p("（二）制度不严")), cell(p(), GOES_ON), cell(p("已完成"))),
        cells("3", "作风建设", "（三）服务不好。存在推诿现象。", "业务科", ""),
    )
    assert blocks(draft) == [
        (0, "导语。"),
        (0, "整改情况一览表"),
        (1, "党的建设"),
        (2, "学习不深入"),
        (0, "责任单位：办公室"),
        (0, "整改情况：开展培训。"),
        (0, "一是集中学习。二是个人自学。"),
        (2, "制度不严"),
        (0, "责任单位：办公室"),
        (0, "整改情况：已完成"),
        (1, "作风建设"),
        (2, "服务不好。"),
        (0, "存在推诿现象。"),
        (0, "责任单位：业务科"),
    ]
    assert [(item.section.name, item.owner, item.status.status) for item in items(draft)] == [
        ("1.1", "办公室", Status.UNSTATED),
        ("1.2", "办公室", Status.COMPLETED),
        ("2.1", "业务科", Status.UNSTATED),
    ]
    assert reports(draft, Group.DOUBT) == [("import.merged-cell", "责任单位：办公室")]


def test_names_on_lines_of_their_own_are_told_apart() -> None:
    draft = word(
        cells("序号", "反馈问题", "责任领导", "整改措施", "责任单位"),
        row(
            cell(p("1")),
            cell(p("管理不严")),
            cell(p("王某") + p("李某")),
            cell(p("制定") + p("办法")),
            cell(p("办公室") + p() + p("财务科"), FIRST),
        ),
        row(cell(p("2")), cell(p("档案缺失")), cell(p("王某")), cell(p("补建")), cell(p(), GOES_ON)),
    )
    assert [words for _, words in blocks(draft)[1:5]] == [
        "管理不严",
        "责任领导：王某、李某",
        "整改措施：制定办法",
        "责任单位：办公室、财务科",
    ]
    assert [(item.leader, item.owner) for item in items(draft)] == [
        ("王某、李某", "办公室、财务科"),
        ("王某", "办公室、财务科"),
    ]
    assert [(e.before, e.after) for e in draft.entries if e.code == "import.joined-names"] == [
        ("王某⏎李某", "王某、李某"),
        ("办公室⏎财务科", "办公室、财务科"),
    ]
    assert reports(draft, Group.DOUBT) == [("import.merged-cell", "责任单位：办公室、财务科")]


def test_names_on_lines_of_their_own_are_told_apart_in_a_table_that_stays() -> None:
    draft = word(
        cells("会议", "责任人"),
        row(cell(p("党组会") + p("扩大会")), cell(p("王某") + p("李某"))),
    )
    assert body(draft).split("\n")[-1] == "| 党组会扩大会 | 王某、李某 |"


def test_a_long_cell_that_reaches_over_several_findings_stands_below_the_first_and_is_a_doubt() -> None:
    draft = word(
        cells("问题", "整改措施"),
        row(cell(p("学习不深入")), cell(p("开展培训。"), FIRST)),
        row(cell(p("制度不严")), cell(p(), GOES_ON)),
    )
    assert body(draft).count("开展培训。") == 1
    assert reports(draft, Group.DOUBT) == [("import.merged-cell", "整改措施：开展培训。")]


def test_rows_that_go_on_stand_below_the_finding_above_them() -> None:
    draft = word(
        cells("序号", "问题", "整改措施", "责任单位"),
        row(cell(p("1"), FIRST), cell(p("学习不深入"), FIRST), cell(p("开展培训。")), cell(p("办公室"))),
        row(cell(p(), GOES_ON), cell(p(), GOES_ON), cell(p("加强检查。")), cell(p("人事科"))),
        cells("2", "制度不严", "修订制度。", "办公室"),
    )
    assert [block for block in blocks(draft) if block[1].startswith("整改措施")] == [
        (0, "整改措施：开展培训。"),
        (0, "整改措施：加强检查。"),
        (0, "整改措施：修订制度。"),
    ]
    assert [item.owner for item in items(draft)] == ["办公室、人事科", "办公室"]


def test_areas_in_rows_of_their_own_and_columns_before_the_findings() -> None:
    draft = of(
        "导语。",
        "一、整改情况",
        "序号\t牵头领导\t具体问题\t整改措施",
        "（一）党建方面\t\t\t",
        "1\t张某\t学习不深入\t开展培训。",
        "2\t\t制度不严\t修订制度。",
        "（二）作风方面\t\t\t",
        "1\t李某\t服务不好\t整改措施：改进服务。",
    )
    assert [(level, words) for level, words in blocks(draft)[1:]] == [
        (1, "一、整改情况"),
        (2, "党建方面"),
        (3, "学习不深入"),
        (0, "牵头领导：张某"),
        (0, "整改措施：开展培训。"),
        (3, "制度不严"),
        (0, "整改措施：修订制度。"),
        (2, "作风方面"),
        (3, "服务不好"),
        (0, "牵头领导：李某"),
        (0, "整改措施：改进服务。"),
    ]
    assert [item.leader for item in items(draft)] == ["张某", "", "李某"]


def test_heads_in_two_rows_and_two_columns_of_findings() -> None:
    draft = word(
        row(
            cell(p("主要问题"), FIRST),
            cell(p("具体问题"), FIRST),
            cell(p("责任分工"), '<w:gridSpan w:val="2"/>'),
        ),
        row(cell(p(), GOES_ON), cell(p(), GOES_ON), cell(p("牵头领导")), cell(p("责任单位"))),
        row(cell(p("学习不深入"), FIRST), cell(p("计划不细")), cell(p("张某")), cell(p("办公室"))),
        row(cell(p(), GOES_ON), cell(p("记录不全")), cell(p("李某")), cell(p("人事科"))),
    )
    assert [(level, words) for level, words in blocks(draft) if level] == [
        (1, "学习不深入"),
        (2, "计划不细"),
        (2, "记录不全"),
    ]
    assert [(item.leader, item.owner) for item in items(draft)] == [("张某", "办公室"), ("李某", "人事科")]
    assert reports(draft, Group.DROPPED) == [("import.table-heads", "主要问题 | 具体问题 | 责任分工")]


def test_numbers_that_leave_one_out_are_kept() -> None:
    draft = of("导语。", ROWS[0], ROWS[1], ROWS[2].replace("2\t", "4\t", 1))
    assert [words for _, words in blocks(draft) if words.startswith("序号")] == ["序号：1", "序号：4"]


def test_a_text_without_numerals_keeps_the_numbers_of_its_table() -> None:
    draft = imported(f"# {TITLE}\n\n## 整改情况\n\n" + "\n".join(ROWS) + "\n\n## 打算\n\n持续整改。\n", "2023-a.md")
    assert [words for _, words in blocks(draft) if words.startswith("序号")] == ["序号：1", "序号：2"]


def test_links_and_words_of_cells_stay_where_they_are() -> None:
    lines = "| 问题 | 整改情况 |\n| --- | --- |\n| 制度不严 | 修订[办法](https://example.org/)。 |"
    draft = imported(f"# {TITLE}\n\n导语。\n\n{lines}\n", "2023-a.md")
    assert "整改情况：修订[办法](<https://example.org/>)。" in body(draft)


def test_what_is_bold_or_linked_stays_so_where_its_cell_moves_behind_the_finding() -> None:
    lines = "| 整改措施 | 责任单位 | 问题 |\n| --- | --- | --- |\n| **修订**[办法](https://a.cn/)。 | 甲**乙** | 不严 |"
    draft = imported(f"# {TITLE}\n\n导语。\n\n{lines}\n", "2023-a.md")
    assert "不严\n\n整改措施：**修订**[办法](<https://a.cn/>)。\n\n责任单位：甲**乙**" in body(draft)


def test_what_is_bold_in_a_merged_cell_is_so_below_each_finding() -> None:
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>办公室</w:t></w:r><w:r><w:t>牵头</w:t></w:r></w:p>"
    draft = word(
        cells("责任单位", "问题", "整改措施"),
        row(cell(bold, FIRST), cell(p("学习不深入")), cell(p("开展培训。"))),
        row(cell(p(), GOES_ON), cell(p("制度不严")), cell(p("修订制度。"))),
    )
    assert body(draft).count("责任单位：**办公室**牵头") == 2


@pytest.mark.parametrize(
    ("foot", "words"),
    [
        ("合计\t\t12项\t两个单位\t\t已完成1个", "合计：12项，两个单位，已完成1个"),
        ("\t合 计：2个\t\t\t\t", "合 计：2个"),
        ("\t总计\t2\t\t\t", "总计：2"),
        ("注：数据截至2023年12月1日\t\t\t\t\t", "注：数据截至2023年12月1日"),
        ("填表人：张某\t\t\t\t审核人：李某\t", "填表人：张某，审核人：李某"),
    ],
)
def test_sums_notes_and_signatures_below_the_findings_are_paragraphs_and_a_doubt(foot: str, words: str) -> None:
    draft = of("导语。", *ROWS, foot)
    assert [section.title for section in read(draft).sections] == ["台账不全", "制度不严"]
    assert blocks(draft)[-1] == (0, words)
    shown = " | ".join(filter(None, foot.split("\t")))
    assert reports(draft, Group.DOUBT) == [("import.behind-table", shown)]
    assert [item.owner for item in items(draft)] == ["办公室", "人事科"]


def test_a_finding_that_begins_as_a_note_does_is_one() -> None:
    draft = of("导语。", "反馈问题\t整改措施\t责任单位", "单位主要负责人\t开展培训\t办公室", "制度不严\t修订\t人事科")
    assert [section.title for section in read(draft).sections] == ["单位主要负责人", "制度不严"]


@pytest.mark.parametrize("first", ["合计12个项目未按规定招标", "共计3.2万元违规发放"])
@pytest.mark.parametrize("beside", ["开展整治\t办公室", "\t"])
def test_a_finding_that_begins_as_a_sum_does_is_one(first: str, beside: str) -> None:
    draft = of("导语。", "反馈问题\t整改措施\t责任单位", "制度不严\t修订\t人事科", f"{first}\t{beside}")
    assert [section.title for section in read(draft).sections] == ["制度不严", first]


@pytest.mark.parametrize("foot", ["合计\t2\t", "共计12项\t\t", "共计：12项\t2\t"])
def test_a_plain_sum_in_the_column_of_findings_is_none(foot: str) -> None:
    draft = of("导语。", "反馈问题\t整改措施\t责任单位", "制度不严\t修订\t人事科", foot)
    assert [section.title for section in read(draft).sections] == ["制度不严"]


def test_a_paragraph_behind_the_table_is_a_doubt() -> None:
    draft = of("导语。", *ROWS, "联系电话：12345678。")
    assert reports(draft, Group.DOUBT) == [("import.behind-table", "联系电话：12345678。")]


@pytest.mark.parametrize(
    "lines",
    [
        ("序号\t制度名称\t责任单位", "1\t借阅办法\t办公室", "2\t值班办法\t业务科"),
        ("姓名\t职务\t处理情况", "张某\t科员\t诫勉谈话"),
        ("类别\t问题数\t已完成\t完成率", "党建\t3\t2\t66%"),
        ("项目\t金额\t备注", "违规补贴\t3万元\t已退回"),
    ],
)
def test_a_table_about_something_else_stays_without_a_word(lines: tuple[str, ...]) -> None:
    draft = of("导语。", "一、整改情况", *lines)
    assert body(draft).count("\n|") == len(lines) + 1
    assert reports(draft, Group.DOUBT) == []


@pytest.mark.parametrize(
    ("reason", "lines"),
    [
        ("no heading stands above", ("导语。", *ROWS, "一、下一步打算", "持续整改。")),
        ("has other headings below it", ("一、整改情况", *ROWS, "（一）其他", "持续整改。")),
        ("stands in an attachment", ("一、整改情况", "已经完成。", "附件：整改情况表", *ROWS)),
        ("no single heading", ("一、整改情况", "（一）关于台账不全的问题", "补齐台账。", "二、一览", *ROWS)),
        ("other findings have headings", ("一、整改情况", "（一）关于服务不好的问题", "改进。", "二、其他", *ROWS)),
        ("does not go with its heads", ("一、整改情况", *ROWS, "其中\t\t\t两个单位\t\t")),
        ("holds several findings", ()),
        ("numerals in its cells", ("一、整改情况", ROWS[0], ROWS[1].replace("台账", "（一）台账"), ROWS[2])),
        (
            "some findings stand below an area",
            ("一、整改情况", "方面\t问题\t措施", "\t台账不全\t补齐", "党建\t学习少\t学"),
        ),
        ("a column has words but no head", ("一、整改情况", "问题\t整改措施\t", "台账不全\t补齐\t办公室")),
        ("no row has the heads", ("一、整改情况", "问题\t台账不全", "整改措施\t补齐台账", "责任单位\t办公室")),
    ],
)
def test_a_table_that_is_not_plain_stays_and_the_report_says_why(reason: str, lines: tuple[str, ...]) -> None:
    draft = (
        of("导语。", *lines)
        if lines
        else word(cells("问题", "整改措施"), row(cell(p("1.台账不全。") + p("2.制度不严。")), cell(p("改。"))))
    )
    (message,) = [entry.message for entry in draft.entries if entry.code == "import.finding-table"]
    assert reason in message.msgid
    assert "\n| --- |" in body(draft)
