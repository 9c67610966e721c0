"""The one Jinja environment: strict about names, escaping everything, in one language."""

import gettext
from collections.abc import Callable, Mapping
from datetime import date, datetime

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined

from zhaoshi.pages import words

FOLDER = "templates/"
"""How a template's name is completed to the path that messages show."""


def environment(
    templates: Mapping[str, str],
    translations: gettext.NullTranslations,
    language: str,
    bytecode: BytecodeCache | None = None,
) -> Environment:
    """Make the environment for a site in one language; `templates` maps names, `pages/home.html`, to their text."""
    jinja = Environment(
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
    jinja.filters["day"] = lambda value: words.day(value, language)
    jinja.filters["iso"] = iso
    jinja.filters["filesize"] = filesize
    return jinja


def _loader(templates: Mapping[str, str]) -> Callable[[str], tuple[str, str, None] | None]:
    return lambda name: (templates[name], FOLDER + name, None) if name in templates else None


def iso(value: date) -> str:
    """Write a date for machines: 2023-12-14, 2023-12-15T10:58."""
    return f"{value:%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else value.isoformat()


def filesize(count: int) -> str:
    """Write a number of bytes for people: 23 kB, 1.4 MB."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1_000_000:.1f} MB"
