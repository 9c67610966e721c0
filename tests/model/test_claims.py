import pytest

from zhaoshi.model.claims import Claims, Difference, differences
from zhaoshi.model.totals import Totals

TOTALS = Totals(found=7, completed=3, in_progress=1, phased=1, not_started=1, long_term=1)


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        (Claims(), []),
        (Claims(findings=7, completed=3, in_progress=2, long_term=1, institutions=2, measures=9), []),
        (Claims(findings=34), [Difference("findings", "34", "7")]),
        (Claims(completed=4, long_term=0), [Difference("completed", "4", "3"), Difference("long_term", "0", "1")]),
        (Claims(in_progress=1), []),
        (Claims(in_progress=2), []),
        (Claims(in_progress=3), []),
        (Claims(in_progress=4), [Difference("in_progress", "4", "1")]),
        (Claims(in_progress=0), [Difference("in_progress", "0", "1")]),
        (
            Claims(institutions=26, measures=8),
            [Difference("institutions", "26", "2"), Difference("measures", "8", "9")],
        ),
        (Claims(rate=43.0), []),
        (Claims(rate=42.9), []),
        (Claims(rate=42.86), []),
        (Claims(rate=42.0), []),
        (Claims(rate=42.8), []),
        (Claims(rate=41.0), [Difference("rate", "41%", "42%")]),
        (Claims(rate=44.0), [Difference("rate", "44%", "42%")]),
        (Claims(rate=42.5), [Difference("rate", "42.5%", "42.8%")]),
    ],
)
def test_every_claim_that_the_record_does_not_bear_out_is_named(claims: Claims, found: list[Difference]) -> None:
    assert list(differences(claims, TOTALS, 2, 9)) == found


@pytest.mark.parametrize("totals", [Totals(), Totals(found=4, unstated=4)])
def test_statuses_are_not_judged_where_none_is_stated(totals: Totals) -> None:
    claims = Claims(findings=totals.found, completed=3, in_progress=1, long_term=1, rate=100.0)
    assert list(differences(claims, totals, 0, 0)) == []


@pytest.mark.parametrize("found", range(1, 60))
def test_the_rate_of_the_page_agrees_and_is_what_a_difference_names(found: int) -> None:
    for completed in range(found + 1):
        totals = Totals(found=found, completed=completed)
        percent = totals.completed_percent
        assert percent is not None
        assert list(differences(Claims(rate=float(percent)), totals, 0, 0)) == []
        (difference,) = differences(Claims(rate=percent + 2.0), totals, 0, 0)
        assert difference.counted == f"{percent}%"
