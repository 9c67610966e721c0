"""The notice on paper, from the program and from a browser: GB/T 9704-2012 and PDF/UA."""

import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.paper import (
    BOTTOM,
    FULL,
    FULL_DAY,
    HEIGHT,
    LEFT,
    MM,
    PROJECT,
    RIGHT,
    SOME,
    TOP,
    WIDTH,
    elements,
    headings,
    inked,
    is_body,
    lines,
    tool,
    words,
)
from zhaoshi.building.build import build
from zhaoshi.exporting.pdf import export_pdf


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The full-size notice as a PDF of the program."""
    return export_pdf(PROJECT, FULL, tmp_path_factory.mktemp("export"), as_of=FULL_DAY).path


@pytest.fixture(scope="module")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same notice as Chromium prints the page of the built site."""
    chromium, folder = tool("chromium", "chromium-browser", "google-chrome"), tmp_path_factory.mktemp("browser")
    build(PROJECT, folder / "site", as_of=FULL_DAY)
    page = folder / "site" / "notices" / FULL / "index.html"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/own"]
    options += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    subprocess.run(
        [chromium, *options, f"--print-to-pdf={folder}/page.pdf", page.as_uri()], capture_output=True, timeout=120
    )
    return folder / "page.pdf"


@pytest.fixture(scope="module", params=["full", "browsers"])
def paper(request: pytest.FixtureRequest) -> Path:
    pdf: Path = request.getfixturevalue(request.param)
    return pdf


def test_pages_are_a4(paper: Path) -> None:
    for page in pypdf.PdfReader(paper).pages:
        assert float(page.mediabox.width) == pytest.approx(WIDTH, abs=1)
        assert float(page.mediabox.height) == pytest.approx(HEIGHT, abs=1)


def test_ink_keeps_the_margins_of_official_documents_and_fills_what_they_leave(paper: Path) -> None:
    pages = inked(paper)
    for page in pages:
        body, foot = [ink for ink in page if ink.row < BOTTOM + SOME], [ink for ink in page if ink.row >= BOTTOM + SOME]
        assert min(ink.left for ink in page) >= LEFT - SOME
        assert max(ink.right for ink in page) <= RIGHT + SOME
        assert TOP - SOME <= body[0].row <= TOP + 12
        assert min(ink.left for ink in body) <= LEFT + 3
        assert BOTTOM + 7 * MM <= foot[0].row <= foot[-1].row <= BOTTOM + 7 * MM + 28
    for page in pages[:-1]:
        body = [ink for ink in page if ink.row < BOTTOM + SOME]
        assert max(ink.right for ink in body) >= RIGHT - 16
        # Headings of four levels, the state and the first line of a finding move on together: at most nine lines.
        assert body[-1].row >= BOTTOM - 9.5 * 28


def test_a_full_line_holds_28_characters(paper: Path) -> None:
    body = [line for page in words(paper) for line in lines([word for word in page if is_body(word)])]
    assert any(len(line) == 28 and re.fullmatch(r"[\u4e00-\u9fff，、。“”]+", line) for line in body)


def test_every_page_has_its_number_on_the_outer_side(paper: Path) -> None:
    for number, page in enumerate(words(paper), start=1):
        foot = [word for word in page if not is_body(word)]
        assert lines(foot) == [f"—{number}—"]
        if number % 2:
            assert max(word.right for word in foot) == pytest.approx(RIGHT - 14, abs=2)
        else:
            assert min(word.left for word in foot) == pytest.approx(LEFT + 14, abs=2)


def test_no_heading_and_no_state_is_parted_from_what_follows_it(paper: Path) -> None:
    states = ("单位自报：", "巡察机构核验：", "核验说明")
    for page in words(paper)[1:-1]:
        last = lines([word for word in page if is_body(word)])[-1]
        assert not any(heading.endswith(last) for heading in headings())
        assert not last.startswith(states)
        assert not last.startswith("发现问题")


def test_the_official_numbering_is_complete_and_in_order(paper: Path) -> None:
    text = "".join("".join(lines([word for word in page if is_body(word)])) for page in words(paper))
    assert len(headings()) == 56
    places: list[int] = []
    for heading in headings():
        places.append(text.find(heading, places[-1] if places else 0))
        assert places[-1] >= 0, heading
    assert all(before < after for before, after in pairwise(places))


def test_the_record_of_each_finding_is_printed_open_and_its_controls_are_not(paper: Path) -> None:
    text = "".join("".join(lines(page)) for page in words(paper))
    assert "佐证材料2件：〔制度〕区文联党组会议议题管理办法" in text
    assert "2023年9月28日补学完成应学未学的12篇全部补学" in text
    for control in ("▶", "▼", "固定链接", "反映这个问题", "跳到主要内容", "当前位置", "网站标识码"):
        assert control not in text


def test_the_notice_takes_no_more_sheets_than_its_text_needs(paper: Path) -> None:
    assert len(words(paper)) <= 23


def test_the_pdf_is_tagged_for_screen_readers(full: Path) -> None:
    root: Any = pypdf.PdfReader(full).root_object
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()
    found = list(elements(root["/StructTreeRoot"]))
    kinds = [str(element["/S"]) for element in found]
    assert kinds.count("/H1") == 1
    numbered = sum(kinds.count(f"/H{level}") for level in range(2, 7))
    assert numbered >= len(headings())
    assert {"/L", "/LI", "/P"} <= set(kinds)
    figures = [element for element in found if str(element["/S"]) == "/Figure"]
    assert figures
    assert all(str(figure["/Alt"]).strip() for figure in figures)


def test_the_pdf_says_what_it_is(full: Path) -> None:
    facts = pypdf.PdfReader(full).metadata
    assert facts is not None
    assert facts.title == "中共云岫区文学艺术界联合会党组关于巡察整改进展情况的通报"
    assert facts.author == "云岫区文学艺术界联合会"
    assert str(facts["/CreationDate"]) == "D:20231215105800+08'00"
    assert str(facts["/ModDate"]) == "D:20240701000000+08'00"


def test_headings_are_bookmarks(full: Path) -> None:
    def titles(entries: list[object]) -> Iterator[str]:
        for entry in entries:
            if isinstance(entry, list):
                yield from titles(entry)
            else:
                yield re.sub(r"\s", "", str(getattr(entry, "title", "")))

    found = list(titles(list(pypdf.PdfReader(full).outline)))
    assert [title for title in found if title in headings()] == headings()


def test_every_font_is_embedded(full: Path) -> None:
    listing = subprocess.run([tool("pdffonts"), str(full)], capture_output=True, check=True, text=True).stdout
    fonts = listing.splitlines()[2:]
    assert fonts
    assert all(re.search(r"\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", font)[1] == "yes" for font in fonts)  # type: ignore[index]


def test_drawings_have_the_paint_of_paper(full: Path) -> None:
    page: Any = pypdf.PdfReader(full).pages[0]
    xobjects = page["/Resources"].get("/XObject", {})
    drawn = page.get_contents().get_data() + b"".join(form.get_object().get_data() for form in xobjects.values())
    grey = 0x22 / 255
    assert re.search(rb"(%.3f\d*|%.2f\d*) \1 \1 (rg|scn)" % (grey, grey), drawn)
