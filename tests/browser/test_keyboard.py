import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tests.browser.page_classes import PAGE_CLASSES, PageClass

# Everything that the tabulator must reach, in the order of the document, marked with its number.
MARK = """() => {
  const all = [...document.querySelectorAll("a[href], button, summary, input, select, textarea, [tabindex='0']")];
  const reached = all.filter((element) => !element.disabled && element.type !== "hidden"
    && (element.classList.contains("skip-link") || element.checkVisibility({ visibilityProperty: true })));
  reached.forEach((element, number) => { element.dataset.reached = number; });
  return reached.length;
}"""

# The number of what has the focus (null for a region that scrolls), whether that shows, and what it is.
FOCUSED = """() => {
  const element = document.activeElement;
  if (element === document.body || element === document.documentElement) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 1 && box.height > 1
    && box.bottom > 0 && box.top < innerHeight;
  return [element.dataset.reached ?? null, shown, element.outerHTML.slice(0, 80)];
}"""


@pytest.mark.parametrize("page_class", PAGE_CLASSES, ids=lambda page: page.name)
def test_tabulator_reaches_everything_in_order_and_shows_where_it_is(watched_page: Page, page_class: PageClass) -> None:
    watched_page.emulate_media(reduced_motion="reduce")
    watched_page.goto(page_class.path)
    count = watched_page.evaluate(MARK)
    order: list[int] = []
    unseen: list[str] = []
    # Regions that scroll are stops of their own; a trap would go on for ever.
    for _ in range(2 * count + 10):
        watched_page.keyboard.press("Tab")
        focused = watched_page.evaluate(FOCUSED)
        if focused is None:
            break
        number, shown, what = focused
        if number is not None:
            order.append(int(number))
        if not shown:
            unseen.append(what)

    assert order == list(range(count))
    assert unseen == []


@pytest.mark.parametrize("page_class", PAGE_CLASSES, ids=lambda page: page.name)
def test_skip_link_comes_first_and_leads_to_the_main_part(watched_page: Page, page_class: PageClass) -> None:
    watched_page.goto(page_class.path)

    watched_page.keyboard.press("Tab")
    assert watched_page.evaluate("document.activeElement.matches('.skip-link')")
    watched_page.keyboard.press("Enter")
    watched_page.wait_for_function("document.activeElement.id === 'main'")
    watched_page.keyboard.press("Tab")
    assert watched_page.evaluate("!document.querySelector('header.site-header').contains(document.activeElement)")


def test_details_open_and_close_with_the_keyboard(watched_page: Page) -> None:
    watched_page.goto("notices/2023-culture-federation/")
    details = watched_page.locator("main details:not([open])").first
    assert details.count() == 1
    details.evaluate("element => { element.dataset.chosen = ''; element.firstElementChild.focus(); }")
    chosen = watched_page.locator("details[data-chosen]")

    watched_page.keyboard.press("Enter")
    assert chosen.evaluate("element => element.open")
    watched_page.keyboard.press("Space")
    assert not chosen.evaluate("element => element.open")


def test_contents_lead_to_their_sections(watched_page: Page) -> None:
    watched_page.goto("notices/2023-culture-federation/")
    entry = watched_page.locator(".contents a").last
    target = entry.get_attribute("href") or ""
    entry.focus()

    watched_page.keyboard.press("Enter")

    watched_page.wait_for_function("hash => location.hash === hash", arg=target)
    assert watched_page.locator(f"[id='{target[1:]}']:target").count() == 1


def test_page_without_visible_focus_would_be_found(new_page: NewPage) -> None:
    page = new_page(bypass_csp=True)
    page.goto("")
    page.add_style_tag(content=":focus-visible { outline: none !important; }")
    page.keyboard.press("Tab")

    assert page.evaluate(FOCUSED)[1] is False
