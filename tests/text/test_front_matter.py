import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.problems import Location
from zhaoshi.text.front_matter import Document, split

LINE = st.text(st.sampled_from("a甲: -#"), max_size=8).filter(lambda line: line.rstrip() != "---")


@given(facts=st.lists(LINE, max_size=5), body=st.lists(LINE, max_size=5))
def test_a_file_comes_apart_into_what_it_was_joined_from(facts: list[str], body: list[str]) -> None:
    lines = ["---", *facts, "---", *body]
    document, problems = split("\n".join(lines), "f")
    assert problems == []
    assert document == Document("\n".join(facts), "\n".join(body), len(facts) + 3)
    assert lines[document.body_line - 1 :] == body


def test_a_rule_in_the_text_does_not_end_the_facts_twice() -> None:
    assert split("---\na: 1\n---\n甲\n\n---\n\n乙\n", "f")[0] == Document("a: 1", "甲\n\n---\n\n乙\n", 4)


def test_spaces_behind_the_dashes_do_no_harm() -> None:
    assert split("---  \na: 1\n--- \n甲", "f")[0] == Document("a: 1", "甲", 4)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "front-matter.missing"),
        ("标题: 甲\n---\n", "front-matter.missing"),
        ("\n---\na: 1\n---\n", "front-matter.missing"),
        ("——\na: 1\n——\n", "front-matter.missing"),
        ("---", "front-matter.open"),
        ("---\ntitle: 甲\n\n正文\n", "front-matter.open"),
        ("---\ntitle: 甲\n----\n", "front-matter.open"),
    ],
)
def test_facts_that_do_not_begin_or_do_not_end_are_named(text: str, code: str) -> None:
    document, problems = split(text, "f")
    assert document is None
    assert [(problem.code, problem.at) for problem in problems] == [(code, Location("f", 1, 1))]


@pytest.mark.parametrize(
    ("text", "is_empty"), [("\n---\na: 1\n---\n", True), (" \n\n---\n", True), ("\n甲\n---\n", False)]
)
def test_an_empty_first_line_is_named_as_what_keeps_the_facts_from_beginning(text: str, is_empty: bool) -> None:
    (problem,) = split(text, "f")[1]
    assert (problem.message.msgid == "the first line is empty") is is_empty
