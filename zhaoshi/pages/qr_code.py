"""A QR code as one path of an SVG."""

from dataclasses import dataclass

QUIET = 4
"""Modules that stay light on each side (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class QrCode:
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

    matrix = segno.make(address, error="m", boost_error=False, micro=False).matrix
    return QrCode(_path(matrix), len(matrix) + 2 * QUIET, address)


def _path(matrix: "tuple[bytearray, ...]") -> str:
    """Join the dark modules of each row to bars, so that no hairline shows between two of them."""
    bars = []
    for y, row in enumerate(matrix):
        start: int | None = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                bars.append(f"M{start + QUIET} {y + QUIET}h{x - start}v1h-{x - start}z")
                start = None
    return "".join(bars)
