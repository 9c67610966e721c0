"""Paragraphs and tables of a Word text as XML."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def run(text: str, *, is_bold: bool = False) -> str:
    """Return a run; line breaks and tabs are elements of their own."""
    look = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    content, plain = "", ""
    for character in text:
        if character in _BREAKS:
            content, plain = content + _text(plain) + _BREAKS[character], ""
        else:
            plain += character
    content += _text(plain)
    return f"<w:r>{look}{content}</w:r>" if content else ""


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def line(content: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph of runs; `properties` is more of its `w:pPr`."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    look = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{look}{content}</w:p>"


def cell_table(rows: Iterable[Sequence[str]], widths: Sequence[int], head_rows: int) -> str:
    """Return a table with rules; a cell is the XML of its paragraphs, widths are in twentieths of a point."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(
        f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if number < head_rows else ''}</w:trPr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{cell}</w:tc>'
            for cell, width in zip(row, widths, strict=True)
        )
        + "</w:tr>"
        for number, row in enumerate(rows)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>"
    )
