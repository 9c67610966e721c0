"""The search index: only what changed is made again, and what it is made from may be lost at any time."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.building.running import run_build
from tests.small_site import AS_OF, FILES, build_site, make_site, tree
from zhaoshi.building import build
from zhaoshi.pages import search_index

LIBRARY = "content/notices/2023-library/notice.md"
MUSEUM = "content/notices/2023-museum/notice.md"
LEDGER = "content/notices/2023-library/ledger.yaml"
LATER = {
    "content/notices/2024-museum/notice.md": FILES[MUSEUM].replace("published: 2023", "published: 2024"),
    LEDGER: FILES[LEDGER].replace("deadline: 2024-01-31", "deadline: 2024-12-31"),
}


def search_files(root: Path) -> dict[str, tuple[bytes, int]]:
    """Return bytes and inode of every file of the search by its path below `search/`."""
    folder = root / "site/search"
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_ino) for path in folder.rglob("*.dat")
    }


def edit(root: Path, text: str = "\n新的一句。\n") -> None:
    target = root / MUSEUM
    target.write_text(target.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with notices of two years, built with search."""
    root = make_site(tmp_path / "root", LATER)
    build_site(root, search=True)
    return root


def test_an_edit_changes_one_text_and_the_words_that_are_new(root: Path) -> None:
    before = search_files(root)
    edit(root, "\n鼍鼋。\n")
    report = build_site(root, search=True)
    after = search_files(root)
    changed = {path for path in before if before[path] != after[path]}
    assert before.keys() == after.keys()
    assert {path for path in changed if not path.startswith("words/")} == {"texts/notices/2023-museum.dat"}
    assert 1 <= len(changed) - 1 <= 3
    assert "search/index.html" not in report.updated


def test_an_edit_makes_one_shard_again(root: Path) -> None:
    folder = root / ".zhaoshi/site/shards"
    before = {path.name for path in folder.iterdir()}
    edit(root)
    build_site(root, search=True)
    after = {path.name for path in folder.iterdir()}
    assert len(before) == len(after) == 2
    assert len(after - before) == 1


def test_a_build_without_a_change_makes_nothing(root: Path) -> None:
    report = build_site(root, search=True)
    assert (report.created, report.updated, report.removed) == (set(), set(), set())


def test_a_day_on_which_more_is_overdue_changes_words_and_no_text(root: Path, tmp_path: Path) -> None:
    before = search_files(root)
    later = AS_OF + timedelta(days=400)
    build_site(root, search=True, as_of=later)
    after = search_files(root)
    changed = {path for path in before if before[path] != after[path]}
    assert before.keys() == after.keys()
    assert changed
    assert all(path.startswith("words/") for path in changed)
    clean = make_site(tmp_path / "clean", LATER)
    build_site(clean, search=True, as_of=later)
    assert tree(root / "site/search") == tree(clean / "site/search")


def test_a_day_on_which_nothing_more_is_overdue_leaves_the_index_alone(root: Path) -> None:
    before = search_files(root)
    assert "search/index.html" in build_site(root, search=True, as_of=AS_OF + timedelta(days=1)).updated
    assert search_files(root) == before


def test_a_page_of_no_effect_on_the_search_leaves_its_files_alone(root: Path) -> None:
    before = search_files(root)
    page = root / "content/pages/about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n一句。\n", encoding="utf-8")
    assert build_site(root, search=True).updated
    assert search_files(root) == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_index_is_that_of_a_clean_build_in_any_folder(root: Path, tmp_path: Path, jobs: int) -> None:
    edit(root)
    build_site(root, search=True, jobs=jobs)
    clean = make_site(tmp_path / "another folder" / "另一处", LATER)
    edit(clean)
    build_site(clean, search=True, jobs=3 - jobs)
    assert tree(root / "site") == tree(clean / "site")


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"torn")], ids=["deleted", "torn"])
@pytest.mark.parametrize("pattern", ["words/*", "shards/*", "texts/notices/*"])
def test_a_damaged_file_is_made_again(root: Path, harm: Callable[[Path], object], pattern: str) -> None:
    whole = tree(root / "site")
    harm(next((root / "site/search").glob(pattern)))
    build_site(root, search=True)
    assert tree(root / "site") == whole


@pytest.mark.parametrize(
    "harm",
    [Path.unlink, lambda path: path.write_bytes(b""), lambda path: path.write_bytes(path.read_bytes()[:-1])],
    ids=["deleted", "empty", "torn"],
)
def test_what_is_remembered_of_a_shard_may_be_lost(root: Path, tmp_path: Path, harm: Callable[[Path], object]) -> None:
    for path in (root / ".zhaoshi/site/shards").iterdir():
        harm(path)
    edit(root)
    build_site(root, search=True)
    clean = make_site(tmp_path / "clean", LATER)
    edit(clean)
    build_site(clean, search=True)
    assert tree(root / "site") == tree(clean / "site")


def test_no_search_leaves_it_out(root: Path) -> None:
    ended = run_build(root, "--no-search")
    assert ended.returncode == 0, ended.stderr
    assert not (root / "site/search").exists()
    assert b"search" not in (root / "site/index.html").read_bytes()


def test_a_site_without_notices_can_be_searched(tmp_path: Path) -> None:
    root = make_site(tmp_path, LATER)
    shutil.rmtree(root / "content/notices")
    shutil.rmtree(root / "content/replies")
    build_site(root, search=True)
    assert len(list((root / "site/search/shards").iterdir())) == 1


def test_another_program_makes_every_shard_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries, made = search_index.entries, []

    def noting(*arguments: Any) -> list[bytes]:
        made.append(arguments)
        return entries(*arguments)

    monkeypatch.setattr(search_index, "entries", noting)
    monkeypatch.setattr(build, "engine_digest", lambda memory=None: "another")
    build_site(root, search=True)

    assert len(made) == len(list((root / ".zhaoshi/site/shards").iterdir())) > 0
