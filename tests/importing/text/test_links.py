"""Links of a text: which may stand in a notice, and how the way to a file is written."""

import pytest

from tests.importing.importing import TITLE, drafted, imported, read
from tests.importing.importing import body as body_of
from zhaoshi.importing.manuscript import CellLink, Link, Manuscript, Paragraph
from zhaoshi.importing.text.links import with_links
from zhaoshi.importing.text.markdown_text import body
from zhaoshi.importing.text.wording import Kind, Mark, Wording

KNOWN = {"attachments/整改清单.pdf", "#s2.1"}


def written(target: str, *more: Mark) -> tuple[str, list[str]]:
    text = Wording("见清单。", (1,), (*more, Mark(1, 3, Kind.LINK, target)))
    linked, entries = with_links(text, KNOWN)
    return body(linked), [entry.message.values["target"] for entry in entries]


@pytest.mark.parametrize(
    "target",
    [
        "attachments/整改清单.pdf",
        "attachments/%E6%95%B4%E6%94%B9%E6%B8%85%E5%8D%95.pdf",
        "./attachments/整改清单.pdf",
        "file:///C:\\公开\\attachments\\整改清单.pdf",
    ],
)
def test_a_file_of_the_notice_is_found_however_word_writes_the_way_to_it(target: str) -> None:
    assert written(target) == ("见[清单](<attachments/整改清单.pdf>)。", [])


@pytest.mark.parametrize("target", ["https://example.org/", "#s2.1"])
def test_addresses_and_sections_stay(target: str) -> None:
    assert written(target) == (f"见[清单](<{target}>)。", [])


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("attachments/%E6%97%A7.pdf", "attachments/旧.pdf"),
        ("../整改清单.pdf", "../整改清单.pdf"),
        ("#s2.2", "#s2.2"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_what_the_notice_has_not_is_left_out_and_named_as_people_read_it(target: str, shown: str) -> None:
    assert written(target) == ("见清单。", [shown])


@pytest.mark.parametrize(
    ("bold", "expected"),
    [
        ((0, 4), "**见[清单](<#s2.1>)。**"),
        ((1, 3), "见**[清单](<#s2.1>)**。"),
        ((2, 3), "见[清**单**](<#s2.1>)。"),
        ((0, 2), "**见**[**清**单](<#s2.1>)。"),
        ((2, 4), "见[清**单**](<#s2.1>)。"),
    ],
)
def test_a_link_and_bold_type_that_overlap_are_both_kept(bold: tuple[int, int], expected: str) -> None:
    assert written("#s2.1", Mark(*bold, Kind.BOLD)) == (expected, [])


def test_links_in_cells_are_kept_and_those_that_lead_nowhere_named() -> None:
    rows = (("制度", "文件"), ("甲|乙 ", " 见清单\n和旧表"))
    links = (
        CellLink(1, 0, Link(2, 4, "https://example.org/a|b")),
        CellLink(1, 1, Link(2, 4, "https://example.org/")),
        CellLink(1, 1, Link(6, 8, "旧表.xlsx")),
    )
    title, text = Paragraph(1, TITLE, level=0), Paragraph(2, "导语。")
    draft = drafted(Manuscript("2023-library.docx", (title, text, Paragraph(3, rows=rows, cell_links=links))))
    lines = body_of(draft).split("\n")
    assert lines[-1] == "| 甲\\|[乙](<https://example.org/a\\|b>) | 见[清单](<https://example.org/>)和旧表 |"
    assert [link.target for link in read(draft).links] == ["https://example.org/a%7Cb", "https://example.org/"]
    assert [(e.line, e.message.values) for e in draft.entries if e.code == "import.link"] == [
        (3, {"target": "旧表.xlsx"})
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| 制度 | 文件 |\n| --- | --- |\n| 甲 | 见[清单](https://example.org/) |",
        "制度\t文件\n甲\t见[清单](https://example.org/)",
    ],
)
def test_links_in_tables_of_pasted_markdown_are_kept(table: str) -> None:
    draft = imported(f"# {TITLE}\n\n导语。\n\n{table}\n", "2023-library.md")
    assert body_of(draft).split("\n")[-1] == "| 甲 | 见[清单](<https://example.org/>) |"
