"""The table and the plot that results are shown as."""

from dataclasses import replace

import pytest
from lxml import etree  # type: ignore[import-untyped]

from benchmarks.plot import plot
from benchmarks.results import Result
from benchmarks.table import START, STOP, table, with_figures

HUGO = Result(
    generator="Hugo 1.0",
    notices=1_000,
    clean=2.0,
    cpu=4.0,
    megabytes=1_234.0,
    unchanged=2.0,
    edit=2.0,
    save=None,
    page_kilobytes=75.04,
)
OURS = replace(HUGO, generator="Zhaoshi 2.0", clean=1.0, megabytes=120.0, unchanged=0.04, edit=0.1, save=0.05)


def test_table_has_ratios_to_hugo_at_the_same_size() -> None:
    larger = replace(HUGO, notices=10_000, clean=20.0)
    _, _, ours, hugo, _ = table([OURS, HUGO, larger]).splitlines()
    assert hugo == "| 1,000 | Hugo 1.0 | 2.00 | 4.00 | 1,234 | 2.00 | 2.00 | – | 75.0 |"
    assert ours == (
        "| 1,000 | Zhaoshi 2.0 | 1.00 (0.50×) | 4.00 (1.00×) | 120 (0.097×) | 0.040 (0.020×) | 0.10 (0.050×) | 0.050 "
        "| 75.0 |"
    )


def test_table_without_hugo_has_no_ratios() -> None:
    assert "×" not in table([OURS])


def test_every_row_has_as_many_cells_as_the_head() -> None:
    assert len({line.count("|") for line in table([OURS, HUGO]).splitlines()}) == 1


def test_figures_replace_those_between_the_markers() -> None:
    document = f"# Speed\n\n{START}\nold\n{STOP}\n\nafter\n"
    assert with_figures(with_figures(document, "one"), "new") == f"# Speed\n\n{START}\n\nnew\n{STOP}\n\nafter\n"


@pytest.mark.parametrize("document", ["", START, f"{STOP} {START}"])
def test_document_without_a_place_for_figures_is_refused(document: str) -> None:
    with pytest.raises(ValueError, match="no place for figures"):
        with_figures(document, "new")


def test_plot_has_a_point_for_every_figure() -> None:
    svg = etree.fromstring(plot([OURS, HUGO, replace(HUGO, notices=100)]).encode())
    points = [line.get("points").split() for line in svg.iter("{*}polyline")]
    assert [len(line) for line in points] == [1, 2, 1, 2]


def test_longer_builds_stand_higher() -> None:
    svg = etree.fromstring(plot([OURS, HUGO]).encode())
    (ours, hugo, *_) = [float(line.get("points").split(",")[1]) for line in svg.iter("{*}polyline")]
    assert hugo < ours
