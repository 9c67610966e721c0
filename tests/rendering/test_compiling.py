"""Compiled templates against Jinja's own: the same text, or a failure."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError
from markupsafe import Markup

from zhaoshi.building.crew import Crew
from zhaoshi.building.pictures import typeface
from zhaoshi.building.plan import plan, surroundings
from zhaoshi.building.published import published
from zhaoshi.building.record import Record
from zhaoshi.building.single import HeldNotices
from zhaoshi.building.theme import load_theme
from zhaoshi.languages import translations
from zhaoshi.pages.page import Tools
from zhaoshi.pages.search_index import layout_of
from zhaoshi.rendering.environment import Templates, compiled_environment, environment
from zhaoshi.routes import Links

ROOT = Path(__file__).parent.parent.parent
PARTS = """
{% macro tag(key, label="none") %}<b class="{{ key }}">{{ label }}</b>{% endmacro %}
{% macro tree(node) %}<li>{{ node.name }}{% for n in node.children %}{{ tree(n) }}{% endfor %}</li>{% endmacro %}
{% macro framed(title) %}<div>{{ title }}{{ caller() }}</div>{% endmacro %}
{% macro many() %}{{ varargs | join(",") }}{% for k, v in kwargs.items() %}{{ k }}{{ v }}{% endfor %}{% endmacro %}
{% macro when(d) %}<time datetime="{{ d | iso }}">{{ d | day }}</time>{% endmacro %}
{% macro since(d) %}{{ d | day }}{{ d.year }}{% endmacro %}
{% macro twice(inner) %}{{ inner }}{{ inner }}{% endmacro %}
"""
IMPORT = '{% from "parts.html" import tag, tree, framed, many, when, since, twice, tag as other %}'


@dataclass(frozen=True)
class Node:
    name: str
    children: "tuple[Node, ...]" = ()


VIEW = {
    "text": "<a & 'b'>",
    "safe": Markup("<i>x</i>"),
    "number": 7,
    "nothing": None,
    "day": date(2023, 12, 14),
    "moment": datetime(2023, 12, 14, 0, 0),
    "yes": True,
    "words": ["一", "<二>"],
    "data": {"key": "<v>", "items": "an item called items"},
    "node": Node("<root>", (Node("a", (Node("b"),)), Node("c"))),
}

CASES = {
    "text": "{{ view.text }}{{ view['text'] }}",
    "what is safe already": "{{ view.safe }}{{ view.safe ~ view.text }}",
    "numbers and nothing": "{{ view.number }}{{ view.nothing }}{{ view.yes }}{{ 1.5 }}",
    "a macro": "{{ tag('k') }}{{ tag(view.text, view.text) }}{{ tag(label=view.text, key='x') }}",
    "a macro by another name": "{{ other('k', 'l') }}",
    "a macro that calls itself": "{{ tree(view.node) }}",
    "a macro as an argument": "{{ twice(tag('k', view.text)) }}{{ twice(view.text) }}",
    "a macro in a filter": "{{ tag('k') | upper }}{{ tag('k') | length }}",
    "a macro joined": "{{ tag('k') ~ view.text }}{{ view.text ~ tag('k') }}",
    "a macro in a variable": "{% set t = tag('k') %}{{ t }}{% set u %}{{ tag('k') }}{{ view.text }}{% endset %}{{ u }}",
    "a macro with a block": "{% call framed(view.text) %}{{ view.text }}{{ tag('k') }}{% endcall %}",
    "a macro that takes anything": "{{ many(1, view.text, a=view.text) }}",
    "a macro with unpacked arguments": "{{ tag(*['k', 'l']) }}{{ tag(**{'key': 'k'}) }}",
    "a macro of the page itself": "{% macro tag(a) %}[{{ a }}]{% endmacro %}{{ tag(view.text) }}",
    "a parameter named like a macro": "{% macro f(tag) %}{{ tag }}{% endmacro %}{{ f(view.text) }}{{ tag('k') }}",
    "a loop variable named like a macro": "{% for tag in view.words %}{{ tag }}{% endfor %}",
    "a sentence": "{{ _('Responsible') }}{{ gettext('Deadline') }}",
    "a sentence with places": "{{ _('on %(date)s', date=view.text) }}{{ _('on %(date)s', date=tag('k')) }}",
    "a sentence of its own": "{{ _('50%% of <b>%(what)s</b>', what=view.text) }}",
    "a number of things": "{{ ngettext('%(num)s piece of evidence', '%(num)s pieces of evidence', view.number) }}",
    "a number of things and a place": "{{ ngettext('%(a)s one', '%(a)s and %(num)s', 1, a=view.text) }}",
    "a sentence in a variable": "{% set s = _('Deadline') %}{{ s }}{{ _('Deadline') | length }}",
    "a sentence that is computed": "{{ _(view.words[0]) }}",
    "a name of its own for sentences": "{% macro g(_) %}{{ _ }}{% endmacro %}{{ g('Deadline') }}",
    "keys of a mapping": "{{ view.data.key }}{{ view.data['items'] }}",
    "what is not there, asked for": "{{ view.absent is defined }}{{ view.absent | default('-') }}",
    "conditions": "{{ 'a' if view.yes else view.text }}{% if view.node.name %}x{% endif %}",
    "loops": "{% for w in view.words %}{{ loop.index }}{{ w }}{{ '' if loop.last else ',' }}{% endfor %}",
    "loops in loops": "{% for n in view.node.children %}{% for m in n.children %}{{ m.name }}{% endfor %}{% endfor %}",
    "scopes": "{% with a = view.text %}{{ a }}{{ tag(a) }}{% endwith %}",
    "a namespace": "{% set n = namespace(x=1) %}{% for w in view.words %}{% set n.x = n.x + 1 %}{% endfor %}{{ n.x }}",
    "a macro of days": "{{ when(view.day) }}{{ when(view.moment) }}"
    "{{ when(view.day) | length }}{{ when(view.moment) }}",
    "a macro of a day and more": "{{ since(view.day) }}{{ since(view.moment) }}{{ since(view.day) }}",
    "a variable named value": "{% set value = view.text %}{{ view.number }}{{ value }}{{ view.safe }}{{ value }}",
    "slices and sums": "{{ view.words[:1] }}{{ view.number + 1 }}{{ view.words | length > 1 }}",
}


def sources(page: str) -> dict[str, str]:
    # Imports stand above the page's own words, as in every page of the theme.
    return {"parts.html": PARTS, "page.html": IMPORT + page}


@pytest.mark.parametrize("page", CASES.values(), ids=CASES)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_compiled_template_gives_what_jinja_gives(page: str, language: str) -> None:
    catalogue = translations(language)
    expected = environment(sources(page), catalogue, language).get_template("page.html").render(view=VIEW)

    assert Templates(sources(page), catalogue, language).render("page.html", VIEW) == expected


def test_pages_of_the_sample_need_no_second_rendering() -> None:
    notices = HeldNotices()
    library, _ = published(ROOT, Record(), notices, date(2024, 12, 1), False, Crew())
    theme = load_theme(ROOT)
    language = library.site.language.value
    catalogue = translations(language)
    plain = environment(theme.templates, catalogue, language)
    compiled = compiled_environment(theme.templates, catalogue, language)
    layout = layout_of(library)
    pages = plan(library, surroundings(library, theme.asset_routes, layout, has_pictures=True), layout)
    seen = set()
    for page in pages:
        if page.template:
            links = Links(page.route, library.site.links)
            view = page.make(page.inputs, Tools(links, catalogue.gettext, notices.notices.__getitem__, typeface))
            expected = plain.get_template(page.template).render(view=view)
            assert compiled.get_template(page.template).render(view=view) == expected
            seen.add(page.template)
    elsewhere = {"pages/search.html", "pages/moved.html"}
    assert seen >= {name for name in theme.templates if name.startswith("pages/")} - elsewhere


@pytest.mark.parametrize(
    ("page", "name"),
    [("{{ view.absent }}", "absent"), ("{{ absent }}", "absent"), ("{{ tag() }}", "key"), ("{{ view.node.x.y }}", "x")],
)
def test_what_is_not_there_is_named_as_jinja_names_it(page: str, name: str) -> None:
    with pytest.raises(UndefinedError, match=f"'{name}'"):
        Templates(sources(page), translations("zh-CN"), "zh-CN").render("page.html", VIEW)


def test_blocks_of_a_child_use_what_the_child_imports() -> None:
    templates = {
        "parts.html": PARTS,
        "base.html": '{% from "parts.html" import tag %}<main>{% block main %}{{ tag("base") }}{% endblock %}</main>',
        "page.html": '{% extends "base.html" %}{% from "parts.html" import twice as tag %}'
        "{% block main %}{{ tag(view.text) }}{{ super() }}{% endblock %}",
    }
    plain: Environment = environment(templates, translations("en"), "en")
    expected = plain.get_template("page.html").render(view=VIEW)

    assert Templates(templates, translations("en"), "en").render("page.html", VIEW) == expected
