from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.model.status import Status
from zhaoshi.model.totals import Totals, sum_of, tally

STATUSES = st.lists(st.sampled_from(Status), max_size=20)
DATES = st.none() | st.dates()
FIGURES = st.integers(0, 9)
TALLIES = st.builds(tally, STATUSES, as_of=DATES, verified=FIGURES, returned=FIGURES, overdue=FIGURES, late=FIGURES)
DAY = date(2024, 2, 1)


@given(first=STATUSES, second=STATUSES)
def test_counting_together_is_adding_the_counts(first: list[Status], second: list[Status]) -> None:
    assert tally(first + second, as_of=DAY) == sum_of([tally(first, as_of=DAY), tally(second, as_of=DAY)])


@given(several=st.lists(TALLIES, max_size=6))
def test_a_sum_is_the_sum_of_every_figure(several: list[Totals]) -> None:
    total = sum_of(several)
    for name in Totals.__struct_fields__:
        if name not in ("oldest", "newest"):
            assert getattr(total, name) == sum(getattr(one, name) for one in several)


@given(several=st.lists(TALLIES, max_size=6))
def test_a_sum_can_be_made_in_any_order_and_in_parts(several: list[Totals]) -> None:
    assert sum_of(several) == sum_of(reversed(several)) == sum_of([sum_of(several[:2]), sum_of(several[2:])])


def test_a_sum_names_its_oldest_and_newest_ledger() -> None:
    days = [date(2024, 2, 1), None, date(2023, 5, 1), date(2024, 1, 1)]
    total = sum_of(tally([], as_of=day) for day in days)
    assert (total.oldest, total.newest) == (date(2023, 5, 1), date(2024, 2, 1))
    assert sum_of([]) == Totals()


@given(statuses=STATUSES)
def test_every_finding_is_counted_under_exactly_one_status(statuses: list[Status]) -> None:
    totals = tally(statuses, as_of=None)
    assert totals.found == len(statuses) == sum(totals.of(status) for status in Status)
    assert all(totals.of(status) == statuses.count(status) for status in Status)


@pytest.mark.parametrize(
    ("completed", "others", "percent"), [(0, 0, None), (0, 3, 0), (1, 2, 33), (2, 1, 66), (199, 1, 99), (3, 0, 100)]
)
def test_the_completed_percent_is_rounded_down_so_that_100_means_all(
    completed: int, others: int, percent: int | None
) -> None:
    statuses = [Status.COMPLETED] * completed + [Status.LONG_TERM] * others
    assert tally(statuses, as_of=None).completed_percent == percent
