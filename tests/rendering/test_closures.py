"""What a template is made of is told from its text, and never less than Jinja finds in it."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from jinja2 import Environment, meta

from zhaoshi.building.theme import load_theme
from zhaoshi.rendering.closures import closure_digests

THEME = load_theme(Path()).templates
JINJA = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
OTHERS = {"a.html": "a", "b.html": "b", "c.html": "{% include 'b.html' %}"}


def made_of(name: str, templates: Mapping[str, str]) -> set[str]:
    """Return the templates whose change changes the digest of one."""
    before = closure_digests(templates)[name]
    return {
        other for other in templates if closure_digests({**templates, other: templates[other] + " "})[name] != before
    }


def found_by_jinja(name: str) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += [str(other) for other in meta.find_referenced_templates(JINJA.parse(THEME[current]))]
    return found


@pytest.mark.parametrize("name", [name for name in THEME if name.startswith("pages/")])
def test_the_theme_is_made_of_what_jinja_finds(name: str) -> None:
    assert made_of(name, THEME) == found_by_jinja(name)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("words", set()),
        ('{% extends "a.html" %}', {"a.html"}),
        ("{%- include 'a.html' ignore missing with context -%}", {"a.html"}),
        ('{%from "a.html" import one,\n  two as three without context%}', {"a.html"}),
        ('{% import "c.html" as c %}', {"b.html", "c.html"}),
        ("{% include ['a.html', 'b.html'] %}", {"a.html", "b.html", "c.html"}),
        ("{% include name %}", {"a.html", "b.html", "c.html"}),
        ("{% include 'a.' ~ 'html' %}", {"a.html", "b.html", "c.html"}),
        ("{% include 'a\\x2ehtml' %}", {"a.html", "b.html", "c.html"}),
        ("{% extends 'a.html' if long else other %}", {"a.html", "b.html", "c.html"}),
        ("{% include '%}' ~ name %}", {"a.html", "b.html", "c.html"}),
        ("{% include missing.name", set()),
    ],
)
def test_a_name_that_is_not_written_out_may_be_any(source: str, expected: set[str]) -> None:
    assert made_of("page.html", {**OTHERS, "page.html": source}) == {"page.html", *expected}
