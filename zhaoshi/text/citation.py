"""How a notice and its findings are cited: `7KQ3MD` names a notice, `7KQ3MD-2.1.4.2` one of its sections."""

import hashlib
import re
from functools import lru_cache

from zhaoshi.text.codes import SectionCode

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals without look-alikes (0 and O, 1 and I and L, U beside V), to be read out and copied by hand."""

LENGTH = 6

_SHORT_CODE = re.compile(r"[0-9A-Z]{3,12}", re.ASCII)
_MARK = re.compile("[A-Za-z]’(?=[A-Za-z])|[“”‘’]")
"""A quotation mark; an apostrophe is found with the letter before it, so that it stays."""

_OTHER_MARKS = {"“": "‘", "”": "’", "‘": "“", "’": "”"}


@lru_cache(10_000)
def short_code(id_: str) -> str:
    """Derive a notice's short code from its id.

    The same id gives the same code for ever: what has been printed and quoted must keep leading to its notice.
    """
    number = int.from_bytes(hashlib.sha256(id_.encode()).digest())
    code = ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        code += ALPHABET[place]
    return code


def read_short_code(text: str) -> str | None:
    """Read a short code that an editor has chosen, 3 to 12 letters and digits, in capitals; None where it is none."""
    code = text.strip().upper() if text.isascii() else ""
    return code if _SHORT_CODE.fullmatch(code) else None


def cite(code: str, section: SectionCode) -> str:
    """Join a notice's short code and a section code."""
    return f"{code}-{section}"


def quoted(text: str) -> str:
    """Prepare a text that is set between quotation marks: those inside it change between double and single.

    Double and single marks take turns from the outside in (GB/T 15834). `notice.js` does the same.
    """
    return _MARK.sub(_other_mark, text)


def _other_mark(mark: re.Match[str]) -> str:
    return _OTHER_MARKS.get(mark[0], mark[0])
