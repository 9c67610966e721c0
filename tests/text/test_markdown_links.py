"""Links, pictures and footnotes of a text: which are kept, which are refused, and where they stand."""

import pytest

from tests.text.checking import checked, codes_of
from zhaoshi.problems import Location
from zhaoshi.text.markdown import check, link_problem, parser


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


def test_brackets_that_are_escaped_are_no_broken_link() -> None:
    assert codes_of("见[附件](附 件)") == ["markdown.broken-link"]
    assert codes_of("见\\[附件\\](附 件)") == []


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
