from datetime import date, timedelta
from itertools import pairwise

import pytest

from zhaoshi.model.course import Course
from zhaoshi.pages.timelines import Line, Series, TimelineChart, timeline_chart
from zhaoshi.text.dates import FIRST_YEAR, LAST_YEAR

AS_OF = date(2024, 6, 28)


def course(**fields: object) -> Course:
    usual: dict[str, object] = {
        "found": ((date(2024, 1, 10), 10),),
        "promised": (date(2024, 3, 31),) * 4 + (date(2024, 6, 30), date(2024, 12, 31)),
        "completed": (date(2024, 2, 5), date(2024, 2, 5), date(2024, 4, 2)),
        "as_of": AS_OF,
        "long_term": 4,
    }
    return Course(**(usual | fields))  # type: ignore[arg-type]


def chart(**fields: object) -> TimelineChart:
    made = timeline_chart(course(**fields), str, "zh-CN")
    assert made is not None
    return made


def series(made: TimelineChart, key: str) -> Series:
    return next(series for series in made.series if series.key == key)


def test_steps_go_on_where_the_last_one_ended_and_never_down() -> None:
    for drawn in chart().series:
        assert all((a.x2, a.y2) == (b.x1, b.y1) for a, b in pairwise(drawn.lines))
        assert all(line.x1 <= line.x2 and line.y1 >= line.y2 for line in drawn.lines)
        assert drawn.lines[0].y1 == 100


def test_steps_stand_on_their_day_and_are_as_high_as_their_number() -> None:
    made = chart()
    days = 366  # of 2024
    risen = [(line.x1, line.y2) for line in series(made, "completed").lines if line.x1 == line.x2]

    assert risen == [(round(35 * 100 / days, 2), 80), (round(92 * 100 / days, 2), 70)]


def test_area_lies_below_the_steps_of_what_is_completed_only() -> None:
    made = chart()
    flat = [line for line in series(made, "completed").lines if line.y1 == line.y2]

    assert [(box.x, box.y, box.y + box.height) for box in series(made, "completed").boxes] == [
        (line.x1, line.y1, 100) for line in flat
    ]
    assert [s.boxes for s in made.series if s.key != "completed"] == [(), ()]


def test_nothing_is_drawn_as_completed_behind_the_day_of_the_ledger() -> None:
    made = chart()

    assert max(line.x2 for line in series(made, "completed").lines) == made.x
    assert max(line.x2 for line in series(made, "found").lines) == made.x
    assert max(line.x2 for line in series(made, "promised").lines) == 100


def test_findings_that_became_known_after_the_ledger_are_drawn_as_found_and_nothing_else() -> None:
    made = chart(found=((date(2024, 1, 10), 10), (date(2024, 9, 1), 10)))

    assert series(made, "found").last == 20
    assert max(line.x2 for line in series(made, "found").lines) > made.x
    assert max(line.x2 for line in series(made, "completed").lines) == made.x


def test_numbers_are_those_of_the_day_of_the_ledger() -> None:
    assert [(s.key, s.count, s.last) for s in chart().series] == [
        ("found", 10, 10),
        ("promised", 4, 6),
        ("completed", 3, 3),
    ]


@pytest.mark.parametrize(
    ("promised", "completed", "labels"),
    [
        (4, 3, ("above", "below")),
        (3, 4, ("below", "above")),
        (4, 4, ("", "above")),
        (9, 1, ("", "")),
        (9, 2, ("", "below")),
    ],
)
def test_numbers_in_the_drawing_stand_apart_or_are_left_out(
    promised: int, completed: int, labels: tuple[str, str]
) -> None:
    made = chart(
        promised=(date(2024, 3, 31),) * promised + (date(2024, 12, 31),), completed=(date(2024, 2, 5),) * completed
    )

    assert (series(made, "promised").label, series(made, "completed").label) == labels


def test_table_says_the_same_as_the_drawing() -> None:
    made = chart()
    for number, drawn in enumerate(made.series):
        for month, period in enumerate(made.periods, 1):
            end = round((date(2024 + month // 12, month % 12 + 1, 1) - date(2024, 1, 1)).days * 100 / 366, 2)
            line = next((line for line in drawn.lines if line.y1 == line.y2 and line.x1 < end <= line.x2), None)
            if line:
                assert period.counts[number] == round((100 - line.y1) / 10), (drawn.key, period.name)


def test_table_has_no_figures_of_what_was_done_for_months_behind_the_ledger() -> None:
    assert [(p.name, p.counts) for p in chart().periods][4:8] == [
        ("2024年5月", (10, 4, 3)),
        ("2024年6月", (10, 5, 3)),
        ("2024年7月", (None, 5, None)),
        ("2024年8月", (None, 5, None)),
    ]


def test_without_any_deadline_there_is_no_line_of_promises() -> None:
    days = (date(2024, 2, 5), date(2024, 4, 2))
    made = chart(promised=days, completed=days, without_deadline=2)

    assert [s.key for s in made.series] == ["found", "completed"]
    assert {len(period.counts) for period in made.periods} == {2}


@pytest.mark.parametrize(
    "fields",
    [
        {"as_of": None},
        {"promised": (), "completed": ()},
        {"promised": (date(2024, 2, 5),), "completed": (date(2024, 2, 5),)},
    ],
    ids=["no-ledger", "no-dates", "one-day"],
)
def test_too_little_known_is_no_chart(fields: dict[str, object]) -> None:
    assert timeline_chart(course(**fields), str, "zh-CN") is None


@pytest.mark.parametrize(
    ("last", "first", "end", "periods"),
    [
        (date(2024, 2, 9), "2024年1月", "2024年6月", 6),
        (date(2025, 8, 9), "2024年1月", "2025年9月", 7),
        (date(2031, 8, 9), "2024年", "2031年", 8),
    ],
    ids=["months", "quarters", "years"],
)
def test_time_is_cut_into_months_quarters_or_years(last: date, first: str, end: str, periods: int) -> None:
    made = chart(promised=(date(2024, 2, 5), last))

    assert (made.first, made.last, len(made.periods)) == (first, end, periods)


def test_quarters_are_named_by_number() -> None:
    made = chart(promised=(date(2024, 2, 5), date(2025, 8, 9)))

    assert made.periods[3].name == "Quarter 4 of 2024年"


@pytest.mark.parametrize("days", [40, 100, 200, 400, 700, 1500, 4000, 12000])
@pytest.mark.parametrize("start", [date(2023, 1, 31), date(2023, 8, 1), date(2023, 12, 31)])
def test_words_on_the_axis_of_time_do_not_touch(start: date, days: int) -> None:
    made = chart(found=((start, 10),), promised=(start, start + timedelta(days)), completed=())
    said = [tick.x for tick in made.ticks if tick.text]

    assert len(made.ticks) <= 5
    assert all(b - a >= 16 for a, b in pairwise(said))
    assert all(24 <= x <= 76 for x in said)


@pytest.mark.parametrize("whole", [1, 2, 3, 4, 5, 9, 10, 11, 34, 89, 100, 999, 12345])
def test_numbers_on_the_axis_do_not_touch(whole: int) -> None:
    grid = chart(found=((date(2024, 1, 10), whole),), promised=(), completed=(date(2024, 2, 1), date(2024, 3, 1))).grid

    assert (grid[0].value, grid[0].y, grid[-1].value, grid[-1].y) == (0, 100, whole, 0)
    assert len(grid) <= 6
    assert all(a.y - b.y >= 12 for a, b in pairwise(grid))


def test_coordinates_have_two_decimals() -> None:
    made = chart(found=((date(2024, 1, 10), 7),))
    numbers = [n for s in made.series for line in s.lines for n in (line.x1, line.y1, line.x2, line.y2)]

    assert numbers == [round(n, 2) for n in numbers]
    assert Line(*numbers[:4]) == made.series[0].lines[0]


def test_any_days_that_can_be_written_have_an_axis() -> None:
    made = chart(promised=(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
    assert len(made.ticks) <= 5
