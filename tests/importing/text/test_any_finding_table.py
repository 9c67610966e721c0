"""Whatever a table of findings holds, its import builds, and no word of its cells is lost."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importing.importing import body, drafted, read
from tests.importing.text.test_any_text import LINES, SOAK
from zhaoshi.importing.manuscript import Manuscript, Paragraph

HEADS = ("序号", "方面", "存在问题", "整改措施", "整改情况", "责任单位", "完成时限")
WORDS = st.one_of(
    LINES,
    LINES.map(lambda line: line + "。\n一是" + line),
    st.sampled_from(["", "甲\n乙", "已完成", "2024年6月30日前"]),
)
FINDINGS = st.one_of(
    LINES, st.sampled_from(["（一）学习不深入", "1.制度不严", "服务不够。存在推诿现象。", "作风建设方面", ""])
)
AREAS = st.sampled_from(["", "学习", "一、作风", "合计"])
ROWS = st.lists(st.tuples(AREAS, FINDINGS, WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=5)
COVERED = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 6)), max_size=6)


@settings(max_examples=3000 if SOAK else 80, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS, COVERED, st.permutations(range(7)), st.sampled_from(["", "一、整改情况", "（一）整改情况"]))
def test_any_table_of_findings_builds_and_keeps_the_words_of_its_cells(
    rows: list[tuple[str, ...]], covered: list[tuple[int, int]], order: list[int], heading: str
) -> None:
    whole = [HEADS, *((str(number), *row) for number, row in enumerate(rows, start=1))]
    mixed = tuple(tuple(row[column] for column in order) for row in whole)
    empty = tuple((row, column) for row, column in set(covered) if row < len(mixed) and not mixed[row][column])
    above = [Paragraph(2, heading)] if heading else []
    table = Paragraph(3, rows=mixed, covered=empty)
    draft = drafted(Manuscript("a.docx", (Paragraph(1, "党支部召开会议研究。"), *above, table)), id_="2023-x")
    read(draft)
    han = re.sub("[^\u4e00-\u9fff]", "", body(draft))
    for row in mixed[1:]:
        for words in row:
            assert re.sub("[^\u4e00-\u9fff]", "", re.sub(r"^\s*(?:[（(]\s*)?[一二三]+\s*[）)、．.]", "", words)) in han
