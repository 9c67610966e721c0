import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.problems import Location, Problem, errors
from zhaoshi.text import yaml_events
from zhaoshi.text.nodes import Mapping, Node, Scalar, Sequence
from zhaoshi.text.yaml_events import MAX_DEPTH, parse_events
from zhaoshi.text.yaml_nodes import MAX_BYTES, parse

Plain = str | list["Plain"] | dict[str, "Plain"]

WORD = st.text(st.sampled_from("甲乙丙丁abc019.年"), min_size=1, max_size=6).filter(lambda word: word != ".")
VALUES = st.recursive(
    WORD,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(WORD, below, max_size=3),
    max_leaves=12,
)


def node_of(text: str) -> Node:
    node, problems = parse(text, "f")
    assert problems == []
    assert node is not None
    return node


def only_problem(text: str) -> Problem:
    node, problems = parse(text, "f")
    assert node is None
    assert len(problems) == 1
    return problems[0]


def plain(node: Node) -> Plain:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}


def scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from scalars(item)
        case Mapping():
            for key, value in node.entries:
                yield from (key, *scalars(value))


def written(value: Plain, indent: int, flow: bool) -> str:
    """Write a value as YAML, in brackets or on lines of its own."""
    margin = "\n" + "  " * indent
    match value:
        case str():
            return value
        case list() if flow or not value:
            return "[" + ", ".join(written(item, indent, True) for item in value) + "]"
        case dict() if flow or not value:
            return "{" + ", ".join(f"{key}: {written(item, indent, True)}" for key, item in value.items()) + "}"
        case list():
            return "".join(f"{margin}- {written(item, indent + 1, len(str(item)) % 2 == 0)}" for item in value)
        case dict():
            return "".join(
                f"{margin}{key}: {written(item, indent + 1, len(key) % 2 == 0)}" for key, item in value.items()
            )


@given(value=VALUES, flow=st.booleans())
def test_text_comes_back_as_the_values_it_was_written_from(value: Plain, flow: bool) -> None:
    assert plain(node_of(written(value, 0, flow))) == value


@given(value=VALUES, flow=st.booleans(), first=st.integers(1, 9))
def test_each_scalar_stands_where_its_position_says(value: Plain, flow: bool, first: int) -> None:
    text = "# 说明\n" + written(value, 0, flow)
    node, _ = parse(text, "f", first)
    assert node is not None
    lines = text.split("\n")
    for scalar in scalars(node):
        assert lines[scalar.at.line - first][scalar.at.column - 1 :].startswith(scalar.text)


@pytest.mark.parametrize(
    "text",
    ["no", "NO", "yes", "010", "1:30", "2.10", "1e3", "0x1F", "~", "null", "2023-12-14", ".inf", "true", "1_000"],
)
def test_no_scalar_turns_into_something_else(text: str) -> None:
    assert plain(node_of(f"a: {text}")) == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: '甲'", {"a": "甲"}),
        ('a: "甲\\n乙"', {"a": "甲\n乙"}),
        ("a: |\n  甲\n  乙\n", {"a": "甲\n乙\n"}),
        ("a: >\n  甲\n  乙\n", {"a": "甲 乙\n"}),
        ("a: 甲 # 注\n", {"a": "甲"}),
        ("a:\nb:\n", {"a": "", "b": ""}),
        ("--- \na: 甲\n", {"a": "甲"}),
        ("a: ! 甲", {"a": "甲"}),
        ("a: 关于：甲", {"a": "关于：甲"}),
    ],
)
def test_ordinary_ways_of_writing_are_read(text: str, value: Plain) -> None:
    assert plain(node_of(text)) == value


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有说明\n"])
def test_an_empty_document_is_nothing_and_no_problem(text: str) -> None:
    assert parse(text, "f") == (None, [])


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: &x 1\nb: *x\n", "yaml.anchor", 1, 4),
        ("a: *x\n", "yaml.alias", 1, 4),
        ("a: 1\nb: [*x]\n", "yaml.alias", 2, 5),
        ("a: !!python/object:os.system x\n", "yaml.tag", 1, 4),
        ("a: !x 乙\n", "yaml.tag", 1, 4),
        ("a: !!binary aGk=\n", "yaml.tag", 1, 4),
        ("a: 1\n---\nb: 1\n", "yaml.documents", 2, 1),
        ("--- 甲\n--- 乙\n", "yaml.documents", 2, 1),
        ("? [a]\n: 1\n", "yaml.key", 1, 3),
        ("{{a: 1}: 2}\n", "yaml.key", 1, 2),
        ("a: 1\nb: 2\na: 3\n", "yaml.duplicate-key", 3, 1),
        ("x:\n  - {a: 1, 'a': 2}\n", "yaml.duplicate-key", 2, 12),
    ],
)
def test_what_is_not_allowed_is_refused_where_it_stands(text: str, code: str, line: int, column: int) -> None:
    problem = only_problem(text)
    assert (problem.code, problem.at) == (code, Location("f", line, column))


def test_every_key_that_stands_twice_is_named() -> None:
    _, problems = parse("a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n", "f", 10)
    assert sorted((p.code, p.at.line, p.message.values["key"], p.message.values["line"]) for p in problems) == [
        ("yaml.duplicate-key", 11, "a", "10"),
        ("yaml.duplicate-key", 12, "c", "12"),
        ("yaml.duplicate-key", 13, "a", "10"),
    ]


def test_one_key_in_two_mappings_is_no_duplicate() -> None:
    assert plain(node_of("a: {c: 1}\nb: {c: 1}\n")) == {"a": {"c": "1"}, "b": {"c": "1"}}


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_nesting_is_allowed_up_to_its_limit_and_not_beyond(opening: str, closing: str) -> None:
    assert parse(opening * MAX_DEPTH + "x" + closing * MAX_DEPTH, "f")[1] == []
    problem = only_problem(opening * (MAX_DEPTH + 1) + "x" + closing * (MAX_DEPTH + 1))
    assert (problem.code, problem.at.column) == ("yaml.depth", MAX_DEPTH * len(opening) + 1)


@pytest.mark.parametrize(
    "unit",
    ["[", "{a: ", "{", "- ", "[\\n", "{a:\\n", "? ", "[{", "- [", "&a [", "{{", "[*a,", "!!x [", "'", '"', "- - {"],
)
def test_forty_thousand_nested_openings_do_not_kill_the_process(unit: str) -> None:
    program = f"from zhaoshi.text.yaml_nodes import parse; print(len(parse('''{unit}''' * 40000, 'f')[1]))"
    if "'" in unit:
        program = "from zhaoshi.text.yaml_nodes import parse; print(len(parse(chr(39) * 40001, 'f')[1]))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stderr


def test_forty_thousand_indented_dashes_do_not_kill_the_process() -> None:
    text = "".join(" " * depth + "-\n" for depth in range(1000))
    assert only_problem(text).code == "yaml.depth"


def test_a_text_over_the_size_limit_is_refused_unread() -> None:
    assert only_problem("甲" * (MAX_BYTES // 3 + 1)).code == "file.too-large"
    assert parse("甲" * (MAX_BYTES // 3), "f")[1] == []


@pytest.mark.parametrize(
    ("text", "line", "column", "example"),
    [
        ("状态：已完成\n责任人: 甲\n", 1, 3, "状态: 已完成"),
        ("a: 1\n状态：已完成\n", 2, 3, "状态: 已完成"),
        ("a: 1\n状态：已完成\nb: 1\n", 2, 3, "状态: 已完成"),
        ("a: 1\n状态：已完成\n\n\n# 说明\nb: 1\n", 2, 3, "状态: 已完成"),
        ("items:\n  - section: 2.1\n    状态 ： 已完成\n    owner: 甲\n", 3, 7, "状态: 已完成"),
        ("- section：2.1\n  status: 已完成\n", 1, 10, "section: 2.1"),
    ],
)
def test_a_full_width_colon_is_shown_with_the_line_as_it_should_be(
    text: str, line: int, column: int, example: str
) -> None:
    problem = only_problem(text)
    assert (problem.code, problem.at) == ("yaml.full-width-colon", Location("f", line, column))
    assert problem.hint is not None
    assert problem.hint.values == {"example": example}


@pytest.mark.parametrize(
    ("text", "column", "example"),
    [
        ("标题: [公示]关于巡察整改的通报\n单位: a\n", 5, '标题: "[公示]关于巡察整改的通报"'),
        ("文号: [2024]17号 # 暂填\n", 5, '文号: "[2024]17号"'),
        ("- 甲\n- {乙}丙\n", 3, '"{乙}丙"'),
        ("a: {名称: [试行]办法, 日期: 1}\n", 9, '名称: "[试行]办法"'),
        ("""标题: [公示] 关于"甲"\n""", 5, """标题: '[公示] 关于"甲"'"""),
    ],
)
def test_a_value_that_begins_with_a_bracket_is_shown_in_quotation_marks(text: str, column: int, example: str) -> None:
    problem = only_problem(text)
    assert (problem.code, problem.at.column) == ("yaml.brackets", column)
    assert problem.hint is not None
    assert problem.hint.values == {"example": example}


@pytest.mark.parametrize("text", ["a: {b: 1}c\n", "a: [b, c]d\n", "a: [b]，\n", "a: ['b']c\n"])
def test_a_record_or_a_list_is_not_said_to_need_quotation_marks(text: str) -> None:
    assert only_problem(text).code == "yaml.syntax"


@pytest.mark.parametrize(
    ("text", "column", "sign", "example"),
    [
        ("- {结论: 退回，单位: 区委、日期: 2023-01-02}\n", 10, "，", "- {结论: 退回, 单位: 区委, 日期: 2023-01-02}"),
        ("a: {b: 甲，乙；c: 2}\n", 11, "；", "a: {b: 甲，乙, c: 2}"),
    ],
)
def test_a_full_width_comma_between_fields_is_shown_as_it_should_be(
    text: str, column: int, sign: str, example: str
) -> None:
    problem = only_problem(text)
    assert (problem.code, problem.at) == ("yaml.full-width-comma", Location("f", 1, column))
    assert problem.message.values == {"sign": sign}
    assert problem.hint is not None
    assert problem.hint.values == {"example": example}


SYNTAX = {
    "mapping values are not allowed in this context": ("标题: 通报: 一\n", 1, 7),
    "could not find expected ':'": ("a: 1\n已完成\n\nb: 2\n", 2, 1),
    "did not find expected key": ("a:\n  b: 1\n c: 2\n", 3, 2),
    "did not find expected '-' indicator": ("- a\nb: 1\n", 2, 1),
    "did not find expected ',' or ']'": ("a: [1, 2\nb: 3\n", 1, 4),
    "did not find expected ',' or '}'": ("a: {b: 1, c: 2\nd: 3\n", 1, 4),
    "did not find expected node content": ("a: [1, , 2]\n", 1, 8),
    "found unexpected end of stream": ('a: "甲\nb: 1\nc: 2\n', 1, 4),
    "did not find expected alphabetic or numeric character": ("a: 1\nb: **甲**\n", 2, 4),
    "found character that cannot start any token": ("a: 1\nb: @甲\n", 2, 4),
    "block sequence entries are not allowed in this context": ("a: 1\nb: - 甲\n", 2, 4),
    "mapping keys are not allowed in this context": ("a: 1\nb: ? 甲\n", 2, 4),
    "did not find expected whitespace or line break": ("a: 1\nb: !甲\n", 2, 5),
    "did not find expected comment or line break": ("a: 1\nb: |甲\n", 2, 5),
    "found unknown escape character": ('a: 1\nb: "C:\\甲"\n', 2, 7),
}
"""For each fault that the reader explains: a text with it, and where it is shown."""


@pytest.mark.parametrize(("fault", "example"), SYNTAX.items())
def test_a_fault_of_syntax_is_explained_where_it_is(fault: str, example: tuple[str, int, int]) -> None:
    text, line, column = example
    problem = only_problem(text)
    assert (problem.code, problem.at) == ("yaml.syntax", Location("f", line, column))
    assert (problem.message, problem.hint) == yaml_events._SYNTAX[fault]


@pytest.mark.parametrize(
    "text", ["a: 1\nb: [1, 2\n", "a: 1\nb: {c: 1\n\n", 'a: 1\nb: "甲\n乙\n\n\n', 'a: 1\nb: "甲”\nc: 1', "a: 1\nb: [1"]
)
def test_what_is_never_closed_is_shown_where_it_opens(text: str) -> None:
    assert only_problem(text).at == Location("f", 2, 4)


@pytest.mark.parametrize(
    ("text", "line"), [("a:\n\tb: 1\n", 2), ("a:\n  b: 1\n\tc: 1\n", 3), ("items:\n  - a: 1\n  \tb: 2\n", 3)]
)
def test_a_line_that_is_indented_with_a_tab_is_named(text: str, line: int) -> None:
    assert (only_problem(text).code, only_problem(text).at) == ("yaml.tab", Location("f", line))


def test_every_explained_fault_has_an_example() -> None:
    assert SYNTAX.keys() == yaml_events._SYNTAX.keys()


@pytest.mark.parametrize("text", ["%YAML 2.0\n--- a", "a: - b", "a: 1\n...\nb: 1\n", 'a: "\\ud800"'])
def test_a_fault_without_an_explanation_is_still_shown_in_its_line(text: str) -> None:
    problem = only_problem(text)
    assert problem.code == "yaml.syntax"
    assert problem.at.line <= text.count("\n") + 1


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\x07", "\\u202e", "\\u2028", "\\N", "\\ufeff"])
def test_an_escape_cannot_bring_in_a_control_character(escape: str) -> None:
    problem = only_problem(f'a: 1\nb: "甲{escape}乙"\n')
    assert (problem.code, problem.at) == ("file.control-character", Location("f", 2, 4))
    assert only_problem(f'"{escape}": 1\n').code == "file.control-character"


@given(text=st.text(st.sampled_from("a甲: -[]{},#&*!|>'\"%@`\n\t：?"), max_size=40))
def test_any_text_gives_a_node_or_problems_within_the_text(text: str) -> None:
    node, problems = parse(text, "f")
    assert node is None or not errors(problems)
    assert all(1 <= problem.at.line <= text.count("\n") + 1 for problem in problems)


def test_every_node_knows_the_stretch_of_text_that_it_was_read_from() -> None:
    text = "# 说明\r\na: 中文 # 尾注\r\nb: {x: 1, y: 'q', }\r\nc:\r\n  - k: v\r\n"
    text += "    l: |\r\n      t\r\n\r\n  # 注\r\n  - 𠮷\r\nd: [e, f]\r\n"
    node, _ = parse_events(text, "f", with_spans=True)
    assert isinstance(node, Mapping)
    taken = {key.text: text[slice(*value.span)] for key, value in node.entries}
    assert taken == {
        "a": "中文",
        "b": "{x: 1, y: 'q', }",
        "c": "- k: v\r\n    l: |\r\n      t\r\n\r\n  # 注\r\n  - 𠮷",
        "d": "[e, f]",
    }
    assert [getattr(value, "in_brackets", None) for _, value in node.entries] == [None, True, False, True]
    listed = node.entries[2][1]
    assert isinstance(listed, Sequence)
    assert text[slice(*listed.items[0].span)].rstrip() == "k: v\r\n    l: |\r\n      t"
    assert text[slice(*node.entries[0][0].span)] == "a"


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('标题: "回头看"关于甲\n单位: 乙\n', "yaml.behind-quotation", 1, 10),
        ("标题: '回头看'关于甲\n", "yaml.behind-quotation", 1, 10),
        ('- {标题: "回头看"关于甲}\n', "yaml.behind-quotation", 1, 13),
        ('甲: "乙\n丙: 1\n丁: "戊"\n', "yaml.syntax", 3, 5),
        ("台账:\n  - 章节: 1\n    状态: 甲\n  -章节: 2\n    状态: 乙\n", "yaml.dash-space", 4, 3),
        ("-章节: 2\n 状态: 乙\n", "yaml.dash-space", 1, 1),
        ("章节: 1\n核验: ｛结论: 退回｝\n", "yaml.full-width-bracket", 2, 5),
        ("进展:\n  - {日期: 1, 标题: 甲\n  - {日期: 2, 标题: 乙}\n", "yaml.syntax", 2, 5),
        ("进展:\n  - {日期: 1, 标题: 甲\n状态: 乙\n", "yaml.syntax", 2, 5),
        ("台账:\n  - 章节: 2\n    状态: 甲\n     时限: 乙\n", "yaml.indentation", 4, 1),
        ("台账:\n  - 状态: '甲'\n     时限: 乙\n", "yaml.indentation", 3, 1),
        ("台账:\n  - 核验: {结论: 甲}\n      时限: 乙\n", "yaml.indentation", 3, 1),
        ("标题: 甲\n  单位: 乙\n", "yaml.indentation", 2, 1),
        ("标题: 甲: 乙\n", "yaml.syntax", 1, 6),
        ("台账: 甲\n  - 章节: 2\n", "yaml.syntax", 2, 7),
        ("台账:\n  - 章节: 1\n    状态: 甲\n  － 章节: 2\n", "yaml.wide-dash", 4, 3),
        ("台账:\n  — 章节: 1\n    状态: 甲\n", "yaml.wide-dash", 2, 3),
        ("台账:\n  -　章节: 1\n    状态: 甲\n", "yaml.dash-space", 2, 3),
        ("章节: 1\n状态:　甲\n", "yaml.gap-behind-colon", 2, 4),
        ("- 状态:\u00a0甲\n  章节: 1\n", "yaml.gap-behind-colon", 1, 6),
    ],
)
def test_the_cause_is_named_where_it_stands(text: str, code: str, line: int, column: int) -> None:
    _, problems = parse(text, "f")
    assert [(p.code, p.at.line, p.at.column) for p in problems] == [(code, line, column)]
