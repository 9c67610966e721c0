"""What a template is made of: itself and every template that it extends, includes or imports."""

import hashlib
import re
from collections.abc import Mapping

_REFERENCE = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b(.*?)[-+]?%\}", re.DOTALL)
_WRITTEN_OUT = re.compile(r"""\s*(?:"[^"\\]*"|'[^'\\]*')\s*(?:(?:as|import|ignore|with|without)\b.*)?""", re.DOTALL)


def closure_digests(templates: Mapping[str, str]) -> dict[str, str]:
    """Return a digest for each template that changes when anything it is made of changes.

    A template depends on each whose name stands in it, and on all of them where a name is not written out. That is
    never less than what Jinja would find, and spares parsing.
    """
    direct = {
        name: {other for other in templates if other in source} if _is_written_out(source) else set(templates)
        for name, source in templates.items()
    }
    return {name: _digest(_reachable(name, direct), templates) for name in templates}


def _is_written_out(source: str) -> bool:
    """Tell whether every template that another refers to is named by a plain string."""
    return all(_WRITTEN_OUT.fullmatch(reference[1]) for reference in _REFERENCE.finditer(source))


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
