"""What somebody meant to write later: a notice in which it stands is not fit to be published."""

import re

from zhaoshi.problems import Location, Problem, doubt, msg
from zhaoshi.text.front_matter import Document

PROVISIONAL = "# 暂填"
"""Begins the note behind a fact that only stands in; a notice with such a note must stay a draft."""

_PLACEHOLDER = re.compile(
    r"[（(]待(?:补充?|填写?|定|核实?|完善|确认|更新|提供)[）)]|(?:XX+|ＸＸ+|××+)(?=[份个次人名项件条篇场期天年月日万元户亩家%％])"
)
"""A number or words still to come. 某某 and ×× before other words leave out names on purpose."""

_SCAFFOLD = re.compile(r"在此写[^，。]{2,12}|关于“……”")


def unfinished(document: Document, text: str, path: str) -> list[Problem]:
    """Find what is unfinished in a notice; `text` is the whole file, `document` its parts."""
    return [
        *_scaffold_problems(document, path),
        *_placeholders(text, path),
        *_provisional_problems(document.front_matter, path, 2),
    ]


def unfinished_ledger(text: str, path: str) -> list[Problem]:
    """Find what is unfinished in a ledger."""
    return [*_placeholders(text, path), *_provisional_problems(text, path, 1)]


def _scaffold_problems(document: Document, path: str) -> list[Problem]:
    """Find what `new notice` has written and nobody has replaced."""
    return [
        Problem(
            Location(path, document.body_line + number, line.index(found[0]) + 1),
            "notice.scaffold",
            msg("“{words}” is left from the pattern of a new notice", words=found[0]),
            msg("write what really happened, or make the notice a draft again"),
        )
        for number, line in enumerate(document.body.split("\n") if _SCAFFOLD.search(document.body) else ())
        if (found := _SCAFFOLD.search(line))
    ]


def _placeholders(text: str, path: str) -> list[Problem]:
    """Doubt what somebody meant to fill in later."""
    if not _may_hold_placeholder(text):
        return []
    return [
        doubt(
            Location(path, number, found.start() + 1),
            "notice.placeholder",
            msg("“{words}” seems to stand for something that is still to be written", words=found[0]),
            msg("write it, or take it out"),
        )
        for number, line in enumerate(text.split("\n"), 1)
        for found in _PLACEHOLDER.finditer(line)
    ]


def _may_hold_placeholder(text: str) -> bool:
    """Look for single characters first, which costs a twentieth of looking for two."""
    if any(sign in text and sign * 2 in text for sign in "XＸ×"):
        return True
    return "待" in text and any(before.endswith(("（", "(")) for before in text.split("待"))


def _provisional_problems(text: str, path: str, first_line: int) -> list[Problem]:
    """Find facts that `import` could not find in a text, and that only stand in."""
    return [
        Problem(
            Location(path, first_line + number, line.index(PROVISIONAL) + 1),
            "notice.provisional",
            msg("this fact only stands in for one that the imported text does not state"),
            msg(
                "write what is right and delete “{note}” and what follows, or make the notice a draft again",
                note=PROVISIONAL,
            ),
        )
        for number, line in enumerate(text.split("\n") if PROVISIONAL in text else ())
        if PROVISIONAL in line
    ]
