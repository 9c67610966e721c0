"""How a notice looks in Word (GB/T 9704-2012): fonts, sizes, lines, levels."""

from zhaoshi.model.word_form import ADDED, RUN_ON

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

SONG, TITLE, HEI, KAI, FANG = "宋体", "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
STAND_INS = {TITLE: "小标宋体", KAI: "楷体", FANG: "仿宋"}
"""Where a font is not installed, Word takes the one that new computers have."""

LINE = 579
"""Twentieths of a point: 22 lines on 225 mm (GB/T 9704-2012, 5.2.3)."""


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _style(id_: str, name: str, paragraph: str, run: str = "", *, kind: str = "") -> str:
    base = "" if id_ == "Normal" else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{id_}"><w:name w:val="{name}"/>{base}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


FLUSH = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'


def styles(language: str) -> str:
    """Return the part of the styles.

    GB/T 9704-2012: 7.3.1 title, 7.3.3 text and its levels, 5.2.3 lines and characters; 2号 is 22 pt, 3号 16, 4号 14,
    五号 10.5.
    """
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
    close = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="300" w:lineRule="exact"/>'
    left, centred = (f'{close}{FLUSH}<w:jc w:val="{side}"/>' for side in ("left", "center"))
    small = _size(21)
    indent = '<w:ind w:firstLine="640" w:firstLineChars="200"/>'
    levels = [HEI, KAI, FANG, FANG, FANG]
    headings = "".join(
        _style(
            f"Heading{number}",
            f"heading {number}",
            f'<w:keepNext/>{exact}{indent}<w:outlineLvl w:val="{number - 1}"/>',
            _fonts(font),
        )
        for number, font in enumerate(levels, 1)
    )
    title_lines = '<w:spacing w:before="0" w:after="579" w:line="700" w:lineRule="exact"/>'
    return (
        f'<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANG)}{_size(32)}'
        f'<w:lang w:val="en-US" w:eastAsia="{language}"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        + _style(
            "Normal",
            "Normal",
            f'<w:widowControl w:val="0"/>{exact}{indent}<w:jc w:val="both"/>',
            # 28 characters of 16 pt are a little more than 156 mm
            f'{_fonts(FANG)}<w:spacing w:val="-5"/>{_size(32)}',
            kind=' w:default="1"',
        )
        + _style("Title", "Title", f'{title_lines}{FLUSH}<w:jc w:val="center"/>', f"{_fonts(TITLE)}{_size(44)}")
        + headings
        + _style("Signature", "Signature", f'<w:keepNext/><w:keepLines/>{FLUSH}<w:jc w:val="right"/>')
        + _style("ListNumber", "List Number", "")
        + _style("ListBullet", "List Bullet", "")
        + _style("Measure", RUN_ON, "")
        + _style("Cell", "table cell", left, small)
        + _style("HeadCell", "table head", centred, f"{_fonts(HEI)}{small}")
        + _style("Number", f"{ADDED}文号", f'{FLUSH}<w:jc w:val="center"/>')
        + _style("Attachment", f"{ADDED}附件", "")
        + _style("LedgerTitle", f"{ADDED}附表标题", f'{FLUSH}<w:jc w:val="center"/>', _fonts(HEI))
        + _style("LedgerNote", f"{ADDED}附表说明", f'{close}{FLUSH}<w:jc w:val="right"/>', small)
        + _style("LedgerHead", f"{ADDED}附表表头", centred, f"{_fonts(HEI)}{small}")
        + _style("LedgerCell", f"{ADDED}附表", left, small)
        + _style("PageNumber", "page number", close, f'{_fonts(SONG)}<w:spacing w:val="0"/>{_size(28)}')
        + _style("Draft", "draft", f'{close}{FLUSH}<w:jc w:val="right"/>', f"{_fonts(HEI)}{_size(28)}")
        + "</w:styles>"
    )
