"""Generated sites: always the same, never uniform, and built without complaint."""

from datetime import date
from pathlib import Path

import pytest

from benchmarks.generate import SEED, generate, varied_ledger, varied_text
from benchmarks.material import Notice, notices, places, read_notice
from tests.small_site import tree
from zhaoshi.building.build import build

LEDGER = (SEED / "ledger.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    generate(folder, 3, units=4)
    return folder


@pytest.fixture(scope="module")
def notice(root: Path) -> Notice:
    return read_notice(root / "content" / "notices" / "notice-1")


def test_same_number_gives_the_same_files(root: Path, tmp_path: Path) -> None:
    generate(tmp_path, 3, units=4)
    assert tree(tmp_path) == tree(root)


def test_notices_differ_in_text_and_ledger() -> None:
    assert len({varied_ledger(LEDGER, n) for n in range(60)}) == 60
    assert varied_text("补学12篇，共34个问题。", 1) == "补学13篇，共34个问题。"


def test_dates_keep_their_order() -> None:
    line = "    completed: 2023-09-28\n    review: 2024-03-31\n"
    assert varied_ledger(line, 29) == "    completed: 2023-09-27\n    review: 2024-03-30\n"


def test_generated_site_builds(root: Path) -> None:
    report = build(root, root / "site", as_of=date(2024, 12, 1), jobs=1, search=False)
    assert report.notices == 3
    assert report.findings == 3 * 34


def test_material_has_every_notice_and_place(root: Path) -> None:
    assert {notice.id for notice in notices(root)} == {"notice-0", "notice-1", "notice-2"}
    assert [unit.id for unit in places(root, "units")] == ["unit-0", "unit-1", "unit-2", "unit-3"]
    assert places(root, "rounds")[3].kind == "2007"


def test_headings_name_their_section_code(notice: Notice) -> None:
    assert "\n## 二、整改情况 {#s2}\n" in notice.body
    assert "问题 {#s2.4.2}\n" in notice.body


def test_measures_stand_as_a_list(notice: Notice) -> None:
    after = notice.body.split("{#s2.1.1.1}\n\n")[1].split("\n\n")[0].split("\n")
    assert [line[:4] for line in after] == ["- 一是", "- 二是"]


def test_findings_have_what_the_defaults_say_and_the_day_on_which_they_are_due(notice: Notice) -> None:
    assert len(notice.findings) == 34
    finding = notice.findings["s2.1.1.1"]
    assert finding["owner"] == "办公室"
    assert finding["due"] == finding["review"] == "2024-03-30"
    assert finding["area"] == "s2.1"
    assert notice.areas == ["s2.1", "s2.2", "s2.3", "s2.4"]
