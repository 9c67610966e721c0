"""What a component can show: its macros, and the named examples that stand beside it in `examples.yaml`."""

import re
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Annotated, Any

from jinja2 import Environment, TemplateSyntaxError, meta, nodes
from markupsafe import Markup
from msgspec import Struct

from zhaoshi.building.theme import COMPONENTS, EXAMPLES, Theme
from zhaoshi.model.fields import Named, record
from zhaoshi.model.readers import TEXT, Reader, Refused, listed
from zhaoshi.problems import BuildFailed, Location, Problem, errors, msg
from zhaoshi.rendering.environment import FOLDER
from zhaoshi.text import dates, markdown, yaml_nodes
from zhaoshi.text.decoding import decode
from zhaoshi.text.nodes import Mapping as YamlMapping
from zhaoshi.text.nodes import Node, Scalar, Sequence

TEMPLATE = "/component.html"

_INTEGER, _FLOAT = re.compile(r"-?(?:0|[1-9]\d*)"), re.compile(r"-?\d+\.\d+")
_DAY, _MOMENT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
_WORDS: dict[str, object] = {"": None, "null": None, "~": None, "true": True, "false": False}


def value(node: Node) -> Any:
    """Turn a node into what a template sees.

    Mappings are reached as attributes, lists are tuples; numbers, true, false, null, days (2024-03-01) and moments
    (2024-03-01 09:30) are told by their look unless they are quoted. `{markdown: …}` is rendered. Raises `Refused`.
    """
    match node:
        case Sequence():
            return tuple(value(item) for item in node.items)
        case YamlMapping(entries=((Scalar(text="markdown"), Scalar(text=text)),)):
            return Markup(markdown.html(text))
        case YamlMapping():
            return SimpleNamespace(**{key.text: value(inner) for key, inner in node.entries})
        case Scalar(is_quoted=True):
            return node.text
    return _plain(node)


def _plain(node: Scalar) -> object:
    text = node.text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _DAY.fullmatch(text) or _MOMENT.fullmatch(text):
        found = dates.read_moment(text) if " " in text else dates.read_date(text)
        if found is None:
            message = msg("“{value}” is not a day of the calendar", value=text)
            raise Refused([Problem(node.at, "example.date", message, msg("put it in quotation marks if it is a text"))])
        return found
    return text


def _data(node: Node) -> tuple[tuple[str, Any], ...]:
    if not isinstance(node, YamlMapping):
        message = msg("the data of an example are the names that “show” uses, each with its value")
        raise Refused([Problem(node.at, "example.data", message, msg("write it as “name: value” lines"))])
    return tuple((key.text, value(inner)) for key, inner in node.entries)


_SHOWN: Reader[Scalar] = Reader(lambda node: Scalar(TEXT.read(node), node.at), lambda: {"type": "string"})


class Example(Struct, frozen=True, kw_only=True):
    """One case of a component."""

    at: Location
    name: Annotated[str, Named("名称", TEXT)]
    """What it shows: 全部完成."""
    note: Annotated[str, Named("说明", TEXT)] = ""
    """What to look at; may be empty."""
    show: Annotated[Scalar, Named("写法", _SHOWN)]
    """A snippet for the template engine: `{{ totals(progress, none) }}`."""
    data: Annotated[tuple[tuple[str, Any], ...], Named("数据", Reader(_data, lambda: {"type": "object"}))] = ()
    """What the names in `show` stand for."""


class Macro(Struct, frozen=True):
    """A part of a component that a template can call."""

    name: str
    signature: str
    """With its arguments: `progress_figures(progress, beside_totals=false)`."""
    takes_body: bool
    """Whether it is used as a call block."""
    calls: frozenset[str]
    """Other names that it uses."""


class Component(Struct, frozen=True):
    """A folder of `templates/components/`."""

    name: str
    """Of the folder: `progress-bar`."""
    title: str
    """What people call it: 进度条."""
    summary: str
    """What it is for; may be empty."""
    macros: tuple[Macro, ...]
    """In the order written; without those whose names begin with “_”, which the engine keeps to their file."""
    examples: tuple[Example, ...]

    def shown(self) -> set[str]:
        """Return the macros that some example shows, by itself or through another macro."""
        waiting = [macro for macro in self.macros if any(macro.name in _names(e.show.text) for e in self.examples)]
        found: set[str] = set()
        while waiting:
            macro = waiting.pop()
            if macro.name not in found:
                found.add(macro.name)
                waiting += [other for other in self.macros if other.name in macro.calls]
        return found


def components(theme: Theme) -> tuple[Component, ...]:
    """Read every component of a theme by name; raises `BuildFailed` with all that is wrong in their examples."""
    names = sorted(
        name.removeprefix(COMPONENTS).removesuffix(TEMPLATE)
        for name in theme.templates
        if name.startswith(COMPONENTS) and name.endswith(TEMPLATE)
    )
    found: list[Component] = []
    problems: list[Problem] = []
    for name in names:
        try:
            all_macros = _macros(theme.templates[_template(name)], FOLDER + _template(name))
            macros = tuple(macro for macro in all_macros if not macro.name.startswith("_"))
            about, examples = _examples(name, theme.examples.get(f"{COMPONENTS}{name}{EXAMPLES}"))
            title, colon, summary = about.partition("：")
            component = Component(name, title if colon else name, summary if colon else about, macros, examples)
            problems += _name_problems(component)
            found.append(component)
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise BuildFailed(problems)
    return tuple(found)


def _template(name: str) -> str:
    return f"{COMPONENTS}{name}{TEMPLATE}"


def _examples(name: str, data: bytes | None) -> tuple[str, tuple[Example, ...]]:
    """Return the comment at the top of the file, and the examples."""
    path = f"{FOLDER}{COMPONENTS}{name}{EXAMPLES}"
    if data is None:
        return "", ()
    text, problems = decode(data, path)
    node, found = yaml_nodes.parse(text, path)
    if errors(problems + found):
        raise Refused(problems + found)
    if node is None:
        return "", ()
    examples = listed(record(Example)).read(node)
    twice = [example for number, example in enumerate(examples) if example.name in [e.name for e in examples[:number]]]
    if twice:
        hint = msg("give each a name of its own")
        raise Refused(
            Problem(e.at, "example.twice", msg("two examples have the name “{name}”", name=e.name), hint) for e in twice
        )
    comment = re.match(r"(?:#.*\n)*", text)
    lines = comment[0].splitlines() if comment else []
    return "".join(line.lstrip("#").strip() for line in lines), examples


def _macros(source: str, path: str) -> Iterator[Macro]:
    try:
        tree = _PARSER.parse(source)
    except TemplateSyntaxError as error:
        message = msg("the template cannot be used: {reason}", reason=error)
        hint = msg("compare it with the theme that comes with the program")
        raise Refused([Problem(Location(path, error.lineno), "template.error", message, hint)]) from error
    for macro in tree.find_all(nodes.Macro):
        arguments = [argument.name for argument in macro.args]
        for position, default in enumerate(reversed(macro.defaults), start=1):
            arguments[-position] += f"={_literal(default)}"
        used = {name.name for name in macro.find_all(nodes.Name)}
        yield Macro(macro.name, f"{macro.name}({', '.join(arguments)})", "caller" in used, frozenset(used))


def _literal(default: nodes.Expr) -> str:
    if not isinstance(default, nodes.Const):
        return "…"
    return f'"{default.value}"' if isinstance(default.value, str) else str(default.value).lower()


_PARSER = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
_PROVIDED = frozenset({*_PARSER.globals, "caller"})


def _names(show: str) -> set[str]:
    return meta.find_undeclared_variables(_PARSER.parse(show))


def _name_problems(component: Component) -> Iterable[Problem]:
    """Compare the names that examples use with those that they have."""
    macros = {macro.name for macro in component.macros}
    for example in component.examples:
        at = example.show.at
        try:
            used = _names(example.show.text)
        except TemplateSyntaxError as error:
            yield _cannot_show(example, error)
            continue
        given = {name for name, _ in example.data}
        for name in sorted(used - macros - given - _PROVIDED):
            yield Problem(
                at,
                "example.name",
                msg("the example “{example}” uses “{name}”, which is nowhere given", example=example.name, name=name),
                msg(
                    "write it under “data”; the macros of this component are: {names}", names="、".join(sorted(macros))
                ),
            )
        for name in sorted(given - used):
            yield Problem(
                at,
                "example.unused",
                msg("“show” of the example “{example}” does not use “{name}”", example=example.name, name=name),
                msg("use it, or delete it from “data”"),
            )


def _cannot_show(example: Example, error: Exception) -> Problem:
    return Problem(
        example.show.at,
        "example.error",
        msg("the example “{name}” cannot be shown: {reason}", name=example.name, reason=str(error)),
        msg("compare its data with what the component asks for"),
    )


def rendered(component: Component, example: Example, jinja: Environment) -> str:
    """Return the HTML of an example without empty lines.

    `jinja` is the environment of the site's pages. Raises `BuildFailed` where the data are not what the component asks
    for.
    """
    names = ", ".join(macro.name for macro in component.macros)
    imports = f'{{% from "{_template(component.name)}" import {names} %}}' if names else ""
    try:
        html = jinja.from_string(imports + example.show.text).render(dict(example.data))
    except Exception as error:  # a template can fail in any way that Python can
        raise BuildFailed([_cannot_show(example, error)]) from error
    return "\n".join(line.rstrip() for line in html.splitlines() if line.strip()) + "\n"
