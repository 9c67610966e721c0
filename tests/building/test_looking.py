"""What a build looks at before it does anything, by one process or by two."""

import os
from pathlib import Path

import pytest

from tests.building.rebuilding import PAGE, rebuild
from tests.building.running import edit, many_notices
from tests.small_site import make_site
from zhaoshi.building import looking
from zhaoshi.building.listing import survey
from zhaoshi.building.scanning import is_ignored


def test_the_shares_of_a_survey_are_the_whole_of_it(tmp_path: Path) -> None:
    content = make_site(tmp_path, many_notices(20)) / "content"
    (content / "notices/通报").mkdir()
    (content / "notices/通报/notice.md").write_text("x", encoding="utf-8")
    (content / "notices" / os.fsdecode(b"\xff.md")).touch()
    whole = survey(content, is_ignored, linked=False)
    shares = [survey(content, is_ignored, linked=False, share=(n, 4)) for n in range(4)]

    assert whole is not None
    assert "notices/通报" in whole
    assert all(shares)
    assert sum(len(share or {}) for share in shares) == len(whole)
    assert {part: digest for share in shares for part, digest in (share or {}).items()} == whole


@pytest.mark.parametrize("pays_from", [1, 1_000_000])
def test_what_changed_is_found_by_one_process_and_by_two(
    root: Path, monkeypatch: pytest.MonkeyPatch, pays_from: int
) -> None:
    monkeypatch.setattr(looking, "_PAYS_FROM", pays_from)

    report, changed = rebuild(root)
    assert (report.reasons, changed) == ({}, set())

    (root / "site" / PAGE).unlink()
    report, changed = rebuild(root)
    assert changed == {PAGE}

    edit(root, "content/site.yaml", "测试公开网", "另一个公开网")
    report, changed = rebuild(root)
    assert PAGE in changed
