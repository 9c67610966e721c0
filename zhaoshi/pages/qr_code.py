"""A QR code as one path of an SVG."""

import re

from msgspec import Struct

from zhaoshi.pages import qr_modules
from zhaoshi.pages.qr_modules import MASK

QUIET = 4
"""Modules that stay light on each side (ISO/IEC 18004)."""

_BAR = re.compile("(0*)(1+)")
"""Dark modules that stand side by side, and the light ones before them."""


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
    rows = qr_modules.rows(address) or _slow_rows(address)
    return QrCode(_path(rows), len(rows) + 2 * QUIET, address)


def _slow_rows(address: str) -> list[str]:
    import segno

    matrix = segno.make(address, error="m", boost_error=False, micro=False, mask=MASK).matrix
    return ["".join(map(str, row)) for row in matrix]


class _Bars(dict[tuple[str, str], str]):
    """How a bar is drawn that stands behind light modules; it ends where the next begins to count."""

    def __missing__(self, bar: tuple[str, str]) -> str:
        light, dark = map(len, bar)
        return self.setdefault(bar, f"m{light} 0v1h{dark}v-1")


_BARS = _Bars()


def _path(rows: list[str]) -> str:
    """Join the dark modules of each row to bars, so that no hairline shows between two of them."""
    return "".join(
        f"M{QUIET} {y}{''.join(map(_BARS.__getitem__, _BAR.findall(row)))}" for y, row in enumerate(rows, QUIET)
    )
