"""Numbers that a break has cut are no numerals, and lists of attachments are no headings."""

import pytest

from tests.importing.importing import blocks, imported, read
from zhaoshi.text.numerals import Style

TITLE = "某区图书馆关于巡察整改进展情况的通报"
HEAD = f"{TITLE}\n导语。\n一、整改情况\n1.关于“经费管理不严”的问题\n"
END = "\n2.关于“学习不深入”的问题\n正文。\n"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("压减公用经费支出\n18.\n6万元，下降明显。", "压减公用经费支出18.6万元，下降明显。"),
        ("压减公用经费支出18.\n6万元，下降明显。", "压减公用经费支出18.6万元，下降明显。"),
        ("压减公用经费支出2.\n6万元，下降\n18.5%。", "压减公用经费支出2.6万元，下降18.5%。"),
        ("退回各类违规发放的补贴\n2.\n6万元。", "退回各类违规发放的补贴2.6万元。"),
        ("退回补贴\n6万余元并且上缴。", "退回补贴6万余元并且上缴。"),
    ],
)
def test_a_sum_that_was_cut_is_joined(broken: str, whole: str) -> None:
    draft = imported(HEAD + broken + END)
    assert (0, whole) in blocks(draft)
    assert [words for level, words in blocks(draft) if level == 2] == [
        "1.关于“经费管理不严”的问题",
        "2.关于“学习不深入”的问题",
    ]


def test_a_sum_with_a_space_behind_its_point_is_no_numeral() -> None:
    draft = imported(HEAD + "共退回资金。\n2. 6万元已经上缴。" + END)
    assert (0, "2. 6万元已经上缴。") in blocks(draft)
    assert read(draft).facts.numbering == (Style.HAN, Style.ARABIC)


@pytest.mark.parametrize("heading", ["2、5万元以上采购不规范", "2. 5万元以上采购不规范的问题"])
def test_a_heading_may_begin_with_a_sum(heading: str) -> None:
    draft = imported(HEAD + "正文。\n" + heading + "\n正文。\n")
    assert (2, heading) in blocks(draft)


def test_a_sum_below_a_heading_begins_its_text() -> None:
    draft = imported(HEAD + "6万元已经退回。" + END)
    assert (0, "6万元已经退回。") in blocks(draft)


def test_a_numeral_alone_is_joined_with_a_heading_that_begins_with_a_year() -> None:
    draft = imported(f"{TITLE}\n导语。\n一、整改情况\n1.\n2023年度经费超支的问题\n正文。\n")
    assert (2, "1. 2023年度经费超支的问题") in blocks(draft)


@pytest.mark.parametrize(
    "items",
    [("附件：1.整改台账", "2.制度清单"), ("附件1.整改台账", "2.制度清单"), ("附件", "1.整改台账", "2.制度清单")],
)
def test_all_items_of_a_list_of_attachments_stay_paragraphs(items: tuple[str, ...]) -> None:
    draft = imported(HEAD + "正文。\n" + "\n".join(items) + "\n某区图书馆党支部\n2023年12月14日\n")
    assert [(0, item) for item in items] == blocks(draft)[-len(items) :]
    assert list(read(draft).findings) == ["1.1"]
