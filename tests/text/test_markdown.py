import html as python_html
import re
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.problems import Location, Problem, Severity
from zhaoshi.text.markdown import SAFE_SCHEMES, check, html, link_problem, parser, plain_text

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


def checked(text: str) -> tuple[list[str], list[Problem], str]:
    """Return link targets, problems, and the HTML that is made of the checked tokens."""
    md = parser()
    tokens = md.parse(text)
    links, problems = check(tokens, text.split("\n"), "f", 1)
    return [link.target for link in links], problems, str(md.renderer.render(tokens, md.options, {}))


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


@given(
    parts=st.lists(
        st.sampled_from(
            [
                *[
                    "<script>",
                    "</p>",
                    "[x](",
                    "![",
                    "](",
                    ")",
                    "javascript:",
                    "data:",
                    "<",
                    ">",
                    "`",
                    "\\",
                    '"',
                    "'",
                    "&#58;",
                    "&Tab;",
                    "&lt;",
                    "**",
                    "_",
                    "|",
                    "//e.example",
                    "甲",
                ],
                *("<img src=x onerror=y>", "\n", " ", "[y]: ", "- ", "> ", "# "),
            ]
        ),
        max_size=12,
    )
)
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


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java&#115;cript:alert(1)",
        "javascript&colon;alert(1)",
        "data:text/html,x",
        "Data:text/html,x",
        "vbscript:x",
        "blob:x",
        "file:///x",
        "ftp://a.example/",
        "//a.example/",
        "",
    ],
)
def test_a_link_elsewhere_than_allowed_is_refused_and_emptied(target: str) -> None:
    _, problems, made = checked(f"甲\n\n乙[丙]({target})")
    assert [(problem.code, problem.at.line) for problem in problems] == [("link.target", 3)]
    assert '<a href="">丙</a>' in made


@pytest.mark.parametrize("target", ["\\\\host/x", "\\/host", "/\\host", "//host", "\\host", "javascript:x", "x-y:z"])
def test_targets_that_a_browser_takes_for_another_host_or_scheme_are_refused(target: str) -> None:
    problem = link_problem(target, Location("f"))
    assert problem is not None
    assert problem.code == "link.target"


@pytest.mark.parametrize(
    "target",
    [
        "https://a.example/甲?b=1#c",
        "HTTP://a.example/",
        "mailto:a@b.example",
        "tel:+86-000",
        "attachments/a.pdf",
        "/notices/",
        "/",
        "#s2.1",
    ],
)
def test_ordinary_links_are_kept(target: str) -> None:
    links, problems, made = checked(f"[甲]({target})")
    assert problems == []
    assert f'href="{links[0]}"' in made


@pytest.mark.parametrize("target", ["https://a.example/x.png", "http://a.example/x.png", "mailto:a@b.example"])
def test_images_from_elsewhere_are_refused(target: str) -> None:
    _, problems, made = checked(f"![甲]({target})")
    assert [problem.code for problem in problems] == ["link.image-elsewhere"]
    assert 'src=""' in made


def test_images_of_the_notice_are_kept() -> None:
    assert checked("![甲](attachments/x.png)")[1:] == ([], '<p><img src="attachments/x.png" alt="甲" /></p>\n')


def test_a_link_knows_its_place() -> None:
    md = parser()
    lines = ["首段", "", "| 甲 | 乙 |", "|---|---|", "| x | [y](https://a.example/) |", "", "![z](attachments/图.png)"]
    links, _ = check(md.parse("\n".join(lines)), lines, "f", 11)
    assert [(link.is_image, link.at) for link in links] == [
        (False, Location("f", 15, 11)),
        (True, Location("f", 17, 6)),
    ]


@pytest.mark.parametrize("entity", ["&#12;", "&#x202e;", "&#x2066;", "&#xfeff;"])
def test_an_entity_cannot_bring_in_a_control_character(entity: str) -> None:
    _, problems, _ = checked(f"首段\n\n甲{entity}乙")
    assert [(problem.code, problem.at.line) for problem in problems] == [("file.control-character", 3)]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("**“三重一大”**制度", "<strong>“三重一大”</strong>制度"),
        ("落实**“三重一大”**制度", "落实<strong>“三重一大”</strong>制度"),
        ("关于**《条例》**的学习", "关于<strong>《条例》</strong>的学习"),
        ("**一是**修订", "<strong>一是</strong>修订"),
        ("**一是：**修订", "<strong>一是：</strong>修订"),
        ("完成（**已销号**）。", "完成（<strong>已销号</strong>）。"),
        ("a **b** c", "a <strong>b</strong> c"),
        ("snake_case_name", "snake_case_name"),
        ("甲 * 乙 * 丙", "甲 * 乙 * 丙"),
        ("甲**：乙**，丙", "甲**：乙**，丙"),
        ("**甲**、**乙**", "<strong>甲</strong>、<strong>乙</strong>"),
        ("**带*号的项目**", "<strong>带*号的项目</strong>"),
        ("\\*甲\\*", "*甲*"),
    ],
)
def test_emphasis_knows_chinese(text: str, made: str) -> None:
    assert html(text) == f"<p>{made}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "规格3*4米、2*3米；热线12*24小时值守，值班2*8小时。",
        "2*3*4",
        "长*宽*高",
        "带*的必填，标*的选填。",
        "*强调*的",
        "***甲***乙",
        "138****1234，139****5678",
        "编号33**19**07",
        "张**、李**两名同志",
        "a_b_c，附件_1_.pdf",
        "_下划线_和__双线__",
        "办公室_财务科_。",
    ],
)
def test_signs_that_are_no_pair_of_asterisks_round_words_are_published_as_they_stand(text: str) -> None:
    assert html(text) == f"<p>{text}</p>"


@pytest.mark.parametrize("text", ["落实 *强调* 的话", "注：_甲_。", "***甲***", "__甲乙__", "（*“甲”*）", "- *甲*\n"])
def test_marks_of_emphasis_that_would_be_shown_are_a_doubt(text: str) -> None:
    assert codes_of(text) == ["markdown.emphasis"]


@pytest.mark.parametrize("text", ["2*3米、3*4米。", "*号、带*的", "a_b_c", "\\*甲\\*", "`*甲*`", "**甲**", "（***）"])
def test_signs_that_nobody_means_as_emphasis_are_no_doubt(text: str) -> None:
    assert codes_of(text) == []


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("甲乙\n丙丁", "甲乙丙丁"),
        ("甲，\n乙", "甲，乙"),
        ("“甲”\n乙", "“甲”乙"),
        ("abc\ndef", "abc\ndef"),
        ("甲\nabc", "甲\nabc"),
        ("甲2023\n年", "甲2023\n年"),
        ("**甲**\n乙", "<strong>甲</strong>乙"),
        ("甲  \n乙", "甲<br />\n乙"),
    ],
)
def test_a_broken_line_leaves_no_space_between_chinese_characters(text: str, made: str) -> None:
    assert html(text) == f"<p>{made}</p>"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**“甲”**[乙](https://a.example/)`丙`", "“甲”乙丙"),
        ("甲\n乙", "甲乙"),
        ("abc\ndef", "abc def"),
        ("甲  \n乙", "甲乙"),
        ("甲\nabc\n乙", "甲 abc 乙"),
        ("\\<甲&amp;", "<甲&"),
    ],
)
def test_plain_text_is_what_one_reads(text: str, plain: str) -> None:
    assert plain_text(parser().parse(text)[1]) == plain


@given(text=st.text(st.sampled_from("甲乙ab，。“”（）*_ \n"), max_size=30))
def test_emphasis_and_broken_lines_lose_no_word(text: str) -> None:
    made = html(text)
    read = re.sub(r"<[^>]*>", "", python_html.unescape(made))
    assert re.sub(r"[\s*_]", "", read) == re.sub(r"[\s*_]", "", text)


@given(text=st.text(st.sampled_from("甲3a，（_*"), max_size=30))
def test_every_sign_that_makes_nothing_bold_is_shown(text: str) -> None:
    made = html(f"甲{text}甲")
    assert "<em>" not in made
    shown = made.replace("<strong>", "**").replace("</strong>", "**")
    assert shown == f"<p>甲{text}甲</p>"


def test_cells_are_aligned_by_class() -> None:
    assert '<td class="align-right">1</td>' in html("| 甲 | 乙 |\n|:-:|--:|\n| a | 1 |\n")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("甲。\n乙。\n丙。\n", [11, 12]),
        ("首段。\n\n甲乙\n丙。\n丁\n", [14]),
        ("甲，\n乙。\n\n丙。\n", []),
        ("一是甲。\n二是乙。\n", []),
        ("一要甲。\n**二要**乙。\n", []),
    ],
)
def test_a_line_that_ends_a_sentence_inside_a_paragraph_is_a_doubt(text: str, lines: list[int]) -> None:
    _, problems = check(parser().parse(text), text.split("\n"), "f", 11)
    assert [(p.code, p.severity, p.at.line) for p in problems] == [
        ("markdown.joined-lines", Severity.DOUBT, line) for line in lines
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("首段\n\n| 序号 | 问题 |\n| 1 | 甲 |\n| 2 | 乙 |", [("markdown.table", 13, "| --- | --- |")]),
        ("如下表：\n｜序号｜问题｜状态｜\n｜1｜甲｜完成｜", [("markdown.table", 12, "| --- | --- | --- |")]),
        ("| 序号 | 问题 |\n| --- |\n| 1 | 甲 |", [("markdown.table", 11, "| --- | --- |")]),
        ("甲\n序号\t问题\t状态\n1\t台账不全\t完成", [("markdown.tabs", 12, "| --- | --- | --- |")]),
        ("- 序号\t问题\n  1\t甲", [("markdown.tabs", 11, "| --- | --- |")]),
        ("| 序号 | 问题 |\n| --- | --- |\n| 1 | 甲 |", []),
        ("\\| 甲 | 乙 |\n\\| 丙 | 丁 |", []),
        ("甲 | 乙\n| 丙 | 丁 |\n\n序号\t问题", []),
        ("1.\t甲\n2.\t乙\n\n（1）\t甲\n（2）\t乙\n\n\t甲\n\t乙", []),
    ],
)
def test_rows_that_make_no_table_are_named_with_the_line_that_is_missing(
    text: str, found: list[tuple[str, int, str]]
) -> None:
    _, problems = check(parser().parse(text), text.split("\n"), "f", 11)
    assert [(p.code, p.at.line, p.hint.values["line"] if p.hint else "") for p in problems] == found


def test_indented_text_is_no_code_and_a_line_below_a_paragraph_no_heading() -> None:
    assert html("甲\n\n    乙\n\n丙\n---\n丁") == "<p>甲</p>\n<p>乙</p>\n<p>丙</p>\n<hr />\n<p>丁</p>"


def test_brackets_that_are_escaped_are_no_broken_link() -> None:
    def codes(text: str) -> list[str]:
        return [p.code for p in check(parser().parse(text), [text], "f", 1)[1]]

    assert codes("见[附件](附 件)") == ["markdown.broken-link"]
    assert codes("见\\[附件\\](附 件)") == []


def codes_of(text: str) -> list[str]:
    """Return the codes of what is wrong with a text."""
    return [problem.code for problem in check(parser().parse(text), text.split("\n"), "f", 1)[1]]


@pytest.mark.parametrize(
    "text", ["####2. 关于甲的问题", "##2、甲", "　　###（一）甲", "#甲", "＃＃ 甲", "甲。\n####2. 乙"]
)
def test_a_heading_without_a_space_is_an_error(text: str) -> None:
    assert "heading.space" in codes_of(text)


@pytest.mark.parametrize("text", ["#1 和 #2 已办结。", "#1", "见 ##2", "#### 2. 甲", "\\####2. 甲"])
def test_numbers_of_something_and_real_headings_are_no_glued_headings(text: str) -> None:
    assert codes_of(text) == []


@pytest.mark.parametrize("text", ["**2. 关于甲的问题**", "**（1）关于甲**", "**一、甲**", "**2．甲**\n"])
def test_a_bold_line_with_a_numeral_looks_like_a_heading(text: str) -> None:
    assert codes_of(text) == ["markdown.heading-like"]


@pytest.mark.parametrize(
    "text", ["**甲**", "**一是**修订。**二是**检查。", "**2. 甲。**", "**2. 甲**：乙", "**1. 甲**乙**2. 丙**"]
)
def test_other_bold_words_do_not_look_like_a_heading(text: str) -> None:
    assert codes_of(text) == []


@pytest.mark.parametrize(
    "text", ["已补齐[^1]。\n\n[^1]: 指2022年度。\n", "已补齐[^1]。\n\n[^1]: 指 2022 年度。\n", "- 已补齐[^注]。"]
)
def test_a_footnote_is_named_as_one_and_is_no_link(text: str) -> None:
    links, problems = check(parser().parse(text), text.split("\n"), "f", 1)
    assert links == []
    assert {problem.code for problem in problems} == {"markdown.footnote"}
    assert problems[0].at.column == text.index("[^") + 1


@pytest.mark.parametrize("text", ["`[^1]`", "\\[^1]", "［注1］", "[^](attachments/a.pdf)"])
def test_what_only_looks_like_a_footnote_is_none(text: str) -> None:
    assert codes_of(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("[甲](www.gov.cn)", ["link.without-scheme"]),
        ("[甲](example.gov.cn/a.html)", ["link.without-scheme"]),
        ("[甲](https://www.gov.cn) [乙](attachments/www.gov.cn.pdf) [丙](rules.csv)", []),
        ("![](attachments/a.png)", ["link.picture-without-words"]),
        ("![甲](attachments/a.pdf)", ["link.no-picture"]),
        ("![甲](attachments/a.PNG)", []),
        ("~~删除~~的话", ["markdown.struck"]),
        ("**甲**~~删除~~的话", ["markdown.struck"]),
        ("3~~5 天", []),
        ("\\~~甲~~", []),
    ],
)
def test_links_pictures_and_signs_that_readers_would_stumble_over(text: str, codes: list[str]) -> None:
    assert codes_of(text) == codes


def test_an_empty_link_is_shown_where_it_stands() -> None:
    _, problems = check(parser().parse("见[空]()。"), ["见[空]()。"], "f", 7)
    assert [(problem.code, problem.at) for problem in problems] == [("link.target", Location("f", 7, 4))]


def test_a_table_can_be_scrolled_from_the_keyboard() -> None:
    assert '<table tabindex="0">' in checked("|一|二|\n|-|-|\n|1|2|\n")[2]
