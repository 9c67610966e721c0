"""Automatic numbering: what Word writes before a paragraph, from definitions that say it in many ways."""

from collections.abc import Sequence

import pytest

from tests.importing.word.files import codes, docx, lvl, numbering, p, read, style, texts
from zhaoshi.importing.word import numerals

OFFICIAL = (
    lvl(0, "chineseCountingThousand", "%1、", more='<w:suff w:val="nothing"/>')
    + lvl(1, "chineseCounting", "（%2）")
    + lvl(2, "decimal", "%3.")
    + lvl(3, "decimal", "（%4）")
)
Place = tuple[int, int]


def numerals_of(places: Sequence[Place], definitions: str) -> list[str]:
    body = "".join(p("文", num=place) for place in places)
    return [paragraph.numeral for paragraph in read(docx(body, {"numbering": definitions})).paragraphs]


def test_levels_count_and_begin_again_below_each_other() -> None:
    places = [(1, 0), (1, 1), (1, 2), (1, 3), (1, 3), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1)]
    expected = ["一、", "（一）", "1.", "（1）", "（2）", "2.", "（二）", "1.", "二、", "（一）"]
    assert numerals_of(places, numbering([OFFICIAL], [(1, 0, "")])) == expected


def test_lists_of_one_pattern_go_on_from_each_other_and_those_of_another_do_not() -> None:
    definitions = numbering([OFFICIAL, OFFICIAL], [(1, 0, ""), (2, 0, ""), (3, 1, "")])
    assert numerals_of([(1, 0), (2, 0), (3, 0), (2, 0), (3, 0)], definitions) == [
        "一、",
        "二、",
        "一、",
        "三、",
        "二、",
    ]


def test_an_override_begins_again_once_and_keeps_its_number_for_later_beginnings() -> None:
    restart = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>'
    definitions = numbering([OFFICIAL], [(1, 0, ""), (2, 0, restart)])
    places = [(1, 0), (1, 1), (2, 1), (2, 1), (2, 0), (2, 1), (1, 1)]
    assert numerals_of(places, definitions) == ["一、", "（一）", "（五）", "（六）", "二、", "（五）", "（六）"]


@pytest.mark.parametrize("name", ["List Number", "List Number 2", "列表编号", "Own items"])
def test_styles_of_word_for_lists_say_that_a_paragraph_is_an_item(name: str) -> None:
    styles = style("a", name, based_on="b") + style("b", "List Bullet" if name == "Own items" else "Body")
    body = p("甲", style="a", num=(1, 0)) + p("乙", style="a", num=(1, 1)) + p("丙", num=(1, 0))
    parts = {"styles": styles, "numbering": numbering([OFFICIAL], [(1, 0, "")])}
    assert [paragraph.depth for paragraph in read(docx(body, parts)).paragraphs] == [1, 2, 0]


def test_an_override_can_replace_the_look_of_a_level() -> None:
    replaced = f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperLetter", "%1)", start=3)}</w:lvlOverride>'
    assert numerals_of([(2, 0), (2, 0)], numbering([OFFICIAL], [(2, 0, replaced)])) == ["C)", "D)"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", ["1.1", "1.1.1", "1.2", "1.2.1", "2.1", "2.1.1"]),
        ('<w:lvlRestart w:val="0"/>', ["1.1", "1.1.1", "1.2", "1.2.2", "2.1", "2.1.3"]),
        ('<w:lvlRestart w:val="1"/>', ["1.1", "1.1.1", "1.2", "1.2.2", "2.1", "2.1.1"]),
        ('<w:lvlRestart w:val="9"/>', ["1.1", "1.1.1", "1.2", "1.2.1", "2.1", "2.1.1"]),
    ],
)
def test_a_level_begins_again_after_the_level_that_it_names(restart: str, expected: list[str]) -> None:
    pattern = lvl(0, "decimal", "%1") + lvl(1, "decimal", "%1.%2") + lvl(2, "decimal", "%1.%2.%3", more=restart)
    places = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
    found = numerals_of(places, numbering([pattern], [(1, 0, "")]))
    assert [numeral for numeral in found if "." in numeral] == expected


def test_a_numeral_of_several_levels_writes_each_in_its_own_form_unless_it_is_legal() -> None:
    def pattern(legal: str) -> str:
        return lvl(0, "chineseCounting", "第%1章") + lvl(1, "decimal", "%1.%2", more=legal)

    definitions = numbering([pattern(""), pattern("<w:isLgl/>")], [(1, 0, ""), (2, 1, "")])
    assert numerals_of([(1, 0), (1, 1), (2, 0), (2, 1)], definitions) == ["第一章", "一.1", "第一章", "1.1"]


def test_a_level_above_that_was_never_met_shows_its_beginning() -> None:
    pattern = lvl(0, "decimal", "%1", start=3) + lvl(1, "decimal", "%1.%2")
    assert numerals_of([(1, 1), (1, 1), (1, 0), (1, 1)], numbering([pattern], [(1, 0, "")])) == [
        "3.1",
        "3.2",
        "3",
        "3.1",
    ]


@pytest.mark.parametrize(
    ("suffix", "pattern", "expected"),
    [
        ("tab", "（%1）", "（1）文"),
        ("tab", "%1.", "1. 文"),
        ("space", "（%1）", "（1） 文"),
        ("nothing", "%1.", "1.文"),
        ("tab", "%1．", "1．文"),
        ("nothing", "%1. ", "1. 文"),
    ],
)
def test_what_stands_between_numeral_and_text(suffix: str, pattern: str, expected: str) -> None:
    definitions = numbering([lvl(0, "decimal", pattern, more=f'<w:suff w:val="{suffix}"/>')], [(1, 0, "")])
    (paragraph,) = read(docx(p("文", num=(1, 0)), {"numbering": definitions})).paragraphs
    assert paragraph.text == expected
    assert paragraph.text.startswith(paragraph.numeral)
    assert paragraph.numeral == pattern.replace("%1", "1").strip()


def test_a_style_numbers_its_paragraphs_by_the_level_that_belongs_to_it() -> None:
    number = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = (
        style("1", "heading 1", number)
        + style("2", "heading 2", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', based_on="1")
        + style("3", "own", based_on="2")
        + style("4", "off", '<w:numPr><w:numId w:val="0"/></w:numPr>', based_on="1")
    )
    pattern = lvl(0, "chineseCounting", "%1、", more='<w:pStyle w:val="1"/>') + lvl(
        1, "chineseCounting", "（%2）", more='<w:pStyle w:val="2"/>'
    )
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        p("甲", style="1") + p("乙", style="2") + p("丙", style="3") + p("丁", style="4") + p("戊", style="1", look=off)
    )
    manuscript = read(
        docx(body + p("己", style="1"), {"styles": styles, "numbering": numbering([pattern], [(1, 0, "")])})
    )
    assert texts(manuscript) == ["一、甲", "（一）乙", "（二）丙", "丁", "戊", "二、己"]


def test_a_numbering_style_is_followed_to_its_pattern() -> None:
    styles = style("L", "list", '<w:numPr><w:numId w:val="1"/></w:numPr>', kind="numbering")
    definitions = numbering(
        ['<w:styleLink w:val="L"/>' + OFFICIAL, '<w:numStyleLink w:val="L"/>', '<w:numStyleLink w:val="gone"/>'],
        [(1, 0, ""), (2, 1, ""), (3, 2, "")],
    )
    manuscript = read(
        docx(
            p("甲", num=(2, 0)) + p("乙", num=(1, 0)) + p("丙", num=(3, 0)),
            {"styles": styles, "numbering": definitions},
        )
    )
    assert texts(manuscript) == ["一、甲", "二、乙", "丙"]


def test_bullets_of_symbol_fonts_stand_as_characters() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    level = lvl(0, "bullet", "\uf06c").replace("</w:lvl>", f"{fonts}</w:lvl>")
    assert numerals_of([(1, 0)], numbering([level], [(1, 0, "")])) == ["●"]


def test_a_format_of_ones_own_fills_up_with_zeros() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        'w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
        '</mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert numerals_of([(1, 0)], numbering([level], [(1, 0, "")])) == ["007"]


def test_an_unknown_format_is_written_in_digits_and_reported() -> None:
    body = p("文", num=(1, 0))
    manuscript = read(docx(body, {"numbering": numbering([lvl(0, "hebrew2", "%1.")], [(1, 0, "")])}))
    assert texts(manuscript) == ["1. 文"]
    assert codes(manuscript) == ["docx.numeral"]


def test_lists_and_levels_that_do_not_exist_number_nothing() -> None:
    definitions = numbering([lvl(0, "decimal", "%1.")], [(1, 0, ""), (2, 7, "")])
    assert numerals_of([(9, 0), (1, 5), (2, 0)], definitions) == ["", "", ""]


def test_a_numeral_without_text_is_seen_counted_and_reported() -> None:
    body = p(num=(1, 0)) + p("文", num=(1, 0))
    manuscript = read(docx(body, {"numbering": numbering([OFFICIAL], [(1, 0, "")])}))
    assert texts(manuscript) == ["一、", "二、文"]
    assert codes(manuscript) == ["docx.empty-item"]


@pytest.mark.parametrize(
    ("form", "number", "expected"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 105, "一〇五"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("japaneseCounting", 12, "十二"),
        ("japaneseCounting", 105, "百五"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("ideographZodiacTraditional", 60, "癸亥"),
        ("chineseLegalSimplified", 12, "拾贰"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircleChinese", 21, "21"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 3, "⒊"),
        ("ideographEnclosedCircle", 10, "㊉"),
        ("decimalFullWidth", 10, "１０"),
        ("decimalZero", 9, "09"),
        ("numberInDash", 9, "- 9 -"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 3, "c"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("none", 4, ""),
        ("chineseCounting", 0, "〇"),
        ("upperRoman", 0, "0"),
        ("decimal", 12345678, "12345678"),
    ],
)
def test_numbers_in_the_forms_of_word(form: str, number: int, expected: str) -> None:
    assert numerals.shown(number, form) == expected
