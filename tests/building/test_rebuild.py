"""One thing of a notice is edited, and exactly what shows it is made anew."""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.building.rebuilding import (
    ATTACHMENT,
    FEEDS,
    FROM_WHOLE_NOTICES,
    LEDGER_JSON,
    LIBRARY,
    LISTS,
    MANIFEST,
    MUSEUM,
    NOTICE,
    PAGE,
    PICTURE,
    names,
    rebuild,
    site,
    text,
)
from tests.building.running import edit
from tests.small_site import AS_OF, FILES, build_site, make_site
from zhaoshi.building.build import check
from zhaoshi.problems import errors


def test_unchanged_site_is_not_written(root: Path) -> None:
    before = {path: path.stat() for path in [root / "site", *(root / "site").rglob("*")]}
    report, changed = rebuild(root)
    assert (report.reasons, changed) == ({}, set())
    assert report.unchanged == len(site(root))
    after = {path: path.stat() for path in before}
    assert [path for path in before if before[path].st_ino != after[path].st_ino] == []
    assert [path for path in before if before[path].st_mtime_ns != after[path].st_mtime_ns] == []


def test_touched_sources_change_nothing(root: Path) -> None:
    for path in (root / "content").rglob("*.*"):
        os.utime(path)
    report, changed = rebuild(root)
    assert (report.reasons, changed) == ({}, set())


def test_first_build_names_every_page_new(tmp_path: Path) -> None:
    report = build_site(make_site(tmp_path))
    assert set(report.reasons.values()) == {"new"}
    assert set(report.created) == set(site(tmp_path))


def test_unchanged_files_keep_their_times(root: Path) -> None:
    """Caches between the site and its readers go by them."""
    path = root / "site/contact/index.html"
    before = path.stat().st_mtime_ns
    edit(root, NOTICE, "高度重视", "十分重视")
    rebuild(root)
    assert path.stat().st_mtime_ns == before


def test_text_of_a_notice_changes_its_page_alone(root: Path) -> None:
    edit(root, NOTICE, "高度重视，迅速部署。", "高度重视，迅速部署。" * 50)  # longer than any excerpt
    rebuild(root)
    edit(root, NOTICE, "正在完善借阅秩序", "已经完善借阅秩序")
    report, changed = rebuild(root)
    assert report.reasons == dict.fromkeys([PAGE, *FROM_WHOLE_NOTICES], "inputs")
    assert changed == {PAGE, MANIFEST}


def test_first_sentence_of_a_notice_changes_what_shows_the_excerpt(root: Path) -> None:
    excerpt = "现将整改进展情况公布如下"
    shown = names(root, excerpt)
    edit(root, NOTICE, excerpt, "现将有关情况公布如下")
    _, changed = rebuild(root)
    assert PAGE in shown
    assert changed == shown | {MANIFEST}
    assert names(root, excerpt) == set()


def test_title_of_a_notice_changes_what_shows_it(root: Path) -> None:
    title = "关于巡察整改进展情况的通报"
    shown = names(root, title)
    edit(root, NOTICE, title, "新的标题")
    _, changed = rebuild(root)
    assert shown >= {PAGE, LEDGER_JSON, "data/findings.csv", "updates/index.html"} | LISTS | FEEDS
    assert changed == shown | {MANIFEST, PICTURE}
    assert names(root, title) == set()


def test_ledger_changes_pages_with_figures_and_nothing_of_other_notices(root: Path) -> None:
    edit(
        root, f"{LIBRARY}/ledger.yaml", "status: 整改中, deadline: 2024-01-31", "status: 已完成, completed: 2024-02-01"
    )
    report, changed = rebuild(root)
    assert changed == LISTS | FEEDS | {
        PICTURE,
        "preview.png",
        PAGE,
        LEDGER_JSON,
        MANIFEST,
        "data/findings.csv",
        "progress/index.html",
        "updates/index.html",
        "updates/2024-02/index.html",
        "units/index.html",
        "rounds/index.html",
    }
    assert set(report.reasons.values()) == {"inputs"}
    assert not any("museum" in path for path in report.reasons)


def test_status_of_a_newer_ledger_is_announced_though_nothing_else_is_dated(root: Path) -> None:
    ledger = f"{LIBRARY}/ledger.yaml"
    edit(root, ledger, "as_of: 2024-02-01", "as_of: 2024-02-28")
    edit(root, ledger, "status: 整改中", "status: 阶段性完成")
    _, changed = rebuild(root)
    assert changed >= FEEDS | {"updates/index.html", "updates/2024-02/index.html", "index.html", "sitemap.xml"}
    assert names(root, "<updated>2024-02-28T00:00:00+08:00</updated>") == {"feed.xml", "units/library/feed.xml"}
    state = "问题3个。单位自报：已完成1个、长期坚持1个、阶段性完成1个。"
    assert names(root, f"台账数据更新至本日。{state}") == {
        "updates/index.html",
        "updates/2024-02/index.html",
        "index.html",
    }
    assert names(root, f"数据截至2024年2月28日：{state}") == FEEDS


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        ("status: 已完成, completed: 2024-02-20", "单位报告完成整改"),
        ("status: 长期坚持, completed: 2024-02-20", "单位报告完成整改（长期坚持）"),
        ("status: 已完成, verification: {status: 退回, by: 区委巡察办, on: 2024-02-20}", "核验退回（区委巡察办）"),
    ],
)
def test_dated_status_is_a_step_of_its_day(root: Path, entry: str, title: str) -> None:
    edit(root, f"{LIBRARY}/ledger.yaml", "status: 整改中", entry)
    rebuild(root)
    assert '<time datetime="2024-02-20">' in text(root, "updates/2024-02/index.html")
    page = text(root, "updates/2024-02/index.html")
    assert f'<span class="code">二（二）1</span> 关于“借阅秩序”的问题：{title}</a></li>' in page
    assert "<updated>2024-02-20T00:00:00+08:00</updated>" in text(root, "feed.xml")


def test_feed_begins_with_what_changed_last_and_holds_the_last_thirty(tmp_path: Path) -> None:
    without = dict.fromkeys((f"{LIBRARY}/ledger.yaml", "content/replies/opening-hours.md"))
    first = {**without, NOTICE: re.sub("changes:\n.*\n", "", FILES[NOTICE])}
    for number in range(31):
        notice = FILES[f"{MUSEUM}/notice.md"].replace("2023-06-20 09:00", f"2024-01-01 10:{number:02}")
        first[f"content/notices/2024-{number:02}/notice.md"] = notice
    make_site(tmp_path, first)
    build_site(tmp_path)

    def entries() -> list[str]:
        return re.findall(r"<id>https://site.example.org/notices/(.*)/</id>", text(tmp_path, "feed.xml"))

    assert entries() == [f"2024-{number:02}" for number in range(30, 0, -1)]
    make_site(tmp_path, first | {f"{LIBRARY}/ledger.yaml": FILES[f"{LIBRARY}/ledger.yaml"]})
    build_site(tmp_path)
    assert entries() == ["2023-library", *(f"2024-{number:02}" for number in range(30, 1, -1))]


def test_new_step_in_a_ledger_is_announced(root: Path) -> None:
    edit(
        root,
        f"{LIBRARY}/ledger.yaml",
        "owner: 借阅部}",
        "owner: 借阅部, updates: [{on: 2024-03-01, title: 开放夜间借阅}]}",
    )
    report, changed = rebuild(root)
    assert report.created == {"updates/2024-03/index.html"}
    assert {"updates/index.html", "index.html", "sitemap.xml", "feed.xml", PAGE, LEDGER_JSON} <= changed
    assert names(root, "开放夜间借阅") == {
        "updates/2024-03/index.html",
        "updates/index.html",
        "index.html",
        PAGE,
        LEDGER_JSON,
    }


def test_deleted_notice_disappears_everywhere(root: Path) -> None:
    for path in sorted((root / MUSEUM).rglob("*")):
        path.unlink()
    (root / MUSEUM).rmdir()
    report, _ = rebuild(root)
    assert "notices/2023-museum/index.html" in report.removed
    assert not (root / "site/notices/2023-museum").exists()
    assert names(root, "2023-museum") == set()
    assert names(root, "关于巡察反馈情况的公告") == set()


def test_deleted_notice_with_a_ledger_takes_its_files_and_figures_along(root: Path) -> None:
    (root / "content/replies/opening-hours.md").unlink()
    for name in ("notice.md", "ledger.yaml", "attachments/rules.csv"):
        (root / LIBRARY / name).unlink()
    rebuild(root)
    assert names(root, "2023-library") == set()
    assert not (root / "site/notices/2023-library").exists()
    assert len(text(root, "data/findings.csv").splitlines()) == 1


def test_new_notice_appears_everywhere(root: Path) -> None:
    make_site(root, {"content/notices/2024-museum/notice.md": FILES[f"{MUSEUM}/notice.md"]})
    report, changed = rebuild(root)
    assert set(report.created) == {"notices/2024-museum/index.html", "notices/2024-museum/preview.png"}
    assert {
        "index.html",
        "notices/index.html",
        "units/museum/index.html",
        "rounds/2023-1/index.html",
        "data/notices.json",
        "feed.xml",
        "feed.json",
        "units/museum/feed.xml",
        "updates/index.html",
        "sitemap.xml",
    } <= names(root, "2024-museum") & changed
    assert PAGE not in report.reasons


def test_renamed_notice_moves(root: Path) -> None:
    (root / MUSEUM).rename(root / "content/notices/2023-other")
    report, _ = rebuild(root)
    assert report.created == {"notices/2023-other/index.html", "notices/2023-other/preview.png"}
    assert report.removed == {"notices/2023-museum/index.html", "notices/2023-museum/preview.png"}
    assert names(root, "2023-museum") == set()


def test_withdrawn_notice_leaves_a_tombstone_and_nothing_of_its_text(root: Path) -> None:
    edit(root, NOTICE, "unit: library", "unit: library\nwithdrawn: {on: 2024-02-20, reason: 内容有误}")
    report, _ = rebuild(root)
    # The steps of its ledger go out of the log, and with them the month that held nothing else; a reply stays.
    assert set(report.removed) == {
        LEDGER_JSON,
        ATTACHMENT,
        PICTURE,
        "updates/2023-09/index.html",
    }
    assert "内容有误" in text(root, PAGE)
    for words in ("高度重视", "修订学习制度", "借阅秩序", "现将整改进展情况公布如下", "rules.csv"):
        assert names(root, words) == set(), words
    assert [path for path in names(root, "2023-library/") if path.endswith(".xml")] == []
    assert len(text(root, "data/findings.csv").splitlines()) == 1


def test_withdrawn_notice_leads_to_the_one_that_replaces_it(root: Path) -> None:
    edit(root, NOTICE, "unit: library", "unit: library\nwithdrawn: {on: 2024-02-20, reason: 内容有误}")
    rebuild(root)
    edit(root, f"{MUSEUM}/notice.md", "unit: museum", "unit: museum\nsupersedes: 2023-library")
    report, _ = rebuild(root)
    assert report.reasons[PAGE] == "inputs"
    assert '<a href="../2023-museum/">关于巡察反馈情况的公告</a>' in text(root, PAGE)
    assert '<a href="../2023-library/">' in text(root, "notices/2023-museum/index.html")


def test_withdrawal_can_be_taken_back(root: Path) -> None:
    before = site(root)
    edit(root, NOTICE, "unit: library", "unit: library\nwithdrawn: {on: 2024-02-20, reason: 内容有误}")
    rebuild(root)
    (root / NOTICE).write_text(FILES[NOTICE], encoding="utf-8")
    rebuild(root)
    assert site(root) == before


def test_notice_that_loses_its_ledger_keeps_its_text_and_what_it_claims(root: Path) -> None:
    (root / f"{LIBRARY}/ledger.yaml").unlink()
    report, _ = rebuild(root)
    assert LEDGER_JSON in report.removed
    assert "高度重视" in text(root, PAGE)
    assert len(text(root, "data/findings.csv").splitlines()) == 1


def test_superseded_notice_is_no_longer_counted(root: Path) -> None:
    newer = (
        FILES[NOTICE]
        .replace("unit: library", "unit: library\nsupersedes: 2023-library")
        .replace("claims: {findings: 3, institutions: 2}\n", "")
        .replace("2023-12-15", "2024-02-01")
    )
    make_site(
        root,
        {"content/notices/2024-library/notice.md": newer, "content/notices/2024-library/attachments/rules.csv": "x"},
    )
    _, changed = rebuild(root)
    assert PAGE in changed
    assert "2024-library" in text(root, PAGE)
    assert "2023-library" not in text(root, "data/findings.csv")


def test_of_two_files_the_same_is_blamed_with_and_without_memory(root: Path) -> None:
    edit(root, f"{MUSEUM}/notice.md", "unit: museum", "unit: museum\nshort_code: QQQ111", 1)
    build_site(root)
    edit(root, NOTICE, "unit: library", "unit: library\nshort_code: QQQ111", 1)
    remembered = [problem.at for problem in errors(check(root, root / "site", as_of=AS_OF))]
    shutil.rmtree(root / ".zhaoshi")

    assert remembered
    assert [problem.at for problem in errors(check(root, root / "site", as_of=AS_OF))] == remembered
