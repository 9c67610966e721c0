"""How a YAML mapping becomes a record: fields with an English and a Chinese name, and the JSON Schema of them all."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from msgspec import Struct, structs

from zhaoshi.model.readers import TEXT, Reader, Refused, empty, wrong_shape
from zhaoshi.problems import Location, Message, Problem, msg
from zhaoshi.text import yaml_problems, yaml_text
from zhaoshi.text.nodes import Mapping as YamlMapping
from zhaoshi.text.nodes import Node, Scalar, Sequence

T = TypeVar("T")

Path = tuple[str | int, ...]
"""Leads to a field: `("items", 3, "verification", "on")`."""

_NEXT_FIELD = re.compile(r"[，,]\s*(?=[\w-]{1,20}\s*：)")
"""Parts fields that were written with full-width signs: `日期：…，标题：…`."""
_PARTS = re.compile(r"\s+|(?<=[^\W\d])(?=\d{4}年)")
"""Parts what was written for several fields: `区残联党组 2024年10月29日`."""


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
    meant_by: Callable[[str], str | Message | None]
    """Tells which field is meant by a name that is none, or what to do instead; None where the nearest name has to do.

    A record class may say so in a static method of this name.
    """


@cache
def _form_of(record: Any) -> _Form:
    attributes = {name.rstrip("_"): name for name in record.__struct_fields__}
    fields = fields_of(record)
    return _Form(
        {name: (field, attributes[field.name]) for field in fields for name in (field.name, *field.chinese)},
        tuple(field for field in fields if field.required),
        "at" in attributes,
        getattr(record, "meant_by", lambda _: None),
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
    before: tuple[Scalar, Node] | None = None
    for key, value in node.entries if node else ():
        name = key.text
        known = form.by_name.get(name)
        if known is None:
            problems.append(_unknown_field(key, value, before, form))
            continue
        before = (key, value)
        field, attribute = known
        if field.name in seen:
            problems.append(
                Problem(
                    key.at,
                    "field.twice",
                    msg("“{key}” and “{other}” are the same field", key=name, other=seen[field.name]),
                    _one_of_two(field, {name, seen[field.name]}),
                )
            )
            continue
        seen[field.name] = name
        if type(value) is Scalar:
            words, of_words = value.text.strip(), field.reader.of_words
            if not words:
                problems.append(empty(value, name, is_required=field.required))
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


def record(cls: type[T]) -> Reader[T]:
    """Read a mapping as a record."""
    return Reader(lambda node: read_record(cls, node, node.at), lambda: schema_of(cls), record=cls)


def _in_field(problem: Problem, name: str) -> Problem:
    """Let the message name the field, in the editor's own spelling."""
    if problem.message.values.get("field") != "":
        return problem
    message = msg(problem.message.msgid, **{**problem.message.values, "field": name})
    return structs.replace(problem, message=message)


def _one_of_two(field: _Field, names: set[str]) -> Message:
    """Say what to do with a field that stands twice; two Chinese names may be followed by different words."""
    if names <= set(field.chinese) and field.reader is TEXT:
        return msg("join them in one line “{chinese}: …”, with “、” between", chinese=field.chinese[0])
    return msg("keep one of them")


def _missing(field: _Field, at: Location) -> Problem:
    return Problem(
        at,
        "field.missing",
        msg("the field “{name}” ({chinese}) is missing", name=field.name, chinese=field.chinese[0]),
        msg("add a line “{chinese}: …”", chinese=field.chinese[0]),
    )


def _unknown_field(key: Scalar, value: Node, before: tuple[Scalar, Node] | None, form: _Form) -> Problem:
    """Say what may have been meant; `before` is the known field before it."""
    known = form.by_name
    if key.text[:1] in tuple("\u3000\u00a0"):
        return yaml_problems.wide_space(key.at, key.text[0])
    parts = [part.partition("：") for part in _NEXT_FIELD.split(key.text)]
    if all(colon and name.strip() in known for name, colon, _ in parts):
        example = ", ".join(f"{name.strip()}: {value.strip()}" for name, _, value in parts)
        signs = yaml_problems.full_width_colon if len(parts) == 1 else yaml_problems.full_width_signs
        return signs(key.at, example)
    name, colon, words = key.text.partition(":")
    if colon and name in known and words.strip():
        return yaml_problems.gap_behind_colon(key.at, f"{name}: {words.strip()}")
    has_colon = value.at.column != key.at.column + len(key.text)
    if before and isinstance(before[1], Scalar) and not has_colon:
        # A comma has ended the value before: {责任部门: 办公室,财务科}.
        whole = f'{before[0].text}: "{before[1].text.strip()},{key.text}"'
        return yaml_problems.comma_in_value(key.at, key.text, whole)
    return Problem(
        key.at, "field.unknown", msg("the field “{key}” is not known", key=key.text), _instead_of(key.text, form)
    )


def _instead_of(name: str, form: _Form) -> Message:
    """Say what to write instead of a name that is no field."""
    known, meant = form.by_name, form.meant_by(name)
    if isinstance(meant, Message):
        return meant
    if meant and meant in known:
        return msg("did you mean “{guess}”?", guess=known[meant][0].chinese[0])
    near = [] if meant else difflib.get_close_matches(name, list(known), 1, 0.5)
    if guess := near or [other for other in known if other.lower() == name.lower()]:
        field, _ = known[guess[0]]
        usual = field.chinese[0] if guess[0] in field.chinese else guess[0]
        return msg("did you mean “{guess}”?", guess=usual)
    names = dict.fromkeys(field.chinese[0] for field, _ in known.values())
    return msg("the fields here are: {names}", names="、".join(names))


def _no_record(node: Node, cls: Any) -> Problem:
    """Say that fields are needed where a single value or a list stands, with the value in the field that it fits."""
    message = msg("“field: value” lines are expected here")
    words = node.text.strip() if isinstance(node, Scalar) else ""
    if words.startswith("｛"):
        return yaml_problems.full_width_brackets(node.at)
    said = _dealt(words, fields_of(cls))
    if not said:
        return wrong_shape(node, message)
    needed = [field for field in fields_of(cls) if field.required or field.name in said]
    values = {name: yaml_text.scalar(value) for name, value in said.items()}
    form = ", ".join(f"{field.chinese[0]}: {values.get(field.name, '…')}" for field in needed)
    return Problem(node.at, "value.shape", message, msg("write for example {form}", form=f"{{{form}}}"))


def _dealt(words: str, fields: Iterable[_Field]) -> dict[str, str]:
    """Deal words out to the fields of a record: what looks like a day or a number to its own, the rest to the first.

    `区残联党组 2024年10月29日` is two fields, where each part fits one.
    """
    said: dict[str, str] = {}
    rest: list[str] = []
    for part in [words] if any(_is_of(field, words) for field in fields) else _PARTS.split(words):
        field = next((field for field in fields if field.name not in said and _is_of(field, part)), None)
        if field:
            said[field.name] = part
        else:
            rest.append(part)
    others = " ".join(rest) if said else words
    if not others:
        return said
    field = next((field for field in fields if field.name not in said and _takes(field, others)), None)
    return {**said, field.name: others} if field else {}


def _is_of(field: _Field, words: str) -> bool:
    """Tell whether words are surely for a field."""
    if looks_like := field.reader.looks_like:
        return bool(looks_like(words))
    return field.reader is not TEXT and _takes(field, words)


def _takes(field: _Field, words: str) -> bool:
    read = field.reader.of_words
    return bool(read and words and read(words) is not None)
