import urllib.error
import urllib.request

import pytest

from tests.browser.conftest import NewPage
from tests.browser.page_classes import PAGE_CLASSES, WIDTHS, PageClass
from tests.browser.served import ServedSite
from tests.browser.watching import Watched

MOST = 60_000
"""Bytes that a page may cost with all that it loads, as sent; the search is fetched only by those who search."""

WATCH_SHIFTS = """
window.shifts = [];
window.shiftObserver = new PerformanceObserver((list) => window.shifts.push(...list.getEntries()));
window.shiftObserver.observe({ type: "layout-shift", buffered: true });
"""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
# A shift smaller than a tenth of what still counts as good is that of a line that a busy browser paints in two parts.
SHIFTS = """() => [...window.shifts, ...window.shiftObserver.takeRecords()]
  .filter((shift) => !shift.hadRecentInput && shift.value >= 0.01)
  .map((shift) => `${shift.value} ` + shift.sources.map((source) => source.node && source.node.nodeName).join(" "))"""


def sent(url: str) -> int:
    """Return the number of bytes of an answer's body as it is sent to a browser."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return len(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return len(error.read())


@pytest.mark.parametrize("page_class", PAGE_CLASSES, ids=lambda page: page.name)
def test_page_is_light(new_page: NewPage, sample_site: ServedSite, page_class: PageClass) -> None:
    page = new_page()
    watched = Watched(page, sample_site.origin)
    page.goto(page_class.path)
    # A browser without a window does not ask for the icon.
    icons: list[str] = page.locator("link[rel=icon]").evaluate_all("links => links.map((link) => link.href)")
    weights = {url: sent(url) for url in {*watched.requested, *icons}}

    assert len(weights) >= 3
    assert sum(weights.values()) <= MOST, weights


@pytest.mark.parametrize("width", [WIDTHS[0], WIDTHS[-1]])
@pytest.mark.parametrize("page_class", PAGE_CLASSES, ids=lambda page: page.name)
def test_nothing_moves_while_reading(new_page: NewPage, page_class: PageClass, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.add_init_script(WATCH_SHIFTS)
    page.goto(page_class.path)
    page.evaluate(TWO_FRAMES)
    summaries = page.locator("main details > summary:visible")
    if summaries.count():
        summaries.first.click()
    for _ in range(4):
        page.evaluate("scrollBy(0, innerHeight)")
        page.evaluate(TWO_FRAMES)

    assert page.evaluate(SHIFTS) == []


def test_something_that_moves_would_be_found(new_page: NewPage) -> None:
    page = new_page(bypass_csp=True)
    page.add_init_script(WATCH_SHIFTS)
    page.goto("")
    page.evaluate(TWO_FRAMES)
    page.add_style_tag(content="main { padding-top: 300px !important; }")
    page.evaluate(TWO_FRAMES)

    assert page.evaluate(SHIFTS) != []
