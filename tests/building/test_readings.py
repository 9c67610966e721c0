"""Readings of names are kept between builds and never tell anything else than the dictionary."""

from pathlib import Path

import pytest

from zhaoshi.building.readings import KeptReadings
from zhaoshi.text import pinyin

NAMES = ["重庆路小学", "长宁街道", "第10中学"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "readings"


@pytest.fixture
def no_dictionary(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """Keep the readings of the names, and let nobody ask the dictionary any more."""
    KeptReadings(file, "engine")(NAMES)
    monkeypatch.setattr(pinyin, "readings", lambda names: pytest.fail(f"asked for {names}"))


def test_readings_are_those_of_the_dictionary(file: Path) -> None:
    assert KeptReadings(file, "engine")(NAMES) == pinyin.readings(NAMES)


@pytest.mark.usefixtures("no_dictionary")
def test_what_was_read_is_not_read_again(file: Path) -> None:
    kept = KeptReadings(file, "engine")(NAMES[:2])

    assert pinyin.letter(kept["重庆路小学"]) == "C"


def test_new_names_are_read_and_kept_beside_the_others(file: Path) -> None:
    KeptReadings(file, "engine")(NAMES[:1])
    KeptReadings(file, "engine")(NAMES[1:])

    assert KeptReadings(file, "engine")([]) == pinyin.readings(NAMES)


@pytest.mark.parametrize("damage", [b"", b"torn", b"\0" * 40])
def test_a_damaged_file_is_replaced(file: Path, damage: bytes) -> None:
    file.write_bytes(damage)

    assert KeptReadings(file, "engine")(NAMES) == pinyin.readings(NAMES)
    assert sorted(path.name for path in file.parent.iterdir()) == ["readings"]


def test_readings_of_another_program_are_not_used(file: Path) -> None:
    KeptReadings(file, "other")(["单县路社区"])

    assert set(KeptReadings(file, "engine")(NAMES)) == set(NAMES)
