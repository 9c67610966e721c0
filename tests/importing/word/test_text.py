"""What a reader sees of a Word text, and what is said of all else."""

import io
import zipfile

import docx as python_docx
import pytest

from tests.importing.word.files import (
    W,
    cell,
    codes,
    docx,
    field,
    lvl,
    numbering,
    p,
    r,
    read,
    row,
    style,
    texts,
)
from zhaoshi.importing.manuscript import Link, Remark
from zhaoshi.importing.word import read_word


def only(body: str, **parts: str) -> str:
    """Return the text of the one paragraph that a body gives."""
    (text,) = texts(read(docx(body, parts)))
    return text


def remark(body: str, code: str, **parts: str) -> Remark:
    (found,) = [one for one in read(docx(body, parts)).remarks if one.code == code]
    return found


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>", "甲\n乙\n丙"),
        ('<w:r><w:t>甲</w:t><w:br w:type="page"/></w:r>', "甲"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/><w:t>2</w:t></w:r>", "A-12"),
        ('<w:r><w:t>甲</w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "甲☑"),
        ('<w:r><w:t>甲</w:t><w:sym w:font="宋体" w:char="2460"/></w:r>', "甲①"),
        ('<w:r><w:t>甲</w:t><w:sym w:font="Wingdings" w:char="zz"/></w:r>', "甲〓"),
        (r("\uf0fc完成", '<w:rFonts w:ascii="Wingdings"/>'), "✓完成"),
        (r("abc", "<w:caps/>"), "ABC"),
        ("<w:r><w:t> 甲 </w:t></w:r><w:r><w:t>乙</w:t></w:r>", "甲乙"),
        (r(" 甲 ") + r("乙"), " 甲 乙"),
        (f"<w:smartTag>{r('甲')}<w:customXml>{r('乙')}</w:customXml></w:smartTag>", "甲乙"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('甲')}</w:sdtContent></w:sdt>", "甲"),
        ("<m:oMathPara><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></m:oMathPara>", "x=1"),
        (f'<w:bookmarkStart w:id="1" w:name="a"/>{r("甲")}<w:bookmarkEnd w:id="1"/><w:proofErr w:type="x"/>', "甲"),
        (r("🎉𠮷"), "🎉𠮷"),
    ],
)
def test_runs_as_they_are_read(runs: str, expected: str) -> None:
    assert only(p(runs)) == expected


@pytest.mark.parametrize(("requires", "expected"), [("wps", "新"), ("wpsCustomData", "旧"), ("w16se", "旧")])
def test_of_alternatives_the_one_that_can_be_read_is_taken(requires: str, expected: str) -> None:
    alternatives = (
        f'<mc:AlternateContent><mc:Choice Requires="{requires}">{r("新")}</mc:Choice>'
        f"<mc:Fallback>{r('旧')}</mc:Fallback></mc:AlternateContent>"
    )
    assert only(p(alternatives)) == expected


def test_empty_paragraphs_are_left_out_and_lines_count_what_stands() -> None:
    manuscript = read(docx(p() + p("甲") + p("") + p("乙")))
    assert [(one.line, one.text) for one in manuscript.paragraphs] == [(1, "甲"), (2, "乙")]
    assert manuscript.remarks == ()
    assert manuscript.name == "通报.docx"


def test_levels_come_from_styles_in_any_language_and_from_outline_levels() -> None:
    styles = (
        style("2", "heading 1")
        + style("3", "标题 2")
        + style("own", "公文标题", '<w:outlineLvl w:val="2"/>')
        + style("based", "own too", based_on="own")
        + style("a3", "Title")
        + style("no", "heading 4", '<w:outlineLvl w:val="9"/>')
    )
    body = "".join(p(id_, style=id_) for id_ in ("2", "3", "own", "based", "a3", "no", "gone"))
    body += p("x", look='<w:outlineLvl w:val="3"/>') + p("y", style="2", look='<w:outlineLvl w:val="9"/>')
    manuscript = read(docx(body, {"styles": styles}))
    assert [one.level for one in manuscript.paragraphs] == [1, 2, 3, 3, None, None, None, 4, None]


def test_bold_comes_from_runs_and_styles() -> None:
    styles = style("b", "bold", look="<w:b/>") + style("c", "strong", look="<w:b/>", kind="character")
    runs = r("甲", "<w:b/>") + r("乙", '<w:rStyle w:val="c"/>') + r("丙", '<w:b w:val="0"/>') + r("丁")
    manuscript = read(docx(p(runs) + p(runs, style="b"), {"styles": styles}))
    assert [one.bold for one in manuscript.paragraphs] == [((0, 2),), ((0, 1), (3, 4))]


def test_a_bold_paragraph_has_a_bold_numeral() -> None:
    definitions = numbering([lvl(0, "chineseCounting", "%1、")], [(1, 0, "")])
    (paragraph,) = read(docx(p(r("组织", "<w:b/>"), num=(1, 0)), {"numbering": definitions})).paragraphs
    assert (paragraph.text, paragraph.bold) == ("一、组织", ((0, 4),))


def test_of_fields_the_result_is_seen() -> None:
    inner = field("REF x", r("丙"))
    assert only(p(r("甲") + field(f"IF {inner}", r("乙")) + r("丁"))) == "甲乙丁"
    assert only(p(f'<w:fldSimple w:instr="DATE">{r("2024年")}</w:fldSimple>')) == "2024年"
    assert only(p(field(" eq \\o\\ac(○,3)", "", separate=False) + r("甲"))) == "③甲"
    assert remark(p(field("ASK x", "", separate=False) + r("甲")), "docx.field").before == "ASK x"
    assert codes(read(docx(p(field('XE "词"', "", separate=False) + r("甲"))))) == []


def test_a_field_that_never_ends_is_reported() -> None:
    body = p(r("甲") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("乙"))
    assert only(body) == "甲"
    assert remark(body, "docx.field").before == "乙"


def test_links_by_relation_and_by_field() -> None:
    body = p(
        r("见")
        + f'<w:hyperlink r:id="l1">{r("办")}{r("法", "<w:b/>")}</w:hyperlink>'
        + f'<w:hyperlink w:anchor="x">{r("上")}</w:hyperlink>'
        + field('HYPERLINK "https://example.org/a" \\t "_blank"', r("网"))
        + field('HYPERLINK \\l "x"', r("下"))
        + field('HYPERLINK "https://example.org/" \\l "b"', r("乙"))
        + f'<w:hyperlink r:id="l2" w:anchor="c">{r("丙")}</w:hyperlink>'
    )
    links = {"l1": ("hyperlink", "attachments/办法.pdf"), "l2": ("hyperlink", "https://example.org/")}
    (paragraph,) = read(docx(body, links=links)).paragraphs
    assert paragraph.text == "见办法上网下乙丙"
    assert paragraph.links == (
        Link(1, 3, "attachments/办法.pdf"),
        Link(4, 5, "https://example.org/a"),
        Link(6, 7, "https://example.org/#b"),
        Link(7, 8, "https://example.org/#c"),
    )


def test_tracked_changes_give_the_final_text_and_a_remark() -> None:
    body = p(
        r("完成")
        + f"<w:ins>{r('25')}<w:del><w:r><w:delText>26</w:delText></w:r></w:del></w:ins>"
        + "<w:del><w:r><w:delText>24</w:delText></w:r></w:del>"
        + f"<w:moveFrom>{r('甲')}</w:moveFrom>"
        + r("项")
        + f"<w:moveTo>{r('甲')}</w:moveTo>"
    )
    assert only(body) == "完成25项甲"
    found = remark(body, "docx.tracked-change")
    assert (found.line, found.before, found.after) == (1, "完成2624甲项", "完成25项甲")


def test_a_deleted_paragraph_mark_joins_the_next_paragraph_which_keeps_its_own_number() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    definitions = numbering([lvl(0, "decimal", "%1、")], [(1, 0, "")])
    body = p("一", num=(1, 0)) + p("甲", num=(1, 0), look=deleted) + p("乙", num=(1, 0)) + p("丙", num=(1, 0))
    assert texts(read(docx(body, {"numbering": definitions}))) == ["1、一", "2、甲乙", "3、丙"]
    whole = p("甲") + p("<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>", look=deleted) + p("丙")
    assert texts(read(docx(whole))) == ["甲", "丙"]
    assert remark(whole, "docx.tracked-change").before == "乙丙"


def test_the_last_paragraph_stays_though_its_mark_was_deleted() -> None:
    assert only(p("甲", look="<w:rPr><w:del/></w:rPr>")) == "甲"


def test_an_inserted_paragraph_mark_is_reported() -> None:
    assert remark(p("甲", look="<w:rPr><w:ins/></w:rPr>"), "docx.tracked-change").line == 1


def test_a_heading_and_its_text_in_one_line_stay_in_one_line() -> None:
    styles = style("1", "heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    definitions = numbering([lvl(0, "chineseCounting", "（%1）")], [(1, 0, "")])
    hidden = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    body = p("加强领导。", style="1", look=hidden) + p("正文") + p("规范", style="1")
    manuscript = read(docx(body, {"styles": styles, "numbering": definitions}))
    assert [(one.level, one.text) for one in manuscript.paragraphs] == [(1, "（一）加强领导。正文"), (1, "（二）规范")]


def test_hidden_text_is_left_out_and_reported() -> None:
    styles = style("h", "hidden", look="<w:vanish/>", kind="character")
    body = p(r("甲") + r("密", "<w:vanish/>") + r("秘", '<w:rStyle w:val="h"/>') + r("乙", '<w:vanish w:val="0"/>'))
    assert only(body, styles=styles) == "甲乙"
    assert remark(body, "docx.hidden", styles=styles).before == "密秘"


def test_a_paragraph_that_is_hidden_altogether_is_not_counted() -> None:
    definitions = numbering([lvl(0, "decimal", "%1、")], [(1, 0, "")])
    hidden = p(r("密", "<w:vanish/>"), num=(1, 0), look="<w:rPr><w:vanish/></w:rPr>")
    manuscript = read(docx(p("甲", num=(1, 0)) + hidden + p("乙", num=(1, 0)), {"numbering": definitions}))
    assert texts(manuscript) == ["1、甲", "2、乙"]
    assert codes(manuscript) == ["docx.hidden"]


def test_raised_and_struck_text_is_taken_and_reported() -> None:
    body = p(r("5m") + r("2", '<w:vertAlign w:val="superscript"/>') + r("废", "<w:strike/>"))
    assert only(body) == "5m2废"
    assert remark(body, "docx.raised").before == "2"
    assert remark(body, "docx.struck").before == "废"


def test_the_reading_above_characters_is_reported() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('zhāo')}</w:rt><w:rubyBase>{r('昭')}</w:rubyBase></w:ruby></w:r>"
    assert only(p(ruby + r("示"))) == "昭示"
    assert remark(p(ruby), "docx.ruby").before == "昭（zhāo）"


def test_content_controls_are_read_and_invitations_to_fill_them_are_not() -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = control.format("", p("甲") + control.format("", p("乙"))) + p(
        r("丙") + control.format("<w:showingPlcHdr/>", r("单击此处输入文字"))
    )
    manuscript = read(docx(body))
    assert texts(manuscript) == ["甲", "乙", "丙"]
    assert [(one.line, one.code, one.before) for one in manuscript.remarks] == [
        (3, "docx.placeholder", "单击此处输入文字")
    ]


def test_a_table_of_contents_is_left_out_once() -> None:
    start = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    begun = start + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    by_field = p(begun + r("一、组织")) + p("二、整改") + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    by_control = f"<w:sdt>{gallery}<w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
    by_style = p("一、组织 1", style="t")
    manuscript = read(docx(by_field + by_control + by_style + p("正文"), {"styles": style("t", "toc 1")}))
    assert texts(manuscript) == ["正文"]
    assert codes(manuscript) == ["docx.contents"]


def test_text_in_unexpected_places_is_reported() -> None:
    strange = "<w:unheardOf>" + r("丢") + "</w:unheardOf>"
    manuscript = read(docx(p(r("甲") + strange) + strange))
    assert texts(manuscript) == ["甲"]
    assert [(one.code, one.before) for one in manuscript.remarks] == [("docx.unread", "丢丢")]


def test_strict_files_are_read_alike() -> None:
    body = p("甲", style="1", num=(1, 0)) + p(f'<w:hyperlink r:id="l">{r("乙")}</w:hyperlink>')
    parts = {"styles": style("1", "heading 1"), "numbering": numbering([lvl(0, "decimal", "%1、")], [(1, 0, "")])}
    links = {"l": ("hyperlink", "https://example.org/")}
    usual = docx(body, parts, links=links)
    strict = {
        name: data.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in contents(usual).items()
    }
    assert read(docx(body, replace=strict)) == read(usual)


def contents(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_file_of_python_docx_is_read() -> None:
    document = python_docx.Document()
    document.add_heading("关于整改的通报", 0)
    document.add_heading("组织", 1)
    document.add_paragraph("正文")
    document.add_paragraph("一条", style="List Number")
    document.add_paragraph("点", style="List Bullet")
    document.add_table(1, 2).cell(0, 1).text = "右"
    document.add_paragraph("甲")
    file = io.BytesIO()
    document.save(file)
    manuscript = read_word(file.getvalue(), "a.docx")
    assert [(one.level, one.numeral, one.text, one.rows) for one in manuscript.paragraphs] == [
        (None, "", "关于整改的通报", ()),
        (1, "", "组织", ()),
        (None, "", "正文", ()),
        (None, "1.", "1. 一条", ()),
        (None, "•", "•点", ()),
        (None, "", "", (("", "右"),)),
        (None, "", "甲", ()),
    ]


def test_a_file_of_wps_is_read() -> None:
    """WPS numbers its styles, writes namespaces of its own, and marks runs with hints."""
    styles = style("1", "Normal") + style("2", "heading 1") + style("10", "Normal Table", kind="table")
    definitions = numbering(
        [
            lvl(0, "chineseCounting", "（%1）", more='<w:suff w:val="nothing"/>').replace(
                "<w:lvl ", '<w:lvl w:tplc="0" '
            )
        ],
        [(1, 0, "")],
    )
    hint = '<w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    choice = '<mc:Choice Requires="wpsCustomData"><wpsCustomData:diagonals/></mc:Choice>'
    alternatives = f"<mc:AlternateContent>{choice}</mc:AlternateContent>"
    grid = f"<w:tbl><w:tblPr>{alternatives}</w:tblPr>{row(cell(p('甲')), cell(p('乙')))}</w:tbl>"
    body = (
        p(r("关于整改的通报", hint), style="1")
        + p(r("组织", hint), style="2", num=(1, 0))
        + p(r("完成", hint) + '<w:bookmarkStart w:id="0" w:name="_GoBack"/>' + r("25", hint) + r("项。", hint))
        + grid
    )
    manuscript = read(docx(body, {"styles": styles, "numbering": definitions}))
    assert [(one.level, one.text, one.rows) for one in manuscript.paragraphs] == [
        (None, "关于整改的通报", ()),
        (1, "（一）组织", ()),
        (None, "完成25项。", ()),
        (None, "", (("甲", "乙"),)),
    ]
    assert manuscript.remarks == ()
