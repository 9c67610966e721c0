"""Markdown as Chinese offices write it: emphasis, broken lines, headings and tables."""

import html as python_html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.checking import checked, codes_of
from zhaoshi.problems import Severity
from zhaoshi.text.markdown import check, html, parser, plain_text


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("**“三重一大”**制度", "<strong>“三重一大”</strong>制度"),
        ("落实**“三重一大”**制度", "落实<strong>“三重一大”</strong>制度"),
        ("关于**《条例》**的学习", "关于<strong>《条例》</strong>的学习"),
        ("**一是**修订", "<strong>一是</strong>修订"),
        ("**一是：**修订", "<strong>一是：</strong>修订"),
        ("完成（**已销号**）。", "完成（<strong>已销号</strong>）。"),
        ("a **b** c", "a <strong>b</strong> c"),
        ("snake_case_name", "snake_case_name"),
        ("甲 * 乙 * 丙", "甲 * 乙 * 丙"),
        ("甲**：乙**，丙", "甲**：乙**，丙"),
        ("**甲**、**乙**", "<strong>甲</strong>、<strong>乙</strong>"),
        ("**带*号的项目**", "<strong>带*号的项目</strong>"),
        ("\\*甲\\*", "*甲*"),
    ],
)
def test_emphasis_knows_chinese(text: str, made: str) -> None:
    assert html(text) == f"<p>{made}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "规格3*4米、2*3米；热线12*24小时值守，值班2*8小时。",
        "2*3*4",
        "长*宽*高",
        "带*的必填，标*的选填。",
        "*强调*的",
        "***甲***乙",
        "138****1234，139****5678",
        "编号33**19**07",
        "张**、李**两名同志",
        "a_b_c，附件_1_.pdf",
        "_下划线_和__双线__",
        "办公室_财务科_。",
    ],
)
def test_signs_that_are_no_pair_of_asterisks_round_words_are_published_as_they_stand(text: str) -> None:
    assert html(text) == f"<p>{text}</p>"


@pytest.mark.parametrize("text", ["落实 *强调* 的话", "注：_甲_。", "***甲***", "__甲乙__", "（*“甲”*）", "- *甲*\n"])
def test_marks_of_emphasis_that_would_be_shown_are_a_doubt(text: str) -> None:
    assert codes_of(text) == ["markdown.emphasis"]


@pytest.mark.parametrize("text", ["2*3米、3*4米。", "*号、带*的", "a_b_c", "\\*甲\\*", "`*甲*`", "**甲**", "（***）"])
def test_signs_that_nobody_means_as_emphasis_are_no_doubt(text: str) -> None:
    assert codes_of(text) == []


@pytest.mark.parametrize(
    ("text", "words", "column"),
    [
        ("对张**同志、李**同志谈话提醒。", "张**同志、李**同志", 2),
        ("其中党组书记张**同志负责**重点工作**。", "张**同志负责**", 7),
        ("**责任人：李**同志牵头。", "**责任人：李**同志", 1),
        ("张**履职不力，\n局长李**监管缺位。", "张**履职不力，局长李**", 1),
        ("欧阳**先生与王**女士", "欧阳**先生与王**女士", 1),
        ("- 王**某反映、赵**某核实", "王**某反映、赵**某", 3),
        ("原局长周**等人、吴**", "周**等人、吴**", 4),
        ("经查，陈**在任期间，和林**共同决定。", "陈**在任期间，和林**", 4),
    ],
)
def test_pairs_that_seem_to_hide_names_and_make_words_bold_are_a_doubt(text: str, words: str, column: int) -> None:
    _, (problem,), made = checked(text)
    assert "<strong>" in made
    assert (problem.code, problem.severity, problem.at.column) == ("markdown.masked-name", Severity.DOUBT, column)
    assert f"“{words}”" in problem.text(str)


@pytest.mark.parametrize(
    "text",
    [
        "张**、李**两名同志",
        "张**同志",
        "张\\*\\*同志、李\\*\\*同志",
        "张某某同志、李某某同志",
        "进一步提高**政治站位**，严肃**纪律要求**。",
        "对**党组书记**、**局长**谈话",
        "由**区委办公室**牵头，于**2023年12月任务完成**。",
        "**同志们**、**女士们、先生们**：",
        "**一是**压实责任。**二是**建章立制。",
        "向**先进**学习，和**任务较重的方**对接",
        "**张某同志**牵头",
    ],
)
def test_bold_words_and_names_that_hide_nothing_behind_pairs_are_no_doubt(text: str) -> None:
    assert codes_of(text) == []


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("甲乙\n丙丁", "甲乙丙丁"),
        ("甲，\n乙", "甲，乙"),
        ("“甲”\n乙", "“甲”乙"),
        ("abc\ndef", "abc\ndef"),
        ("甲\nabc", "甲\nabc"),
        ("甲2023\n年", "甲2023\n年"),
        ("**甲**\n乙", "<strong>甲</strong>乙"),
        ("甲  \n乙", "甲<br />\n乙"),
    ],
)
def test_a_broken_line_leaves_no_space_between_chinese_characters(text: str, made: str) -> None:
    assert html(text) == f"<p>{made}</p>"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**“甲”**[乙](https://a.example/)`丙`", "“甲”乙丙"),
        ("甲\n乙", "甲乙"),
        ("abc\ndef", "abc def"),
        ("甲  \n乙", "甲乙"),
        ("甲\nabc\n乙", "甲 abc 乙"),
        ("\\<甲&amp;", "<甲&"),
    ],
)
def test_plain_text_is_what_one_reads(text: str, plain: str) -> None:
    assert plain_text(parser().parse(text)[1]) == plain


@given(text=st.text(st.sampled_from("甲乙ab，。“”（）*_ \n"), max_size=30))
def test_emphasis_and_broken_lines_lose_no_word(text: str) -> None:
    made = html(text)
    read = re.sub(r"<[^>]*>", "", python_html.unescape(made))
    assert re.sub(r"[\s*_]", "", read) == re.sub(r"[\s*_]", "", text)


@given(text=st.text(st.sampled_from("甲3a，（_*"), max_size=30))
def test_every_sign_that_makes_nothing_bold_is_shown(text: str) -> None:
    made = html(f"甲{text}甲")
    assert "<em>" not in made
    shown = made.replace("<strong>", "**").replace("</strong>", "**")
    assert shown == f"<p>甲{text}甲</p>"


def test_cells_are_aligned_by_class() -> None:
    assert '<td class="align-right' in html("| 甲 | 乙 |\n|:-:|--:|\n| a | 1 |\n")


def test_columns_of_short_cells_are_marked_whatever_their_heads() -> None:
    made = html(
        "| 单位 | 合同数（份） | 说明 |\n| --- | --: | --- |\n| 甲 | 19 | 均已规范到位 |\n| 云岫区水利局 | 8 | 无 |\n"
    )
    assert made.count("narrow") == 3
    assert '<th class="align-right narrow">合同数（份）</th>' in made
    assert '<td class="align-right narrow">19</td>' in made


def test_a_column_of_short_words_has_room_for_each() -> None:
    made = html("| 问题 | 状态 |\n| --- | --- |\n| 学习制度不健全 | 已完成 |\n| 会议记录不规范 | 整改中 |\n")
    assert made.count('class="short"') == 3


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("甲。\n乙。\n丙。\n", [11, 12]),
        ("首段。\n\n甲乙\n丙。\n丁\n", [14]),
        ("甲，\n乙。\n\n丙。\n", []),
        ("一是甲。\n二是乙。\n", []),
        ("一要甲。\n**二要**乙。\n", []),
    ],
)
def test_a_line_that_ends_a_sentence_inside_a_paragraph_is_a_doubt(text: str, lines: list[int]) -> None:
    _, problems = check(parser().parse(text), text.split("\n"), "f", 11)
    assert [(p.code, p.severity, p.at.line) for p in problems] == [
        ("markdown.joined-lines", Severity.DOUBT, line) for line in lines
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("首段\n\n| 序号 | 问题 |\n| 1 | 甲 |\n| 2 | 乙 |", [("markdown.table", 13, "| --- | --- |")]),
        ("如下表：\n｜序号｜问题｜状态｜\n｜1｜甲｜完成｜", [("markdown.table", 12, "| --- | --- | --- |")]),
        ("| 序号 | 问题 |\n| --- |\n| 1 | 甲 |", [("markdown.table", 11, "| --- | --- |")]),
        ("甲\n序号\t问题\t状态\n1\t台账不全\t完成", [("markdown.tabs", 12, "| --- | --- | --- |")]),
        ("- 序号\t问题\n  1\t甲", [("markdown.tabs", 11, "| --- | --- |")]),
        ("| 序号 | 问题 |\n| --- | --- |\n| 1 | 甲 |", []),
        ("| 序号 | 问题\n| 1 | 甲", [("markdown.table", 11, "| --- | --- |")]),
        ("问题 | 措施 | 状态\n甲 | 乙 | 丙", [("markdown.bars", 11, "| --- | --- | --- |")]),
        ("如下：\n问题｜措施\n甲｜乙", [("markdown.bars", 12, "| --- | --- |")]),
        ("问题 | 措施\n——— | ———\n甲 | 乙", [("markdown.table", 11, "| --- | --- |")]),
        ("问题｜措施\n---｜---\n甲｜乙", [("markdown.table", 11, "| --- | --- |")]),
        ("问题 | 措施 | 状态\n--- | ---\n甲 | 乙 | 丙", [("markdown.table", 11, "| --- | --- | --- |")]),
        ("问题 | 措施\n\n--- | ---\n甲 | 乙", [("markdown.table", 13, "")]),
        ("问题 | 措施\n\n--- | ---\n\n甲 | 乙", [("markdown.table", 13, "")]),
        ("| 事项 | 金额 |\n| --- | --- |\n| 租金 | 45万元 | 其中5万元未缴 |", [("markdown.surplus-cells", 13, "")]),
        ("事项 | 金额\n--- | ---\n一小|二小 | 45万元", [("markdown.surplus-cells", 13, "")]),
        ("| 事项 | 金额 |\n| --- | --- |\n| 租金 | 45 | |\n| 甲\\|乙 | 5 |\n| 丙 |", []),
        ("首段\n\n——｜——\n\n| - | - |\n\n甲---乙 | 丙", []),
        ("问题\n--- | ---\n甲 | 乙", [("markdown.table", 12, "| --- | --- |")]),
        ("|| 措施 |\n| 甲 | 乙 |", [("markdown.table", 11, "| --- | --- |")]),
        ("问题 | 措施\n--- | ---\n甲 | 乙", []),
        ("\\| 甲 | 乙 |\n\\| 丙 | 丁 |", []),
        ("甲 \\| 乙\n丙 \\| 丁", []),
        ("甲 | 乙\n| 丙 | 丁 |", [("markdown.bars", 11, "| --- | --- |")]),
        ("甲 | 乙\n丙 | 丁 | 戊\n\n甲 | 乙\n丙\n丁 | 戊\n\n序号\t问题", []),
        ("1.\t甲\n2.\t乙\n\n（1）\t甲\n（2）\t乙\n\n\t甲\n\t乙", []),
    ],
)
def test_rows_that_make_no_table_are_named_with_the_line_that_is_missing(
    text: str, found: list[tuple[str, int, str]]
) -> None:
    _, problems = check(parser().parse(text), text.split("\n"), "f", 11)
    assert [(p.code, p.at.line, p.hint.values.get("line", "") if p.hint else "") for p in problems] == found


def test_indented_text_is_no_code_and_a_line_below_a_paragraph_no_heading() -> None:
    assert html("甲\n\n    乙\n\n丙\n---\n丁") == "<p>甲</p>\n<p>乙</p>\n<p>丙</p>\n<hr />\n<p>丁</p>"


@pytest.mark.parametrize(
    "text", ["####2. 关于甲的问题", "##2、甲", "　　###（一）甲", "#甲", "＃＃ 甲", "甲。\n####2. 乙"]
)
def test_a_heading_without_a_space_is_an_error(text: str) -> None:
    assert "heading.space" in codes_of(text)


@pytest.mark.parametrize("text", ["#1 和 #2 已办结。", "#1", "见 ##2", "#### 2. 甲", "\\####2. 甲"])
def test_numbers_of_something_and_real_headings_are_no_glued_headings(text: str) -> None:
    assert codes_of(text) == []


@pytest.mark.parametrize("text", ["**2. 关于甲的问题**", "**（1）关于甲**", "**一、甲**", "**2．甲**\n"])
def test_a_bold_line_with_a_numeral_looks_like_a_heading(text: str) -> None:
    assert codes_of(text) == ["markdown.heading-like"]


@pytest.mark.parametrize(
    "text", ["**甲**", "**一是**修订。**二是**检查。", "**2. 甲。**", "**2. 甲**：乙", "**1. 甲**乙**2. 丙**"]
)
def test_other_bold_words_do_not_look_like_a_heading(text: str) -> None:
    assert codes_of(text) == []


def test_a_table_can_be_scrolled_from_the_keyboard() -> None:
    assert '<table tabindex="0">' in checked("|一|二|\n|-|-|\n|1|2|\n")[2]


@pytest.mark.parametrize("text", ["问题 | 措施\n--- | ---\n甲 | 乙", "问题 | 措施 |\n:-- | --: |\n甲 | 乙 |"])
def test_a_table_needs_no_bars_at_the_ends_of_its_lines(text: str) -> None:
    made = checked(text)[2]
    assert re.findall(r"<t[hd](?: [^>]*)?>([^<]*)", made) == ["问题", "措施", "甲", "乙"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("| 问题 | 措施 |\n| --- | --- |\n| 甲 | 乙 |\n以上问题均已整改。\n", [4]),
        ("问题 | 措施\n--- | ---\n甲 | 乙\n以上问题\n均已整改。", [4]),
        ("| 问题 | 措施 |\n| --- | --- |\n| 甲 | 乙 |\n| 丙 |\n\n以上问题均已整改。", []),
        ("| 问题 |\n| --- |\n| 甲 |", []),
    ],
)
def test_words_that_become_a_row_because_no_empty_line_parts_them_from_a_table_are_a_doubt(
    text: str, lines: list[int]
) -> None:
    _, problems, _ = checked(text)
    assert [(p.code, p.severity, p.at.line) for p in problems] == [
        ("markdown.table-row", Severity.DOUBT, line) for line in lines
    ]


@pytest.mark.parametrize("text", ["[注1]: 已缴纳", "[1]: 说明见附件"])
def test_what_looks_like_the_address_of_a_link_elsewhere_is_words(text: str) -> None:
    assert html(text) == f"<p>{text}</p>"
