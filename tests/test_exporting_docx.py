"""Exporting a notice as a Word file: official layout, equal bytes, and the same text when it comes back."""

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.building.running import SOAK
from tests.paper import FULL, FULL_DAY, NOTICE, PROJECT, SMALL
from tests.small_site import AS_OF, FILES, make_site, tree
from zhaoshi.building.single import single_notice
from zhaoshi.cli import main
from zhaoshi.exporting.word.body import signature
from zhaoshi.exporting.word.document import export_docx, word_file
from zhaoshi.exporting.word.html import Cell, Item, Paragraph, Run, Table, blocks
from zhaoshi.exporting.word.pictures import size_of
from zhaoshi.importing.manuscript import Link, Manuscript
from zhaoshi.importing.word import read_word
from zhaoshi.library import Library
from zhaoshi.model.notice import Notice, read_notice
from zhaoshi.text.outline import walk

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x03\x20\0\0\x01\x90" + bytes(20)
REPLY = "content/replies/opening-hours.md"
LEDGER = f"content/notices/{SMALL}/ledger.yaml"


def exported(root: Path, id_: str = SMALL, *, day: date = AS_OF, drafts: bool = False) -> bytes:
    return export_docx(root, id_, root / "x.docx", as_of=day, drafts=drafts).path.read_bytes()


def read(data: bytes) -> Manuscript:
    return read_word(data, "x.docx")


def with_body(root: Path, body: str, changes: dict[str, str | bytes | None] | None = None) -> Path:
    """Write the small site with another text of its notice, without a ledger."""
    head = FILES[NOTICE].split("\n---\n")[0]
    return make_site(root, {NOTICE: f"{head}\n---\n\n{body}\n", LEDGER: None, REPLY: None, **(changes or {})})


def source_lines(markdown: str) -> list[str]:
    """Return the paragraphs of a notice.md as they stand, without its marks."""
    body = markdown.split("\n---\n", 1)[1]
    lines = [re.sub(r"^#+ |\*\*|\[([^]]+)\]\([^)]+\)", r"\1", line) for line in body.split("\n") if line.strip()]
    return [re.sub(r"^(\d+\.) (?=[^\x00-\x7f])", r"\1", line) for line in lines]


@pytest.mark.parametrize(("id_", "day"), [(SMALL, AS_OF), (FULL, FULL_DAY)])
def test_what_is_exported_comes_back_as_the_lines_of_the_source(id_: str, day: date, tmp_path: Path) -> None:
    root = PROJECT if id_ == FULL else make_site(tmp_path)
    source = (root / "content" / "notices" / id_ / "notice.md").read_text(encoding="utf-8")
    notice, _, _ = single_notice(root, id_, as_of=day)
    out = export_docx(root, id_, tmp_path / "x.docx", as_of=day).path
    manuscript = read(out.read_bytes())
    signed = notice.facts.signed
    assert signed.on
    signed_on = f"{signed.on.year}年{signed.on.month}月{signed.on.day}日"
    expected = [notice.facts.title, *source_lines(source), signed.by, signed_on]
    assert [one.text for one in manuscript.paragraphs] == expected
    assert [one.level for one in manuscript.paragraphs if one.level] == [s.level for s in walk(notice.sections)]
    assert {one.code for one in manuscript.remarks} == {"docx.appendix"}


def test_equal_sources_give_equal_bytes_whatever_the_day(tmp_path: Path) -> None:
    first = exported(make_site(tmp_path / "a"))
    assert exported(make_site(tmp_path / "b"), day=date(2030, 1, 1)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2023-12-15T02:58:00Z" in archive.read("docProps/core.xml")


def test_page_lines_and_fonts_are_official(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(exported(make_site(tmp_path))))
    page = document.sections[0]
    sizes = [
        page.page_width,
        page.page_height,
        page.top_margin,
        page.bottom_margin,
        page.left_margin,
        page.right_margin,
    ]
    for found, wanted in zip(sizes, (210, 297, 37, 35, 28, 26), strict=True):
        assert found is not None
        assert abs(found - Mm(wanted)) < Mm(0.1)
    looks = {name: document.styles[name] for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3")}
    assert [(look.font.size, look.font.name) for look in looks.values()] == [
        (Pt(16), "仿宋_GB2312"),
        (Pt(22), "方正小标宋简体"),
        (None, "黑体"),
        (None, "楷体_GB2312"),
        (None, "仿宋_GB2312"),
    ]
    lines = looks["Normal"].paragraph_format
    assert lines.line_spacing == Pt(28.95)
    assert lines.first_line_indent == Pt(32)
    assert looks["Title"].paragraph_format.alignment is WD_ALIGN_PARAGRAPH.CENTER
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = page.footer.paragraphs[0], page.even_page_footer.paragraphs[0]
    assert (odd.text, odd.alignment) == ("— 1 —", WD_ALIGN_PARAGRAPH.RIGHT)
    assert (even.text, even.alignment) == ("— 1 —", WD_ALIGN_PARAGRAPH.LEFT)
    assert odd.style
    assert odd.style.font.size == Pt(14)


def test_28_characters_fill_a_line_and_22_lines_a_page(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(make_site(tmp_path)))) as archive:
        styles, text = archive.read("word/styles.xml").decode(), archive.read("word/document.xml").decode()
    squeeze = re.search(r'styleId="Normal".*?<w:rPr>.*?<w:spacing w:val="(-\d+)"/>', styles)
    line = re.search(r'styleId="Normal".*?w:line="(\d+)"', styles)
    page = re.search(r'w:h="16838".*?w:top="(\d+)" w:right="(\d+)" w:bottom="(\d+)" w:left="(\d+)"', text)
    assert squeeze
    assert line
    assert page
    top, right, bottom, left = map(int, page.groups())
    assert 28 <= (11906 - left - right) / (320 + int(squeeze[1])) < 29
    assert 22 <= (16838 - top - bottom) / int(line[1]) < 23


def test_the_ledger_is_a_table_at_the_end_that_is_not_read_as_text(tmp_path: Path) -> None:
    data = exported(make_site(tmp_path))
    table = docx.Document(io.BytesIO(data)).element.body.xpath(".//w:tbl")[0]
    rows = [["".join(cell.xpath(".//w:t/text()")) for cell in row.xpath("./w:tc")] for row in table.xpath("./w:tr")]
    assert [len(row) for row in rows] == [9, 9, 9, 9]
    assert rows[1][:3] == ["二（一）1", "关于“学习不深入”的问题", "已完成"]
    assert all(one.rows == () for one in read(data).paragraphs)
    without = exported(make_site(tmp_path / "b", {LEDGER: None, NOTICE: FILES[NOTICE].replace("claims", "# claims")}))
    assert b"LedgerCell" in contents(data)
    assert b"LedgerCell" not in contents(without)
    assert b"landscape" not in contents(without)


def contents(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")


def test_attachments_and_the_number_of_the_document_are_listed_and_not_read_as_text(tmp_path: Path) -> None:
    source = FILES[NOTICE].replace("unit:", "document_number: 馆发〔2023〕1号\nunit:", 1)
    manuscript = read(exported(make_site(tmp_path, {NOTICE: source})))
    said = [one.before for one in manuscript.remarks if one.code == "docx.appendix"]
    assert said[:2] == ["馆发〔2023〕1号", "附件：统一格式（rules.csv）"]
    assert not any("rules.csv" in one.text or "馆发" in one.text for one in manuscript.paragraphs)


def test_a_draft_says_so_on_each_page(tmp_path: Path) -> None:
    root = make_site(tmp_path, {NOTICE: FILES[NOTICE].replace("unit:", "draft: true\nunit:", 1)})
    document = docx.Document(io.BytesIO(exported(root, drafts=True)))
    assert [section.header.paragraphs[0].text for section in document.sections] == ["草稿", "草稿"]
    assert [section.even_page_header.paragraphs[0].text for section in document.sections] == ["草稿", "草稿"]


def test_prose_keeps_bold_links_lists_and_tables(tmp_path: Path) -> None:
    body = (
        "## 一、组织\n\n先说**重点**，见[办法](attachments/rules.csv)和[网站](https://example.org/?a=1&b=2)，见[前文](#s1)。\n\n"
        '- 一\n- **二**\n\n3. 三\n4. 四\n\n> 引用 <1 & "2"\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | **2** |\n'
    )
    manuscript = read(exported(with_body(tmp_path, body.replace("<1", "\\<1"))))
    assert [one.text for one in manuscript.paragraphs][2:-2] == [
        "先说重点，见办法和网站，见前文。",
        "• 一",
        "• 二",
        "3. 三",
        "4. 四",
        '引用 <1 & "2"',
        "",
    ]
    prose, table = manuscript.paragraphs[2], manuscript.paragraphs[8]
    assert prose.bold == ((2, 4),)
    assert prose.links == (
        Link(6, 8, "attachments/rules.csv"),
        Link(9, 11, "https://example.org/?a=1&b=2"),
        Link(13, 15, "#s1"),
    )
    assert table.rows == (("甲", "乙"), ("1", "2"))


def test_pictures_go_along_and_come_back(tmp_path: Path) -> None:
    folder = f"content/notices/{SMALL}/attachments"
    body = "## 一、组织\n\n![现场](attachments/a.png)\n\n![动图](attachments/b.webp)\n"
    root = with_body(tmp_path, body, {f"{folder}/a.png": PNG, f"{folder}/b.webp": b"RIFF0000WEBP"})
    done = export_docx(root, SMALL, root / "x.docx", as_of=AS_OF)
    manuscript = read(done.path.read_bytes())
    assert [one.data for one in manuscript.pictures] == [PNG]
    assert [one.picture or one.text for one in manuscript.paragraphs][2:4] == ["picture-1.png", "［动图］"]
    assert done.left_out == ("attachments/b.webp",)


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PNG, (800, 400)),
        (b"GIF89a\x20\x00\x10\x00", (32, 16)),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc2\x00\x11\x08\x00\x10\x00\x20\x03", (32, 16)),
        (b"\xff\xd8\xff\xe0\x00\x04ab", None),
        (b"\x89PNG\r\n\x1a\n", None),
        (PNG[:16] + bytes(8), None),
        (b"", None),
    ],
)
def test_sizes_of_pictures(data: bytes, size: tuple[int, int] | None) -> None:
    assert size_of(data) == size


@pytest.mark.parametrize(
    ("by", "on", "indents"),
    [
        ("某区图书馆", "2023年12月14日", [1280 + 320, 1280]),
        ("中共某区文学艺术界联合会党组", "2023年12月14日", [160, 1280]),
        ("中共某某市某某区文学艺术界联合会党组", "2023年12月14日", [0, 1760]),
        ("", "2023年12月14日", [1280]),
        ("某区图书馆", "", [1280]),
    ],
)
def test_name_and_date_stand_centred_above_each_other(by: str, on: str, indents: list[int]) -> None:
    assert [int(indent) for indent in re.findall(r'w:right="(\d+)"', signature(by, on))] == indents


def test_html_of_nested_lists_and_code() -> None:
    html = "<ul>\n<li>\n<p>甲</p>\n<p>乙</p>\n<ol>\n<li>丙<br />丁</li>\n</ol>\n</li>\n</ul>\n"
    html += "<pre><code>a\n b\n</code></pre>\n<hr />"
    assert blocks(html) == [
        Paragraph((Run("甲"),), Item(0, 0, None)),
        Paragraph((Run("乙"),)),
        Paragraph((Run("丙"), Run("\n"), Run("丁")), Item(1, 1, 1)),
        Paragraph((Run("a\n b"),)),
    ]
    table = "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td></td></tr></tbody></table>"
    assert blocks(table) == [Table(((Cell((Run("a"),), True),), (Cell(()),)))]


LISTS = """\
## 一、整改情况

### （一）关于“学习”方面

#### 1.关于“学习不深入”的问题

已经采取以下措施：

1. 制定办法；
2. 开展**检查**；
   - 每月一次；
   - 每季公布；
3. 公开结果。

另有：

- 甲
- 乙

4. 丙；
5. 丁。

#### 2.关于“记录不规范”的问题

1. 制定办法；
2. 开展检查；"""


def test_lists_come_back_as_the_lists_that_they_were(tmp_path: Path) -> None:
    root = with_body(tmp_path, LISTS)
    before = (root / NOTICE).read_bytes()
    export_docx(root, SMALL, root / f"{SMALL}.docx", as_of=AS_OF)
    assert main(["import", str(root / f"{SMALL}.docx"), "--id", SMALL, "--force", "--root", str(root)]) == 0
    assert (root / NOTICE).read_bytes() == before


def test_word_numbers_the_items_of_a_list_by_itself(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(exported(with_body(tmp_path, LISTS))))
    items = [one for one in document.paragraphs if one.style and one.style.name.startswith("List")]
    assert [one.text for one in items][:4] == ["制定办法；", "开展检查；", "每月一次；", "每季公布；"]
    lists = [
        int(id_) for id_ in document.element.body.xpath("//w:pStyle[@w:val='ListNumber']/../w:numPr/w:numId/@w:val")
    ]
    assert lists == [2, 2, 2, 3, 3, 4, 4]
    assert [one.text for one in read(exported(with_body(tmp_path / "b", LISTS))).paragraphs if one.depth] == [
        "1. 制定办法；",
        "2. 开展检查；",
        "• 每月一次；",
        "• 每季公布；",
        "3. 公开结果。",
        "• 甲",
        "• 乙",
        "4. 丙；",
        "5. 丁。",
        "1. 制定办法；",
        "2. 开展检查；",
    ]


def test_links_to_files_and_sections_come_back_and_those_to_other_files_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = "见[清单](<attachments/整改 清单（2025年）.pdf>)和[本节](<#s1>)"
    text = f"## 一、整改情况\n\n{kept}，**另见**[旧表](<attachments/旧表.csv>)。"
    file, old = (f"content/notices/{SMALL}/attachments/{name}" for name in ("整改 清单（2025年）.pdf", "旧表.csv"))
    root = with_body(tmp_path, text, {file: b"%PDF-1.7\n", old: "甲"})
    before = (root / NOTICE).read_text(encoding="utf-8")
    export_docx(root, SMALL, root / f"{SMALL}.docx", as_of=AS_OF)
    command = [
        "import",
        str(root / f"{SMALL}.docx"),
        "--id",
        SMALL,
        "--force",
        "--root",
        str(root),
        "--language",
        "en",
        "--json",
    ]
    assert main(command) == 0
    assert (root / NOTICE).read_text(encoding="utf-8") == before
    (root / old).unlink()
    capsys.readouterr()
    assert main(command) == 0
    assert (root / NOTICE).read_text(encoding="utf-8") == before.replace("[旧表](<attachments/旧表.csv>)", "旧表")
    (notice,) = json.loads(capsys.readouterr().out)["notices"]
    said = [entry["message"] for entry in notice["report"] if entry["code"] == "import.link"]
    assert said == ["the link to “attachments/旧表.csv” was left out"]


def test_the_command_says_what_it_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, out = make_site(tmp_path / "root"), tmp_path / "out"
    out.mkdir()
    before = tree(root)
    place = ["--root", str(root), "--as-of", AS_OF.isoformat(), "--out", str(out)]
    assert main(["export", SMALL, "--to", "docx", *place, "--json"]) == 0
    made = str(out / f"{SMALL}.docx")
    assert json.loads(capsys.readouterr().out) == {"created": [made], "pages": None, "left_out": []}
    assert tree(root) == before
    assert list(tree(out)) == [f"{SMALL}.docx"]
    assert main(["export", "2099-nothing", "--to", "docx", *place]) == 1
    assert main(["export", SMALL, "--to", "docx", *place[:-1], str(out / "no" / "where.docx")]) == 3
    assert list(tree(out)) == [f"{SMALL}.docx"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Notice, Library]:
    notice, _, library = single_notice(make_site(tmp_path_factory.mktemp("small")), SMALL, as_of=AS_OF)
    return notice, library


PLAIN = st.text("关于整改的问题，。；“”‘’（）《》3年", min_size=1, max_size=10).filter(
    lambda text: "。" not in text[:-1]
)
TEXTS = st.lists(PLAIN, min_size=1, max_size=3).map("".join)
Tree = list[tuple[str, list[str], Any]]
"""Heading, paragraphs, and the trees below."""


def trees(depth: int) -> st.SearchStrategy[Tree]:
    below = trees(depth - 1) if depth else st.just([])
    return st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=2), below), max_size=3)


def written(sections: Tree, level: int = 1) -> tuple[str, list[str]]:
    """Return Markdown of a tree and the lines that must be seen."""
    markdown, lines = "", []
    for number, (heading, bodies, below) in enumerate(sections, 1):
        numeral = ["{}、", "（{}）", "{}.", "（{}）"][level - 1].format("一二三"[number - 1] if level < 3 else number)
        gap = " " if level == 3 and heading[0] == "3" else ""
        markdown += f"{'#' * (level + 1)} {numeral}{gap}{heading}\n\n" + "".join(f"{body}\n\n" for body in bodies)
        lines += [f"{numeral}{gap}{heading}", *bodies]
        more, seen = written(below, level + 1)
        markdown, lines = markdown + more, lines + seen
    return markdown, lines


@settings(max_examples=40 * SOAK, deadline=None)
@given(trees(3))
def test_every_tree_comes_back(small: tuple[Notice, Library], sections: Tree) -> None:
    base, library = small
    markdown, lines = written(sections)
    head = FILES[NOTICE].split("\n---\n")[0]
    notice, _ = read_notice(SMALL, NOTICE, f"{head}\n---\n\n{markdown}", LEDGER, None)
    assert notice is not None
    data, _ = word_file(replace(base, lead=(), sections=notice.sections, ledger=None), library, {})
    assert [one.text for one in read(data).paragraphs][1:-2] == lines
