"""Bar charts: how long each bar is, in percent, so that text keeps its size at every width."""

from collections.abc import Sequence

from msgspec import Struct

from zhaoshi.pages import words
from zhaoshi.pages.parts import FiguresRow, percent


class Bar(Struct, frozen=True):
    """One row of a bar chart."""

    row: FiguresRow
    """Its segments fill the bar."""
    length: float
    """Percent of the longest bar: findings of this row against those of the largest; 0 without findings."""


class BarChart(Struct, frozen=True):
    """Sets of findings side by side."""

    bars: tuple[Bar, ...]
    keys: tuple[tuple[str, str], ...]
    """Key and label of every status that occurs, in the site's order."""


def bar_chart(rows: Sequence[FiguresRow]) -> BarChart | None:
    """Put rows side by side, in their order; None where fewer than two have findings, or nothing is stated of any."""
    founds = [row.progress.totals.found if row.progress else 0 for row in rows]
    is_stated = any(row.progress and row.progress.percent is not None for row in rows)
    if not is_stated or sum(found > 0 for found in founds) < 2:
        return None
    labels = {segment.key: segment.label for row in rows if row.progress for segment in row.progress.segments}
    return BarChart(
        bars=tuple(Bar(row, percent(found, max(founds))) for row, found in zip(rows, founds, strict=True)),
        keys=tuple((status.value, labels[status.value]) for status in words.STATUS if status.value in labels),
    )
