import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.text.numerals import STANDARD, Numbering, Style, han, number_of, read_numbering, written_numeral


def test_every_cardinal_reads_back_as_the_number_it_was_written_from() -> None:
    assert [number_of(han(number)) for number in range(1, 1000)] == list(range(1, 1000))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (34, "三十四"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (320, "三百二十"),
        (999, "九百九十九"),
    ],
)
def test_cardinals_are_written_as_official_documents_write_them(number: int, text: str) -> None:
    assert han(number) == text


@pytest.mark.parametrize("number", [-1, 0, 1000])
def test_numbers_without_a_cardinal_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        han(number)


@pytest.mark.parametrize("text", ["", "两", "一十", "一百十", "百", "十十", "一百五", "²", "x", "1.5", "一1"])
def test_what_is_no_numeral_has_no_number(text: str) -> None:
    assert number_of(text) is None


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("010", 10), ("１２", 12)])
def test_decimal_digits_are_read_in_both_widths(text: str, number: int) -> None:
    assert number_of(text) == number


@given(style=st.sampled_from(Style), number=st.integers(1, 999), title=st.sampled_from(["关于“甲”的问题", "“乙”", "x"]))
def test_a_numeral_in_front_of_a_heading_is_found_again(style: Style, number: int, title: str) -> None:
    written = written_numeral(style.numeral(number) + title)
    assert written is not None
    assert (written.style, written.number, written.text, written.rest) == (style, number, style.numeral(number), title)


@pytest.mark.parametrize(
    ("heading", "style", "number", "text", "rest"),
    [
        ("二、整改", Style.HAN, 2, "二、", "整改"),
        ("二 、 整改", Style.HAN, 2, "二 、", "整改"),
        ("二．整改", Style.HAN, 2, "二．", "整改"),
        ("二.整改", Style.HAN, 2, "二.", "整改"),
        ("（二）整改", Style.HAN_BRACKET, 2, "（二）", "整改"),
        ("(二)整改", Style.HAN_BRACKET, 2, "(二)", "整改"),
        ("（ 二 ）、整改", Style.HAN_BRACKET, 2, "（ 二 ）、", "整改"),
        ("(二）整改", Style.HAN_BRACKET, 2, "(二）", "整改"),
        ("12.整改", Style.ARABIC, 12, "12.", "整改"),
        ("12．整改", Style.ARABIC, 12, "12．", "整改"),
        ("12、整改", Style.ARABIC, 12, "12、", "整改"),
        ("１２. 整改", Style.ARABIC, 12, "１２.", "整改"),
        ("⒓ 整改", Style.ARABIC, 12, "⒓", "整改"),
        ("（3）整改", Style.ARABIC_BRACKET, 3, "（3）", "整改"),
        ("(3) 整改", Style.ARABIC_BRACKET, 3, "(3)", "整改"),
        ("（３）整改", Style.ARABIC_BRACKET, 3, "（３）", "整改"),
        ("十一、x", Style.HAN, 11, "十一、", "x"),
    ],
)
def test_written_forms_met_in_practice_are_read(heading: str, style: Style, number: int, text: str, rest: str) -> None:
    written = written_numeral(heading)
    assert written is not None
    assert (written.style, written.number, written.text, written.rest) == (style, number, text, rest)


@pytest.mark.parametrize(
    "heading", ["", "关于“一、二”的问题", "一是修订", "2.1版本", "2023年整改", "一整改", "1234.整改", "一百十、整改"]
)
def test_words_that_only_look_like_a_numeral_stay_words(heading: str) -> None:
    assert written_numeral(heading) is None


@pytest.mark.parametrize(
    ("text", "numbering"),
    [
        ("一（一）1（1）", STANDARD),
        ("一、（一）1.（1）", STANDARD),
        ("一、→（一）→1.→（1）", STANDARD),
        ("一 (一) 1 (1)", STANDARD),
        ("（一）1（1）", STANDARD[1:]),
        ("一1", (Style.HAN, Style.ARABIC)),
        ("一、→ 1.", (Style.HAN, Style.ARABIC)),
        ("1", (Style.ARABIC,)),
    ],
)
def test_a_numbering_is_named_by_its_first_numerals(text: str, numbering: Numbering) -> None:
    assert read_numbering(text) == numbering


@pytest.mark.parametrize("text", ["", "、", "二", "一一", "一（一）一", "一2", "标准", "一（1", "1 1"])
def test_what_names_no_numbering_or_one_style_twice_is_refused(text: str) -> None:
    assert read_numbering(text) is None
