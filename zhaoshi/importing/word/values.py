"""Small readings of WordprocessingML that every part of it shares: `w:val`, switches, whole numbers."""

from xml.etree.ElementTree import Element

_OFF = frozenset({"0", "false", "off", "none"})


def value_of(parent: Element | None, child: str) -> str:
    """Return the `w:val` of a child; empty where there is none."""
    found = parent.find(child) if parent is not None else None
    return found.get("val", "") if found is not None else ""


def is_on(switch: Element | None) -> bool:
    """Read a switch (ECMA-376-1, 17.17.4): on where it is there and does not say that it is off."""
    return switch is not None and switch.get("val", "1").lower() not in _OFF


def whole(text: str | None, otherwise: int) -> int:
    """Read a whole number; `otherwise` where the text is none, or beyond all sense."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else otherwise
