import urllib.request

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tests.browser.page_classes import PAGE_CLASSES, PageClass
from tests.browser.served import Served, ServedSite
from tests.browser.watching import Watched

EVERY_CLASS = pytest.mark.parametrize("page_class", PAGE_CLASSES, ids=lambda page: page.name)


def expected_status(page_class: PageClass) -> int:
    return 404 if page_class.template == "404.html" else 200


@EVERY_CLASS
def test_page_is_quiet_and_asks_nobody_else(watched_page: Page, page_class: PageClass) -> None:
    answer = watched_page.goto(page_class.path)

    assert answer is not None
    assert answer.status == expected_status(page_class)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert watched_page.locator("main h1").count() == 1


@EVERY_CLASS
def test_page_works_below_a_path_of_another_site(new_page: NewPage, served: Served, page_class: PageClass) -> None:
    page = new_page(base_url=served.below.url)
    watched = Watched(page, served.below.origin)

    answer = page.goto(page_class.path)

    assert answer is not None
    assert answer.status == expected_status(page_class)
    assert watched.seen == []
    assert [url for url in watched.requested if not url.startswith(served.below.url)] == []
    assert any(url.endswith(".css") for url in watched.requested)
    home = page.locator("a.site-name").evaluate("link => link.href")
    assert home == served.below.url


def test_watcher_sees_what_a_page_must_not_do(new_page: NewPage, sample_site: ServedSite) -> None:
    page = new_page()
    watched = Watched(page, sample_site.origin)
    page.goto("")

    page.evaluate(
        """() => new Promise((done) => {
          document.addEventListener("securitypolicyviolation", () => setTimeout(done), {once: true});
          const image = document.createElement("img");
          image.src = "https://tracker.example.org/pixel.gif";
          document.body.append(image);
        })"""
    )

    assert any("refused by img-src" in line for line in watched.seen)


def test_assets_may_be_kept_and_pages_are_asked_for_anew(sample_site: ServedSite) -> None:
    style = next((sample_site.folder / "assets").glob("*.css")).name

    with urllib.request.urlopen(sample_site.url + f"assets/{style}", timeout=10) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers.get_content_type() == "text/css"
    with urllib.request.urlopen(sample_site.url, timeout=10) as answer:
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
