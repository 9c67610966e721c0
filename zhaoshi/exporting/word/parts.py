"""The parts of a Word file beside its text: page, page numbers, settings, and how the parts name each other."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from zhaoshi.exporting.word.numbering import Start, numbering
from zhaoshi.exporting.word.styles import LINE, MAIN, STAND_INS, styles

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive can name; every part has it, so that equal notices give equal bytes."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{_OFFICE}/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)

TEXT_WIDTH, WIDE_TEXT_WIDTH = 8844, 12758
"""Of an upright and of a broad page, in twentieths of a point."""


def package(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts into a file; equal parts give equal bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, data)
    return file.getvalue()


def document(body: str) -> bytes:
    """Return the part that holds the text."""
    return f"{_HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()


def relations(targets: Mapping[str, tuple[str, str]]) -> bytes:
    """Return where a part leads: id to kind and target; hyperlinks lead out of the file."""
    outside = {"hyperlink": ' TargetMode="External"'}
    rows = "".join(
        f'<Relationship Id="{id_}" Type="{_type_of(kind)}" Target={quoteattr(target)}{outside.get(kind, "")}/>'
        for id_, (kind, target) in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'.encode()


def _type_of(kind: str) -> str:
    return (
        f"{_PACKAGE}/relationships/metadata/{kind}" if kind == "core-properties" else f"{_OFFICE}/relationships/{kind}"
    )


ALWAYS = {
    "styles": ("styles", "styles.xml"),
    "lists": ("numbering", "numbering.xml"),
    "settings": ("settings", "settings.xml"),
    "fonts": ("fontTable", "fontTable.xml"),
    "right": ("footer", "footer1.xml"),
    "left": ("footer", "footer2.xml"),
}
"""Relations of the text to the parts of `fixed`."""


def fixed(
    title: str, creator: str, created: str, draft_word: str, language: str, starts: Sequence[Start]
) -> dict[str, bytes]:
    """Return every part but the text and its relations.

    `created` is a moment in UTC, `2023-12-15T02:58:00Z`; `draft_word` stands on top of each page, if anything;
    `starts` are those of the numbered lists.
    """
    texts = {
        "[Content_Types].xml": _content_types(has_header=bool(draft_word)),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(creator)}</dc:creator>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{created}</dcterms:modified></cp:coreProperties>'
        ),
        "word/styles.xml": styles(language),
        "word/settings.xml": (
            f'<w:settings xmlns:w="{MAIN}"><w:evenAndOddHeaders/>'
            '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting '
            'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            "</w:settings>"
        ),
        "word/numbering.xml": numbering(starts),
        "word/fontTable.xml": (
            f'<w:fonts xmlns:w="{MAIN}">'
            + "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in STAND_INS.items()
            )
            + "</w:fonts>"
        ),
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
    }
    if draft_word:
        text = f'<w:p><w:pPr><w:pStyle w:val="Draft"/></w:pPr><w:r><w:t>{escape(draft_word)}</w:t></w:r></w:p>'
        texts["word/header1.xml"] = f'<w:hdr xmlns:w="{MAIN}">{text}</w:hdr>'
    parts = {name: (text if text.startswith("<?xml") else _HEAD + text).encode() for name, text in texts.items()}
    parts["_rels/.rels"] = relations(
        {"rId1": ("officeDocument", "word/document.xml"), "rId2": ("core-properties", "docProps/core.xml")}
    )
    return parts


def _content_types(*, has_header: bool) -> str:
    overrides = {
        "/word/document.xml": f"{_TYPES}.document.main+xml",
        "/word/styles.xml": f"{_TYPES}.styles+xml",
        "/word/settings.xml": f"{_TYPES}.settings+xml",
        "/word/numbering.xml": f"{_TYPES}.numbering+xml",
        "/word/fontTable.xml": f"{_TYPES}.fontTable+xml",
        "/word/footer1.xml": f"{_TYPES}.footer+xml",
        "/word/footer2.xml": f"{_TYPES}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    if has_header:
        overrides["/word/header1.xml"] = f"{_TYPES}.header+xml"
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "gif": "image/gif",
    }
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        + "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults.items())
        + "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
        + "</Types>"
    )


def section(*, is_broad: bool = False, has_header: bool = False) -> str:
    """Return the page (5.2.2): margins 37, 26, 35 and 28 mm; `is_broad` turns it for a table."""
    size = 'w:w="16838" w:h="11906" w:orient="landscape"' if is_broad else 'w:w="11906" w:h="16838"'
    top, right, bottom, left = (1587, 1984, 1474, 2096) if is_broad else (2098, 1474, 1984, 1588)
    grid = "" if is_broad else f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
    header = "".join(f'<w:headerReference w:type="{kind}" r:id="draft"/>' for kind in ("default", "even") if has_header)
    return (
        f'<w:sectPr>{header}<w:footerReference w:type="default" r:id="right"/>'
        f'<w:footerReference w:type="even" r:id="left"/><w:pgSz {size}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="1134" '
        f'w:footer="{900 if is_broad else 1304}" w:gutter="0"/>{grid}</w:sectPr>'
    )


def _footer(side: str) -> str:
    def run(content: str) -> str:
        return f"<w:r>{content}</w:r>"

    number = (
        run('<w:t xml:space="preserve">— </w:t>')
        + run('<w:fldChar w:fldCharType="begin"/>')
        + run('<w:instrText xml:space="preserve"> PAGE </w:instrText>')
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run("<w:t>1</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
        + run('<w:t xml:space="preserve"> —</w:t>')
    )
    indent = f'<w:ind w:{side}="280" w:firstLine="0" w:firstLineChars="0"/>'
    look = f'<w:pStyle w:val="PageNumber"/>{indent}<w:jc w:val="{side}"/>'
    return f'<w:ftr xmlns:w="{MAIN}"><w:p><w:pPr>{look}</w:pPr>{number}</w:p></w:ftr>'
