"""What the charts of whole built sites draw, held against the words beside them."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from tests.site_walker import Element, Site, tags
from tests.small_site import FILES, build_site, make_site
from zhaoshi.building.build import build
from zhaoshi.languages import translations
from zhaoshi.rendering.environment import environment

ROOT = Path(__file__).parent.parent.parent
COMPONENTS = ROOT / "templates/components"
NOTICE, LEDGER = (f"content/notices/2023-library/{name}" for name in ("notice.md", "ledger.yaml"))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("sample")
    build(ROOT, folder / "site", as_of=date(2024, 12, 1))
    return Site(folder / "site")


def classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def of_class(element: Element, name: str) -> list[Element]:
    return [e for e in element.iter() if isinstance(e.tag, str) and name in classes(e)]


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def percent(value: str | None) -> float:
    assert value is not None
    assert value.endswith("%")
    return float(value.removesuffix("%"))


def numbers(element: Element) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", text(element))]


def drawn_rows(site: Site) -> Iterator[tuple[str, Element, Element]]:
    """Yield the page, the list of bars and the row of every bar drawn."""
    for name, page in site.pages.items():
        for bars in of_class(page, "bars"):
            for row in of_class(bars, "bar-row"):
                if of_class(row, "bar-drawing"):
                    yield name, bars, row


def segments(row: Element) -> dict[str, float]:
    """Return the width of each status in the drawing of a row, by key."""
    parts = {"bar-rail", "bar-level", "bar-track"}
    return {
        classes(rect)[0].removeprefix("bar-"): percent(rect.get("width"))
        for rect in row.iter(SVG + "rect")
        if not parts & set(classes(rect))
    }


def table_rows(page: Element) -> dict[str, dict[str, str]]:
    """Return the cells of every table of figures, by the link of the row and the head of the column."""
    found: dict[str, dict[str, str]] = {}
    for table in of_class(page, "in-full"):
        for row in tags(table, "tr"):
            for link in tags(row, "a"):
                cells = {cell.get("data-label", ""): text(cell) for cell in tags(row, "td")}
                found[link.get("href", "") + text(link)] = cells
    return found


def test_segments_of_the_sample_are_the_numbers_in_words(sample: Site) -> None:
    seen = 0
    for name, bars, row in drawn_rows(sample):
        if "by-status" in classes(bars):
            continue
        (figures,), (link,) = of_class(row, "bar-figures"), tags(row, "a")
        labels = {
            classes(key)[1].removeprefix("key-"): text(key)
            for chart in of_class(sample.pages[name], "chart")
            if bars in list(chart.iter())
            for key in of_class(chart, "key")
        }
        cells = table_rows(sample.pages[name])[link.get("href", "") + text(link)]
        found = numbers(figures)[0]
        widths = segments(row)
        assert sum(widths.values()) == pytest.approx(100, abs=0.1)
        for key, width in widths.items():
            count = width * found / 100
            assert count == pytest.approx(round(count), abs=0.02)
            said = re.match(r"\d+", cells[labels[key]]) if labels[key] in cells else None
            assert (said and int(said[0]) == round(count)) or (key == "unstated" and round(count) == found)
            seen += 1
    assert seen > 40


def test_bars_of_the_sample_are_in_proportion_to_the_numbers_in_words(sample: Site) -> None:
    lengths: dict[int, list[tuple[int, float]]] = {}
    for _, bars, row in drawn_rows(sample):
        if "by-status" not in classes(bars):
            inner = [e for e in row.iter(SVG + "svg") if e.get("width") and not classes(e)]
            lengths.setdefault(id(bars), []).append(
                (numbers(of_class(row, "bar-figures")[0])[0], percent(inner[0].get("width")))
            )

    assert lengths
    for rows in lengths.values():
        most = max(found for found, _ in rows)
        assert [length for _, length in rows] == [pytest.approx(found * 100 / most, abs=0.01) for found, _ in rows]


def test_statuses_on_the_home_page_are_the_numbers_in_words(sample: Site) -> None:
    home = [(row, segments(row)) for name, bars, row in drawn_rows(sample) if "by-status" in classes(bars)]
    counts = [numbers(of_class(row, "bar-figures")[0])[0] for row, _ in home]

    assert len(home) == 6
    for (_, widths), count in zip(home, counts, strict=True):
        assert list(widths.values()) == [pytest.approx(count * 100 / sum(counts), abs=0.02)]


def timelines(site: Site) -> list[tuple[str, Element]]:
    return [(name, chart) for name, page in site.pages.items() for chart in of_class(page, "timeline-chart")]


def check_timeline(chart: Element) -> None:
    """Hold the height of every line at the end of every period against the table."""
    (key,), (table,) = of_class(chart, "chart-key"), of_class(chart, "timeline-figures")
    rows = [[text(cell) for cell in tags(row, "td")] for row in tags(table, "tr") if list(tags(row, "td"))]
    whole = max(numbers(grid)[0] for grid in of_class(chart, "number-grid"))
    (day,) = [line for line in of_class(chart, "drawing")[0].iter(SVG + "line") if classes(line) == ["line-day"]]
    groups = list(chart.iter(SVG + "g"))
    assert [classes(group)[0] for group in groups] == [
        classes(sample_)[0] for sample_ in key.iter(SVG + "line") if classes(sample_)[0] != "line-day"
    ]
    for column, group in enumerate(groups):
        lines = list(group.iter(SVG + "line"))
        heights = {round((100 - percent(line.get("y2"))) * whole / 100) for line in lines} | {0}
        said = {int(row[column]) for row in rows if row[column].isdigit()}
        assert said <= heights
        assert max(said) == max(heights)
        if classes(group) != ["line-promised"]:
            assert max(percent(line.get("x2")) for line in lines) <= percent(day.get("x1"))
            assert max(said) in numbers(key)
    for number in of_class(chart, "number-of-line"):
        assert numbers(number)[0] in numbers(key)


def test_timelines_of_the_sample_are_the_numbers_in_their_tables(sample: Site) -> None:
    names = [name for name, _ in timelines(sample)]

    assert "notices/2023-culture-federation/index.html" in names
    assert "units/civil-affairs/index.html" in names
    for _, chart in timelines(sample):
        check_timeline(chart)


def test_timelines_of_the_sample_speak_of_the_findings_that_are_counted(sample: Site) -> None:
    assert "2023-urban-investment" in {path.parent.name for path in sample.folder.glob("notices/*/index.html")}
    for name, chart in timelines(sample):
        counted = numbers(of_class(sample.pages[name], "big-figures")[0])[0]
        (whole,) = [numbers(entry)[0] for entry in of_class(chart, "chart-key")[0] if of_class(entry, "line-found")]
        assert whole == counted, name


def test_drawings_are_hidden_from_screen_readers_and_carry_no_style(sample: Site) -> None:
    for page in sample.pages.values():
        for chart in of_class(page, "chart"):
            outer = [e for e in chart.iter(SVG + "svg") if classes(e)]
            assert outer
            assert {e.get("aria-hidden") for e in outer} == {"true"}
            assert [e for e in chart.iter() if e.get("style")] == []


def test_every_chart_names_the_day_of_its_figures(sample: Site) -> None:
    for name, page in sample.pages.items():
        for figure in (e for e in tags(page, "figure") if "chart" in classes(e)):
            captions = tags(figure, "figcaption")
            assert [list(tags(caption, "time")) != [] for caption in captions] == [True], name


def test_timeline_of_the_small_site_is_the_same_in_words(tmp_path: Path) -> None:
    build_site(make_site(tmp_path))
    site = Site(tmp_path / "site")

    assert [name for name, _ in timelines(site)] == ["notices/2023-library/index.html", "units/library/index.html"]
    for _, chart in timelines(site):
        check_timeline(chart)


def test_notice_without_a_ledger_has_no_charts(tmp_path: Path) -> None:
    notice = re.sub(r"\(attachments/[^)]*\)", "(/notices/)", FILES[NOTICE])
    build_site(
        make_site(tmp_path, {NOTICE: notice, LEDGER: None, "content/notices/2023-library/attachments/rules.csv": None})
    )

    assert timelines(Site(tmp_path / "site")) == []


def test_completion_without_a_date_is_said_and_not_drawn(tmp_path: Path) -> None:
    build_site(make_site(tmp_path, {LEDGER: FILES[LEDGER].replace("整改中", "已完成")}))
    ((_, chart), *_) = timelines(Site(tmp_path / "site"))

    assert re.search(r"1 ?(more is completed without|项已完成但未载明)", text(tags(chart, "figcaption")[0]))
    assert [text(name) for name in of_class(chart, "chart-key")[0].iter() if text(name) == "1"]
    check_timeline(chart)


def many_units(count: int) -> dict[str, str | bytes | None]:
    """Return sources of as many units, each with one notice; unit 1 has one finding, unit 2 two, up to ten."""
    sources: dict[str, str | bytes | None] = {path: None for path in FILES if "notices" in path or "replies" in path}
    sources["content/rounds.yaml"] = None
    sources["content/units.yaml"] = "units:\n" + "".join(f"  - {{id: u{n}, name: 单位{n}}}\n" for n in range(count))
    for n in range(count):
        head = f"---\ntitle: 通报\nunit: u{n}\npublished: 2024-01-10 10:00\nsigned: {{by: 某局, on: 2024-01-09}}\n---\n"
        findings = "".join(f"### （{numeral}）甲\n" for numeral in "一二三四五六七八九十"[: n + 1])
        sources[f"content/notices/n{n}/notice.md"] = f"{head}\n## 一、整改\n{findings}"
        items = "".join(f"  - {{section: 1.{k + 1}, status: 整改中}}\n" for k in range(min(n + 1, 10)))
        sources[f"content/notices/n{n}/ledger.yaml"] = f"as_of: 2024-01-31\nitems:\n{items}"
    return sources


def test_home_page_shows_the_twelve_units_with_most_findings_and_leads_to_all(tmp_path: Path) -> None:
    build_site(make_site(tmp_path, many_units(14)))
    site = Site(tmp_path / "site")
    rows = [row for name, bars, row in drawn_rows(site) if name == "index.html" and "by-status" not in classes(bars)]
    named = [text(link) for row in rows for link in tags(row, "a")]
    main = next(iter(tags(site.pages["index.html"], "main")))

    assert sorted(named) == sorted(f"单位{n}" for n in range(2, 14))
    assert {"units/", "notices/"} <= {link.get("href") for link in tags(main, "a")}
    assert site.walk() == []


def as_fields(value: Any) -> Any:
    if isinstance(value, dict):
        return SimpleNamespace(**{key: as_fields(inner) for key, inner in value.items()})
    return tuple(as_fields(inner) for inner in value) if isinstance(value, list) else value


EXAMPLES = [
    pytest.param(component, example, id=f"{component}: {example['name']}")
    for component in ("bar-chart", "timeline-chart")
    for example in yaml.safe_load((COMPONENTS / component / "examples.yaml").read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("component", "example"), EXAMPLES)
def test_examples_can_be_shown(component: str, example: dict[str, Any]) -> None:
    templates = {
        path.relative_to(ROOT / "templates").as_posix(): path.read_text(encoding="utf-8")
        for path in COMPONENTS.glob("*/component.html")
    }
    path = f"components/{component}/component.html"
    macros = "bar_chart, status_chart" if component == "bar-chart" else "timeline_chart"
    source = f'{{% from "{path}" import {macros} %}}{example["show"]}'
    jinja = environment(templates | {"example": source}, translations("zh-CN"), "zh-CN")

    shown = jinja.get_template("example").render({k: as_fields(v) for k, v in example["data"].items()})

    assert "<svg" in shown
