"""The modules of a QR code for an address of usual length, in a tenth of the time that `segno` takes for any text.

Versions 2 to 6 with error correction M (ISO/IEC 18004) have blocks of one size and one pattern of alignment. What does
not depend on the text is made once a version. Tests hold both ways to give the same.
"""

from collections.abc import Callable
from functools import cache
from operator import itemgetter

from msgspec import Struct

MASK = 2
"""The pattern laid over the modules; each can be read as well. This one suits addresses best, and to try all eight for
every code takes five times as long."""


class _Version(Struct, frozen=True):
    number: int
    blocks: int
    data: int
    """Bytes of data in a block."""
    check: int
    """Bytes of error correction in a block."""

    @property
    def room(self) -> int:
        """Bytes of text; mode and length take two."""
        return self.blocks * self.data - 2

    @property
    def size(self) -> int:
        """Modules in a row."""
        return 17 + 4 * self.number


_VERSIONS = (
    _Version(2, 1, 28, 16),
    _Version(3, 1, 44, 26),
    _Version(4, 2, 32, 18),
    _Version(5, 2, 43, 24),
    _Version(6, 4, 27, 16),
)
_SHORTEST = 15
"""What is shorter fits into version 1."""
_REMAINDER = "0" * 7
_FORMAT = "101111001111100"
"""Error correction M and the mask, with their own error correction (table C.1)."""
_FORMAT_PLACES = {
    **{(8, column): bit for bit, column in enumerate((0, 1, 2, 3, 4, 5, 7, 8))},
    **{(row, 8): bit for bit, row in enumerate((7, 5, 4, 3, 2, 1, 0), 8)},
    **{(-1 - bit, 8): bit for bit in range(7)},
    (-8, 8): 0,
    **{(8, bit - 15): bit for bit in range(7, 15)},
}
"""Which bit of the format stands in which row and column, counted from the end where negative; one is always dark."""
_INVERTED = str.maketrans("01", "10")


def rows(text: str) -> list[str] | None:
    """Return the rows of a code, 1 for dark; None for a text that is not an address of usual length."""
    version = next((version for version in _VERSIONS if len(text) <= version.room), None)
    if version is None or len(text) < _SHORTEST or not text.isascii() or text.upper() == text:
        return None
    words = (0x400 | len(text)) << 8 * len(text) | int.from_bytes(text.encode())
    free = version.room - len(text)
    padding = (b"\0" + b"\xec\x11" * free)[:free]  # segno begins it with an empty byte, which readers do not mind
    data = (words << 4).to_bytes(len(text) + 2) + padding
    blocks = [data[start : start + version.data] for start in range(0, len(data), version.data)]
    checks = [_check(block, version.check) for block in blocks]
    message = b"".join(bytes(column) for part in (blocks, checks) for column in zip(*part, strict=True))
    bits = f"{int.from_bytes(message):0{8 * len(message)}b}{_REMAINDER}"
    modules = "".join(_places(version)(bits + bits.translate(_INVERTED) + "01"))
    return [modules[start : start + version.size] for start in range(0, len(modules), version.size)]


def _check(block: bytes, count: int) -> bytes:
    """Return the bytes of error correction for a block (Reed-Solomon)."""
    multiples, shift = _multiples(count), 8 * (count - 1)
    rest, below = 0, (1 << shift) - 1
    for byte in block:
        rest = (rest & below) << 8 ^ multiples[rest >> shift ^ byte]
    return rest.to_bytes(count)


@cache
def _multiples(count: int) -> list[int]:
    """Return the generator polynomial of a degree, without its first term, times each element of the field."""
    powers = [1]
    while len(powers) < 255:
        twice = powers[-1] << 1
        powers.append(twice ^ 0x11D if twice > 255 else twice)
    places = {power: place for place, power in enumerate(powers)}

    def times(a: int, b: int) -> int:
        return powers[(places[a] + places[b]) % 255] if a and b else 0

    generator = [1]
    for root in powers[:count]:
        generator = [a ^ times(b, root) for a, b in zip([*generator, 0], [0, *generator], strict=True)]
    return [int.from_bytes(bytes(times(factor, term) for term in generator[1:])) for factor in range(256)]


@cache
def _places(version: _Version) -> Callable[[str], tuple[str, ...]]:
    """Return what picks each module from the bits of a message, the same bits inverted, and 0 and 1."""
    size = version.size
    free = [(row, column) for row, column in _way(size) if not _is_frame(row, column, size)]
    number = {place: index for index, place in enumerate(free)}
    picks = []
    for row in range(size):
        for column in range(size):
            index = number.get((row, column))
            if index is None:
                picks.append(2 * len(free) + _is_dark(row, column, size))
            else:
                picks.append(index if column % 3 else len(free) + index)
    return itemgetter(*picks)


def _way(size: int) -> list[tuple[int, int]]:
    """Return row and column of all modules in the order in which a message fills them."""
    pairs = [right for right in range(size - 1, 0, -2) if right > 6] + [5, 3, 1]
    return [
        (row, column)
        for turn, right in enumerate(pairs)
        for row in (range(size) if turn % 2 else reversed(range(size)))
        for column in (right, right - 1)
    ]


def _is_frame(row: int, column: int, size: int) -> bool:
    """Tell whether a module belongs to a pattern that every code of this size has, or to its format."""
    near, far = 9, size - 8
    in_corner = (row < near and (column < near or column >= far)) or (row >= far and column < near)
    return in_corner or 6 in (row, column) or (abs(row - (size - 7)) <= 2 and abs(column - (size - 7)) <= 2)


def _is_dark(row: int, column: int, size: int) -> bool:
    """Tell of a module of the frame whether it is dark."""
    last = size - 1
    for middle_row, middle_column in ((3, 3), (3, last - 3), (last - 3, 3)):
        ring = max(abs(row - middle_row), abs(column - middle_column))
        if ring <= 4:
            return ring in (0, 1, 3)
    if 6 in (row, column):
        return (row + column) % 2 == 0
    if (
        bit := _FORMAT_PLACES.get((row - size if row > 8 else row, column - size if column > 8 else column))
    ) is not None:
        return _FORMAT[bit] == "1"
    return max(abs(row - (last - 6)), abs(column - (last - 6))) != 1
