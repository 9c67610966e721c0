"""Bold stretches of a text: what stands between ** is bold on the page, and nothing else is lost for it."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importing.importing import TITLE, body, codes_of, drafted, imported
from zhaoshi.importing.manuscript import Link, Manuscript, Paragraph
from zhaoshi.importing.text.markdown_text import body as markdown_of
from zhaoshi.importing.text.proof import words_of
from zhaoshi.importing.text.wording import Kind, Mark, Wording
from zhaoshi.text import markdown

SOAK = "ZHAOSHI_SOAK" in os.environ


def written(text: str, *spans: tuple[int, int]) -> str:
    return markdown_of(Wording(text, (1,), tuple(Mark(start, end, Kind.BOLD) for start, end in spans)))


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("会议强调，坚持问题导向，", (4, 12), "会议强调，**坚持问题导向，**"),
        ("建章立制（试行）", (0, 5), "**建章立制**（试行）"),
        ("全文“三重一大”制度", (2, 8), "全文**“三重一大”**制度"),
        ("落实 责任 到人", (2, 6), "落实 **责任** 到人"),
        ("1.，严格把关", (2, 7), "1\\.，**严格把关**"),
        ("一是；二是", (2, 3), "一是；二是"),
        ("第15号文件", (2, 3), "第15号文件"),
        ("已完成3*4米", (3, 5), "已完成**3\\***4米"),
    ],
)
def test_a_bold_stretch_is_its_words_without_the_marks_beside_them(
    text: str, span: tuple[int, int], expected: str
) -> None:
    assert written(text, span) == expected
    assert words_of(expected) == text


def test_bold_stretches_that_meet_are_one() -> None:
    assert written("甲乙丙丁", (0, 2), (2, 3)) == "**甲乙丙**丁"


def test_one_stretch_that_markdown_cannot_open_leaves_the_others_and_the_links() -> None:
    text = "会议强调，坚持导向，见清单。"
    line = Paragraph(2, text, bold=((4, 10),), links=(Link(11, 13, "https://example.org/"),))
    draft = drafted(Manuscript("2023-library.docx", (Paragraph(1, TITLE, level=0), line)))
    assert body(draft) == "会议强调，**坚持导向，**见[清单](<https://example.org/>)。"
    assert "import.markup" not in [code for _, code in codes_of(draft, "note")]


def test_a_link_keeps_its_words_where_spaces_stand_beside_them() -> None:
    text = Wording("见 清单 。", (1,), (Mark(1, 5, Kind.LINK, "https://example.org/"),))
    assert markdown_of(text) == "见 [清单](<https://example.org/>) 。"


SIGNS = st.text("坚持导向，。；：（）“”《》—…*_[]!#3a b-", min_size=1, max_size=14).filter(
    lambda text: text == text.strip()
)


def stretches(text: str, places: list[int]) -> list[tuple[int, int]]:
    edges = sorted(place for place in places if place <= len(text))
    return list(zip(edges[::2], edges[1::2], strict=False))


def is_han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


PLACES = st.lists(st.integers(0, 14), max_size=6, unique=True)


@settings(max_examples=5000 if SOAK else 300)
@given(SIGNS, PLACES, PLACES)
def test_only_what_was_bold_or_linked_becomes_so_and_every_word_of_it_does(
    text: str, bold: list[int], links: list[int]
) -> None:
    meant = {Kind.BOLD: stretches(text, bold), Kind.LINK: stretches(text, links)}
    marks = (Mark(*span, kind, "https://example.org/") for kind, spans in meant.items() for span in spans)
    source = markdown_of(Wording(text, (1,), tuple(marks)))
    assert words_of(source) == text
    found: dict[str, set[int]] = {"strong": set(), "link": set()}
    depths, position = dict.fromkeys(found, 0), 0
    (inline,) = (token for token in markdown.parser().parse(source) if token.type == "inline")
    for child in inline.children or []:
        name = child.type.partition("_")[0]
        if name in depths:
            depths[name] += child.nesting
        for kind, depth in depths.items():
            found[kind] |= set(range(position, position + len(child.content))) if depth else set()
        position += len(child.content)
    for kind, places in ((Kind.BOLD, found["strong"]), (Kind.LINK, found["link"])):
        wanted = {place for start, end in meant[kind] for place in range(start, end)}
        assert places <= wanted
        assert {place for place in wanted if is_han(text[place])} <= places


ROWS = "| 制度 | **内容** |\n| --- | --- |\n| 甲 | 共**3项**，见[**附**件](<https://example.org/>) |"


@pytest.mark.parametrize("name", ["2023-a.md", "2023-a.txt"])
def test_bold_words_in_cells_stay_bold_and_the_head_of_a_table_is_so_by_itself(name: str) -> None:
    draft = imported(f"# {TITLE}\n\n导语。\n\n{ROWS}\n" if name.endswith("md") else f"{TITLE}\n导语。\n{ROWS}\n", name)
    assert body(draft).endswith(ROWS.replace("**内容**", "内容"))


def test_bold_words_in_cells_of_tabs_and_of_findings_stay_bold() -> None:
    draft = imported(
        f"# {TITLE}\n\n导语。\n\n## 一、整改情况\n\n存在问题\t整改措施\n**学习不深入**\t制定**计划**\n", "2023-a.md"
    )
    assert body(draft).endswith("### 学习不深入\n\n整改措施：制定**计划**")
