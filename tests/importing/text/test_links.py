"""Links of a text: which may stand in a notice, and how the way to a file is written."""

import pytest

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


def test_a_link_is_kept_where_bold_type_overlaps_it() -> None:
    assert written("#s2.1", Mark(0, 4, Kind.BOLD)) == ("见[清单](<#s2.1>)。", [])
