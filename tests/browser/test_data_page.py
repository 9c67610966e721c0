import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage

SCROLLS_SIDEWAYS = """[...document.querySelectorAll("main, main *")]
  .filter((element) => element.clientWidth && element.scrollWidth > element.clientWidth + 1)
  .map((element) => element.outerHTML.slice(0, 60))"""


@pytest.fixture
def on_a_phone(new_page: NewPage) -> Page:
    page = new_page(viewport={"width": 360, "height": 700})
    page.goto("data/")
    return page


def test_nothing_of_the_dictionary_has_to_be_scrolled_sideways_on_a_phone(on_a_phone: Page) -> None:
    assert on_a_phone.locator("#dictionary").count() == 1
    for part in on_a_phone.locator(".dictionary summary").all():
        part.click()
    assert on_a_phone.get_by_text("findings[].updates[].text").is_visible()
    assert on_a_phone.evaluate(SCROLLS_SIDEWAYS) == []


def test_the_dictionary_is_a_few_lines_until_it_is_opened_and_whole_on_paper(on_a_phone: Page) -> None:
    dictionary = on_a_phone.locator("section[aria-labelledby=dictionary]")

    def height() -> float:
        return float(dictionary.evaluate("section => section.clientHeight"))

    assert height() < 700
    on_a_phone.emulate_media(media="print")
    assert height() > 3000


def test_a_bullet_stands_beside_the_first_line_of_a_link_that_wraps(on_a_phone: Page) -> None:
    on_a_phone.evaluate("document.documentElement.dataset.text = 'largest'")
    link = on_a_phone.locator(".downloads a").first
    lines = link.evaluate("link => link.clientHeight / parseFloat(getComputedStyle(link).lineHeight)")

    assert lines > 2
    assert link.evaluate("link => getComputedStyle(link).display") == "block", "a bullet stands at its last line else"
