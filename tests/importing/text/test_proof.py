"""The proof finds what a recogniser might lose; it knows nothing of how the text was recognised."""

from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.importing.manuscript import Manuscript, Paragraph
from zhaoshi.importing.text.markdown_text import body
from zhaoshi.importing.text.proof import Difference, difference
from zhaoshi.importing.text.wording import Edit, Group, edited, wording
from zhaoshi.problems import msg


def of(*lines: str) -> Manuscript:
    return Manuscript("a.txt", tuple(Paragraph(number, line) for number, line in enumerate(lines, start=1)))


def edit(start: int, end: int, after: str) -> Edit:
    return Edit(start, end, after, Group.REPAIRED, "import.test", msg("test"))


def test_equal_words_are_proved() -> None:
    assert difference(of("　甲乙 ", "丙"), [], "甲乙\n\n丙") is None


def test_a_lost_word_an_added_one_and_two_that_changed_places_are_found() -> None:
    assert difference(of("甲乙丙"), [], "甲丙") == Difference("甲乙丙", "甲丙")
    assert difference(of("甲丙"), [], "甲乙丙") == Difference("甲丙", "甲乙丙")
    assert difference(of("甲", "乙"), [], "乙\n\n甲") is not None
    assert difference(of("甲", "乙"), [], "甲\n乙") is not None


def test_listed_changes_count_each_on_what_the_one_before_has_left() -> None:
    stages = [[edit(0, 3, "")], [edit(1, 2, "丁"), edit(3, 3, "\n")]]
    assert difference(of("甲乙", "丙戊己庚"), stages, "丙丁己\n\n庚") is None
    assert difference(of("甲乙", "丙戊己庚"), stages[:1], "丙丁己\n\n庚") is not None


def test_cells_of_tables_and_pictures_are_compared() -> None:
    table = Manuscript("a", (Paragraph(1, rows=(("甲", "乙"), ("丙", ""))), Paragraph(2, picture="p.png")))
    assert difference(table, [], "| 甲 | 乙 |\n| --- | --- |\n| 丙 |  |\n\n![](attachments/p.png)") is None
    assert difference(table, [], "| 甲 | 乙 |\n| --- | --- |\n|  | 丙 |\n\n![](attachments/p.png)") is not None
    assert difference(table, [], "| 甲 | 乙 |\n| --- | --- |\n| 丙 |  |") is not None


@given(
    st.lists(
        st.builds(
            lambda depth, mark, words: Paragraph(1, f"{mark}{words}", depth=depth),
            st.integers(0, 3),
            st.sampled_from(["1. ", "2. ", "3. ", "10. ", "• ", ""]),
            st.text("甲乙1. -*#•", max_size=6),
        ),
        max_size=8,
    )
)
def test_any_items_of_lists_keep_their_marks(paragraphs: list[Paragraph]) -> None:
    manuscript = Manuscript("a.docx", tuple(paragraphs))
    assert difference(manuscript, [], body(wording(manuscript))) is None


@given(st.lists(st.text("甲乙a1 .#*_[](){}<>&;!|~`\\-+=>\"'$^@:/\u3000\u00a0", max_size=12), min_size=1, max_size=5))
def test_any_words_survive_the_way_through_markdown(lines: list[str]) -> None:
    manuscript = of(*lines)
    assert difference(manuscript, [], body(wording(manuscript))) is None


@given(
    st.lists(st.text("甲乙丙", min_size=1, max_size=6), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4), st.sampled_from(["", "丁", "\n"])), max_size=3),
)
def test_the_wording_and_the_proof_agree_on_what_a_change_makes(
    lines: list[str], wanted: list[tuple[int, int, str]]
) -> None:
    manuscript = of(*lines)
    text = wording(manuscript)
    edits: list[Edit] = []
    for start, length, after in sorted(wanted):
        least = edits[-1].end + 1 if edits else 0
        if least <= start <= len(text.text):
            edits.append(edit(start, min(start + length, len(text.text)), after))
    made = edited(text, edits)
    assert len(made.numbers) == len(made.lines)
    assert difference(manuscript, [edits], "\n\n".join(line for line in made.lines if line)) is None
