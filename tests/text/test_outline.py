import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.problems import Location, Problem, Severity
from zhaoshi.text.numerals import STANDARD, Numbering, Style, read_numbering
from zhaoshi.text.outline import Block, Outline, Section, outline, walk

TWO_LEVELS = (Style.HAN, Style.ARABIC)


def read(text: str, numbering: Numbering = STANDARD) -> Outline:
    tree, problems = outline(text, numbering, "f")
    assert problems == []
    return tree


def listed(text: str, numbering: Numbering = STANDARD) -> list[tuple[str, str, str]]:
    return [(section.code, section.numeral, section.title) for section in walk(read(text, numbering).sections)]


def problems_of(text: str, numbering: Numbering = STANDARD) -> list[Problem]:
    return outline(text, numbering, "f")[1]


def test_the_depth_of_a_heading_is_its_level() -> None:
    text = "## 一、甲\n### （一）乙\n#### 1. 丙\n##### （1）丁\n##### （2）戊\n#### 2. 己\n## 二、庚\n"
    assert listed(text) == [
        ("1", "一、", "甲"),
        ("1.1", "（一）", "乙"),
        ("1.1.1", "1.", "丙"),
        ("1.1.1.1", "（1）", "丁"),
        ("1.1.1.2", "（2）", "戊"),
        ("1.1.2", "2.", "己"),
        ("2", "二、", "庚"),
    ]


@given(
    numbering=st.sampled_from([STANDARD, STANDARD[1:], TWO_LEVELS, (Style.ARABIC, Style.HAN)]),
    steps=st.lists(st.integers(0, 3), max_size=15),
    write=st.booleans(),
)
def test_written_and_supplied_numerals_give_the_same_tree(numbering: Numbering, steps: list[int], write: bool) -> None:
    lines: list[str] = []
    expected: list[tuple[str, str, str]] = []
    counters: list[int] = []
    for step in steps:
        level = min(step, len(counters), len(numbering) - 1)
        counters = [*counters[: level + 1], *([0] if level == len(counters) else [])]
        counters[-1] += 1
        numeral = numbering[level].numeral(counters[-1])
        lines.append(f"{'#' * (level + 2)} {numeral if write else ''}关于甲的问题")
        expected.append((".".join(map(str, counters)), numeral, "关于甲的问题"))
    assert listed("\n\n正文\n".join(lines), numbering) == expected


@pytest.mark.parametrize(
    ("numbering", "text", "expected"),
    [
        ("（一）1（1）", "## （一）甲\n### 1. 乙\n#### （1）丙", [("1", "（一）"), ("1.1", "1."), ("1.1.1", "（1）")]),
        ("一1", "## 一、甲\n### 1. 乙\n### 2、丙", [("1", "一、"), ("1.1", "1."), ("1.2", "2、")]),
        ("一1", "## 甲\n### 乙\n## 丙", [("1", "一、"), ("1.1", "1."), ("2", "二、")]),
        ("1", "## 1. 甲\n## 2. 乙", [("1", "1."), ("2", "2.")]),
    ],
)
def test_a_numbering_may_leave_levels_out(numbering: str, text: str, expected: list[tuple[str, str]]) -> None:
    levels = read_numbering(numbering)
    assert levels is not None
    assert [(code, numeral) for code, numeral, _ in listed(text, levels)] == expected


def test_without_a_numbering_headings_are_taken_as_they_are() -> None:
    assert listed("## 二、甲\n### 7. 乙\n#### 丙\n##### 丁\n###### 戊\n", ()) == [
        ("1", "", "二、甲"),
        ("1.1", "", "7. 乙"),
        ("1.1.1", "", "丙"),
        ("1.1.1.1", "", "丁"),
        ("1.1.1.1.1", "", "戊"),
    ]


def test_a_numeral_is_kept_as_written() -> None:
    assert [numeral for _, numeral, _ in listed("## 一．甲\n### (一) 乙\n#### 1、丙\n##### (1)、丁\n")] == [
        "一．",
        "(一)",
        "1、",
        "(1)、",
    ]


def test_title_and_places_are_plain() -> None:
    tree, _ = outline("导语\n\n## 一、关于**“甲”**[乙](https://a.example/)的问题 ##\n", STANDARD, "f", 8)
    assert [(section.title, section.at) for section in tree.sections] == [("关于“甲”乙的问题", Location("f", 10))]


@pytest.mark.parametrize(
    ("text", "line", "written", "expected"),
    [
        ("## 二、甲\n", 1, "二、", "一、"),
        ("## 一、甲\n\n## 三、乙\n", 3, "三、", "二、"),
        ("## 一、甲\n### 1. 乙\n", 2, "1.", "（一）"),
        ("## 一、甲\n### （二）乙\n", 2, "（二）", "（一）"),
        ("## （一）甲\n", 1, "（一）", "一、"),
    ],
)
def test_a_wrong_numeral_is_named_with_the_right_one(text: str, line: int, written: str, expected: str) -> None:
    (problem,) = problems_of(text)
    assert (problem.code, problem.at) == ("heading.numeral", Location("f", line))
    assert problem.message.values == {"written": written, "expected": expected}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("## 一、甲\n#### 1. 乙\n", "heading.skipped-level", 2),
        ("### （一）甲\n", "heading.skipped-level", 1),
        ("## 甲\n### 乙\n#### 丙\n##### 丁\n###### 戊\n", "heading.too-deep", 5),
        ("# 关于整改的通报\n\n## 一、甲\n\n## 二、乙\n", "heading.title", 1),
        ("## 一、甲\n\n# 附件\n\n## 二、乙\n", "heading.title", 3),
        ("## 一、\n", "heading.empty", 1),
        ("##\n", "heading.empty", 1),
        ("## 一、甲\n## \n", "heading.empty", 2),
    ],
)
def test_one_fault_of_a_heading_is_one_problem(text: str, code: str, line: int) -> None:
    assert [(problem.code, problem.at) for problem in problems_of(text)] == [(code, Location("f", line))]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("## 一、甲\n## 三、乙\n## 四、丙\n## 丁\n## 六、戊\n", [("heading.numeral", 2)]),
        ("## 一、甲\n## 一、乙\n## 二、丙\n### （一）丁\n## 三、戊\n", [("heading.numeral", 2)]),
        ("## 一、甲\n## 三、乙\n## 三、丙\n## 四、丁\n", [("heading.numeral", 2)]),
        ("## 一、甲\n## 三、乙\n## 四、丙\n## 六、丁\n", [("heading.numeral", 2), ("heading.numeral", 4)]),
        ("## 二、甲\n### （二）乙\n### （三）丙\n## 三、丁\n", [("heading.numeral", 1), ("heading.numeral", 2)]),
        ("## 一、甲\n# 二、乙\n## 三、丙\n", [("heading.title", 2)]),
        ("## 一、甲\n#### （一）乙\n### （二）丙\n", [("heading.skipped-level", 2)]),
        ("## 一、甲\n#### 1. 乙\n#### 2. 丙\n#### 3. 丁\n", [("heading.skipped-level", 2)]),
        ("## 一、甲\n##### 乙\n##### 丙\n", [("heading.skipped-level", 2)]),
        ("## 一、甲\n### （一）乙\n### 1. 丙\n### （二）丁\n", [("heading.numeral", 3)]),
        ("## 一、甲\n### （一）乙\n### 2. 丙\n### （二）丁\n", [("heading.numeral", 3)]),
        ("## 一、甲\n###### 注\n### （一）乙\n", [("heading.too-deep", 2)]),
        ("## 一、甲\n\n##二、乙\n\n## 三、丙\n", [("heading.space", 3)]),
        ("## 一、甲\n\n＃＃二、乙\n\n### （一）丙\n", [("heading.space", 3)]),
        ("## 一、甲\n\n##乙\n\n## 三、丙\n", [("heading.space", 3)]),
        ("## 一、甲\n\n##三、乙\n\n## 四、丙\n", [("heading.space", 3)]),
        ("## 一、甲\n\n> ## 二、乙\n\n## 三、丙\n", [("heading.nested", 3)]),
    ],
)
def test_numerals_that_follow_from_a_wrong_heading_are_no_problems_of_their_own(
    text: str, wrong: list[tuple[str, int]]
) -> None:
    assert [(problem.code, problem.at.line) for problem in problems_of(text)] == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("## 一、甲\n# 附件\n## 三、乙\n", [("heading.title", 2), ("heading.numeral", 3)]),
        ("## 一、甲\n\n##乙\n\n## 二、丙\n", [("heading.space", 3), ("heading.numeral", 5)]),
        ("## 一、甲\n\n> ## 附件\n\n## 三、丙\n", [("heading.nested", 3), ("heading.numeral", 5)]),
        ("## 一、甲\n### 1. 乙\n### 2. 丙\n", [("heading.numeral", 2), ("heading.numeral", 3)]),
        ("## 一、甲\n## 三、乙\n### （三）丙\n", [("heading.numeral", 2), ("heading.numeral", 3)]),
    ],
)
def test_a_numeral_that_no_other_heading_explains_is_a_problem(text: str, wrong: list[tuple[str, int]]) -> None:
    assert [(problem.code, problem.at.line) for problem in problems_of(text)] == wrong


ONE = "## 一、甲\n\n### （一）乙\n\n#### 1. 关于“学习不深入”的问题\n\n一是修订制度。\n\n"


@pytest.mark.parametrize(
    "line",
    [
        "2. 关于“记录不规范”的问题",
        "2．记录不规范",
        "2、关于“记录不规范”的问题。",
        " 2.关于“记录不规范”的问题",
        "正文。\n2. 关于“记录不规范”的问题",
        "2. 关于“记录不规范”的问题\n\n一是更换记录本。\n\n3. 关于“借阅秩序”的问题",
    ],
)
def test_a_line_with_the_next_numeral_and_no_signs_is_a_doubt(line: str) -> None:
    (problem,) = [problem for problem in problems_of(ONE + line + "\n") if problem.code != "markdown.joined-lines"]
    assert (problem.code, problem.severity) == ("heading.unmarked", Severity.DOUBT)
    assert problem.at.line == 9 + line.startswith("正文")
    assert problem.hint
    assert problem.hint.values == {"marks": "####"}


def test_the_next_heading_makes_sure_that_it_was_one() -> None:
    slip = "2. 关于“记录不规范”的问题\n\n一是更换记录本。\n\n"
    (problem,) = problems_of(ONE + slip + "#### 3. 丙\n\n#### 4. 丁\n")
    assert (problem.code, problem.severity, problem.at.line) == ("heading.unmarked", Severity.ERROR, 9)


@pytest.mark.parametrize("below", ["正在整改。\n\n### （三）丁\n", "#### 1. 丁\n\n#### 2. 戊\n\n### （三）己\n"])
def test_a_chinese_numeral_without_signs_is_named_in_place_of_the_headings_behind_it(below: str) -> None:
    (problem,) = problems_of(ONE + "#### 2. 丙\n\n（二）关于“内部管理”方面\n\n" + below)
    assert (problem.code, problem.severity, problem.at.line) == ("heading.unmarked", Severity.ERROR, 11)
    assert problem.hint
    assert problem.hint.values == {"marks": "###"}


@pytest.mark.parametrize("below", ["正在整改。\n\n### （二）丁\n", "#### 1. 丁\n\n### （二）丁\n"])
def test_the_first_numeral_without_signs_is_named_where_the_headings_behind_it_need_it(below: str) -> None:
    found = problems_of("## 一、甲\n\n（一）关于“学习”方面\n\n" + below)
    assert [(problem.code, problem.at.line) for problem in found if problem.severity is Severity.ERROR] == [
        ("heading.unmarked", 3)
    ]


def test_the_first_item_of_a_list_is_no_heading() -> None:
    (problem,) = problems_of("## 一、甲\n\n### （一）乙\n\n1. 修订制度\n2. 统一格式\n\n#### 2. 丙\n")
    assert (problem.code, problem.at.line) == ("heading.numeral", 8)


def test_a_paragraph_with_the_next_chinese_numeral_is_doubted_once() -> None:
    (problem,) = problems_of(ONE + "（二）关于“内部管理”方面\n\n正在整改。\n")
    assert (problem.code, problem.severity) == ("heading.unmarked", Severity.DOUBT)


def test_items_with_chinese_numerals_are_no_headings() -> None:
    found = problems_of(ONE + "（一）修订制度\n\n（二）更换记录本\n\n（三）统一格式\n")
    assert {problem.code for problem in found} == {"markdown.heading-like"}


@pytest.mark.parametrize(
    "text",
    [
        "1. 修订制度\n2. 更换记录本\n",
        "1.修订制度\n\n2.更换记录本\n",
        "主要做法：\n\n1. 修订制度\n\n   办法已印发。\n\n2. 更换记录本\n",
        "3. 关于“借阅秩序”的问题\n",
        "2.5万元已经收缴\n",
        "2. 更换记录本，统一格式。\n",
        "2、3月份各检查一次\n",
        "（2）更换记录本\n",
        "| 2. 甲 | 乙 |\n| --- | --- |\n",
    ],
)
def test_other_numbers_at_the_beginning_of_a_line_are_no_headings(text: str) -> None:
    assert problems_of(ONE + text) == []


def test_without_numerals_no_number_is_one_of_a_heading() -> None:
    assert problems_of(ONE + "2. 关于“记录不规范”的问题\n", ()) == []


def test_the_wrong_number_says_how_many_count_on_from_it() -> None:
    (alone,) = problems_of("## 一、甲\n## 三、乙\n")
    (first,) = problems_of("## 一、甲\n## 三、乙\n## 四、丙\n## 五、丁\n")
    assert alone.hint
    assert alone.hint.values == {"expected": "二、"}
    assert first.hint
    assert first.hint.values == {"expected": "二、", "count": "2"}


@given(
    text=st.lists(
        st.sampled_from(["# ", "## ", "### ", "#### ", "##", "> ## ", "一、", "（一）", "1. ", "二、甲\n", "甲\n"])
    )
)
def test_in_a_text_without_problems_every_numeral_is_that_of_its_place(text: list[str]) -> None:
    tree, problems = outline("".join(text), STANDARD, "f")
    if not any(problem.code.startswith("heading.") for problem in problems):
        assert all(
            STANDARD[section.level - 1].numeral(int(section.code.split(".")[-1])) == section.numeral
            for section in walk(tree.sections)
        )


def test_too_deep_is_deeper_than_the_numbering_named() -> None:
    assert [p.code for p in problems_of("## 甲\n### 乙\n#### 丙\n", TWO_LEVELS)] == ["heading.too-deep"]
    assert problems_of("## 甲\n### 乙\n#### 丙\n##### 丁\n###### 戊\n", ()) == []


def test_a_heading_without_words_is_named_in_a_text_without_numerals_too() -> None:
    assert [p.code for p in problems_of("## \n", ())] == ["heading.empty"]


def test_the_thousandth_heading_side_by_side_has_no_numeral() -> None:
    problems = problems_of("## 甲\n" * 1001)
    assert [(p.code, p.at.line) for p in problems] == [("heading.too-many", 1000), ("heading.too-many", 1001)]


@given(text=st.text(st.sampled_from("#一二、（）1. 甲\n>-*"), max_size=60), numbering=st.sampled_from([(), STANDARD]))
def test_any_text_gives_a_tree_whose_codes_are_in_order_and_once(text: str, numbering: Numbering) -> None:
    tree, problems = outline(text, numbering, "f")
    found = [tuple(map(int, section.code.split("."))) for section in walk(tree.sections)]
    assert found == sorted(set(found))
    assert all(problem.at.line <= text.count("\n") + 1 for problem in problems)


@pytest.mark.parametrize("text", ["> ## 二、甲\n", "- ## 二、甲\n", "1. # 甲\n", "> > ### 甲\n"])
def test_headings_inside_quotes_and_lists_are_no_sections(text: str) -> None:
    tree, problems = outline(text, (), "f")
    assert tree.sections == ()
    assert [problem.code for problem in problems] == ["heading.nested"]


def test_a_heading_without_a_space_is_told() -> None:
    _, problems = outline("##一、甲\n\n正文 #1 号。\n\n＃乙\n", (), "f")
    assert [(problem.code, problem.at.line) for problem in problems] == [("heading.space", 1), ("heading.space", 5)]


def test_what_stands_under_a_heading_stays_there() -> None:
    tree = read("导语。\n\n## 甲\n\n正文。\n\n### 乙\n\n- 丙\n\n| a |\n|---|\n| b |\n")
    assert tree.lead == (Block("<p>导语。</p>"),)
    (first,) = tree.sections
    assert first.blocks == (Block("<p>正文。</p>"),)
    (second,) = first.children
    assert [block.prose.startswith("<ul>") and "<table " in block.prose for block in second.blocks] == [True]


def test_levels_and_leaves_are_known() -> None:
    (first,) = read("## 甲\n### 乙\n").sections
    assert (first.level, first.is_leaf, first.children[0].level, first.children[0].is_leaf) == (1, False, 2, True)


def test_walking_is_in_document_order() -> None:
    at = Location("f")
    tree = [
        Section("1", "", "", at, (), (Section("1.1", "", "", at),)),  # type: ignore[arg-type]
        Section("2", "", "", at),  # type: ignore[arg-type]
    ]
    assert [section.code for section in walk(tree)] == ["1", "1.1", "2"]


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("", ""),
        ("## 标题\n\n**首段**。\n", "首段。"),
        ("甲\n乙\n", "甲乙"),
        ("- 列表\n\n正文。\n", "列表正文。"),
        ("句" * 80 + "。" + "尾" * 100, "句" * 80 + "。"),
        ("长" * 200, "长" * 119 + "…"),
    ],
)
def test_the_excerpt_is_the_beginning_of_the_text(text: str, excerpt: str) -> None:
    assert outline(text, STANDARD, "f")[0].excerpt == excerpt


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("一是甲。二是乙。四是丙。", ["四是"]),
        ("一是甲。\n\n二是乙。\n\n五要丙。", ["五要"]),
        ("一是甲。二是乙。三是丙。", []),
        ("一是甲：一是乙；二是丙。二是丁。", []),
        ("一是甲。二是乙。\n\n丙是四是丁。", []),
        ("甲。四是丙。", []),
    ],
)
def test_a_gap_among_measures_is_a_doubt(text: str, marks: list[str]) -> None:
    _, problems = outline(f"## 一、甲\n\n{text}\n", STANDARD, "f")
    assert [(p.code, p.message.values["mark"], p.at.line) for p in problems] == [
        ("measures.gap", mark, 1) for mark in marks
    ]
