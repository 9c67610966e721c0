"""Signs of figures at the beginning of a line."""

import pytest

from tests.text.checking import checked
from zhaoshi.problems import Location, Severity


@pytest.mark.parametrize(
    ("text", "sign", "line"),
    [
        ("> 30万元的项目须集体研究。", ">", 1),
        (">30万元的项目须集体研究。", ">", 1),
        (">= 30万元的项目须集体研究。", ">", 1),
        ("采购金额\n> 30万元的，须集体研究。", ">", 2),
        ("+ 5%", "+", 1),
        ("同比变化：\n+ 3.2个百分点", "+", 2),
        ("- 3.2%", "-", 1),
        ("- 1,200 万元", "-", 1),
    ],
)
def test_a_sign_before_a_figure_that_would_not_be_shown_is_a_doubt(text: str, sign: str, line: int) -> None:
    _, (problem,), html = checked(text)
    assert (problem.code, problem.severity) == ("markdown.lost-sign", Severity.DOUBT)
    assert problem.at == Location("f", line, 1)
    assert problem.hint
    assert problem.hint.values == {"sign": sign}
    assert "<blockquote>" in html or "<ul>" in html
    escaped = text.replace(sign, "\\" + sign, 1)
    _, none, html = checked(escaped)
    assert none == []
    assert "<blockquote>" not in html
    assert "<ul>" not in html


@pytest.mark.parametrize(
    "text",
    [
        "> 2023年3月，区委书记指出。",
        "> 1. 第一条",
        "> 会议指出，30万元以上的项目须集体研究。",
        "- 3台电脑",
        "- 5月底前完成",
        "- 3.2%\n- 4.1%",
        "+ 2023年3月",
        "+ 修订制度\n+ 开展培训",
        "正文 > 30万元，+ 5%",
    ],
)
def test_quotations_and_lists_may_begin_with_figures(text: str) -> None:
    assert checked(text)[1] == []
