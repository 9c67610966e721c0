"""What one edit among many notices costs, in pages: a guard against pages that depend on more than they show."""

from pathlib import Path

import pytest

from tests.building.running import edit, many_notices
from tests.small_site import build_site, make_site

COUNT = 300
EDITED = "content/notices/copy-150/notice.md"
ITS_OWN = {"notices/copy-150/index.html", "notices/copy-150/ledger.json", "data/findings.csv"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_site(tmp_path_factory.mktemp("many"), many_notices(COUNT))
    build_site(root, jobs=2)
    return root


def test_a_build_without_an_edit_renders_nothing(root: Path) -> None:
    report = build_site(root)

    assert (report.reasons, report.created, report.updated, report.removed) == ({}, set(), set(), set())


def test_words_of_one_text_are_rendered_once(root: Path) -> None:
    edit(root, EDITED, "## ", "一段补充。\n\n## ", 1)

    report = build_site(root)

    rendered = set(report.reasons)
    assert rendered >= ITS_OWN
    # One page of the register of institutions names this notice; a page of a list may quote its beginning.
    assert len(rendered) <= len(ITS_OWN) + 8, sorted(rendered)


def test_one_responsible_department_is_rendered_where_it_is_named(root: Path) -> None:
    edit(root, "content/notices/copy-150/ledger.yaml", "借阅部", "外联部", 1)

    rendered = set(build_site(root).reasons)

    assert rendered >= ITS_OWN
    # It is named once in the list of open findings; the register of institutions asks the whole ledger.
    assert {page.split("/")[0] for page in rendered - ITS_OWN} == {"progress", "institutions"}
    assert len(rendered - ITS_OWN) == 2, sorted(rendered)


def test_one_status_is_rendered_where_it_is_counted(root: Path) -> None:
    edit(root, "content/notices/copy-150/ledger.yaml", "整改中", "基本完成", 1)

    rendered = set(build_site(root).reasons)

    # What is open stands in order of status, so that one that moves shifts the others.
    others = {page for page in rendered - ITS_OWN if not page.startswith("progress/")}
    assert rendered >= ITS_OWN | {"index.html", "units/library/index.html", "rounds/2023-1/index.html"}
    assert len(others) <= 14, sorted(others)
