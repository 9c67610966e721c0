"""What `docs/templates.md` says of views, held against the records that templates are given."""

import importlib
import pkgutil
import re
import typing

import msgspec
import pytest

from tests.documentation.papers import DOCS, ROOT, chapters, read, rows
from zhaoshi import pages


def views() -> dict[str, type[msgspec.Struct]]:
    """Return every record that a template can see, by the name under which it is documented."""
    found: dict[str, type[msgspec.Struct]] = {}

    def follow(kind: object) -> None:
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            name = _documented_name(kind)
            if name not in found:
                found[name] = kind
                for hint in typing.get_type_hints(kind).values():
                    follow(hint)
        for argument in typing.get_args(kind):
            follow(argument)

    for module in pkgutil.iter_modules(pages.__path__):
        for name, kind in vars(importlib.import_module(f"{pages.__name__}.{module.name}")).items():
            if name.endswith("View") and isinstance(kind, type):
                follow(kind)
    return found


def _documented_name(kind: type) -> str:
    module = kind.__module__.rpartition(".")[2]
    return f"{module}.{kind.__name__}" if (kind.__doc__ or "").startswith("What `pages/") else kind.__name__


def documented_views() -> dict[str, set[str]]:
    """Return the fields of each view that `docs/templates.md` names."""
    found: dict[str, set[str]] = {}
    text = read(DOCS / "templates.md")
    for heading, chapter in chapters(text).items():
        if heading == "Parts":
            for part, fields in rows(chapter):
                found[part.strip("`")] = set(re.findall(r"`(\w+)`", fields))
        elif names := re.findall(r"`([\w.]+)`", heading):
            found[names[-1]] = {row[0].strip("`") for row in rows(chapter)}
    return found


def field_names(view: type[msgspec.Struct]) -> set[str]:
    return set(view.__struct_fields__)


VIEWS = views()


def test_every_view_is_documented_and_nothing_else() -> None:
    assert set(documented_views()) == set(VIEWS)


@pytest.mark.parametrize("name", VIEWS)
def test_fields_of_a_view_are_those_documented(name: str) -> None:
    assert documented_views()[name] == field_names(VIEWS[name])


def test_views_of_pages_name_their_templates() -> None:
    named = {
        template
        for heading in chapters(read(DOCS / "templates.md"))
        for template in re.findall(r"`(pages/[\w.]+)`", heading)
    }

    assert named == {path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates/pages").iterdir()}
