"""Lists by year and the neighbours of a notice, after edits of other notices."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.building.rebuilding import LIBRARY, MANIFEST, MUSEUM, PAGE, rebuild, text
from tests.building.running import edit
from tests.small_site import AS_OF, FILES, build_site, make_site, tree
from zhaoshi.building.build import build

LEDGER = f"{LIBRARY}/ledger.yaml"
ANNOUNCED = FILES[f"{MUSEUM}/notice.md"]
DAYS = {"first": "2021-03-01 09:00", "second": "2022-03-01 09:00", "third": "2023-03-01 09:00"}


def source(id_: str) -> str:
    return f"content/notices/{id_}/notice.md"


def page(id_: str) -> str:
    return f"notices/{id_}/index.html"


def year(number: int) -> str:
    return f"notices/year/{number}/index.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site with three more notices on the museum, one a year; its own stands in June 2023."""
    notices = {
        source(id_): ANNOUNCED.replace("2023-06-20 09:00", day).replace(
            "关于巡察反馈情况的公告", f"关于巡察的公告之{id_}"
        )
        for id_, day in DAYS.items()
    }
    make_site(tmp_path, notices)
    build_site(tmp_path)
    return tmp_path


def beside(root: Path, id_: str) -> tuple[str, str]:
    """Return the addresses of the notices before and after one."""
    html = text(root, page(id_))
    found = {rel: href for href, rel in re.findall(r'<a href="\.\./([^"/]+)/" rel="(prev|next)"', html)}
    return found.get("prev", ""), found.get("next", "")


def test_neighbours_are_those_of_the_same_unit_by_date(root: Path) -> None:
    assert {id_: beside(root, id_) for id_ in (*DAYS, "2023-museum", "2023-library")} == {
        "first": ("", "second"),
        "second": ("first", "third"),
        "third": ("second", "2023-museum"),
        "2023-museum": ("third", ""),
        "2023-library": ("", ""),
    }


def test_new_title_changes_the_neighbours_and_no_other_notice(root: Path) -> None:
    edit(root, source("second"), "关于巡察的公告之second", "新的标题")
    _, changed = rebuild(root)

    notices = {path for path in changed if re.fullmatch(r"notices/[^/]+/index\.html", path)}
    assert notices == {page("first"), page("second"), page("third")}
    assert {path for path in changed if path.startswith("notices/year/")} == {year(2022)}


def test_text_of_a_notice_leaves_its_neighbours_alone(root: Path) -> None:
    edit(root, source("second"), "指出了若干问题。", "指出了若干问题。" * 60)
    rebuild(root)
    edit(root, source("second"), "指出了若干问题。\n", "指出了一些问题。\n")
    _, changed = rebuild(root)

    assert changed == {page("second"), MANIFEST}


def test_withdrawn_notice_is_passed_over_by_its_neighbours_and_stays_in_its_year(root: Path) -> None:
    edit(root, source("second"), "unit: museum", "unit: museum\nwithdrawn: {on: 2024-02-20, reason: 内容有误}")
    _, changed = rebuild(root)

    assert (beside(root, "first"), beside(root, "third")) == (("", "third"), ("first", "2023-museum"))
    assert {page("first"), page("second"), page("third"), year(2022)} <= changed
    assert page("2023-museum") not in changed
    assert "second/" in text(root, year(2022))


def test_deleted_notice_takes_its_year_along_when_it_was_alone_in_it(root: Path) -> None:
    (root / source("second")).unlink()
    (root / source("second")).parent.rmdir()
    report, changed = rebuild(root)

    assert set(report.removed) == {
        page("second"),
        "notices/second/preview.png",
        year(2022),
        "updates/2022-03/index.html",
    }
    assert (beside(root, "first"), beside(root, "third")) == (("", "third"), ("first", "2023-museum"))
    assert {year(2021), year(2023), "notices/index.html", "sitemap/index.html"} <= changed
    assert {page("2023-museum"), page("2023-library")}.isdisjoint(changed)


def test_new_notice_in_a_new_year_joins_years_and_neighbours(root: Path) -> None:
    make_site(root, {source("newest"): ANNOUNCED.replace("2023-06-20", "2024-02-02")})
    report, changed = rebuild(root)

    assert {page("newest"), year(2024)} <= set(report.created)
    assert beside(root, "2023-museum") == ("third", "newest")
    assert beside(root, "newest") == ("2023-museum", "")
    assert {page("first"), page("second"), page("third"), page("2023-library")}.isdisjoint(changed)
    build(root, root / "clean", as_of=AS_OF, jobs=1, search=False)
    assert tree(root / "site") == tree(root / "clean")


def test_renamed_notice_is_linked_by_its_new_name(root: Path) -> None:
    (root / source("second")).parent.rename(root / "content/notices/renamed")
    _, changed = rebuild(root)

    assert (beside(root, "first")[1], beside(root, "third")[0]) == ("renamed", "renamed")
    assert {path for path in changed if re.fullmatch(r"notices/[^/]+/index\.html", path)} == {
        *map(page, ("first", "second", "third", "renamed"))
    }
    build(root, root / "clean", as_of=AS_OF, jobs=1, search=False)
    assert tree(root / "site") == tree(root / "clean")


def test_a_notice_may_be_called_year_or_page(root: Path) -> None:
    make_site(root, {source("year"): ANNOUNCED, source("page"): ANNOUNCED, source("2023"): ANNOUNCED})
    report, _ = rebuild(root)

    assert {page("year"), page("page"), page("2023")} <= set(report.created)


def test_resting_ledger_is_named_from_one_day_on_and_changes_its_page_on_that_day_alone(tmp_path: Path) -> None:
    ledger = FILES[LEDGER].replace(", deadline: 2024-01-31", "").replace(", review: 2024-06-30", "")
    root = make_site(tmp_path, {LEDGER: ledger})
    build_site(root, as_of=date(2024, 7, 29))
    shown, made_anew = [], []
    for day in (date(2024, 7, 30), date(2024, 7, 31), date(2024, 8, 1), date(2025, 8, 1)):
        report, _ = rebuild(root, as_of=day)
        shown.append(re.search('class="resting[^\n]+datetime="2024-02-01"', text(root, PAGE)) is not None)
        made_anew.append(PAGE in report.reasons)

    assert shown == [False, True, True, True]
    assert made_anew == [False, True, False, False]


def test_ledger_without_open_findings_never_rests(tmp_path: Path) -> None:
    done = FILES[LEDGER].replace("status: 整改中, deadline: 2024-01-31", "status: 已完成, completed: 2024-01-20")
    done = done.replace("status: 长期坚持, review: 2024-06-30", "status: 已完成, completed: 2024-01-20")
    root = make_site(tmp_path, {LEDGER: done})
    build_site(root, as_of=date(2025, 8, 1))

    assert "resting" not in text(root, PAGE)
