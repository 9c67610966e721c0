from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.conftest import NewPage
from tests.browser.page_classes import PAGE_CLASSES, WIDTHS, PageClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A way in which a reader may have set the browser."""

    name: str
    scheme: Literal["light", "dark"] = "light"
    contrast: Literal["more", "no-preference"] = "no-preference"
    forced_colors: Literal["active", "none"] = "none"
    text: int = 100
    """Size of text in percent."""
    widths: tuple[int, ...] = (WIDTHS[0], WIDTHS[-1])
    """Colours are the same at every width; what is shown at all is shown at one end."""


MODES = (
    Mode(name="light", widths=WIDTHS),
    Mode(name="dark", scheme="dark"),
    Mode(name="high-contrast", contrast="more"),
    Mode(name="dark-high-contrast", scheme="dark", contrast="more"),
    Mode(name="forced-colors", forced_colors="active"),
    Mode(name="text-200", text=200, widths=WIDTHS),
)

# What is wider than the window, or than a box that hides what it cannot hold; boxes that scroll are meant to be wider.
OVERFLOWING = """() => {
  const wide = document.documentElement.clientWidth;
  const onlyForListeners = (element) => element && (getComputedStyle(element).clipPath === "inset(50%)"
    || onlyForListeners(element.parentElement));
  const name = (element) =>
    `${element.tagName.toLowerCase()}.${element.className} ${element.textContent.trim().slice(0, 30)}`;
  const reached = document.documentElement.scrollWidth;
  const problems = reached > wide ? [`page is ${reached} wide`] : [];
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility() || element.closest("svg") || onlyForListeners(element)) continue;
    const style = getComputedStyle(element);
    const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
    if (hides && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1))
      problems.push(`clipped: ${name(element)}`);
    const box = element.getBoundingClientRect();
    let scroller = element.parentElement;
    while (scroller && !["auto", "scroll"].includes(getComputedStyle(scroller).overflowX))
      scroller = scroller.parentElement;
    if (!scroller && box.width && (box.right > wide + 1 || box.left < -1)) problems.push(`outside: ${name(element)}`);
  }
  return problems;
}"""


def open_in(new_page: NewPage, mode: Mode, page_class: PageClass, width: int) -> Page:
    # Only this folder's own additions, axe and the size of text, need the policy to be set aside.
    page = new_page(
        bypass_csp=True,
        viewport={"width": width, "height": 900},
        color_scheme=mode.scheme,
        contrast=mode.contrast,
        forced_colors=mode.forced_colors,
        reduced_motion="reduce",
    )
    page.goto(page_class.path)
    if mode.text != 100:
        page.add_style_tag(content=f":root {{ font-size: {mode.text}% }}")
    return page


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
@pytest.mark.parametrize("page_class", PAGE_CLASSES, ids=lambda page: page.name)
def test_axe_finds_nothing(new_page: NewPage, axe: str, page_class: PageClass, mode: Mode) -> None:
    page = open_in(new_page, mode, page_class, WIDTHS[0])
    page.evaluate(axe)
    problems: dict[int, list[str]] = {}
    for width in mode.widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        problems[width] = violations(page)

    assert problems == {width: [] for width in mode.widths}


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("page_class", PAGE_CLASSES, ids=lambda page: page.name)
def test_nothing_is_cut_off_on_a_narrow_screen(new_page: NewPage, page_class: PageClass, text: int) -> None:
    page = open_in(new_page, Mode(name="text", text=text), page_class, WIDTHS[0])

    assert page.evaluate(OVERFLOWING) == []
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert page.evaluate(OVERFLOWING) == []


def test_axe_would_find_a_link_without_a_name(new_page: NewPage, axe: str) -> None:
    page = open_in(new_page, MODES[0], PAGE_CLASSES[0], WIDTHS[0])
    page.evaluate("document.querySelector('main').append(Object.assign(document.createElement('a'), {href: '#x'}))")
    page.evaluate(axe)

    assert any(line.startswith("link-name") for line in violations(page))


def test_cut_off_text_would_be_found(new_page: NewPage) -> None:
    page = open_in(new_page, MODES[0], PAGE_CLASSES[0], WIDTHS[0])
    page.add_style_tag(content="h1 { height: 5px; overflow: hidden; } h2 { width: 900px; }")

    problems = page.evaluate(OVERFLOWING)

    assert any(line.startswith("clipped: h1") for line in problems)
    assert any(line.startswith("outside: h2") for line in problems)
