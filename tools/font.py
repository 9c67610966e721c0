"""Make the font that link previews are drawn with: `python tools/font.py`.

Needs fontTools, and from Debian the packages fonts-noto-cjk (the source) and unicode-data (the list of characters).
"""

import bz2
import re
import sys
from pathlib import Path

from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc")
FAMILY = "Noto Serif CJK SC"
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
TARGET = Path(__file__).parent.parent / "zhaoshi" / "fonts" / "preview.otf"
GETA = ord("〓")


def standard_characters() -> set[int]:
    """Return the 8,105 characters of 通用规范汉字表 (2013), which Unihan names in its field kTGH."""
    text = bz2.decompress(UNIHAN.read_bytes()).decode()
    return {int(code, 16) for code in re.findall(r"^U\+(\w+)\tkTGH\t", text, flags=re.MULTILINE)}


def gb2312() -> set[int]:
    """Return all that GB 2312 holds: 6,763 characters, punctuation, full-width letters, numbers in circles."""
    cells = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(text) for cell in cells if (text := cell.decode("gb2312", "ignore"))}


def more() -> set[int]:
    """Return Latin letters, and marks of Chinese print that GB 2312 lacks."""
    marks = "—–…·•‘’“”〔〕【】《》〈〉「」『』№％‰①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳〇〓～￥㎡℃"
    return {*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, marks)}


def main() -> int:
    """Write the font."""
    font = next(
        font
        for font in (TTFont(SOURCE, fontNumber=number, lazy=True) for number in range(5))
        if font["name"].getDebugName(1) == FAMILY
    )
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx"]
    options.name_IDs = [0, 1, 2, 5, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=standard_characters() | gb2312() | more())
    subsetter.subset(font)
    _draw_what_is_missing_as_geta(font)
    font.recalcTimestamp = False
    font.save(TARGET)
    print(f"{TARGET.name}: {len(font.getBestCmap())} characters, {TARGET.stat().st_size} bytes")
    return 0


def _draw_what_is_missing_as_geta(font: TTFont) -> None:
    """Give the glyph of characters that are not there the shape of 〓, the printer's mark for them."""
    glyphs, name = font.getGlyphSet(), font.getBestCmap()[GETA]
    width = font["hmtx"][name][0]
    strings = font["CFF "].cff.topDictIndex[0].CharStrings
    before = strings[".notdef"]
    pen = T2CharStringPen(width - before.private.nominalWidthX, glyphs)
    glyphs[name].draw(pen)
    strings.charStringsIndex[strings.charStrings[".notdef"]] = pen.getCharString(before.private, before.globalSubrs)
    font["hmtx"][".notdef"] = font["hmtx"][name]


if __name__ == "__main__":
    sys.exit(main())
