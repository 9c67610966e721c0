from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.browser.served import serve_folder
from tests.small_site import FILES, build_site, make_site

NOTICE = "content/notices/2023-library/notice.md"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    text = FILES[NOTICE].replace("unit: library", "unit: library\nformer_ids: [2022-library]")
    root = make_site(tmp_path_factory.mktemp("moved"), {NOTICE: text})
    build_site(root)
    with serve_folder(Path(root / "site")) as url:
        yield url


@pytest.mark.parametrize(("has_script", "section"), [(True, "#s2.1.2"), (False, "")])
def test_the_old_address_leads_to_the_new_and_with_a_script_to_the_section(
    browser: Browser, moved: str, *, has_script: bool, section: str
) -> None:
    context = browser.new_context(java_script_enabled=has_script)
    page = context.new_page()
    page.goto(f"{moved}notices/2022-library/#s2.1.2", wait_until="commit")
    page.wait_for_url(f"{moved}notices/2023-library/{section}")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_old_address_can_be_read_on_a_phone_where_nothing_leads_on(
    browser: Browser, moved: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        java_script_enabled=False, color_scheme=scheme, viewport={"width": 320, "height": 700}
    )
    page = context.new_page()
    html = page.request.get(f"{moved}notices/2022-library/").text()
    page.route(
        "**/notices/2022-library/",
        lambda route: route.fulfill(body=html.replace("http-equiv", "name"), content_type="text/html"),
    )
    page.goto(f"{moved}notices/2022-library/")
    reached, paper = page.evaluate(
        "[document.documentElement.scrollWidth, getComputedStyle(document.body).backgroundColor]"
    )
    context.close()

    assert reached == 320
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(23, 25, 28)"}[scheme]
