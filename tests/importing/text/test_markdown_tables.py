"""Tables in the form of Markdown, also in pasted text: read as tables, refused where words would be lost."""

import pytest

from tests.importing.importing import body, codes_of, of, read
from zhaoshi.importing.text.pasted import read_text
from zhaoshi.problems import BuildFailed

TABLE = "导语。\n\n| 事项 | 金额 |\n| --- | --- |\n"


@pytest.mark.parametrize(
    ("row", "code", "line", "name"),
    [
        ("| 租金 | 45万元 | 其中5万元未缴 |", "markdown.surplus-cells", 5, "notice.md"),
        ("| 租金 | 45万元 | 其中5万元未缴 |", "markdown.surplus-cells", 5, "notice.txt"),
        ("| 租金 | 45万元 |\n（二）关于“乙”的问题", "markdown.table-row", 6, "notice.md"),
    ],
)
def test_a_table_that_would_lose_words_is_refused(row: str, code: str, line: int, name: str) -> None:
    with pytest.raises(BuildFailed) as failed:
        read_text(f"{TABLE}{row}\n".encode(), name)
    assert [(problem.code, problem.at.line) for problem in failed.value.problems] == [(code, line)]


@pytest.mark.parametrize(
    "lines",
    [
        ("| 事项 | 金额 |", "| --- | :-: |", "| 租金 | 45万元 |", "| 甲\\|乙 | |"),
        ("事项 | 金额", "--|--", "租金 | 45万元", "甲\\|乙 |"),
    ],
)
def test_a_table_in_pasted_text_is_read_and_ends_where_its_bars_do(lines: tuple[str, ...]) -> None:
    draft = of("导语。", "甲|乙", *lines, "（一）关于“乙”的问题", "正文。")
    assert body(draft).split("\n\n")[1:4] == [
        "甲|乙",
        "| 事项 | 金额 |\n| --- | --- |\n| 租金 | 45万元 |\n| 甲\\|乙 |  |",
        "## （一）关于“乙”的问题",
    ]
    assert codes_of(draft, "repaired") == [(4, "import.table")]


def test_findings_in_a_pasted_table_of_markdown_become_sections() -> None:
    draft = of(
        "导语。",
        "一、整改情况",
        "| 存在问题 | 责任单位 | 整改状态 |",
        "| --- | --- | --- |",
        "| 学习不深入 | 办公室 | 已完成 |",
        "| 台账不清 | 财务科 | 正在整改 |",
    )
    assert [(item.owner, item.status.written) for item in read(draft).items.values()] == [
        ("办公室", "已完成"),
        ("财务科", "正在整改"),
    ]


@pytest.mark.parametrize("lines", [("| 甲 | 乙 |", "| --- |"), ("甲", "|---|"), ("| --- |", "| 甲 |"), ("|", "|")])
def test_lines_with_bars_that_are_no_table_stay_lines(lines: tuple[str, ...]) -> None:
    paragraphs = read_text("\n".join(lines).encode(), "notice.txt").paragraphs
    assert [(paragraph.line, paragraph.text) for paragraph in paragraphs] == [*enumerate(lines, start=1)]


def test_a_whole_table_is_read() -> None:
    paragraphs = read_text(f"{TABLE}| 租金 | 45万元 |\n\n（二）关于“乙”的问题\n".encode(), "notice.md").paragraphs
    assert [paragraph.rows for paragraph in paragraphs if paragraph.rows] == [(("事项", "金额"), ("租金", "45万元"))]
