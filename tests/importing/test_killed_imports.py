"""No notice is ever there by half: imports that are killed, held up or refused by the machine."""

import json
import subprocess
import sys
from pathlib import Path

import filelock
import pytest

from tests.importing.pasting import TEXT, paste, run
from tests.small_site import tree
from zhaoshi.building import release
from zhaoshi.importing import writing

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("force", [False, True], ids=["new", "replaced"])
def test_an_import_that_is_killed_leaves_the_old_notice_or_the_new_one(force: bool, root: Path, tmp_path: Path) -> None:
    file = paste(tmp_path)
    old: dict[str, str] = {}
    if force:
        assert run(root, file) == 0
        old = {name: data.decode() for name, data in tree(root / "content/notices/2023-import").items()}
        paste(tmp_path, text=TEXT.replace("增设还书点", "增设三个还书点"))
    command = [sys.executable, "-m", "tests.importing.dying", str(root), str(file), *(["--force"] if force else [])]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=120, check=True)
    found = json.loads(done.stdout)
    new = found[-1]
    assert sorted(new) == ["ledger.yaml", "notice.md"]
    assert new != old
    assert len(found) > 4
    assert all(state in (old, new) for state in found)


def left_behind(root: Path) -> Path:
    """Lay down what an import that was killed leaves."""
    left = root / ".zhaoshi/importing-0123456789ab"
    paste(left / "2022-museum", "notice.md", "半截")
    return left


def test_what_a_killed_import_has_left_is_cleared_by_the_next(root: Path, tmp_path: Path) -> None:
    left = left_behind(root)
    assert run(root, paste(tmp_path)) == 0
    assert not left.exists()
    assert not (root / "content/notices/2022-museum").exists()


def test_a_notice_that_a_killed_import_had_taken_away_goes_back(root: Path, tmp_path: Path) -> None:
    left = left_behind(root)
    paste(left / ".previous", "notice.md", "原文")
    assert run(root, paste(tmp_path)) == 0
    assert (root / "content/notices/2022-museum/notice.md").read_text(encoding="utf-8") == "原文"
    assert not left.exists()


def test_an_import_keeps_off_what_another_one_is_writing(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    left = left_behind(root)
    monkeypatch.setattr(writing, "_LOCK_SECONDS", 0)
    with filelock.FileLock(root / ".zhaoshi/importing.lock"):
        assert run(root, paste(tmp_path)) == 3
    assert "another import is running; wait for it" in capsys.readouterr().err
    assert left.exists()


def test_a_notice_is_whole_where_two_folders_cannot_be_exchanged_and_the_second_step_fails(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = paste(tmp_path)
    assert run(root, file) == 0
    before = tree(root / "content")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "2023-import" and self.parent.name != "notices":
            raise PermissionError(13, "no")
        return rename(self, target)

    monkeypatch.setattr(release, "_exchange", lambda first, second: False)
    monkeypatch.setattr(Path, "rename", failing)
    assert run(root, file, "--force") == 3
    assert tree(root / "content") == before


def test_a_folder_that_cannot_be_written_is_an_error_of_the_machine(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / ".zhaoshi").write_text("no folder", encoding="utf-8")
    assert run(root, paste(tmp_path), "--json") == 3
    assert "error" in json.loads(capsys.readouterr().out)
    assert not (root / "content/notices/2023-import").exists()
