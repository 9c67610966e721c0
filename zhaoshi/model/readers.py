"""Readers of values: what must stand in a source to be words, a day, a number, an id, a choice, or a list of them."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from operator import ne
from typing import Any, Generic, TypeVar
from unicodedata import normalize

from msgspec import Struct

from zhaoshi.problems import Location, Message, Problem, msg
from zhaoshi.text import dates, markdown
from zhaoshi.text.nodes import Node, Scalar, Sequence

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


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
    looks_like: Callable[[str], object] | None = None
    """Where any words are taken: tells of some whether they are surely of this kind, as a telephone number shows."""
    record: Any = None
    """The class of the record that it reads, or of each record of a list."""


class Reference(Struct, frozen=True, array_like=True):
    """A name that must exist elsewhere, and the place where it was written."""

    name: str
    at: Location


def wrong_shape(node: Node, message: Message) -> Problem:
    """Say what is expected where something else stands."""
    return Problem(node.at, "value.shape", message, msg("compare with the example in the guide"))


def empty(node: Node, name: str, *, is_required: bool = False) -> Problem:
    """Say that nothing stands where a value should."""
    hint = msg("write it") if is_required else msg("write it, or delete the line")
    return Problem(node.at, "value.empty", msg("{field} is empty", field=name), hint)


_SINGLE = msg("a single value is expected here, not a list or a mapping")


def scalar(node: Node) -> Scalar:
    """Return the node if it is a single value that is not blank."""
    if not isinstance(node, Scalar):
        alone = _listed_words(node)
        if len(alone) == 1:
            raise Refused(
                [Problem(node.at, "value.shape", _SINGLE, msg("write the value alone: {words}", words=alone[0]))]
            )
        raise Refused([wrong_shape(node, _SINGLE)])
    if not node.text.strip():
        raise Refused([empty(node, "")])
    return node


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
            raise Refused([Problem(node.at, code, completed, better_hint(text) or hint)])
        return value

    return Reader(read, lambda: schema, convert)


def _listed_words(node: Node) -> list[str]:
    """Return the values of a list that holds no others than single ones."""
    items = node.items if isinstance(node, Sequence) else ()
    words = [item.text.strip() for item in items if isinstance(item, Scalar)]
    return words if all(words) and len(words) == len(items) else []


def _text(node: Node) -> str:
    words = _listed_words(node)
    if len(words) > 1:
        hint = msg("write them in one line, with “、” between: {words}", words="、".join(words))
        raise Refused([Problem(node.at, "value.shape", _SINGLE, hint)])
    return scalar(node).text.strip()


TEXT: Reader[str] = Reader(_text, lambda: {"type": ["string", "number", "boolean"]}, str)
"""Any words."""

REFERENCE: Reader[Reference] = Reader(
    lambda node: Reference(scalar(node).text.strip(), node.at), lambda: {"type": ["string", "number"]}
)
"""A name that must exist elsewhere."""


def why_no_day(text: str) -> Message | None:
    """Say what is wrong with a whole date that is none; None where it is no date at all."""
    if dates.year_outside(text):
        return msg("write a year from {first} to {last}", first=dates.FIRST_YEAR, last=dates.LAST_YEAR)
    if found := dates.days_of_month(text):
        return msg("month {month} has {days} days", month=found[0], days=found[1])
    plain = normalize("NFKC", text)
    is_wide = plain != text and (dates.read_date(plain) or dates.read_moment(plain))
    return msg("write digits and signs in half width: {plain}", plain=plain) if is_wide else None


DAY: Reader[date] = converted(
    dates.read_date,
    "value.date",
    msg("{field} “{value}” is not a date"),
    msg("write year, month and day: 2023-12-14"),
    {"type": "string", "description": "2023-12-14"},
    why_no_day,
)

MOMENT: Reader[datetime] = converted(
    dates.read_moment,
    "value.moment",
    msg("{field} “{value}” is not a date with a time"),
    msg("write date and time: 2023-12-15 10:58"),
    {"type": "string", "description": "2023-12-15 10:58"},
    why_no_day,
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

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")

_WINDOWS_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
)


def is_id(text: str) -> bool:
    """Tell whether a text can be an id, and so the name of a folder on every system."""
    return bool(_ID.fullmatch(text)) and text not in _WINDOWS_DEVICES


ID: Reader[str] = converted(
    lambda text: text if is_id(text) else None,
    "value.id",
    msg("{field} “{value}” cannot be an id"),
    msg("use small letters, digits and hyphens, at most 64: culture-federation"),
    {"type": ["string", "number"], "pattern": f"^{_ID.pattern}$"},
)


def address(*schemes: str) -> Reader[str]:
    """Read an address that has one of the schemes."""

    def convert(text: str) -> str | None:
        wanted = text.startswith(tuple(f"{scheme}:" for scheme in schemes)) and len(text.split(":", 1)[1]) > 2
        fine = wanted and not re.search(r"[\s<>\"'\\`{}|^]", text) and not markdown.link_problem(text, Location(""))
        has_host = not text.startswith("http") or re.match(r"https?://[^/]", text)
        return text if fine and has_host else None

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
    message = msg("{field} “{value}” is not one of the words for it", value=text, field="")
    raise Refused([Problem(node.at, "value.choice", message, nearest(text, words))])


def nearest(text: str, words: Mapping[str, object]) -> Message:
    """Advise the word that is nearest to a text, or the usual word for each value where none is near.

    A word with one other character is nearer than a shorter one: 以完成 is 已完成.
    """
    usual = list({value: word for word, value in reversed(list(words.items()))}.values())[::-1]
    text = text.translate(_LOOK_ALIKE)
    alike = [word for word in words if _says_alike(text, word)]
    slips = [word for word in alike if len(word) == len(text) and sum(map(ne, word, text)) <= 1]
    if guess := slips or difflib.get_close_matches(text, alike, 1, 0.5):
        return msg("did you mean “{guess}”?", guess=guess[0])
    return msg("write one of: {words}", words="、".join(usual))


_LOOK_ALIKE = str.maketrans("己巳末", "已已未")
"""Characters that are taken for others: 己完成 is 已完成."""

_TURNS = re.compile("[未没不无待拟将还尚]|部分|基本|大部|阶段|长期")
"""Words that turn what is said around, or weaken it."""


def _says_alike(text: str, word: str) -> bool:
    """Tell whether a word may be suggested for a text: 未完成整改 is nearest to 已完成整改, and means the opposite."""
    return sorted(_TURNS.findall(text)) == sorted(_TURNS.findall(word))


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
