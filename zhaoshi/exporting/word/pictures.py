"""Pictures in a Word text: how large they are, and the XML that shows them."""

import struct
from xml.sax.saxutils import quoteattr

_EMU = 635
"""Word's smallest unit of a drawing, as many to a twentieth of a point."""
_PIXEL = 15
"""Twentieths of a point, at 96 pixels an inch."""
_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def size_of(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG, JPEG or GIF; None for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return _sensible(width, height)
    if data[:4] == b"GIF8" and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return _sensible(width, height)
    position = 2 if data[:2] == b"\xff\xd8" else len(data)
    while position + 9 <= len(data) and data[position] == 0xFF:
        if data[position + 1] in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return _sensible(width, height)
        position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return None


def _sensible(width: int, height: int) -> tuple[int, int] | None:
    return (width, height) if 0 < width < 100_000 and 0 < height < 100_000 else None


def drawing(relation: str, number: int, alternative: str, size: tuple[int, int], most: tuple[int, int]) -> str:
    """Return a run with a picture, no larger than `most`, which is in twentieths of a point."""
    width, height = size[0] * _PIXEL, size[1] * _PIXEL
    scale = min(1.0, most[0] / width, most[1] / height)
    extent = f'cx="{int(width * scale) * _EMU}" cy="{int(height * scale) * _EMU}"'
    named = f'id="{number}" name="picture-{number}" descr={quoteattr(alternative)}'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/><wp:docPr {named}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
        f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
