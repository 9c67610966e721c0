"""The display settings: chosen once, kept in the browser, in force before the first paint."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.served import ServedSite

SUMMARY = "#display-settings > summary"
COLOURS = """() => {
  const style = getComputedStyle(document.documentElement);
  return ["--paper", "--ink", "--muted"].map((name) => style.getPropertyValue(name));
}"""
SIZE = "() => getComputedStyle(document.documentElement).fontSize"


def choose(page: Page, name: str, value: str) -> None:
    page.locator(SUMMARY).click()
    page.check(f"#display-settings input[name=display-{name}][value='{value}']")
    page.locator(SUMMARY).click()


def test_a_choice_holds_on_every_page_and_after_a_new_start(watched_page: Page) -> None:
    watched_page.goto("")
    choose(watched_page, "text", "largest")
    choose(watched_page, "theme", "dark")
    assert watched_page.evaluate(SIZE) == "32px"

    watched_page.goto("notices/2023-culture-federation/")
    assert watched_page.evaluate(SIZE) == "32px"
    assert watched_page.evaluate(COLOURS)[0] == "#17191c"
    expect(watched_page.locator("#display-settings input[value=largest]")).to_be_checked()

    choose(watched_page, "text", "")
    choose(watched_page, "theme", "light")
    watched_page.emulate_media(color_scheme="dark")
    watched_page.reload()
    assert watched_page.evaluate(SIZE) == "16px"
    assert watched_page.evaluate(COLOURS)[0] == "#fff"


def test_high_contrast_is_that_of_the_system(new_page: NewPage) -> None:
    chosen, system = new_page(), new_page(contrast="more")
    chosen.goto("")
    system.goto("")
    choose(chosen, "contrast", "more")

    assert chosen.evaluate(COLOURS) == system.evaluate(COLOURS)
    assert chosen.evaluate(COLOURS)[1] == "#000"


def test_settings_are_reached_changed_and_left_with_the_keyboard(watched_page: Page) -> None:
    watched_page.goto("")
    for _ in range(3):
        watched_page.keyboard.press("Tab")
    assert watched_page.evaluate("document.activeElement.matches('#display-settings > summary')")

    watched_page.keyboard.press("Enter")
    watched_page.keyboard.press("Tab")
    watched_page.keyboard.press("ArrowDown")
    assert watched_page.evaluate(SIZE) == "20px"
    watched_page.keyboard.press("Escape")
    assert watched_page.evaluate("document.activeElement.matches('#display-settings > summary')")
    assert watched_page.locator("#display-settings[open]").count() == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_open_settings_fit_the_window_with_the_largest_text(watched_page: Page, width: int) -> None:
    watched_page.set_viewport_size({"width": width, "height": 800})
    watched_page.goto("")
    choose(watched_page, "text", "largest")
    watched_page.locator(SUMMARY).click()

    assert watched_page.evaluate("document.documentElement.scrollWidth") == width
    for label in watched_page.locator("#display-settings label").all():
        box = label.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] >= 24


ROOM = """(field) => {
  const style = getComputedStyle(field);
  const [left, right, size] = [style.paddingLeft, style.paddingRight, style.fontSize].map(parseFloat);
  return (field.clientWidth - left - right) / size;
}"""


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_search_field_holds_a_word_with_the_largest_text(watched_page: Page, width: int) -> None:
    watched_page.set_viewport_size({"width": width, "height": 800})
    watched_page.goto("")
    choose(watched_page, "text", "largest")
    assert watched_page.locator("#site-search").evaluate(ROOM) >= 5


@pytest.mark.parametrize("kept", ["null", "[]", "{", '{"text": 3, "theme": "\\"><script>"}'])
def test_foreign_values_in_the_storage_do_no_harm(watched_page: Page, kept: str) -> None:
    watched_page.goto("")
    watched_page.evaluate("kept => localStorage.setItem('zhaoshi-display', kept)", kept)
    watched_page.reload()

    assert watched_page.evaluate(SIZE) == "16px"
    choose(watched_page, "text", "large")
    assert watched_page.evaluate(SIZE) == "20px"


def test_settings_are_not_shown_where_they_could_do_nothing(new_page: NewPage, sample_site: ServedSite) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(sample_site.url)

    assert not page.locator("#display-settings").is_visible()


def test_another_page_that_is_open_follows(new_page: NewPage) -> None:
    first = new_page()
    first.goto("")
    second = first.context.new_page()
    second.goto("about/")
    choose(first, "text", "larger")

    second.wait_for_function("() => getComputedStyle(document.documentElement).fontSize === '24px'")
