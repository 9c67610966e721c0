"""Edits that nobody sees outside their notice: built without a plan of the site, to the bytes of a clean build."""

import os
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.building.rebuilding import LIBRARY, NOTICE, PAGE, rebuild, site
from tests.building.running import edit
from tests.small_site import AS_OF, FILES, build_site, make_site
from zhaoshi.building.amending import _MOST
from zhaoshi.building.glance import Glance
from zhaoshi.building.report import BuildReport
from zhaoshi.problems import BuildFailed

LEDGER = f"{LIBRARY}/ledger.yaml"
MUSEUM = "content/notices/2023-museum/notice.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site, built; lists quote the summaries of its notices and not the beginning of their texts."""
    summaries = {path: FILES[path].replace("title: ", "summary: 摘要。\ntitle: ", 1) for path in (NOTICE, MUSEUM)}
    make_site(tmp_path, summaries)
    build_site(tmp_path)
    return tmp_path


def add(root: Path, words: str, path: str = NOTICE) -> None:
    """Write a sentence at the end of a text."""
    file = root / path
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")


def is_amended(report: BuildReport) -> bool:
    return "amend" in report.stages and "read" not in report.stages


def is_whole(report: BuildReport) -> bool:
    return "read" in report.stages


def clean(root: Path, folder: Path, *, search: bool = False) -> dict[str, bytes]:
    """Return the site that a clean build makes of the same sources."""
    shutil.copytree(root / "content", folder / "content")
    build_site(folder, search=search)
    return site(folder)


def test_words_of_a_text_are_amended(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    add(root, "补充一句。")
    report, changed = rebuild(root)
    assert is_amended(report)
    assert changed == {PAGE, "manifest.json"}
    assert set(report.reasons) >= changed - {"manifest.json"}
    assert site(root) == clean(root, tmp_path_factory.mktemp("clean"))


def test_an_amended_site_is_at_rest(root: Path) -> None:
    add(root, "补充一句。")
    build_site(root)
    report, changed = rebuild(root)
    assert (report.reasons, changed) == ({}, set())
    assert "read" not in report.stages


@pytest.mark.parametrize("search", [False, True])
def test_any_edit_after_amended_ones_finds_all_of_them(
    root: Path, tmp_path_factory: pytest.TempPathFactory, search: bool
) -> None:
    build_site(root, search=search)
    for path, words in ((NOTICE, "其一。"), (MUSEUM, "其二。"), (NOTICE, "其三鼍。")):
        add(root, words, path)
        assert is_amended(build_site(root, search=search))
    edit(root, NOTICE, "title: ", "title: 新的", 1)
    assert is_whole(build_site(root, search=search))
    assert site(root) == clean(root, tmp_path_factory.mktemp("clean"), search=search)


def test_two_edits_at_once_and_a_touch_are_amended_together(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    add(root, "其一。")
    add(root, "其二。", MUSEUM)
    (root / LEDGER).touch()
    (root / "content/units.yaml").touch()
    assert is_amended(build_site(root))
    assert site(root) == clean(root, tmp_path_factory.mktemp("clean"))


def test_rows_of_a_table_are_amended(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    edit(root, LEDGER, "    deadline: 2023-10-01", "    deadline: 2023-10-01\n    leader: 馆长", 1)
    report, changed = rebuild(root)
    assert is_amended(report)
    assert "data/findings.csv" in changed
    assert site(root) == clean(root, tmp_path_factory.mktemp("clean"))


def test_doubts_are_those_of_a_clean_build(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    edit(root, NOTICE, "一是更换记录本。", "一是更换记录本。三是整理记录。", 1)
    add(root, "一句。")
    whole = build_site(root)
    assert [problem.code for problem in whole.problems]
    add(root, "又一句。")
    report = build_site(root)
    assert is_amended(report)
    assert report.problems == whole.problems
    folder = tmp_path_factory.mktemp("clean")
    shutil.copytree(root / "content", folder / "content")
    assert build_site(folder).problems == report.problems


def test_a_doubt_that_depends_on_the_day_stays_until_that_day(root: Path) -> None:
    before, on = date(2024, 1, 31), date(2024, 2, 1)  # the ledger has the second for its own date
    assert [problem.code for problem in build_site(root, as_of=before).problems].count("date.future") == 1
    add(root, "补充一句。")
    amended = build_site(root, as_of=before)
    assert is_amended(amended)
    assert [problem.code for problem in amended.problems].count("date.future") == 1
    assert "date.future" not in [problem.code for problem in build_site(root, as_of=on).problems]


@pytest.mark.parametrize(
    "edit_it",
    [
        lambda root: edit(root, NOTICE, "title: ", "title: 新的", 1),
        lambda root: add(root, "## 三、下一步打算"),
        lambda root: add(root, "[全部通报](/notices/)"),
        lambda root: edit(root, "content/units.yaml", "某区博物馆", "另一家博物馆", 1),
        lambda root: (root / LIBRARY / "attachments/rules.csv").write_text("x"),
        lambda root: (root / LIBRARY / "attachments/more.csv").write_text("x"),
        lambda root: (root / LEDGER).unlink(),
    ],
    ids=["title", "heading", "link", "unit", "attachment", "new file", "no ledger"],
)
def test_what_shows_elsewhere_is_a_whole_build(
    root: Path, edit_it: Callable[[Path], object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    edit_it(root)
    assert is_whole(build_site(root))
    assert site(root) == clean(root, tmp_path_factory.mktemp("clean"))


@pytest.mark.parametrize(
    "damage",
    [
        lambda root: shutil.rmtree(root / ".zhaoshi/site/standby"),
        lambda root: (root / ".zhaoshi/site/standby/index.html").unlink(),
        lambda root: (root / ".zhaoshi/site/record").unlink(),
        lambda root: (root / ".zhaoshi/site/last-build").unlink(),
        lambda root: (root / "site/index.html").unlink(),
        lambda root: (root / "site/.htaccess").unlink(missing_ok=True) or (root / "site/feed.xml").touch(),
    ],
    ids=["standby", "a file of it", "record", "last-build", "site", "a touched file"],
)
def test_a_site_that_is_not_as_it_was_left_is_built_whole(
    root: Path, damage: Callable[[Path], object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    add(root, "补充一句。")
    damage(root)
    assert is_whole(build_site(root))
    assert site(root) == clean(root, tmp_path_factory.mktemp("clean"))


def test_a_lost_notice_is_read_again(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    shutil.rmtree(root / ".zhaoshi/site/notices")
    add(root, "补充一句。")
    build_site(root)
    assert site(root) == clean(root, tmp_path_factory.mktemp("clean"))


def test_what_cannot_be_noted_after_the_exchange_is_read_again(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    obstacle = root / ".zhaoshi/site/last-build.new"
    obstacle.mkdir()
    add(root, "补充一句。")
    assert is_amended(build_site(root))
    assert site(root) == clean(root, tmp_path_factory.mktemp("clean"))
    obstacle.rmdir()
    assert is_whole(build_site(root))
    assert is_amended(rebuild(root)[0]) or not rebuild(root)[1]


def test_another_day_is_a_whole_build(root: Path) -> None:
    add(root, "补充一句。")
    assert is_whole(build_site(root, as_of=AS_OF + timedelta(1)))


def test_an_edit_that_is_wrong_leaves_the_site_and_the_next_one_mends_it(root: Path) -> None:
    before = site(root)
    text = (root / NOTICE).read_text(encoding="utf-8")
    add(root, "#### 9. 编号不对")
    with pytest.raises(BuildFailed):
        build_site(root)
    assert site(root) == before
    (root / NOTICE).write_text(f"{text}\n改好了。\n", encoding="utf-8")
    build_site(root)
    assert "改好了" in (root / "site" / PAGE).read_text(encoding="utf-8")


def test_edits_do_not_gather_without_end(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _MOST > 1
    monkeypatch.setattr("zhaoshi.building.amending._MOST", 1)
    add(root, "其一。")
    assert is_amended(build_site(root))
    add(root, "其二。")
    assert is_amended(build_site(root))
    add(root, "其三。", MUSEUM)
    assert is_whole(build_site(root))


def test_a_glance_is_what_the_build_makes(root: Path) -> None:
    glance = Glance(root, root / "site")
    assert glance.page("2023-library") is None
    glance.renew()
    assert glance.page("2023-library") is None
    for words in ("看一眼。", "再看一眼。"):
        add(root, words)
        seen = glance.page("2023-library")
        assert seen is not None
        build_site(root)
        assert (root / "site" / seen[0]).read_bytes() == seen[1]
        assert words.encode() in seen[1]
        glance.renew()


def test_a_glance_leaves_what_it_does_not_know_to_the_build(root: Path) -> None:
    glance = Glance(root, root / "site")
    glance.renew()
    add(root, "#### 9. 编号不对")
    assert glance.page("2023-library") is None
    assert glance.page("2023-other") is None
    (root / MUSEUM).unlink()
    assert glance.page("2023-museum") is None
    shutil.rmtree(root / ".zhaoshi")
    glance.renew()
    assert glance.page("2023-library") is None


def test_a_touched_folder_beside_an_edit_does_not_forget_what_is_made_into_it(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    files = {
        NOTICE: FILES[NOTICE].replace("unit: library", "unit: library\nformer_ids: [old-name]", 1),
        "content/notices/old-name/original.txt": "原件",
    }
    root = make_site(tmp_path, files)
    build_site(root)
    ledger = f"{LIBRARY}/ledger.yaml"

    edit(root, ledger, "制度已经印发", "制度业已印发", 1)
    os.utime(root / "content/notices/old-name/original.txt")
    assert is_amended(build_site(root))
    edit(root, ledger, "制度业已印发", "制度已经印发", 1)
    assert is_amended(build_site(root))

    assert site(root) == clean(root, tmp_path_factory.mktemp("clean"))
