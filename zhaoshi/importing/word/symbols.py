"""Signs of fonts that have no letters, Wingdings and Symbol, as characters that every font knows."""

MISSING = "〓"
"""Stands for a sign without a name here (the printers' mark for a type that is missing)."""


def _signs(table: str) -> dict[int, str]:
    return {int(entry[:2], 16): entry[2:] for entry in table.split()}


_WINGDINGS = {0x20: " "} | _signs(
    "28☎ 2A✉ 4A☺ 6C● 6E■ 6F□ 71❑ 72❒ 73⬧ 74⧫ 75◆ 76❖ 77⬥ 9E· 9F• A1○ A7▪ A8□ AB★ D8➢ DF← E0→ E1↑ E2↓ E8➔ F0⇨ "
    "FB✗ FC✓ FD☒ FE☑ 81① 82② 83③ 84④ 85⑤ 86⑥ 87⑦ 88⑧ 89⑨ 8A⑩ 8C❶ 8D❷ 8E❸ 8F❹ 90❺ 91❻ 92❼ 93❽ 94❾ 95❿"
)
_WINGDINGS_2 = {0x20: " "} | _signs("4F✗ 50✓ 51☒ 52☑ 53☒ 54☒ 97● A2■ A3□")
_SYMBOL = (
    {code: chr(code) for code in range(0x20, 0x40)}
    | dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
    | dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
    | _signs("22∀ 24∃ 27∋ 2A∗ 2D− A3≤ A5∞ AE→ B0° B1± B3≥ B4× B7• B8÷ B9≠ BB≈ D6√ E5∑")
)
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(font: str, code: int) -> str:
    """Return the sign at a code of a font; codes of such fonts stand in the private area from U+F000 on."""
    if 0xF000 <= code <= 0xF0FF:
        return _FONTS.get(font.lower(), _WINGDINGS).get(code - 0xF000, MISSING)
    if font.lower() in _FONTS:
        return _FONTS[font.lower()].get(code, MISSING)
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else MISSING


def with_symbols(text: str, font: str) -> tuple[str, int]:
    """Put characters in the place of private signs; return the text and how many of them have no name here."""
    if all(not 0xF000 <= ord(character) <= 0xF0FF for character in text):
        return text, 0
    signs = [symbol(font, ord(c)) if 0xF000 <= ord(c) <= 0xF0FF else c for c in text]
    return "".join(signs), signs.count(MISSING)
