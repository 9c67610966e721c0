"""The list of open findings: what day it gives for each, and how its groups go with the figures above them."""

from pathlib import Path

from tests.site_walker import Element, Site
from tests.small_site import FILES, build_site, make_site

LEDGER = "content/notices/2023-library/ledger.yaml"


def progress_page(root: Path, ledger: str = FILES[LEDGER]) -> Element:
    build_site(make_site(root, {LEDGER: ledger}))
    return Site(root / "site").pages["progress/index.html"]


def rows(page: Element) -> list[str]:
    """Return the words of each open finding."""
    found = [element for element in page.iter() if element.get("class") == "finding-row"]
    return [" ".join("".join(row.itertext()).split()) for row in found]


def test_the_day_of_long_term_work_is_that_of_its_review_and_no_deadline(tmp_path: Path) -> None:
    overdue, long_term = rows(progress_page(tmp_path))

    assert "整改时限：2024年1月31日" in overdue
    assert "复查时间：2024年6月30日" in long_term
    assert "整改时限" not in long_term


def test_a_review_that_has_passed_is_overdue_and_still_named_a_review(tmp_path: Path) -> None:
    late = FILES[LEDGER].replace("review: 2024-06-30", "review: 2024-01-30")
    long_term, deadline = rows(progress_page(tmp_path, late))

    assert "逾期31天" in long_term
    assert "复查时间：2024年1月30日" in long_term
    assert "整改时限：2024年1月31日" in deadline


def test_groups_that_are_smaller_than_the_figures_above_say_why(tmp_path: Path) -> None:
    words = "".join(progress_page(tmp_path).itertext())

    assert "每个问题只列入一组" in words


def test_groups_that_are_those_of_the_figures_need_no_word(tmp_path: Path) -> None:
    in_time = FILES[LEDGER].replace("2024-01-31", "2024-05-31")
    words = "".join(progress_page(tmp_path, in_time).itertext())

    assert "长期坚持" in words
    assert "每个问题只列入一组" not in words
