"""Where the links of a text may lead: elsewhere, to a section, to a file that the notice has already."""

import re
from collections.abc import Collection
from dataclasses import replace
from unicodedata import normalize
from urllib.parse import unquote

from zhaoshi.importing.text.wording import Entry, Group, Kind, Mark, Wording
from zhaoshi.problems import Location, msg
from zhaoshi.text.markdown import SAFE_SCHEMES, link_problem

FILES = "attachments/"
SECTION = "#s"


def with_links(text: Wording, known: Collection[str]) -> tuple[Wording, list[Entry]]:
    """Keep the links that a notice may have, and name the others.

    `known` are the files and the sections of the notice: `attachments/rules.pdf`, `#s2.1`.
    """
    marks: list[Mark] = []
    entries: list[Entry] = []
    for mark in text.marks:
        if mark.kind is not Kind.LINK or _is_address(mark.value):
            marks.append(mark)
        elif (target := _target(mark.value)) in known and is_fit(target):
            marks.append(replace(mark, value=target))
        else:
            message = msg("the link to “{target}” was left out", target=unquote(mark.value))
            entries.append(Entry(Group.NOTE, text.number_at(mark.start), "import.link", message))
    return replace(text, marks=tuple(marks)), entries


def is_fit(target: str) -> bool:
    """Tell whether Markdown can lead to a target, and whether it may."""
    return _is_address(target) or (target.startswith((FILES, SECTION)) and not re.search(r"[\n<>\\]", target))


def _is_address(target: str) -> bool:
    scheme = target.partition(":")[0].lower()
    return scheme in SAFE_SCHEMES and not re.search(r"[\s<>\\]", target) and not link_problem(target, Location(""))


def _target(written: str) -> str:
    """Return a link as a notice writes it; Word may have put the folder in which it saved the file before it."""
    target = normalize("NFC", unquote(written)).replace("\\", "/")
    _, folder, name = target.rpartition(FILES)
    return folder + name if folder else target
