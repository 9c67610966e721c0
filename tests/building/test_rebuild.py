"""One thing is edited, and exactly what shows it is made anew."""

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.building.running import PROJECT, edit
from tests.small_site import AS_OF, FILES, build_site, make_site, tree
from zhaoshi.building.build import BuildReport
from zhaoshi.problems import BuildFailed

LIBRARY, MUSEUM = "content/notices/2023-library", "content/notices/2023-museum"
NOTICE = f"{LIBRARY}/notice.md"
PAGE = "notices/2023-library/index.html"
LEDGER_JSON = "notices/2023-library/ledger.json"
ATTACHMENT = "notices/2023-library/attachments/rules.csv"
MANIFEST = "manifest.json"
LISTS = {
    "index.html",
    "notices/index.html",
    "units/library/index.html",
    "rounds/2023-1/index.html",
    "data/notices.json",
}
"""What shows the title, description and figures of a notice."""
FEEDS = {"feed.xml", "feed.json", "units/library/feed.xml", "units/library/feed.json"}
FROM_WHOLE_NOTICES = {LEDGER_JSON, "data/findings.csv", "institutions/index.html"}
"""What is made from all that a notice says, beside its page."""
SHOW_THE_DAY = {
    "index.html",
    "progress/index.html",
    "units/index.html",
    "units/library/index.html",
    "units/museum/index.html",
    "rounds/index.html",
    "rounds/2023-1/index.html",
    "notices/index.html",
    "data/findings.csv",
    "data/notices.json",
    "data/index.html",
    PAGE,
    LEDGER_JSON,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site, built."""
    make_site(tmp_path)
    build_site(tmp_path)
    return tmp_path


def site(root: Path) -> dict[str, bytes]:
    return tree(root / "site")


def text(root: Path, path: str) -> str:
    return (root / "site" / path).read_text(encoding="utf-8")


def names(root: Path, words: str) -> set[str]:
    """Return the files of the site that hold some words."""
    return {path for path, data in site(root).items() if words.encode() in data}


def rebuild(root: Path, **options: bool | date) -> tuple[BuildReport, set[str]]:
    """Build again; return the report and the files whose bytes changed, were added or went."""
    before = site(root)
    report = build_site(root, **options)  # type: ignore[arg-type]
    after = site(root)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed == {*report.created, *report.updated, *report.removed}
    assert report.unchanged == len(after) - len(report.created) - len(report.updated)
    return report, changed


# Nothing


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


# One notice


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
    assert changed == shown | {MANIFEST}
    assert names(root, title) == set()


def test_ledger_changes_pages_with_figures_and_nothing_of_other_notices(root: Path) -> None:
    edit(
        root, f"{LIBRARY}/ledger.yaml", "status: 整改中, deadline: 2024-01-31", "status: 已完成, completed: 2024-02-01"
    )
    report, changed = rebuild(root)
    assert changed == LISTS | {
        PAGE,
        LEDGER_JSON,
        MANIFEST,
        "data/findings.csv",
        "progress/index.html",
        "units/index.html",
        "rounds/index.html",
    }
    assert set(report.reasons.values()) == {"inputs"}
    assert not any("museum" in path for path in report.reasons)


def test_new_step_in_a_ledger_is_announced(root: Path) -> None:
    edit(
        root,
        f"{LIBRARY}/ledger.yaml",
        "owner: 借阅部}",
        "owner: 借阅部, updates: [{on: 2024-02-10, title: 开放夜间借阅}]}",
    )
    report, changed = rebuild(root)
    assert report.created == ("updates/2024-02/index.html",)
    assert {"updates/index.html", "index.html", "sitemap.xml", "feed.xml", PAGE, LEDGER_JSON} <= changed
    assert names(root, "开放夜间借阅") == {
        "updates/2024-02/index.html",
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
    assert set(report.created) == {"notices/2024-museum/index.html"}
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
    assert report.created == ("notices/2023-other/index.html",)
    assert report.removed == ("notices/2023-museum/index.html",)
    assert names(root, "2023-museum") == set()


def test_withdrawn_notice_leaves_a_tombstone_and_nothing_of_its_text(root: Path) -> None:
    edit(root, NOTICE, "unit: library", "unit: library\nwithdrawn: {on: 2024-02-20, reason: 内容有误}")
    report, _ = rebuild(root)
    # The steps of its ledger go out of the log, and with them the months that held nothing else.
    assert set(report.removed) == {LEDGER_JSON, ATTACHMENT, "updates/2023-09/index.html", "updates/2024-01/index.html"}
    assert "内容有误" in text(root, PAGE)
    for words in ("高度重视", "修订学习制度", "借阅秩序", "现将整改进展情况公布如下", "rules.csv"):
        assert names(root, words) == set(), words
    assert [path for path in names(root, "2023-library/") if path.endswith(".xml")] == []
    assert len(text(root, "data/findings.csv").splitlines()) == 1


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


# Drafts and days


def test_draft_is_shown_only_on_demand(root: Path) -> None:
    before = site(root)
    draft = FILES[f"{MUSEUM}/notice.md"].replace("unit: museum", "unit: museum\ndraft: true")
    make_site(root, {"content/notices/2024-draft/notice.md": draft})
    report, _ = rebuild(root)
    assert (report.reasons, names(root, "2024-draft")) == ({}, set())
    report, _ = rebuild(root, drafts=True)
    assert report.created == ("notices/2024-draft/index.html",)
    rebuild(root)
    assert site(root) == before


def test_timed_notice_appears_on_its_day(root: Path) -> None:
    timed = FILES[f"{MUSEUM}/notice.md"].replace("unit: museum", "unit: museum\npublish_after: 2024-03-05")
    make_site(root, {"content/notices/2024-timed/notice.md": timed})
    for day in (AS_OF, date(2024, 3, 4)):
        rebuild(root, as_of=day)
        assert names(root, "2024-timed") == set()
    report, _ = rebuild(root, as_of=date(2024, 3, 5))
    assert report.created == ("notices/2024-timed/index.html",)


def test_new_day_renders_only_what_shows_it(root: Path) -> None:
    report, changed = rebuild(root, as_of=AS_OF + timedelta(1))
    assert report.reasons == dict.fromkeys(SHOW_THE_DAY, "inputs")
    assert changed <= SHOW_THE_DAY | {MANIFEST}
    assert {"index.html", PAGE, "data/notices.json", MANIFEST} <= changed


def test_finding_becomes_overdue_the_day_after_its_deadline(root: Path) -> None:
    overdue = {}
    for day in (date(2024, 1, 31), date(2024, 2, 1)):
        rebuild(root, as_of=day)
        ledger = json.loads(text(root, LEDGER_JSON))
        overdue[day.isoformat()] = [entry["section"] for entry in ledger["findings"] if entry["overdue"]]
    assert overdue == {"2024-01-31": [], "2024-02-01": ["2.2.1"]}


# Attachments


def test_changed_attachment_is_copied(root: Path) -> None:
    (root / LIBRARY / "attachments/rules.csv").write_bytes(b"name\n" * 1000)
    _, changed = rebuild(root)
    assert (root / "site" / ATTACHMENT).read_bytes() == b"name\n" * 1000
    assert changed == {ATTACHMENT, PAGE, MANIFEST}
    assert "5 kB" in text(root, PAGE)


def test_attachment_of_the_same_size_changes_no_page(root: Path) -> None:
    path = root / LIBRARY / "attachments/rules.csv"
    path.write_bytes(path.read_bytes().replace(b"2023", b"2022"))
    report, changed = rebuild(root)
    assert (report.reasons, changed) == ({}, {ATTACHMENT, MANIFEST})


def test_attachment_that_nothing_names_is_not_published(root: Path) -> None:
    make_site(root, {f"{LIBRARY}/attachments/internal.csv": "secret"})
    report, changed = rebuild(root)
    assert (report.reasons, changed) == ({}, set())


def test_attachment_no_longer_named_goes(root: Path) -> None:
    edit(root, NOTICE, "[统一格式](attachments/rules.csv)", "统一格式")
    edit(root, f"{LIBRARY}/ledger.yaml", ", file: attachments/rules.csv", "")
    report, _ = rebuild(root)
    assert report.removed == (ATTACHMENT,)
    assert not (root / "site" / ATTACHMENT).parent.exists()


def test_attachments_that_differ_in_capitals_alone_are_refused(root: Path) -> None:
    before = site(root)
    make_site(root, {f"{LIBRARY}/attachments/Rules.csv": "x"})
    if len(list((root / LIBRARY / "attachments").iterdir())) == 1:
        pytest.skip("the file system holds them for one name")
    edit(
        root, NOTICE, "[统一格式](attachments/rules.csv)", "[统一](attachments/rules.csv)[格式](attachments/Rules.csv)"
    )
    with pytest.raises(BuildFailed) as caught:
        build_site(root)
    assert [problem.code for problem in caught.value.problems] == ["output.collision"]
    assert caught.value.problems[0].at.path.casefold() == f"{LIBRARY}/attachments/rules.csv"
    assert site(root) == before


def test_attachment_can_become_a_folder_and_a_file_again(root: Path) -> None:
    before = site(root)
    path = root / LIBRARY / "attachments/rules.csv"
    data = path.read_bytes()
    edit(root, f"{LIBRARY}/ledger.yaml", ", file: attachments/rules.csv", "")
    rebuild(root)
    path.unlink()
    path.mkdir()
    (path / "in.csv").write_bytes(b"x")
    edit(root, NOTICE, "(attachments/rules.csv)", "(attachments/rules.csv/in.csv)")
    rebuild(root)
    rebuild(root)
    assert (root / "site" / ATTACHMENT / "in.csv").read_bytes() == b"x"
    (path / "in.csv").unlink()
    path.rmdir()
    path.write_bytes(data)
    make_site(root)
    rebuild(root)
    assert site(root) == before


# The theme and the settings


def overlay(root: Path, name: str, added: str) -> None:
    """Put a file of the theme into the site's own theme, with something added to its end, or to that of its block."""
    path = root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (PROJECT / "templates" / name).read_text(encoding="utf-8")
    start, block, end = text.rpartition("{% endblock")
    inside = text.startswith("{% extends")
    path.write_text(start + added + block + end if inside else text + added, encoding="utf-8")


def test_template_of_one_page_class_renders_that_class_alone(root: Path) -> None:
    overlay(root, "pages/unit.html", "<!-- x -->")
    report, changed = rebuild(root)
    units = {"units/library/index.html", "units/museum/index.html"}
    assert report.reasons == dict.fromkeys(units, "template")
    assert changed == units | {MANIFEST}


def test_component_renders_the_pages_that_are_made_of_it(root: Path) -> None:
    overlay(root, "components/evidence/component.html", "{# x #}")
    report, changed = rebuild(root)
    assert PAGE in report.reasons
    assert set(report.reasons.values()) == {"template"}
    assert not report.reasons.keys() & {"index.html", "contact/index.html", "units/library/index.html", LEDGER_JSON}
    assert changed == set()


def test_layout_renders_every_page_and_no_data_file(root: Path) -> None:
    overlay(root, "layouts/page.html", "<!-- x -->")
    report, changed = rebuild(root)
    html = {path for path in site(root) if path.endswith(".html")}
    assert report.reasons == dict.fromkeys(html, "template")
    assert changed == html | {MANIFEST}


def test_template_taken_back_gives_the_site_that_was(root: Path) -> None:
    before = site(root)
    overlay(root, "layouts/page.html", "<!-- x -->")
    rebuild(root)
    (root / "templates/layouts/page.html").unlink()
    rebuild(root)
    assert site(root) == before


def test_style_changes_its_address_on_every_page(root: Path) -> None:
    old = next(path for path in site(root) if path.startswith("assets/site."))
    overlay(root, "assets/site.css", "\n")
    report, changed = rebuild(root)
    html = {path for path in site(root) if path.endswith(".html")}
    (new,) = report.created
    assert report.removed == (old,)
    assert new.startswith("assets/site.")
    assert changed == html | {old, new, MANIFEST}
    assert names(root, Path(old).name) == set()


def test_new_asset_is_published(root: Path) -> None:
    make_site(root, {"templates/assets/extra.txt": "x"})
    report, _ = rebuild(root)
    assert [path.rpartition(".")[2] for path in report.created] == ["txt"]


def test_page_size_cuts_the_list_anew(root: Path) -> None:
    edit(root, "content/site.yaml", "name:", "per_page: 1\nname:")
    report, _ = rebuild(root)
    assert report.created == ("notices/page/2/index.html",)
    edit(root, "content/site.yaml", "per_page: 1\n", "")
    report, _ = rebuild(root)
    assert report.removed == ("notices/page/2/index.html",)


def test_link_style_changes_links(root: Path) -> None:
    edit(root, "content/site.yaml", "name:", "links: file\nname:")
    _, changed = rebuild(root)
    assert {path for path in site(root) if path.endswith("index.html")} <= changed
    assert 'href="notices/"' not in text(root, "index.html")


def test_reply_changes_its_page_and_its_notice(root: Path) -> None:
    edit(root, "content/replies/opening-hours.md", "关于开放时间的答复", "开放时间")
    _, changed = rebuild(root)
    assert changed == {"replies/index.html", PAGE, MANIFEST}


def test_text_of_a_standing_page_changes_that_page_alone(root: Path) -> None:
    edit(root, "content/pages/about.md", "本站公开", "这里公开")
    _, changed = rebuild(root)
    assert changed == {"about/index.html", MANIFEST}


# Failures and hands


def test_failed_build_leaves_the_site_and_the_next_one_is_right(root: Path) -> None:
    before, inode = site(root), (root / "site").stat().st_ino
    edit(root, NOTICE, "unit: library", "unit: nowhere")
    for _ in range(2):
        with pytest.raises(BuildFailed):
            build_site(root)
        assert site(root) == before
        assert (root / "site").stat().st_ino == inode
    edit(root, NOTICE, "unit: nowhere", "unit: museum")
    rebuild(root)
    assert "2023-library" not in text(root, "units/library/index.html")
    assert "2023-library" in text(root, "units/museum/index.html")


def test_template_that_fails_on_one_page_leaves_the_site(root: Path) -> None:
    before = site(root)
    overlay(root, "pages/contact.html", "{{ view.nothing }}")
    with pytest.raises(BuildFailed) as caught:
        build_site(root)
    assert [(problem.at.path, problem.code) for problem in caught.value.problems] == [
        ("templates/pages/contact.html", "template.error")
    ]
    assert site(root) == before
    (root / "templates/pages/contact.html").unlink()
    report, changed = rebuild(root)
    assert (report.reasons, changed) == ({}, set())


def test_file_deleted_by_hand_comes_back(root: Path) -> None:
    before = site(root)
    for path in (PAGE, ATTACHMENT, MANIFEST, next(path for path in before if path.startswith("assets/"))):
        (root / "site" / path).unlink()
    report, changed = rebuild(root)
    assert report.reasons == {PAGE: "output"}
    assert len(changed) == 4
    assert site(root) == before


def test_file_changed_by_hand_is_put_right(root: Path) -> None:
    before = site(root)
    for path in (PAGE, ATTACHMENT, "feed.json"):
        with (root / "site" / path).open("ab") as file:
            file.write(b"x")
    report, changed = rebuild(root)
    assert report.reasons == {PAGE: "output", "feed.json": "output"}
    assert changed == {PAGE, ATTACHMENT, "feed.json"}
    assert site(root) == before
    edit(root, NOTICE, "高度重视", "十分重视")
    rebuild(root)
    edit(root, NOTICE, "十分重视", "高度重视")
    rebuild(root)
    assert site(root) == before


def test_site_deleted_by_hand_is_made_again(root: Path) -> None:
    before = site(root)
    for path in sorted((root / "site").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (root / "site").rmdir()
    report, _ = rebuild(root)
    assert site(root) == before
    assert set(report.reasons.values()) == {"output"}
