"""Headings of a text without styles: their levels, their numerals, and where they end."""

import pytest

from tests.importing.importing import TITLE, blocks, codes_of, drafted, of, read
from zhaoshi.importing.manuscript import Manuscript, Paragraph
from zhaoshi.text.numerals import STANDARD, Style
from zhaoshi.text.outline import walk


@pytest.mark.parametrize(
    ("lines", "levels", "numbering"),
    [
        (["一、甲", "（一）乙", "1.丙", "（1）丁"], [1, 2, 3, 4], STANDARD),
        (["(一)甲", "1、乙", "(1)丙", "2、丁"], [1, 2, 3, 2], STANDARD[1:]),
        (["一、甲", "1. 乙", "2. 丙", "二、丁"], [1, 2, 2, 1], (Style.HAN, Style.ARABIC)),
        (["1．甲", "2．乙"], [1, 1], (Style.ARABIC,)),
    ],
)
def test_a_numbering_is_told_by_its_numerals(lines: list[str], levels: list[int], numbering: tuple[Style, ...]) -> None:
    draft = of("导语。", *lines)
    assert [level for level, _ in blocks(draft) if level] == levels
    assert read(draft).facts.numbering == numbering
    assert [words for level, words in blocks(draft) if level] == lines


def test_items_of_a_list_are_no_headings_and_follow_no_numbering() -> None:
    lines = [
        "一、整改情况",
        "（一）关于“甲”的问题",
        "1. 制定办法",
        "2. 关于“乙”的问题",
        "（二）关于“丙”的问题",
        "1. 丁",
    ]
    paragraphs = [Paragraph(n, line, depth=int(line[0].isdecimal())) for n, line in enumerate([TITLE, *lines], 1)]
    draft = drafted(Manuscript("2023-library.docx", tuple(paragraphs), has_paragraphs=True))
    assert [words for level, words in blocks(draft) if level] == [lines[0], lines[1], lines[4]]
    assert codes_of(draft, "doubt") == []
    assert "\n\n1. 制定办法\n2. 关于“乙”的问题\n\n" in draft.notice


@pytest.mark.parametrize(
    ("lines", "departing"),
    [
        (["一、甲", "（一）乙", "二、丙", "1.丁"], "1.丁"),
        (["一、甲乙", "三、丙丁"], "三、丙丁"),
        (["一、甲乙", "二、丙丁", "二、戊己"], "二、戊己"),
    ],
)
def test_numerals_without_one_scheme_stay_words_of_headings(lines: list[str], departing: str) -> None:
    draft = of("导语。", *lines)
    assert read(draft).facts.numbering == ()
    assert [words for level, words in blocks(draft) if level] == lines
    (place,) = [entry.line for entry in draft.entries if entry.code == "import.numbering"]
    assert lines[place - 3] == departing  # title and first paragraph stand before them


def test_circles_ordinals_and_lists_in_a_text_are_no_headings() -> None:
    lines = ["①措施一。", "②措施二。", "第一，抓学习。", "1.清理账目；", "2.追缴资金。", "3.5万元已经追回。"]
    assert blocks(of("导语。", "一、甲", *lines))[2:] == [(0, line) for line in lines]


def test_a_part_with_marks_only_has_no_inner_headings() -> None:
    draft = of(
        "导语。", "一、组织落实情况", "一是提高认识。二是健全机构。", "二、整改情况", "（一）关于“甲乙”的问题", "正文。"
    )
    assert [section.code for section in walk(read(draft).sections)] == ["1", "2", "2.1"]
    assert read(draft).findings == ("2.1",)


def test_attachments_listed_at_the_end_are_no_headings() -> None:
    draft = of("导语。", "一、甲", "正文。", "附件：1.整改台账", "2.制度清单")
    assert blocks(draft)[-2:] == [(0, "附件：1.整改台账"), (0, "2.制度清单")]


def test_headings_that_lost_their_numerals_are_doubts() -> None:
    draft = of("导语。", "关于“学习不够”的问题", "正文。")
    assert codes_of(draft, "doubt") == [(3, "import.unnumbered")]


@pytest.mark.parametrize(
    ("line", "heading", "text"),
    [
        ("（一）加强组织领导。正文一句。", "（一）加强组织领导。", "正文一句。"),
        ("（一）关于“甲乙”的问题整改进展情况。正文一句。", "（一）关于“甲乙”的问题整改进展情况。", "正文一句。"),
        ("（一）关于“甲‘丙丁’乙”问题一是修订制度。", "（一）关于“甲‘丙丁’乙”问题", "一是修订制度。"),
        ("（一）关于“甲乙。丙丁。”的问题。正文一句。", "（一）关于“甲乙。丙丁。”的问题。", "正文一句。"),
        ("（一）关于“甲乙”正文一句。", "（一）关于“甲乙”", "正文一句。"),
        ('（一）关于"甲乙"的问题。正文一句。', '（一）关于"甲乙"的问题。', "正文一句。"),
        ("（一）提高政治站位　　党支部召开会议。", "（一）提高政治站位", "党支部召开会议。"),
        (
            "（一）建立长效机制，巩固成效目前，已经修订制度三项。",
            "（一）建立长效机制，巩固成效",
            "目前，已经修订制度三项。",
        ),
    ],
)
def test_a_heading_is_parted_from_the_text_behind_it(line: str, heading: str, text: str) -> None:
    draft = of("导语。", line)
    assert blocks(draft)[1:] == [(1, heading), (0, text)]
    assert {code for _, code in codes_of(draft, "repaired") + codes_of(draft, "doubt")} & {
        "import.split-heading",
        "import.glued-heading",
    }


@pytest.mark.parametrize(
    "heading",
    [
        "（一）关于“甲乙”的问题",
        "（一）深入学习贯彻上级精神",
        "（一）" + "党支部没有认真研究部署巡察整改工作，" * 4 + "责任没有压实。",
        "（一）落实“三重一大”制度不到位",
    ],
)
def test_a_heading_that_is_whole_stays_whole(heading: str) -> None:
    assert blocks(of("导语。", heading, "正文。"))[1:] == [(1, heading), (0, "正文。")]


def test_a_heading_glued_to_its_text_and_broken_again_is_put_right() -> None:
    draft = of("导语。", "一、建立长效机制，巩固成效目前，各项整改措施均已经落实，推动全面从", "严治党向纵深发展。")
    assert blocks(draft)[1:] == [
        (1, "一、建立长效机制，巩固成效"),
        (0, "目前，各项整改措施均已经落实，推动全面从严治党向纵深发展。"),
    ]


def test_a_heading_that_is_broken_behind_its_quotation_is_joined() -> None:
    draft = of("导语。", "（一）关于“学习不深入。制度不落实。”的", "问题。党支部召开会议。")
    assert blocks(draft)[1:] == [(1, "（一）关于“学习不深入。制度不落实。”的问题。"), (0, "党支部召开会议。")]


def test_levels_that_the_file_itself_gives_are_kept() -> None:
    draft = drafted(
        Manuscript(
            "2023-a.docx",
            (
                Paragraph(1, TITLE, level=0),
                Paragraph(2, "导语。"),
                Paragraph(3, "巡察内容", level=1),
                Paragraph(4, "重点内容\n和范围", level=2),
                Paragraph(5, "正文。"),
            ),
        )
    )
    assert blocks(draft) == [(0, "导语。"), (1, "巡察内容"), (2, "重点内容和范围"), (0, "正文。")]
    assert read(draft).facts.numbering == ()
