"""Odd places to run in: a folder inside another site, no terminal, nobody who reads the answer, a wrong day."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_site import make_site, tree
from zhaoshi.cli import ENVIRONMENT, main

PROGRAM = [sys.executable, str(Path(__file__).parent.parent / "build.py")]
BUILD = ["build", "--no-search", "--no-pictures", "--as-of", "2024-03-01", "--language", "en"]


@pytest.mark.parametrize(
    ("out", "reason"),
    [
        ("content/out", "lies among the sources"),
        ("content", "lies among the sources"),
        ("templates/out", "lies among the sources"),
        (".", "holds them"),
        ("..", "holds them"),
        ("site/deep/down", "lies in the site"),
    ],
)
def test_a_site_lies_neither_among_its_sources_nor_in_another_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str, reason: str
) -> None:
    root = make_site(tmp_path / "root")
    assert main([*BUILD, "--root", str(root)]) == 0
    before = tree(tmp_path)

    assert main([*BUILD, "--root", str(root), "--out", str(root / out)]) == ENVIRONMENT
    assert reason in capsys.readouterr().err
    assert tree(tmp_path) == before


def test_without_a_terminal_the_site_is_built(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    closed = 'exec "$@" >&- 2>&-'
    done = subprocess.run(["sh", "-c", closed, "sh", *PROGRAM, *BUILD, "--root", str(root)], timeout=120, check=False)
    assert done.returncode == 0
    assert (root / "site/index.html").exists()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a disk that is always full")  # noqa: PTH110
def test_an_answer_that_nobody_takes_is_told(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "check", "--json", "--root", str(root), "--language", "en"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )
    assert done.returncode == ENVIRONMENT
    assert done.stderr.strip() == "standard output cannot be written: the disk is full"


@pytest.mark.parametrize("value", ["1e9", "-1", "1700000000.5", "today", "99999999999999999"])
def test_a_day_of_a_reproducible_build_that_is_none_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    arguments = [argument for argument in BUILD if argument not in ("--as-of", "2024-03-01")]
    assert main([*arguments, "--root", str(make_site(tmp_path))]) == ENVIRONMENT
    assert f"SOURCE_DATE_EPOCH is no time: {value}" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_names_that_are_no_text_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site(tmp_path / "root")
    assets = root / "templates/assets"
    assets.mkdir(parents=True)
    (assets / os.fsdecode(b"\xff.css")).touch()
    assert main([*BUILD, "--root", str(root)]) == 1
    assert "the name of the file is not Unicode text" in capsys.readouterr().err

    odd = root.rename(tmp_path / os.fsdecode(b"\xff"))
    assert main([*BUILD, "--root", str(odd)]) == ENVIRONMENT
    assert "is not Unicode text; rename it" in capsys.readouterr().err
    assert not (odd / "site").exists()
