"""Templates compiled for speed: the same output as Jinja's own compilation, from the same templates.

Three things are decided when a template is compiled instead of each time that it is used: translations of constant
sentences, calls of macros with plain arguments, and that attributes are attributes. Where one of these turns out wrong
(an attribute that is not there, a macro with other parameters), the code fails, and the page is rendered again by the
plain environment, which gives the right answer or names the mistake. So nothing here may give another answer than
Jinja; it may only fail. A macro that shows nothing but a day remembers what it gave, since a page says few days often.
"""

import gettext
import re
from collections.abc import Collection, Iterator, Mapping, MutableMapping, Sequence
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, TemplateError, nodes
from jinja2.compiler import CodeGenerator, Frame

_PLACE = re.compile(r"%\((\w+)\)s|%%|%")
_MORE = frozenset({"caller", "kwargs", "varargs"})
"""Names by which a macro reaches what it is given besides its parameters."""
_HEAD = "; from functools import lru_cache; from zhaoshi.rendering.escaping import escape_text, escaped as escape"
_OF_DAYS = frozenset({"day", "iso"})
"""Filters that take a day and nothing else, and always give the same for it."""


class CompiledEnvironment(Environment):
    """An environment whose templates are compiled for one language.

    `translations` are those that the environment's `gettext` looks up.
    """

    translations: gettext.NullTranslations

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._trees: dict[str, tuple[nodes.Template, _Contents]] = {}
        """Of each template that was parsed, also of those that are only imported so far."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names that every template knows; a plain dict, which imports compare many times a page."""
        return {**self.globals, **(d or {})}

    def macros_in(self, name: str) -> Mapping[str, Sequence[str] | None]:
        """Return the macros that a template defines, see `_Contents.macros`; none where it cannot be read."""
        try:
            source, filename, _ = self.loader.get_source(self, name)  # type: ignore[union-attr]
            return self._parsed(source, name, filename)[1].macros
        except TemplateError:
            return {}  # reported when a page is rendered

    def _parsed(self, source: str, name: str, filename: str | None) -> tuple[nodes.Template, "_Contents"]:
        if name not in self._trees:
            tree = super()._parse(source, name, filename)
            self._trees[name] = tree, _Contents(tree)
        return self._trees[name]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse a template, unless that was done for one that imports it."""
        return self._parsed(source, name, filename)[0] if name else super()._parse(source, name, filename)

    def _generate(self, source: nodes.Template, name: Any, filename: Any, defer_init: bool = False) -> str:
        """Generate Python code (Jinja's documented hook)."""
        contents = self._trees[name][1] if name in self._trees else _Contents(source)
        translate = _Translation(self.translations, contents.own)
        for output in contents.outputs:
            output.nodes = [part for child in output.nodes for part in translate.parts(child)]
        generator = _Generator(self, name, filename, contents.callable_in(self))
        generator.visit(source)
        head, _, code = generator.stream.getvalue().partition("\n")  # type: ignore[attr-defined]
        return f"{head}{_HEAD}\n{code}"


class _Contents:
    """What has to be known of a template before its code is made, gathered in one walk."""

    def __init__(self, tree: nodes.Template) -> None:
        self.own: list[str] = []
        """Names to which the template itself gives a meaning, each as often as it does."""
        self.macros: dict[str, Sequence[str] | None] = {}
        """Parameters of each macro by its name; None where it can be given more than these."""
        self.imports: list[nodes.FromImport] = []
        self.outputs: list[nodes.Output] = []
        self._walk(tree, ())

    def _walk(self, node: nodes.Node, inside: tuple[str, ...]) -> None:
        """Gather what stands below a node; `inside` are the macros around it."""
        for name in node.fields:
            value = getattr(node, name, None)
            for child in value if isinstance(value, list) else (value,):
                if isinstance(child, nodes.Node):
                    self._gather(child, inside)

    def _gather(self, node: nodes.Node, inside: tuple[str, ...]) -> None:
        match node:
            case nodes.Name():
                if node.ctx != "load":
                    self.own.append(node.name)
                if node.name in _MORE:
                    self.macros |= dict.fromkeys(inside)
            case nodes.Macro():
                self.own.append(node.name)
                self.macros[node.name] = [argument.name for argument in node.args]
                inside = (*inside, node.name)
            case nodes.FromImport():
                self.own += (alias for _, alias in _imported(node))
                self.imports.append(node)
            case nodes.Output():
                self.outputs.append(node)
        self._walk(node, inside)

    def callable_in(self, environment: CompiledEnvironment) -> dict[str, Sequence[str]]:
        """Return the parameters of the macros that can be called as plain functions: their names mean nothing else."""
        found = dict(self.macros)
        for imported in self.imports:
            named = imported.template.value if isinstance(imported.template, nodes.Const) else ""
            there = environment.macros_in(named)
            found |= {alias: there[name] for name, alias in _imported(imported) if name in there}
        return {name: known for name, known in found.items() if known is not None and self.own.count(name) == 1}


def _imported(node: nodes.FromImport) -> list[tuple[str, str]]:
    """Return the names that are imported, each with the name that it has here."""
    return [(name, name) if isinstance(name, str) else name for name in node.names]


class _Translation:
    """Puts translations in the place of calls of gettext with constant sentences."""

    def __init__(self, translations: gettext.NullTranslations, own: Collection[str]) -> None:
        self._translations = translations
        self._own = own
        """Names that the template itself gives a meaning to."""

    def parts(self, child: nodes.Expr) -> list[nodes.Expr]:
        """Return a sentence in its pieces, or the child as it is."""
        found = self._sentence(child)
        if found is None:
            return [child]
        text, values = found
        return list(_pieces(text, values, child.lineno)) if _fits(text, values) else [child]

    def _sentence(self, child: nodes.Expr) -> tuple[str, dict[str, nodes.Expr]] | None:
        if not isinstance(child, nodes.Call) or not isinstance(child.node, nodes.Name):
            return None
        if child.dyn_args is not None or child.dyn_kwargs is not None or child.node.name in self._own:
            return None
        values = {keyword.key: keyword.value for keyword in child.kwargs}
        words = [argument.value for argument in child.args if isinstance(argument, nodes.Const)]
        match child.node.name, words, len(child.args):
            case "_" | "gettext", [str(text)], 1:
                return self._translations.gettext(text), values
            case "ngettext", [str(one), str(many)], 3:
                forms = {self._translations.ngettext(one, many, number) for number in range(20)}
                if len(forms) == 1:
                    return forms.pop(), {"num": child.args[2], **values}
        return None


def _fits(text: str, values: dict[str, nodes.Expr]) -> bool:
    """Tell whether a sentence has only places that are filled, so that it can be cut at them."""
    places = list(_PLACE.finditer(text))
    return all(place[0] == "%%" or place[1] in values for place in places)


def _pieces(text: str, values: dict[str, nodes.Expr], line: int) -> Iterator[nodes.Expr]:
    position = 0
    for place in _PLACE.finditer(text):
        words = text[position : place.start()] + ("%" if place[0] == "%%" else "")
        if words:
            yield nodes.TemplateData(words, lineno=line)
        if place[1]:
            yield values[place[1]]
        position = place.end()
    if text[position:]:
        yield nodes.TemplateData(text[position:], lineno=line)


class _Generator(CodeGenerator):
    """Writes the Python code of a template."""

    def __init__(self, environment: Environment, name: Any, filename: Any, macros: Mapping[str, Sequence[str]]) -> None:
        super().__init__(environment, name, filename)
        self._macros = macros
        """Parameters of the macros that can be called as plain functions, by name."""
        self._shown: nodes.Expr | None = None
        """The call whose result goes to the page as it is."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        arguments = None if forward_caller else self._arguments(node)
        if arguments is None:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        is_shown = node is self._shown
        if not is_shown:
            self.write("Markup(")
        assert isinstance(node.node, nodes.Name)
        self.write(f"{frame.symbols.ref(node.node.name)}._func(")
        for argument in arguments:
            if argument is None:
                self.write("missing")
            else:
                self.visit(argument, frame)
            self.write(", ")
        self.write(")" if is_shown else "))")

    def _arguments(self, node: nodes.Expr) -> list[nodes.Expr | None] | None:
        """Return what a macro is called with, in the order of its parameters; None where this is no such call."""
        if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
            return None
        parameters = self._macros.get(node.node.name)
        named = {keyword.key: keyword.value for keyword in node.kwargs}
        if parameters is None or node.dyn_args is not None or node.dyn_kwargs is not None:
            return None
        rest = parameters[len(node.args) :]
        if len(node.args) > len(parameters) or not named.keys() <= set(rest):
            return None
        return [*node.args, *(named.get(name) for name in rest)]

    def macro_body(self, node: Any, frame: Frame) -> Any:
        if isinstance(node, nodes.Macro) and _shows_a_day(node):
            self.writeline("@lru_cache(4096)")
        return super().macro_body(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if self._arguments(node) is not None:
            self._shown = node
        elif self._is_escaped(frame, finalize):
            self.write("(escape_text(value) if type(value := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if node is self._shown:
            return
        if self._is_escaped(frame, finalize):
            self.write(") is str else escape(value))")
        else:
            super()._output_child_post(node, frame, finalize)

    def _is_escaped(self, frame: Frame, finalize: Any) -> bool:
        return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None


def _shows_a_day(macro: nodes.Macro) -> bool:
    """Tell whether a macro uses its one parameter as a day in every place, and nothing else."""
    parts = [part for output in macro.body if isinstance(output, nodes.Output) for part in output.nodes]
    days = [part for part in parts if not isinstance(part, nodes.TemplateData)]
    return (
        len(macro.args) == 1
        and not macro.defaults
        and bool(days)
        and all(isinstance(output, nodes.Output) for output in macro.body)
        and all(_is_a_day(part, macro.args[0].name) for part in days)
    )


def _is_a_day(part: nodes.Expr, name: str) -> bool:
    return (
        isinstance(part, nodes.Filter)
        and part.name in _OF_DAYS
        and isinstance(part.node, nodes.Name)
        and part.node.name == name
        and not (part.args or part.kwargs or part.dyn_args or part.dyn_kwargs)
    )
