"""Values as YAML text that `yaml_nodes` reads back as they were."""

import re
from collections.abc import Iterator

Value = str | dict[str, "Value"] | list["Value"]

_PLAIN = re.compile(r"[\w（《“‘〔【「][\w 　（）《》“”‘’〔〕【】「」、，。；：！？…—·．%/.+-]*(?<!\s)(?: \d\d:\d\d)?")
_MISREAD = re.compile(r"(?i)null|true|false|yes|no|on|off|y|n")
"""Words that other readers of YAML take for something else than text."""
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def scalar(text: str) -> str:
    """Write a text on one line, in quotation marks where it needs them; fit to stand between brackets."""
    if _PLAIN.fullmatch(text) and not _MISREAD.fullmatch(text):
        return text
    if text.isprintable() and ('"' in text or "\\" in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character.isprintable() or character in "\u3000\u00a0":
        return character.translate(_ESCAPES)
    return character.translate(_ESCAPES) if ord(character) in _ESCAPES else f"\\U{ord(character):08X}"


def in_brackets(value: Value) -> str:
    """Write a value on one line."""
    match value:
        case str():
            return scalar(value)
        case dict():
            return "{" + ", ".join(f"{key}: {in_brackets(below)}" for key, below in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(in_brackets, value)) + "]"


def field_lines(name: str, value: Value, indent: int) -> Iterator[str]:
    """Write a field on lines of its own: a list below its name, one line an element, all else on one line."""
    margin = " " * indent
    if not isinstance(value, list):
        yield f"{margin}{name}: {in_brackets(value)}"
        return
    yield f"{margin}{name}:"
    for element in value:
        yield f"{margin}  - {in_brackets(element)}"
