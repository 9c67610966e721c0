"""What stands beside the text of a Word file: boxes, notes, comments, headers, pictures, embedded files."""

import pytest

from tests.importing.word.files import PNG, codes, docx, field, p, picture, r, read, texts


def box(content: str) -> str:
    shape = (
        f'<w:drawing><a:graphicData uri="x"><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>'
        "</a:graphicData></w:drawing>"
    )
    old = f"<w:pict><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    manuscript = read(docx(p(r("甲") + box(p("框") + p(box(p("内"))))) + p("乙")))
    assert texts(manuscript) == ["甲", "框", "内", "乙"]
    assert codes(manuscript) == ["docx.text-box", "docx.text-box"]


def test_notes_leave_a_mark_and_their_words_stand_at_the_end() -> None:
    def reference(kind: str, id_: int, more: str = "") -> str:
        return f'<w:r><w:{kind}Reference w:id="{id_}"{more}/></w:r>'

    first = p("<w:r><w:footnoteRef/></w:r>" + r("注文")) + p("第二段")
    words = {2: first, 3: p("*星"), 4: p("删")}
    footnotes = f'<w:footnote w:id="0" w:type="separator">{p()}</w:footnote>' + "".join(
        f'<w:footnote w:id="{id_}">{content}</w:footnote>' for id_, content in words.items()
    )
    endnotes = f'<w:endnote w:id="1">{p("尾")}</w:endnote>'
    body = p(
        r("甲")
        + reference("footnote", 2)
        + r("乙")
        + reference("endnote", 1)
        + reference("footnote", 3, ' w:customMarkFollows="1"')
        + r("*")
        + f"<w:del>{reference('footnote', 4)}</w:del>"
    )
    manuscript = read(docx(body, {"footnotes": footnotes, "endnotes": endnotes}))
    assert texts(manuscript) == ["甲［注1］乙［尾注1］*", "［注1］注文", "第二段", "*星", "［尾注1］尾"]
    assert [(one.line, one.code) for one in manuscript.remarks] == [
        (2, "docx.note"),
        (4, "docx.note"),
        (5, "docx.note"),
    ]


def test_comments_are_reported_at_the_paragraph_they_hang_on() -> None:
    comments = (
        f'<w:comment w:id="7" w:author="张某">{p("请核实")}</w:comment><w:comment w:id="8">{p("无主")}</w:comment>'
    )
    manuscript = read(docx(p("甲") + p(r("乙") + '<w:r><w:commentReference w:id="7"/></w:r>'), {"comments": comments}))
    assert texts(manuscript) == ["甲", "乙"]
    assert [(one.line, one.code, one.before) for one in manuscript.remarks] == [
        (2, "docx.comment", "请核实"),
        (0, "docx.comment", "无主"),
    ]
    assert manuscript.remarks[0].message.values == {"author": "张某"}


@pytest.mark.parametrize(
    ("content", "reported"),
    [
        (p(r("— ") + field("PAGE", r("1")) + r(" —")), []),
        (p(r("第") + field("PAGE", r("1")) + r("页 共9页")), []),
        (p("中共云岫区委文件"), ["中共云岫区委文件"]),
    ],
)
def test_headers_are_reported_where_they_hold_more_than_a_page_number(content: str, reported: list[str]) -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="part-header1"/></w:sectPr>'
    manuscript = read(docx(p("甲") + section, {"header1": content}))
    assert [one.before for one in manuscript.remarks] == reported


def test_pictures_are_kept_under_plain_names_each_once() -> None:
    links = {
        "a": ("image", "media/图 1.png"),
        "b": ("image", "media/x.emf"),
        "c": ("image", "https://example.org/x.png"),
    }
    files = {"word/media/图 1.png": PNG, "word/media/x.emf": b"\x01\x00\x00\x00"}
    old = '<w:r><w:pict><v:shape><v:imagedata r:id="a"/></v:shape></w:pict></w:r>'
    body = p(picture("a") + r("图1")) + p(r("甲") + picture("b") + old) + p(picture("c")) + p(picture("lost"))
    manuscript = read(docx(body, files=files, links=links))
    assert [(one.line, one.text, one.picture) for one in manuscript.paragraphs] == [
        (1, "", "picture-1.png"),
        (2, "图1", ""),
        (3, "甲", ""),
        (4, "", "picture-1.png"),
    ]
    assert [(one.name, one.data) for one in manuscript.pictures] == [("picture-1.png", PNG)]
    assert [one.before for one in manuscript.remarks] == ["x.emf", "https://example.org/x.png", ""]


def test_embedded_files_and_charts_are_reported_by_name() -> None:
    ole = (
        '<w:r><w:object><v:shape><v:imagedata r:id="i"/></v:shape>'
        '<o:OLEObject ProgID="Excel.Sheet.12" r:id="o"/></w:object></w:r>'
    )
    uri = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    chart = f'<w:r><w:drawing><a:graphicData uri="{uri}"/></w:drawing></w:r>'
    line = "<w:r><w:pict><v:line/></w:pict></w:r>"
    links = {"o": ("package", "embeddings/台账.xlsx"), "i": ("image", "media/i.emf")}
    manuscript = read(docx(p(r("甲") + ole + chart + line), links=links))
    assert [(one.code, one.message.values or one.before) for one in manuscript.remarks] == [
        ("docx.embedded", {"name": "台账.xlsx"}),
        ("docx.drawing", "chart"),
    ]
    assert manuscript.pictures == ()


def test_a_file_put_into_the_text_is_reported() -> None:
    manuscript = read(docx(p("甲") + '<w:altChunk r:id="c"/>', links={"c": ("aFChunk", "chunk.html")}))
    assert [(one.code, one.before) for one in manuscript.remarks] == [("docx.chunk", "word/chunk.html")]
