"""What becomes of each shape in which notices are met."""

from pathlib import Path

import pytest

from tests.importing.importing import NOW, blocks, body, codes_of, drafted, imported, read
from zhaoshi.importing.manuscript import Link, Manuscript, Paragraph, Picture, Remark
from zhaoshi.importing.text.notice_draft import Draft, draft_of
from zhaoshi.importing.text.pasted import read_text
from zhaoshi.importing.text.proof import words_of
from zhaoshi.importing.text.punctuation import Punctuation
from zhaoshi.model.notice import Kind, read_notice
from zhaoshi.model.status import Status
from zhaoshi.problems import BuildFailed, msg
from zhaoshi.text import front_matter
from zhaoshi.text.numerals import STANDARD, Style
from zhaoshi.text.outline import walk

TITLE = "某区图书馆关于巡察整改进展情况的通报"
SAMPLE = Path(__file__).parents[3] / "content/notices/2023-culture-federation/notice.md"


def of(*lines: str) -> Draft:
    return imported("\n".join([TITLE, *lines]) + "\n")


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


def test_a_day_that_only_stands_in_is_marked_and_cannot_be_published() -> None:
    draft = of("导语。", "一、甲", "（一）关于“学习不深入”的问题", "正文。")

    assert draft.ledger is not None
    assert f"数据截至: {NOW.date()}  # 暂填：原文没有日期，暂用导入的日期" in draft.ledger
    assert ("import.missing", "数据截至") in [(entry.code, entry.after) for entry in draft.entries]
    released = draft.notice.replace("草稿: 是", "草稿: 否")
    _, problems = read_notice("a", "notice.md", released, "ledger.yaml", draft.ledger)
    assert "ledger.yaml:2" in [f"{p.at.path}:{p.at.line}" for p in problems if p.code == "notice.provisional"]


# Heads


@pytest.mark.parametrize(
    "head",
    [
        "来源:某区信息网 更新时间:2023-12-15 10:58 作者:佚名 责任编辑:某某",
        "来源：某区信息网更新时间：2023-12-15 10:58作者：佚名责任编辑：某某",
        "2023-12-15 10:58　来源：某区信息网　作者：佚名　编辑：某某　浏览量：12次",
        "来源\n某区信息网\n发布时间\n2023-12-15 10:58\n作者\n佚名\n责任编辑\n某某",
        "【来源】：某区信息网\n发布日期：2023年12月15日 10:58\n作者：佚名\n（责任编辑：某某）",
    ],
)
def test_facts_above_the_text_become_fields(head: str) -> None:
    draft = of(head, "导语。", "一、甲", "正文。")
    facts = read(draft).facts
    assert (facts.source, facts.author, facts.editor) == ("某区信息网", "佚名", "某某")
    assert f"{facts.published:%Y-%m-%d %H:%M}" == "2023-12-15 10:58"
    assert blocks(draft)[0] == (0, "导语。")
    assert "暂填" not in draft.notice


def test_what_only_moves_is_shown_once() -> None:
    shown = {entry.code: (entry.before, entry.after) for entry in of("来源：某区信息网", "导语。").entries}
    assert shown["import.title"] == (TITLE, "")
    assert shown["import.fact"] == ("来源：某区信息网", "")


def test_glued_facts_are_told_apart_and_a_time_that_is_missing_is_named() -> None:
    draft = of("发布日期:2026-02-26信息来源:某区信息网", "导语。")
    assert read(draft).facts.source == "某区信息网"
    assert "发布时间: 2026-02-26 00:00  # 暂填：原文只有日期，没有时刻" in draft.notice
    assert (0, "import.missing") in codes_of(draft, "missing")


def test_an_index_number_without_a_label_and_facts_without_a_field_are_kept() -> None:
    draft = imported(
        "11500000MB00000000/2023-00012\n某委〔2023〕15号\n"
        + TITLE
        + "\n公开方式：主动公开\n成文日期：2023年12月1日\n导语。"
    )
    facts = read(draft).facts
    assert facts.index_number == "11500000MB00000000/2023-00012"
    assert facts.document_number == "某委〔2023〕15号"
    assert str(facts.signed.on) == "2023-12-01"
    assert "# 公开方式：主动公开" in draft.notice


def test_a_table_of_facts_becomes_fields() -> None:
    table = (
        "| 索引号 | 11500000/2023-1 | 发布机构 | 某区博物馆 |\n| --- | --- | --- | --- |\n"
        "| 文件名称 | 通报一则 | 成文日期 | |\n"
    )
    draft = imported(table + "\n# " + TITLE + "\n\n导语。\n", "2023-a.md")
    assert read(draft).facts.index_number == "11500000/2023-1"
    assert read(draft).facts.source == "某区博物馆"
    assert blocks(draft) == [(0, "导语。")]


def test_what_a_web_page_puts_around_a_text_is_dropped_and_listed() -> None:
    above = ["当前位置：首页 > 党务公开", "【字号：大 中 小】 保护视力色：□ □", "浏览次数：12", "分享到：微信 微博"]
    draft = imported("\n".join([*above, TITLE, "导语。", "【打印】【关闭】", "上一篇：另一篇"]))
    assert blocks(draft) == [(0, "导语。")]
    assert codes_of(draft, "dropped") == [(line, "import.furniture") for line in (1, 2, 3, 4, 7, 8)]


def test_words_of_a_web_page_inside_the_text_stay() -> None:
    assert blocks(of("导语。", "打印", "正文。")) == [(0, "导语。"), (0, "打印"), (0, "正文。")]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("【巡察整改】" + TITLE, TITLE),
        ("中共某区图书馆党支部\n关于巡察整改进展情况的报告", "中共某区图书馆党支部关于巡察整改进展情况的报告"),
        ("关于巡察整改情况的通报（摘要）", "关于巡察整改情况的通报（摘要）"),
        (TITLE + "\n" + TITLE, TITLE),
        ("文件名称：" + TITLE, TITLE),
    ],
)
def test_a_title_is_found_in_its_spellings(lines: str, title: str) -> None:
    draft = imported(lines + "\n导语。\n一、甲\n正文。")
    assert read(draft).facts.title == title
    assert blocks(draft)[0] == (0, "导语。")


def test_a_text_without_title_unit_and_dates_builds_as_a_draft_and_all_that_is_missing_is_named() -> None:
    draft = imported("导语。\n一、甲\n正文。")
    facts = read(draft).facts
    assert facts.draft
    assert draft.notice.count("# 暂填：") == 3
    assert [entry.after for entry in draft.entries if entry.group == "missing"] == [
        "发布时间",
        "标题",
        "单位",
        "巡察情况/巡察组",
        "巡察情况/开始",
        "巡察情况/结束",
        "巡察情况/反馈日期",
        "落款/署名",
        "落款/日期",
    ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("区委第二巡察组进驻某区图书馆开展巡察的公告", Kind.ENTRY),
        ("区委第二巡察组向某区图书馆反馈巡察情况", Kind.FEEDBACK),
        (TITLE, Kind.PROGRESS),
    ],
)
def test_the_kind_follows_from_the_title(title: str, kind: Kind) -> None:
    draft = imported(title + "\n导语。\n一、关于“甲乙”的问题\n正文。")
    assert read(draft).facts.kind is kind
    assert (draft.ledger is None) == (kind is not Kind.PROGRESS)


# Numbering


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


@pytest.mark.parametrize(
    "lines",
    [
        ["一、甲", "（一）乙", "二、丙", "1.丁"],
        ["一、甲乙", "三、丙丁"],
        ["一、甲乙", "二、丙丁", "二、戊己"],
    ],
)
def test_numerals_without_one_scheme_stay_words_of_headings(lines: list[str]) -> None:
    draft = of("导语。", *lines)
    assert read(draft).facts.numbering == ()
    assert [words for level, words in blocks(draft) if level] == lines
    assert "import.numbering" in [code for _, code in codes_of(draft, "doubt")]


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


# Headings


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


# Bodies


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


def test_a_heading_glued_to_its_text_and_broken_again_is_put_right() -> None:
    draft = of("导语。", "一、建立长效机制，巩固成效目前，各项整改措施均已经落实，推动全面从", "严治党向纵深发展。")
    assert blocks(draft)[1:] == [
        (1, "一、建立长效机制，巩固成效"),
        (0, "目前，各项整改措施均已经落实，推动全面从严治党向纵深发展。"),
    ]


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


# Dates, tails, counts


def test_dates_are_taken_whole_or_not_at_all() -> None:
    lead = "2023年3月23日至5月11日，区委第一巡察组对馆党支部开展巡察。6月16日，巡察组反馈了意见。"
    draft = of(lead, "2024717日召开会议，2023年12月45日结束。")
    facts = read(draft).facts
    assert facts.inspection.team == "区委第一巡察组"
    assert (str(facts.inspection.from_), str(facts.inspection.to)) == ("2023-03-23", "2023-05-11")
    assert facts.inspection.reported is None
    assert [(e.line, e.before) for e in draft.entries if e.code == "import.date"] == [
        (2, "6月16日"),
        (3, "2024717日"),
        (3, "2023年12月45日"),
    ]


@pytest.mark.parametrize("span", ["7月6日-9月6日", "2023年11月6日至1月6日"])
def test_a_stretch_of_days_without_its_years_is_a_doubt(span: str) -> None:
    draft = of(f"{span}，区委第一巡察组开展巡察。")
    assert read(draft).facts.inspection.to is None
    assert [(e.group, e.before) for e in draft.entries if e.code == "import.date"] == [("doubt", span)]


def test_the_tail_gives_signature_contact_and_period() -> None:
    draft = of(
        "导语。",
        "一、甲",
        "公示时间：2023年12月15日至12月21日，共6天。联系电话：0000-0000011；地址：松涛路0号；邮箱：a@x.example.org",
        "特此公示。",
        "某区图书馆党支部",
        "二〇二三年十二月十四日",
        "（责任编辑：某某）",
        "【打印】",
    )
    facts = read(draft).facts
    assert (facts.signed.by, str(facts.signed.on), facts.editor) == ("某区图书馆党支部", "2023-12-14", "某某")
    assert str(facts.feedback_until) == "2023-12-21"
    assert facts.contact is not None
    assert (facts.contact.phone, facts.contact.address, facts.contact.email) == (
        "0000-0000011",
        "松涛路0号",
        "a@x.example.org",
    )
    assert [words for _, words in blocks(draft)][-1] == "特此公示。"
    assert [e.message.values for e in draft.entries if e.code == "import.date"] == [{"stated": "6", "length": "7"}]


def test_the_text_counts_itself() -> None:
    draft = of(
        "反馈25个问题，已完成19个、正在整改6个，完成率76%。制定完善26项制度，细化措施75条。",
        "（一）关于“甲乙”的问题",
        "修订制度3项。",
    )
    claims = read(draft).facts.claims
    assert (claims.findings, claims.completed, claims.in_progress) == (25, 19, 6)
    assert (claims.rate, claims.institutions, claims.measures) == (76, 26, 75)


# The ledger


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


def test_every_leaf_of_a_part_with_findings_has_an_entry_with_its_words() -> None:
    draft = of("导语。", "一、工作", "正文。", "二、整改", "（一）关于“甲乙”的问题", "正文。", "（二）丙丁", "正文。")
    assert draft.ledger is not None
    assert "  # 二（一） 关于“甲乙”的问题\n  - 章节: 2.1\n    状态: 未注明\n" in draft.ledger
    assert read(draft).findings == ("2.1", "2.2")


# The id


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


# Manuscripts of other readers


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


def test_without_any_unit_nothing_can_be_imported() -> None:
    with pytest.raises(BuildFailed) as failed:
        draft_of(read_text("导语。".encode(), "2023-a.txt"), [], now=NOW)
    assert [problem.code for problem in failed.value.problems] == ["import.unit"]
