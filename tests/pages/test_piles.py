"""Rows come out of their piles as they went in, key by key."""

from tempfile import SpooledTemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.pages import piles
from zhaoshi.pages.piles import Piles


@pytest.mark.parametrize(("chunk", "held"), [(0, 1), (20, 50), (20, 16_000_000), (32_000, 16_000_000)])
@given(st.lists(st.tuples(st.integers(0, 3), st.text(max_size=9))))
def test_rows_keep_their_order_within_a_key(chunk: int, held: int, rows: list[tuple[int, str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(piles, "_CHUNK", chunk)
        with Piles[int, str](str, SpooledTemporaryFile(held)) as made:
            for key, row in rows:
                made.add(key, row)
            keys = [key for key, _ in made.counts()]
            assert keys == sorted({key for key, _ in rows})
            assert dict(made.counts()) == {key: sum(key == other for other, _ in rows) for key in keys}
            assert [*made.rows(keys)] == [row for _, row in sorted(rows, key=lambda found: found[0])]
