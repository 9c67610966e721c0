"""Days stay on one line wherever there is room for them, and never make a page wider than its window."""

import pytest
from playwright.sync_api import Browser

from tests.browser.page_classes import PAGE_CLASSES
from tests.browser.served import ServedSite

BROKEN = """() => [...document.querySelectorAll("main time, main .phone")]
  .filter((day) => day.checkVisibility({contentVisibilityAuto: true}))
  .filter((day) => new Set([...day.getClientRects()].map((box) => Math.round(box.top))).size > 1)
  .map((day) => day.textContent)"""

WITHIN_NUMBERS = """() => [...document.querySelectorAll("main time")].filter((day) => {
  const words = day.firstChild, top = (at) => {
    const range = document.createRange();
    range.setStart(words, at);
    range.setEnd(words, at + 1);
    return Math.round(range.getBoundingClientRect().top);
  };
  return [...words.data.matchAll(/\\d(?=\\d)/g)].some(({index}) => top(index) !== top(index + 1));
}).map((day) => day.textContent)"""

WIDTH = "document.documentElement.scrollWidth"


@pytest.mark.parametrize(
    ("width", "text"),
    [(320, ""), (320, "large"), (320, "larger"), (320, "largest"), (768, "large"), (768, "largest"), (1280, "largest")],
)
def test_a_day_is_whole_where_it_has_room_and_no_number_is_ever_broken(
    browser: Browser, sample_site: ServedSite, width: int, text: str
) -> None:
    context = browser.new_context(base_url=sample_site.url, viewport={"width": width, "height": 900})
    page = context.new_page()
    broken, split, wide = [], [], []
    for page_class in PAGE_CLASSES:
        page.goto(page_class.path)
        page.evaluate("text => { document.documentElement.dataset.text = text; }", text)
        page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")
        if found := page.evaluate(BROKEN):
            broken.append((page_class.name, found))
        if found := page.evaluate(WITHIN_NUMBERS):
            split.append((page_class.name, found))
        if (reached := page.evaluate(WIDTH)) > width:
            wide.append((page_class.name, reached))
    context.close()

    assert split == []
    assert wide == []
    if (width, text) != (320, "largest"):
        assert broken == []
