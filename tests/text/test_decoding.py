import codecs
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.problems import Location, Problem, Severity
from zhaoshi.text.decoding import control_character, decode, decode_source, place, without_strays

PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Cn"]) | st.just("\n"), max_size=60)


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1
    return problems[0]


@given(text=PLAIN, mark=st.booleans(), newline=st.sampled_from(["\n", "\r\n", "\r"]))
def test_byte_order_mark_and_line_ends_leave_no_trace(text: str, mark: bool, newline: str) -> None:
    data = (codecs.BOM_UTF8 if mark else b"") + text.replace("\n", newline).encode()
    assert decode(data, "f") == (text, [])


def test_tabs_are_kept() -> None:
    assert decode(b"a\tb\n", "f") == ("a\tb\n", [])


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("标题：通报".encode("gb18030"), "GB18030"),
        ("标题".encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + "标题".encode("utf-16-be"), "UTF-16"),
    ],
)
def test_the_encodings_that_offices_save_are_named(data: bytes, encoding: str) -> None:
    text, problems = decode(data, "content/site.yaml")
    problem = only(problems)
    assert text == ""
    assert (problem.code, problem.at) == ("file.encoding", Location("content/site.yaml"))
    assert problem.message.values == {"encoding": encoding}


@pytest.mark.parametrize(
    ("part", "ending"), [("xl/workbook.xml", ".xlsx"), ("word/document.xml", ".docx"), ("x", None)]
)
def test_the_file_of_an_office_is_to_be_imported(part: str, ending: str | None) -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(part, "")
    problem = only(decode(file.getvalue(), "content/notices/a/ledger.yaml")[1])
    assert problem.code == "file.encoding"
    assert problem.hint is not None
    assert problem.hint.values.get("ending") == ending


def test_bytes_of_no_known_encoding_are_refused_at_their_line() -> None:
    text, problems = decode(b"a\nb\n\xff\xff\n", "f")
    assert (text, only(problems).code, only(problems).at.line) == ("", "file.encoding", 3)
    assert only(decode(b"\n\xff\xff\n", "f")[1]).at.line == 2


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x07",
        "\x0b",
        "\x0c",
        "\x1b",
        "\x7f",
        "\x85",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\ufffe",
    ],
)
def test_an_invisible_control_character_is_refused_where_it_stands(character: str) -> None:
    text, problems = decode(f"标题: 甲\r\n单位: 乙{character}丙\r\n".encode(), "f")
    problem = only(problems)
    assert text == ""
    assert (problem.code, problem.at) == ("file.control-character", Location("f", 2, 6))
    assert problem.message.values == {"name": f"U+{ord(character):04X}"}


def test_a_second_byte_order_mark_is_a_control_character() -> None:
    assert only(decode(codecs.BOM_UTF8 * 2 + b"a", "f")[1]).at == Location("f", 1, 1)


@pytest.mark.parametrize("stray", ["\u200b", "\u200c", "\u200e", "\u2060", "\u00ad", "\ufeff", "\u200b\u200d"])
def test_stray_characters_are_left_out_of_a_source_and_doubted_at_the_first(stray: str) -> None:
    text, problems = decode_source(f"单位: 乙\r\n{stray}状态: 已完成{stray}\r\n".encode(), "f")
    doubt = only(problems)
    assert text == "单位: 乙\n状态: 已完成\n"
    assert (doubt.code, doubt.at, doubt.severity) == ("file.invisible-character", Location("f", 2, 1), Severity.DOUBT)
    assert doubt.message.values == {"name": f"U+{ord(stray[0]):04X}", "count": "2"}


@pytest.mark.parametrize("text", ["👨\u200d👩\u200d👧和家人", "می\u200cخواهم", "ᠮᠣᠩᠭᠣᠯ\u180eᠠ", "ไทย\u200bไทย"])
def test_invisible_characters_that_have_a_meaning_are_kept(text: str) -> None:
    assert decode_source(text.encode(), "f") == (text, [])


def test_a_source_with_an_error_has_no_text() -> None:
    text, problems = decode_source("甲\u200b乙\u2028".encode(), "f")
    assert (text, [problem.code for problem in problems]) == (
        "",
        ["file.invisible-character", "file.control-character"],
    )
    assert only(decode_source("甲".encode("gb18030"), "f")[1]).code == "file.encoding"


@given(text=PLAIN)
def test_plain_text_has_no_stray_character(text: str) -> None:
    assert without_strays(text) == text


@given(text=PLAIN)
def test_plain_text_has_no_control_character(text: str) -> None:
    assert control_character(text, Location("f")) is None


@given(before=PLAIN, after=PLAIN)
def test_a_place_counts_lines_and_characters_from_one(before: str, after: str) -> None:
    line, column = place(before + "#" + after, len(before))
    assert (before + "#" + after).split("\n")[line - 1][column - 1] == "#"


@pytest.mark.parametrize(("text", "found"), [("#", (1, 1)), ("\n#", (2, 1)), ("甲#", (1, 2)), ("\n\n甲#", (3, 2))])
def test_places_of_small_texts(text: str, found: tuple[int, int]) -> None:
    assert place(text, text.index("#")) == found
