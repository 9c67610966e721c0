from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.text.dates import FIRST_YEAR, LAST_YEAR, days_of_month, read_date, read_moment, year_outside


@given(day=st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
def test_every_spelling_of_a_day_is_the_same_day(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    for text in (
        f"{day:%Y-%m-%d}",
        f"{y}-{m}-{d}",
        f"{y}/{m}/{d}",
        f"{y}.{m}.{d}",
        f"{y}年{m}月{d}日",
        f" {y}-{m}-{d} ",
    ):
        assert read_date(text) == day


@given(moment=st.datetimes(datetime(FIRST_YEAR, 1, 1), datetime(LAST_YEAR, 12, 31)))
def test_every_spelling_of_a_moment_is_the_same_moment(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    y, m, d = whole.year, whole.month, whole.day
    time = f"{whole:%H:%M:%S}"
    for text in (f"{y}-{m}-{d} {time}", f"{y}-{m}-{d}T{time}", f"{y}年{m}月{d}日{time}", f"{y}年{m}月{d}日 {time}"):
        assert read_moment(text) == whole


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023",
        "2023-12",
        "2023-02-29",
        "2023-13-01",
        "2023-00-10",
        "2023-12-00",
        "23-12-14",
        "2023-12-14日",
        "2023-12/14",
        "2023年12月",
        "2023-12-14 10:58",
        "14.12.2023",
        "２０２３-１２-１４",
        "昨天",
        "1799-12-31",
        "2200-01-01",
        "9999年12月31日",
    ],
)
def test_what_is_no_whole_date_is_refused_not_guessed(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text", ["", "2023-12-15", "10:58", "2023-12-15 24:00", "2023-12-15 10:60", "2023-12-15 10", "2023-02-30 10:58"]
)
def test_what_is_no_whole_moment_is_refused(text: str) -> None:
    assert read_moment(text) is None


@pytest.mark.parametrize("text", ["2023-12-15 10:58", "2023-12-15 10：58", "2023年12月15日10:58", "2023-12-15  10:58"])
def test_a_moment_may_be_typed_with_full_width_signs(text: str) -> None:
    assert read_moment(text) == datetime(2023, 12, 15, 10, 58)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022-11-31", (11, 30)),
        ("2023年2月29日", (2, 28)),
        ("2024-02-29", None),
        ("2022-13-01", None),
        ("2022-11", None),
        ("0000-01-32", None),
    ],
)
def test_a_day_behind_the_end_of_a_month_is_known(text: str, found: tuple[int, int] | None) -> None:
    assert days_of_month(text) == found


@pytest.mark.parametrize(
    ("text", "year"),
    [("9999-12-31", 9999), ("0203年12月14日", 203), ("2023-12-14", None), ("12月14日", None), ("", None)],
)
def test_a_year_that_no_notice_names_is_told(text: str, year: int | None) -> None:
    assert year_outside(text) == year
