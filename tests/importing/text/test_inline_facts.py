"""Facts that stand behind other words, under the title or in the last lines of a text."""

import pytest

from tests.importing.importing import blocks, codes_of, imported, read

TITLE = "某区图书馆关于巡察整改进展情况的通报"
FINDING = "一、整改情况\n（一）关于“学习不深入”的问题\n"


@pytest.mark.parametrize(
    ("line", "owner", "deadline"),
    [
        ("一是修订制度。整改状态：已完成", "", None),
        ("一是修订制度。（整改状态：已完成）", "", None),
        ("修订制度，整改状态:已完成。责任部门：办公室", "办公室", None),
        ("（责任部门：办公室；整改时限：2023年9月30日；整改状态：已完成）", "办公室", "2023-09-30"),
        ("牵头领导张三，责任部门：办公室、组联部，整改状态：已完成，下一步继续推进。", "办公室、组联部", None),
    ],
)
def test_a_status_behind_other_words_is_taken_with_the_labels_beside_it(
    line: str, owner: str, deadline: str | None
) -> None:
    draft = imported(f"{TITLE}\n导语。\n{FINDING}{line}\n")
    ledger = read(draft).ledger
    assert ledger
    (item,) = ledger.items
    assert (item.status.written, item.owner, str(item.deadline)) == ("已完成", owner, str(deadline))
    assert (0, line) in blocks(draft)


def test_a_status_behind_other_words_that_is_not_known_is_named() -> None:
    draft = imported(f"{TITLE}\n导语。\n{FINDING}修订制度。整改状态：差不多。\n")
    assert (5, "import.status") in codes_of(draft, "doubt")
    assert "状态: 未注明\n    # 整改状态：差不多" in (draft.ledger or "")


@pytest.mark.parametrize(
    ("lines", "written", "doubts"),
    [
        ("整改状态：已完成\n整改情况：正在推进", "未注明", [(6, "import.status")]),
        ("整改情况：未完成。正在协调。\n整改状态：已完成", "未注明", [(6, "import.status")]),
        ("整改状态：已完成\n整改进展：修订制度，尚未印发。", "已完成", [(6, "import.status-open")]),
        ("整改状态：已完成\n整改情况：修订制度，尚未印发\n整改结果：正在推进", "未注明", [(7, "import.status")]),
        ("整改状态：已完成\n整改情况：已完成，长期坚持", "已完成", []),
        ("整改情况：以完成", "未注明", [(5, "import.status-open")]),
        ("整改状态：已完成\n整改情况：制度已经印发。", "已完成", []),
    ],
)
def test_a_completion_beside_words_that_say_otherwise_is_named(
    lines: str, written: str, doubts: list[tuple[int, str]]
) -> None:
    draft = imported(f"{TITLE}\n导语。\n{FINDING}{lines}\n")
    (item,) = read(draft).items.values()
    assert item.status.written == written
    assert [found for found in codes_of(draft, "doubt") if "status" in found[1]] == doubts


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("完成情况：已完成", "完成情况：完成80%"),
        ("完成情况：已完成", "完成情况：完成80%，其余3个村的改造工程正在推进"),
        ("整改状态：正在整改", "整改状态：未启动"),
        ("是否完成：是", "是否完成：否"),
        ("整改时限：2024年6月30日", "完成时限：2024年9月30日"),
        ("完成时间：2024年11月15日", "完成时间：2024年7月31日"),
    ],
)
def test_of_labels_that_are_repeated_with_another_value_none_counts(first: str, second: str) -> None:
    lines = f"问题1：学习不深入\n{first}\n责任部门：办公室\n问题2：记录不全\n{second}\n责任部门：财务科"
    draft = imported(f"{TITLE}\n导语。\n{FINDING}{lines}\n")
    (item,) = read(draft).items.values()
    assert (item.status.written, item.deadline, item.completed) == ("未注明", None, None)
    assert item.owner == "办公室、财务科"
    assert (9, "import.disputed") in codes_of(draft, "doubt")
    assert all(f"    # {line}（" in (draft.ledger or "") for line in (first, second))


@pytest.mark.parametrize(
    "lines",
    [
        "整改状态：已完成\n整改状态：已完成。",
        "整改状态：\n整改状态：已完成",
        "整改状态：已完成\n整改时限：2024年6月30日\n完成时限：2024年6月30日前",
        "整改时限：2024年6月30日\n整改状态：已完成\n完成时限：2024年6月底前",
    ],
)
def test_a_value_that_is_said_twice_is_no_doubt(lines: str) -> None:
    draft = imported(f"{TITLE}\n导语。\n{FINDING}{lines}\n")
    (item,) = read(draft).items.values()
    assert (item.status.written, str(item.deadline)) == ("已完成", "2024-06-30" if "时限" in lines else "None")
    assert "import.disputed" not in [code for _, code in codes_of(draft, "doubt")]


@pytest.mark.parametrize(
    ("lines", "deadline", "completed", "doubts"),
    [
        ("完成时间：2024年6月30日前", "2024-06-30", "None", ["import.deadline"]),
        ("完成时间：2024年6月底前完成", "2024-06-30", "None", ["import.deadline", "import.last-day"]),
        ("整改状态：已完成\n完成时间：2024年6月30日以前", "2024-06-30", "None", ["import.deadline"]),
        ("整改状态：正在整改\n完成时间：2024年12月31日", "2024-12-31", "None", ["import.deadline"]),
        ("完成时限：2024年6月30日\n完成时间：2024年9月30日前", "2024-06-30", "None", ["import.deadline"]),
        ("完成时限：2024年6月30日\n完成时间：2024年6月30日前", "2024-06-30", "None", []),
        ("完成时限：2024年6月30日\n整改状态：阶段性完成\n完成时间：2024年6月1日", "2024-06-30", "2024-06-01", []),
        ("整改状态：已完成\n完成时间：2024年6月30日", "None", "2024-06-30", []),
        ("完成时间：2024年6月30日", "None", "2024-06-30", []),
    ],
)
def test_a_day_by_which_a_finding_is_to_be_completed_is_its_deadline(
    lines: str, deadline: str, completed: str, doubts: list[str]
) -> None:
    draft = imported(f"{TITLE}\n导语。\n{FINDING}{lines}\n")
    (item,) = read(draft).items.values()
    assert (str(item.deadline), str(item.completed)) == (deadline, completed)
    about_days = {"import.deadline", "import.last-day", "import.date", "import.disputed"}
    assert [code for _, code in codes_of(draft, "doubt") if code in about_days] == doubts


def test_labels_in_brackets_need_no_status() -> None:
    draft = imported(f"{TITLE}\n导语。\n{FINDING}（责任部门：办公室；整改时限：2023年9月30日）\n")
    assert "责任部门: 办公室\n    整改时限: 2023-09-30" in (draft.ledger or "")


@pytest.mark.parametrize(
    ("lines", "owner", "added"),
    [
        ("责任单位：办公室\n责任人：李某", "办公室、李某", [(6, "李某", "办公室、李某")]),
        ("责任单位：办公室 责任人：李某；整改状态：已完成", "办公室、李某", [(5, "李某", "办公室、李某")]),
        ("责任单位：办公室、组联部\n责任科室：组联部", "办公室、组联部", []),
        ("责任单位：\n责任人：李某", "李某", []),
    ],
)
def test_all_who_answer_for_a_finding_enter_the_ledger(
    lines: str, owner: str, added: list[tuple[int, str, str]]
) -> None:
    draft = imported(f"{TITLE}\n导语。\n{FINDING}{lines}\n")
    (item,) = read(draft).items.values()
    assert item.owner == owner
    assert [(e.line, e.before, e.after) for e in draft.entries if e.code == "import.joined-words"] == added


def test_all_leaders_of_a_finding_enter_the_ledger() -> None:
    draft = imported(f"{TITLE}\n导语。\n{FINDING}责任领导：张某\n分管领导：王某\n")
    assert "责任领导: 张某、王某" in (draft.ledger or "")


@pytest.mark.parametrize("line", ["明确了责任部门：办公室。", "抓好落实，完成情况：较好，继续推进。"])
def test_labels_inside_a_sentence_say_nothing_of_the_ledger(line: str) -> None:
    draft = imported(f"{TITLE}\n导语。\n{FINDING}{line}\n")
    assert "责任部门" not in (draft.ledger or "")
    assert "状态: 未注明" in (draft.ledger or "")


@pytest.mark.parametrize(
    ("lines", "published", "signed"),
    [
        ("2023年12月15日\n发布机构：某区委巡察办", "2023-12-15 00:00", "None"),
        ("2023-12-15\n发文机关\n某区委巡察办", "2023-12-15 00:00", "None"),
        ("（2023年12月15日）\n发文机关 某区委巡察办", "2026-01-02 03:04", "2023-12-15"),
        ("（2023年12月15日）\n某区委巡察办", "2026-01-02 03:04", "2023-12-15"),
        ("某区委巡察办\n2023年12月15日", "2023-12-15 00:00", "None"),
    ],
)
def test_date_and_body_under_the_title_become_fields(lines: str, published: str, signed: str) -> None:
    draft = imported(f"{TITLE}\n{lines}\n导语。\n一、甲\n正文。\n")
    facts = read(draft).facts
    assert facts.source == "某区委巡察办"
    assert f"{facts.published:%Y-%m-%d %H:%M}" == published
    assert str(facts.signed.on if facts.signed else None) == signed
    assert blocks(draft)[0] == (0, "导语。")
    assert "# 暂填" in draft.notice


@pytest.mark.parametrize(
    "lines",
    [
        "发布时间：2023-12-15 10:58\n2023年12月14日",
        "2023年12月14日\n发布时间：2023-12-15 10:58",
        "2023年12月14日\n发布时间\n2023-12-15 10:58",
    ],
)
def test_a_date_with_a_label_counts_more_and_the_other_is_kept(lines: str) -> None:
    facts = read(imported(f"{TITLE}\n{lines}\n导语。\n一、甲\n正文。\n")).facts
    assert f"{facts.published:%Y-%m-%d %H:%M}" == "2023-12-15 10:58"
    assert facts.signed
    assert str(facts.signed.on) == "2023-12-14"


def test_a_second_body_or_date_under_the_title_stays_in_the_text() -> None:
    head = "发布机构：某区委\n成文日期：2023-12-14\n（2023年12月15日）\n某区委巡察办"
    draft = imported(f"{TITLE}\n{head}\n导语。\n某区图书馆党支部\n2023年12月14日\n")
    assert [words for _, words in blocks(draft)] == ["（2023年12月15日）", "某区委巡察办", "导语。"]


def test_facts_without_a_label_are_called_by_their_names() -> None:
    lines = ("某委〔2023〕15号", "2023-12-15 10:58 来源：某网", "（2023年12月15日）", "某区委巡察办")
    draft = imported("\n".join([TITLE, *lines, "导语。"]))
    assert [entry.after for entry in draft.entries if entry.code == "import.fact"] == [
        "文号：某委〔2023〕15号",
        "发布时间：2023-12-15 10:58；来源：某网",
        "成文日期：2023年12月15日",
        "发文机关：某区委巡察办",
    ]


def test_a_remark_of_when_the_text_was_passed_stays_a_paragraph() -> None:
    passed = "（2023年12月14日某区图书馆党支部会议通过）"
    draft = imported(f"{TITLE}\n{passed}\n发文机关：某区委巡察办\n导语。\n一、甲\n正文。\n")
    assert blocks(draft)[:2] == [(0, passed), (0, "导语。")]
    assert read(draft).facts.source == "某区委巡察办"


@pytest.mark.parametrize("label", ["邮政信箱", "邮政专用信箱", "通信地址"])
def test_a_postal_box_is_an_address(label: str) -> None:
    draft = imported(f"{TITLE}\n导语。\n一、甲\n正文。\n{label}：某区第12号信箱；邮编：400000。\n")
    contact = read(draft).facts.contact
    assert contact
    assert contact.address == "某区第12号信箱"


def test_an_electronic_box_is_no_address() -> None:
    draft = imported(f"{TITLE}\n导语。\n一、甲\n正文。\n电子信箱：a@example.org。\n")
    contact = read(draft).facts.contact
    assert contact
    assert (contact.email, contact.address) == ("a@example.org", "")
