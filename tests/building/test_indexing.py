"""The search index: only what changed is made again, and a fault in it leaves the site whole."""

import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.building.running import run_build
from tests.small_site import FILES, build_site, make_site, tree
from zhaoshi.building import indexing
from zhaoshi.problems import EnvironmentFailed

MUSEUM = "content/notices/2023-museum/notice.md"
LATER = {"content/notices/2024-museum/notice.md": FILES[MUSEUM].replace("published: 2023", "published: 2024")}


def index(root: Path) -> dict[str, tuple[bytes, int]]:
    """Return bytes and inode of every file of the index by its path below `search/`."""
    folder = root / "site/search"
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_ino)
        for path in folder.rglob("*/*")
        if path.is_file()
    }


def shard_names(root: Path) -> set[str]:
    return {path.name for path in (root / "site/search").iterdir() if path.is_dir()}


def edit(root: Path) -> None:
    target = root / MUSEUM
    target.write_text(target.read_text(encoding="utf-8") + "\n新的一句。\n", encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with notices of two years, built with search."""
    root = make_site(tmp_path / "root", LATER)
    report = build_site(root, search=True)
    assert report.left_out == ()
    return root


def test_only_the_shard_of_the_edited_notice_is_made_again(root: Path) -> None:
    before, names = index(root), shard_names(root)
    assert {name.partition(".")[0] for name in names} == {"main", "2023-1", "2024-1"}
    edit(root)
    report = build_site(root, search=True)
    after = index(root)
    (old,), (new,) = names - shard_names(root), shard_names(root) - names
    assert old.startswith("2023-1.")
    assert new.startswith("2023-1.")
    assert {path: file for path, file in before.items() if not path.startswith(old)} == {
        path: file for path, file in after.items() if not path.startswith(new)
    }
    assert "search/index.html" in report.updated


def test_a_build_without_a_change_makes_nothing(root: Path) -> None:
    report = build_site(root, search=True)
    assert (report.created, report.updated, report.removed) == ((), (), ())


def test_index_is_that_of_a_clean_build_in_any_folder(root: Path, tmp_path: Path) -> None:
    edit(root)
    build_site(root, search=True)
    clean = make_site(tmp_path / "another folder" / "另一处", LATER)
    edit(clean)
    build_site(clean, search=True)
    assert tree(root / "site") == tree(clean / "site")


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"torn")])
def test_a_damaged_index_is_made_again(root: Path, harm: Callable[[Path], object]) -> None:
    whole = tree(root / "site")
    harm(next((root / "site/search").glob("2023-1.*/index/*")))
    build_site(root, search=True)
    assert tree(root / "site") == whole


def test_engine_stands_once(root: Path) -> None:
    names = [path.partition("/")[2] for path in index(root)]
    assert [names.count(name) for name in ("pagefind.js", "pagefind-worker.js", "wasm.unknown.pagefind")] == [1, 1, 1]
    assert not [name for name in names if "ui" in name or "highlight" in name]


def test_site_is_whole_without_pagefind_and_says_so(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "NAME", "pagefind_is_not_here")
    report = build_site(root, search=True)
    assert report.left_out == (indexing.LEFT_OUT,)
    assert 'python -m pip install "zhaoshi[search]"' in report.left_out[0].text(lambda text: text)
    other = make_site(tmp_path / "other", LATER)
    assert build_site(other, search=False).left_out == ()
    assert tree(root / "site") == tree(other / "site")
    assert not (root / "site/search").exists()
    assert b"search" not in (root / "site/index.html").read_bytes()


def test_no_search_leaves_it_out(root: Path) -> None:
    ended = run_build(root, "--no-search")
    assert ended.returncode == 0, ended.stderr
    assert not (root / "site/search").exists()


def stub(folder: Path, script: str) -> Path:
    """Make a program that stands in Pagefind's place."""
    program = folder / "pagefind"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@pytest.mark.parametrize(
    ("script", "said"),
    [("echo out of luck >&2; exit 3", "ended with 3: out of luck"), ("kill -9 $$", "ended with -9")],
    ids=["failed", "killed"],
)
def test_a_failed_index_leaves_the_site_as_it_was(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    before = tree(root / "site")
    edit(root)
    with monkeypatch.context() as patch:
        patch.setattr(indexing, "executable", lambda: stub(tmp_path, script))
        with pytest.raises(EnvironmentFailed) as failed:
            build_site(root, search=True)
    assert said in failed.value.message.text(lambda text: text)
    assert tree(root / "site") == before
    assert not list((root / ".zhaoshi/site").glob("indexing-*"))
    build_site(root, search=True)
    assert b"search" in (root / "site/index.html").read_bytes()
    assert tree(root / "site") != before


def test_an_index_that_takes_too_long_is_given_up(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(root / "site")
    edit(root)
    monkeypatch.setattr(indexing, "executable", lambda: stub(tmp_path, "exec cat /dev/zero > /dev/null"))
    monkeypatch.setattr(indexing, "_SECONDS", 0.1)
    with pytest.raises(EnvironmentFailed):
        build_site(root, search=True)
    assert tree(root / "site") == before


def test_what_a_killed_build_left_of_an_index_is_removed(root: Path) -> None:
    left = root / ".zhaoshi/site/indexing-0000"
    left.mkdir()
    (left / "page.html").write_text("left over")
    build_site(root, search=True)
    assert not left.exists()


def test_a_site_without_notices_can_be_indexed(tmp_path: Path) -> None:
    root = make_site(tmp_path, LATER)
    shutil.rmtree(root / "content/notices")
    shutil.rmtree(root / "content/replies")
    build_site(root, search=True)
    assert {name.partition(".")[0] for name in shard_names(root)} == {"main"}
