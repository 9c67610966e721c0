"""The card that stands for a page where its address is shared: 1200 × 630 pixels, drawn with Pillow.

Only simple layout is used, and only the font that comes with the program, so that every machine draws the same pixels.
"""

from dataclasses import dataclass, field
from functools import partial
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw, ImageFont

from zhaoshi.drawing.lines import broken, fitted, plain

WIDTH, HEIGHT = 1200, 630
_MARGIN = 64
_INNER = WIDTH - 2 * _MARGIN
_BAND = 88
_BAR = 34
_ROW = 42
_SIGN = 30
"""Room for the coloured sign before a status."""
_TITLE_SIZES = ((68, 2), (54, 3), (46, 3))
"""Size, and the lines that a title may take at it; the last size cuts."""
_LEVELS = 16
_COMPRESSION = 4

PAPER, INK, MUTED, BRAND, ON_BRAND, LINE = "#ffffff", "#1c1c1c", "#595959", "#9b1b1e", "#ffffff", "#cfccc5"
STATUS_COLOURS = {
    "completed": "#1a6a3e",
    "long_term": "#1b4f8f",
    "phased": "#86bb9c",
    "in_progress": "#9dbbe0",
    "not_started": "#dedbd4",
    "unstated": "#ffffff",
}
"""Of `templates/styles/tokens.css`; what nobody has stated is an empty frame."""
_EDGE = "#767676"

_INKS = ((INK, PAPER), (MUTED, PAPER), (BRAND, PAPER), (ON_BRAND, BRAND))


def _shades(ink: str, ground: str) -> list[tuple[int, ...]]:
    """Return the colours from ground to ink."""
    pairs = list(zip(ImageColor.getrgb(ground), ImageColor.getrgb(ink), strict=True))
    return [tuple(g + (i - g) * level // (_LEVELS - 1) for g, i in pairs) for level in range(_LEVELS)]


_COLOURS = [
    *(shade for pair in _INKS for shade in _shades(*pair)),
    *(ImageColor.getrgb(colour) for colour in dict.fromkeys([BRAND, LINE, _EDGE, *STATUS_COLOURS.values()])),
]
_PALETTE = [part for colour in _COLOURS for part in colour]
_PLAIN = {
    colour: _COLOURS.index(ImageColor.getrgb(colour))
    for colour in (PAPER, BRAND, LINE, _EDGE, *STATUS_COLOURS.values())
}
"""Number of each colour that boxes are filled with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is written on a card, every text in its language."""

    site: str
    kind: str
    title: str
    under: str
    """The line below the title: a unit, a publisher."""
    headline: str
    """Above the bar: how much was found; or, where there is no bar, why."""
    day: str
    """The day that the figures speak of, in words; may be empty."""
    segments: tuple[tuple[str, int, str], ...]
    """Status, count, and both in words; they fill the bar. Empty for no bar."""
    warnings: tuple[str, ...]
    """What stands in red behind the words for the segments: how many were returned, how many are overdue."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """One font at every size, loaded once a process."""

    data: bytes
    _sizes: dict[int, ImageFont.FreeTypeFont] = field(default_factory=dict)
    _widths: dict[tuple[int, str], float] = field(default_factory=dict)

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """Return the font at a size in pixels."""
        if size not in self._sizes:
            self._sizes[size] = ImageFont.truetype(BytesIO(self.data), size, layout_engine=ImageFont.Layout.BASIC)
        return self._sizes[size]

    def width(self, size: int, text: str) -> float:
        """Return the width of a text in pixels; each character has its own, there is no kerning."""
        total = 0.0
        for character in text:
            key = size, character
            if key not in self._widths:
                self._widths[key] = self.at(size).getlength(character)
            total += self._widths[key]
        return total


class _Sheet:
    """A picture of palette numbers: each ink on its ground has `_LEVELS` shades, each plain colour one number.

    Writing the numbers at once is several times faster than drawing in full colour and reducing that.
    """

    def __init__(self, face: Typeface) -> None:
        self._face = face
        self._image = Image.new("P", (WIDTH, HEIGHT), _PLAIN[PAPER])
        self._image.putpalette(_PALETTE)
        self._pen = ImageDraw.Draw(self._image)

    def box(self, box: tuple[int, int, int, int], colour: str, edge: str = "") -> None:
        """Fill a box; its right and lower edges belong to it."""
        self._pen.rectangle(box, _PLAIN[colour], _PLAIN[edge] if edge else None)

    def text(self, x: int, middle: int, text: str, size: int, ink: str, ground: str = PAPER) -> None:
        """Write a line around the height `middle`."""
        if not text:
            return
        width, height = int(self._face.width(size, text)) + size, size * 2
        shades = Image.new("L", (width, height), 0)
        ImageDraw.Draw(shades).text((size // 2, size), text, 255, self._face.at(size), anchor="lm")
        first = _INKS.index((ink, ground)) * _LEVELS
        numbers = shades.point([first + value * (_LEVELS - 1) // 255 for value in range(256)])
        self._image.paste(numbers, (x - size // 2, middle - size), shades.point([0] + [255] * 255))

    def png(self) -> bytes:
        """Return the picture as PNG."""
        out = BytesIO()
        self._image.save(out, "PNG", compress_level=_COMPRESSION)
        return out.getvalue()


def draw(card: Card, face: Typeface) -> bytes:
    """Return the card as PNG."""
    sheet = _Sheet(face)
    rows = _legend(card, face)
    bottom = HEIGHT - 30 - len(rows) * _ROW
    headline = bottom - (_BAR + 46 if rows else 20)
    _band(sheet, card, face)
    _title(sheet, card, face, headline - 58)
    _headline(sheet, card, face, headline)
    if rows:
        _bar(sheet, card, bottom)
        _words(sheet, rows, bottom)
    else:
        sheet.box((_MARGIN, headline - 54, WIDTH - _MARGIN - 1, headline - 53), LINE)
    return sheet.png()


def _band(sheet: _Sheet, card: Card, face: Typeface) -> None:
    sheet.box((0, 0, WIDTH - 1, _BAND - 1), BRAND)
    kind = fitted(card.kind, _INNER / 3, partial(face.width, 28))
    kind_width = int(face.width(28, kind))
    site = fitted(card.site, _INNER - kind_width - 48, partial(face.width, 36))
    sheet.text(_MARGIN, _BAND // 2, site, 36, ON_BRAND, BRAND)
    sheet.text(WIDTH - _MARGIN - kind_width, _BAND // 2, kind, 28, ON_BRAND, BRAND)


def _title(sheet: _Sheet, card: Card, face: Typeface, end: int) -> None:
    """Write the title and the line below it, which ends above `end`, as large as they fit."""
    top = _BAND + 36
    for size, most in _TITLE_SIZES:
        lines = broken(card.title, _INNER, partial(face.width, size), min(most, (end - top) // (size * 4 // 3)))
        if "".join(lines).replace(" ", "") == plain(card.title).replace(" ", ""):
            break
    y = top + size // 2
    for line in lines:
        sheet.text(_MARGIN, y, line, size, INK)
        y += size * 4 // 3
    under = fitted(card.under, _INNER, partial(face.width, 32))
    sheet.text(_MARGIN, y - size // 6 + 8, under, 32, MUTED)


def _headline(sheet: _Sheet, card: Card, face: Typeface, y: int) -> None:
    day = plain(card.day)
    day_width = int(face.width(28, day))
    headline = fitted(card.headline, _INNER - day_width - 32, partial(face.width, 36))
    sheet.text(_MARGIN, y, headline, 36, INK)
    sheet.text(WIDTH - _MARGIN - day_width, y, day, 28, MUTED)


def _bar(sheet: _Sheet, card: Card, bottom: int) -> None:
    whole = sum(count for _, count, _ in card.segments)
    done = 0
    for status, count, _ in card.segments:
        left, right = (_MARGIN + _INNER * n // whole for n in (done, done + count))
        box = (left, bottom - _BAR - 6, right - 1, bottom - 7)
        sheet.box(box, STATUS_COLOURS[status], _EDGE if status in ("unstated", "not_started") else "")
        done += count
        if done < whole:
            sheet.box((right - 2, box[1], right - 1, box[3]), PAPER)


def _words(sheet: _Sheet, rows: list[list[tuple[int, str, str]]], bottom: int) -> None:
    for number, row in enumerate(rows):
        for x, status, words in row:
            middle = bottom + 28 + number * _ROW
            if status:
                sheet.box((x, middle - 10, x + 19, middle + 9), STATUS_COLOURS[status], _EDGE)
            sheet.text(x + _SIGN if status else x, middle, words, 28, INK if status else BRAND)


def _legend(card: Card, face: Typeface) -> list[list[tuple[int, str, str]]]:
    """Lay the words below the bar out in rows: left edge, status (none of a warning), words."""
    rows: list[list[tuple[int, str, str]]] = []
    x = WIDTH
    for status, text in [
        *((status, text) for status, _, text in card.segments),
        *(("", text) for text in card.warnings),
    ]:
        words = plain(text)
        width = (_SIGN if status else 0) + int(face.width(28, words)) + 1
        if x + width > WIDTH - _MARGIN:
            rows.append([])
            x = _MARGIN
        rows[-1].append((x, status, words))
        x += width + 28
    return rows
