"""Drafts, days and attachments: what is published, and when it is made anew."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.building.rebuilding import (
    ATTACHMENT,
    LEDGER_JSON,
    LIBRARY,
    MANIFEST,
    MUSEUM,
    NOTICE,
    PAGE,
    SHOW_THE_DAY,
    names,
    rebuild,
    site,
    text,
)
from tests.building.running import edit
from tests.small_site import AS_OF, FILES, build_site, make_site
from zhaoshi.problems import BuildFailed


def test_draft_is_shown_only_on_demand(root: Path) -> None:
    before = site(root)
    draft = FILES[f"{MUSEUM}/notice.md"].replace("unit: museum", "unit: museum\ndraft: true")
    make_site(root, {"content/notices/2024-draft/notice.md": draft})
    report, _ = rebuild(root)
    assert (report.reasons, names(root, "2024-draft")) == ({}, set())
    report, _ = rebuild(root, drafts=True)
    assert report.created == {"notices/2024-draft/index.html"}
    rebuild(root)
    assert site(root) == before


def test_timed_notice_appears_on_its_day(root: Path) -> None:
    timed = FILES[f"{MUSEUM}/notice.md"].replace("unit: museum", "unit: museum\npublish_after: 2024-03-05")
    make_site(root, {"content/notices/2024-timed/notice.md": timed})
    for day in (AS_OF, date(2024, 3, 4)):
        rebuild(root, as_of=day)
        assert names(root, "2024-timed") == set()
    report, _ = rebuild(root, as_of=date(2024, 3, 5))
    assert report.created == {"notices/2024-timed/index.html", "notices/2024-timed/preview.png"}


def test_a_letter_tells_for_how_many_days_it_has_waited_until_it_is_answered(root: Path) -> None:
    page = "replies/index.html"
    edit(root, "content/replies/opening-hours.md", "answered: 2024-01-12\n", "")
    edit(root, "content/replies/opening-hours.md", "\n已于一月十日恢复。\n", "")
    rebuild(root, as_of=date(2024, 1, 5))
    assert "收到意见已0天（自然日）" in text(root, page)
    report, _ = rebuild(root, as_of=date(2024, 2, 4))
    assert report.reasons[page] == "inputs"
    assert "收到意见已30天（自然日）" in text(root, page)
    (root / "content/replies/opening-hours.md").write_text(FILES["content/replies/opening-hours.md"], encoding="utf-8")
    rebuild(root, as_of=date(2024, 2, 4))
    assert "收到后7天答复（自然日）" in text(root, page)
    report, _ = rebuild(root, as_of=date(2024, 2, 5))
    assert page not in report.reasons


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
    assert report.removed == {ATTACHMENT}
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
