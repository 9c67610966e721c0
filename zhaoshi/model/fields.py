"""How a YAML mapping becomes a record: fields with an English and a Chinese name, readers, and their JSON Schema."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct, structs

from zhaoshi.problems import Location, Message, Problem, msg
from zhaoshi.text import dates, markdown, yaml_problems
from zhaoshi.text.nodes import Mapping as YamlMapping
from zhaoshi.text.nodes import Node, Scalar, Sequence

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_NEXT_FIELD = re.compile(r"[，,]\s*(?=[\w-]{1,20}\s*：)")
"""Parts fields that were written with full-width signs: `日期：…，标题：…`."""


class Refused(Exception):  # noqa: N818
    """A node cannot be read; carries every reason."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(*self.problems)


class Reader(Struct, Generic[T], frozen=True):
    """Turns a node into a value."""

    read: Callable[[Node], T]
    """Raises `Refused`."""
    schema: Callable[[], dict[str, Any]]
    """JSON Schema of what is accepted."""
    of_words: Callable[[str], T | None] | None = None
    """Where a single value is enough: turns its words, without space around them, into what `read` gives, or into None
    for a value that only `read` can judge."""
    record: Any = None
    """The class of the record that it reads, or of each record of a list."""


class Reference(msgspec.Struct, frozen=True, array_like=True):
    """A name that must exist elsewhere, and the place where it was written."""

    name: str
    at: Location


class Named(Struct, frozen=True):
    """Declares how a field of a record is written: `owner: Annotated[str, Named("责任部门|责任人", TEXT)] = ""`.

    A field without a default must be there; the others may be left out.
    """

    chinese: str
    """Its Chinese names, the usual one first, with bars between them."""
    reader: Reader[Any]


class _Field(Struct, frozen=True):
    name: str
    chinese: tuple[str, ...]
    reader: Reader[Any]
    required: bool


@cache
def fields_of(record: Any) -> tuple[_Field, ...]:
    """Return the declared fields of a record class, in order."""
    return tuple(
        _Field(field.name.rstrip("_"), tuple(named.chinese.split("|")), named.reader, field.required)
        for field in structs.fields(record)
        for named in getattr(field.type, "__metadata__", ())
        if isinstance(named, Named)
    )


class _Form(Struct, frozen=True):
    """How a record class is read."""

    by_name: Mapping[str, tuple[_Field, str]]
    """Each field by all of its names, with the name of its attribute."""
    required: tuple[_Field, ...]
    has_place: bool
    """Whether the record knows where it stands, in `at`."""


@cache
def _form_of(record: Any) -> _Form:
    attributes = {name.rstrip("_"): name for name in record.__struct_fields__}
    fields = fields_of(record)
    return _Form(
        {name: (field, attributes[field.name]) for field in fields for name in (field.name, *field.chinese)},
        tuple(field for field in fields if field.required),
        "at" in attributes,
    )


def read_record(cls: type[T], node: Node | None, at: Location, /, **given: Any) -> T:
    """Make a record of a mapping.

    `given` are the fields that are not declared with a reader; `at` is supplied where the class has it.
    Raises `Refused` with every problem of the mapping.
    """
    if node is not None and not isinstance(node, YamlMapping):
        raise Refused([_no_record(node, cls)])
    form = _form_of(cls)  # type: ignore[arg-type]  # classes are hashable
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    seen: dict[str, str] = {}
    for key, value in node.entries if node else ():
        name = key.text
        known = form.by_name.get(name)
        if known is None:
            problems.append(_unknown_field(key, form.by_name))
            continue
        field, attribute = known
        if field.name in seen:
            problems.append(
                Problem(
                    key.at,
                    "field.twice",
                    msg("“{key}” and “{other}” are the same field", key=name, other=seen[field.name]),
                    msg("keep one of them"),
                )
            )
            continue
        seen[field.name] = name
        if type(value) is Scalar:
            words, of_words = value.text.strip(), field.reader.of_words
            if not words:
                problems.append(_empty(value, name))
                continue
            if of_words and (quick := of_words(words)) is not None:
                values[attribute] = quick
                continue
        try:
            values[attribute] = field.reader.read(value)
        except Refused as refused:
            problems += [_in_field(problem, name) for problem in refused.problems]
    start = node.at if node else at
    missing = [field for field in form.required if field.name not in seen]
    if missing and not any(problem.code == "yaml.full-width-colon" for problem in problems):
        problems += [_missing(field, start) for field in missing]  # else the fields are in that line
    if problems:
        raise Refused(problems)
    if form.has_place:
        given = {"at": start, **given}
    return cls(**given, **values)


def place_of(cls: Any, node: Node | None, *path: str | int) -> Location | None:
    """Return where the value of a field was written: `place_of(Ledger, node, "items", 3, "verification", "on")`.

    Records do not hold the places of their fields; who has found a contradiction asks for them.
    """
    for step in path:
        if isinstance(step, int):
            node = node.items[step] if isinstance(node, Sequence) else node
            continue
        entries = node.entries if isinstance(node, YamlMapping) else ()
        names = _form_of(cls).by_name
        found = [(value, names[key.text][0]) for key, value in entries if key.text in names]
        node, field = next((entry for entry in found if entry[1].name == step), (None, None))
        cls = field.reader.record if field else None
    return node.at if node else None


def label(cls: Any, *path: str | int) -> str:
    """Name a field for editors by the Chinese names that lead to it: 核验·日期."""
    names = []
    for step in (step for step in path if isinstance(step, str)):
        field = next(field for field in fields_of(cls) if field.name == step)
        names.append(field.chinese[0])
        cls = field.reader.record
    return "·".join(names)


def schema_of(cls: type) -> dict[str, Any]:
    """Return the JSON Schema of a record, both names of each field."""
    properties = {
        name: {"title": f"{field.chinese[0]} ({field.name})", **field.reader.schema()}
        for field in fields_of(cls)
        for name in (field.name, *field.chinese)
    }
    needed = [
        {"anyOf": [{"required": [name]} for name in (field.name, *field.chinese)]}
        for field in fields_of(cls)
        if field.required
    ]
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "allOf": needed} if needed else schema


def _in_field(problem: Problem, name: str) -> Problem:
    """Let the message name the field, in the editor's own spelling."""
    if problem.message.values.get("field") != "":
        return problem
    message = msg(problem.message.msgid, **{**problem.message.values, "field": name})
    return structs.replace(problem, message=message)


def _missing(field: _Field, at: Location) -> Problem:
    return Problem(
        at,
        "field.missing",
        msg("the field “{name}” ({chinese}) is missing", name=field.name, chinese=field.chinese[0]),
        msg("add a line “{chinese}: …”", chinese=field.chinese[0]),
    )


def _empty(node: Node, name: str) -> Problem:
    hint = msg("write it, or delete the line")
    return Problem(node.at, "value.empty", msg("{field} is empty", field=name), hint)


def _unknown_field(key: Scalar, known: Mapping[str, tuple[_Field, str]]) -> Problem:
    if key.text[:1] in tuple("\u3000\u00a0"):
        return yaml_problems.wide_space(key.at)
    parts = [part.partition("：") for part in _NEXT_FIELD.split(key.text)]
    if all(colon and name.strip() in known for name, colon, _ in parts):
        example = ", ".join(f"{name.strip()}: {value.strip()}" for name, _, value in parts)
        signs = yaml_problems.full_width_colon if len(parts) == 1 else yaml_problems.full_width_signs
        return signs(key.at, example)
    guess = difflib.get_close_matches(key.text, list(known), 1, 0.5) or [
        name for name in known if name.lower() == key.text.lower()
    ]
    if guess:
        hint = msg("did you mean “{guess}”?", guess=guess[0])
    else:
        names = dict.fromkeys(field.chinese[0] for field, _ in known.values())
        hint = msg("the fields here are: {names}", names="、".join(names))
    return Problem(key.at, "field.unknown", msg("the field “{key}” is not known", key=key.text), hint)


def _no_record(node: Node, cls: Any) -> Problem:
    """Say that fields are needed where a single value or a list stands, with the value in the field that it fits."""
    message = msg("“field: value” lines are expected here")
    words = node.text.strip() if isinstance(node, Scalar) else ""
    if words.startswith("｛"):
        return yaml_problems.full_width_brackets(node.at)
    fitting = [
        field for field in fields_of(cls) if (read := field.reader.of_words) and words and read(words) is not None
    ]
    if not fitting:
        return _wrong_shape(node, message)
    field = next((field for field in fitting if field.reader is not TEXT), fitting[0])
    needed = [other for other in fields_of(cls) if other is field or other.required]
    form = ", ".join(f"{other.chinese[0]}: {words if other is field else '…'}" for other in needed)
    return Problem(node.at, "value.shape", message, msg("write for example {form}", form=f"{{{form}}}"))


def _wrong_shape(node: Node, message: Message) -> Problem:
    return Problem(node.at, "value.shape", message, msg("compare with the example in the guide"))


def _refuse(node: Node, code: str, message: Message, hint: Message) -> Refused:
    return Refused([Problem(node.at, code, message, hint)])


def scalar(node: Node) -> Scalar:
    """Return the node if it is a single value that is not blank."""
    if not isinstance(node, Scalar):
        raise Refused([_wrong_shape(node, msg("a single value is expected here, not a list or a mapping"))])
    if not node.text.strip():
        raise Refused([_empty(node, "")])
    return node


def _scalar_reader(convert: Callable[[Scalar], T], schema: dict[str, Any]) -> Reader[T]:
    return Reader(lambda node: convert(scalar(node)), lambda: schema)


def converted(
    convert: Callable[[str], T | None],
    code: str,
    message: Message,
    hint: Message,
    schema: dict[str, Any],
    better_hint: Callable[[str], Message | None] = lambda _: None,
) -> Reader[T]:
    """Make a reader of a function that gives None for what it cannot read.

    The message is completed with the value, `{value}`; `better_hint` may know more of a value than `hint`.
    """

    def read(node: Node) -> T:
        text = scalar(node).text.strip()
        value = convert(text)
        if value is None:
            completed = msg(message.msgid, **{**message.values, "value": text, "field": ""})
            raise _refuse(node, code, completed, better_hint(text) or hint)
        return value

    return Reader(read, lambda: schema, convert)


TEXT: Reader[str] = Reader(
    lambda node: scalar(node).text.strip(), lambda: {"type": ["string", "number", "boolean"]}, str
)
"""Any words."""

REFERENCE: Reader[Reference] = _scalar_reader(
    lambda node: Reference(node.text.strip(), node.at), {"type": ["string", "number"]}
)
"""A name that must exist elsewhere."""


def _end_of_month(text: str) -> Message | None:
    found = dates.days_of_month(text)
    return msg("month {month} has {days} days", month=found[0], days=found[1]) if found else None


DAY: Reader[date] = converted(
    dates.read_date,
    "value.date",
    msg("{field} “{value}” is not a date"),
    msg("write year, month and day: 2023-12-14"),
    {"type": "string", "description": "2023-12-14"},
    _end_of_month,
)

MOMENT: Reader[datetime] = converted(
    dates.read_moment,
    "value.moment",
    msg("{field} “{value}” is not a date with a time"),
    msg("write date and time: 2023-12-15 10:58"),
    {"type": "string", "description": "2023-12-15 10:58"},
    _end_of_month,
)

WHOLE: Reader[int] = converted(
    lambda text: int(text) if text.isdecimal() and len(text) < 10 else None,
    "value.number",
    msg("{field} “{value}” is not a whole number"),
    msg("write digits only: 34"),
    {"type": ["integer", "string"]},
)

PERCENT: Reader[float] = converted(
    lambda text: float(text[:-1]) if re.fullmatch(r"\d{1,3}(\.\d+)?[%％]", text) else None,
    "value.percent",
    msg("{field} “{value}” is not a percentage"),
    msg("write a number and a percent sign: 76%"),
    {"type": "string", "description": "76%"},
)

YES_NO: Reader[bool] = converted(
    {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}.get,
    "value.yes-no",
    msg("{field} “{value}” is neither yes nor no"),
    msg("write true (是) or false (否)"),
    {"enum": [True, False, "是", "否"]},
)

ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")

_WINDOWS_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
)


def is_id(text: str) -> bool:
    """Tell whether a text can be an id, and so the name of a folder on every system."""
    return bool(ID_PATTERN.fullmatch(text)) and text not in _WINDOWS_DEVICES


ID: Reader[str] = converted(
    lambda text: text if is_id(text) else None,
    "value.id",
    msg("{field} “{value}” cannot be an id"),
    msg("use small letters, digits and hyphens, at most 64: culture-federation"),
    {"type": ["string", "number"], "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"},
)


def address(*schemes: str) -> Reader[str]:
    """Read an address that has one of the schemes."""

    def convert(text: str) -> str | None:
        wanted = text.startswith(tuple(f"{scheme}:" for scheme in schemes)) and len(text.split(":", 1)[1]) > 2
        fine = wanted and not re.search(r"[\s<>\"'\\`{}|^]", text) and not markdown.link_problem(text, Location(""))
        return text if fine and ("//" not in schemes or "//" in text) else None

    return converted(
        convert,
        "value.address",
        msg("{field} “{value}” is not an address that can stand here"),
        msg(
            "begin it with {schemes} and leave out spaces and quotation marks",
            schemes=" / ".join(f"{s}:" + "//" * s.startswith("http") for s in schemes),
        ),
        {"type": "string"},
    )


def choice(words: Mapping[str, E]) -> Reader[E]:
    """Read one of some words; the first word of each value is its usual one."""
    return Reader(lambda node: choose(scalar(node), words), lambda: {"enum": list(words)}, words.get)


def choose(node: Scalar, words: Mapping[str, E]) -> E:
    """Return what a word stands for, or refuse it with the nearest word."""
    text = node.text.strip()
    if text in words:
        return words[text]
    usual = list({value: word for word, value in reversed(list(words.items()))}.values())[::-1]
    if guess := difflib.get_close_matches(text, list(words), 1, 0.5):
        hint = msg("did you mean “{guess}”?", guess=guess[0])
    else:
        hint = msg("write one of: {words}", words="、".join(usual))
    raise _refuse(
        node,
        "value.choice",
        msg("{field} “{value}” is not one of the words for it", value=text, field=""),
        hint,
    )


def record(cls: type[T]) -> Reader[T]:
    """Read a mapping as a record."""
    return Reader(lambda node: read_record(cls, node, node.at), lambda: schema_of(cls), record=cls)


def listed(reader: Reader[T]) -> Reader[tuple[T, ...]]:
    """Read a list; a single value counts as a list of one."""

    def read(node: Node) -> tuple[T, ...]:
        values: list[T] = []
        problems: list[Problem] = []
        for item in node.items if isinstance(node, Sequence) else (node,):
            try:
                values.append(reader.read(item))
            except Refused as refused:
                problems += refused.problems
        if problems:
            raise Refused(problems)
        return tuple(values)

    return Reader(
        read, lambda: {"anyOf": [{"type": "array", "items": reader.schema()}, reader.schema()]}, record=reader.record
    )
