"""YAML nodes built from the events of PyYAML's parser: the reference for `yaml_lines`, and all that it leaves.

The C loader's composer recurses in C and takes the process down with it on some 40,000 nested brackets, before Python
can catch anything; its event stream does not.
"""

import re
from collections.abc import Iterator

import yaml

from zhaoshi.problems import Location, Message, Problem, msg
from zhaoshi.text import yaml_text
from zhaoshi.text.decoding import control_character
from zhaoshi.text.nodes import NO_SPAN, Mapping, Node, Scalar, Sequence, Span
from zhaoshi.text.yaml_problems import (
    full_width_brackets,
    full_width_colon,
    full_width_comma,
    gap_behind_colon,
    indented_too_far,
    wide_dash,
    wide_space,
    words_behind_brackets,
)

MAX_DEPTH = 30

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_events(
    text: str, path: str, first_line: int = 1, *, with_spans: bool = False
) -> tuple[Node | None, list[Problem]]:
    """Read a document as `yaml_nodes.parse` does, always by the parser's events.

    `with_spans` also notes where each node ends and how it is written, for whoever changes the text.
    """
    builder = _Builder(path, first_line, with_spans=with_spans)
    try:
        for event in yaml.parse(text, _LOADER):
            if not builder.take(event):
                break
    except yaml.YAMLError as error:
        return None, [*builder.problems, _syntax_problem(error, text, path, first_line)]
    return (None if builder.problems else builder.root), builder.problems


class _Builder:
    """Turns events into nodes without recursion; stops at the first event that is out of bounds."""

    def __init__(self, path: str, first_line: int, *, with_spans: bool) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._path = path
        self._first_line = first_line
        self._with_spans = with_spans
        self._open: list[tuple[yaml.CollectionStartEvent, list[Node]]] = []

    def take(self, event: yaml.Event) -> bool:
        match event:
            case yaml.AliasEvent():
                return self._refuse(
                    event,
                    "yaml.alias",
                    msg("references with “*” are not allowed"),
                    msg("write the value out, or put it in quotation marks"),
                )
            case yaml.DocumentStartEvent() if self.root is not None:
                return self._refuse(
                    event,
                    "yaml.documents",
                    msg("a second document begins here"),
                    msg("delete the line “---”"),
                )
            case yaml.NodeEvent() if event.anchor is not None:
                return self._refuse(
                    event,
                    "yaml.anchor",
                    msg("anchors with “&” are not allowed"),
                    msg("write the value out, or put it in quotation marks"),
                )
            case yaml.NodeEvent() if getattr(event, "tag", None) not in (None, "!"):
                return self._refuse(
                    event,
                    "yaml.tag",
                    msg("tags with “!” are not allowed"),
                    msg("write the value out, or put it in quotation marks"),
                )
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                if len(self._open) == MAX_DEPTH:
                    return self._refuse(
                        event,
                        "yaml.depth",
                        msg("lists and mappings are nested more than {depth} deep", depth=MAX_DEPTH),
                        msg("check the brackets and the indentation"),
                    )
                self._open.append((event, []))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                start, nodes = self._open.pop()
                at, span, in_brackets = self._at(start), NO_SPAN, False
                if self._with_spans:
                    in_brackets = bool(start.flow_style)
                    span = (_span(start)[0], _span(event)[1] if in_brackets or not nodes else nodes[-1].span[1])
                if isinstance(start, yaml.MappingStartEvent):
                    self._add(Mapping(self._entries(nodes), at, span, in_brackets))
                else:
                    self._add(Sequence(tuple(nodes), at, span, in_brackets))
            case yaml.ScalarEvent():
                at = self._at(event)
                if problem := control_character(event.value, at):
                    self.problems.append(problem)
                span = _span(event) if self._with_spans else NO_SPAN
                self._add(Scalar(event.value, at, not event.implicit[0], span))
        return True

    def _at(self, event: yaml.Event) -> Location:
        mark = event.start_mark
        assert mark is not None  # the loader marks every event
        return Location(self._path, mark.line + self._first_line, mark.column + 1)

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1][1].append(node)
        else:
            self.root = node

    def _entries(self, nodes: list[Node]) -> tuple[tuple[Scalar, Node], ...]:
        entries: list[tuple[Scalar, Node]] = []
        first: dict[str, Location] = {}
        for key, value in _pairs(nodes):
            if not isinstance(key, Scalar):
                self._problem(key.at, "yaml.key", msg("a field name must be a single word"), None)
                continue
            if key.text in first:
                self._problem(
                    key.at,
                    "yaml.duplicate-key",
                    msg(
                        "the field “{key}” stands twice; first on line {line}",
                        key=key.text,
                        line=first[key.text].line,
                    ),
                    msg("keep one of them"),
                )
                continue
            first[key.text] = key.at
            entries.append((key, value))
        return tuple(entries)

    def _problem(self, at: Location, code: str, message: Message, hint: Message | None) -> None:
        self.problems.append(Problem(at, code, message, hint))

    def _refuse(self, event: yaml.Event, code: str, message: Message, hint: Message) -> bool:
        self._problem(self._at(event), code, message, hint)
        return False


def _span(event: yaml.Event) -> Span:
    assert event.start_mark is not None  # the loader marks every event
    assert event.end_mark is not None
    return event.start_mark.index, event.end_mark.index


def _pairs(nodes: list[Node]) -> Iterator[tuple[Node, Node]]:
    return zip(nodes[::2], nodes[1::2], strict=True)


_BRACKET = msg(
    "close every bracket “[ ]”, “{{ }}”, put half-width commas between the values, "
    "and quote a value with a colon or comma"
)
_COLON = msg(
    "after the field name write a half-width colon and a space; put a value that contains a colon in quotation marks"
)
_QUOTE = msg("put a value that begins with a sign such as ! | > ? % in quotation marks")
_SYNTAX: dict[str, tuple[Message, Message]] = {
    "mapping values are not allowed in this context": (msg("a colon is not expected here"), _COLON),
    "could not find expected ':'": (msg("this line has no “field: value”"), _COLON),
    "did not find expected key": (
        msg("this line does not fit the lines above"),
        msg("start fields of one record at the same column, and close quotation marks and brackets above"),
    ),
    "did not find expected '-' indicator": (
        msg("this line does not fit the list above"),
        msg("start every “- ” at the same column and indent what belongs to it by two more spaces"),
    ),
    "did not find expected ',' or ']'": (msg("the list in brackets is not closed"), _BRACKET),
    "did not find expected ',' or '}'": (msg("the record in brackets is not closed"), _BRACKET),
    "did not find expected node content": (msg("a value is missing or a bracket is not closed"), _BRACKET),
    "found unexpected end of stream": (
        msg("a quotation mark is not closed"),
        msg("write the closing quotation mark of the value that begins here"),
    ),
    "did not find expected alphabetic or numeric character": (
        msg("this character cannot stand here"),
        msg("write the value out, or put it in quotation marks"),
    ),
    "block sequence entries are not allowed in this context": (
        msg("a list cannot begin on this line"),
        msg("write “- ” on a line of its own below the field name"),
    ),
    "mapping keys are not allowed in this context": (
        msg("this character cannot stand here"),
        _QUOTE,
    ),
    "did not find expected whitespace or line break": (msg("this character cannot stand here"), _QUOTE),
    "did not find expected comment or line break": (msg("this character cannot stand here"), _QUOTE),
    "found unknown escape character": (
        msg("a backslash in double quotation marks has a meaning of its own"),
        msg("use single quotation marks, and “/” in the names of files"),
    ),
    "found character that cannot start any token": (
        msg("this character cannot stand here"),
        msg("indent with spaces, not tabs; put a value that begins with @ ` % in quotation marks"),
    ),
}

_NOTICED_LATE = ("could not find expected ':'", "did not find expected alphabetic or numeric character")


def _syntax_problem(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Problem:
    problem = getattr(error, "problem", None) or ""
    mark = getattr(error, "problem_mark", None)
    written = text.rstrip()
    lines = written.split("\n")
    context = getattr(error, "context_mark", None)
    is_open_bracket = problem in _UNCLOSED and mark and context and context.line < mark.line
    if problem in _NOTICED_LATE or is_open_bracket or (mark and mark.index >= len(written)):
        # Noticed behind what is wrong, which begins at the context.
        mark = context or mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if line >= len(lines):
        line, column = len(lines) - 1, len(lines[-1])
    if found := _near(_FIELD_WITH_FULL_WIDTH_COLON, lines, line):
        number, field = found
        at = Location(path, number + first_line, field.end(2) + 1)
        return full_width_colon(at, f"{field[2]}: {field[3]}")
    if found := _near(_FIELD_WITH_WIDE_GAP, lines, line):
        number, field = found
        at = Location(path, number + first_line, field.end(2) + 2)
        return gap_behind_colon(at, f"{field[2]}: {field[3]}")
    if found := _near(_WIDE_DASH, lines, line):
        number, dash = found
        return wide_dash(Location(path, number + first_line, dash.start(1) + 1), dash[1])
    if found := _near(_WIDE_INDENT, lines, line):
        number, indent = found
        return wide_space(Location(path, number + first_line), indent[1])
    if tab := next((n for n in (line, line - 1, line + 1) if 0 <= n < len(lines) and _TAB.match(lines[n])), None):
        return Problem(
            Location(path, tab + first_line),
            "yaml.tab",
            msg("the line is indented with a tab"),
            msg("indent with spaces"),
        )
    if bracket := _WIDE_BRACKET.search(lines[line]):
        return full_width_brackets(Location(path, line + first_line, bracket.end()))
    if found := _near(_GLUED_DASH, lines, line):
        number, dash = found
        return Problem(
            Location(path, number + first_line, dash.end(1) + 1),
            "yaml.dash-space",
            msg("a space is missing behind “-”"),
            msg("write “- ” before the field name"),
        )
    if problem in _ASKEW and (by := _excess(lines, line)):
        return indented_too_far(Location(path, line + first_line), by)
    if problem in _BEHIND_VALUE and _QUOTED.fullmatch(lines[line][:column]):
        return Problem(
            Location(path, line + first_line, column + 1),
            "yaml.behind-quotation",
            msg("words follow behind the closing quotation mark"),
            msg("use the quotation marks “ ” inside a value, or enclose the whole value in single quotation marks"),
        )
    if problem == _UNCLOSED_RECORD and (comma := _WIDE_COMMA.search(lines[line], 0, column + 1)):
        at = Location(path, line + first_line, comma.start() + 1)
        return full_width_comma(at, comma[1], _BETWEEN_FIELDS.sub(", ", lines[line].strip()))
    if problem in _BEHIND_VALUE and (bracketed := _BRACKETED.fullmatch(lines[line][:column])):
        rest = lines[line][column:].partition(" # ")[0]
        if problem in _UNCLOSED:
            rest = _IN_FLOW.sub("", rest)
        if re.search(r"\w", rest):
            at = Location(path, line + first_line, bracketed.start(3) + 1)
            value = yaml_text.scalar((bracketed[3] + rest).rstrip())
            return words_behind_brackets(at, bracketed[3][0], bracketed[2] + value)
    message, hint = _SYNTAX.get(
        problem,
        (msg("this is not valid YAML"), msg("compare the line with the example in the guide")),
    )
    return Problem(Location(path, line + first_line, column + 1), "yaml.syntax", message, hint)


_UNCLOSED_RECORD = "did not find expected ',' or '}'"
_UNCLOSED = ("did not find expected ',' or ']'", _UNCLOSED_RECORD)
_BEHIND_VALUE = ("did not find expected key", "did not find expected '-' indicator", *_UNCLOSED)
_QUOTED = re.compile(r"""(?:.*[:,\[{-])?\s*("[^"]*"|'[^']*')\s*""")
_BRACKETED = re.compile(r"""(.*?)((?:[\w-]{1,20}: +)?)([\[{][^\[\]{}:,'"]*[\]}]\s*)""")
"""A field with words in brackets, which are neither a record nor a list."""
_IN_FLOW = re.compile(r"[,\]}].*")
_WIDE_BRACKET = re.compile(r"(?:^|[:-])\s*｛")
_ASKEW = ("mapping values are not allowed in this context", *_BEHIND_VALUE)
_FIELD = re.compile(r"( *)[\w-]{1,20}:(?: |$)")
_FILLED_FIELD = re.compile(r"( *(?:- +)?)[\w-]{1,20}: +[^\s#|>]")
_GLUED_DASH = re.compile(r"( *)-[^ \t-]")
_WIDE_DASH = re.compile(r" *([－—–―−])[－—–―−]?\s*[\w-]{1,20}[:：]")
_WIDE_COMMA = re.compile(r"([，、；])\s*[\w-]{1,20}:$")
_BETWEEN_FIELDS = re.compile(r"[，、；]\s*(?=[\w-]{1,20}: )")
_WIDE_INDENT = re.compile(r" *([\u3000\u00a0])")
_TAB = re.compile(r" *\t")
_FIELD_WITH_FULL_WIDTH_COLON = re.compile(r"(\s*(?:- )?)([\w\-]{1,20})\s*：\s*(.{0,30})")
_FIELD_WITH_WIDE_GAP = re.compile(r"(\s*(?:- )?)([\w\-]{1,20}):[\u3000\u00a0]\s*(.{0,30})")


def _near(pattern: re.Pattern[str], lines: list[str], line: int) -> tuple[int, re.Match[str]] | None:
    """Look for something at the beginning of a line with an error or of the line before."""
    for number in (line, line - 1):
        if number >= 0 and (found := pattern.match(lines[number])):
            return number, found
    return None


def _excess(lines: list[str], line: int) -> int:
    """Return by how many columns a field begins behind the one on the line before, which has its value already."""
    field, before = _FIELD.match(lines[line]), line and _FILLED_FIELD.match(lines[line - 1])
    return max(0, field.end(1) - before.end(1)) if field and before else 0
