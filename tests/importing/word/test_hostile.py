"""Word files that are broken, disguised or made to harm: one sentence, and nothing else happens."""

import contextlib
import io
import re
import subprocess
import sys
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.building.running import SOAK
from tests.importing.word.files import docx, lvl, numbering, p, packed, read, style
from zhaoshi.importing.manuscript import Manuscript
from zhaoshi.importing.word import package
from zhaoshi.problems import BuildFailed

MAIN = "word/document.xml"


def refusal(data: bytes) -> str:
    with pytest.raises(BuildFailed) as failure:
        read(data)
    (problem,) = failure.value.problems
    assert problem.at.path == "通报.docx"
    return f"{problem.code}: {problem.message.text(str)}"


def main_part(xml: str | bytes) -> bytes:
    """Return a Word file with this text part."""
    return docx("", replace={MAIN: xml.encode() if isinstance(xml, str) else xml})


def with_types(kind: str, parts: dict[str, bytes]) -> bytes:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        f'PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    )
    return packed({"[Content_Types].xml": types.encode(), **parts})


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
        "<!DOCTYPE x>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declarations_of_entities_are_refused_before_anything_is_expanded(doctype: str, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<x>&e;</x>'
    assert refusal(main_part(xml.encode(encoding))).startswith("office.unsafe: “word/document.xml” declares entities")


@pytest.mark.parametrize(
    "part", ["word/styles.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "_rels/.rels"]
)
def test_every_part_is_read_with_the_same_care(part: str) -> None:
    data = docx(p("甲"), {"styles": ""}, replace={part: b"<!DOCTYPE x><x/>"})
    assert refusal(data).startswith("office.unsafe: ")


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<a>",
        "<a></b>",
        "<a>&nbsp;</a>",
        "\x00\x01",
        '<?xml version="1.0" encoding="klingon"?><a/>',
        "<a b='1' b='2'/>",
    ],
)
def test_damaged_xml_is_refused(xml: str) -> None:
    assert refusal(main_part(xml)) == "office.damaged: “word/document.xml” inside the file is damaged"


def test_another_root_is_a_text_without_paragraphs() -> None:
    assert read(main_part("<html/>")).paragraphs == ()


@pytest.mark.parametrize("depth", [200, 40_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    nested = "<w:sdt><w:sdtContent>" * depth + "</w:sdtContent></w:sdt>" * depth
    assert refusal(docx(nested)).startswith("office.too-large: “word/document.xml” inside the file is larger or deeper")


def test_tables_as_deep_as_anybody_nests_them_are_read() -> None:
    nested = "<w:tbl><w:tr><w:tc>" * 40 + p("甲") + "</w:tc></w:tr></w:tbl>" * 40
    assert [one.text for one in read(docx(nested)).paragraphs] == ["甲"]


def test_more_paragraphs_than_any_notice_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(docx("<w:p/>" * 1_000_001)).startswith("office.too-large: the file unpacks to many times its size")
    monkeypatch.setattr(package, "_MOST_ELEMENTS", 1_000)
    assert refusal(docx("<w:p/>" * 1_000)).startswith("office.too-large: “word/document.xml” inside the file is larger")


def test_a_table_wider_than_word_allows_is_refused() -> None:
    row = "<w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr></w:tc>' * 2 + "</w:tr>"
    assert refusal(docx(f"<w:tbl>{row}</w:tbl>")) == "office.too-large: a table has more columns than Word allows"


def test_disguised_packages_are_called_by_their_name() -> None:
    base = "application/vnd.openxmlformats-officedocument"
    assert refusal(with_types(f"{base}.spreadsheetml.sheet.main+xml", {MAIN: b"<x/>"})).startswith(
        "office.not-word: this is an Excel file"
    )
    assert refusal(packed({"xl/workbook.xml": b"<x/>"})).startswith("office.not-word: this is an Excel file")
    assert refusal(with_types(f"{base}.presentationml.slideshow.main+xml", {MAIN: b"<x/>"})).startswith(
        "office.not-word: this is a PowerPoint file"
    )
    assert refusal(packed({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"})).startswith(
        "office.not-word: this is an OpenDocument file"
    )
    assert refusal(packed({"readme.txt": b"x"})).startswith("office.not-word: the file is a zip archive without")


def test_an_excel_file_of_openpyxl_is_called_by_its_name() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    assert refusal(file.getvalue()).startswith("office.not-word: this is an Excel file")


def test_a_file_without_its_text_is_refused() -> None:
    assert refusal(docx("", replace={MAIN: None})).startswith("office.not-word: the file is a zip archive without")


def test_the_text_is_found_wherever_the_package_says_and_whatever_its_capitals() -> None:
    moved = docx(p("甲"))
    with zipfile.ZipFile(io.BytesIO(moved)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts.pop(MAIN)
    parts["Doc/Main.xml"] = text
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"/doc/main.XML")
    assert [one.text for one in read(packed(dict(parts))).paragraphs] == ["甲"]


def test_relations_that_lead_out_of_the_package_find_nothing() -> None:
    links = {"s": ("styles", "../../../../etc/passwd"), "i": ("image", "../../../../etc/passwd")}
    body = p("甲") + p('<w:r><w:drawing><a:blip r:embed="i"/></w:drawing></w:r>')
    manuscript = read(docx(body, links=links))
    assert manuscript.pictures == ()
    assert [one.code for one in manuscript.remarks] == ["docx.picture"]


@pytest.mark.parametrize("value", ["-1", "99999999999999999999", "x", "", "１", "0x10", "1e9", "8"])
def test_numbers_beyond_sense_are_taken_for_none(value: str) -> None:
    properties = (
        f'<w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="{value}"/></w:numPr><w:outlineLvl w:val="{value}"/>'
    )
    (paragraph,) = read(docx(f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>甲</w:t></w:r></w:p>")).paragraphs
    assert paragraph.text == "甲"


def test_styles_and_lists_that_lead_to_themselves_end() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = p("甲", style="a", num=(1, 0))
    assert [one.text for one in read(docx(body, {"styles": styles, "numbering": lists})).paragraphs] == ["甲"]


def test_reading_needs_no_library_beside_pythons_own() -> None:
    """Offices install what is there; a .docx is read, and written, where neither lxml nor python-docx is."""
    program = (
        "import sys, zhaoshi.importing.word, zhaoshi.exporting.word.document\n"
        "sys.exit(bool({'lxml', 'docx', 'openpyxl'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0


RICH = docx(
    p("组织", style="1", num=(1, 0))
    + p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>甲</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:ins><w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
        '<w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:ins>'
        '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:drawing><wps:txbx><w:txbxContent><w:p/></w:txbxContent>'
        '</wps:txbx><a:blip r:embed="i"/></w:drawing></w:r>',
        look="<w:rPr><w:vanish/></w:rPr>",
    )
    + '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    "<w:p/></w:tc>"
    "<w:tc><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt></w:tc></w:tr></w:tbl>"
    '<w:sectPr><w:headerReference w:type="default" r:id="part-header1"/></w:sectPr>',
    {
        "styles": style("1", "heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr>', "<w:b/>", based_on="1"),
        "numbering": numbering([lvl(0, "custom", "%1、%2", more='<w:lvlRestart w:val="1"/>')], [(1, 0, "")]),
        "footnotes": f'<w:footnote w:id="1">{p("注")}</w:footnote>',
        "comments": f'<w:comment w:id="1">{p("批")}</w:comment>',
        "header1": p("页眉"),
    },
    links={"i": ("image", "media/i.png")},
)


def parts_of(file: bytes) -> dict[str, bytes | None]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARTS = parts_of(RICH)
PIECES = re.compile(rb"<[^>]+>|[^<]+")


@settings(max_examples=150 * SOAK, deadline=None)
@given(st.sampled_from(sorted(PARTS)), st.data())
def test_whatever_is_wrong_with_the_xml_a_file_is_read_or_refused(part: str, data: st.DataObject) -> None:
    """Tags and texts are dropped, doubled and exchanged, and values changed, in any part."""
    whole = PARTS[part] or b""
    pieces = PIECES.findall(whole)
    first = data.draw(st.integers(0, len(pieces) - 1))
    second = data.draw(st.integers(0, len(pieces) - 1))
    match data.draw(st.sampled_from(["drop", "double", "exchange", "value", "word"])):
        case "drop":
            pieces[first] = b""
        case "double":
            pieces[first] *= 2
        case "exchange":
            pieces[first], pieces[second] = pieces[second], pieces[first]
        case "value":
            value = data.draw(st.sampled_from([b"", b"-1", b"0", b"9", b"x", b"99999999999", "①".encode()]))
            pieces[first] = re.sub(rb'"[^"]*"', b'"' + value + b'"', pieces[first])
        case "word":
            pieces[first] = re.sub(rb"^<(/?)[^ />]+", rb"<\1w:p", pieces[first])
    with contextlib.suppress(BuildFailed):
        assert isinstance(read(packed({**PARTS, part: b"".join(pieces)})), Manuscript)
