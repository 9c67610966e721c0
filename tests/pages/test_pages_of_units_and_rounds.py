"""A unit or a round with many notices has several pages: each notice on one of them, all else on the first."""

import re
from pathlib import Path

import pytest

from tests.small_site import FILES, build_site, make_site

NOTICE = """---
title: 第{n}号通报
unit: library
round: {round}
published: 2023-0{month}-01 09:00
---

## 一、整改情况

### （一）关于学习不深入的问题

正在整改。
"""
LEDGER = "as_of: 2024-01-31\nitems:\n  - {section: 1.1, status: 整改中, deadline: 2024-02-15}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("paged")
    changes: dict[str, str | bytes | None] = {path: None for path in FILES if path.startswith("content/notices")}
    changes |= {path: None for path in FILES if path.startswith("content/replies")}
    for n in range(1, 6):
        folder = f"content/notices/n{n}"
        changes[f"{folder}/notice.md"] = NOTICE.format(n=n, month=n, round="new" if n > 3 else "old")
        changes[f"{folder}/ledger.yaml"] = LEDGER
    changes["content/rounds.yaml"] = "rounds:\n" + "".join(
        f"  - {{id: {id_}, former_ids: [was-{id_}], name: {year}年巡察, year: {year}, note: 说明。}}\n"
        for id_, year in [("old", 2022), ("new", 2023)]
    )
    changes["content/site.yaml"] = FILES["content/site.yaml"] + "per_page: 2\n"
    build_site(make_site(root, changes))
    return root / "site"


def main_of(site: Path, path: str) -> str:
    page = (site / path / "index.html").read_text(encoding="utf-8")
    return page[page.index("<main") : page.index("</main>")]


def notices_on(main: str) -> list[str]:
    return re.findall(r'<h3 class="card-title[^>]*><a [^>]*>(第\d号通报)', main.replace("<wbr>", ""))


@pytest.mark.parametrize(
    ("folder", "pages"),
    [
        ("units/library", [["第4号通报", "第5号通报"], ["第1号通报", "第2号通报"], ["第3号通报"]]),
        ("rounds/old", [["第3号通报", "第2号通报"], ["第1号通报"]]),
        ("rounds/new", [["第5号通报", "第4号通报"]]),
    ],
)
def test_each_notice_is_on_one_page(site: Path, folder: str, pages: list[list[str]]) -> None:
    paths = [folder, *(f"{folder}/page/{number}" for number in range(2, len(pages) + 1))]
    assert [notices_on(main_of(site, path)) for path in paths] == pages
    assert not (site / folder / "page" / str(len(pages) + 1)).exists()
    assert ("pagination" in main_of(site, folder)) == (len(pages) > 1)


def test_a_heading_of_a_round_stands_on_each_page_with_its_notices(site: Path) -> None:
    headings = [re.findall(r"<h2><a [^>]*>(.*?)</a></h2>", main_of(site, f"units/library{page}")) for page in PAGES]
    assert headings == [["2023年巡察"], ["2022年巡察"], ["2022年巡察"]]


PAGES = ["", "/page/2", "/page/3"]


@pytest.mark.parametrize("folder", ["units/library", "rounds/old"])
def test_all_else_is_on_the_first_page(site: Path, folder: str) -> None:
    first, second = main_of(site, folder), main_of(site, f"{folder}/page/2")
    for part in ('class="totals', "逾期") if folder == "units/library" else ('class="totals', "说明。"):
        assert part in first
        assert part not in second.partition("<article")[0]
    assert "<small>第 2 页</small></h1>" in second or "<small>第2页</small></h1>" in second


@pytest.mark.parametrize("folder", ["units/library", "rounds/old"])
def test_a_later_page_is_named_and_found(site: Path, folder: str) -> None:
    page = (site / folder / "page/2/index.html").read_text(encoding="utf-8")
    title = re.search(r"<title>(.*?)</title>", page)
    assert title
    assert "第2页" in title[1].replace(" ", "")
    crumbs = page[page.index('class="breadcrumb"') :].partition("</nav>")[0]
    assert crumbs.count("<li>") + crumbs.count("<li ") == 4
    assert f"{folder}/page/2/" in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_each_page_of_a_former_address_leads_to_the_same_page_now(site: Path) -> None:
    led_on = {
        path.parent.relative_to(site).as_posix(): re.findall(r'http-equiv="refresh" content="0; ?url=([^"]*)"', text)
        for path in site.glob("rounds/was-*/**/index.html")
        if (text := path.read_text(encoding="utf-8"))
    }
    assert led_on == {
        "rounds/was-old": ["../old/"],
        "rounds/was-old/page/2": ["../../../old/page/2/"],
        "rounds/was-new": ["../new/"],
    }
