"""YAML with positions and guards. Scalars stay text, so `2.10`, `no` and `010` never turn into something else."""

import re

from zhaoshi.problems import Location, Problem, msg
from zhaoshi.text import yaml_lines
from zhaoshi.text.nodes import Node

MAX_BYTES = 1_000_000

_MAY_CUT = re.compile(r"[ \t]#[^\s#]")


def parse(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document.

    `first_line` is the line of the file at which `text` begins. The node is None where the document is empty or an
    error is returned.
    """
    if len(text.encode()) > MAX_BYTES:
        return None, [too_large(path, MAX_BYTES)]
    node = yaml_lines.read(text, path, first_line)
    problems: list[Problem] = []
    if node is None:
        from zhaoshi.text.yaml_events import parse_events

        node, problems = parse_events(text, path, first_line)
    if node is not None and _MAY_CUT.search(text):
        from zhaoshi.text.yaml_remarks import cut_values

        problems = cut_values(text, path, first_line)
    return node, problems


def too_large(path: str, limit: int) -> Problem:
    """Say that a file is over its size limit (bytes)."""
    return Problem(
        Location(path),
        "file.too-large",
        msg("the file is larger than {limit} kB", limit=f"{limit // 1000:,}"),
        msg("split it or put large material into attachments"),
    )
