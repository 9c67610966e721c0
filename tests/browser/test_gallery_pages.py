"""Every component with all of its examples, in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import NewPage
from tests.browser.served import ROOT, serve_folder
from tests.browser.test_html_validity import validity_errors
from zhaoshi.gallery.build import build_gallery

PAGES = ["index.html", "tokens/index.html"] + [
    f"components/{folder.name}/index.html" for folder in sorted((ROOT / "templates/components").iterdir())
]


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gallery") / "gallery"
    build_gallery(ROOT, folder)
    return folder


@pytest.fixture(scope="session")
def address(gallery: Path) -> Iterator[str]:
    with serve_folder(gallery) as root:
        yield root


def test_every_page_of_the_gallery_is_looked_at(gallery: Path) -> None:
    built = {path.relative_to(gallery).as_posix() for path in gallery.rglob("index.html")}
    assert {page for page in built if page.count("/") < 3} == set(PAGES)


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_a_component(new_page: NewPage, axe: str, address: str, path: str) -> None:
    problems = {}
    for scheme, widths in (("light", (320, 1280)), ("dark", (320,))):
        page = new_page(bypass_csp=True, base_url=address, color_scheme=scheme, viewport={"width": 320, "height": 900})
        page.goto(path)
        page.evaluate(axe)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            problems[scheme, width] = violations(page)
            assert page.evaluate("document.documentElement.scrollWidth") == width
        page.context.close()

    assert {where: found for where, found in problems.items() if found} == {}


def test_the_gallery_is_valid(node: Path, node_modules: Path, gallery: Path) -> None:
    assert validity_errors(node, node_modules, gallery) == []
