from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.importing.excel.readings import Day, claim_of, day_of, days_in, verdict_of
from zhaoshi.model.status import Claim, Status, Verdict

DAY = date(2023, 9, 30)


@pytest.mark.parametrize(
    "cell", [DAY, datetime(2023, 9, 30, 10, 2), "2023-09-30", "2023/9/30", "2023.9.30", "2023年9月30日"]
)
def test_a_whole_date_is_read(cell: str | date) -> None:
    assert day_of(cell, False) == Day(DAY, False)


@pytest.mark.parametrize(
    "cell",
    [
        "2023 年 9 月 30 日",
        "２０２３．９．３０",
        "2023年9月30日前",
        "2023-9-30之前",
        "20230930",
        20230930.0,
        45199.0,
        "2023-09-30 00:00:00",
    ],
)
def test_a_date_in_another_dress_is_read_and_shown(cell: str | float) -> None:
    assert day_of(cell, False) == Day(DAY, True)


def test_days_counted_from_1904_are_read() -> None:
    assert day_of(45199.0 - 1462, True) == Day(DAY, True)


@pytest.mark.parametrize(
    "cell",
    [
        "2023年9月底",
        "2023.9",
        "9月30日",
        "2023年9月",
        "2023年9月31日",
        "2024717日",
        "长期",
        "立行立改",
        "2023-09-30至2023-10-30",
        "2023年9月30日底前完成初稿",
        2023.9,
        12.0,
        True,
        time(10, 2),
        "",
    ],
)
def test_what_is_not_one_whole_date_is_not_taken(cell: str | float | time) -> None:
    assert day_of(cell, False) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_of_the_century_is_read_from_its_number(day: date) -> None:
    number = float((day - date(1899, 12, 30)).days)
    assert day_of(number, False) == day_of(number - 1462, True) == Day(day, True)


def test_days_within_a_text_are_found_once_each() -> None:
    text = "2023年8月20日印发，2023.8.20公示，9月1日复核，2023-09-02完成"
    assert days_in(text) == [date(2023, 8, 20), date(2023, 9, 2)]


@pytest.mark.parametrize("cell", ["已完成", " 已完成。", "已\n完成", "（已完成）"])
def test_punctuation_around_a_status_does_not_count(cell: str) -> None:
    assert claim_of(cell) == Claim(Status.COMPLETED, "已完成")


@pytest.mark.parametrize("cell", ["已完戍", "", "√", "已完成30%"])
def test_what_is_no_status_is_none(cell: str) -> None:
    assert claim_of(cell) is None


def test_verdicts_are_read() -> None:
    assert verdict_of("已销号。") is Verdict.VERIFIED
    assert verdict_of("好") is None
