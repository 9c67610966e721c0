"""Signs of a figure that Markdown takes for its own at the beginning of a line: `> 30万元`, `+ 5%`, `- 3%`."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from zhaoshi.problems import Location, Problem, doubt, msg

_FIGURE = r"\d+(?:,\d+)*(?:\.\d+)?(?![\d.．、)）年月日号])"
"""Neither a date nor the number of an item."""
_UNIT = r"(?:[%％‰℃]|个百分点|[百千万亿]*元)"
_QUOTED = re.compile(rf"\s*(>)\s*[=＝]?\s*{_FIGURE}")
_LISTED = re.compile(rf"\s*(?=\+\s+{_FIGURE}|-\s+{_FIGURE}\s*{_UNIT})([+-])")
"""A hyphen begins most lists; before a figure with its unit, and alone, it was to be a minus."""


def lost_sign(tokens: Sequence[Token], position: int, lines: Sequence[str], at: Location) -> Iterator[Problem]:
    """Doubt a quotation, or a list of one item, that begins with a figure; `at` is where `lines` begin."""
    token = tokens[position]
    if token.map is None:
        return
    first, _ = token.map
    if token.type == "blockquote_open" and (found := _QUOTED.match(lines[first])):
        message = msg("“>” at the beginning of a line makes a quotation of it and is not shown")
    elif (
        token.type == "bullet_list_open"
        and tokens[position + 1].map == token.map
        and (found := _LISTED.match(lines[first]))
    ):
        message = msg("“{sign}” at the beginning of a line makes a list of it and is not shown", sign=found[1])
    else:
        return
    hint = msg("say it in words, or write \\{sign} for the sign itself", sign=found[1])
    place = Location(at.path, at.line + first, found.start(1) + 1)
    yield doubt(place, "markdown.lost-sign", message, hint)
