import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.text.markdown import parser
from zhaoshi.text.measures import cuts, pieces
from zhaoshi.text.numerals import STANDARD, han
from zhaoshi.text.outline import Block, outline


def blocks(text: str) -> tuple[Block, ...]:
    return outline("## 甲\n\n" + text, STANDARD, "f")[0].sections[0].blocks


def words(html: str) -> str:
    return re.sub(r"\s|<[^>]*>", "", html)


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("一是修订制度。二是开展培训。", ("一是修订制度。", "二是开展培训。")),
        ("一是修订制度；二是开展培训；三是检查。", ("一是修订制度；", "二是开展培训；", "三是检查。")),
        ("一是修订制度! 二是开展培训.", ("一是修订制度!", "二是开展培训.")),
        ("一要修订。二要培训。", ("一要修订。", "二要培训。")),
        ("**一是**修订。**二是**培训。", ("<strong>一是</strong>修订。", "<strong>二是</strong>培训。")),
        (
            "**一是修订。**已完成。**二是培训。**",
            ("<strong>一是修订。</strong>已完成。", "<strong>二是培训。</strong>"),
        ),
        ("一是修订。\n二是培训。", ("一是修订。", "二是培训。")),
        ("一是修订\n二是培训", None),
        ("一是修订。\n\n二是培训。\n\n三是检查。", ("一是修订。", "二是培训。", "三是检查。")),
        ("一是修订。二是培训。\n\n三是检查。", ("一是修订。", "二是培训。", "三是检查。")),
        ("一是[修订](https://a.example/)。二是培训。", ('一是<a href="https://a.example/">修订</a>。', "二是培训。")),
        ("".join(f"{han(n)}是甲。" for n in range(1, 13)), tuple(f"{han(n)}是甲。" for n in range(1, 13))),
    ],
)
def test_measures_become_a_list(text: str, measures: tuple[str, ...] | None) -> None:
    assert blocks(text) == ((Block(measures=measures),) if measures else (Block(f"<p>{words(text)}</p>"),))


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("主要措施：一是修订。二是培训。", "主要措施："),
        ("区文联高度重视，一是修订。二是培训。", "区文联高度重视，"),
        ("已经整改。一是修订。二是培训。", "已经整改。"),
    ],
)
def test_what_leads_in_stays_in_front_of_the_list(text: str, lead: str) -> None:
    assert blocks(text) == (Block(f"<p>{lead}</p>"), Block(measures=("一是修订。", "二是培训。")))


@pytest.mark.parametrize(
    "text",
    [
        "一是修订制度。",
        "一是一、二是二。",
        "工作方针是一是一，二是二。",
        "二是修订。三是培训。",
        "一是修订。三是培训。",
        "原因之一是修订。二是培训。",
        "一是修订，二是培训。",
        "一是修订。\n\n已经完成。",
        "说一是一、说二是二。",
        "一是修订。\n\n三是培训。",
    ],
)
def test_what_is_no_list_stays_prose(text: str) -> None:
    found = blocks(text)
    assert all(not block.measures for block in found)
    assert "".join(words(block.prose) for block in found) == words(text)


def test_prose_behind_a_list_ends_it() -> None:
    found = blocks("一是修订。二是培训。\n\n以上均已完成。\n\n- 甲\n- 乙\n")
    assert found[0] == Block(measures=("一是修订。", "二是培训。"))
    assert found[1].prose.startswith("<p>以上均已完成。</p>\n<ul>")


def test_lists_are_recognised_in_leaves_only() -> None:
    tree, _ = outline("一是甲。二是乙。\n\n## 甲\n\n一是甲。二是乙。\n\n### 乙\n\n一是甲。二是乙。\n", STANDARD, "f")
    assert not any(block.measures for block in (*tree.lead, *tree.sections[0].blocks))
    assert tree.sections[0].children[0].blocks[0].measures == ("一是甲。", "二是乙。")


PARTS = st.lists(
    st.sampled_from(
        [
            *[
                "一是",
                "二是",
                "三是",
                "一要",
                "**一是**",
                "**二是**",
                "甲",
                "修订制度",
                "。",
                "；",
                "，",
                "：",
                "“乙”",
                "*丙*",
                "`一是`",
                "一、",
            ],
            *("[丁](https://a.example/)", "\n", " ", "  \n", "\n\n"),
        ]
    ),
    min_size=1,
    max_size=14,
)


@given(parts=PARTS)
def test_no_mark_and_no_word_of_a_text_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    shown = "".join(block.prose + "".join(block.measures) for block in blocks(text))
    assert words(shown) == words(parser().render(text))


@given(parts=PARTS, expected=st.integers(1, 3))
def test_the_pieces_of_a_paragraph_are_its_text(parts: list[str], expected: int) -> None:
    for token in parser().parse("".join(parts)):
        children = token.children or []
        found = pieces(children, cuts(children, expected))
        whole = "".join(child.content for child in children)
        joined = "".join(child.content for piece in found for child in piece)
        assert "".join(joined.split()) == "".join(whole.split())
        assert len(found) == len(cuts(children, expected)) + 1


@given(count=st.integers(2, 40), end=st.sampled_from("。；"), lead=st.sampled_from(["", "措施如下：", "措施如下，"]))
def test_each_measure_begins_with_its_own_mark(count: int, end: str, lead: str) -> None:
    text = lead + "".join(f"{han(number)}是修订制度{end}" for number in range(1, count + 1))
    *_, last = blocks(text)
    assert last.measures == tuple(f"{han(number)}是修订制度{end}" for number in range(1, count + 1))
