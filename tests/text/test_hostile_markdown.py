"""Whatever stands in a text, nothing executable comes out of it, and raw HTML is a problem."""

import re
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.checking import checked
from zhaoshi.problems import Location
from zhaoshi.text.markdown import SAFE_SCHEMES

WICKED = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "<img/src='x'/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "</title><svg onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mtext></mtext><mglyph><svg><mtext><style><img src=x onerror=alert(1)></style>",
    "<style>@import 'javascript:alert(1)';</style>",
    '<div style="background:url(javascript:alert(1))">',
    "<a href=javascript:alert(1)>x</a>",
    "<form action=javascript:alert(1)><input type=submit>",
    "<details open ontoggle=alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//evil.example/>",
    "<!--<img src='--><img src=x onerror=alert(1)>'>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](java&#x73;cript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](< javascript:alert(1)>)",
    "[x](&#1;javascript:alert(1))",
    "[x](java%0ascript:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](blob:https://a.example/1)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/)",
    "[x](/\\evil.example/)",
    "[x](\\\\\\\\evil.example/)",
    "[x](/&Tab;/evil.example/)",
    "<javascript:alert(1)>",
    "<vbscript:x>",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    '![x" onerror="alert(1)](attachments/x.png)',
    '![x](attachments/x.png "\\" onerror=\\"alert(1)")',
    '[x](https://a.example/"onmouseover=alert(1)//)',
    "[x](https://a.example/ '\"><script>alert(1)</script>')",
    "[![x](javascript:alert(1))](https://a.example/)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[javascript:alert(1)]\n\n[javascript:alert(1)]: javascript:alert(1)",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "    <script>alert(1)</script>",
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\<script>alert(1)\\</script>",
]

ALLOWED = {
    *("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "img"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ALLOWED_ATTRIBUTES = {"href", "src", "alt", "title", "start", "class", "tabindex"}


def assert_harmless(made: str) -> None:
    for element in html5lib.parseFragment(made, namespaceHTMLElements=False).iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag in ALLOWED
        assert set(element.attrib) <= ALLOWED_ATTRIBUTES
        for name in ("href", "src"):
            # A browser drops control characters and spaces in front of a scheme, and tabs and line feeds inside it.
            target = re.sub(r"^[\x00-\x20]+|[\t\n\r]", "", element.attrib.get(name, ""))
            assert not target.replace("\\", "/").startswith("//")
            assert urlsplit(target).scheme.lower() in ("", *SAFE_SCHEMES)


@pytest.mark.parametrize("text", WICKED)
def test_no_usual_attack_leaves_anything_executable(text: str) -> None:
    assert_harmless(checked(text)[2])


PARTS = [
    *("<script>", "<img src=x onerror=y>", "</p>", "<", ">", "&#58;", "&Tab;", "&lt;", "\\", '"', "'", "`"),
    *("[x](", "![", "](", ")", "[y]: ", "javascript:", "data:", "//e.example"),
    *("**", "_", "|", "- ", "> ", "# ", "\n", " ", "甲"),
]


@given(parts=st.lists(st.sampled_from(PARTS), max_size=12))
def test_no_combination_of_parts_leaves_anything_executable(parts: list[str]) -> None:
    assert_harmless(checked("".join(parts))[2])


@pytest.mark.parametrize(
    "text",
    [
        "<b>甲</b>",
        "甲<br>乙",
        "甲<br/>",
        "<!-- 内部说明 -->",
        "<!-- 没有结束",
        "<div class='a_b'>",
        "</p>",
        "<!DOCTYPE html>",
        "<?php x ?>",
        '<img src="x">',
        "| a |\n|---|\n| <b>甲</b> |",
        "- <u>甲</u>",
        '<a title="&quot;">',
    ],
)
def test_raw_html_is_a_problem_not_text(text: str) -> None:
    assert {problem.code for problem in checked(text)[1]} == {"markdown.html"}


@pytest.mark.parametrize(
    "text",
    ["3 < 5", "a<b", "若x<y\n则a>b", "\\<b>", "&lt;b&gt;", "`<b>`", "```\n<b>\n```", "《甲》", "<https://a.example/>"],
)
def test_signs_that_are_no_html_are_text(text: str) -> None:
    _, problems, made = checked(text)
    assert problems == []
    assert "<b>" not in made


def test_every_tag_of_a_paragraph_is_named_where_it_stands() -> None:
    _, problems, _ = checked("首段\n\n甲<u>乙\n丙<i>丁\n")
    assert [(p.at, p.message.values["tag"]) for p in problems] == [
        (Location("f", 3, 2), "<u>"),
        (Location("f", 4, 2), "<i>"),
    ]


@pytest.mark.parametrize("entity", ["&#12;", "&#x202e;", "&#x2066;", "&#xfeff;"])
def test_an_entity_cannot_bring_in_a_control_character(entity: str) -> None:
    _, problems, _ = checked(f"首段\n\n甲{entity}乙")
    assert [(problem.code, problem.at.line) for problem in problems] == [("file.control-character", 3)]


@pytest.mark.timeout(60)  # a pattern that began anew for each of them would take many minutes
@pytest.mark.parametrize("opening", ["<!-- ", "<? "])
def test_comments_that_never_end_cost_no_more_than_their_length(opening: str) -> None:
    assert checked("甲" + opening * 100_000)[0] == []
