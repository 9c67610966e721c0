"""What can be wrong with a source: a place, a sentence, a remedy. Problems are values, not exceptions."""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum

import msgspec
from msgspec import Struct, field

Gettext = Callable[[str], str]
"""A catalogue's look-up: English msgid in, translated text out."""

_LONGEST_VALUE = 160
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_encode = msgspec.msgpack.Encoder().encode
_NESTED = str.maketrans("“”‘’", "‘’“”")
"""Quotation marks inside quotation marks."""


class Severity(StrEnum):
    """Whether a problem stops the build."""

    ERROR = "error"
    DOUBT = "doubt"


class Location(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A place in a source file."""

    path: str
    """Path below the site's root with forward slashes: `content/units.yaml`."""
    line: int = 1
    """Counted from 1; 1 where the whole file is meant."""
    column: int = 1
    """Counted in characters from 1; 1 where the whole line is meant."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Message(Struct, frozen=True, array_like=True):
    """A sentence that waits for its language: an English msgid and the values it names."""

    msgid: str
    """English text with named places: `status “{value}” is not known`."""
    values: dict[str, str] = field(default_factory=dict)
    """What stands at the named places, made fit to print."""
    clauses: dict[str, "Message"] = field(default_factory=dict)
    """What stands at others of them and waits for its language too."""

    def text(self, gettext: Gettext) -> str:
        """Return the sentence in the catalogue's language."""
        sentence = gettext(self.msgid)
        if not (self.values or self.clauses):
            return sentence.format().strip()
        values = {
            name: value.translate(_NESTED) if "“" in value and f"“{{{name}}}”" in sentence else value
            for name, value in self.values.items()
        }
        clauses = {name: clause.text(gettext) for name, clause in self.clauses.items()}
        return sentence.format(**values, **clauses).strip()


def msg(msgid: str, /, **values: object) -> Message:
    """Make a message; the name is also the keyword by which msgids are extracted."""
    return Message(
        msgid,
        {name: _printable(str(value)) for name, value in values.items() if not isinstance(value, Message)},
        {name: value for name, value in values.items() if isinstance(value, Message)},
    )


def _printable(value: str) -> str:
    value = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", value)
    return value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…"


class Problem(Struct, frozen=True, array_like=True):
    """One thing that is wrong, or doubtful, at one place."""

    at: Location
    code: str
    """Stable name for machines: `ledger.section-unknown`."""
    message: Message
    hint: Message | None = None
    """What to write instead."""
    severity: Severity = Severity.ERROR

    def text(self, gettext: Gettext) -> str:
        """Return message and hint as one sentence, without the place."""
        sentence = self.message.text(gettext)
        if self.hint is None:
            return sentence
        return gettext("{message}; {hint}").format(message=sentence, hint=self.hint.text(gettext))


def doubt(at: Location, code: str, message: Message, hint: Message | None = None) -> Problem:
    """Make a problem that does not stop the build."""
    return Problem(at, code, message, hint, Severity.DOUBT)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return those of the problems that stop a build."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems, each once: errors, then doubts, each by place; a ledger stands behind its notice."""
    unique = {(p.at, p.severity, p.code, _encode(p.message)): p for p in problems}
    return tuple(sorted(unique.values(), key=lambda p: (p.severity != Severity.ERROR, _place(p.at), p.code)))


def _place(at: Location) -> tuple[str, int, int]:
    folder, slash, name = at.path.rpartition("/")
    path = f"{folder}/notice.md " if slash and name == "ledger.yaml" else at.path
    return path, at.line, at.column


class BuildFailed(Exception):  # noqa: N818 (it names an outcome, not a fault of the program)
    """The sources have errors; the site stays as it was."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        """Every problem of the run, `in_order`."""
        super().__init__(f"{len(errors(self.problems))} errors in the sources")

    def __reduce__(self) -> tuple[type["BuildFailed"], tuple[tuple[Problem, ...]]]:
        """Let another process raise it for this one."""
        return type(self), (self.problems,)


class EnvironmentFailed(Exception):  # noqa: N818
    """The machine, not the sources, stopped the run: disk, permissions, a missing program."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.msgid)

    def __reduce__(self) -> tuple[type["EnvironmentFailed"], tuple[Message]]:
        """Let another process raise it for this one."""
        return type(self), (self.message,)
