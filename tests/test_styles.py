"""The tokens of the site's style: a theme that a reader chooses is the theme that a system asks for."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parent.parent / "templates/styles/tokens.css").read_text(encoding="utf-8")


def _colours(start: str) -> dict[str, str]:
    """Return the tokens of the innermost block that begins after a line."""
    block = TOKENS.split(start, 1)[1]
    block = block[block.index("--") : block.index("}")]
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block))


@pytest.mark.parametrize(
    ("by_system", "by_choice"),
    [
        ("@media (prefers-color-scheme: dark)", ':root:where([data-theme="dark"]) {\n'),
        ("@media (prefers-contrast: more)", ':root:where([data-contrast="more"])'),
    ],
)
def test_theme_by_choice_is_the_theme_by_system(by_system: str, by_choice: str) -> None:
    assert len(_colours(by_system)) > 10
    assert _colours(by_system) == _colours(by_choice)


def test_dark_gives_every_colour_anew() -> None:
    light, dark = _colours(":root {"), _colours("@media (prefers-color-scheme: dark)")
    colours = {name for name, value in light.items() if value.startswith("#")}
    assert colours - dark.keys() == {"--on-brand"}
