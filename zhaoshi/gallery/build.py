"""From a theme to the folder of its gallery."""

from pathlib import Path

from msgspec.structs import replace

from zhaoshi import routes
from zhaoshi.building.engine import engine_digest
from zhaoshi.building.output import Changes, fill
from zhaoshi.building.pictures import typeface
from zhaoshi.building.reading import SITE, read_one
from zhaoshi.building.theme import Theme, load_theme
from zhaoshi.gallery.examples import Component, components, rendered
from zhaoshi.gallery.pages import STYLE, gallery_pages
from zhaoshi.languages import translations
from zhaoshi.model.notice import Notice
from zhaoshi.model.site import Language, LinkStyle, read_site
from zhaoshi.problems import BuildFailed, Problem
from zhaoshi.rendering.environment import Templates, environment
from zhaoshi.rendering.render import render

GENERATOR = "zhaoshi gallery"


def build_gallery(root: Path, output: Path) -> Changes:
    """Show the theme of the folder `root`, its own templates included, in the folder `output`.

    The language is that of the site, where there is one. Raises `BuildFailed` where a template or an example is wrong
    and `EnvironmentFailed` where the machine stopped the build; the folder then stays as it was.
    """
    language = read_one(root, SITE, read_site).language if (root / SITE).exists() else Language.CHINESE
    return fill(output, gallery_files(load_theme(root), language), GENERATOR, engine_digest())


def gallery_files(theme: Theme, language: Language) -> dict[str, bytes]:
    """Return every file of the gallery by output path."""
    theme = replace(theme, assets={**theme.assets, "gallery.css": theme.styles.get(STYLE, "").encode()})
    catalogue = translations(language.value)
    templates = Templates(theme.templates, catalogue, language.value)
    files = {route: theme.assets[name] for name, route in theme.asset_routes.items()}
    for page in gallery_pages(theme, rendered_examples(theme, language), language.value):
        # With the names of files, so that the gallery can be opened from a folder without a server.
        files[routes.output_path(page.route)] = render(
            page, templates, catalogue.gettext, LinkStyle.FILE, _no_notice, typeface
        )
    return files


def rendered_examples(theme: Theme, language: Language) -> tuple[tuple[Component, tuple[str, ...]], ...]:
    """Return every component with the HTML of its examples; raises `BuildFailed` with all that is wrong."""
    jinja = environment(theme.templates, translations(language.value), language.value)
    problems: list[Problem] = []
    found = []
    for component in components(theme):
        htmls = []
        for example in component.examples:
            try:
                htmls.append(rendered(component, example, jinja))
            except BuildFailed as failure:
                problems += failure.problems
        found.append((component, tuple(htmls)))
    if problems:
        raise BuildFailed(problems)
    return tuple(found)


def _no_notice(digest: str) -> Notice:
    raise LookupError(digest)
