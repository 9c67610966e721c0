"""The YAML that editors nearly always write, read line by line; several times as fast as by the parser.

One field or list entry a line, plain or simply quoted values, records and lists in brackets on one line. Whatever looks
different in any way, wrong YAML included, is left to the parser, so that this reader never gives another answer than
the parser: it gives the same nodes, or none.
"""

import re

from zhaoshi.problems import Location
from zhaoshi.text.nodes import Mapping, Node, Scalar, Sequence

_DEEPEST = 10

_UNUSUAL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_FIELD = re.compile(r"(\w[\w-]{0,99}):(?: +([^ ].*)?)?")
_ENTRY = re.compile(r"-( +)([^ ].*)")
_NOT_PLAIN = frozenset("?:,[]{}#&*!|>'\"%@`-\u3000\u00a0")
"""What a plain value does not begin with."""
_PLAIN_FIELD = re.compile(r"""(\w[\w-]{0,99}): +([^\s?:,\[\]{}#&*!|>'"%@`-][^:#]*)""")
"""A field with a plain value in which nothing has to be looked for."""
_QUOTED = re.compile(r"""(?:"([^"\\]*)"|'([^']*)') *""")
_FLOW_FIELD = re.compile(r" *(\w[\w-]{0,99}): +")
_FLOW_PLAIN = re.compile(r""" *([^\s?:,\[\]{}#&*!|>'"%@`-][^,\[\]{}#:?'"\\]*)""")
_FLOW_QUOTED = re.compile(r""" *(?:"([^"\\]*)"|'([^']*)')(?= *[,\]}])""")
_FLOW_ENTRY = re.compile(
    r""" *(\w[\w-]{0,99}): +(?:([^\s?:,\[\]{}#&*!|>'"%@`-][^,\[\]{}#:?'"\\]*)|("[^"\\]*"|'[^']*') *)([,}])"""
)
"""A field of a record in brackets with a plain or quoted value, and what follows."""
_FLOW_NEXT = re.compile(r" *([,\]}])")
_SPACES = re.compile(" *")


class _Unusual(Exception):  # noqa: N818
    """Something for the parser."""


def read(text: str, path: str, first_line: int) -> Node | None:
    """Return the nodes of a document, or None where the parser has to be asked; see `yaml_nodes.parse`."""
    if _UNUSUAL.search(text):
        return None
    lines = [
        (len(line) - len(words), words, number)
        for number, line in enumerate(text.split("\n"), first_line)
        if (words := line.lstrip(" ")) and words[0] != "#"
    ]
    if not lines or lines[0][0]:
        return None
    try:
        node, end = _Reader(path, lines).block(0, 0)
    except _Unusual:
        return None
    return node if end == len(lines) else None


class _Reader:
    """Reads significant lines: (indentation, words, number in the file)."""

    def __init__(self, path: str, lines: list[tuple[int, str, int]]) -> None:
        self._path = path
        self._lines = lines

    def block(self, index: int, depth: int) -> tuple[Node, int]:
        """Read what begins on a line; returns the index of the line behind it."""
        if depth > _DEEPEST:
            raise _Unusual
        return self._list(index, depth) if self._lines[index][1][0] == "-" else self._record(index, depth)

    def _record(self, index: int, depth: int) -> tuple[Node, int]:
        lines, path = self._lines, self._path
        column = lines[index][0]
        at = Location(path, lines[index][2], column + 1)
        entries: list[tuple[Scalar, Node]] = []
        names: set[str] = set()
        while index < len(lines):
            indentation, words, number = lines[index]
            if indentation != column or words[0] == "-":
                break
            value: Node
            if (plain := _PLAIN_FIELD.fullmatch(words)) and plain[1] not in names:
                names.add(plain[1])
                key = Scalar(plain[1], Location(path, number, column + 1))
                value = Scalar(plain[2].rstrip(" "), Location(path, number, column + plain.start(2) + 1))
                entries.append((key, value))
                index += 1
                continue
            field = _FIELD.fullmatch(words)
            if field is None or field[1] in names:
                raise _Unusual
            name = field[1]
            names.add(name)
            key = Scalar(name, Location(path, number, column + 1))
            index += 1
            if field[2] is not None and field[2][0] != "#":
                value = self._value(field[2], number, column + field.start(2))
            else:
                if index == len(lines):
                    raise _Unusual
                inner, first, _ = lines[index]
                if inner < column or (inner == column and first[0] != "-"):
                    raise _Unusual  # there is no value
                value, index = self.block(index, depth + 1)
            entries.append((key, value))
        if index < len(lines) and lines[index][0] > column:
            raise _Unusual  # a value goes on
        return Mapping(tuple(entries), at), index

    def _list(self, index: int, depth: int) -> tuple[Node, int]:
        lines = self._lines
        column = lines[index][0]
        at = Location(self._path, lines[index][2], column + 1)
        items: list[Node] = []
        while index < len(lines):
            indentation, words, number = lines[index]
            if indentation != column or words[0] != "-":
                break
            entry = _ENTRY.fullmatch(words)
            if entry is None:
                raise _Unusual
            start = column + entry.start(2)
            if entry[2][0] not in _NOT_PLAIN and _FIELD.fullmatch(entry[2]):
                lines[index] = (start, entry[2], number)
                item, index = self._record(index, depth + 1)
            else:
                item = self._value(entry[2], number, start)
                index += 1
            items.append(item)
            if index < len(lines) and lines[index][0] > column:
                raise _Unusual
        return Sequence(tuple(items), at), index

    def _value(self, words: str, number: int, column: int) -> Node:
        """Read what stands on one line behind a field name or a dash; `column` counts from 0."""
        if words[0] in "{[":
            node, end = self._flow(words, 0, number, column, 0)
            if end < len(words) and words[end:].partition(" #")[0].strip(" "):
                raise _Unusual
            return node
        at = Location(self._path, number, column + 1)
        if words[0] in _NOT_PLAIN:
            quoted = _QUOTED.fullmatch(words)
            if quoted is None:
                raise _Unusual
            return Scalar(quoted[1] if quoted[1] is not None else quoted[2], at, True)
        words = words.partition(" #")[0].rstrip(" ")
        if ": " in words or words[-1] == ":":
            raise _Unusual
        return Scalar(words, at)

    def _flow(self, words: str, position: int, number: int, column: int, depth: int) -> tuple[Node, int]:
        """Read a record or list in brackets that begins at a position; returns the position behind it."""
        if depth > _DEEPEST:
            raise _Unusual
        path, offset = self._path, column + 1
        at = Location(path, number, offset + position)
        is_record = words[position] == "{"
        value: Node
        entries: list[tuple[Scalar, Node]] = []
        items: list[Node] = []
        names: set[str] = set()
        while True:
            position += 1
            if is_record and (entry := _FLOW_ENTRY.match(words, position)) and entry[1] not in names:
                name, words_of, quoted_words, mark = entry.groups()
                names.add(name)
                key = Scalar(name, Location(path, number, offset + entry.start(1)))
                if words_of is None:
                    value = Scalar(quoted_words[1:-1], Location(path, number, offset + entry.start(3)), True)
                else:
                    value = Scalar(words_of.rstrip(" "), Location(path, number, offset + entry.start(2)))
                entries.append((key, value))
                position = entry.end() - 1
                if mark == "}":
                    return Mapping(tuple(entries), at), position + 1
                continue
            if is_record:
                field = _FLOW_FIELD.match(words, position)
                if field is None or field[1] in names:
                    raise _Unusual
                names.add(field[1])
                key = Scalar(field[1], Location(path, number, offset + field.start(1)))
                position = field.end()
            if plain := _FLOW_PLAIN.match(words, position):
                value = Scalar(plain[1].rstrip(" "), Location(path, number, offset + plain.start(1)))
                position = plain.end()
            elif quoted := _FLOW_QUOTED.match(words, position):
                start = quoted.start(1) if quoted[1] is not None else quoted.start(2)
                value = Scalar(
                    quoted[1] if quoted[1] is not None else quoted[2], Location(path, number, offset + start - 1), True
                )
                position = quoted.end()
            else:
                position = _SPACES.match(words, position).end()  # type: ignore[union-attr]  # always matches
                if words[position : position + 1] not in ("{", "["):
                    raise _Unusual
                value, position = self._flow(words, position, number, column, depth + 1)
            if is_record:
                entries.append((key, value))
            else:
                items.append(value)
            following = _FLOW_NEXT.match(words, position)
            if following is None:
                raise _Unusual
            position = following.start(1)
            if following[1] != ",":
                if following[1] != ("}" if is_record else "]"):
                    raise _Unusual
                return (Mapping(tuple(entries), at) if is_record else Sequence(tuple(items), at)), position + 1
