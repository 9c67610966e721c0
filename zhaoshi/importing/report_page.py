"""The report of an import as a page: the file on the left, the notice on the right, each change where it was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from zhaoshi.importing.batch import Batch, Imported
from zhaoshi.importing.report import GROUPS, groups
from zhaoshi.importing.text.wording import Entry, Group
from zhaoshi.problems import Gettext, msg

T = TypeVar("T")

_LONGEST = 120
"""Characters of a change that are shown before it is opened."""

_WORDS = (
    msg("en"),
    msg("Report on the import"),
    msg("Line"),
    msg("The file"),
    msg("The notice"),
    msg("What was done"),
    msg("about the whole file"),
    msg("Nothing has changed."),
)
"""Words of the page, named here so that the catalogues hold them."""

_STYLE = """
body { margin: 2rem auto; max-width: 90rem; padding: 0 1rem; color: #1b1b1b; background: #fff;
  font: 1rem/1.7 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.2rem; overflow-wrap: anywhere; }
h3 { font-size: 1.05rem; margin: 1.2rem 0 .4rem; }
table { width: 100%; margin-block-start: 1.2rem; border-collapse: collapse; table-layout: fixed; }
th, td { border: 1px solid #999; padding: .3rem .5rem; text-align: start; vertical-align: top; }
td, li { overflow-wrap: anywhere; }
th:first-child, td:first-child { width: 3.5rem; text-align: end; }
.level { font-weight: bold; }
p { margin: 0 0 .3rem; }
ul { margin: 0; padding: 0; list-style: none; }
li + li { margin-block-start: .4rem; }
.missing strong { color: #a10f0f; }
.doubt strong { color: #7a4b00; }
.changed strong, .repaired strong { color: #0b4f8a; }
span.before { color: #555; }
del { background: #fbe3e1; text-decoration-color: #a10f0f; }
details { display: inline-block; }
summary { cursor: pointer; }
ins { background: #dff2df; text-decoration: none; }
@media (max-width: 48rem) {
  body { margin-block: 1rem; }
  thead { display: none; }
  tr, th, td { display: block; }
  tr { border: 1px solid #999; margin-block-end: .8rem; padding: .3rem .5rem; }
  td { border: 0; padding: .1rem 0; }
  td:empty { display: none; }
  td::before { content: attr(data-label) " "; color: #555; font-size: .85rem; }
  td:first-child { width: auto; text-align: start; font-weight: bold; }
}
"""

_PAGE = """\
{% macro words(text) %}
{% if text | length > longest %}
<details><summary>{{ text[:longest] }}…</summary>{{ text }}</details>
{%- else %}{{ text }}{% endif %}
{% endmacro %}
{% macro listed(entries, is_named=true) %}
<ul>
{% for entry in entries %}
<li class="{{ entry.group.value }}">
{%- if is_named %}<strong>{{ names[entry.group].text(_) }}</strong> {% endif %}{{ entry.message.text(_) }}
{% set gone, come = ("del", "ins") if entry.group.value in ("changed", "repaired", "dropped") else ("span", "span") %}
{% if entry.group.value != "missing" %}
{% if entry.before %}<br><{{ gone }} class="before">{{ words(entry.before) }}</{{ gone }}>{% endif %}
{% if entry.after %} → <{{ come }}>{{ words(entry.after) }}</{{ come }}>{% endif %}
{% endif %}
</li>
{% endfor %}
</ul>
{% endmacro %}
<!doctype html>
<html lang="{{ _('en') }}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ _('Report on the import') }}</title>
<style>{{ style }}</style>
<h1>{{ _('Report on the import') }}</h1>
{% for problem in problems %}
{% set kind = "missing" if problem.severity.value == "error" else "doubt" %}
<p class="{{ kind }}"><strong>{{ problem.at }}</strong> {{ problem.text(_) }}</p>
{% endfor %}
{% for sheet in sheets %}
<section>
<h2>{{ sheet.file }} → {{ sheet.id }}</h2>
{% if sheet.is_unchanged %}
<p>{{ _('Nothing has changed.') }}</p>
{% endif %}
{% if sheet.groups %}
<p>
{% for group, entries in sheet.groups %}
{{ names[group].text(_) }} {{ entries | length }}{{ '' if loop.last else ' · ' }}
{% endfor %}
</p>
{% endif %}
{% if sheet.rows and sheet.general %}
<h3>{{ _('about the whole file') }}</h3>
{{ listed(sheet.general) }}
{% elif not sheet.rows %}
{% for group, entries in sheet.groups %}
<h3>{{ names[group].text(_) }}</h3>
{{ listed(entries, is_named=false) }}
{% endfor %}
{% endif %}
{% if sheet.rows %}
<table>
<thead><tr>
<th scope="col">{{ _('Line') }}</th>
<th scope="col">{{ _('The file') }}</th>
<th scope="col">{{ _('The notice') }}</th>
<th scope="col">{{ _('What was done') }}</th>
</tr></thead>
<tbody>
{% for row in sheet.rows %}
<tr>
<td data-label="{{ _('Line') }}">{{ row.number }}</td>
<td data-label="{{ _('The file') }}">{% for line in row.before %}<p>{{ line }}</p>{% endfor %}</td>
<td data-label="{{ _('The notice') }}">
{%- for line, level in row.after %}
<p{% if level %} class="level"{% endif %}>{{ line }}</p>
{%- endfor -%}
</td>
<td data-label="{{ _('What was done') }}">{% if row.entries %}{{ listed(row.entries) }}{% endif %}</td>
</tr>
{% endfor %}
</tbody>
</table>
{% endif %}
</section>
{% endfor %}
</html>
"""


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    before: tuple[str, ...]
    after: tuple[tuple[str, int], ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    file: str
    id: str
    is_unchanged: bool
    groups: list[tuple[Group, list[Entry]]]
    general: list[Entry]
    rows: list[_Row]


def report_page(batch: Batch, gettext: Gettext) -> str:
    """Return the report as one HTML page that needs nothing else."""
    jinja = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    sheets = [_sheet(imported) for imported in batch.imported]
    return (
        jinja.from_string(_PAGE)
        .render(sheets=sheets, problems=batch.problems, names=GROUPS, style=Markup(_STYLE), longest=_LONGEST, _=gettext)
        .lstrip()
    )


def _sheet(imported: Imported) -> _Sheet:
    draft = imported.draft
    before = _by_line([(number, line) for number, line in draft.input_lines] if draft else [])
    after = _by_line([(number, (line, level)) for number, line, level in draft.result_lines] if draft else [])
    entries = _by_line([(entry.line, entry) for entry in imported.entries if entry.line in before])
    rows = [
        _Row(number, tuple(lines), tuple(after.get(number, ())), tuple(entries.get(number, ())))
        for number, lines in before.items()
    ]
    general = [entry for entry in imported.entries if entry.line not in before]
    return _Sheet(imported.file, imported.id, imported.is_unchanged, groups(imported.entries), general, rows)


def _by_line(pairs: Sequence[tuple[int, T]]) -> dict[int, list[T]]:
    found = sorted(pairs, key=lambda pair: pair[0])
    return {number: [value for _, value in group] for number, group in groupby(found, key=lambda pair: pair[0])}
