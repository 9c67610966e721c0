"""Contrast of the colours in tokens.css by WCAG 2.2, in every set that a reader can get."""

import re
from pathlib import Path

import pytest

from zhaoshi.gallery.tokens import (
    ENHANCED_AT_LEAST,
    GRAPHIC_AT_LEAST,
    GRAPHIC_PAIRS,
    TEXT_AT_LEAST,
    TEXT_PAIRS,
    TOKENS,
    contrast,
    token_sets,
)

TEMPLATES = Path(__file__).parent.parent / "templates"
SETS = {
    f"{'dark' if tokens.is_dark else 'light'}{'-more' if tokens.is_enhanced else ''}-{number}": tokens
    for number, tokens in enumerate(token_sets((TEMPLATES / TOKENS).read_text(encoding="utf-8")))
}
STYLES = "\n".join(
    re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for path in sorted(TEMPLATES.rglob("*.css"))
    if path.name != "print.css"
)


def named(properties: str) -> set[str]:
    """Return the tokens that the styles give to properties."""
    values = re.findall(rf"(?<![\w-])(?:{properties})\s*:\s*([^;}}]+)", STYLES)
    return {name for value in values for name in re.findall(r"var\(--([\w-]+)\)", value)}


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#ffffff", "#0000ff") == pytest.approx(8.59, abs=0.005)


def test_light_and_dark_are_found_each_with_more_contrast() -> None:
    assert {(tokens.is_dark, tokens.is_enhanced) for tokens in SETS.values()} == {
        (False, False),
        (True, False),
        (False, True),
        (True, True),
    }
    assert len(SETS) == 4


def test_set_is_laid_over_those_below_it() -> None:
    style = """
    :root { --ink: #123; --paper: #fff; --most: #000; --s1: 1rem }
    @media (prefers-color-scheme: dark) {
      :root:where(:not([data-theme="light"])) { --ink: #fff; --paper: #000; --most: #fff; }
    }
    :root:where([data-theme="dark"]) { --ink: #fff; --paper: #000; --most: #fff; }
    [data-contrast="more"] { --ink: var(--most); }
    """
    found = [(tokens.is_dark, tokens.is_enhanced, tokens.colours) for tokens in token_sets(style)]

    assert found == [
        (False, False, {"ink": "#112233", "paper": "#ffffff", "most": "#000000"}),
        (True, False, {"ink": "#ffffff", "paper": "#000000", "most": "#ffffff"}),
        (False, True, {"ink": "#000000", "paper": "#ffffff", "most": "#000000"}),
        (True, True, {"ink": "#ffffff", "paper": "#000000", "most": "#ffffff"}),
    ]


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_stands_out_from_its_background(name: str, front: str, back: str) -> None:
    tokens = SETS[name]
    least = ENHANCED_AT_LEAST if tokens.is_enhanced else TEXT_AT_LEAST

    assert contrast(tokens.colours[front], tokens.colours[back]) >= least


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(("front", "back"), GRAPHIC_PAIRS)
def test_lines_and_areas_with_a_meaning_can_be_told(name: str, front: str, back: str) -> None:
    colours = SETS[name].colours

    assert contrast(colours[front], colours[back]) >= GRAPHIC_AT_LEAST


def test_every_colour_of_text_is_compared() -> None:
    # The signs before a status take the colour of the bar.
    assert named("color") - {front for front, _ in (*TEXT_PAIRS, *GRAPHIC_PAIRS)} == set()


def test_every_background_is_compared() -> None:
    # Areas that carry no text: the rest of a bar, and the points of a timeline (green among them, compared with paper).
    without_text = {"bar-none", "strong-line", "green"}

    assert named("background|background-color") - without_text <= {back for _, back in TEXT_PAIRS}
