import pytest
from playwright.sync_api import Page

from zhaoshi.model.status import Status

KEY = """(key) => {
  const item = document.createElement("span");
  item.className = `key key-${key}`;
  document.querySelector("main").append(item);
  const style = getComputedStyle(item, "::before");
  return [style.backgroundColor, style.backgroundImage, style.borderTopStyle].join(" ");
}"""


@pytest.mark.parametrize("path", ["", "progress/", "notices/2023-culture-federation/", "units/culture-federation/"])
def test_paper_says_in_words_where_a_page_comes_from(watched_page: Page, path: str) -> None:
    watched_page.goto(path)
    line = watched_page.locator(".provenance")
    assert not line.is_visible()
    watched_page.emulate_media(media="print")
    assert line.is_visible()
    assert line.inner_text() == f"云岫区巡察整改公开 {watched_page.url}"


def test_no_two_statuses_have_the_same_key_on_paper(watched_page: Page) -> None:
    watched_page.goto("progress/")
    watched_page.emulate_media(media="print")
    keys = [watched_page.evaluate(KEY, status.value) for status in Status]
    assert len(set(keys)) == len(Status)
    assert sum("gradient" in key for key in keys) == 3, "those whose bars are filled in part"
