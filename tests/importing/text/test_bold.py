"""Bold stretches of a text: what stands between ** is bold on the page, and nothing else is lost for it."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importing.importing import TITLE, body, codes_of, drafted
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


@settings(max_examples=5000 if SOAK else 300)
@given(SIGNS, st.lists(st.integers(0, 14), max_size=6, unique=True))
def test_only_what_was_bold_becomes_bold_and_every_word_of_it_does(text: str, places: list[int]) -> None:
    edges = sorted(place for place in places if place <= len(text))
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    source = written(text, *spans)
    assert words_of(source) == text
    bold, depth, position = set(), 0, 0
    (inline,) = (token for token in markdown.parser().parse(source) if token.type == "inline")
    for child in inline.children or []:
        depth += child.nesting if child.type.startswith("strong") else 0
        bold |= set(range(position, position + len(child.content))) if depth else set()
        position += len(child.content)
    meant = {place for start, end in spans for place in range(start, end)}
    assert bold <= meant
    assert {place for place in meant if "\u4e00" <= text[place] <= "\u9fff"} <= bold
