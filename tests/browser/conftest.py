"""A real browser and a real server for the tests of this folder."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NoReturn

import playwright
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.served import HERE, Served, ServedSite, chromium, chromium_arguments, find, serve_sample
from tests.browser.watching import Watched

NewPage = Callable[..., Page]


def absent(what: str) -> NoReturn:
    """Skip for want of a program; where everything has to be there, fail."""
    reason = f"{what} is not installed; “make test” installs it, or says how"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


# The browser is closed after the last test of this folder: while it is there, no other test can run an event loop.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = chromium() or absent("chromium")
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=chromium_arguments()) as running,
    ):
        yield running


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    nginx = find("nginx") or absent("nginx")
    with serve_sample(tmp_path_factory.mktemp("served"), nginx) as both:
        yield both


@pytest.fixture(scope="session")
def sample_site(served: Served) -> ServedSite:
    """The sample at the root of a server."""
    return served.root


@pytest.fixture
def new_page(browser: Browser, sample_site: ServedSite) -> Iterator[NewPage]:
    """Open a page in a context of its own; what is passed is what Playwright's `new_context` takes."""
    with ExitStack() as contexts:

        def open_page(**settings: Any) -> Page:
            settings.setdefault("base_url", sample_site.url)
            context = contexts.enter_context(browser.new_context(**settings))
            context.set_default_timeout(30_000)
            return context.new_page()

        yield open_page


@pytest.fixture
def watched_page(new_page: NewPage, sample_site: ServedSite) -> Iterator[Page]:
    """A page of the sample; the test fails if anything is refused, missing, foreign or wrong in it."""
    page = new_page()
    watched = Watched(page, sample_site.origin)
    yield page
    assert watched.seen == []


@pytest.fixture(scope="session")
def node_modules() -> Path:
    folder = HERE / "node_modules"
    if not (folder / ".package-lock.json").exists():
        absent("what tests/browser/package-lock.json names")
    return folder


@pytest.fixture(scope="session")
def axe(node_modules: Path) -> str:
    return (node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def node() -> Path:
    """The Node.js that comes with Playwright; that of a distribution is often too old."""
    return Path(playwright.__file__).parent / "driver" / ("node.exe" if os.name == "nt" else "node")
