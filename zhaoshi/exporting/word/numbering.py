"""Lists as Word numbers them: a pattern with digits, one with bullets, and where each list begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhaoshi.exporting.word.styles import MAIN

DEEPEST = 8
"""Levels of a list are counted from 0."""
BULLETS = 1
"""Id of the one list with bullets."""
FIRST_LIST = 2
"""Id of the first list with numbers."""
_CHARACTER = 320
"""3号 in twentieths of a point."""


@dataclass(frozen=True, slots=True)
class Start:
    """How a list with numbers begins."""

    depth: int
    number: int


def item_look(list_id: int, depth: int) -> str:
    """Return what the `w:pPr` of an item says: its list, and the room before it, that of a paragraph and its depth."""
    level = min(depth, DEEPEST)
    return (
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
        f'<w:ind w:left="{level * _CHARACTER}" w:firstLine="640" w:firstLineChars="200"/>'
    )


def numbering(starts: Sequence[Start]) -> str:
    """Return the part of the lists."""
    patterns = _pattern(0, "decimal", "%{}.") + _pattern(1, "bullet", "•")
    lists = f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="1"/></w:num>' + "".join(
        f'<w:num w:numId="{id_}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="{min(start.depth, DEEPEST)}">'
        f'<w:startOverride w:val="{start.number}"/></w:lvlOverride></w:num>'
        for id_, start in enumerate(starts, FIRST_LIST)
    )
    return f'<w:numbering xmlns:w="{MAIN}">{patterns}{lists}</w:numbering>'


def _pattern(id_: int, form: str, mark: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{mark.format(level + 1)}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level in range(DEEPEST + 1)
    )
    return f'<w:abstractNum w:abstractNumId="{id_}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
