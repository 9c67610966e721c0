"""The quick reader of YAML against the parser: the same nodes, or none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.text import yaml_lines
from zhaoshi.text.yaml_events import parse_events

ROOT = Path(__file__).parent.parent.parent

WORDS = [
    "status",
    "状态",
    "章节",
    "a-b",
    "2.10",
    "no",
    "010",
    "2023-12-14",
    "已完成",
    "办公室",
    "“引号”",
    "《办法》（试行）",
    "a: b",
    "a:b",
    "a:",
    "#",
    "a #b",
    "a#b",
    "- a",
    "-a",
    "-",
    "?",
    "? a",
    "!t",
    "&x",
    "*x",
    "|",
    ">",
    "%",
    "@",
    "`",
    '"a"',
    "'a'",
    '"a" b',
    "'it''s'",
    '"\\n"',
    '""',
    "''",
    "{a: b}",
    "{a: b, c: [d, e]}",
    """{a: "b, c" , d: 'e'}""",
    "{a: b , a: c }",
    """{a: b, c: "d"e}""",
    "{a: b c: d}",
    "{a: b]",
    "[a, b]",
    "[a, {b: c}]",
    "{a: b",
    "[a",
    "{a}",
    "{}",
    "[]",
    "{a: }",
    "{a: b,}",
    "{a: b, a: c}",
    "[ a , b ]",
    "{a: 10:58}",
    "{a: b #c}",
    "{a: 'x, y'}",
    "{a: \"x: y\", b: ['z']}",
    "{a: b} # c",
    "{a: b}#c",
    "{a: b} c",
    "http://x.y/z?q",
    "10:58",
    "…",
    "---",
    "...",
    "a\tb",
    "\ta",
    "　a",
    "a　",
    "\u00a0a",
    "a , b",
    "[a b, c-d]",
    "x" * 120,
    "\ufeff",
    "\u2028",
    "。",
    "：",
    "a：b",
]

lines = st.builds(
    lambda indentation, dash, key, value, comment: " " * indentation + dash + key + value + comment,
    st.sampled_from([0, 0, 0, 2, 2, 4, 4, 1, 3, 6]),
    st.sampled_from(["", "", "", "- ", "-   ", "- - ", "-"]),
    st.one_of(st.sampled_from(["a", "b", "状态", "c", "d-e", "'f'", "9"]).map(lambda key: f"{key}:"), st.just("")),
    st.one_of(st.just(""), st.sampled_from(WORDS), st.sampled_from(WORDS).map(lambda word: f" {word}")),
    st.sampled_from(["", "", "", "", " # 说明", "#说明", "  "]),
)
extra = st.sampled_from(["", "", "# 一行说明", "   # 缩进的说明", "   "])
documents = st.lists(st.one_of(lines, lines, lines, extra), max_size=9).map("\n".join)


@st.composite
def usual(draw: st.DrawFn, depth: int = 0) -> str:
    """A document as editors write them: indented rightly, most of the time."""
    pad, text = "  " * depth, ""
    for key in draw(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=4)):
        match draw(st.integers(0, 4 if depth < 3 else 1)):
            case 2:
                text += f"{pad}{key}:\n{draw(usual(depth + 1))}"
            case 3:
                inner = draw(usual(depth + 1))
                text += f"{pad}{key}:\n{pad}- {inner.removeprefix(pad + '  ')}"
            case 4:
                items = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
                text += f"{pad}{key}:\n" + "".join(f"{pad}{'  ' * (depth % 2)}- {item}\n" for item in items)
            case _:
                text += f"{pad}{key}: {draw(st.sampled_from(WORDS))}\n"
    return text


@given(st.one_of(documents, usual(), st.text(max_size=40)))
def test_quick_reader_gives_the_nodes_of_the_parser_or_none(text: str) -> None:
    found = yaml_lines.read(text, "f.yaml", 3)

    if found is not None:
        assert (found, []) == parse_events(text, "f.yaml", 3)


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.yaml")), ids=str)
def test_sources_of_the_sample_are_read_quickly(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert yaml_lines.read(text, "f.yaml", 1) == parse_events(text, "f.yaml")[0] is not None


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n",
        "a:\n- b\n- c: d\n  e: f\ng: h\n",
        "a:\n  - {b: c, d: [e, f]}  # 说明\n\n  # 说明\n  - g\n",
        "a: 'b: c'\nd: \"e # f\"\n",
        "状态: 已完成 # 说明\nb:   # 说明\n  c: d\n",
        "- a\n- b\n",
    ],
)
def test_usual_documents_are_read_quickly(text: str) -> None:
    assert yaml_lines.read(text, "f.yaml", 1) == parse_events(text, "f.yaml")[0] is not None


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n  c\n",
        "a: &x b\n",
        "a: b\na: c\n",
        "a: |\n  b\n",
        "a:\n",
        "? a\n: b\n",
        "a: [b,\n  c]\n",
        "a: b: c\n",
        "",
        "\ta: b",
    ],
)
def test_what_is_not_usual_is_left_to_the_parser(text: str) -> None:
    assert yaml_lines.read(text, "f.yaml", 1) is None
