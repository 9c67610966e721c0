"""What people see on the terminal: problems with the line they are about, progress, the end of a run."""

import json
import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click
from msgspec import Struct

from zhaoshi.problems import EnvironmentFailed, Gettext, Location, Problem, Severity, errors, msg
from zhaoshi.system_errors import reason_of

_WIDEST = 100
_NONE: Mapping[str, str] = MappingProxyType({})


class Console(Struct, frozen=True):
    """Where output goes, and in which language."""

    gettext: Gettext
    as_json: bool = False
    quiet: bool = False
    verbose: bool = False

    @property
    def is_terminal(self) -> bool:
        """Whether a person watches standard error."""
        return sys.stderr.isatty()

    def say(self, text: str, *, colour: str | None = None) -> None:
        """Tell a person something."""
        if not self.quiet:
            self._write(text, colour)

    def fail(self, text: str) -> None:
        """Tell a person what went wrong; not silenced by `--quiet`."""
        self._write(text, "red")

    def progress(self, text: str) -> None:
        """Overwrite the current line on a terminal; nothing elsewhere."""
        if self.is_terminal and not self.quiet and not self.as_json:
            click.echo(f"\r\x1b[2K{text}", nl=False, err=True)

    def result(self, value: dict[str, Any]) -> None:
        """Write the one JSON object of a run to standard output."""
        if self.as_json:
            write_out(json.dumps(value, ensure_ascii=False, default=str))

    def problems(self, problems: Sequence[Problem], root: Path, texts: Mapping[str, str] = _NONE) -> None:
        """Show problems, each with the line that it is about; `texts` are of files as they would be, by path."""
        lines = _Lines(root, texts)
        for problem in problems:
            is_error = problem.severity is Severity.ERROR
            if not is_error and self.quiet:
                continue
            label = "" if is_error else self.gettext("doubt") + " "
            self._write(f"{label}{problem.at}: {problem.text(self.gettext)}", "red" if is_error else "yellow")
            for line in code_frame(problem, lines):
                self._write(line, None)

    def _write(self, text: str, colour: str | None) -> None:
        use = colour if self.is_terminal and "NO_COLOR" not in os.environ else None
        click.echo(click.style(text, fg=use) if use else text, err=True)


def write_out(text: str) -> None:
    """Write what another program reads to standard output: in UTF-8, whatever the terminal has.

    A page says of itself that it is UTF-8, and JSON cannot be anything else (RFC 8259, 8.1). Raises
    `EnvironmentFailed` where nobody takes it.
    """
    try:
        click.echo(text.encode("utf-8", "replace"))
    except OSError as error:
        # What waits to be written would be tried again when the program ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise EnvironmentFailed(msg("standard output cannot be written: {reason}", reason=reason_of(error))) from error


def code_frame(problem: Problem, lines: "_Lines") -> list[str]:
    """Return the source line of a problem with a mark below its column; empty where there is no such line."""
    line = lines.at(problem.at)
    if not line.strip():
        return []
    start = max(0, problem.at.column - 1 - _WIDEST // 2)
    shown = "".join(c if c.isprintable() else " " for c in line[start : start + _WIDEST])
    before = _width(shown[: problem.at.column - 1 - start])
    gutter = f"{problem.at.line:>6} | "
    return [gutter + shown, " " * (len(gutter) - 2) + "| " + " " * before + "^"]


class _Lines:
    """The lines of sources, each file read once: one file may have thousands of doubts."""

    def __init__(self, root: Path, texts: Mapping[str, str]) -> None:
        """Name the site's folder, and files as they would be, by path."""
        self._root = root
        self._known = {path: _split(text) for path, text in texts.items()}

    def at(self, place: Location) -> str:
        """Return the line of a place; empty where there is none."""
        if place.path not in self._known:
            self._known[place.path] = _split(_text(self._root / place.path))
        lines = self._known[place.path]
        return lines[place.line - 1].rstrip("\r") if 0 < place.line <= len(lines) else ""


def _text(path: Path) -> str:
    if path.suffix not in (".md", ".yaml", ".html", ".xml") or not path.is_file():
        return ""
    try:
        with path.open(encoding="utf-8-sig", errors="strict") as file:
            return file.read(4_000_000)
    except (OSError, UnicodeError):
        return ""


def _split(text: str) -> list[str]:
    return text.removeprefix("\ufeff").split("\n")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def as_json(problem: Problem, gettext: Gettext) -> dict[str, Any]:
    """Return a problem as the JSON that every command gives."""
    return {
        "path": problem.at.path,
        "line": problem.at.line,
        "column": problem.at.column,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message.text(gettext),
        "hint": problem.hint.text(gettext) if problem.hint else None,
    }


def summary_of(problems: Sequence[Problem], console: Console) -> str:
    """Say in a sentence how many problems there are."""
    wrong = len(errors(problems))
    return console.gettext("errors: {errors}, doubts: {doubts}").format(errors=wrong, doubts=len(problems) - wrong)
