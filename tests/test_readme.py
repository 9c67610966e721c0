"""The commands and examples of the READMEs, run in a copy of the checkout."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from zhaoshi.building.build import check

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
CHECKOUT = ("build.py", "zhaoshi", "templates", "content")
LONG = re.compile(r"make (site|test)|python build\.py serve|py -m venv .*|.* -m pip install .*|.* -m pytest")
"""Commands that install, run the tests or go on for ever."""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of what a checkout needs in order to build."""
    for name in CHECKOUT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(folder: Path, *arguments: str, python: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder; output is English."""
    environment = {**os.environ, "ZHAOSHI_LANGUAGE": "en", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, *python, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def blocks(readme: str, language: str) -> list[str]:
    """Return what stands in fences of a language."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def commands(readme: str) -> list[str]:
    """Return every command line of a README, with forward slashes."""
    lines = "".join(blocks(readme, "sh") + blocks(readme, "powershell")).splitlines()
    return [line.replace("\\", "/") for line in lines]


def test_readmes_name_the_same_commands() -> None:
    english, chinese = (commands(readme) for readme in READMES)

    assert english == chinese


def test_examples_are_the_same_in_both_readmes() -> None:
    english, chinese = (blocks(readme, "markdown") + blocks(readme, "yaml") for readme in READMES)

    assert english == chinese


def test_short_commands_of_the_readme_work_in_a_checkout(checkout: Path) -> None:
    short = [line for line in commands("README.md") if not LONG.fullmatch(line)]
    outcomes = {}
    for line in short:
        program, *arguments = shlex.split(line)
        assert program in ("python", ".venv/Scripts/python")
        outcomes[line] = run(checkout, *arguments).returncode

    assert outcomes == dict.fromkeys(short, 0)
    assert any("new notice" in line for line in short)
    assert (checkout / "site/index.html").exists()


def test_commands_of_the_table_exist(checkout: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `python build\.py([^`]*)` \| [^|]* \|([^|]*)\|$", text, flags=re.MULTILINE)
    assert table
    for words, options in table:
        command = words.replace(" ID", "").split()
        found = run(checkout, "build.py", *(command or ["build"]), "--help")

        assert found.returncode == 0
        assert [option for option in re.findall(r"`(--[a-z-]+)", options) if option not in found.stdout] == []


def test_files_that_commands_name_exist() -> None:
    named = {word for line in commands("README.md") for word in line.split() if word.endswith((".txt", ".py"))}

    assert {"build.py", "requirements/base.txt", "requirements/test.txt"} == named
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_new_notice_builds_as_it_is(checkout: Path) -> None:
    assert run(checkout, "build.py", "new", "notice", "2030-brand-new").returncode == 0
    built = run(checkout, "build.py", "--drafts", "--json", "--jobs", "1")

    assert built.returncode == 0
    assert "notices/2030-brand-new/index.html" in json.loads(built.stdout)["pages"]["created"]


def test_example_of_the_readme_is_right(checkout: Path) -> None:
    (notice,), (ledger,) = blocks("README.md", "markdown"), blocks("README.md", "yaml")
    shutil.rmtree(checkout / "content/notices")
    shutil.rmtree(checkout / "content/replies", ignore_errors=True)
    folder = checkout / "content/notices/2024-water-bureau"
    folder.mkdir(parents=True)
    (folder / "notice.md").write_text(notice, encoding="utf-8")
    (folder / "ledger.yaml").write_text(ledger, encoding="utf-8")

    found = check(checkout, checkout / "site", as_of=date(2025, 1, 1))

    assert [problem for problem in found if "notices/" in problem.at.path] == []


def test_without_dependencies_the_front_door_says_in_one_line_what_to_run(checkout: Path) -> None:
    found = run(checkout, "build.py", python=("-S", "-E"))

    assert found.returncode == 3
    assert found.stdout == ""
    (line,) = found.stderr.splitlines()
    assert line.endswith("make site")


def test_unknown_command_is_wrong_usage_without_a_traceback(checkout: Path) -> None:
    found = run(checkout, "build.py", "biuld")

    assert found.returncode == 2
    assert "Traceback" not in found.stderr
