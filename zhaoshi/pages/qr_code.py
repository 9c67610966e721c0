"""A QR code as one path of an SVG."""

import re

from msgspec import Struct

MASK = 2
"""The pattern laid over the modules; each can be read as well. This one suits addresses best, and to try all eight for
every code takes five times as long."""

_DARK = re.compile(rb"\x01+")

QUIET = 4
"""Modules that stay light on each side (ISO/IEC 18004)."""


class QrCode(Struct, frozen=True):
    """An address as a square of modules."""

    path: str
    """The dark modules, for `d`; one unit is one module."""
    size: int
    """Modules in a row, the quiet zone included."""
    address: str
    """What the code says."""


def qr_code(address: str) -> QrCode:
    """Draw an address with error correction M, which survives a fold or a stamp on paper."""
    import segno

    matrix = segno.make(address, error="m", boost_error=False, micro=False, mask=MASK).matrix
    return QrCode(_path(matrix), len(matrix) + 2 * QUIET, address)


def _path(matrix: "tuple[bytearray, ...]") -> str:
    """Join the dark modules of each row to bars, so that no hairline shows between two of them."""
    return "".join(
        f"M{bar.start() + QUIET} {y + QUIET}h{bar.end() - bar.start()}v1h-{bar.end() - bar.start()}z"
        for y, row in enumerate(matrix)
        for bar in _DARK.finditer(row)
    )
