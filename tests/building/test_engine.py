"""A change of any file of the program is noticed, also where the others are taken from memory."""

import os
from pathlib import Path

import pytest

from tests.small_site import build_site, make_site, tree
from zhaoshi.building import build, engine, installed
from zhaoshi.building.engine import engine_digest
from zhaoshi.building.scanning import RACY_NS

LONG_AGO = 1_600_000_000 * 10**9


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a program of two files, installed long ago."""
    folder = tmp_path / "program"
    for name in ("cli.py", "text/pairs.py"):
        write(folder / name, "a = 1\n")
    monkeypatch.setattr(engine, "_PACKAGE", folder)
    return folder


def write(path: Path, text: str, time: int = LONG_AGO) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(time, time))


def test_what_is_remembered_gives_the_same_digest(program: Path, tmp_path: Path) -> None:
    memory = tmp_path / "memory"

    assert engine_digest(memory) == engine_digest(memory) == engine_digest()


def test_a_file_that_did_not_change_is_not_read_again(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    read_bytes = Path.read_bytes

    def noting(path: Path) -> bytes:
        read.append(path.name)
        return read_bytes(path)

    memory = tmp_path / "memory"
    engine_digest(memory)
    write(program / "cli.py", "a = 2\n")
    monkeypatch.setattr(Path, "read_bytes", noting)
    engine_digest(memory)

    assert read == ["memory", "cli.py"]


@pytest.mark.parametrize("change", ["change", "add", "delete", "rename"])
def test_any_change_of_the_program_changes_its_digest(program: Path, tmp_path: Path, change: str) -> None:
    memory = tmp_path / "memory"
    before = engine_digest(memory)
    match change:
        case "change":
            write(program / "text/pairs.py", "a = 2\n")  # the same size and time as before
        case "add":
            write(program / "text/added.py", "")
        case "delete":
            (program / "cli.py").unlink()
        case "rename":
            (program / "cli.py").rename(program / "commands.py")

    assert engine_digest(memory) == engine_digest() != before


def test_a_file_that_was_just_written_is_read_again(program: Path, tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    status = (program / "cli.py").stat()
    write(program / "cli.py", "a = 3\n", status.st_ctime_ns + RACY_NS)
    engine_digest(memory)

    assert b"cli.py" not in memory.read_bytes()
    assert b"pairs.py" in memory.read_bytes()


def test_another_version_of_a_library_changes_the_digest(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, versions = engine_digest(), installed._versions()
    monkeypatch.setattr(installed, "_versions", lambda: {**versions, "jinja2": "99"})

    assert engine_digest() != before


def test_versions_are_those_of_the_metadata() -> None:
    from importlib import metadata

    names = ("babel", "jinja2", "markdown-it-py", "markupsafe", "msgspec", "pyyaml", "segno")
    assert [installed.version(name) for name in names] == [metadata.version(name) for name in names]
    with pytest.raises(ModuleNotFoundError):
        installed.version("no-such-library")


def test_another_program_that_makes_the_same_pages_leaves_every_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site(tmp_path)
    build_site(root)
    before = {path: path.stat().st_ino for path in (root / "site").rglob("*")}
    monkeypatch.setattr(build, "engine_digest", lambda memory=None: "another")

    report = build_site(root)

    assert set(report.reasons.values()) == {"new"}
    assert [*report.created, *report.updated, *report.removed] == []
    assert report.unchanged == len(tree(root / "site"))
    assert {path: path.stat().st_ino for path in (root / "site").rglob("*")} == before


def test_another_program_does_not_trust_a_page_that_was_changed_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site(tmp_path)
    build_site(root)
    before = tree(root / "site")
    page = root / "site/index.html"
    page.write_bytes(page.read_bytes().replace(b"<h1", b"<h2"))
    monkeypatch.setattr(build, "engine_digest", lambda memory=None: "another")

    report = build_site(root)

    assert set(report.updated) == {"index.html"}
    assert tree(root / "site") == before
