"""What a template is made of: itself and every template that it extends, includes or imports."""

import hashlib
from collections.abc import Mapping

from jinja2 import Environment, TemplateSyntaxError, meta


def closure_digests(templates: Mapping[str, str]) -> dict[str, str]:
    """Return a digest for each template that changes when anything it is made of changes.

    A name that is computed while rendering cannot be followed; such a template depends on all of them.
    """
    jinja = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    direct: dict[str, set[str]] = {}
    for name, source in templates.items():
        try:
            named = set(meta.find_referenced_templates(jinja.parse(source)))
        except TemplateSyntaxError:
            named = set()  # reported when a page is rendered with it
        direct[name] = set(templates) if None in named else {other for other in named if other in templates}  # type: ignore[misc]
    return {name: _digest(_reachable(name, direct), templates) for name in templates}


def _reachable(name: str, direct: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += direct[current]
    return found


def _digest(names: set[str], templates: Mapping[str, str]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for name in sorted(names):
        for part in (name, templates[name]):
            data = part.encode()
            digest.update(len(data).to_bytes(8))
            digest.update(data)
    return digest.hexdigest()
