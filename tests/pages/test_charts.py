import pytest

from zhaoshi.model.totals import Totals
from zhaoshi.pages.charts import bar_chart
from zhaoshi.pages.parts import FiguresRow, Link, progress


def row(name: str, **counts: int) -> FiguresRow:
    totals = Totals(found=sum(counts.values()), **counts)  # type: ignore[arg-type]
    return FiguresRow(Link(name, name), progress(totals, str))


def test_bars_are_as_long_as_findings_are_many() -> None:
    chart = bar_chart([row("a", completed=5), row("b", completed=10, in_progress=10), row("c", phased=7)])

    assert chart is not None
    assert [bar.length for bar in chart.bars] == [25, 100, 35]


def test_segments_fill_each_bar() -> None:
    chart = bar_chart([row("a", completed=1, long_term=1, phased=1), row("b", completed=3, unstated=4)])

    assert chart is not None
    for bar in chart.bars:
        assert bar.row.progress is not None
        segments = bar.row.progress.segments
        assert sum(segment.width for segment in segments) == pytest.approx(100)
        assert [segment.start for segment in segments] == sorted(segment.start for segment in segments)


def test_key_names_the_statuses_that_occur_in_the_order_of_the_site() -> None:
    chart = bar_chart([row("a", unstated=1, in_progress=1), row("b", completed=1)])

    assert chart is not None
    assert [key for key, _ in chart.keys] == ["completed", "in_progress", "unstated"]


def test_row_without_findings_stands_without_a_bar() -> None:
    chart = bar_chart([row("a", completed=1), FiguresRow(Link("b", "b"), None), row("c", completed=2)])

    assert chart is not None
    assert [(bar.row.link.text, bar.length) for bar in chart.bars] == [("a", 50), ("b", 0), ("c", 100)]


@pytest.mark.parametrize("rows", [[], [row("a", completed=3)], [row("a", completed=3), row("b")]])
def test_fewer_than_two_bars_are_no_chart(rows: list[FiguresRow]) -> None:
    assert bar_chart(rows) is None


def test_bars_of_which_nothing_is_stated_are_no_chart() -> None:
    assert bar_chart([row("a", unstated=3), row("b", unstated=1)]) is None
