"""The report of a check as a page that can be sent to a colleague."""

from collections.abc import Sequence

from jinja2 import Environment, StrictUndefined

from zhaoshi.problems import Gettext, Problem, errors, msg

_WORDS = (
    msg("en"),
    msg("Report on the sources"),
    msg("Kind"),
    msg("Place"),
    msg("What is wrong"),
    msg("error"),
    msg("doubt"),
)
"""Words of the page, named here so that the catalogues hold them."""

_PAGE = """\
<!doctype html>
<html lang="{{ _('en') }}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ _('Report on the sources') }}</title>
<h1>{{ _('Report on the sources') }}</h1>
<p>{{ _('errors: {errors}, doubts: {doubts}').format(errors=errors, doubts=problems | length - errors) }}</p>
{% if problems %}
<table>
<thead><tr>
<th scope="col">{{ _('Kind') }}</th><th scope="col">{{ _('Place') }}</th><th scope="col">{{ _('What is wrong') }}</th>
</tr></thead>
<tbody>
{% for problem in problems %}
<tr>
<td>{{ _('error') if problem.severity == 'error' else _('doubt') }}</td>
<td>{{ problem.at }}</td>
<td>{{ problem.text(_) }}</td>
</tr>
{% endfor %}
</tbody>
</table>
{% endif %}
</html>
"""


def html_report(problems: Sequence[Problem], gettext: Gettext) -> str:
    """Return the problems as a whole HTML page."""
    jinja = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return jinja.from_string(_PAGE).render(problems=problems, errors=len(errors(problems)), _=gettext)
