import re

import pytest
import segno

from zhaoshi.pages.qr_code import MASK, QUIET, QrCode, qr_code

ADDRESSES = ["https://site.example.org/notices/2023-library/", "https://a.example/", "https://a.example/" + "x" * 300]


def modules(code: QrCode) -> set[tuple[int, int]]:
    """Return column and row of each dark module that the path draws."""
    bars = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", code.path)
    assert "".join(f"M{x} {y}h{n}v1h-{m}z" for x, y, n, m in bars) == code.path
    assert all(n == m for *_, n, m in bars)
    return {(int(x) + i, int(y)) for x, y, n, _ in bars for i in range(int(n))}


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
