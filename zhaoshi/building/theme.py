"""The templates and assets of a site: those of the program, and over them the site's own, file by file."""

import hashlib
from pathlib import Path, PurePosixPath

from msgspec import Struct

import zhaoshi
from zhaoshi.building.scanning import is_ignored, is_unicode, unreadable_name
from zhaoshi.building.sealed import digest_of
from zhaoshi.problems import BuildFailed, Problem
from zhaoshi.system_errors import cannot_read
from zhaoshi.text.decoding import decode

_PACKAGE = Path(zhaoshi.__file__).parent
DEFAULT = _PACKAGE / "theme" if (_PACKAGE / "theme").is_dir() else _PACKAGE.parent / "templates"
"""In an installed package the theme lies inside, in a checkout beside it."""

ASSETS = "assets/"
STYLES = "styles/"
COMPONENTS = "components/"
EXAMPLES = "/examples.yaml"
STYLE_SHEET = "site.css"
"""The asset that all styles become: one request, and each component keeps its own style beside its template."""


class Theme(Struct, frozen=True):
    """What pages are rendered with."""

    templates: dict[str, str]
    """Text by name: `pages/home.html`."""
    assets: dict[str, bytes]
    """By name below `assets/`: `site.css`."""
    digest: str
    """Of all templates."""
    styles: dict[str, str]
    """Text by name: `styles/tokens.css`, `components/totals/component.css`."""
    examples: dict[str, bytes]
    """What the gallery shows of a component, by name: `components/totals/examples.yaml`."""
    has_own_templates: bool = False
    """Whether the site overrides templates of the program."""

    @property
    def asset_routes(self) -> dict[str, str]:
        """Route of each asset; it names the digest, so that a browser never shows a page with an old style."""
        routes = {}
        for name, data in self.assets.items():
            path = PurePosixPath(name)
            digest = hashlib.sha256(data).hexdigest()[:8]
            routes[name] = f"{ASSETS}{path.with_name(f'{path.stem}.{digest}{path.suffix}')}"
        return routes


def load_theme(root: Path) -> Theme:
    """Read the theme of the site at `root`; raises `BuildFailed` where a template is not UTF-8."""
    files: dict[str, Path] = {}
    own = root / "templates"
    if own.resolve() == DEFAULT.resolve():
        own = DEFAULT
    for folder in dict.fromkeys((DEFAULT, own)):
        if folder.is_dir():
            files |= {
                path.relative_to(folder).as_posix(): path
                for path in sorted(folder.rglob("*"))
                if path.is_file() and not any(map(is_ignored, path.relative_to(folder).parts))
            }
    templates: dict[str, str] = {}
    styles: dict[str, str] = {}
    assets: dict[str, bytes] = {}
    examples: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name, path in files.items():
        if not is_unicode(name):
            problems.append(unreadable_name(f"templates/{name}"))
            continue
        try:
            data = path.read_bytes()
        except OSError as error:
            raise cannot_read(str(path), error) from error
        if name.startswith(ASSETS):
            assets[name.removeprefix(ASSETS)] = data
        elif name.endswith((".html", ".xml")):
            templates[name], found = decode(data, f"templates/{name}")
            problems += found
        elif name.endswith(".css"):
            styles[name], found = decode(data, f"templates/{name}")
            problems += found
        elif name.startswith(COMPONENTS) and name.endswith(EXAMPLES):
            examples[name] = data
    if problems:
        raise BuildFailed(problems)
    assets.setdefault(STYLE_SHEET, _style_sheet(styles))
    has_own = own != DEFAULT and any(own in files[name].parents for name in templates)
    return Theme(templates, assets, digest_of(templates), styles, examples, has_own)


_FIRST, _LAST = ("tokens", "base"), ("pages", "print")


def _style_sheet(styles: dict[str, str]) -> bytes:
    """Join the styles: tokens and ground, components by name, pages and paper, then files that a site has added."""
    shared = [f"{STYLES}{name}.css" for name in _FIRST]
    last = [f"{STYLES}{name}.css" for name in _LAST]
    components = sorted(name for name in styles if name.startswith(COMPONENTS))
    known = [*shared, *components, *last]
    added = sorted(name for name in styles if name.startswith(STYLES) and name not in known)
    return "\n".join(styles[name] for name in [*known, *added] if name in styles).encode()
