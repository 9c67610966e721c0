"""The one way templates are set up: strict about names, escaping everything, in one language."""

import gettext
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from typing import TypeVar

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from zhaoshi.pages import words
from zhaoshi.rendering.compiling import CompiledEnvironment
from zhaoshi.text.title_words import title_words

E = TypeVar("E", bound=Environment)

FOLDER = "templates/"
"""How a template's name is completed to the path that messages show."""


def environment(templates: Mapping[str, str], translations: gettext.NullTranslations, language: str) -> Environment:
    """Make the environment for a site in one language; `templates` maps names, `pages/home.html`, to their text."""
    return _equipped(Environment, templates, translations, language, None)


def compiled_environment(
    templates: Mapping[str, str],
    translations: gettext.NullTranslations,
    language: str,
    bytecode: BytecodeCache | None = None,
) -> CompiledEnvironment:
    """Make an environment that is faster, and may fail where `environment` does not; see `compiling`.

    What is kept in `bytecode` is only good for these translations and this program.
    """
    jinja = _equipped(CompiledEnvironment, templates, translations, language, bytecode)
    jinja.translations = translations
    return jinja


class Templates:
    """The templates of a site in one language, ready to be filled in."""

    def __init__(
        self,
        sources: Mapping[str, str],
        translations: gettext.NullTranslations,
        language: str,
        bytecode: BytecodeCache | None = None,
    ) -> None:
        """Prepare; `sources` and `bytecode` are as for `compiled_environment`."""
        self._compiled = compiled_environment(sources, translations, language, bytecode)
        self._plain = partial(environment, sources, translations, language)

    def compile(self, name: str) -> None:
        """Make the code of a template, for `bytecode` to keep; what is wrong with it is left for `render` to say."""
        with suppress(Exception):
            self._compiled.get_template(name)

    def render(self, name: str, view: object) -> str:
        """Fill a template in; raises what Jinja raises for a template that is wrong."""
        try:
            return self._compiled.get_template(name).render(view=view)
        except Exception:
            return self._plain().get_template(name).render(view=view)


def _equipped(
    kind: type[E],
    templates: Mapping[str, str],
    translations: gettext.NullTranslations,
    language: str,
    bytecode: BytecodeCache | None,
) -> E:
    jinja: E = kind(
        loader=FunctionLoader(_loader(templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=bytecode,
        extensions=["jinja2.ext.i18n"],
    )
    jinja.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    jinja.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    jinja.filters["day"] = lambda value: words.day(value, language)
    jinja.filters["iso"] = iso
    jinja.filters["filesize"] = filesize
    jinja.filters["by_words"] = by_words
    return jinja


def _loader(templates: Mapping[str, str]) -> Callable[[str], tuple[str, str, None] | None]:
    return lambda name: (templates[name], FOLDER + name, None) if name in templates else None


def iso(value: date) -> str:
    """Write a date for machines: 2023-12-14, 2023-12-15T10:58, with its offset where it has one."""
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


def by_words(title: str) -> Markup:
    """Let the lines of a title end between words only; what shows it is of the class `by-words`."""
    return Markup("<wbr>").join(title_words(title))


def filesize(count: int) -> str:
    """Write a number of bytes for people: 23 kB, 1.4 MB."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1_000_000:.1f} MB"
