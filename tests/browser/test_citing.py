"""What the scripts of a notice and of the contact page add in a browser, and that nothing is dead without them."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import segno
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.served import serve_folder
from tests.small_site import FILES, build_site, make_site
from zhaoshi.pages.qr_code import QUIET
from zhaoshi.pages.qr_modules import MASK
from zhaoshi.text.citation import short_code

NOTICE = "notices/2023-library/"
SOURCE = "content/notices/2023-library/notice.md"
CODE = short_code("2023-library")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the small site, with a form, below a path."""
    root = tmp_path_factory.mktemp("citing")
    site = FILES["content/site.yaml"] + "feedback: {endpoint: 'https://feedback.example.org/'}\nlinks: file\n"
    notice = FILES[SOURCE].replace("“借阅秩序”", "“‘第一议题’制度坚持不够经常”")
    build_site(make_site(root, {"content/site.yaml": site, SOURCE: notice}))
    (root / "served").mkdir()
    (root / "site").rename(root / "served" / "site")
    with serve_folder(root / "served") as address:
        yield f"{address}site/"


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(reduced_motion="reduce")
    yield context
    context.close()


def opened(context: BrowserContext, address: str, said: list[str] | None = None) -> Page:
    page = context.new_page()
    if said is not None:
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    return page


def test_the_button_copies_the_citation_and_says_so(reader: BrowserContext, address: str) -> None:
    reader.grant_permissions(["clipboard-read", "clipboard-write"])
    said: list[str] = []
    page = opened(reader, address + NOTICE, said)
    button = page.locator(r"#s2\.1\.2").get_by_role("button")

    button.focus()
    page.keyboard.press("Enter")

    expect(button).to_have_class("copy is-done")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"{CODE}-2.1.2" in copied
    assert "关于巡察整改进展情况的通报" in copied
    assert "二（一）2" in copied
    assert "关于‘记录不规范’的问题" in copied
    assert copied.endswith("https://site.example.org/notices/2023-library/#s2.1.2")
    expect(page.locator("#copied")).to_have_text(page.locator("#copied").get_attribute("data-done") or "?")
    expect(button).to_be_focused()
    assert said == []


def test_where_the_clipboard_is_closed_the_old_way_copies_the_same(reader: BrowserContext, address: str) -> None:
    reader.grant_permissions(["clipboard-read"])
    reader.add_init_script("Object.defineProperty(navigator.clipboard, 'writeText', {value: () => Promise.reject()})")
    page = opened(reader, address + NOTICE)
    button = page.locator(r"#s2\.2\.1").get_by_role("button")

    button.click()

    expect(button).to_have_class("copy is-done")
    assert page.evaluate("navigator.clipboard.readText()") == (
        f"〔{CODE}-2.2.1〕《关于巡察整改进展情况的通报》二（二）1“关于‘“第一议题”制度坚持不够经常’的问题”，"
        "https://site.example.org/notices/2023-library/#s2.2.1"
    )
    assert page.locator("textarea").count() == 0


def test_where_nothing_can_be_copied_the_page_says_so(reader: BrowserContext, address: str) -> None:
    reader.add_init_script("""
        Object.defineProperty(navigator, "clipboard", {value: undefined});
        document.execCommand = () => false;
    """)
    page = opened(reader, address + NOTICE)
    button = page.locator(r"#s2\.2\.1").get_by_role("button")

    button.click()

    expect(page.locator("#copied")).to_have_text(page.locator("#copied").get_attribute("data-failed") or "?")
    expect(button).to_have_class("copy")


def test_the_button_can_be_hit_with_a_thumb_and_moves_nothing_when_it_appears(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800})
    with_script = opened(context, address + NOTICE)
    box = with_script.locator(r"#s2\.1\.1").get_by_role("button").bounding_box()
    after = _place(with_script)
    context.route("**/notice.*.js", lambda route: route.abort())
    before = _place(opened(context, address + NOTICE))
    context.close()

    assert box
    assert min(box["width"], box["height"]) >= 24
    assert box["x"] + box["width"] <= 320
    assert before == after


def _place(page: Page) -> object:
    return page.locator(r"#s2\.2\.1").bounding_box()


def test_without_scripts_no_button_is_there_and_every_link_is(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, address + NOTICE)
    foot = page.locator(r"#s2\.1\.1 .finding-foot")

    expect(page.locator(".copy")).to_have_count(3)
    for button in page.locator(".copy").all():
        expect(button).to_be_hidden()
    expect(foot.get_by_role("link")).to_have_count(2)
    foot.get_by_role("link").first.click()
    expect(page.locator("#section")).to_have_value("")
    expect(page.locator("#about-finding")).to_be_hidden()
    expect(page.locator("#name-finding")).to_be_visible()
    context.close()


def test_a_script_that_does_not_come_leaves_no_dead_button(reader: BrowserContext, address: str) -> None:
    reader.route("**/notice.*.js", lambda route: route.abort())
    page = opened(reader, address + NOTICE)

    for button in page.locator(".copy").all():
        expect(button).to_be_hidden()


def test_a_report_carries_its_finding_to_the_form_and_to_the_mail(reader: BrowserContext, address: str) -> None:
    said: list[str] = []
    page = opened(reader, address + NOTICE, said)

    page.locator(r"#s2\.1\.2 .finding-foot").get_by_role("link").first.click()

    expect(page.locator("#section")).to_have_value(f"{CODE}-2.1.2")
    expect(page.locator("#about-finding strong")).to_have_text(f"{CODE}-2.1.2")
    expect(page.locator("#name-finding")).to_be_hidden()
    expect(page.locator("#form")).to_be_in_viewport()
    mail = page.locator(".contact-block a[href^='mailto:']").get_attribute("href")
    assert mail
    assert mail.endswith(quote(f" {CODE}-2.1.2"))
    assert said == []


@pytest.mark.parametrize("has_script", [True, False])
def test_without_a_form_a_report_leads_to_telephone_and_mail(
    browser: Browser, tmp_path: Path, *, has_script: bool
) -> None:
    build_site(make_site(tmp_path))
    context = browser.new_context(java_script_enabled=has_script)
    with serve_folder(tmp_path / "site") as address:
        page = opened(context, address + NOTICE)
        page.locator(r"#s2\.1\.2 .finding-foot").get_by_role("link", name="反映本问题的整改情况").click()

        expect(page.locator(".phone")).to_be_visible()
        expect(page.locator("#about-finding strong")).to_have_text(f"{CODE}-2.1.2" if has_script else "")
        expect(page.locator("#name-finding")).to_be_visible(visible=not has_script)
        mail = page.get_by_role("link", name="发送邮件反映").get_attribute("href") or ""
        assert mail.startswith("mailto:office@example.org?subject=")
        assert mail.endswith(quote(f" {CODE}-2.1.2")) == has_script
    context.close()


@pytest.mark.parametrize(
    "finding",
    [
        "",
        "2E4TR9",
        "2E4TR9-0",
        "<img src=x onerror=alert(1)>",
        "2E4TR9-1\n",
        "2E4TR9-1&finding=<b>",
        "2E4TR9-1?subject=x",
        "这一条",
        "A" * 400,
    ],
)
def test_whatever_else_stands_in_the_address_is_not_shown(reader: BrowserContext, address: str, finding: str) -> None:
    page = opened(reader, f"{address}contact/?finding={quote(finding)}")

    expect(page.locator("#section")).to_have_value("")
    expect(page.locator("#about-finding")).to_be_hidden()
    expect(page.locator("#name-finding")).to_be_visible()
    assert not (page.locator(".contact-block a[href^='mailto:']").get_attribute("href") or "").endswith("-1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("forced", ["none", "active"])
def test_the_finding_that_an_address_names_stands_out_by_more_than_colour(
    browser: Browser, address: str, scheme: str, forced: str
) -> None:
    context = browser.new_context(color_scheme=scheme, forced_colors=forced, reduced_motion="reduce")  # type: ignore[arg-type]
    page = opened(context, address + NOTICE + "#s2.1.2")
    finding, other = page.locator(r"#s2\.1\.2"), page.locator(r"#s2\.1\.1")

    expect(finding).to_be_in_viewport()
    expect(finding).to_have_css("outline-style", "solid")
    expect(finding).to_have_css("outline-width", "3px")
    expect(other).to_have_css("outline-style", "none")
    mark = "element => getComputedStyle(element, '::before').content"
    assert "▶" in finding.locator("> :is(h4, h5)").evaluate(mark)
    assert "▶" not in other.locator("> :is(h4, h5)").evaluate(mark)
    assert finding.evaluate("element => element.getBoundingClientRect().top") >= 3  # the outline is not cut off
    page.emulate_media(media="print")
    expect(finding).to_have_css("outline-style", "none")
    context.close()


def test_a_finding_inside_something_closed_is_opened(reader: BrowserContext, address: str) -> None:
    page = opened(reader, address + NOTICE)
    page.evaluate("""() => {
        const [outer, inner] = ["details", "details"].map((name) => document.createElement(name));
        const finding = document.getElementById("s2.2.1");
        finding.replaceWith(outer);
        outer.append(inner);
        inner.append(finding);
    }""")
    expect(page.locator(r"#s2\.2\.1")).to_be_hidden()

    page.evaluate("location.hash = '#s2.2.1'")

    expect(page.locator(r"#s2\.2\.1")).to_be_in_viewport()
    expect(page.locator("details:has(> details)")).to_have_attribute("open", "")


def test_the_page_opens_from_a_folder(reader: BrowserContext, address: str, tmp_path: Path) -> None:
    site = FILES["content/site.yaml"] + "feedback: {endpoint: 'https://feedback.example.org/'}\nlinks: file\n"
    build_site(make_site(tmp_path, {"content/site.yaml": site}))
    page = opened(reader, (tmp_path / "site" / NOTICE / "index.html").as_uri())

    expect(page.locator(r"#s2\.1\.1").get_by_role("button")).to_be_visible()
    page.locator(r"#s2\.1\.1 .finding-foot").get_by_role("link").first.click()
    expect(page.locator("#section")).to_have_value(f"{CODE}-2.1.1")


def test_a_drawn_qr_code_has_the_modules_that_it_says(reader: BrowserContext, address: str) -> None:
    page = opened(reader, address + NOTICE)
    address_of_notice = "https://site.example.org/notices/2023-library/"
    matrix = segno.make(address_of_notice, error="m", boost_error=False, micro=False, mask=MASK).matrix

    dark = page.locator(".scan .qr-code").evaluate("""svg => {
        const [ground, dots] = svg.querySelectorAll("path");
        const size = svg.viewBox.baseVal.width;
        const dark = (x, y) => dots.isPointInFill(new DOMPoint(x + .5, y + .5)) ? 1 : 0;
        const places = [...Array(size).keys()];
        return places.map((y) => places.map((x) => dark(x, y)));
    }""")

    assert [row[QUIET:-QUIET] for row in dark[QUIET:-QUIET]] == [list(row) for row in matrix]
    assert sum(map(sum, dark)) == sum(map(sum, matrix))
