import pytest

from zhaoshi.model.claims import Claims, Difference, differences
from zhaoshi.model.totals import Totals

TOTALS = Totals(found=7, completed=3, in_progress=1, phased=1, not_started=1, long_term=1)


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        (Claims(), []),
        (Claims(findings=7, completed=3, in_progress=3, long_term=1, institutions=2, measures=9), []),
        (Claims(findings=34), [Difference("findings", "34", "7")]),
        (Claims(completed=4, long_term=0), [Difference("completed", "4", "3"), Difference("long_term", "0", "1")]),
        (Claims(in_progress=1), [Difference("in_progress", "1", "3")]),
        (
            Claims(institutions=26, measures=8),
            [Difference("institutions", "26", "2"), Difference("measures", "8", "9")],
        ),
        (Claims(rate=43.0), []),
        (Claims(rate=42.9), []),
        (Claims(rate=42.86), []),
        (Claims(rate=42.0), [Difference("rate", "42%", "43%")]),
        (Claims(rate=42.8), [Difference("rate", "42.8%", "42.9%")]),
    ],
)
def test_every_claim_that_the_record_does_not_bear_out_is_named(claims: Claims, found: list[Difference]) -> None:
    assert list(differences(claims, TOTALS, 2, 9)) == found


def test_a_rate_of_nothing_is_not_judged() -> None:
    assert list(differences(Claims(rate=100.0), Totals(), 0, 0)) == []
