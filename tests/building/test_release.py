"""A new site takes the place of the old one as a whole; no file of the live site is ever written to."""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.building.running import edit, missing
from tests.small_site import build_site, make_site, tree
from zhaoshi.building import release
from zhaoshi.building.scanning import Stamp
from zhaoshi.building.state import State
from zhaoshi.problems import EnvironmentFailed


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def folders(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


@pytest.fixture
def live(tmp_path: Path) -> Path:
    """A live site of three files."""
    return fill(tmp_path / "site", {"index.html": b"home", "a/index.html": b"a", "b/index.html": b"b"})


@pytest.fixture
def standby(tmp_path: Path) -> Path:
    """Where the next site is prepared; not there yet."""
    return tmp_path / "standby"


@pytest.fixture
def other_disk() -> Iterator[Path]:
    """A folder on another file system than the tests' own."""
    if not os.access("/dev/shm", os.W_OK):
        missing("/dev/shm")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        if Path(folder).stat().st_dev == Path(tempfile.gettempdir()).stat().st_dev:
            missing("a second file system at /dev/shm")
        yield Path(folder)


def test_stamps_name_every_file_by_its_path(live: Path) -> None:
    assert release.stamps(live) == {
        name: Stamp.of_linked((live / name).stat()) for name in ("index.html", "a/index.html", "b/index.html")
    }


def test_missing_folder_has_no_stamps(tmp_path: Path) -> None:
    assert release.stamps(tmp_path / "nothing") == {}


def test_stamps_leave_out_what_file_managers_leave_behind(live: Path) -> None:
    fill(live, {".DS_Store": b"x", "a/Thumbs.db": b"x", "a/desktop.ini": b"x"})
    assert set(release.stamps(live)) == {"index.html", "a/index.html", "b/index.html"}


def test_links_are_stamped_themselves_and_not_followed(live: Path, tmp_path: Path) -> None:
    fill(tmp_path / "outside", {"secret": b"x"})
    (live / "folder").symlink_to(tmp_path / "outside")
    assert "folder" in release.stamps(live)
    assert "folder/secret" not in release.stamps(live)


def test_write_makes_the_folders_of_a_file(standby: Path) -> None:
    release.write(standby, "a/b/index.html", b"x")
    assert tree(standby) == {"a/b/index.html": b"x"}


def test_write_never_writes_into_a_file_of_the_live_site(live: Path, standby: Path) -> None:
    standby.mkdir()
    os.link(live / "index.html", standby / "index.html")
    release.write(standby, "index.html", b"new")
    assert (live / "index.html").read_bytes() == b"home"
    assert (standby / "index.html").read_bytes() == b"new"


def test_write_does_not_follow_a_link(tmp_path: Path, standby: Path) -> None:
    outside = fill(tmp_path, {"outside": b"old"}) / "outside"
    standby.mkdir()
    (standby / "index.html").symlink_to(outside)
    release.write(standby, "index.html", b"new")
    assert outside.read_bytes() == b"old"
    assert not (standby / "index.html").is_symlink()


def test_written_file_can_be_read_by_the_web_server(standby: Path) -> None:
    before = os.umask(0o022)
    try:
        release.write(standby, "index.html", b"x")
    finally:
        os.umask(before)
    assert (standby / "index.html").stat().st_mode & 0o777 == 0o644


def test_settled_tree_holds_what_is_fresh_and_what_is_kept_and_nothing_else(live: Path, standby: Path) -> None:
    fill(standby, {"index.html": b"fresh", "a/index.html": b"of an older site", "gone/index.html": b"x"})
    release.settle(standby, live, release.stamps(live), {"index.html"}, {"index.html", "a/index.html"})
    assert tree(standby) == {"index.html": b"fresh", "a/index.html": b"a"}
    assert folders(standby) == {"a"}


def test_kept_files_are_linked_and_cost_no_space(live: Path, standby: Path) -> None:
    release.settle(standby, live, release.stamps(live), set(), release.stamps(live))
    assert release.stamps(standby) == release.stamps(live)


def test_file_of_a_broken_off_build_is_not_kept(live: Path, standby: Path) -> None:
    fill(standby, {"a/index.html": b"half"})
    release.settle(standby, live, release.stamps(live), set(), {"a/index.html"})
    assert tree(standby) == {"a/index.html": b"a"}


def test_kept_files_are_copied_where_they_cannot_be_linked(live: Path, other_disk: Path) -> None:
    standby = fill(other_disk / "standby", {"a/index.html": b"of an older site"})
    release.settle(standby, live, release.stamps(live), set(), {"a/index.html", "index.html"})
    assert tree(standby) == {"a/index.html": b"a", "index.html": b"home"}
    assert (standby / "index.html").stat().st_mtime_ns == (live / "index.html").stat().st_mtime_ns


def test_empty_folders_and_clutter_do_not_stay(live: Path, standby: Path) -> None:
    fill(standby, {".DS_Store": b"x", "gone/deep/Thumbs.db": b"x", "a/desktop.ini": b"x"})
    (standby / "empty/deep").mkdir(parents=True)
    release.settle(standby, live, release.stamps(live), set(), {"a/index.html"})
    assert tree(standby) == {"a/index.html": b"a"}
    assert folders(standby) == {"a"}


def test_file_can_take_the_place_of_a_folder(live: Path, standby: Path) -> None:
    fill(standby, {"name/index.html": b"x"})
    release.write(standby, "name", b"file")
    release.settle(standby, live, release.stamps(live), {"name"}, {"name", "index.html"})
    assert tree(standby) == {"name": b"file", "index.html": b"home"}


def test_folder_can_take_the_place_of_a_file(live: Path, standby: Path) -> None:
    fill(standby, {"name": b"x"})
    release.write(standby, "name/index.html", b"file")
    release.settle(standby, live, release.stamps(live), {"name/index.html"}, {"name/index.html", "index.html"})
    assert tree(standby) == {"name/index.html": b"file", "index.html": b"home"}


def test_kept_file_can_take_the_place_of_a_folder_of_an_older_site(live: Path, standby: Path) -> None:
    fill(standby, {"index.html/name": b"x"})
    release.settle(standby, live, release.stamps(live), set(), {"index.html"})
    assert tree(standby) == {"index.html": b"home"}


def test_kept_folder_can_take_the_place_of_a_file_of_an_older_site(live: Path, standby: Path) -> None:
    fill(standby, {"a": b"x"})
    release.settle(standby, live, release.stamps(live), set(), {"a/index.html"})
    assert tree(standby) == {"a/index.html": b"a"}


def test_switch_exchanges_the_two_trees(live: Path, standby: Path, tmp_path: Path) -> None:
    fill(standby, {"index.html": b"new"})
    old, new = live.stat().st_ino, standby.stat().st_ino
    release.switch(standby, live, tmp_path / "previous")
    assert (live.stat().st_ino, standby.stat().st_ino) == (new, old)
    assert tree(live) == {"index.html": b"new"}
    assert not (tmp_path / "previous").exists()


def test_switch_makes_the_first_site(standby: Path, tmp_path: Path) -> None:
    fill(standby, {"index.html": b"new"})
    release.switch(standby, tmp_path / "site", tmp_path / "previous")
    assert tree(tmp_path / "site") == {"index.html": b"new"}
    assert not standby.exists()


def test_what_is_refused_between_the_steps_of_a_switch_is_undone(
    live: Path, standby: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(standby, {"index.html": b"new"})
    before, rename = tree(live), Path.rename

    def refusing(path: Path, target: Path) -> Path:
        if (path, target) == (standby, live):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
        return rename(path, target)

    monkeypatch.setattr(release, "_exchange", lambda first, second: False)
    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(PermissionError):
        release.switch(standby, live, tmp_path / "previous")

    assert tree(live) == before
    assert tree(standby) == {"index.html": b"new"}


def test_a_site_that_somebody_closed_for_a_while_can_be_built_again(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    build_site(root)
    closed = [root / "site", root / "site/notices", root / "site/notices/2023-library"]
    for names in (("测试公开网", "甲网"), ("甲网", "乙网")):
        for folder in closed:
            folder.chmod(0o555)
        edit(root, "content/site.yaml", *names)
        with contextlib.suppress(EnvironmentFailed):  # root may write everywhere
            build_site(root)
        for folder in closed:
            folder.chmod(0o755)
        build_site(root)

    standby = State(root / "site").take_standby()
    release.place_of(standby, "notices/2023-library/index.html").write_bytes(b"new")
    for name in ("", "notices", "notices/2023-library"):
        assert (standby / name).stat().st_mode & stat.S_IRWXU == stat.S_IRWXU


OLD, NEW = {"index.html": b"old"}, {"index.html": b"new"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"site": OLD, "standby": NEW}, {"site": OLD, "standby": NEW}),
        ({"previous": OLD, "standby": NEW}, {"site": OLD, "standby": NEW}),
        ({"previous": OLD, "site": NEW}, {"site": NEW, "standby": OLD}),
        ({"site": NEW, "standby": OLD}, {"site": NEW, "standby": OLD}),
        ({"previous": OLD}, {"site": OLD}),
        ({"previous": OLD, "site": NEW, "standby": OLD}, {"site": NEW, "standby": OLD}),
        ({}, {}),
    ],
    ids=[
        "before the switch",
        "between the first step and the second",
        "between the second step and the third",
        "after the switch",
        "standby tree lost",
        "standby tree made anew",
        "nothing there",
    ],
)
def test_death_inside_the_switch_leaves_a_whole_site(
    tmp_path: Path, before: dict[str, dict[str, bytes]], after: dict[str, dict[str, bytes]]
) -> None:
    for name, files in before.items():
        fill(tmp_path / name, files)
    release.recover(tmp_path / "standby", tmp_path / "site", tmp_path / "previous")
    assert {path.name: tree(path) for path in tmp_path.iterdir()} == after


def test_live_folder_keeps_its_permissions(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    build_site(root)
    (root / "site").chmod(0o2750)
    (root / "content/pages/about.md").unlink()
    build_site(root)
    assert (root / "site").stat().st_mode & 0o7777 == 0o2750
