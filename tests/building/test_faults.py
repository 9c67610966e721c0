"""Whatever stops a build, the site stays as it was, and what is said is a sentence."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from tests.building.running import (
    KILLED,
    PROJECT,
    SECONDS,
    Held,
    children,
    command,
    edit,
    held,
    is_alive,
    memo,
    missing,
    openings,
    run_build,
    started,
    surroundings,
    until,
)
from tests.small_site import build_site, make_site, tree
from zhaoshi.building.build import build
from zhaoshi.problems import BuildFailed, EnvironmentFailed

NOTICE = "content/notices/2023-library/notice.md"
SOMEBODY = 12345
"""A user that no name space of these tests knows."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site, built, with a change that is not built yet."""
    root = make_site(tmp_path / "root")
    build_site(root)
    edit(root, NOTICE, "高度重视", "十分重视")
    return root


def forbid(path: Path, mode: int) -> None:
    """Take rights on a file or folder away, from root too; see `build_without_rights`."""
    path.chmod(mode)
    if os.geteuid() == 0:
        os.chown(path, SOMEBODY, SOMEBODY)


def build_without_rights(root: Path) -> subprocess.CompletedProcess[str]:
    """Build as a user whom file permissions bind; root is bound by those of users that its name space does not know."""
    prefix: list[str] = []
    if os.geteuid() == 0:
        prefix = [unshare(), "-r"]
    return subprocess.run(
        [*prefix, *command(root)], capture_output=True, text=True, timeout=SECONDS, env=surroundings(), check=False
    )


def unshare() -> str:
    """Return the program that starts others in a name space of their own."""
    program = shutil.which("unshare")
    if program is None or subprocess.run([program, "-rm", "true"], capture_output=True, check=False).returncode:
        missing("unshare with user namespaces")
    return program


def clean(root: Path, folder: Path) -> dict[str, bytes]:
    """Return what a clean build makes of the same sources."""
    shutil.copytree(root / "content", folder / "content")
    build_site(folder)
    return tree(folder / "site")


def assert_sentence(ended: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """Check the exit code and that what was said is for people."""
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr
    for word in words:
        assert word in ended.stderr


def finish(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    out, err = process.communicate(timeout=SECONDS)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


# The disk


def test_full_disk_leaves_the_old_site_whole(tmp_path: Path) -> None:
    ended = subprocess.run(
        [unshare(), "-rm", sys.executable, "-m", "tests.building.full_disk", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=SECONDS * 2,
        cwd=PROJECT,
        env=surroundings(),
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    *failed, succeeded = json.loads(ended.stdout)
    assert len(failed) > 5
    assert [attempt for attempt in failed if attempt["code"] != 3 or "is full" not in attempt["said"]] == []
    assert [attempt for attempt in failed if attempt["site"] != ["old"]] == []
    assert (succeeded["code"], succeeded["site"]) == (0, ["new"])


# The sources


def test_source_that_may_not_be_read_is_named(root: Path) -> None:
    before = tree(root / "site")
    forbid(root / NOTICE, 0o200)
    assert_sentence(build_without_rights(root), 3, "cannot be read: close it")
    assert tree(root / "site") == before


def test_folder_that_may_not_be_listed_is_named(root: Path) -> None:
    before = tree(root / "site")
    forbid((root / NOTICE).parent, 0o200)
    assert_sentence(build_without_rights(root), 3, "cannot be read: close it")
    assert tree(root / "site") == before


@pytest.mark.parametrize("kind", ["pipe", "folder", "link"])
def test_source_that_is_no_file_is_a_problem(root: Path, kind: str) -> None:
    before = tree(root / "site")
    path = root / "content/units.yaml"
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(root / "content/site.yaml")
    ended = run_build(root)
    assert_sentence(ended, 1)
    assert "content/units.yaml" in ended.stdout + ended.stderr
    assert tree(root / "site") == before


def test_source_that_changes_while_the_build_reads_is_read_again(root: Path, tmp_path: Path) -> None:
    with held(root / "content/units.yaml") as hold, started(root) as process:
        hold.until_wanted()  # the notice, which comes before it, is digested and not yet read
        edit(root, NOTICE, "十分重视", "非常重视")
        hold.let_go()
        assert_sentence(finish(process), 0)
    site = tree(root / "site")
    assert "非常重视" in site["notices/2023-library/index.html"].decode()
    assert site == clean(root, tmp_path / "clean")


def test_source_that_goes_while_the_build_reads_is_missed_everywhere(root: Path, tmp_path: Path) -> None:
    (root / "content/pages/guide.md").write_text("---\ntitle: 指南\n---\n\n文字。\n", encoding="utf-8")
    with held(root / "content/units.yaml") as hold, started(root) as process:
        hold.until_wanted()
        (root / "content/pages/guide.md").unlink()
        hold.let_go()
        assert_sentence(finish(process), 0)
    assert tree(root / "site") == clean(root, tmp_path / "clean")


def test_source_that_never_stops_changing_stops_the_build(root: Path) -> None:
    before = tree(root / "site")
    words = ["十分重视", "很重视", "较重视", "重视", "关注"]
    with ExitStack() as stack:
        process, hold = stack.enter_context(started_held(root, root / "content/units.yaml"))
        # The first look whether there is anything to do, and three attempts; a new page is seen by the next one only.
        for number, (old, new) in enumerate(pairwise(words)):
            hold.until_wanted()
            following = stack.enter_context(held(new_page(root, f"page-{number}")))
            edit(root, NOTICE, old, new)
            hold.let_go()
            hold = following
        hold.let_go()
        assert_sentence(finish(process), 3, NOTICE, "is being changed by another program")
    assert tree(root / "site") == before


@contextmanager
def started_held(root: Path, path: Path) -> Iterator[tuple[subprocess.Popen[str], Held]]:
    with held(path) as hold, started(root) as process:
        yield process, hold


def new_page(root: Path, name: str) -> Path:
    path = root / f"content/pages/{name}.md"
    path.write_text(f"---\ntitle: {name}\n---\n\n文字。\n", encoding="utf-8")
    return path


def test_source_changed_behind_its_stamp_does_not_stop_builds_for_ever(root: Path) -> None:
    """The stamp says that nothing changed, the bytes say otherwise: the stamp is not believed twice."""
    path = root / "content/site.yaml"
    os.utime(path, ns=(1_500_000_000_000_000_000,) * 2)
    build_site(root)
    status = path.stat()
    text = path.read_text(encoding="utf-8").replace("测试公开网", "测试公布网")
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(status.st_mtime_ns,) * 2)
    assert_sentence(run_build(root), 0)
    assert "测试公布网" in (root / "site/index.html").read_text(encoding="utf-8")


# The output folder


def test_folder_of_somebody_else_is_refused_and_left_alone(root: Path) -> None:
    theirs = root / "elsewhere"
    (theirs / "photos").mkdir(parents=True)
    (theirs / "photos/cat.jpg").write_bytes(b"cat")
    assert_sentence(run_build(root, "--out", str(theirs)), 3, str(theirs)[:20], "photos/cat.jpg", "--out")
    assert tree(theirs) == {"photos/cat.jpg": b"cat"}


def test_strange_file_in_the_site_is_refused_and_left_alone(root: Path) -> None:
    (root / "site/notices/mine.txt").write_bytes(b"mine")
    before = tree(root / "site")
    assert_sentence(run_build(root), 3, "notices/mine.txt")
    assert tree(root / "site") == before


def test_site_whose_memory_is_lost_is_known_by_its_manifest(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(root / ".zhaoshi")
    assert_sentence(run_build(root), 0)
    assert tree(root / "site") == clean(root, tmp_path / "clean")


@pytest.mark.parametrize("manifest", [b"", b"{}", b'{"generator": "other", "files": {"index.html": ""}}', b"[1]"])
def test_site_without_memory_and_manifest_is_refused(root: Path, manifest: bytes) -> None:
    shutil.rmtree(root / ".zhaoshi")
    (root / "site/manifest.json").write_bytes(manifest)
    before = tree(root / "site")
    assert_sentence(run_build(root), 3, "did not make")
    assert tree(root / "site") == before


def test_empty_folder_is_taken(root: Path) -> None:
    (root / "elsewhere").mkdir()
    assert_sentence(run_build(root, "--out", str(root / "elsewhere")), 0)
    assert (root / "elsewhere/index.html").is_file()


def test_file_in_place_of_the_output_folder_is_left_alone(root: Path) -> None:
    path = root / "elsewhere"
    path.write_bytes(b"mine")
    assert_sentence(run_build(root, "--out", str(path)), 2)
    with pytest.raises(EnvironmentFailed):
        build(root, path)
    assert path.read_bytes() == b"mine"


def test_output_below_a_file_is_refused(root: Path) -> None:
    (root / "file").write_bytes(b"mine")
    assert_sentence(run_build(root, "--out", str(root / "file/site")), 3, "cannot be written")


def test_parent_that_may_not_be_written_to_is_named(tmp_path: Path) -> None:
    root = make_site(tmp_path / "root")
    forbid(root, 0o555)
    assert_sentence(build_without_rights(root), 3, "cannot be written: there is no permission")
    assert not (root / "site").exists()


# Other processes


def test_two_builds_at_once_come_one_after_the_other(root: Path, tmp_path: Path) -> None:
    with held(root / "content/units.yaml") as hold, started(root) as first:
        hold.until_wanted()
        with openings(root / ".zhaoshi/site/lock") as is_opened, started(root) as second:
            until(is_opened, "the second build wants the lock")
            assert second.poll() is None
            hold.let_go()
            assert_sentence(finish(first), 0)
            assert_sentence(finish(second), 0)
    assert tree(root / "site") == clean(root, tmp_path / "clean")


def test_interrupted_build_leaves_the_old_site(root: Path) -> None:
    before = tree(root / "site")
    with held(root / "content/units.yaml") as hold, started(root) as process:
        hold.until_wanted()
        process.send_signal(signal.SIGINT)
        assert_sentence(finish(process), 130, "Interrupted")
    assert tree(root / "site") == before
    assert_sentence(run_build(root), 0)


def test_interrupted_parallel_build_leaves_the_old_site_and_no_workers(changed: Path) -> None:
    """Ctrl-C reaches every process of the terminal, workers too."""
    before = tree(changed / "site")
    with held(memo(changed)) as hold, started(changed, "--jobs", "2") as process:
        hold.until_wanted()
        workers = children(process.pid)
        assert len(workers) == 2
        os.killpg(process.pid, signal.SIGINT)
        hold.let_go()
        assert_sentence(finish(process), 130, "Interrupted")
        until(lambda: not any(map(is_alive, workers)), "the workers have ended")
    assert tree(changed / "site") == before
    assert_sentence(run_build(changed, "--jobs", "2"), 0)


def test_killed_worker_is_a_sentence_and_leaves_the_old_site(changed: Path, tmp_path: Path) -> None:
    before = tree(changed / "site")
    with held(memo(changed)) as hold, started(changed, "--jobs", "2") as process:
        hold.until_wanted()
        workers = children(process.pid)
        os.kill(workers[0], signal.SIGKILL)
        hold.let_go()
        assert_sentence(finish(process), 3, "a worker process died", "--jobs 1")
        until(lambda: not any(map(is_alive, workers)), "the workers have ended")
    assert tree(changed / "site") == before
    assert_sentence(run_build(changed, "--jobs", "2"), 0)
    assert tree(changed / "site") == clean(changed, tmp_path / "clean")


def test_killed_build_frees_the_lock(root: Path) -> None:
    with held(root / "content/units.yaml") as hold, started(root) as process:
        hold.until_wanted()
        process.kill()
        assert process.wait(SECONDS) == KILLED
    assert_sentence(run_build(root), 0)


# What is remembered


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_damaged_memory_costs_time_and_nothing_else(changed: Path, tmp_path: Path, jobs: str) -> None:
    notices = [path for path in (changed / ".zhaoshi/site/notices").rglob("*") if path.is_file()]
    for number, path in enumerate(sorted(notices)):
        if number % 3 == 0:
            path.unlink()
        elif number % 3 == 1:
            path.write_bytes(path.read_bytes()[:50])
    assert_sentence(run_build(changed, "--jobs", jobs), 0)
    assert tree(changed / "site") == clean(changed, tmp_path / "clean")


def test_problem_in_a_template_comes_back_from_workers(changed: Path) -> None:
    before = tree(changed / "site")
    path = changed / "templates/pages/notice.html"
    path.parent.mkdir(parents=True)
    path.write_text("{{ view.nothing }}", encoding="utf-8")
    ended = run_build(changed, "--jobs", "2")
    assert_sentence(ended, 1)
    assert "templates/pages/notice.html" in ended.stdout + ended.stderr
    assert tree(changed / "site") == before
    with pytest.raises(BuildFailed):
        build_site(changed)
