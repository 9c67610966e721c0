"""Facts that a text states: which become fields, and which are named as missing."""

import pytest

from tests.importing.importing import NOW, TITLE, blocks, codes_of, imported, of, read
from zhaoshi.model.notice import read_notice
from zhaoshi.model.notice_facts import Kind


def test_a_day_that_only_stands_in_is_marked_and_cannot_be_published() -> None:
    draft = of("导语。", "一、甲", "（一）关于“学习不深入”的问题", "正文。")

    assert draft.ledger is not None
    assert f"数据截至: {NOW.date()}  # 暂填：原文没有写明数据截至哪一天，暂用导入的日期" in draft.ledger
    assert ("import.missing", "数据截至") in [(entry.code, entry.after) for entry in draft.entries]
    released = draft.notice.replace("草稿: 是", "草稿: 否")
    _, problems = read_notice("a", "notice.md", released, "ledger.yaml", draft.ledger)
    assert "ledger.yaml:2" in [f"{p.at.path}:{p.at.line}" for p in problems if p.code == "notice.provisional"]


def as_of(lead: str, *tail: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the line of the ledger that names its day, and what the report says of it."""
    draft = of(lead, "一、整改情况", "（一）关于“学习不深入”的问题", "截至2024年底完成2件。", *tail)
    assert draft.ledger is not None
    said = [
        (str(e.group), e.before or e.after) for e in draft.entries if e.code == "import.as-of" or e.after == "数据截至"
    ]
    return draft.ledger.split("\n")[1], said


SIGNED = ("二、打算", "持续整改。", "某区图书馆党支部", "2024年12月9日")


@pytest.mark.parametrize(
    ("words", "day", "group"),
    [
        ("截至2024年11月30日", "2024-11-30", "note"),
        ("截至2024年11月底", "2024-11-30", "doubt"),
        ("截止２０２４年２月末", "2024-02-29", "doubt"),
        ("截止10月底", "2024-10-31", "doubt"),
        ("截至12月5日", "2024-12-05", "doubt"),
        ("截至2024年11月", "2024-11-30", "doubt"),
        ("截至2023年底", "2023-12-31", "doubt"),
        ("截至12月底", "2024-12-31", "doubt"),
    ],
)
def test_the_day_of_the_figures_is_the_one_that_the_text_states(words: str, day: str, group: str) -> None:
    assert as_of(f"反馈问题25个，{words}，已完成整改20个。", *SIGNED) == (f"数据截至: {day}", [(group, words)])


def test_a_month_without_a_year_lies_before_the_signature() -> None:
    tail = (*SIGNED[:-1], "2025年1月10日")
    assert as_of("截至12月底，已完成整改20个。", *tail)[0] == "数据截至: 2024-12-31"


def test_of_several_days_of_the_figures_the_last_counts_and_the_others_are_doubts() -> None:
    line, said = as_of("截至2024年6月30日，完成整改9个。截至2024年11月30日，完成整改20个。", *SIGNED)
    assert line == "数据截至: 2024-11-30"
    assert said == [("doubt", "截至2024年6月30日"), ("note", "截至2024年11月30日")]


@pytest.mark.parametrize(
    "lead",
    [
        "截至目前，已完成整改20个。",
        "截至2024年11月中旬，已完成整改20个。",
        "截至2024年11月30日，全馆共有职工40人。",
        "其余问题整改截止2025年3月底。",
    ],
)
def test_a_signature_only_stands_in_for_the_day_of_the_figures(lead: str) -> None:
    line, said = as_of(lead, *SIGNED)
    assert line == "数据截至: 2024-12-09  # 暂填：原文没有写明数据截至哪一天，暂用落款的日期"
    assert said == [("missing", "数据截至")]


def test_a_month_of_no_known_year_is_not_completed() -> None:
    draft = of("截止10月底，已完成整改20个。", "一、整改情况", "（一）关于“学习不深入”的问题", "正文。")
    assert f"数据截至: {NOW.date()}  # 暂填" in (draft.ledger or "")
    assert (2, "import.date") in codes_of(draft, "doubt")


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


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于落实区委巡察反馈意见情况的通报", Kind.PROGRESS),
        ("某区图书馆巡察反馈意见落实情况的公示", Kind.PROGRESS),
        ("关于区委巡察“回头看”反馈意见落实情况的通报", Kind.PROGRESS),
        ("某区图书馆关于巡察反馈问题处理进展的通报", Kind.PROGRESS),
        ("区委第二巡察组向某区图书馆反馈意识形态责任制落实情况", Kind.FEEDBACK),
        ("区委第二巡察组向某区图书馆反馈巡察“回头看”情况", Kind.FEEDBACK),
        ("区委第二巡察组进驻某区图书馆开展巡察“回头看”的公告", Kind.ENTRY),
        ("关于反馈巡察情况的通报", Kind.FEEDBACK),
    ],
)
def test_the_title_of_what_was_done_need_not_say_rectification(title: str, kind: Kind) -> None:
    draft = imported(title + "\n导语。\n一、关于“甲乙”的问题\n正文。")
    assert read(draft).facts.kind is kind
    assert (draft.ledger is None) == (kind is not Kind.PROGRESS)
    assert [entry for entry in draft.entries if entry.code == "import.kind"] == []


@pytest.mark.parametrize(
    "lines",
    ["责任单位：办公室", "整改时限：9月底", "整改状态：已完成", "问题\t责任单位\n甲\t办公室"],
)
def test_a_text_that_says_what_was_done_is_progress_whatever_its_title(lines: str) -> None:
    draft = imported("关于区委巡察反馈意见的通报\n导语。\n一、关于“甲乙”的问题\n正文。\n" + lines)
    assert read(draft).facts.kind is Kind.PROGRESS
    assert "类型: 整改进展" in draft.notice
    assert draft.ledger is not None
    assert [entry for entry in draft.entries if entry.code == "import.kind"] == []


@pytest.mark.parametrize(
    ("title", "kind", "taken"),
    [
        ("关于区委巡察反馈意见的通报", Kind.FEEDBACK, "反馈情况"),
        ("关于区委巡察“回头看”的通报", Kind.PROGRESS, "整改进展"),
        ("关于区委巡察工作的通报", Kind.PROGRESS, "整改进展"),
    ],
)
def test_a_kind_that_stays_unclear_is_a_doubt(title: str, kind: Kind, taken: str) -> None:
    draft = imported(title + "\n导语。\n一、关于“甲乙”的问题\n正文。")
    assert read(draft).facts.kind is kind
    (entry,) = [entry for entry in draft.entries if entry.code == "import.kind"]
    assert (entry.group, entry.line, entry.message.values) == ("doubt", 1, {"kind": taken})


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


@pytest.mark.parametrize(
    "later",
    [
        "2024年10月14日至18日，区委巡察办组成督导组对馆党支部巡察整改情况进行了实地督导。",
        "区委巡察办回访组（2024年10月14日至18日）到馆回访巡察整改落实情况。",
        "2024年10月14日，区委巡察办对巡察反馈问题整改情况进行了核查。",
    ],
)
def test_the_days_of_a_later_visit_are_not_those_of_the_inspection(later: str) -> None:
    inspected = "2023年3月23日至5月11日，区委第一巡察组对馆党支部开展了巡察，同步开展选人用人专项检查。"
    reported = "2023年6月16日，巡察组反馈了意见。"
    inspection = read(of(later + inspected + reported)).facts.inspection
    days = (inspection.from_, inspection.to, inspection.reported)
    assert list(map(str, days)) == ["2023-03-23", "2023-05-11", "2023-06-16"]
    assert read(of(later)).facts.inspection.from_ is None
    assert read(of(later)).facts.inspection.reported is None


@pytest.mark.parametrize(
    ("inspected", "reported"),
    [
        (
            "区委第三巡察组通过听取汇报、调研座谈、抽查资料等方式，对馆党支部开展了常规巡察。",
            "2023年6月16日，巡察组反馈意见并核查了立行立改情况。",
        ),
        (
            "区委第三巡察组对馆党支部进行了为期50天的巡察工作，其间开展了专题调研。",
            "2023年6月16日，在馆党支部会上反馈了巡察情况，并就整改评估提出要求。",
        ),
    ],
)
def test_what_an_inspection_is_done_by_does_not_hide_its_days(inspected: str, reported: str) -> None:
    inspection = read(of(f"2023年3月23日至5月11日，{inspected}{reported}")).facts.inspection
    days = (inspection.from_, inspection.to, inspection.reported)
    assert list(map(str, days)) == ["2023-03-23", "2023-05-11", "2023-06-16"]


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


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("反馈问题12个，截至2024年11月底，已完成整改8个。", 12),
        ("巡察反馈问题25个，整改到位20个问题。", 25),
        ("巡察组反馈的问题共 9 项，均已整改。", 9),
        ("反馈三个方面25个具体问题。", 25),
        ("巡察反馈问题均已整改，制定制度12个。", None),
    ],
)
def test_the_number_of_findings_may_stand_behind_the_word(sentence: str, number: int | None) -> None:
    assert read(of(sentence, "一、甲", "正文。")).facts.claims.findings == number


def test_numbers_of_findings_that_differ_are_a_doubt_in_either_order() -> None:
    draft = of("巡察反馈问题25个。", "一、甲", "反馈三个方面24个具体问题。")
    assert read(draft).facts.claims.findings == 25
    assert [entry.line for entry in draft.entries if (entry.code, entry.group) == ("import.claim", "doubt")] == [4]


def test_the_occasion_of_a_report_under_its_title_stays_in_the_text() -> None:
    occasion = "——2024年12月20日在某县第十八届人民代表大会常务委员会"
    draft = of(occasion, "导语。", "一、关于“甲乙”的问题", "正文。")
    assert read(draft).facts.source == ""
    assert occasion in draft.notice


def test_what_stands_above_the_findings_of_a_section_speaks_of_all() -> None:
    draft = of(
        "导语。",
        "一、整改情况",
        "截至2024年8月31日，反馈的5个问题已完成整改3个。",
        "（一）关于“甲乙”的问题",
        "截至2024年9月30日，已完成整改1个。",
    )
    ledger = read(draft).ledger
    assert ledger is not None
    assert str(ledger.as_of) == "2024-08-31"
    assert read(draft).facts.claims.completed == 3
