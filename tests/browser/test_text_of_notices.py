"""Tables and pictures in the text of a notice, on the narrowest phone."""

import struct
import zlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.served import serve_folder
from tests.small_site import FILES, build_site, make_site

NOTICE = "content/notices/2023-library/notice.md"
PICTURE = "content/notices/2023-library/attachments/picture.png"

LONG = "全面梳理近三年来图书采购、设备维护、场地租赁等方面的制度执行情况，逐项建立台账并明确责任人和完成时限" * 2
TABLE = f"""
| 整改措施 | 牵头部门 | 完成率 | 金额（万元） |
| --- | --- | --- | --- |
| {LONG} | 办公室 | 100% | 12345.67 |
| 其他 | 借阅部 | 9.5% | 8 |
"""


def picture(width: int, height: int) -> bytes:
    """Make a grey picture (PNG)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xaa" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("text")
    text = FILES[NOTICE].replace(
        "高度重视，迅速部署。", f"高度重视，迅速部署。\n{TABLE}\n![采购流程图](attachments/picture.png)\n"
    )
    build_site(make_site(root, {NOTICE: text, PICTURE: picture(1200, 400)}))
    with serve_folder(root / "site") as address:
        yield f"{address}notices/2023-library/"


def test_no_line_of_a_breadcrumb_begins_with_the_sign_between(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(address)
    signs = page.locator(".breadcrumb li").evaluate_all(
        "items => items.map((item) => ['::before', '::after'].map((at) => getComputedStyle(item, at).content))"
    )
    page.close()

    assert all(before == "none" for before, _ in signs)
    assert ["›" in after for _, after in signs] == [True] * (len(signs) - 1) + [False]


def test_a_mail_address_breaks_after_its_sign_only(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(address)
    mail = page.locator(".contact-block a[href^='mailto:']").first
    markup, text = mail.inner_html(), mail.text_content()
    page.close()

    assert markup == "office@<wbr>example.org"
    assert text == "office@example.org"


def test_links_are_underlined_also_where_they_are_bold(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address.replace("notices/2023-library/", "progress/"))
    lines = page.locator(".row-title a").evaluate_all(
        "links => links.map((link) => getComputedStyle(link).textDecorationLine)"
    )
    page.close()

    assert set(lines) == {"underline"}


def test_on_paper_lists_and_figures_are_of_one_size(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto(address.replace("notices/2023-library/", ""))
    sizes = page.locator("main :is(.as-of, .publisher, figcaption, .totals, .notice-card p)").evaluate_all(
        "parts => parts.map((part) => parseFloat(getComputedStyle(part).fontSize) * 0.75)"
    )
    margins = page.locator("main h2").evaluate_all("parts => parts.map((part) => getComputedStyle(part).marginTop)")
    page.goto(address)
    text = page.locator(".document").evaluate("part => parseFloat(getComputedStyle(part).fontSize) * 0.75")
    page.close()

    assert max(sizes) <= 12.01
    assert "0px" not in margins
    assert round(text) == 16


@pytest.fixture(params=[320, 768, 1280])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def test_a_number_in_a_table_stays_on_one_line(page: Page) -> None:
    lines = page.locator(".document td").evaluate_all("""cells => cells.map((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return [cell.textContent, new Set([...range.getClientRects()].map((box) => box.top)).size];
    })""")

    counts = dict(lines)
    assert {text: counts[text] for text in ("100%", "12345.67", "9.5%", "8")} == {
        "100%": 1,
        "12345.67": 1,
        "9.5%": 1,
        "8": 1,
    }


def test_a_picture_and_a_table_do_not_widen_the_page(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_picture_begins_where_its_column_begins(page: Page) -> None:
    image, column = page.locator(".document img").bounding_box(), page.locator(".document").bounding_box()

    assert image
    assert column
    assert image["x"] == column["x"]
    assert image["x"] + image["width"] <= column["x"] + column["width"]


LAST_LINES = """titles => titles.map((title) => {
  const range = document.createRange(), lines = [];
  const words = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    for (let at = 0; at < words.currentNode.data.length; at++) {
      range.setStart(words.currentNode, at);
      range.setEnd(words.currentNode, at + 1);
      const { bottom, width } = range.getBoundingClientRect();
      if (!width) continue;
      if (!lines.length || bottom > lines.at(-1).bottom + 4) lines.push({ bottom, text: "" });
      lines.at(-1).text += words.currentNode.data[at];
    }
  }
  return lines.length > 1 ? lines.at(-1).text.trim() : "";
}).filter(Boolean)"""


def test_no_title_in_a_list_leaves_one_character_to_its_last_line(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address.replace("notices/2023-library/", "progress/"))
    ends: list[str] = []
    for width in range(240, 420, 6):
        page.set_viewport_size({"width": width, "height": 900})
        ends += page.locator(".row-title").evaluate_all(LAST_LINES)
    page.close()

    assert len(set(ends)) > 2
    assert [end for end in ends if len(end) == 1] == []
