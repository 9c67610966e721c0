"""Numerals that run on under the next heading above them, as many notices have them."""

from tests.importing.importing import imported, read
from zhaoshi.text.outline import walk

TEXT = """某区图书馆关于巡察整改进展情况的通报
导语。
（一）党建方面
1.关于“学习不深入”的问题
制定学习计划。
2.关于“会议不规范”的问题
修订会议办法。
（二）全面从严治党方面
3.关于“公务接待不严”的问题
修订接待办法。
4.关于“河道采砂监管不力”的问题
建立巡查制度。
"""


def test_numerals_that_run_on_are_headings_with_a_ledger_entry_each() -> None:
    draft = imported(TEXT)

    titles = [section.title for section in walk(read(draft).sections)]
    assert titles == [
        "（一）党建方面",
        "1.关于“学习不深入”的问题",
        "2.关于“会议不规范”的问题",
        "（二）全面从严治党方面",
        "3.关于“公务接待不严”的问题",
        "4.关于“河道采砂监管不力”的问题",
    ]
    assert draft.findings == 4
    assert "编号: 无" in draft.notice
    assert [entry.code for entry in draft.entries if entry.code in ("import.numeral", "import.numbering")] == [
        "import.numbering"
    ]


PLAIN = TEXT.replace("关于“", "").replace("”的问题\n", "。")
"""The same with the text of each finding behind its heading: 3.公务接待不严。修订接待办法。"""


def test_text_may_follow_on_the_line_of_a_numeral_that_runs_on() -> None:
    draft = imported(PLAIN)

    titles = [section.title for section in walk(read(draft).sections)]
    assert titles[3:] == ["（二）全面从严治党方面", "3.公务接待不严。", "4.河道采砂监管不力。"]
    assert "import.numeral" not in [entry.code for entry in draft.entries]


def test_few_words_may_follow_on_the_line_of_a_numeral_that_runs_on() -> None:
    draft = imported(PLAIN.replace("修订接待办法。", "退回。"))

    titles = [section.title for section in walk(read(draft).sections)]
    assert titles[4:] == ["3.公务接待不严。退回。", "4.河道采砂监管不力。"]


def test_a_long_sentence_behind_a_numeral_that_runs_on_is_a_doubt() -> None:
    draft = imported(PLAIN.replace("3.公务接待不严。", f"3.{'召开会议研究整改措施，' * 5}逐条落实。"))

    assert [section.title for section in walk(read(draft).sections)][4:] == ["4.河道采砂监管不力。"]
    assert [(e.line, e.group) for e in draft.entries if e.code == "import.numeral"] == [(7, "doubt")]


def test_a_list_that_begins_with_no_one_is_still_no_heading() -> None:
    draft = imported(TEXT.replace("3.关于", "7.关于").replace("4.关于", "9.关于"))

    assert draft.findings == 2
