from datetime import date

import pytest

from zhaoshi.model.article import Reply, StandingPage, read_page, read_reply

REPLY = """\
---
title: 答复
notice: x
section: 2.1
received: 2024-01-05
answered: 2024-01-12
question: 何时？
---
{body}"""


def reply(body: str = "已恢复。\n", **changes: str) -> tuple[Reply | None, list[str]]:
    text = REPLY.format(body=body)
    for old, new in changes.items():
        text = "".join(new if line.startswith(old) else line for line in text.splitlines(keepends=True))
    made, problems = read_reply("r", "f.md", text)
    return made, [problem.code for problem in problems]


def test_a_reply_has_a_question_and_an_answer() -> None:
    made, problems = reply()
    assert problems == []
    assert made is not None
    assert (made.id, made.question, made.html) == ("r", "何时？", "<p>已恢复。</p>")
    assert (made.received, made.answered) == (date(2024, 1, 5), date(2024, 1, 12))
    assert made.notice is not None
    assert made.notice.name == "x"


def test_a_question_without_an_answer_is_being_handled() -> None:
    made, problems = reply(body="", answered="")
    assert problems == []
    assert made is not None
    assert (made.answered, made.html) == (None, "")


@pytest.mark.parametrize(
    ("body", "changes", "code"),
    [
        ("", {}, "reply.without-text"),
        ("已恢复。", {"answered": "answered: 2024-01-04\n"}, "reply.answer"),
        ("已恢复。", {"notice": ""}, "reply.section-without-notice"),
        ("已恢复。", {"question": ""}, "field.missing"),
        ("<b>已恢复。</b>", {}, "markdown.html"),
        ("# 已恢复", {}, "heading.title"),
    ],
)
def test_what_is_wrong_with_a_reply_is_named(body: str, changes: dict[str, str], code: str) -> None:
    assert set(reply(body, **changes)[1]) == {code}


def test_an_answer_on_the_day_of_the_question_is_fine() -> None:
    assert reply(answered="answered: 2024-01-05\n")[1] == []


def test_facts_and_text_are_checked_in_one_go() -> None:
    assert reply("[x](javascript:1)", question="quesion: 何时？\n")[1] == [
        "field.unknown",
        "field.missing",
        "link.target",
    ]


def test_a_standing_page_keeps_its_links_and_order() -> None:
    made, problems = read_page(
        "about", "f.md", "---\n标题: 关于\n顺序: 3\n关键词: [甲]\n---\n\n见[通报](/notices/)。\n"
    )
    assert problems == []
    assert isinstance(made, StandingPage)
    assert (made.title, made.order, made.keywords) == ("关于", 3, ("甲",))
    assert [(link.target, link.at.line) for link in made.links] == [("/notices/", 7)]


@pytest.mark.parametrize("text", ["# 关于\n", "---\ntitle: 甲\n"])
def test_a_page_without_facts_is_refused(text: str) -> None:
    made, problems = read_page("about", "f.md", text)
    assert made is None
    assert len(problems) == 1


def test_a_page_over_the_size_limit_is_refused_unread() -> None:
    assert [p.code for p in read_page("a", "f.md", "甲" * 700_000)[1]] == ["file.too-large"]
