"""The pages of the gallery: all components, the tokens, and each component with its examples."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from zhaoshi.building.theme import Theme
from zhaoshi.gallery.examples import Component
from zhaoshi.gallery.tokens import (
    ENHANCED_AT_LEAST,
    GRAPHIC_AT_LEAST,
    GRAPHIC_PAIRS,
    TEXT_AT_LEAST,
    TEXT_PAIRS,
    TOKENS,
    TokenSet,
    contrast,
    token_sets,
)
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import Link
from zhaoshi.problems import Gettext, Message, msg

STYLE = "gallery/gallery.css"
INDEX, COLOURS = "", "tokens/"
_SPEAKS_OF_THE_PAGE = re.compile(r"<h1|<nav|\sid=")
"""What may stand in a page only once: its heading, a landmark, an id."""


def component_route(name: str, number: int = 1) -> str:
    """Address of a component, or of its further examples where each needs a page of its own."""
    return f"components/{name}/" + (f"{number}/" if number > 1 else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What every page of the gallery has around its own matter."""

    language: str
    assets: tuple[tuple[str, str], ...]
    """Name and route."""
    components: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    """Name, title and summary of each, and the names of its examples."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The gallery's skeleton."""

    language: str
    title: str
    style_sheets: tuple[str, ...]
    """Addresses, in order."""
    icon: str
    places: tuple[Link, ...]
    components: tuple[Link, ...]
    here: str
    """Address of the entry in the lists of links that stands for this page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """What `gallery/index.html` sees."""

    frame: Frame
    components: tuple[tuple[str, Link, str, tuple[str, ...]], ...]
    """Name, link, summary (may be empty) and names of the examples."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An example with its HTML."""

    number: int
    name: str
    note: str
    html: str
    show: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentInputs:
    """What the page of a component is made from."""

    around: Around
    name: str
    title: str
    summary: str
    source: str
    """Path of the template."""
    macros: tuple[tuple[str, str, bool], ...]
    """Name, signature, whether it takes a body."""
    cases: tuple[Case, ...]
    """On this page."""
    others: tuple[tuple[str, int], ...]
    """Name of every example and number of its page; empty where all are on this one."""
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentView:
    """What `gallery/component.html` sees."""

    frame: Frame
    name: str
    summary: str
    source: str
    macros: tuple[tuple[str, str, bool], ...]
    cases: tuple[tuple[Case, Markup], ...]
    """Each with what is to be shown as it is."""
    others: tuple[Link, ...]
    here: str
    has_heading: bool
    """Whether the example brings the heading of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokensInputs:
    """What the page of tokens is made from."""

    around: Around
    style: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours on each other."""

    front: str
    """Name of the token."""
    back: str
    wanted: str
    """Contrast that is asked for, `4.5`."""
    found: tuple[tuple[str, str, str, bool], ...]
    """For each set: both colours, their contrast, whether it is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokensView:
    """What `gallery/tokens.html` sees."""

    frame: Frame
    sets: tuple[str, ...]
    """Titles."""
    colours: tuple[tuple[str, tuple[str, ...]], ...]
    """Name, and its colour in each set."""
    texts: tuple[Pair, ...]
    graphics: tuple[Pair, ...]
    spaces: tuple[tuple[str, str], ...]
    sizes: tuple[tuple[str, str], ...]
    """Of type."""
    faces: tuple[tuple[str, str], ...]


def gallery_pages(theme: Theme, found: tuple[tuple[Component, tuple[str, ...]], ...], language: str) -> Iterator[Page]:
    """Plan every page; `found` are the components, each with the HTML of its examples."""
    around = Around(
        language=language,
        assets=tuple(theme.asset_routes.items()),
        components=tuple((c.name, c.title, c.summary, tuple(e.name for e in c.examples)) for c, _ in found),
    )
    yield Page(route=INDEX, make=_index, template="gallery/index.html", inputs=around)
    yield Page(
        route=COLOURS,
        make=_tokens,
        template="gallery/tokens.html",
        inputs=TokensInputs(around=around, style=theme.styles.get(TOKENS, "")),
    )
    for component, htmls in found:
        cases = [
            Case(number=number, name=example.name, note=example.note, html=html, show=example.show.text)
            for number, (example, html) in enumerate(zip(component.examples, htmls, strict=True), start=1)
        ]
        apart = len(cases) > 1 and any(_SPEAKS_OF_THE_PAGE.search(case.html) for case in cases)
        for number, group in enumerate([[case] for case in cases] if apart else [cases], start=1):
            yield Page(
                route=component_route(component.name, number),
                make=_component,
                template="gallery/component.html",
                inputs=ComponentInputs(
                    around=around,
                    name=component.name,
                    title=component.title,
                    summary=component.summary,
                    source=f"components/{component.name}/component.html",
                    macros=tuple((macro.name, macro.signature, macro.takes_body) for macro in component.macros),
                    cases=tuple(group),
                    others=tuple((case.name, case.number) for case in cases) if apart else (),
                    number=number,
                ),
            )


def _frame(around: Around, tools: Tools, title: str, here: str) -> Frame:
    to, assets = tools.links.to, dict(around.assets)
    return Frame(
        language=around.language,
        title=title,
        style_sheets=(to(assets["site.css"]), to(assets["gallery.css"])),
        icon=to(assets["icon.svg"]) if "icon.svg" in assets else "",
        places=(Link(tools.gettext("Components"), to(INDEX)), Link(tools.gettext("Design tokens"), to(COLOURS))),
        components=tuple(Link(title, to(component_route(name))) for name, title, _, _ in around.components),
        here=to(here),
    )


def _index(inputs: Around, tools: Tools) -> IndexView:
    return IndexView(
        frame=_frame(inputs, tools, tools.gettext("Components"), INDEX),
        components=tuple(
            (name, Link(title, tools.links.to(component_route(name))), summary, cases)
            for name, title, summary, cases in inputs.components
        ),
    )


def _component(inputs: ComponentInputs, tools: Tools) -> ComponentView:
    to = tools.links.to
    return ComponentView(
        frame=_frame(inputs.around, tools, inputs.title, component_route(inputs.name)),
        name=inputs.name,
        summary=inputs.summary,
        source=inputs.source,
        macros=inputs.macros,
        cases=tuple((case, Markup(case.html)) for case in inputs.cases),
        others=tuple(Link(name, to(component_route(inputs.name, number))) for name, number in inputs.others),
        here=to(component_route(inputs.name, inputs.number)),
        has_heading=any("<h1" in case.html for case in inputs.cases),
    )


_SETS: dict[tuple[bool, bool], Message] = {
    (False, False): msg("Light"),
    (True, False): msg("Dark"),
    (False, True): msg("Light, high contrast"),
    (True, True): msg("Dark, high contrast"),
}


def _tokens(inputs: TokensInputs, tools: Tools) -> TokensView:
    sets = token_sets(inputs.style)
    values = sets[0].values
    return TokensView(
        frame=_frame(inputs.around, tools, tools.gettext("Design tokens"), COLOURS),
        sets=tuple(_title(tokens, tools.gettext) for tokens in sets),
        colours=tuple(
            (name, tuple(tokens.colours.get(name, "") for tokens in sets)) for name in values if name in sets[0].colours
        ),
        texts=tuple(_pairs(sets, TEXT_PAIRS, TEXT_AT_LEAST)),
        graphics=tuple(_pairs(sets, GRAPHIC_PAIRS, GRAPHIC_AT_LEAST)),
        spaces=tuple((name, text) for name, text in values.items() if re.fullmatch(r"s\d", name)),
        sizes=tuple((name, text) for name, text in values.items() if re.fullmatch(r"t\d+", name)),
        faces=tuple((name, text) for name, text in values.items() if "serif" in text),
    )


def _title(tokens: TokenSet, gettext: Gettext) -> str:
    return _SETS[tokens.is_dark, tokens.is_enhanced].text(gettext)


def _pairs(sets: tuple[TokenSet, ...], pairs: tuple[tuple[str, str], ...], least: float) -> Iterator[Pair]:
    """Compare colours in each set; a site's own tokens may lack some."""
    for front, back in pairs:
        found = []
        for tokens in sets:
            colours = tokens.colours
            if front in colours and back in colours:
                ratio = contrast(colours[front], colours[back])
                wanted = ENHANCED_AT_LEAST if tokens.is_enhanced and least == TEXT_AT_LEAST else least
                # Rounded down: 4.499 is not 4.5.
                text = f"{math.floor(ratio * 100) / 100:.2f}"
                found.append((colours[front], colours[back], text, ratio >= wanted))
        if len(found) == len(sets):
            yield Pair(front, back, f"{least:g}", tuple(found))
