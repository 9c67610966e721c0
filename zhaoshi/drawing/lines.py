"""Breaking Chinese text into lines (GB/T 15834: which marks may not begin a line, and which may not end one)."""

import re
import unicodedata
from collections.abc import Callable

CLOSING = frozenset("，。、；：？！）》〉」』】〕”’％‰℃…—·～,.;:?!)]}%")
OPENING = frozenset("（《〈「『【〔“‘([{￥№")
ELLIPSIS = "…"

Measure = Callable[[str], float]
"""Width of a text in pixels."""

_WORD = re.compile(
    r"[0-9A-Za-z\u00c0-\u017f][0-9A-Za-z\u00c0-\u017f.,:/_-]*(?<=[0-9A-Za-z\u00c0-\u017f])| +|.", re.DOTALL
)


def plain(text: str) -> str:
    """Return text without what has no width of its own: controls, joiners, marks; white space is one space."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Mn", "Me"))


def broken(text: str, width: float, measure: Measure, most: int) -> tuple[str, ...]:
    """Break text into at most `most` lines of `width`, the last cut with an ellipsis where there is more.

    Lines are about equally long, so that no single character is left over.
    """
    atoms = _atoms(plain(text), width, measure)
    lines = _filled(atoms, width, measure)
    if len(lines) > most:
        return (*lines[: most - 1], _cut("".join(lines[most - 1 :]), width, measure))
    low, high = 0, int(width)
    while high - low > 1:
        middle = (low + high) // 2
        if len(_filled(atoms, middle, measure)) > len(lines) or any(measure(atom) > middle for atom in atoms):
            low = middle
        else:
            high = middle
    return tuple(_filled(atoms, high, measure))


def fitted(text: str, width: float, measure: Measure) -> str:
    """Return text on one line of `width`, cut with an ellipsis where there is more."""
    return "".join(broken(text, width, measure, 1))


def _atoms(text: str, width: float, measure: Measure) -> list[str]:
    """Part text into pieces between which a line may break; a piece that is wider than a line is cut anywhere."""
    atoms: list[str] = []
    for piece in _WORD.findall(text):
        last = atoms[-1] if atoms else ""
        if last and (piece[0] in CLOSING or last[-1] in OPENING) and measure(last + piece) <= width:
            atoms[-1] += piece
        elif measure(piece) > width:
            atoms += piece
        else:
            atoms.append(piece)
    return atoms


def _filled(atoms: list[str], width: float, measure: Measure) -> list[str]:
    lines: list[str] = []
    line = ""
    for atom in atoms:
        if line and measure((line + atom).rstrip()) > width:
            lines.append(line.rstrip())
            line = atom.lstrip()
        else:
            line += atom
    return [*lines, line.rstrip()] if line.strip() else lines


def _cut(text: str, width: float, measure: Measure) -> str:
    while text and measure(text + ELLIPSIS) > width:
        text = text[:-1]
    while text and (text[-1] in OPENING or text[-1] in CLOSING or text[-1] == " "):
        text = text[:-1]
    return text + ELLIPSIS
