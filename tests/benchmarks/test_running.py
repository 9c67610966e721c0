"""Commands under the clock, and the edit that is timed."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.edit import edit
from benchmarks.processes import megabytes_of_all, run


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_memory_is_that_of_all_processes_together() -> None:
    big = "held = b'x' * 60_000_000; print('ready', flush=True); input()"
    both = f"import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {big!r}]); child.wait()"
    with subprocess.Popen(python(both), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        assert megabytes_of_all(process.pid) > 60
        process.communicate(b"\n")
    assert megabytes_of_all(process.pid) == 0


def test_run_counts_the_processor_time_of_children(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.2: pass"
    both = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    assert run(python(both), tmp_path, limit=60).cpu_seconds >= 0.2


def test_command_that_fails_shows_the_end_of_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="the disk is full"):
        run(python("import sys; sys.exit('the disk is full')"), tmp_path, limit=60)


def test_command_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(TimeoutError, match="more than 0 s"):
        run(python("import time; time.sleep(600)"), tmp_path, limit=0.1)


def test_each_edit_changes_one_sentence(tmp_path: Path) -> None:
    source = tmp_path / "notice.md"
    source.write_text("---\ntitle: x\n---\n\n导语。\n\n## 一、甲\n\n## 二、乙\n", encoding="utf-8")
    assert edit(source) == "这是第1次修改。"
    assert edit(source) == "这是第2次修改。"
    assert source.read_text(encoding="utf-8") == (
        "---\ntitle: x\n---\n\n导语。这是第2次修改。\n\n## 一、甲\n\n## 二、乙\n"
    )


def test_text_without_a_heading_cannot_be_edited(tmp_path: Path) -> None:
    source = tmp_path / "notice.md"
    source.write_text("导语。\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no heading"):
        edit(source)
