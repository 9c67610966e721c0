"""Words behind a “#” that YAML leaves out, and that were to be a part of the value."""

import pytest

from zhaoshi.problems import Location, Severity, msg
from zhaoshi.text.yaml_nodes import parse


@pytest.mark.parametrize(
    ("text", "line", "column", "words", "example"),
    [
        ("标题: 通报 #2\n", 1, 8, "#2", '标题: "通报 #2"'),
        ("a: 1\n部门: 办公室  #1楼 王某 # 暂填\n", 2, 10, "#1楼 王某", '部门: "办公室  #1楼 王某"'),
        ("a: #1楼\n", 1, 4, "#1楼", 'a: "#1楼"'),
        ("a:\n  - 甲 #乙\n", 2, 7, "#乙", '"甲 #乙"'),
        ("a: 甲\n  乙\t#丙\n", 2, 5, "#丙", 'a: "甲 乙\\t#丙"'),
        ("a: {b: 甲 #乙\n  }\n", 1, 10, "#乙", 'b: "甲 #乙"'),
    ],
)
def test_words_behind_a_value_that_become_a_remark_are_doubted(
    text: str, line: int, column: int, words: str, example: str
) -> None:
    _, problems = parse(text, "f", 5)
    assert [(p.code, p.severity, p.at) for p in problems] == [
        ("yaml.cut-value", Severity.DOUBT, Location("f", line + 4, column))
    ]
    assert problems[0].message.values == {"words": words}
    assert problems[0].hint is not None
    assert problems[0].hint.values == {"example": example}


def test_words_behind_a_day_are_not_said_to_belong_to_it() -> None:
    _, [problem] = parse("完成时间: 2023-10-27 #核实过\n", "f")
    assert problem.hint == msg("put a space behind “#” if it is a remark, or delete it")


@pytest.mark.parametrize(
    "text",
    [
        "a: 甲 # 乙 #丙\n",
        "a: 甲 ## 乙\n",
        "a: 甲#乙\n",
        'a: "甲 #乙"\n',
        "a: '甲' #乙\n",
        "a: {b: 甲} #乙\n",
        "a: #说明\n  b: 甲\n  #说明\n",
        "a: >\n  甲 #乙\n",
        "#说明\na: 甲\n",
    ],
)
def test_a_remark_is_not_doubted_where_nothing_is_cut(text: str) -> None:
    assert parse(text, "f")[1] == []
