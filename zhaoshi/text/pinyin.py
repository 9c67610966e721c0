"""The order of Chinese names in an index: by pinyin, under the letters A to Z."""

import re
import unicodedata
from functools import cache

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


def key(name: str) -> Key:
    """Return what a name is sorted by.

    Numbers sort as numbers, before letters; tones do not count.
    """
    text = re.sub(r"^\W+", "", unicodedata.normalize("NFKC", name).casefold())
    found: list[tuple[int, int, str]] = []
    for piece in _PIECES.split(text):
        if piece.isdecimal():
            found.append((0, int(piece), ""))
        elif piece:
            read = _PLACES.get(piece) or (["chang"] if piece == "长" else syllables(piece))
            found += ((1, 0, syllable) for syllable in read)
    return tuple(found)


def syllables(text: str) -> list[str]:
    """Read a text aloud, without tones; what has no reading stays as it is.

    Readings depend on the phrase: 重庆 is chong qing, 重点 zhong dian. At each place the longest phrase counts.
    """
    readings, phrases, longest = _dictionary()
    found: list[str] = []
    unread = ""
    position = 0
    while position < len(text):
        if text[position] not in readings:
            unread += text[position]
            position += 1
            continue
        if unread:
            found.append(unread)
            unread = ""
        ends = range(min(len(text), position + longest), position + 1, -1)
        word = next((text[position:end] for end in ends if text[position:end] in phrases), text[position])
        found += phrases.get(word) or [readings[character] for character in word]
        position += len(word)
    return [*found, unread] if unread else found


@cache
def _dictionary() -> tuple[dict[str, str], dict[str, list[str] | None], int]:
    """Return the reading of each character, that of each phrase or None where it is usual, and the longest length."""
    from zhaoshi.text.readings import CHARACTERS, DEVIATING, PHRASES

    groups = (group.split(":") for group in CHARACTERS.split())
    readings = {character: syllable for syllable, characters in groups for character in characters}
    phrases: dict[str, list[str] | None] = dict.fromkeys(PHRASES.split())
    for phrase, reading in (entry.split(":") for entry in DEVIATING.split()):
        phrases[phrase] = reading.split(",")
    return readings, phrases, max(map(len, phrases))


def letter(key: Key) -> str:
    """Return the letter under which a name stands, A to Z or `OTHER`."""
    first = key[0][2][:1].upper() if key else ""
    return first if "A" <= first <= "Z" else OTHER
