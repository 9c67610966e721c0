"""What papers say of commands and their options, held against the program."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.documentation.papers import DOCS, PAPERS, ROOT, chapters, read, rows
from zhaoshi import cli


def commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield each command that can be run, by its full name."""
    for word, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


def long_options(command: click.Command) -> set[str]:
    context = click.Context(command)
    return {option for param in command.get_params(context) for option in param.opts if option.startswith("--")}


PROGRAM = cli.program(lambda text: text)
COMMANDS: dict[str, click.Command] = {"zhaoshi": PROGRAM, **dict(commands(PROGRAM, "zhaoshi"))}


def documented_options(chapter: str) -> set[str]:
    return set(re.findall(r"`(--[a-z-]+)", " ".join(row[0] for row in rows(chapter))))


def test_every_command_has_a_chapter_and_every_chapter_a_command() -> None:
    named = {heading.strip("`") for heading in chapters(read(DOCS / "commands.md")) if heading.startswith("`")}

    assert named == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_options_of_a_command_are_those_documented(name: str) -> None:
    found = chapters(read(DOCS / "commands.md"))
    common = documented_options(found["Common to all commands"]) if name != "zhaoshi" else set()

    assert documented_options(found[f"`{name}`"]) | common == long_options(COMMANDS[name])


def test_exit_codes_are_those_documented() -> None:
    found = {int(row[0]) for row in rows(chapters(read(DOCS / "commands.md"))["Exit codes"])}

    assert found == {cli.DONE, cli.SOURCES_WRONG, cli.USAGE, cli.ENVIRONMENT, cli.INTERRUPTED}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_options_named_anywhere_exist(paper: Path) -> None:
    known = {option for command in COMMANDS.values() for option in long_options(command)}
    ours = re.findall(r"(?:zhaoshi|build\.py)((?: [^\s`|]+)*)", read(paper))
    named = {word for line in ours for word in line.split() if re.fullmatch(r"--[a-z-]+", word)}

    assert named <= known


def test_make_targets_named_in_papers_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), flags=re.MULTILINE))
    named = {
        target for paper in PAPERS for target in re.findall(r"(?:^|`)make ([a-z]+)", read(paper), flags=re.MULTILINE)
    }
    row = next(line for line in read(ROOT / "README.md").split("\n") if line.startswith("| `Makefile`"))

    assert named | set(re.findall(r"`([a-z]+)`", row)) <= targets
