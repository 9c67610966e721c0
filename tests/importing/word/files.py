"""Word files written by hand, so that a test says exactly what is in them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from zhaoshi.importing.manuscript import Manuscript
from zhaoshi.importing.word import read_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": R,
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "wpsCustomData": "http://www.wps.cn/officeDocument/2013/wpsCustomData",
    }.items()
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def r(text: str, look: str = "") -> str:
    """Return a run; `look` is what stands in its `w:rPr`."""
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{t(text)}</w:r>"


def p(content: str = "", *, style: str = "", num: tuple[int, int] | None = None, look: str = "") -> str:
    """Return a paragraph of runs, or of plain text; `num` is list and level, `look` more of its `w:pPr`."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        properties += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    runs = content if content.startswith("<") else r(content) if content else ""
    return f"<w:p><w:pPr>{properties}{look}</w:pPr>{runs}</w:p>"


def lvl(level: int, form: str, text: str, *, start: int | None = 1, more: str = "") -> str:
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    return f'<w:lvl w:ilvl="{level}">{begin}<w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(patterns: Sequence[str], lists: Sequence[tuple[int, int, str]]) -> str:
    """Return `numbering.xml`; a pattern is the content of a `w:abstractNum`, a list its id, pattern and overrides."""
    return "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>' for number, levels in enumerate(patterns)
    ) + "".join(
        f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{pattern}"/>{overrides}</w:num>'
        for id_, pattern, overrides in lists
    )


def style(
    id_: str, name: str, properties: str = "", look: str = "", *, based_on: str = "", kind: str = "paragraph"
) -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
}


def docx(
    body: str,
    parts: Mapping[str, str] | None = None,
    *,
    files: Mapping[str, bytes] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
    replace: Mapping[str, bytes | None] | None = None,
) -> bytes:
    """Return a Word file.

    `parts` are the contents of `styles`, `numbering`, `footnotes`, `comments`, `header1` and the like; `links` are
    relations of the text, id to kind and target, external where the target is an address; `files` lie in the package
    as they are; `replace` has the last word.
    """
    relations = {f"part-{name}": (name.rstrip("0123456789"), f"{name}.xml") for name in parts or {}} | dict(links or {})
    written: dict[str, bytes | None] = {
        "[Content_Types].xml": (
            b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
            b'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml'
            b'.document.main+xml"/></Types>'
        ),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations(relations),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode(),
    }
    for name, content in (parts or {}).items():
        root = ROOTS.get(name, "hdr" if name.startswith("header") else "ftr")
        written[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>".encode()
    return packed(written | dict(files or {}) | dict(replace or {}))


def packed(parts: Mapping[str, bytes | None]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            if data is not None:
                archive.writestr(name, data)
    return file.getvalue()


def _relations(links: Mapping[str, tuple[str, str]]) -> bytes:
    rows = "".join(
        f'<Relationship Id="{id_}" Type="{R}/{kind}" Target="{escape(target)}"{mode}/>'
        for id_, (kind, target) in links.items()
        for mode in [' TargetMode="External"' if kind == "hyperlink" or "://" in target else ""]
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'.encode()


def read(data: bytes) -> Manuscript:
    return read_word(data, "通报.docx")


def texts(manuscript: Manuscript) -> list[str]:
    return [paragraph.text for paragraph in manuscript.paragraphs]


def codes(manuscript: Manuscript) -> list[str]:
    return [remark.code for remark in manuscript.remarks]


def field(instruction: str, result: str, separate: bool = True) -> str:
    middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' if separate else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>{middle}'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def picture(id_: str) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><a:blip r:embed="{id_}"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def cell(content: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content}</w:tc>"


def row(*cells: str, look: str = "") -> str:
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"
