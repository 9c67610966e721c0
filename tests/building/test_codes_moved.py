"""A published code that comes to lead to another finding is doubted until that is taken back or noted."""

from pathlib import Path

import pytest

from tests.building.rebuilding import LIBRARY, MUSEUM, NOTICE
from tests.building.running import edit
from tests.small_site import AS_OF, FILES, build_site, make_site
from zhaoshi.building.build import check
from zhaoshi.model.moved import MOVED
from zhaoshi.problems import BuildFailed, Problem

LEDGER = f"{LIBRARY}/ledger.yaml"
SECOND = "#### 2. 关于“记录不规范”的问题"
CHANGES = "  - {on: 2024-01-10, kind: major, note: 新增一项问题销号情况}"


def insert_heading(root: Path) -> None:
    """Put a finding before the second; the ledger does not know it yet."""
    edit(root, NOTICE, SECOND, f"#### 2. 关于“考勤不严”的问题\n\n已修订。\n\n{SECOND.replace('2.', '3.')}")


def insert_entry(root: Path) -> None:
    edit(root, LEDGER, "  - {section: 二（一）2", "  - {section: 2.1.2, status: 整改中}\n  - {section: 2.1.3")


def insert(root: Path) -> None:
    insert_heading(root)
    insert_entry(root)


def note(root: Path, words: str) -> None:
    edit(root, NOTICE, CHANGES, f"{CHANGES}\n  - {{on: 2024-02-20, note: {words}}}")


def doubts(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{problem.at.line} {problem.message.values['now']}" for problem in problems if problem.code == MOVED]


def built(root: Path) -> list[str]:
    return doubts(build_site(root).problems)


INSERTED = ["30 二（一）3（2.1.3）"]


def test_a_finding_that_is_inserted_is_doubted_until_it_is_taken_back(root: Path) -> None:
    insert(root)
    assert built(root) == INSERTED
    assert built(root) == INSERTED, "nothing changed"
    edit(root, NOTICE, "高度重视，迅速部署。", "高度重视。")
    assert built(root) == INSERTED, "another edit of the notice"
    edit(root, f"{MUSEUM}/notice.md", "指出了若干问题。", "指出了问题。")
    assert built(root) == INSERTED, "an edit of another notice"
    make_site(root)
    assert built(root) == []


def test_a_check_says_the_same_before_and_after_the_build(root: Path) -> None:
    def checked() -> list[str]:
        return doubts(check(root, root / "site", as_of=AS_OF))

    assert checked() == []
    insert(root)
    assert checked() == INSERTED
    build_site(root)
    assert checked() == INSERTED


def test_a_build_that_fails_meanwhile_does_not_hide_it(root: Path) -> None:
    insert_heading(root)
    for _ in range(2):
        with pytest.raises(BuildFailed):
            build_site(root)
    insert_entry(root)
    assert built(root) == INSERTED


def test_an_error_elsewhere_does_not_hide_it(root: Path) -> None:
    insert(root)
    edit(root, f"{MUSEUM}/notice.md", "unit: museum", "unit: nowhere")
    with pytest.raises(BuildFailed):
        build_site(root)
    edit(root, f"{MUSEUM}/notice.md", "unit: nowhere", "unit: museum")
    edit(root, NOTICE, "高度重视，迅速部署。", "高度重视。")
    assert built(root) == INSERTED


def test_a_change_that_names_both_codes_settles_it_for_good(root: Path) -> None:
    insert(root)
    build_site(root)
    note(root, "原2.1.2现为2.1.3")
    assert built(root) == []
    edit(root, NOTICE, "原2.1.2现为2.1.3", "新增考勤问题")
    assert built(root) == [], "the new codes are the published ones now"


def test_findings_that_are_exchanged_without_a_trace_elsewhere_are_told(root: Path) -> None:
    ledger = FILES[LEDGER].replace("长期坚持, review: 2024-06-30", "已完成, completed: 2023-09-20")
    make_site(root, {LEDGER: ledger})
    build_site(root)
    first = "#### 1. 关于“学习不深入”的问题"
    text = (root / NOTICE).read_text(encoding="utf-8")
    swapped = text.replace(first, "#### 1. 关于“记录不规范”的问题").replace(SECOND, "#### 2. 关于“学习不深入”的问题")
    (root / NOTICE).write_text(swapped, encoding="utf-8")
    report = build_site(root)
    assert doubts(report.problems) == ["26 二（一）2（2.1.2）"]
    assert "read" in report.stages


def test_a_heading_that_is_reworded_is_no_other_finding(root: Path) -> None:
    edit(root, NOTICE, "记录不规范", "记录不够规范")
    assert built(root) == []


def test_a_draft_may_be_rewritten(root: Path) -> None:
    make_site(root, {NOTICE: FILES[NOTICE].replace("unit: library", "unit: library\ndraft: true")})
    other = root.parent / "other"
    build_site(make_site(other, {NOTICE: (root / NOTICE).read_text(encoding="utf-8")}))
    insert(other)
    edit(other, NOTICE, "draft: true\n", "")
    assert built(other) == [], "it was never published"
    assert built(root) == []
    insert(root)
    assert built(root) == []
    edit(root, NOTICE, "draft: true\n", "")
    assert built(root) == INSERTED, "it was published before"


def test_the_codes_of_a_notice_that_waits_again_are_still_known(root: Path) -> None:
    edit(root, NOTICE, "unit: library", "unit: library\npublish_after: 2024-04-01")
    build_site(root)
    insert(root)
    assert built(root) == ["31 二（一）3（2.1.3）"]


RENAMED = LIBRARY.replace("2023", "2024")


def rename(root: Path) -> None:
    (root / LIBRARY).rename(root / RENAMED)
    edit(root, "content/replies/opening-hours.md", "2023-library", "2024-library")


def name_the_old_folder(root: Path) -> None:
    edit(root, f"{RENAMED}/notice.md", "unit: library", "unit: library\nformer_ids: [2023-library]")


AT_THE_NEW_ADDRESS = ["31 二（一）3（2.1.3）"]


@pytest.mark.parametrize("is_built_between", [False, True])
def test_a_notice_is_compared_with_what_stood_in_its_former_folder(root: Path, *, is_built_between: bool) -> None:
    insert(root)
    rename(root)
    if is_built_between:
        assert built(root) == [], "nobody has said yet that it is the same notice"
    name_the_old_folder(root)
    assert doubts(check(root, root / "site", as_of=AS_OF)) == AT_THE_NEW_ADDRESS
    assert built(root) == AT_THE_NEW_ADDRESS
    assert built(root) == AT_THE_NEW_ADDRESS, "nothing changed"
    edit(root, f"{RENAMED}/notice.md", "高度重视，迅速部署。", "高度重视。")
    assert built(root) == AT_THE_NEW_ADDRESS, "another edit of the notice"
    edit(root, f"{RENAMED}/notice.md", CHANGES, f"{CHANGES}\n  - {{on: 2024-02-20, note: 原2.1.2现为2.1.3}}")
    assert built(root) == []


def test_a_notice_that_only_got_another_folder_has_its_codes(root: Path) -> None:
    rename(root)
    name_the_old_folder(root)
    assert built(root) == []


def test_a_notice_that_was_doubted_is_so_after_it_was_renamed(root: Path) -> None:
    insert(root)
    build_site(root)
    rename(root)
    build_site(root)
    name_the_old_folder(root)
    assert built(root) == AT_THE_NEW_ADDRESS


def fail_elsewhere(root: Path) -> None:
    edit(root, f"{MUSEUM}/notice.md", "unit: museum", "unit: nowhere")
    for _ in range(2):
        with pytest.raises(BuildFailed):
            build_site(root)
    edit(root, f"{MUSEUM}/notice.md", "unit: nowhere", "unit: museum")


def insert_under_new_name(root: Path) -> None:
    (root / RENAMED).rename(root / LIBRARY)
    insert(root)
    (root / LIBRARY).rename(root / RENAMED)


def test_a_build_that_fails_after_a_folder_was_renamed_does_not_hide_it(root: Path) -> None:
    rename(root)
    name_the_old_folder(root)
    fail_elsewhere(root)
    insert_under_new_name(root)
    assert built(root) == AT_THE_NEW_ADDRESS


def test_what_was_published_under_a_new_name_is_what_is_compared_from_then_on(root: Path) -> None:
    rename(root)
    name_the_old_folder(root)
    edit(root, f"{RENAMED}/notice.md", CHANGES, f"{CHANGES}\n  - {{on: 2024-02-20, note: 原2.1.2现为2.1.3}}")
    insert_under_new_name(root)
    assert built(root) == []
    edit(root, f"{RENAMED}/notice.md", "原2.1.2现为2.1.3", "新增考勤问题")
    assert built(root) == []


def test_a_build_that_fails_when_a_notice_comes_back_does_not_hide_it(root: Path) -> None:
    edit(root, NOTICE, "unit: library", "unit: library\npublish_after: 2024-04-01")
    build_site(root)
    edit(root, NOTICE, "publish_after: 2024-04-01\n", "")
    fail_elsewhere(root)
    insert(root)
    assert built(root) == INSERTED


def test_a_notice_whose_day_had_not_come_may_be_rewritten(tmp_path: Path) -> None:
    timed = FILES[NOTICE].replace("unit: library", "unit: library\npublish_after: 2024-03-02")
    root = make_site(tmp_path, {NOTICE: timed})
    build_site(root)
    insert(root)
    assert built(root) == []


def test_without_memory_there_is_nothing_to_compare_with(root: Path) -> None:
    insert(root)
    for path in (root / ".zhaoshi/site/notices").rglob("*"):
        path.unlink() if path.is_file() else None
    assert built(root) == []
