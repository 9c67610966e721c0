"""What the preview puts into a page and never on disk: the script that reloads it, the problems of the sources."""

import re
from html import escape

from zhaoshi.printing import Console, summary_of
from zhaoshi.problems import Severity
from zhaoshi.serving.rebuilding import Outcome

_MOST = 100
_BODY = re.compile(rb"""<body(?:\s(?:"[^"]*"|'[^']*'|[^"'>])*)?>""", re.IGNORECASE)
_STYLE = (
    "position:sticky;inset-block-start:0;z-index:2147483647;margin:0;padding:1rem 1.5rem;"
    "max-height:40vh;overflow:auto;overflow-wrap:anywhere;text-align:start;"
    "background:#fff4f2;color:#3b0d08;border-block-end:4px solid #b3261e;font:1rem/1.6 system-ui,sans-serif"
)


def injected(page: bytes, script: str, outcome: Outcome, console: Console) -> bytes:
    """Return a page with the script and, where the last build failed, the panel at the beginning of its body."""
    addition = (script + panel(outcome, console)).encode("utf-8", "replace")
    body = _BODY.search(page)
    place = body.end() if body else len(page)
    return page[:place] + addition + page[place:]


def panel(outcome: Outcome, console: Console) -> str:
    """Return the problems of a build as HTML; empty where it succeeded."""
    if outcome.failure:
        heading, count = console.gettext("The build was stopped"), ""
        lines = [outcome.failure.text(console.gettext)]
    elif outcome.problems:
        heading = console.gettext("The sources have problems")
        count = summary_of(outcome.problems, console) + console.gettext(".") + " "
        lines = [
            f"{problem.at}: "
            + ("" if problem.severity is Severity.ERROR else console.gettext("doubt") + " ")
            + problem.text(console.gettext)
            for problem in outcome.problems[:_MOST]
        ]
        if more := len(outcome.problems) - _MOST:
            lines += [console.gettext("{count} more are in the terminal").format(count=more)] if more > 0 else []
    else:
        return ""
    note = console.gettext("The site is as the last good build left it; this goes away when the next one succeeds.")
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return (
        f'<section role="alert" tabindex="0" style="{_STYLE}" data-zhaoshi-problems="{len(lines)}">'
        f'<h2 style="margin:0;padding:0;border:0;font-size:1.25rem">{escape(heading)}</h2>'
        f'<p style="margin:.5rem 0">{escape(count + note)}</p>'
        f'<ol style="margin:0;padding-inline-start:1.5rem">{items}</ol></section>'
    )


def plain_page(title: str) -> bytes:
    """Return a page that stands where the site has none."""
    text = escape(title)
    return (
        '<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{text}</title></head><body><h1>{text}</h1></body></html>"
    ).encode()
