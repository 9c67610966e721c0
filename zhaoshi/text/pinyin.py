"""The order of Chinese names in an index: by pinyin, under the letters A to Z."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping

OTHER = "#"
"""Stands for the letter of names that begin with none: digits, signs, characters without a known reading."""

_PLACES = {
    "曾都": ["zeng", "du"],
    "单县": ["shan", "xian"],
    "会稽": ["kuai", "ji"],
    "浚县": ["xun", "xian"],
    "覃塘": ["qin", "tang"],
    "尉犁": ["yu", "li"],
    "召陵": ["shao", "ling"],
}
"""Places that the dictionary of phrases does not know and reads wrongly."""

_PIECES = re.compile(
    "(" + "|".join(_PLACES) + r"|^长(?![者辈老官孙子])|\d+|[a-z]+)"  # 长 begins a place: 长宁, 长葛; but 长者, 长子县
)

Key = tuple[tuple[int, int, str], ...]
"""What a name is sorted by."""

Readings = Callable[[Collection[str]], Mapping[str, Key]]
"""Gives the keys of names, by name."""


def readings(names: Collection[str]) -> dict[str, Key]:
    """Return what names are sorted by.

    Readings depend on the phrase: 重庆 is chóng qìng, 重点 zhòng diǎn. Numbers sort as numbers, before letters; tones
    do not count. Loading the dictionary takes a fifth of a second, so that it is loaded here and not with the module;
    `building/readings.py` keeps what was read.
    """
    from pypinyin import lazy_pinyin

    def key(name: str) -> Key:
        text = re.sub(r"^\W+", "", unicodedata.normalize("NFKC", name).casefold())
        found: list[tuple[int, int, str]] = []
        for piece in _PIECES.split(text):
            if piece.isdecimal():
                found.append((0, int(piece), ""))
            elif piece:
                read = _PLACES.get(piece) or (["chang"] if piece == "长" else lazy_pinyin(piece))
                found += ((1, 0, syllable) for syllable in read)
        return tuple(found)

    return {name: key(name) for name in names}


def letter(key: Key) -> str:
    """Return the letter under which a name stands, A to Z or `OTHER`."""
    first = key[0][2][:1].upper() if key else ""
    return first if "A" <= first <= "Z" else OTHER
