import pytest

from zhaoshi.model.column_heads import Column, meaning


@pytest.mark.parametrize(
    ("column", "heads"),
    [
        (Column.CODE, "章节 章节编号 章节编码 问题编号 section"),
        (Column.NUMBER, "序号 序　号 问题序号 编号 No. №"),
        (Column.AREA, "问题类别 所属方面 类型"),
        (
            Column.FINDING,
            "问题 反馈问题 巡察反馈问题 存在的主要问题 具体表现 主要表现 问题描述 反馈意见 整改事项 反馈问题及具体表现",
        ),
        (
            Column.STATUS,
            "整改状态 状态 完成状态 整改完成状态 是否完成 是否整改完成 是否完成整改 是否整改到位 是否已办结 完成与否",
        ),
        (Column.PROGRESS, "完成情况 整改情况 整改落实情况 目前进展情况 整改成效 整改进展"),
        (Column.LEADER, "责任领导 分管领导 牵头领导 责任领导（签字）"),
        (Column.OWNER, "责任部门 责任人 责任单位 责任科室 牵头部门 整改责任单位 责任单位及责任人 具体责任人 部门"),
        (Column.DEADLINE, "整改时限 完成时限 整改期限 时限要求 计划完成时间"),
        (Column.COMPLETED, "完成时间 实际完成时间 完成日期 销号时间"),
        (Column.VERDICT, "核验 核验结论 核验情况 销号情况 是否销号"),
        (Column.VERIFIED_BY, "核验单位 核验人"),
        (Column.VERIFIED_ON, "核验日期 核验时间"),
        (Column.REVIEW, "复查时间"),
        (Column.MEASURES, "整改措施 具体措施 整改举措"),
        (Column.EVIDENCE, "佐证材料 印证材料 制度成果"),
        (Column.REMARK, "备注 说明"),
        (None, "配合部门 督办编组 整改目标 一个很长很长的标题里面说到了许多事情和一个问题"),
    ],
)
def test_columns_are_known_however_they_are_worded(column: Column | None, heads: str) -> None:
    assert {head: meaning(head) for head in heads.split(" ")} == dict.fromkeys(heads.split(" "), column)


@pytest.mark.parametrize(
    "head", ["整改\n时限", "整改时限（年月日）", "整改时限[必填]", "【整改】整改时限：", "*整改 时限"]
)
def test_spaces_line_breaks_and_brackets_do_not_count(head: str) -> None:
    assert meaning(head) is Column.DEADLINE


@pytest.mark.parametrize("column", Column)
def test_the_word_of_every_column_means_it(column: Column) -> None:
    assert meaning(column.value) is column
