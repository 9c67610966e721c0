from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.model.ledger import Ledger, LedgerItem, read_ledger
from zhaoshi.model.readers import Refused
from zhaoshi.model.status import Status, Verdict
from zhaoshi.problems import Location, Problem, Severity
from zhaoshi.text.codes import read_code
from zhaoshi.text.numerals import STANDARD, Numbering, Style
from zhaoshi.text.yaml_nodes import parse


def read(text: str, numbering: Numbering = STANDARD) -> tuple[Ledger, list[Problem]]:
    node, problems = parse("as_of: 2024-02-01\n" + text, "f")
    assert problems == []
    return read_ledger(node, "f", numbering)


def item(text: str) -> LedgerItem:
    ledger, _ = read(f"items:\n  - {{section: 2.1, {text}}}\n")
    return ledger.items[0]


def doubts_of(text: str) -> list[str]:
    _, problems = read(f"items:\n  - {{section: 2.1, {text}}}\n")
    assert all(problem.severity is Severity.DOUBT and problem.at.line == 3 for problem in problems)
    return [problem.code for problem in problems]


def test_both_languages_make_the_same_ledger() -> None:
    english, _ = read(
        "defaults: {leader: 甲, owner: 乙, deadline: 2023-12-01}\n"
        "items:\n"
        "  - {section: 2.1, status: 已完成, completed: 2023-10-01,\n"
        "     verification: {status: 已销号, by: 丙, on: 2024-01-02},\n"
        "     evidence: [{kind: 制度, title: 办法, file: attachments/a.pdf, number: 〔2023〕1}],\n"
        "     updates: [{on: 2023-09-01, title: 启动, text: 部署}]}\n"
    )
    chinese, _ = read(
        "默认值: {责任领导: 甲, 责任人: 乙, 整改时限: 2023-12-01}\n"
        "台账:\n"
        "  - {章节: 2.1, 状态: 已完成, 完成时间: 2023-10-01, 核验: {结论: 已销号, 单位: 丙, 日期: 2024-01-02},\n"
        "     佐证: [{类别: 制度, 名称: 办法, 文件: attachments/a.pdf, 文号: 〔2023〕1}],\n"
        "     进展: [{日期: 2023-09-01, 标题: 启动, 内容: 部署}]}\n"
    )
    (one,), (other,) = english.items, chinese.items
    assert (one.status, one.verification, one.updates) == (other.status, other.verification, other.updates)
    assert [(e.kind, e.title, e.number, e.file and e.file.name) for e in one.evidence] == [
        (e.kind, e.title, e.number, e.file and e.file.name) for e in other.evidence
    ]
    assert (one.leader, one.owner, one.deadline, one.completed) == (
        other.leader,
        other.owner,
        other.deadline,
        other.completed,
    )


def test_defaults_stand_where_an_item_says_nothing() -> None:
    ledger, _ = read(
        "defaults: {leader: 甲, owner: 乙, deadline: 2024-05-01}\n"
        "items:\n"
        "  - {section: 2.1, status: 整改中}\n"
        "  - {section: 2.2, status: 整改中, owner: 丙, deadline: 2024-06-01}\n"
    )
    assert [(i.leader, i.owner, i.deadline) for i in ledger.items] == [
        ("甲", "乙", date(2024, 5, 1)),
        ("甲", "丙", date(2024, 6, 1)),
    ]


def test_sections_are_spelt_in_points_and_steps_stand_in_order_of_time() -> None:
    ledger, _ = read(
        "items:\n"
        "  - section: 二（一）2\n"
        "    status: 整改中\n"
        "    updates: [{on: 2024-01-02, title: 乙}, {on: 2023-01-02, title: 甲}]\n"
    )
    assert ledger.items[0].section.name == "2.1.2"
    assert [update.title for update in ledger.items[0].updates] == ["甲", "乙"]


def test_codes_are_read_in_the_numbering_of_the_notice() -> None:
    ledger, _ = read("items:\n  - {section: （一）2（3）, status: 整改中}\n", STANDARD[1:])
    assert ledger.items[0].section.name == "1.2.3"


def test_every_bad_code_is_told_at_once() -> None:
    text = "items:\n" + "".join(f"  - {{section: {code}, status: 整改中}}\n" for code in ("第二章", "2.1", "二（一）"))
    with pytest.raises(Refused) as refused:
        read(text)
    assert [(problem.code, problem.at) for problem in refused.value.problems] == [
        ("ledger.section-form", Location("f", 3, 15)),
        ("ledger.section-twice", Location("f", 5, 15)),
    ]
    assert refused.value.problems[1].message.values == {"code": "2.1", "line": "4"}


@given(st.permutations(STANDARD), st.integers(0, 4))
def test_the_forms_that_a_refused_code_is_answered_with_can_be_read(styles: list[Style], levels: int) -> None:
    numbering = tuple(styles[:levels])
    with pytest.raises(Refused) as refused:
        read("items: [{section: 第二章, status: 整改中}]\n", numbering)
    (problem,) = refused.value.problems
    assert problem.hint is not None
    dotted, official = problem.hint.values["code"], problem.hint.values["official"]
    assert dotted == ".".join("2142"[: levels or 4])
    assert read_code(official, numbering or STANDARD) == dotted


def test_claim_and_verdict_are_two_facts() -> None:
    returned = item("status: 基本完成, verification: {status: 退回}")
    assert (returned.status.status, returned.status.written) == (Status.PHASED, "基本完成")
    assert returned.verification.status is Verdict.RETURNED
    assert item("status: 已完成").verification.status is Verdict.UNVERIFIED


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("status: 未启动, deadline: 2024-01-31", date(2024, 1, 31)),
        ("status: 整改中, deadline: 2024-01-31", date(2024, 1, 31)),
        ("status: 阶段性完成, deadline: 2024-01-31", date(2024, 1, 31)),
        ("status: 已完成, deadline: 2024-01-31", None),
        ("status: 已完成, deadline: 2024-01-31, verification: {status: 退回}", date(2024, 1, 31)),
        ("status: 长期坚持, deadline: 2024-01-31", None),
        ("status: 长期坚持, deadline: 2024-01-31, review: 2024-06-30", date(2024, 6, 30)),
        ("status: 整改中", None),
    ],
)
def test_due_is_the_deadline_of_open_work_and_the_review_of_long_term_work(text: str, due: date | None) -> None:
    assert item(text).due == due


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("status: 整改中", True),
        ("status: 长期坚持", True),
        ("status: 已完成", False),
        ("status: 已完成, verification: {status: 已销号}", False),
        ("status: 已完成, verification: {status: 退回}", True),
    ],
)
def test_a_finding_is_open_until_it_is_completed_and_not_returned(text: str, is_open: bool) -> None:
    assert item(text).is_open is is_open


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("status: 已完成, completed: 2024-01-31", []),
        ("status: 已完成", ["ledger.completion-undated"]),
        ("status: 已完成, completed: 2024-02-02", ["ledger.later-than-as-of"]),
        ("status: 整改中, updates: [{on: 2024-02-02, title: 甲}]", ["ledger.later-than-as-of"]),
        ("status: 长期坚持, verification: {status: 已销号, on: 2024-02-02}", ["ledger.later-than-as-of"]),
        ("status: 整改中, evidence: [{kind: 照片, title: 甲, on: 2024-02-01}]", []),
        ("status: 整改中, evidence: [{kind: 照片, title: 甲, on: 2024-02-02}]", ["ledger.later-than-as-of"]),
        ("status: 整改中, deadline: 2024-05-01", []),
        ("status: 整改中, completed: 2024-01-31", ["ledger.completed-but-open"]),
        ("status: 未启动, completed: 2024-01-31", ["ledger.completed-but-open"]),
        ("status: 阶段性完成, completed: 2024-01-31", []),
        ("status: 长期坚持, completed: 2024-01-31", []),
        ("status: 整改中, verification: {status: 已销号}", ["ledger.verified-but-open"]),
        ("status: 长期坚持, verification: {status: 已销号}", []),
        ("status: 已完成, completed: 2024-01-01, verification: {by: 巡察办}", ["ledger.verdict-missing"]),
        ("status: 整改中, verification: {note: 现场查看}", ["ledger.verdict-missing"]),
        ("status: 整改中, verification: {status: 未核验, on: 2024-01-01}", ["ledger.verdict-missing"]),
        ("status: 整改中, verification: {status: 待核验, by: 巡察办, note: 三月核验}", []),
        ("status: 整改中, review: 2024-06-30", ["ledger.review-without-long-term"]),
        ("status: 长期坚持, review: 2024-06-30", []),
    ],
)
def test_contradictions_inside_an_entry_are_doubts(text: str, doubts: list[str]) -> None:
    assert doubts_of(text) == doubts


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("完成时限", {"guess": "整改时限"}),
        ("计划完成时间", {"guess": "整改时限"}),
        ("实际完成日期", {"guess": "完成时间"}),
        ("牵头科室", {"guess": "责任部门"}),
        ("整改进展", {"guess": "进展"}),
        ("佐证材料", {"guess": "佐证"}),
        ("核验日期", {"form": "核验: {日期: …}"}),
        ("是否销号", {"form": "核验: {结论: …}"}),
        ("整改措施", {}),
        ("反馈问题", {}),
        ("序号", {}),
        ("整改时线", {"guess": "整改时限"}),
    ],
)
def test_a_word_of_an_offices_table_is_answered_with_the_field_that_it_means(
    written: str, values: dict[str, str]
) -> None:
    with pytest.raises(Refused) as refused:
        item(f"status: 整改中, {written}: 2024-01-31")
    (problem,) = refused.value.problems
    assert problem.code == "field.unknown"
    assert problem.hint is not None
    assert problem.hint.values == values


def test_what_stands_for_all_entries_is_answered_in_the_same_way() -> None:
    with pytest.raises(Refused) as refused:
        read("defaults: {完成时限: 2024-05-01, 完成时间: 2024-01-31}\nitems: []\n")
    deadline, completed = refused.value.problems
    assert deadline.hint is not None
    assert deadline.hint.values == {"guess": "整改时限"}
    assert completed.hint is not None
    assert completed.hint.values == {"names": "责任领导、责任部门、整改时限"}


@pytest.mark.parametrize(("kind", "counts"), [("制度", True), ("会议记录", False)])
def test_only_rules_enter_the_register_of_institutions(kind: str, counts: bool) -> None:
    found = item(f"status: 整改中, evidence: [{{kind: {kind}, title: 甲}}]")
    assert found.evidence[0].is_institution is counts


@pytest.mark.parametrize("text", ["", "items: []\n"])
def test_a_ledger_without_items_is_refused_and_with_none_of_them_empty(text: str) -> None:
    if text:
        assert read(text)[0].items == ()
    else:
        with pytest.raises(Refused):
            read(text)


def test_doubts_stand_at_the_field_and_name_it() -> None:
    text = """as_of: 2024-02-01
items:
  - section: 2.1
    status: 已完成
    完成时间: 2024-02-02
    核验:
      结论: 已销号
      日期: 2024-01-15
    进展:
      - 日期: 2024-02-03
        标题: 甲
      - {标题: 乙, 日期: 2024-01-03}
      - {标题: 丙, 日期: 2024-02-05}
"""
    node, _ = parse(text, "f")
    _, doubts = read_ledger(node, "f", STANDARD, date(2024, 2, 5))
    assert [(p.code, p.at.line, p.at.column, p.message.values) for p in doubts] == [
        ("ledger.verified-before-completion", 8, 11, {"verified": "2024-01-15", "completed": "2024-02-02"}),
        ("ledger.later-than-as-of", 5, 11, {"field": "完成时间", "date": "2024-02-02", "as_of": "2024-02-01"}),
        ("ledger.later-than-as-of", 10, 13, {"field": "进展·日期", "date": "2024-02-03", "as_of": "2024-02-01"}),
        ("ledger.later-than-as-of", 13, 21, {"field": "进展·日期", "date": "2024-02-05", "as_of": "2024-02-01"}),
        ("ledger.completed-before-inspection", 5, 11, {"completed": "2024-02-02", "start": "2024-02-05"}),
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("status: 已完成, deadline: 2023-10-01, completed: 2023-10-13", 12),
        ("status: 已完成, deadline: 2023-10-01, completed: 2023-10-13, verification: {status: 已销号}", 12),
        ("status: 已完成, deadline: 2023-10-01, completed: 2023-10-01", 0),
        ("status: 已完成, deadline: 2023-10-01, completed: 2023-09-01", 0),
        ("status: 已完成, deadline: 2023-10-01, completed: 2023-10-13, verification: {status: 退回}", None),
        ("status: 已完成, completed: 2023-10-13", None),
        ("status: 已完成, deadline: 2023-10-01, updates: [{on: 2023-10-13, title: 完成整改}]", None),
        ("status: 已完成, deadline: 2023-10-01, completed: 2024-02-02", None),
        ("status: 阶段性完成, deadline: 2023-10-01, completed: 2023-10-13", None),
        ("status: 长期坚持, deadline: 2023-10-01, completed: 2023-10-13", None),
        ("status: 正在整改, deadline: 2023-10-01", None),
    ],
    ids=[
        "late",
        "late-and-verified",
        "on-the-day",
        "early",
        "returned",
        "no-deadline",
        "a-step-is-no-completion",
        "behind-the-date-of-the-ledger",
        "in-part",
        "long-term",
        "open",
    ],
)
def test_days_late_are_told_only_where_both_days_are_written_and_the_completion_stands(
    text: str, days: int | None
) -> None:
    assert item(text).days_late(date(2024, 2, 1)) == days


def test_a_deadline_that_stands_for_all_entries_is_one_by_which_a_completion_can_be_late() -> None:
    ledger, _ = read(
        "defaults: {deadline: 2023-10-01}\nitems:\n"
        "  - {section: 2.1, status: 已完成, completed: 2023-10-02}\n"
        "  - {section: 2.2, status: 已完成, completed: 2023-10-02, deadline: 2023-12-01}\n"
    )
    assert [entry.days_late(ledger.as_of) for entry in ledger.items] == [1, 0]
