"""Numbered lists that a label leads in are what was done about a finding, no findings."""

import pytest

from tests.importing.importing import blocks, codes_of, of, read


def headings(*lines: str) -> list[str]:
    return [words for level, words in blocks(of(*lines)) if level]


FIRST, SECOND = "一、关于学习不深入的问题", "二、关于采购不规范的问题"
ANSWERS = ("责任人：张某", "完成时限：2024年6月30日")


@pytest.mark.parametrize("label", ["整改措施：", "整改情况：", "整改进展情况:", "具体措施：", "责任单位："])
@pytest.mark.parametrize(
    "items", [("1.开展学习。", "2.撰写心得。"), ("1、开展学习。",), ("（1）学习。", "（2）撰写。")]
)
def test_a_list_below_a_label_belongs_to_the_finding(label: str, items: tuple[str, ...]) -> None:
    draft = of(FIRST, label, *items, *ANSWERS, SECOND, label, *items, "责任人：李某")
    assert [words for level, words in blocks(draft) if level] == [FIRST, SECOND]
    assert [(item.owner, str(item.deadline)) for item in read(draft).items.values()] == [
        ("张某", "2024-06-30"),
        ("李某", "None"),
    ]
    assert codes_of(draft, "doubt") == []


def test_lists_below_several_labels_and_lists_in_them_stay_in_the_text() -> None:
    measures = ("整改措施：", "1.开展学习：", "（1）集中学习。", "（2）个人自学。", "2.撰写心得。")
    results = ("整改成效：", "1.学习12次。", "2.撰写36篇。")
    assert headings(FIRST, *measures, *results, SECOND) == [FIRST, SECOND]


def test_the_first_item_may_stand_on_the_line_of_the_label() -> None:
    lines = ("1.关于学习不深入的问题", "整改措施：1.开展学习。", "2.撰写心得。", "2.关于采购不规范的问题", "已整改。")
    assert headings("一、整改情况", *lines) == ["一、整改情况", lines[0], lines[3]]


@pytest.mark.parametrize("measures", [("整改措施：1.开展学习。2.撰写心得。",), ("整改措施：", "1.学习；2.撰写。")])
def test_a_list_may_stand_on_one_line(measures: tuple[str, ...]) -> None:
    draft = of("导语。", "1.学习不深入", *measures, "2.采购不规范", "整改措施：无")
    assert [words for level, words in blocks(draft) if level] == ["1.学习不深入", "2.采购不规范"]
    assert "import.numeral" not in [code for _, code in codes_of(draft, "doubt")]


def test_a_heading_that_cites_a_problem_ends_a_list_of_the_same_numerals() -> None:
    first, second, third = "1.关于学习不深入的问题", "2.关于采购不规范的问题", "3.“三公”经费超标的问题"
    lists = ("整改措施：", "1.开展学习。", "2.撰写心得。"), ("整改措施：", "1.完善流程。")
    assert headings(first, *lists[0], second, *lists[1], "2.约谈2人。", third) == [first, second, third]


def test_a_number_that_is_due_in_a_list_and_as_a_heading_is_a_doubt() -> None:
    draft = of("导语。", "1.学习不深入", "整改措施：", "1.开展学习。", "2.撰写心得。", "2.采购不规范", "整改措施：无")
    assert [words for level, words in blocks(draft) if level] == ["1.学习不深入", "2.采购不规范"]
    assert (6, "import.numeral") in codes_of(draft, "doubt")


@pytest.mark.parametrize("label", ["整改情况：", "反馈问题："])
def test_headings_that_cite_a_problem_may_stand_below_a_label(label: str) -> None:
    lines = ("1.关于学习不深入的问题", "已整改。", "2.关于采购不规范的问题", "已整改。")
    assert headings("一、党建方面", label, *lines) == ["一、党建方面", lines[0], lines[2]]


def test_what_stands_below_the_label_of_the_problems_are_findings() -> None:
    lines = ("反馈问题：", "1.学习不深入", "2.采购不规范", "整改措施：", "1.开展学习。", "2.完善流程。")
    assert headings("一、党建方面", *lines) == ["一、党建方面", *lines[1:3]]


def test_chinese_numerals_below_a_label_are_headings() -> None:
    lines = ("（一）加强学习", "按月学习。", "（二）完善制度", "修订制度。")
    assert headings("一、下一步打算", "工作措施：", *lines) == ["一、下一步打算", lines[0], lines[2]]


def test_a_list_behind_another_paragraph_is_not_led_in() -> None:
    assert headings("一、党建方面", "整改情况：", "总体较好。", "1.学习不深入") == ["一、党建方面", "1.学习不深入"]


@pytest.mark.parametrize("label", ["整改情况：", "整改落实情况：", "备注："])
def test_findings_of_an_area_may_stand_below_a_label(label: str) -> None:
    areas = ("一、党的领导方面", "二、党的建设方面")
    findings = ("1.理论学习不深入。已补学3次。", "2.意识形态责任制不落实。已召开会议。")
    draft = of(areas[0], label, *findings, areas[1], label, *findings)
    assert [level for level, _ in blocks(draft) if level] == [1, 2, 2, 1, 2, 2]
    assert list(read(draft).findings) == ["1.1", "1.2", "2.1", "2.2"]


def test_a_finding_that_may_also_go_on_with_a_list_is_a_doubt() -> None:
    lines = ("1.学习不够的问题。", "整改措施：", "1.补学3次。", "2.落实不够。", "整改措施：", "1.落实3次。")
    assert (6, "import.numeral") in codes_of(of("一、党的领导方面", *lines), "doubt")
