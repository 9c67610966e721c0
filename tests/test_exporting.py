"""A notice on paper: as the PDF that the program makes, and as a citizen's browser prints the page."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdf
import pytest
from pypdf.generic import DictionaryObject

from tests.small_site import AS_OF, FILES, build_site, make_site, tree
from zhaoshi.building.build import build
from zhaoshi.building.single import single_page
from zhaoshi.building.theme import DEFAULT
from zhaoshi.exporting import Exported, export_pdf
from zhaoshi.problems import BuildFailed, EnvironmentFailed

PROJECT = Path(__file__).parent.parent
FULL, FULL_DAY = "2023-culture-federation", date(2024, 12, 1)
SMALL = "2023-library"
NOTICE = f"content/notices/{SMALL}/notice.md"

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
TOP, BOTTOM, LEFT, RIGHT = 37 * MM, HEIGHT - 35 * MM, 28 * MM, WIDTH - 26 * MM
"""GB/T 9704-2012, 5.2.2: where the text begins and ends, in points from the upper left corner."""
SOME = 1.5
"""Points by which a glyph may stand out of its line."""


def tool(*names: str) -> str:
    """Return the path of a program; where it is missing the test is skipped, on the project's own machines it fails."""
    for name in names:
        if path := shutil.which(name):
            return path
    message = f"{names[0]} is not installed"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@dataclass(frozen=True)
class Word:
    """A run of characters as it stands on paper; in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


Pages = list[list[Word]]


def words(pdf: Path) -> Pages:
    listing = subprocess.run([tool("pdftotext"), "-bbox", str(pdf), "-"], capture_output=True, check=True).stdout
    space = "{http://www.w3.org/1999/xhtml}"
    return [
        [
            Word(word.text or "", *(float(word.attrib[name]) for name in ("xMin", "yMin", "xMax", "yMax")))
            for word in page.iter(f"{space}word")
        ]
        for page in ElementTree.fromstring(listing).iter(f"{space}page")
    ]


def lines(page: list[Word]) -> list[str]:
    """Return the lines of a page from top to bottom without spaces."""
    found: list[list[Word]] = []
    for word in sorted(page, key=lambda word: ((word.top + word.bottom) / 2, word.left)):
        middle = (word.top + word.bottom) / 2
        if found and middle < found[-1][0].bottom - 3 and middle > found[-1][0].top:
            found[-1].append(word)
        else:
            found.append([word])
    return ["".join(word.text for word in sorted(line, key=lambda word: word.left)) for line in found]


@dataclass(frozen=True)
class Ink:
    """A row of a page that is not blank, in whole points from the upper left corner."""

    row: int
    left: int
    right: int


def inked(pdf: Path) -> list[list[Ink]]:
    """Return the rows of each page that have ink."""
    image = subprocess.run([tool("pdftoppm"), "-r", "72", "-gray", str(pdf)], capture_output=True, check=True).stdout
    darkness = bytes(ord("#") if grey < 160 else ord(" ") for grey in range(256))
    pages, start = [], 0
    while start < len(image):
        magic, width, height = image[start : start + 40].split()[:3]
        assert magic == b"P5"
        start += len(b"P5\n") + len(width) + len(b" ") + len(height) + len(b"\n255\n")
        end = start + int(width) * int(height)
        rows = [image[at : at + int(width)].translate(darkness) for at in range(start, end, int(width))]
        pages.append([Ink(at, row.find(b"#"), row.rfind(b"#")) for at, row in enumerate(rows) if b"#" in row])
        start = end
    return pages


def is_body(word: Word) -> bool:
    return (word.top + word.bottom) / 2 < BOTTOM


@cache
def headings() -> list[str]:
    """Return the headings of the full-size notice as its source writes them, without spaces."""
    text = (PROJECT / "content" / "notices" / FULL / "notice.md").read_text(encoding="utf-8")
    return [re.sub(r"\s", "", heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)]


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


def elements(node: Any) -> Iterator[DictionaryObject]:
    """Walk the structure tree."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


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


def program(
    root: Path, *arguments: str, changes: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "COV_", "ZHAOSHI_"))}
    ours.pop("SOURCE_DATE_EPOCH", None)
    command = [sys.executable, "-W", "error", str(PROJECT / "build.py"), "export", *arguments, "--root", str(root)]
    environment = {**ours, "PYTHONIOENCODING": "utf-8", **(changes or {})}
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, cwd=cwd, timeout=120)


def test_equal_sources_give_equal_bytes_wherever_and_whenever(tmp_path: Path) -> None:
    first = export_pdf(make_site(tmp_path / "a"), SMALL, tmp_path / "1.pdf", as_of=AS_OF).path.read_bytes()
    assert export_pdf(tmp_path / "a", SMALL, tmp_path / "2.pdf", as_of=AS_OF).path.read_bytes() == first
    elsewhere = make_site(tmp_path / "other" / "folder")
    for number, changes in enumerate(
        [
            {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
            {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "0", "LC_ALL": "zh_CN.UTF-8"},
        ]
    ):
        out = elsewhere / f"{number}.pdf"
        done = program(elsewhere, SMALL, "--as-of", AS_OF.isoformat(), "--out", str(out), cwd=tmp_path, changes=changes)
        assert done.returncode == 0, done.stderr
        assert out.read_bytes() == first


def test_the_day_counts(tmp_path: Path) -> None:
    make_site(tmp_path)
    early = export_pdf(tmp_path, SMALL, tmp_path / "1.pdf", as_of=AS_OF).path.read_bytes()
    late = export_pdf(tmp_path, SMALL, tmp_path / "2.pdf", as_of=date(2030, 1, 1)).path.read_bytes()
    assert early != late


def test_export_writes_its_file_and_nothing_else(tmp_path: Path) -> None:
    root, here = make_site(tmp_path / "root"), tmp_path / "here"
    here.mkdir()
    before = tree(root)
    done = program(root, SMALL, "--as-of", AS_OF.isoformat(), "--json", cwd=here)
    assert done.returncode == 0, done.stderr
    pages = len(pypdf.PdfReader(here / f"{SMALL}.pdf").pages)
    assert json.loads(done.stdout) == {"created": [f"{SMALL}.pdf"], "pages": pages, "left_out": []}
    assert done.stderr.count("\n") == 1
    assert tree(root) == before
    assert list(tree(here)) == [f"{SMALL}.pdf"]


class Counting(BaseHTTPRequestHandler):
    """A server that remembers what it was asked for."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    handler = type("Handler", (Counting,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def with_template(root: Path, markup: str, style: str = "") -> Path:
    """Write the small site with a theme of its own that puts something on top of each notice."""
    template = (DEFAULT / "pages" / "notice.html").read_text(encoding="utf-8")
    changed = template.replace('<article class="notice">', f'<article class="notice">{markup}', 1)
    assert changed != template
    return make_site(root, {"templates/pages/notice.html": changed, "templates/styles/own.css": style})


def test_nothing_is_read_but_the_page_and_the_assets_of_the_theme(
    tmp_path: Path, server: tuple[str, list[str]]
) -> None:
    address, asked = server
    secret = tmp_path / "secret.svg"
    secret.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text y="20">SECRET</text></svg>',
        encoding="utf-8",
    )
    local = secret.as_uri()
    root = with_template(
        tmp_path / "root",
        f'<img src="{local}" alt="a"><img src="{address}/a.png" alt="b"><object data="{local}"></object>',
        f'@import url("{local}"); .notice {{ background: url("{address}/b.png") }} '
        f'@font-face {{ font-family: own; src: url("{address}/c.woff2"), url("{local}") }}',
    )
    exported = export_pdf(root, SMALL, tmp_path / "a.pdf", as_of=AS_OF)
    assert {local, f"{address}/a.png", f"{address}/b.png", f"{address}/c.woff2"} <= set(exported.left_out)
    assert asked == []
    assert "SECRET" not in "".join(page.extract_text() for page in pypdf.PdfReader(exported.path).pages)


def test_a_picture_of_the_theme_is_drawn(tmp_path: Path) -> None:
    root = with_template(tmp_path, """<img src="{{ view.frame.assets["icon.svg"] }}" alt="标志">""")
    assert export_pdf(root, SMALL, tmp_path / "a.pdf", as_of=AS_OF).left_out == ()


def test_paint_is_found_by_selectors_that_begin_outside_the_drawing(tmp_path: Path) -> None:
    drawing = (
        '<div class="own"><svg viewBox="0 0 2 2" aria-label="方块"><rect class="box" width="2" height="2"/></svg></div>'
    )
    style = ":root { --own: #f00 } @media screen { .own .box { fill: #0f0 } }"
    style += "@media print { .own .box { fill: var(--own) } }"
    exported = export_pdf(with_template(tmp_path, drawing, style), SMALL, tmp_path / "a.pdf", as_of=AS_OF)
    pdf = pypdf.PdfReader(exported.path)
    page: Any = pdf.pages[0]
    forms = page["/Resources"].get("/XObject", {})
    drawn = page.get_contents().get_data() + b"".join(form.get_object().get_data() for form in forms.values())
    assert re.search(rb"\b1 0 0 (rg|scn)\b", drawn)
    assert not re.search(rb"\b0 1 0 (rg|scn)\b", drawn)
    texts = [str(element.get("/Alt")) for element in elements(pdf.root_object["/StructTreeRoot"])]
    assert "方块" in texts


def test_the_page_is_the_one_that_the_site_has(tmp_path: Path) -> None:
    build_site(make_site(tmp_path), search=True)
    page = single_page(tmp_path, SMALL, as_of=AS_OF)
    assert page.html == (tmp_path / "site" / "notices" / SMALL / "index.html").read_bytes()


def failing(root: Path, id_: str = SMALL, out: Path | None = None) -> str:
    """Export in vain and return why, in English."""
    with pytest.raises((BuildFailed, EnvironmentFailed)) as caught:
        export_pdf(root, id_, out or root / "a.pdf", as_of=AS_OF)
    assert not (root / "a.pdf").exists()
    if isinstance(caught.value, EnvironmentFailed):
        return caught.value.message.text(str)
    assert isinstance(caught.value, BuildFailed)
    return "\n".join(f"{problem.at.path}: {problem.text(str)}" for problem in caught.value.problems)


def test_an_unknown_id_is_told_with_those_near_to_it(tmp_path: Path) -> None:
    assert failing(make_site(tmp_path), "2023-libary") == (
        "content/notices/2023-libary/notice.md: there is no notice “2023-libary”; did you mean “2023-library”?"
    )


def test_a_withdrawn_notice_is_not_given_out(tmp_path: Path) -> None:
    front = "withdrawn: {on: 2024-01-05, reason: 另行公布。}\n---\n"
    text = FILES[NOTICE].replace("\n---\n", f"\n{front}", 1)
    assert "the notice was withdrawn" in failing(make_site(tmp_path, {NOTICE: text}))


def test_a_draft_is_given_out_only_where_drafts_are_asked_for(tmp_path: Path) -> None:
    make_site(tmp_path, {NOTICE: FILES[NOTICE].replace("\n---\n", "\ndraft: true\n---\n", 1)})
    assert "add --drafts" in failing(tmp_path)
    assert export_pdf(tmp_path, SMALL, tmp_path / "b.pdf", as_of=AS_OF, drafts=True).path.is_file()


def test_errors_in_the_sources_are_shown_as_by_a_build(tmp_path: Path) -> None:
    assert "content/units.yaml" in failing(make_site(tmp_path, {"content/units.yaml": "- id: [\n"}))


def test_without_weasyprint_it_is_said_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert "pip install 'zhaoshi[pdf]'" in failing(make_site(tmp_path))


def refused(root: Path, changes: Mapping[str, str]) -> str:
    """Export in vain in a process of its own and return all that it said."""
    done = program(root, SMALL, "--out", str(root / "a.pdf"), "--language", "en", changes=changes)
    assert done.returncode == 3, done.stderr
    assert done.stdout == ""
    assert not (root / "a.pdf").exists()
    return done.stderr


def test_without_system_libraries_it_is_said_which_packages_have_them(tmp_path: Path) -> None:
    broken = tmp_path / "path" / "weasyprint"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text(
        "print('could not import some external libraries')\n"
        "raise OSError(\"cannot load library 'libpango-1.0-0': error 0x7e\")\n",
        encoding="utf-8",
    )
    said = refused(make_site(tmp_path / "root"), {"PYTHONPATH": str(broken.parent)})
    assert said.startswith("WeasyPrint does not find the libraries it stands on (cannot load library 'libpango-1.0-0')")
    assert "libpangoft2-1.0-0" in said
    assert "pacman -S" in said


def only_fonts(tmp_path: Path, *fonts: Path) -> Mapping[str, str]:
    """Let fontconfig know these fonts and no other."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    for font in fonts:
        shutil.copy(font, folder)
    settings = tmp_path / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{folder}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return {"FONTCONFIG_FILE": str(settings)}


def test_without_any_font_it_says_so(tmp_path: Path) -> None:
    said = refused(make_site(tmp_path / "root"), only_fonts(tmp_path))
    assert said.startswith("no Chinese font was found")
    assert said.count("\n") == 1


def test_with_latin_fonts_only_it_says_that_no_chinese_font_was_found(tmp_path: Path) -> None:
    latin = subprocess.run([tool("fc-match"), "-f", "%{file}", "DejaVu Sans"], capture_output=True, text=True).stdout
    if "DejaVu" not in latin:
        pytest.skip("no DejaVu font is installed")
    said = refused(make_site(tmp_path / "root"), only_fonts(tmp_path, Path(latin)))
    assert said.startswith("no Chinese font was found")
    assert said.count("\n") == 1


def test_a_character_that_no_font_has_is_named_instead_of_printed_as_a_box(tmp_path: Path) -> None:
    unassigned = "\U0003fffd"
    text = FILES[NOTICE].rstrip() + f"\n\n{unassigned}同志\n"
    assert f"no installed font has the characters {unassigned}" in failing(make_site(tmp_path, {NOTICE: text}))


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    make_site(tmp_path)
    assert "cannot be written" in failing(tmp_path, out=tmp_path / "missing" / "a.pdf")


def test_a_failed_export_leaves_the_last_one_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, here = make_site(tmp_path / "root"), tmp_path / "here"
    here.mkdir()
    (here / "a.pdf").write_bytes(b"old")

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    assert "No space left on device" in failing(root, out=here / "a.pdf")
    assert tree(here) == {"a.pdf": b"old"}


def test_a_folder_for_out_gets_the_file_by_its_id(tmp_path: Path) -> None:
    exported = export_pdf(make_site(tmp_path), SMALL, tmp_path, as_of=AS_OF)
    assert exported == Exported(tmp_path / f"{SMALL}.pdf", exported.pages, ())
    assert (tmp_path / f"{SMALL}.pdf").read_bytes().startswith(b"%PDF-1.7")
