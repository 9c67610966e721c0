"""Half-width punctuation between Chinese characters: left as it is and listed, or made full-width."""

import re
from collections.abc import Iterator
from enum import StrEnum

from zhaoshi.importing.text.wording import Edit, Group, Wording, is_words
from zhaoshi.problems import msg
from zhaoshi.text.markdown import is_cjk


class Punctuation(StrEnum):
    """What becomes of half-width punctuation."""

    KEEP = "keep"
    UNIFY = "unify"


_HALF = re.compile(r"[,;:!?()]")
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}


def half_width(text: Wording) -> Iterator[tuple[int, str]]:
    """Yield offset and full-width form of each half-width sign that stands between Chinese characters."""
    for start, line in zip(text.starts, text.lines, strict=False):
        if not is_words(line):
            continue
        for found in _HALF.finditer(line):
            position = found.start()
            before = position == 0 or is_cjk(line[position - 1])
            after = position + 1 == len(line) or is_cjk(line[position + 1])
            inner = line[position + 1 : position + 2] if found[0] == "(" else line[max(0, position - 1) : position]
            if (inner and is_cjk(inner)) if found[0] in "()" else (before and after and position):
                yield start + position, _FULL[found[0]]


def unified(text: Wording) -> Iterator[Edit]:
    """Make half-width punctuation full-width."""
    message = msg("half-width punctuation was made full-width")
    for offset, full in half_width(text):
        yield Edit(offset, offset + 1, full, Group.REPAIRED, "import.punctuation", message)
