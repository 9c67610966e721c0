"""What is remembered is used only where it is whole and of this program."""

import subprocess
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from tests.building.running import PROJECT, SECONDS, surroundings
from tests.small_site import build_site, make_site, tree
from zhaoshi.building.engine import engine_digest
from zhaoshi.building.record import Group, PageMemo, Record
from zhaoshi.building.scanning import Source, Stamp, sources_by_path
from zhaoshi.building.sealed import Damaged, digest_of, sealed
from zhaoshi.building.shelf import Shelf
from zhaoshi.building.state import NoticeStore, State
from zhaoshi.model.summary import details_of


@pytest.fixture
def state(tmp_path: Path) -> State:
    """The state of a folder that holds nothing yet."""
    state = State(tmp_path / "site")
    state.folder.mkdir(parents=True)
    return state


def a_record() -> Record:
    stamp = Stamp(3, 1_700_000_000_123_456_789, 42)
    return Record(
        engine="e",
        sources=sources_by_path([Source("content/units.yaml", "/x/content/units.yaml", stamp, "d", True)]),
        templates="t",
        closures={"pages/home.html": "c"},
        pages=Shelf(PageMemo, {"index.html": PageMemo("c", "i", "s")}),
        outputs=Shelf(Stamp, {"index.html": stamp}),
    )


def record_file(state: State) -> Path:
    return state.folder / "record"


def test_state_of_two_output_folders_is_kept_apart(tmp_path: Path) -> None:
    assert State(tmp_path / "a").folder != State(tmp_path / "b").folder


def test_record_comes_back_as_it_was_saved(state: State) -> None:
    state.save(a_record())
    assert state.load("e") == a_record()


def test_record_of_a_real_build_comes_back_whole(tmp_path: Path) -> None:
    build_site(make_site(tmp_path))
    record = State(tmp_path / "site").load(engine_digest())
    assert set(record.outputs) == set(tree(tmp_path / "site"))
    assert len(record.summaries) == 2
    state = State(tmp_path / "copy")
    state.folder.mkdir()
    state.save(record)
    assert state.load(engine_digest()) == record


def test_record_of_another_program_is_not_used(state: State) -> None:
    state.save(a_record())
    assert state.load("other") == Record("other")


def test_missing_record_is_an_empty_one(state: State) -> None:
    assert state.load("e") == Record("e")


def test_forgotten_record_is_an_empty_one(state: State) -> None:
    state.save(a_record())
    state.forget()
    state.forget()
    assert state.load("e") == Record("e")


def test_record_torn_anywhere_is_not_used(state: State) -> None:
    state.save(a_record())
    whole = record_file(state).read_bytes()
    for length in range(len(whole)):
        record_file(state).write_bytes(whole[:length])
        assert state.load("e") == Record("e"), length
    record_file(state).write_bytes(whole + b"\0")
    assert state.load("e") == Record("e")


def test_record_changed_anywhere_is_not_used(state: State) -> None:
    state.save(a_record())
    whole = record_file(state).read_bytes()
    for place in range(len(whole)):
        record_file(state).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert state.load("e") == Record("e"), place


def test_whole_record_of_another_shape_is_not_used(tmp_path: Path, state: State) -> None:
    other = State(tmp_path / "other")
    other.folder.mkdir()
    other.last_build.write_bytes(sealed("not a record"))
    other.last_build.replace(record_file(state))
    assert state.load("e") == Record("e")


def test_half_written_new_record_does_not_touch_the_old_one(state: State) -> None:
    state.save(a_record())
    record_file(state).with_suffix(".new").write_bytes(record_file(state).read_bytes()[:40])
    assert state.load("e") == a_record()
    state.save(Record("e"))
    assert state.load("e") == Record("e")


def stored_notice(root: Path) -> tuple[NoticeStore, str, Path]:
    build_site(make_site(root))
    store = root / ".zhaoshi/site/notices"
    path = min(path for path in store.rglob("*") if path.is_file())
    return NoticeStore(store), path.parent.name + path.name, path


def test_notice_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    store, digest, _ = stored_notice(tmp_path)
    notice = store.load(digest)
    assert notice is not None
    other = NoticeStore(tmp_path / "other")
    other.save(digest, notice)
    assert other.load(digest) == notice


def test_torn_notice_is_not_used(tmp_path: Path) -> None:
    store, digest, path = stored_notice(tmp_path)
    whole = path.read_bytes()
    for length in (0, 10, 16, 17, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert store.load(digest) is None, length


def test_torn_details_are_damaged(tmp_path: Path) -> None:
    store, digest, path = stored_notice(tmp_path)
    whole = path.read_bytes()
    notice = store.load(digest)
    assert notice is not None
    assert store.details(digest).log == details_of(notice).log
    for place in (0, 3, 4, 19, 22):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Damaged):
            store.details(digest)
    path.unlink()
    with pytest.raises(Damaged):
        store.details(digest)


def test_notice_store_keeps_only_what_is_wanted(tmp_path: Path) -> None:
    known, digest, _ = stored_notice(tmp_path / "site")
    notice = known.load(digest)
    assert notice is not None
    store = NoticeStore(tmp_path / "notices")
    store.keep_only([])
    for digest in ("aabb", "aacc", "ddee"):
        store.save(digest, notice)
    store.keep_only(["aacc", "ffff"])
    assert sorted(tree(tmp_path / "notices")) == ["aa/cc"]


class Colour(StrEnum):
    RED = "red"


class Inputs(Struct, frozen=True):
    day: date
    moment: datetime
    colour: Colour
    names: tuple[str, ...]
    table: dict[str, int]


INPUTS = Inputs(date(2024, 3, 1), datetime(2024, 3, 1, 9), Colour.RED, ("一", "二"), {"a": 1, "b": 2})


def test_equal_values_have_equal_digests_in_every_process() -> None:
    program = "from tests.building.test_state import INPUTS; from zhaoshi.building.sealed import digest_of"
    for seed in ("0", "1"):
        ended = subprocess.run(
            [sys.executable, "-c", f"{program}; print(digest_of('x', INPUTS))"],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            cwd=PROJECT,
            env=surroundings({"PYTHONHASHSEED": seed}),
            check=True,
        )
        assert ended.stdout.strip() == digest_of("x", INPUTS)


@pytest.mark.parametrize(
    "other",
    [
        replace(INPUTS, day=date(2024, 3, 2)),
        replace(INPUTS, names=("一二",)),
        replace(INPUTS, names=("二", "一")),
        replace(INPUTS, table={"a": 1, "b": 3}),
    ],
)
def test_other_values_have_other_digests(other: Inputs) -> None:
    assert digest_of(other) != digest_of(INPUTS)


def test_digest_tells_where_one_part_ends() -> None:
    assert digest_of("ab", "c") != digest_of("a", "bc")
    assert digest_of(None) != digest_of("")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such permissions")
def test_others_may_not_look_at_what_is_remembered(tmp_path: Path) -> None:
    build_site(make_site(tmp_path))
    assert not (tmp_path / ".zhaoshi").stat().st_mode & 0o007


def test_groups_of_a_record_are_read_one_by_one(tmp_path: Path) -> None:
    build_site(make_site(tmp_path))
    state = State(tmp_path / "site")
    found = state.load_kept()
    assert found
    first, *others = found[1].groups
    data = record_file(state).read_bytes()
    record_file(state).write_bytes(bytes([data[0] ^ 1]) + data[1:])
    with pytest.raises(Damaged):
        found[1].groups[first]
    assert all(Group.decoded(found[1].groups[name]) for name in others)
