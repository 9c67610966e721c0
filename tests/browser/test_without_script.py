import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tests.browser.page_classes import PAGE_CLASSES, PageClass

# A button that sends a form works by itself; any other needs a script and must come with it.
DEAD_BUTTONS = """() => [...document.querySelectorAll("button, input[type=button], [role=button]")]
  .filter((button) => button.checkVisibility() && !(button.type === "submit" && button.form))
  .map((button) => button.outerHTML)"""


def main_text(page: Page) -> str:
    """Return what the main part says, without the buttons that only a script can serve."""
    text: str = page.locator("main").evaluate("""main => {
      main.querySelectorAll("button:not([type=submit])").forEach((button) => button.remove());
      return main.innerText;
    }""")
    return " ".join(text.split())


# The search page alone says something else without scripts: what leads on instead (test_search.py).
SAME = [page for page in PAGE_CLASSES if page.name != "search"]


@pytest.mark.parametrize("page_class", SAME, ids=lambda page: page.name)
def test_page_says_the_same_without_script(new_page: NewPage, page_class: PageClass) -> None:
    plain = new_page(java_script_enabled=False)
    plain.goto(page_class.path)
    scripted = new_page()
    scripted.goto(page_class.path)

    assert main_text(plain).strip()
    assert main_text(plain) == main_text(scripted)
    assert plain.evaluate(DEAD_BUTTONS) == []


def test_details_open_and_close_without_script(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("notices/2023-culture-federation/")
    details = page.locator("main details").first
    was_open = details.get_attribute("open") is not None

    details.locator("summary").first.click()
    assert (details.get_attribute("open") is not None) is not was_open
    details.locator("summary").first.click()
    assert (details.get_attribute("open") is not None) is was_open
