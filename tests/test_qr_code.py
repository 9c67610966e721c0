import re

import pytest
import segno

from zhaoshi.pages import qr_modules
from zhaoshi.pages.qr_code import QUIET, QrCode, qr_code
from zhaoshi.pages.qr_modules import MASK

ADDRESSES = ["https://site.example.org/notices/2023-library/", "https://a.example/", "https://a.example/" + "x" * 300]


def modules(code: QrCode) -> set[tuple[int, int]]:
    """Return column and row of each dark module that the path draws."""
    found: set[tuple[int, int]] = set()
    drawn = re.findall(r"M(\d+) (\d+)((?:m\d+ 0v1h\d+v-1)*)", code.path)
    assert "".join(f"M{x} {y}{bars}" for x, y, bars in drawn) == code.path
    for start, y, bars in drawn:
        x = int(start)
        for light, dark in re.findall(r"m(\d+) 0v1h(\d+)v-1", bars):
            found |= {(x + int(light) + i, int(y)) for i in range(int(dark))}
            x += int(light) + int(dark)
    return found


@pytest.mark.parametrize("length", [*range(1, 120), 180, 300])
def test_the_quick_way_draws_what_segno_draws_or_nothing(length: int) -> None:
    texts = [
        ("https://site.example.org/notices/" + "2023-library-%E9%A6%86/~x." * 20)[:length],
        ("file:///" + "".join(chr(33 + (place * 7 + length) % 94) for place in range(length)))[:length],
        "A" * length,
        "馆" * length,
    ]
    for text in texts:
        matrix = segno.make(text, error="m", boost_error=False, micro=False, mask=MASK).matrix
        rows = qr_modules.rows(text)
        assert rows is None or rows == ["".join(map(str, row)) for row in matrix]
        assert rows or text != texts[0] or not 15 <= length <= 106


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_path_draws_exactly_the_dark_modules(address: str) -> None:
    matrix = segno.make(address, error="m", boost_error=False, micro=False, mask=MASK).matrix
    dark = {(x + QUIET, y + QUIET) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}

    code = qr_code(address)

    assert modules(code) == dark
    assert code.size == len(matrix) + 2 * QUIET
    assert code.address == address


def test_a_quiet_zone_is_left_on_all_sides() -> None:
    code = qr_code(ADDRESSES[0])
    places = [place for module in modules(code) for place in module]
    assert (min(places), max(places)) == (QUIET, code.size - QUIET - 1)


def test_the_same_address_gives_the_same_code() -> None:
    assert qr_code(ADDRESSES[0]) == qr_code(ADDRESSES[0])
    assert qr_code(ADDRESSES[0]).path != qr_code(ADDRESSES[1]).path
