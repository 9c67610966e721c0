"""Escaping for HTML, as `markupsafe.escape` does it, for results that are joined and need no wrapper."""

from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner as escape_text
except ImportError:

    def escape_text(text: str, /) -> str:
        """Return a text that is no `Markup` as text that is safe in HTML."""
        return str(escape(text))


@lru_cache(10_000)
def _written(number: float) -> str:
    return str(number)


def escaped(value: Any) -> str:
    """Return a value as text that is safe in HTML; what is safe already stays as it is."""
    kind = type(value)
    if kind is int:
        return str(value)
    if kind is float:
        return _written(value) if value else str(value)  # 0.0 and -0.0 are equal
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is str:
        return escape_text(value)
    return escape(value)
