"""Tables of a Markdown file whose words would be lost, or that would swallow what stands below them."""

import pytest

from zhaoshi.importing.text.pasted import read_text
from zhaoshi.problems import BuildFailed

TABLE = "导语。\n\n| 事项 | 金额 |\n| --- | --- |\n"


@pytest.mark.parametrize(
    ("row", "code", "line"),
    [
        ("| 租金 | 45万元 | 其中5万元未缴 |", "markdown.surplus-cells", 5),
        ("| 租金 | 45万元 |\n（二）关于“乙”的问题", "markdown.table-row", 6),
    ],
)
def test_a_table_that_would_lose_words_is_refused(row: str, code: str, line: int) -> None:
    with pytest.raises(BuildFailed) as failed:
        read_text(f"{TABLE}{row}\n".encode(), "notice.md")
    assert [(problem.code, problem.at.line) for problem in failed.value.problems] == [(code, line)]


def test_a_whole_table_is_read() -> None:
    paragraphs = read_text(f"{TABLE}| 租金 | 45万元 |\n\n（二）关于“乙”的问题\n".encode(), "notice.md").paragraphs
    assert [paragraph.rows for paragraph in paragraphs if paragraph.rows] == [(("事项", "金额"), ("租金", "45万元"))]
