"""What a process loads: a command that has little to do does not wait for the libraries of those that have much."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building.running import PROJECT, command, edit, surroundings

PROGRAM = """
import json, sys
from zhaoshi.cli import main
code = main(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]))
"""

HEAVY = {
    *("zhaoshi.model", "zhaoshi.pages", "zhaoshi.rendering", "zhaoshi.building.making"),
    *("babel", "jinja2", "markdown_it", "yaml", "segno", "pypinyin", "PIL"),
    *("concurrent.futures", "multiprocessing", "importlib.metadata"),
}
"""Modules that reading, rendering and starting workers need."""


def loaded(*arguments: str) -> set[str]:
    """Return the modules that a successful run of the program has loaded."""
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=PROJECT,
        env=surroundings(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    code, modules = json.loads(result.stdout.splitlines()[-1])
    assert code == 0
    return set(modules)


def test_a_build_with_nothing_to_do_loads_nothing_that_makes_pages(root: Path) -> None:
    arguments = command(root)[2:]
    loaded(*arguments)

    assert loaded(*arguments) & HEAVY == set()


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"]])
def test_help_loads_nothing_that_makes_pages(arguments: list[str]) -> None:
    assert loaded(*arguments) & HEAVY == set()


def test_one_edit_starts_no_worker_and_asks_no_yaml_parser(root: Path) -> None:
    arguments = command(root)[2:]
    loaded(*arguments)
    edit(root, "content/notices/2023-library/ledger.yaml", "status: 整改中", "status: 长期坚持", 1)

    assert loaded(*arguments) & {"multiprocessing", "yaml", "pypinyin", "importlib.metadata"} == set()
