"""Pairs of neighbouring characters: what a text is found by.

Chinese is written without spaces. A text that holds 差旅费 holds the pairs 差旅 and 旅费, so every part of a word is
found without a dictionary. `templates/assets/search-text.js` holds the same rules for the browser.
"""

import re
import sys
import zlib
from array import array

_BETWEEN = re.compile(r'[\s，。、；：！？“”‘’「」《》〈〉（）【】〔〕［］—…,;:!?"()[\]]+')
_HAS_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_WIDE = {wide: wide - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for wide in range(ord(first), ord(last) + 1)}


def folded(text: str) -> str:
    """Make equal what readers take for equal: capitals and small letters, ０ and 0."""
    return (text.translate(_WIDE) if _HAS_WIDE.search(text) else text).lower()


def pair_keys(text: str) -> set[int]:
    """Return a number for every character of a text and for every two that stand side by side.

    A key is made of two UTF-16 code units, the first in the low half; the high half is 0 for a single one. Spaces and
    punctuation are in no pair.
    """
    words = "\0" + _BETWEEN.sub("\0", folded(text)) + "\0"
    data = words.encode("utf-16-le")
    data += bytes(len(data) % 4)
    keys = {*_numbers("I", data), *_numbers("I", data[2:-2])}
    units = set(_numbers("H", data))
    keys |= units
    keys -= {unit << 16 for unit in units}
    return keys


def _numbers(kind: str, data: bytes) -> "array[int]":
    numbers = array(kind, data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def word_key(word: str) -> int:
    """Return the number of a word that is found as a whole, such as `unit:library`."""
    return zlib.crc32(word.encode())
