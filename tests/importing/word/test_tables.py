"""Tables of a Word file."""

from tests.importing.word.files import PNG, cell, codes, docx, lvl, numbering, p, picture, r, read, row, texts


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def test_tables_have_rows_of_one_length_and_the_numerals_of_their_cells() -> None:
    definitions = numbering([lvl(0, "decimal", "%1", more='<w:suff w:val="nothing"/>')], [(1, 0, "")])
    body = table(
        row(cell(p("序号")), cell(p("问题"))),
        row(cell(p(num=(1, 0))), cell(p("甲") + p("乙"))),
        row(cell(p(num=(1, 0)))),
    )
    (paragraph,) = read(docx(body, {"numbering": definitions})).paragraphs
    assert paragraph.rows == (("序号", "问题"), ("1", "甲\n乙"), ("2", ""))
    assert paragraph.text == ""


def test_merged_cells_have_their_text_once() -> None:
    body = table(
        row(cell(p("宽"), '<w:gridSpan w:val="2"/>'), cell(p("高"), '<w:vMerge w:val="restart"/>')),
        row(cell(p("a")), cell(p("b")), cell(p(), "<w:vMerge/>")),
        row(cell(p("c")), look='<w:gridBefore w:val="1"/>'),
    )
    manuscript = read(docx(body))
    assert manuscript.paragraphs[0].rows == (("宽", "", "高"), ("a", "b", ""), ("", "c", ""))
    assert codes(manuscript) == ["docx.merged-cells"]


def test_rows_and_cells_in_content_controls_and_deleted_rows() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = table(
        control.format(row(cell(p("a")), control.format(cell(p("b"))))),
        row(cell(p("x")), cell(p("y")), look="<w:del/>"),
        row(cell(p("c")), cell(p("d"))),
    )
    manuscript = read(docx(body))
    assert manuscript.paragraphs[0].rows == (("a", "b"), ("c", "d"))
    assert [(one.code, one.before) for one in manuscript.remarks] == [("docx.tracked-change", "xy")]


def link(text: str) -> str:
    return f'<w:hyperlink r:id="l">{r(text)}</w:hyperlink>'


def test_tables_in_tables_and_pictures_in_cells() -> None:
    inner = table(row(cell(p("1")), cell(p("2"))))
    body = table(row(cell(p("甲")), cell(inner + p()), cell(p(picture("a")))))
    links = {"a": ("image", "media/a.png")}
    manuscript = read(docx(body, links=links, files={"word/media/a.png": PNG}))
    assert manuscript.paragraphs[0].rows == (("甲", "1\t2", ""),)
    assert [(one.line, one.picture) for one in manuscript.paragraphs] == [(1, ""), (2, "picture-1.png")]
    assert codes(manuscript) == ["docx.nested-table"]


def test_links_in_cells_stand_at_their_words_also_in_a_table_inside() -> None:
    inner = table(row(cell(p("1")), cell(p(link("内")))))
    body = table(
        row(cell(p("名称")), cell(p("文件"))), row(cell(p("甲") + p(r("见") + link("链接"))), cell(inner + p()))
    )
    manuscript = read(docx(body, links={"l": ("hyperlink", "https://example.org/")}))
    (paragraph,) = manuscript.paragraphs
    assert paragraph.rows == (("名称", "文件"), ("甲\n见链接", "1\t内"))
    assert [(one.row, one.column, one.link.start, one.link.end) for one in paragraph.cell_links] == [
        (1, 0, 3, 5),
        (1, 1, 2, 3),
    ]
    assert {one.link.target for one in paragraph.cell_links} == {"https://example.org/"}
    assert codes(manuscript) == ["docx.nested-table"]


def test_bold_words_in_cells_stand_at_their_places_also_in_a_table_inside() -> None:
    inner = table(row(cell(p("1")), cell(p(r("内", "<w:b/>")))))
    body = table(
        row(cell(p("名称")), cell(p("文件"))), row(cell(p("甲") + p(r("见") + r("粗", "<w:b/>"))), cell(inner + p()))
    )
    (paragraph,) = read(docx(body)).paragraphs
    assert [(one.row, one.column, one.stretch) for one in paragraph.cell_bold] == [(1, 0, (3, 4)), (1, 1, (2, 3))]


def test_a_frame_of_one_cell_is_text() -> None:
    manuscript = read(docx(table(row(cell(p("甲") + p("乙"))))))
    assert texts(manuscript) == ["甲", "乙"]
    assert codes(manuscript) == ["docx.frame"]
    assert read(docx(table(row(cell(p()), cell(p()))))).paragraphs == ()
