"""What becomes of each shape in which notices are met."""

from pathlib import Path

import pytest

from tests.importing.importing import NOW, TITLE, blocks, body, codes_of, drafted, imported, of, read
from zhaoshi.importing.manuscript import Link, Manuscript, Paragraph, Picture, Remark
from zhaoshi.importing.text.notice_draft import draft_of
from zhaoshi.importing.text.pasted import read_text
from zhaoshi.importing.text.proof import words_of
from zhaoshi.importing.text.punctuation import Punctuation
from zhaoshi.model.status import Status
from zhaoshi.problems import BuildFailed, msg
from zhaoshi.text import front_matter
from zhaoshi.text.numerals import STANDARD
from zhaoshi.text.outline import walk

SAMPLE = Path(__file__).parents[3] / "content/notices/2023-culture-federation/notice.md"


def test_the_largest_sample_notice_pasted_as_text_gives_its_tree_again() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    document, _ = front_matter.split(text, "notice.md")
    assert document is not None
    draft = imported(TITLE + "\n" + words_of(document.body))
    assert words_of(body(draft)) == words_of(document.body)
    assert sum(not section.children for section in walk(read(draft).sections)) > 34
    assert read(draft).facts.numbering == STANDARD
    assert len(read(draft).findings) == draft.findings == 34


def test_paragraphs_of_a_word_file_stay_paragraphs() -> None:
    lines = (
        "导语。",
        "一、甲",
        "（一）关于“学习不深入”的问题",
        "党组书记带头到联系点讲课，并做好会议记录",
        "已整改到位。",
    )
    word = Manuscript(
        "2023-a.docx", tuple(Paragraph(n, line) for n, line in enumerate((TITLE, *lines), start=1)), has_paragraphs=True
    )

    assert "讲课，并做好会议记录\n\n已整改到位。" in drafted(word).notice
    assert "讲课，并做好会议记录已整改到位。" in of(*lines).notice


def test_what_a_web_page_puts_around_a_text_is_dropped_and_listed() -> None:
    above = ["当前位置：首页 > 党务公开", "【字号：大 中 小】 保护视力色：□ □", "浏览次数：12", "分享到：微信 微博"]
    draft = imported("\n".join([*above, TITLE, "导语。", "【打印】【关闭】", "上一篇：另一篇"]))
    assert blocks(draft) == [(0, "导语。")]
    assert codes_of(draft, "dropped") == [(line, "import.furniture") for line in (1, 2, 3, 4, 7, 8)]


def test_words_of_a_web_page_inside_the_text_stay() -> None:
    assert blocks(of("导语。", "打印", "正文。")) == [(0, "导语。"), (0, "打印"), (0, "正文。")]


def test_a_missing_closing_quotation_mark_is_supplied_where_its_place_is_sure() -> None:
    draft = of("导语。", "（一）关于“学习不够深入的问题", "正文。")
    assert blocks(draft)[1] == (1, "（一）关于“学习不够深入”的问题")
    (entry,) = [entry for entry in draft.entries if entry.code == "import.quote"]
    assert (entry.group, entry.line, entry.before, entry.after) == (
        "repaired",
        3,
        "（一）关于“学习不够深入的问题",
        "（一）关于“学习不够深入”的问题",
    )


def test_a_quotation_that_stays_open_is_a_doubt() -> None:
    draft = of("导语。", "（一）落实“三重一大不到位", "正文。")
    assert blocks(draft)[1] == (1, "（一）落实“三重一大不到位")
    assert (3, "import.quote") in codes_of(draft, "doubt")


@pytest.mark.parametrize(
    "heading",
    [
        '（一）“甲"学习不深入的问题',
        '（一）关于“学习不深入"的问题',
        '（一）关于"学习不深入”的问题',
        '（一）关于“学习"三会一课"不深入"的问题',
        '（一）关于“学“习”不深入"的问题',
    ],
)
def test_a_straight_mark_closes_a_curly_one_and_nothing_is_added(heading: str) -> None:
    draft = of("导语。", heading, "正文。")
    assert blocks(draft)[1] == (1, heading)
    (entry,) = [entry for entry in draft.entries if entry.code == "import.quote"]
    assert (entry.group, entry.line, entry.before, entry.after) == ("doubt", 3, heading, "")
    assert "different marks" in entry.message.text(str)


def test_a_pair_of_straight_marks_closes_nothing() -> None:
    assert blocks(of("导语。", '（一）“学习"三会"不深入的问题', "正文。"))[1] == (1, '（一）“学习"三会"不深入”的问题')


def test_lines_broken_in_a_word_a_mark_alone_and_page_numbers_are_repaired_and_listed() -> None:
    draft = of(
        "导语。",
        "三",  # no numeral of a heading
        "一、甲乙",
        "一是",
        "修订制度并且召开会议认真学习传达上级精神研究部",
        "— 3 —",
        "署巡察整改工作。二是",
        "开展培训。",
    )
    assert blocks(draft)[-1] == (0, "一是修订制度并且召开会议认真学习传达上级精神研究部署巡察整改工作。二是开展培训。")
    assert codes_of(draft, "repaired") == [
        (5, "import.joined-line"),
        (6, "import.joined-line"),
        (8, "import.joined-line"),
    ]
    assert codes_of(draft, "dropped") == [(7, "import.page-number")]
    assert next((e.before, e.after) for e in draft.entries if e.code == "import.joined-line") == (
        "一是⏎修订制度并且召开会议认真",
        "一是修订制度并且召开会议认真",
    )


SIGNS = [
    "*重要*_事_",
    "<b>甲</b>",
    "[甲](乙 丙)",
    "# 甲",
    "＃甲",
    "12. 甲",
    "- 甲",
    "+ 甲",
    "> 甲",
    "|甲|",
    "甲\\乙",
    "`甲`",
    "&amp;",
    "---甲",
    "~~甲~~",
    "===",
]


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_that_markdown_would_eat_are_kept(sign: str) -> None:
    for line in (sign, f"一、{sign}", f"{sign}。正文"):
        draft = of("导语。", line, "末句。")
        assert line.strip() in words_of(body(draft)).split("\n")
        read(draft)


def test_bold_words_links_and_tables_of_markdown_are_kept() -> None:
    text = (
        f"# {TITLE}\n\n**“重点”**见[网站](https://x.example.org/a)。\n\n## 一、甲\n\n"
        "| 甲 | 乙 |\n| --- | --- |\n| 1\\|2 | |\n"
    )
    assert body(imported(text, "2023-a.md")) == (
        "**“重点”**见[网站](<https://x.example.org/a>)。\n\n## 一、甲\n\n| 甲 | 乙 |\n| --- | --- |\n| 1\\|2 |  |"
    )


def test_half_width_punctuation_is_left_or_made_full_width() -> None:
    text = TITLE + "\n导语,比如12:30和a,b;正文(甲).\n"
    kept = imported(text)
    assert blocks(kept) == [(0, "导语,比如12:30和a,b;正文(甲).")]
    assert codes_of(kept, "note") == [(2, "import.punctuation"), (0, "import.no-ledger")][::-1]
    unified = imported(text, punctuation=Punctuation.UNIFY)
    assert blocks(unified) == [(0, "导语，比如12:30和a,b;正文（甲）.")]
    assert codes_of(unified, "repaired") == [(2, "import.punctuation")] * 3


def test_labels_below_a_finding_enter_the_ledger_and_nothing_is_guessed() -> None:
    draft = of(
        "导语。",
        "（一）关于“甲乙”的问题",
        "整改状态：完成",
        "责任领导：某某 责任部门：办公室；整改时限：2023年9月30日",
        "（二）关于“丙丁”的问题",
        "整改状态：差不多了",
        "整改时限：9月底",
        "（三）关于“戊己”的问题",
        "整改任务：修订制度。",
        "整改目标：管好。",
        "整改完成情况：已经印发。",
    )
    items = read(draft).items
    assert [(code, item.status.status) for code, item in items.items()] == [
        ("1", Status.COMPLETED),
        ("2", Status.UNSTATED),
        ("3", Status.UNSTATED),
    ]
    assert (items["1"].leader, items["1"].owner, str(items["1"].deadline)) == ("某某", "办公室", "2023-09-30")
    assert items["2"].deadline is None
    assert draft.ledger is not None
    assert "# 整改时限：9月底" in draft.ledger
    assert (6, "import.status") not in codes_of(draft, "doubt")
    assert (7, "import.status") in codes_of(draft, "doubt")
    assert "整改状态：差不多了" in [words for _, words in blocks(draft)]


def test_the_end_of_a_month_is_taken_as_its_last_day_and_shown() -> None:
    draft = of(
        "导语。",
        "（一）关于“甲乙”的问题",
        "整改时限：2024年6月底前",
        "完成时间：2024年6月底",
        "（二）关于“丙丁”的问题",
        "整改时限：2024年6月20日之前完成",
    )
    items = read(draft).items
    assert (str(items["1"].deadline), items["1"].completed) == ("2024-06-30", None)
    assert str(items["2"].deadline) == "2024-06-20"
    assert draft.ledger is not None
    assert "    整改时限: 2024-06-30  # 原文：2024年6月底前\n" in draft.ledger
    assert "# 完成时间：2024年6月底（" in draft.ledger
    assert codes_of(draft, "doubt") == [(4, "import.last-day"), (5, "import.date")]


def test_every_leaf_of_a_part_with_findings_has_an_entry_with_its_words() -> None:
    draft = of("导语。", "一、工作", "正文。", "二、整改", "（一）关于“甲乙”的问题", "正文。", "（二）丙丁", "正文。")
    assert draft.ledger is not None
    assert "  # 二（一） 关于“甲乙”的问题\n  - 章节: 2.1\n    状态: 未注明\n" in draft.ledger
    assert read(draft).findings == ("2.1", "2.2")


@pytest.mark.parametrize(
    ("name", "text", "id_"),
    [
        ("2023-library.txt", TITLE + "\n导语。", "2023-library"),
        ("通报.txt", TITLE + "\n发布时间：2023-12-15 10:58\n导语。", "2023-library"),
        ("通报.txt", "某区图书馆进驻公告\n发布时间：2023-12-15 10:58\n导语。", "2023-library-entry"),
        ("某局通报.txt", "某局巡察通报\n导语。", "mou-ju-tong-bao"),
    ],
)
def test_an_id_is_derived_from_file_name_unit_and_year_or_pinyin(name: str, text: str, id_: str) -> None:
    assert imported(text, name).id == id_


def test_a_sign_that_markdown_cannot_hold_stops_the_import() -> None:
    with pytest.raises(BuildFailed) as failed:
        drafted(Manuscript("2023-a.docx", (Paragraph(1, "导语\x00。"),)))
    assert [problem.code for problem in failed.value.problems] == ["import.not-lossless"]


def test_breaks_in_cells_are_joined_pictures_become_attachments_and_foreign_links_are_left_out() -> None:
    draft = drafted(
        Manuscript(
            "2023-a.docx",
            (
                Paragraph(1, TITLE, level=0),
                Paragraph(2, "导语见附件。", links=(Link(3, 5, "file:///C:/a.doc"),)),
                Paragraph(3, rows=(("甲\n乙", "a\nb"), ("", "丙"))),
                Paragraph(4, picture="picture-1.png"),
            ),
            (Picture("picture-1.png", b"png"),),
            (Remark(0, "docx.test", msg("a remark")),),
        )
    )
    assert body(draft) == "导语见附件。\n\n| 甲乙 | a b |\n| --- | --- |\n|  | 丙 |\n\n![](attachments/picture-1.png)"
    assert codes_of(draft, "repaired") == [(3, "import.cell-break"), (3, "import.cell-break")]
    assert {(2, "import.link"), (0, "docx.test")} <= set(codes_of(draft, "note"))
    assert draft.pictures == (Picture("picture-1.png", b"png"),)


def test_a_text_about_several_units_names_them_and_asks_which() -> None:
    draft = imported("关于某区博物馆、区图书馆巡察整改情况的通报\n导语。\n一、整改情况\n正文。\n", "2023-a.txt")
    said = [entry.message for entry in draft.entries if entry.code == "import.missing" and entry.after == "单位"]
    assert [message.values["names"] for message in said] == ["某区博物馆（museum）、区图书馆（library）"]
    assert "单位: museum  # 暂填：" in draft.notice


def test_a_unit_that_a_later_place_names_alone_is_taken() -> None:
    text = "关于某区博物馆、区图书馆巡察整改情况的通报\n导语。\n一、整改情况\n正文。\n区图书馆党支部\n2023年12月14日\n"
    assert "单位: library\n" in imported(text, "2023-a.txt").notice


def test_without_any_unit_nothing_can_be_imported() -> None:
    with pytest.raises(BuildFailed) as failed:
        draft_of(read_text("导语。".encode(), "2023-a.txt"), [], now=NOW)
    assert [problem.code for problem in failed.value.problems] == ["import.unit"]
