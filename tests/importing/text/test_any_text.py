"""Whatever is pasted, either a draft comes out that builds and has lost no word, or a plain problem."""

import os

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.importing.importing import body, drafted, read
from zhaoshi.importing.manuscript import CellBold, CellLink, Link, Manuscript, Paragraph
from zhaoshi.importing.text.pasted import read_text
from zhaoshi.importing.text.proof import words_of
from zhaoshi.problems import BuildFailed

SOAK = "ZHAOSHI_SOAK" in os.environ

PIECES = [
    *(
        "一、",
        "二、",
        "三、",
        "（一）",
        "(二）",
        "（三)",
        "1.",
        "2、",
        "3．",
        "（1）",
        "(2)",
        "①",
        "第一，",
        "一是",
        "二是",
    ),
    *(
        "关于“",
        "”的问题",
        "‘",
        "’",
        "“",
        "”",
        '"',
        "。",
        "；",
        "：",
        ":",
        ",",
        "(",
        ")",
        "《",
        "》",
        "目前，",
        "附件：1.",
    ),
    *("整改状态：", "责任领导：", "完成", "来源：", "发布时间：", "2023-12-15", "2023年12月14日", "2024717日", "9月底"),
    *(
        "电话：0000-0000011",
        "a@b.org",
        "特此公示。",
        "— 3 —",
        "【打印】",
        "首页>",
        "通报",
        "情况",
        "问题",
        "某区图书馆",
    ),
    *(
        "#",
        "##",
        "*",
        "**",
        "_",
        "<",
        ">",
        "[",
        "]",
        "](",
        "|",
        "---",
        "\\",
        "`",
        "&",
        "&amp;",
        "!",
        "~",
        "＃",
        "+",
        "-",
        "=",
    ),
    *(
        "http://x",
        "\t",
        "\u3000",
        "\u00a0",
        "\u200b",
        "甲乙丙丁戊己庚辛壬癸",
        "党支部召开会议学习研究并且认真部署落实了各项任务",
    ),
]
LINES = st.lists(
    st.sampled_from([*PIECES, " ", "党支部召开会议学习研究并且认真部署落实了各项整改任务"]), min_size=1, max_size=7
).map("".join)
TEXTS = st.lists(LINES | st.just(""), min_size=1, max_size=14).map("\n".join)


def holds(manuscript: Manuscript) -> None:
    """Import, unless nothing but the page around a text is there."""
    try:
        draft = drafted(manuscript, id_="2023-x")
    except BuildFailed as failed:
        codes = [problem.code for problem in failed.problems]
    else:
        read(draft)
        codes = ["" if words_of(body(draft)) else "no words"]
    assert codes in ([""], ["import.empty"])


@settings(max_examples=20000 if SOAK else 250, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS.filter(str.strip), st.sampled_from(["a.txt", "a.md"]))
def test_any_text_gives_a_draft_that_builds(text: str, name: str) -> None:
    assume(not (name == "a.md" and text.startswith("---\n")))  # which is a source already
    holds(read_text(text.encode(), name))


@settings(max_examples=5000 if SOAK else 100, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(LINES, st.none() | st.integers(0, 6), st.booleans()), min_size=1, max_size=10))
def test_any_manuscript_gives_a_draft_that_builds(lines: list[tuple[str, int | None, bool]]) -> None:
    holds(
        Manuscript(
            "a.docx",
            tuple(
                Paragraph(number, text, level=level, bold=((0, max(1, len(text) // 2)),) if bold else ())
                for number, (text, level, bold) in enumerate(lines, start=1)
            ),
        )
    )


@settings(max_examples=3000 if SOAK else 60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(LINES, LINES), min_size=1, max_size=4), st.integers(0, 5), st.integers(1, 9))
def test_any_table_with_links_and_bold_words_gives_a_draft_that_builds(
    rows: list[tuple[str, str]], start: int, length: int
) -> None:
    links = (
        CellLink(number, column, Link(start, min(start + length, len(cell)), "https://example.org/a|b"))
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if start < len(cell)
    )
    bold = (
        CellBold(number, column, (length // 2, min(length, len(cell))))
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if length // 2 < len(cell)
    )
    table = Paragraph(2, rows=tuple(rows), cell_links=tuple(links), cell_bold=tuple(bold))
    holds(Manuscript("a.docx", (Paragraph(1, "党支部召开会议研究。"), table)))
