import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.text.citation import ALPHABET, cite, quoted, read_short_code, short_code
from zhaoshi.text.codes import SectionCode

CODES = st.lists(st.integers(1, 999), min_size=1, max_size=6).map(lambda p: SectionCode(".".join(map(str, p))))


@pytest.mark.parametrize(
    ("id_", "code"),
    [("2023-culture-federation", "2E4TR9"), ("2022-water-bureau", "Y5TAZ9"), ("2023-zhenxi-town", "225D6Y")],
)
def test_a_short_code_stays_what_was_printed_and_quoted(id_: str, code: str) -> None:
    assert short_code(id_) == code


def test_the_alphabet_has_no_look_alikes() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 30
    assert not set(ALPHABET) & set("01OILU")


@given(st.from_regex(r"[a-z0-9][a-z0-9-]{0,40}", fullmatch=True))
def test_a_short_code_has_six_signs_of_the_alphabet_and_could_be_chosen_by_hand(id_: str) -> None:
    code = short_code(id_)
    assert len(code) == 6
    assert set(code) <= set(ALPHABET)
    assert read_short_code(code) == code


def test_short_codes_of_many_notices_differ() -> None:
    assert len({short_code(f"2024-unit-{n}") for n in range(1000)}) == 1000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("wl2023", "WL2023"),
        (" ABC ", "ABC"),
        ("123456789012", "123456789012"),
        ("AB", None),
        ("A" * 13, None),
        ("WL-2023", None),
        ("文联2023", None),
        ("ＷＬ２０２３", None),
        ("ſtraße", None),
        ("", None),
    ],
)
def test_a_chosen_short_code_has_three_to_twelve_letters_and_digits(text: str, code: str | None) -> None:
    assert read_short_code(text) == code


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("关于“学习不深入”的问题", "关于‘学习不深入’的问题"),
        ("关于“‘第一议题’制度坚持不够经常”的问题", "关于‘“第一议题”制度坚持不够经常’的问题"),
        ("‘APP’台账", "“APP”台账"),
        ("On “the reader’s card”, which isn’t kept", "On ‘the reader’s card’, which isn’t kept"),
    ],
)
def test_quotation_marks_inside_a_quotation_change_between_double_and_single(title: str, inside: str) -> None:
    assert quoted(title) == inside


@given(id_=st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True), section=CODES)
def test_the_contact_page_takes_the_citations_that_the_program_makes(id_: str, section: SectionCode) -> None:
    assert _on_the_contact_page().fullmatch(cite(short_code(id_), section))


@pytest.mark.parametrize(
    "text", ["2E4TR9-0", "2E4TR9", "2E4TR9-", "2E4TR9-1.", "<b>-1", "AB-1", "2E4TR9-1 x", "javascript:alert(1)"]
)
def test_the_contact_page_takes_nothing_else(text: str) -> None:
    assert not _on_the_contact_page().fullmatch(text)


def _on_the_contact_page() -> re.Pattern[str]:
    script = (Path(__file__).parents[2] / "templates/assets/contact.js").read_text(encoding="utf-8")
    found = re.search(r"/\^(.+)\$/\.test", script)
    assert found
    return re.compile(found[1], re.ASCII)
