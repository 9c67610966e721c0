from datetime import datetime

import pytest

from zhaoshi.model.notice import Notice, is_file, read_notice
from zhaoshi.model.notice_facts import Kind
from zhaoshi.model.status import Status
from zhaoshi.problems import Location, Problem, errors
from zhaoshi.text.numerals import Style
from zhaoshi.text.outline import walk

FACTS = "title: 通报\nunit: library\npublished: 2023-12-15 10:58\n"
BODY = """\
导语。

## 一、组织落实
高度重视。
## 二、整改情况
### （一）学习方面
#### 1. 甲
一是修订。二是培训。
#### 2. 乙
一是检查。二是通报。三是整改。
### （二）管理方面
#### 1. 丙
正在整改。
"""
LEDGER = """\
as_of: 2024-02-01
items:
  - {section: 2.1.1, status: 已完成, completed: 2024-01-01,
     evidence: [{kind: 制度, title: 办法, file: attachments/a.pdf}]}
  - {section: 二（一）2, status: 长期坚持, evidence: [{kind: 照片, title: 现场}, {kind: 制度, title: 细则}]}
  - {section: 2.2.1, status: 整改中}
"""


def read(ledger: str | None = LEDGER, body: str = BODY, facts: str = "") -> tuple[Notice | None, list[Problem]]:
    return read_notice("x", "notice.md", f"---\n{FACTS}{facts}---\n{body}", "ledger.yaml", ledger)


def notice(ledger: str | None = LEDGER, body: str = BODY, facts: str = "") -> Notice:
    made, problems = read(ledger, body, facts)
    assert problems == []
    assert made is not None
    return made


def codes(ledger: str | None = LEDGER, body: str = BODY, facts: str = "") -> list[tuple[str, str]]:
    return [(problem.code, str(problem.at)) for problem in read(ledger, body, facts)[1]]


def test_findings_are_the_leaves_of_the_parts_that_the_ledger_covers() -> None:
    made = notice()
    assert made.findings == ("2.1.1", "2.1.2", "2.2.1")
    assert {code: item.status.status for code, item in made.items.items()} == {
        "2.1.1": Status.COMPLETED,
        "2.1.2": Status.LONG_TERM,
        "2.2.1": Status.IN_PROGRESS,
    }


def test_measures_and_institutions_are_counted_below_findings() -> None:
    body = BODY.replace("高度重视。", "一是重视。二是部署。")
    assert (notice(body=body).measures, notice(body=body).institutions) == (5, 2)


def test_a_text_without_a_ledger_has_no_findings_unless_it_says_where() -> None:
    assert notice(None).findings == ()
    assert notice(None, facts="findings_in: [2.1, 二（二）]\n").findings == ("2.1.1", "2.1.2", "2.2.1")
    assert notice(None, facts="findings_in: 一\n").findings == ("1",)


def test_named_parts_add_to_those_of_the_ledger() -> None:
    assert notice(facts="findings_in: [1]\n").findings == ("1", "2.1.1", "2.1.2", "2.2.1")


def test_the_text_keeps_its_tree_and_what_leads_in() -> None:
    made = notice()
    assert [section.numeral for section in walk(made.sections)] == [
        "一、",
        "二、",
        "（一）",
        "1.",
        "2.",
        "（二）",
        "1.",
    ]
    assert made.lead[0].prose == "<p>导语。</p>"
    assert made.excerpt.startswith("导语。高度重视。")


def test_files_are_those_that_text_and_ledger_name() -> None:
    body = BODY + "\n[表](attachments/%E8%A1%A8.csv) [外](https://a.example/) [节](#s2.1) [站](/notices/)\n"
    assert [file.name for file in notice(body=body).files] == ["attachments/表.csv", "attachments/a.pdf"]


@pytest.mark.parametrize(
    ("target", "is_a_file"),
    [("attachments/a.pdf", True), ("../x", True), ("a:b", False), ("#s1", False), ("/x", False), ("x/a:b", True)],
)
def test_what_leads_neither_elsewhere_nor_to_the_site_is_a_file(target: str, is_a_file: bool) -> None:
    assert is_file(target) is is_a_file


def test_an_unknown_section_is_answered_with_the_nearest_codes_in_both_spellings() -> None:
    _, problems = read(LEDGER.replace("2.2.1", "2.2.2"))
    unknown, missing = problems
    assert (unknown.code, unknown.at) == ("ledger.section-unknown", Location("ledger.yaml", 6, 15))
    assert unknown.hint is not None
    assert unknown.hint.values["codes"].split("、")[0] == "二（二）1（2.2.1）"
    assert (missing.code, missing.at) == ("ledger.entry-missing", Location("ledger.yaml", 6, 15))
    assert missing.message.values == {"code": "二（二）1（2.2.1）", "title": "丙"}


def test_an_entry_for_a_section_with_subsections_names_them() -> None:
    _, problems = read(LEDGER.replace("2.2.1", "2.2"))
    problem = next(p for p in problems if p.code == "ledger.section-not-leaf")
    assert problem.hint is not None
    assert problem.hint.values == {"codes": "2.2.1"}


def test_every_leaf_of_a_covered_part_needs_an_entry() -> None:
    one = "as_of: 2024-02-01\nitems: [{section: 2.1.1, status: 整改中}]\n"
    assert codes(one) == [("ledger.entry-missing", "ledger.yaml:2:19")] * 2


@pytest.mark.parametrize(
    ("facts", "body", "code", "at"),
    [
        ("findings_in: [2.9]\n", BODY, "ledger.section-unknown", "notice.md:5:15"),
        ("findings_in: [第二部分]\n", BODY, "ledger.section-unknown", "notice.md:5:15"),
        ("", BODY + "\n[节](#s2.9)\n", "link.section-unknown", "notice.md:20:5"),
        ("numbering: 甲乙丙\n", BODY, "notice.numbering", "notice.md:5:12"),
        ("kind: 通知\n", BODY, "value.choice", "notice.md:5:7"),
        ("claims: {rate: 76}\n", BODY, "value.percent", "notice.md:5:16"),
        ("withdrawn: {on: 2024-01-01}\n", BODY, "field.missing", "notice.md:5:12"),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(facts: str, body: str, code: str, at: str) -> None:
    assert codes(facts=facts, body=body) == [(code, at)]


@pytest.mark.parametrize(
    ("facts", "code", "at"),
    [
        ("signed: {on: 2023-12-16}\n", "notice.signed-late", "notice.md:5:14"),
        ("inspection: {to: 2023-12-16}\n", "notice.inspected-late", "notice.md:5:18"),
        ("kind: 反馈情况\ninspection: {reported: 2023-12-16}\n", "notice.inspected-late", "notice.md:6:24"),
    ],
)
def test_what_comes_before_a_publication_is_not_dated_behind_it(facts: str, code: str, at: str) -> None:
    assert codes(facts=facts) == [(code, at)]
    assert codes(facts=facts.replace("12-16", "12-15")) == []


def test_an_inspection_that_is_only_announced_may_end_later() -> None:
    assert codes(facts="kind: 进驻公告\ninspection: {from: 2023-12-16, to: 2024-02-20}\n") == []


@pytest.mark.parametrize(
    ("anchor", "shown", "hint"),
    [
        ("#s二（一）1", "#s二（一）1", {"target": "#s2.1.1"}),
        ("#2.1.1", "#2.1.1", {"target": "#s2.1.1"}),
        ("#s%E4%BA%8C", "#s二", {"target": "#s2"}),
        ("#第二部分", "#第二部分", {}),
    ],
)
def test_a_link_to_a_section_is_named_as_people_read_it(anchor: str, shown: str, hint: dict[str, str]) -> None:
    _, (problem,) = read(body=f"{BODY}\n[节]({anchor})\n")
    assert problem.code == "link.section-unknown"
    assert problem.message.values == {"target": shown}
    assert problem.hint is not None
    assert problem.hint.values == hint


UNCOUNTED = """\
## 一、组织落实
高度重视。
## 二、整改情况
### （一）学习方面
#### 1. 关于“学习不深入”的问题
一是修订。
### （二）管理方面
#### 1. 制度不落实的问题整改情况
正在整改。
"""


def test_headings_like_those_of_findings_are_doubted_where_no_finding_is_counted() -> None:
    made, (problem,) = read(None, UNCOUNTED)
    assert made is not None
    assert made.findings == ()
    assert (problem.code, str(problem.at), errors([problem])) == ("notice.uncounted", "notice.md:10:1", [])
    assert problem.hint is not None
    assert problem.hint.values == {"parts": "2"}


def test_every_part_that_has_such_headings_is_named() -> None:
    _, (problem,) = read(None, "## 一、组织落实\n甲。\n## 二、关于甲的问题\n甲。\n## 三、关于“乙”方面\n乙。\n")
    assert problem.hint is not None
    assert problem.hint.values == {"parts": "2, 3"}


@pytest.mark.parametrize(
    ("ledger", "facts", "title"),
    [
        (None, "findings_in: [2]\n", "关于“甲”的问题"),
        ("as_of: 2024-02-01\nitems: [{section: 1, status: 整改中}]\n", "", "关于“甲”的问题"),
        (None, "kind: 反馈情况\n", "关于“甲”的问题"),
        (None, "kind: 公告\n", "关于“甲”的问题"),
        (None, "withdrawn: {on: 2024-01-01, reason: 有误}\n", "关于“甲”的问题"),
        (None, "", "关于巡察反馈问题整改情况"),
        (None, "", "存在的主要问题"),
        (None, "", "关于进一步解决问题的打算"),
        (None, "", "下一步打算"),
    ],
)
def test_where_findings_are_counted_or_not_to_be_expected_none_is_missed(
    ledger: str | None, facts: str, title: str
) -> None:
    assert codes(ledger, f"## 一、组织落实\n甲。\n## 二、{title}\n乙。\n", facts) == []


def test_a_broken_ledger_does_not_make_a_notice_look_uncounted() -> None:
    assert [code for code, _ in codes("items: [\n", UNCOUNTED)] == ["yaml.syntax"]
    assert [code for code, _ in codes(None, UNCOUNTED, "findings_in: [9]\n")] == ["ledger.section-unknown"]


def test_text_facts_and_ledger_are_all_checked_in_one_go() -> None:
    found = codes("as_of: 昨天\nitems: []\n", BODY + "\n<b>甲</b>\n## 五、丁\n", "nmae: 1\n")
    assert [code for code, _ in found] == ["field.unknown", "markdown.html", "markdown.html", "value.date"]


def test_without_the_facts_no_numeral_is_judged() -> None:
    ledger = "as_of: 2024-02-01\nitems: [{section: 一1, status: 整改中}]\n"
    assert "ledger.section-form" not in [code for code, _ in codes(ledger, facts="numbering: 一1\nnmae: 1\n")]
    assert "heading.numeral" not in [
        code for code, _ in codes(body="## 五、甲\n", facts="numbering: 错\n", ledger=None)
    ]
    assert "heading.numeral" in [code for code, _ in codes(body="## 五、甲\n", ledger=None)]


@pytest.mark.parametrize("text", ["", "正文\n", "---\ntitle: 甲\n"])
def test_a_file_without_facts_is_no_notice(text: str) -> None:
    made, problems = read_notice("x", "notice.md", text, "ledger.yaml", None)
    assert made is None
    assert len(errors(problems)) == 1


def test_a_file_without_facts_does_not_hide_what_is_wrong_with_the_ledger() -> None:
    _, problems = read_notice("x", "notice.md", "正文\n", "ledger.yaml", "as_of: 昨天\nitems: [\n")
    assert [problem.code for problem in problems] == ["front-matter.missing", "yaml.syntax"]


def test_a_text_over_the_size_limit_is_refused_unread() -> None:
    made, problems = read(body="甲" * 700_000)
    assert made is None
    assert [problem.code for problem in problems] == ["file.too-large"]


def test_a_broken_ledger_does_not_hide_the_rest() -> None:
    assert codes("items: [\n", BODY + "\n[x](javascript:1)\n") == [
        ("link.target", "notice.md:20:5"),
        ("yaml.syntax", "ledger.yaml:1:9"),
    ]


def test_the_numbering_is_used_for_headings_and_codes() -> None:
    made = notice(
        "as_of: 2024-02-01\nitems: [{section: 一2, status: 整改中}, {section: 1.1, status: 整改中}]\n",
        "## 一、甲\n### 1. 乙\n一。\n### 2. 丙\n二。\n",
        "numbering: 一1\n",
    )
    assert made.facts.numbering == (Style.HAN, Style.ARABIC)
    assert made.findings == ("1.1", "1.2")


def test_defaults_of_the_facts() -> None:
    facts = notice().facts
    assert (facts.kind, facts.draft, facts.keywords, facts.source) == (Kind.PROGRESS, False, (), "")
    assert facts.published == datetime(2023, 12, 15, 10, 58)
