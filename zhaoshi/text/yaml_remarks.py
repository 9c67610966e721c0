"""Words behind a “#” that were to be a part of the value: `办公室 #1楼`. YAML takes them for a remark."""

import re
from collections.abc import Iterator

from zhaoshi.problems import Location, Problem, doubt, msg
from zhaoshi.text import yaml_text
from zhaoshi.text.decoding import place
from zhaoshi.text.nodes import Mapping, Node, Scalar, Sequence
from zhaoshi.text.yaml_events import parse_events

_REMARK = re.compile(r"[ \t]+(#[^\s#].*?)(?=\s+# |\s*$)", re.MULTILINE)

_DAY_OR_NUMBER = re.compile(r"[\d\s.:/年月日-]+")
"""What needs no words beside it, and would be refused with them."""


def cut_values(text: str, path: str, first_line: int) -> list[Problem]:
    """Doubt remarks on the line of a value whose “#” has no space behind it, in a text that can be read."""
    root, _ = parse_events(text, path, first_line, with_spans=True)
    found: list[Problem] = []
    for field, value in _plain_values(root, ""):
        if remark := _REMARK.match(text, value.span[1]):
            line, column = place(text, remark.start(1))
            whole = yaml_text.scalar(f"{value.text}{remark[0]}".strip())
            hint = msg(
                "if it belongs to the value, write {example}; if it is a remark, put a space behind “#”",
                example=f"{field}{whole}",
            )
            if _DAY_OR_NUMBER.fullmatch(value.text):
                hint = msg("put a space behind “#” if it is a remark, or delete it")
            message = msg("“{words}” is left out: behind a space, “#” begins a remark", words=remark[1])
            found.append(doubt(Location(path, first_line + line - 1, column), "yaml.cut-value", message, hint))
    return found


def _plain_values(node: Node | None, field: str) -> Iterator[tuple[str, Scalar]]:
    """Yield each value that is not in quotation marks, with its field as it is written before it."""
    match node:
        case Scalar(is_quoted=False):
            yield field, node
        case Mapping():
            for key, value in node.entries:
                yield from _plain_values(value, f"{key.text}: ")
        case Sequence():
            for item in node.items:
                yield from _plain_values(item, "")
