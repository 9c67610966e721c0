"""Numbered lines below a cited problem of which only the last has labels: they may be measures."""

import pytest

from tests.importing.importing import of

FIRST = ("一、整改情况", "（一）关于学习不深入的问题")


def doubts(*lines: str) -> list[tuple[int, str]]:
    return [
        (entry.line, entry.before) for entry in of(*lines).entries if entry.code == "import.findings" and entry.line
    ]


def test_labels_below_the_last_of_several_lines_are_a_doubt() -> None:
    lines = (*FIRST, "1.开展学习12次。", "2.撰写心得36篇。", "整改状态：已完成", "责任部门：办公室")
    assert doubts(*lines, "（二）关于采购不规范的问题", "已整改。") == [(6, "（一）关于学习不深入的问题")]


@pytest.mark.parametrize(
    "lines",
    [
        ("1.制度不全", "整改状态：已完成", "2.记录不全", "整改状态：正在整改"),
        ("1.制度不全", "责任部门：办公室", "2.记录不全", "整改状态：正在整改"),
        ("1.制度不全", "整改状态：已完成", "2.记录不全", "已整改。"),
        ("1.关于制度不全的问题", "2.关于记录不全的问题", "整改状态：已完成"),
        ("1.开展学习12次。", "2.撰写心得36篇。", "学习情况：较好"),
        ("1.记录不全。", "整改状态：已完成"),
        ("整改状态：已完成",),
    ],
)
def test_other_labels_are_no_doubt(lines: tuple[str, ...]) -> None:
    assert doubts(*FIRST, *lines) == []
