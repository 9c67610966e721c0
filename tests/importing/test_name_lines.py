"""Names that a cell has on lines of their own."""

import pytest

from zhaoshi.importing.name_lines import in_one_line


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("办公室", "财务科"), "办公室、财务科"),
        (("王某", " 李某 ", "", "赵某某"), "王某、李某、赵某某"),
        (("办公室、", "财务科"), "办公室、财务科"),
        (("办公室", "（张某）", "财务科"), "办公室（张某）、财务科"),
        (("牵头单位：", "办公室"), "牵头单位：办公室"),
        (("王", "某"), "王某"),
        (("财务", "科"), "财务科"),
        (("党组书记", "王某"), "党组书记王某"),
        (("理事长", "王某、李某"), "理事长王某、李某"),
        (("委员", "工会"), "委员、工会"),
        (("局长", "副局长"), "局长、副局长"),
        (("分管副局长", "办公室"), "分管副局长、办公室"),
        ((), ""),
    ],
)
def test_names_are_told_apart_and_what_belongs_together_is_not(lines: tuple[str, ...], joined: str) -> None:
    assert in_one_line(lines) == joined
