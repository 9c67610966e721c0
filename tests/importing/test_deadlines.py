from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.importing.deadlines import last_day, names_deadline


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年6月底前", date(2024, 6, 30)),
        ("2024年6月底", date(2024, 6, 30)),
        ("2024年 2 月底前完成。", date(2024, 2, 29)),
        ("２０２３年２月末之前", date(2023, 2, 28)),
        ("2024年06月份底以前", date(2024, 6, 30)),
        ("2024年底", date(2024, 12, 31)),
        ("2024年年底前整改到位", date(2024, 12, 31)),
    ],
)
def test_the_end_of_a_month_or_a_year_is_its_last_day(text: str, day: date) -> None:
    assert last_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "6月底前",
        "年底前",
        "2024年6月",
        "2024年6月前",
        "2024年6月中旬",
        "2024年上半年",
        "2024年13月底",
        "2024年6月30日",
        "2024年6月底前启动",
        "2024年6月底至9月底",
        "立行立改，2024年6月底前",
        "长期坚持",
        "",
    ],
)
def test_what_does_not_name_one_end_is_none(text: str) -> None:
    assert last_day(text) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_the_day_is_in_the_month_and_the_next_is_not(day: date) -> None:
    last = last_day(f"{day.year}年{day.month}月底前")
    assert last is not None
    assert (last.year, last.month) == (day.year, day.month)
    assert date.fromordinal(last.toordinal() + 1).day == 1


@pytest.mark.parametrize(
    "text", ["2024年6月30日前", "2024-06-30 之前。", "2024年6月底以前完成", "（6月30日前整改到位）"]
)
def test_a_day_before_which_something_is_due_is_no_day_on_which_it_was_done(text: str) -> None:
    assert names_deadline(text)


@pytest.mark.parametrize("text", ["2024年6月30日", "2024年6月底", "2024年6月30日完成", "目前正在推进", ""])
def test_other_words_name_no_day_before_which_something_is_due(text: str) -> None:
    assert not names_deadline(text)
