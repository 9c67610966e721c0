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
        ("*强调*的", "<em>强调</em>的"),
        ("a **b** c", "a <strong>b</strong> c"),
        ("snake_case_name", "snake_case_name"),
        ("甲 * 乙 * 丙", "甲 * 乙 * 丙"),
        ("2*3*4", "2<em>3</em>4"),
        ("***甲***乙", "<em><strong>甲</strong></em>乙"),
        ("\\*甲\\*", "*甲*"),
    ],
)
def test_emphasis_knows_chinese(text: str, made: str) -> None:
    assert html(text) == f"<p>{made}</p>"


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
    read = re.sub(r"<[^>]*>", "", python_html.unescape(html(text)))
    assert re.sub(r"[\s*_]", "", read) == re.sub(r"[\s*_]", "", text)


def test_cells_are_aligned_by_class() -> None:
    assert '<td class="align-right">1</td>' in html("| 甲 | 乙 |\n|:-:|--:|\n| a | 1 |\n")


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
