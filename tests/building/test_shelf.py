"""A shelf is a mapping, however many of its parts are packed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.building import shelf
from zhaoshi.building.shelf import Paths, Shelf, in_order, part_of

NAMES = ["a", "b", "notices", "page", "x-1", "x", "y.html", "index.html", "巡察", "ﬁ"]
PATHS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map("/".join)
VALUES = st.lists(st.tuples(PATHS, st.integers(0, 9)))


@pytest.fixture(autouse=True)
def few_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold only two values unpacked."""
    monkeypatch.setattr(shelf, "_OPEN", 2)


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("index.html", ""),
        ("units/index.html", "units"),
        ("units/a/index.html", "units/a"),
        ("updates/2024-05/page/2/index.html", "updates/2024-05"),
        ("notices/index.html", "notices"),
        ("notices/2023-x/index.html", "notices/2023-x"),
        ("notices/2023-x/attachments/a.pdf", "notices/2023-x"),
    ],
)
def test_a_part_is_what_lies_in_two_folders(path: str, part: str) -> None:
    assert part_of(path) == part


@given(VALUES, PATHS)
def test_it_says_what_a_dict_says(values: list[tuple[str, int]], other: str) -> None:
    held, plain = Shelf(int, values), dict(values)
    assert held == plain
    assert (len(held), bool(held), held.get(other)) == (len(plain), bool(plain), plain.get(other))
    assert [*in_order(held)] == sorted(plain.items())
    assert {part: dict(held.part(part)) for part in held.parts()} == {
        part: {path: value for path, value in plain.items() if part_of(path) == part} for part in map(part_of, plain)
    }


@given(VALUES, PATHS)
def test_what_is_taken_out_is_missing(values: list[tuple[str, int]], other: str) -> None:
    held, plain = Shelf(int, values), dict(values)
    assert held.pop(other, None) == plain.pop(other, None)
    assert held == plain
    assert [*in_order(held)] == sorted(plain.items())


@given(VALUES)
def test_parts_can_be_carried_over_encoded(values: list[tuple[str, int]]) -> None:
    held, other = Shelf(int, values), Shelf(int)
    for part in [*held.parts(), "nothing"]:
        other.take_part(part, held.encoded(part))
    assert other == held
    assert [*other.parts()] == [*held.parts()]


def test_a_value_is_replaced_in_its_place() -> None:
    held = Shelf(int, {"units/a": 1, "units/b": 2, "rounds/a": 3, "data/a": 4})
    held["units/a"] = 5
    assert [*held.items()] == [("units/a", 5), ("units/b", 2), ("rounds/a", 3), ("data/a", 4)]


def test_what_is_not_there_is_missing() -> None:
    held = Shelf(int, {"units/a": 1})
    with pytest.raises(KeyError):
        held["units/b"]
    with pytest.raises(KeyError):
        held["rounds/b"]
    assert [*held.parts()] == ["units"]


def test_few_values_are_held_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_OPEN", 30)
    held = Shelf(int, ((f"units/{unit}/{page}", page) for page in range(5) for unit in range(20)))
    for _ in range(5):
        del held["units/7/0"]
        held["units/7/0"] = 1
    assert 25 < sum(map(len, held._open.values())) <= 30
    assert len(held) == 100


@given(st.lists(PATHS))
def test_paths_are_a_set_in_order(paths: list[str]) -> None:
    made = Paths(paths)
    assert set(made) == set(paths)
    assert [*made] == sorted(set(paths))
    assert bool(made) == bool(paths)
