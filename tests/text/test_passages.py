"""Plain passages against the Markdown parser: the same outline and the same complaints."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhaoshi.text.front_matter import split
from zhaoshi.text.numerals import STANDARD
from zhaoshi.text.outline import outline
from zhaoshi.text.passages import Parsed, passages

ROOT = Path(__file__).parent.parent.parent

FRAGMENTS = [
    "正文。",
    "一是修订。二是补学。",
    "二是补学；",
    "三是坚持",
    "一是",
    "主要是：一是改。 二是学。",
    "  缩进",
    "　全角",
    "行尾  ",
    "a b",
    "“三重一大”",
    '"引号"',
    "2023年6月",
    "1. 一项",
    "1.一项",
    "12) 二项",
    "- 一项",
    "* 一项",
    "+ 一项",
    "> 引文",
    "**粗**",
    "*斜*",
    "_x_",
    "`代码`",
    "```",
    "~~~",
    "[链接](attachments/a.pdf)",
    "[链接]: https://example.org",
    "![图](attachments/a.png)",
    "<b>",
    "&amp;",
    "a & b",
    "a<b",
    "\\*",
    "a\\",
    "|甲|乙|",
    "|---|---|",
    "---",
    "===",
    "***",
    ":--",
    "~x~",
    "#无空格",
    "＃全角",
    "a #b",
    "一、组织",
    "（一）关于",
    "！感叹!",
    "(x)",
    "]（x）",
    "http://example.org",
    "👍",
    "𠮷",
    "é",
    "a\tb",
    "\u00a0x",
    "$",
    "%",
    "^",
    "=",
    "a=b",
    ".",
    "）",
    "《办法》",
    "10:58",
    "一是。二是",
]
HEADINGS = [
    "## 一、组织",
    "### （一）关于",
    "## 组织 ##",
    "## **粗**",
    "##",
    "## ",
    "#### 1. 关于“甲”的问题",
    "# 题",
    "####### x",
    "  ## 缩进",
    "- ## 列表",
]

line = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=3).map("".join),
    st.lists(st.sampled_from(FRAGMENTS[:12]), min_size=1, max_size=3).map("".join),
    st.just(""),
    st.just(""),
    st.sampled_from(HEADINGS),
)
texts = st.lists(line, max_size=10).map("\n".join)


def same(text: str) -> None:
    quick, complaints = outline(text, STANDARD, "f.md", 5)
    whole, expected = outline(text, STANDARD, "f.md", 5, is_parsed=True)
    assert quick == whole
    assert sorted(map(repr, complaints)) == sorted(map(repr, expected))


@given(texts)
@example("正文\n#无空格\n正文")
@example("- 一项\n\n## 一、组织\n\n  正文")
@example("```\n## 一、组织\n```")
@example("[a\nb]: /x\n\n[a\nb]")
def test_plain_passages_are_what_the_parser_makes_of_them(text: str) -> None:
    same(text)


@given(st.text(alphabet="#- \n*[]()>`~|<&\\1.一是二。", max_size=30))
def test_signs_in_any_order_are_what_the_parser_makes_of_them(text: str) -> None:
    same(text)


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.md")), ids=str)
def test_texts_of_the_sample_are_what_the_parser_makes_of_them(path: Path) -> None:
    document, _ = split(path.read_text(encoding="utf-8"), "f.md")
    assert document is not None
    same(document.body)


def test_one_passage_with_markup_leaves_the_others_plain() -> None:
    found, _, _, _ = passages("导语。\n\n## 一、甲\n\n正文。\n\n## 二、乙\n\n**粗**。\n", "f.md", 1)

    assert [(passage.heading, any(isinstance(group, Parsed) for group in passage.groups)) for passage in found] == [
        ("", False),
        ("一、甲", False),
        ("二、乙", True),
    ]
