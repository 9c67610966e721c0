"""The tokens of `styles/tokens.css`, and the contrast of those colours that stand on each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKENS = "styles/tokens.css"

TEXT_PAIRS = (
    ("ink", "paper"),
    ("ink", "ground"),
    ("ink", "mark"),
    ("muted", "paper"),
    ("muted", "ground"),
    ("red", "paper"),
    ("red", "ground"),
    ("red", "red-tint"),
    ("blue", "paper"),
    ("blue", "ground"),
    ("blue", "blue-tint"),
    ("green", "paper"),
    ("green", "green-tint"),
    ("on-brand", "brand"),
    ("paper", "red"),
)
"""Text and its background, wherever the styles put one on the other."""

GRAPHIC_PAIRS = (
    ("strong-line", "paper"),
    ("strong-line", "ground"),
    ("focus", "paper"),
    ("focus", "ground"),
    ("bar-completed", "paper"),
    ("bar-completed", "bar-none"),
    ("bar-long", "paper"),
    ("bar-long", "bar-none"),
)
"""Lines and areas that carry a meaning, and what they are seen against.

Not here, because nothing is told by them alone: `line` parts what is also parted by space; the shares of a bar have
the same figures beside them in words, each with its sign.
"""

TEXT_AT_LEAST, GRAPHIC_AT_LEAST, ENHANCED_AT_LEAST = 4.5, 3.0, 7.0
"""WCAG 2.2, success criteria 1.4.3, 1.4.11 and 1.4.6."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TOKEN = re.compile(r"--([\w-]+)\s*:\s*([^;]+?)\s*;")
_REFERENCE = re.compile(r"var\(--([\w-]+)\)")
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True)
class TokenSet:
    """The tokens as one group of readers gets them."""

    values: dict[str, str]
    """As written, by name without hyphens."""
    is_dark: bool
    is_enhanced: bool
    """For readers who asked for more contrast."""

    @property
    def colours(self) -> dict[str, str]:
        """Return the tokens that are colours, as `#rrggbb`, by name."""
        return {name: colour for name in self.values if (colour := self._colour(name))}

    def _colour(self, name: str) -> str:
        text = self.values[name]
        for _ in self.values:
            if not (reference := _REFERENCE.fullmatch(text)):
                break
            text = self.values.get(reference[1], "")
        if not _HEX.fullmatch(text):
            return ""
        digits = text[1:].lower()
        return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def token_sets(style: str) -> tuple[TokenSet, ...]:
    """Read the sets of a style: light, dark, and each of them with more contrast.

    A block is dark, or for more contrast, where its selector or media query says so. The same set may be written twice,
    once for the system's wish and once for the reader's own; what differs comes as a set of its own.
    """
    blocks = [(condition, values) for condition, values in _blocks(_COMMENT.sub("", style)) if values]
    light = {
        name: text
        for condition, values in blocks
        for name, text in values.items()
        if not _is_dark(condition) and not _is_enhanced(condition)
    }
    plain = [(light, False), *(({**light, **values}, True) for condition, values in blocks if _is_dark(condition))]
    enhanced = [
        ({**below, **values}, is_dark)
        for below, is_dark in plain
        for condition, values in blocks
        if _is_enhanced(condition)
    ]
    found: list[TokenSet] = []
    for sets, is_enhanced in ((plain, False), (enhanced, True)):
        for values, is_dark in sets:
            new = TokenSet(values, is_dark, is_enhanced)
            if new not in found:
                found.append(new)
    return tuple(found)


def _is_dark(condition: str) -> bool:
    return "dark" in condition


def _is_enhanced(condition: str) -> bool:
    return "contrast" in condition


def _blocks(style: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the tokens of each block with its selector, and before that the media query around it."""
    around: list[str] = []
    for text, sign in re.findall(r"([^{}]*)([{}])", style):
        if sign == "{":
            around.append(" ".join(text.rpartition(";")[2].split()))
        elif around:
            yield " ".join(around), dict(_TOKEN.findall(text))
            around.pop()


def contrast(front: str, back: str) -> float:
    """Return the contrast of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    lighter, darker = sorted((_luminance(front), _luminance(back)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1 (WCAG 2.2, “relative luminance”)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
