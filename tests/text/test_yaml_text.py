from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.problems import Location
from zhaoshi.text.decoding import control_character
from zhaoshi.text.nodes import Mapping, Node, Scalar, Sequence
from zhaoshi.text.yaml_nodes import parse
from zhaoshi.text.yaml_text import Value, field_lines, in_brackets, scalar

WORDS = st.text(max_size=30).filter(lambda text: control_character(text, Location("")) is None)
AWKWARD = st.text(st.sampled_from("甲a1 :#-,[]{}'\"\\\n\t&*!|>%@`?~=<　：，"), max_size=12)
TEXTS = WORDS | AWKWARD
VALUES: st.SearchStrategy[Any] = (
    TEXTS
    | st.dictionaries(st.sampled_from(["section", "状态", "on"]), TEXTS, min_size=1)
    | st.lists(st.dictionaries(st.sampled_from(["kind", "名称"]), TEXTS, min_size=1), min_size=1, max_size=3)
)


def value_of(node: Node | None) -> Value:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [value_of(item) for item in node.items]
        case Mapping():
            return {key.text: value_of(value) for key, value in node.entries}
    raise AssertionError("nothing was read")


@given(VALUES)
def test_a_value_is_read_back_as_it_was_on_one_line_and_on_several(value: Value) -> None:
    assert value_of(parse(f"- {in_brackets([value])}", "f")[0]) == [[value]]
    assert value_of(parse("\n".join(field_lines("甲", value, 0)), "f")[0]) == {"甲": value}
    assert "\n" not in in_brackets(value)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("分管副主席", "分管副主席"),
        ("2023-09-30", "2023-09-30"),
        ("2023-09-30 08:05", "2023-09-30 08:05"),
        ("08:05", '"08:05"'),
        ("二（一）4（2）", "二（一）4（2）"),
        ("《办法》第3条：细则", "《办法》第3条：细则"),
        ("no", '"no"'),
        ("a: b", '"a: b"'),
        ("第1条 #2", '"第1条 #2"'),
        ('说"好"', "'说\"好\"'"),
        ("甲\n乙", '"甲\\n乙"'),
        ("-5", '"-5"'),
        ("甲]", '"甲]"'),
        ("", '""'),
    ],
)
def test_quotation_marks_stand_only_where_they_are_needed(text: str, written: str) -> None:
    assert scalar(text) == written
