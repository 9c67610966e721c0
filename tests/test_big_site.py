"""A site of 120 notices and 60 units: every page sound, every list found from its column, no page a wall."""

import re
from datetime import date
from itertools import pairwise

import pytest

from tests.site_walker import Site, tags
from tests.small_site import FILES, build_site, make_site
from zhaoshi.building.pictures import typeface
from zhaoshi.model.site import LinkStyle
from zhaoshi.pages.page import Tools
from zhaoshi.pages.parts import pagination
from zhaoshi.routes import Links

UNITS = ["长宁街道", "重庆路小学", "第10中学", "第9中学", "12345热线办", "A产业园", "行政审批局", "绿化管理站"]
PLACES = "安平、白塔、大成、凤凰、高桥、海棠、金沙、开元、柳林、梅园、南湖、青山、松涛"
NAMES = [*UNITS, *(f"{PLACES.split('、')[n % 13]}第{n}小学" for n in range(52))]
LETTERS = "ABCDFGHJKLMNQSX#"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("big")
    units = [f"  - {{id: u{n}, name: {name}, kind: 第{n % 3}类}}\n" for n, name in enumerate(NAMES)]
    rounds = [f"  - {{id: r{n}, name: 第{n}轮, year: {2010 + n // 2}, units: [u{n}]}}\n" for n in range(30)]
    notices = {
        f"content/notices/n{n}/notice.md": (
            f"---\ntitle: 第{n}号通报\nunit: u{n % 60}\nround: r{n % 30}\n"
            f"published: {2010 + n % 14}-{1 + n % 12:02}-{1 + n % 28:02} 09:00\n---\n\n"
            "## 一、整改情况\n\n### （一）关于学习不深入的问题\n\n正在整改。\n"
        )
        for n in range(120)
    }
    ledger = "as_of: 2024-01-31\nitems:\n  - {section: 1.1, status: 整改中, deadline: 2024-02-15}\n"
    ledgers = {f"content/notices/n{n}/ledger.yaml": ledger for n in range(0, 120, 2)}
    nothing = {path: None for path in FILES if path.startswith(("content/notices", "content/replies"))}
    make_site(
        root,
        {
            **nothing,
            **notices,
            **ledgers,
            "content/units.yaml": "units:\n" + "".join(units),
            "content/rounds.yaml": "rounds:\n" + "".join(rounds),
        },
    )
    build_site(root, as_of=date(2024, 3, 1), jobs=2)
    return Site(root / "site")


def words(site: Site, name: str, tag: str) -> list[str]:
    return [" ".join("".join(e.itertext()).split()) for e in tags(site.pages[name], tag)]


def trail(site: Site, name: str) -> list[str]:
    nav = next(e for e in tags(site.pages[name], "nav") if e.get("class") == "breadcrumb")
    items = tags(nav, "li")
    assert [item.get("aria-current") for item in items] == [*[None] * (len(items) - 1), "page"]
    return ["".join(item.itertext()) for item in items]


def test_every_page_is_sound(site: Site) -> None:
    assert site.walk() == []


def test_every_notice_stands_in_the_list_of_its_year_and_nowhere_else(site: Site) -> None:
    found: dict[str, set[str]] = {}
    for name, page in site.pages.items():
        if year := re.match(r"notices/year/(\d+)/", name):
            for card in (e for e in tags(page, "article") if e.get("class", "").startswith("notice-card")):
                found.setdefault(year[1], set()).add("".join(tags(card, "a")[0].itertext()))

    assert found == {
        str(year): {f"第{n}号通报" for n in range(120) if 2010 + n % 14 == year} for year in range(2010, 2024)
    }


def test_years_lead_to_each_other(site: Site) -> None:
    def beside(year: int) -> list[str]:
        nav = [
            e for e in tags(site.pages[f"notices/year/{year}/index.html"], "nav") if e.get("class") == "years-beside"
        ]
        return [link.get("href", "") for e in nav for link in tags(e, "a")]

    assert (beside(2010), beside(2016), beside(2023)) == (["../2011/"], ["../2015/", "../2017/"], ["../2022/"])


def test_units_stand_under_letters_in_the_order_of_pinyin(site: Site) -> None:
    page = site.pages["units/index.html"]
    headings = [e for e in tags(page, "h2") if e.get("id", "").startswith("letter-")]
    rows = [text.rsplit(" ", 1)[0] for text in words(site, "units/index.html", "th") if "类" in text]

    assert "".join("".join(e.itertext()) for e in headings) == LETTERS
    assert [e.get("id") for e in headings] == [f"letter-{x.lower()}" for x in LETTERS[:-1]] + ["letter-other"]
    assert sorted(rows) == sorted(NAMES)
    places = [rows.index(name) for name in ("A产业园", "长宁街道", "重庆路小学", "第9中学", "第10中学", "12345热线办")]
    assert all(a < b for a, b in pairwise(places))


def test_units_can_also_be_found_by_kind(site: Site) -> None:
    folded = [name for name in words(site, "units/index.html", "summary") if name != "显示设置"]
    assert folded == ["第0类 20", "第1类 20", "第2类 20"]


def test_a_home_page_that_shows_some_units_and_rounds_says_so(site: Site) -> None:
    found = words(site, "index.html", "h2") + words(site, "index.html", "a")
    wanted = ["问题最多的12个单位整改进展", "查看全部60个单位", "最近12轮巡察整改进展", "查看全部30个轮次"]
    assert [text for text in wanted if text not in found] == []


def test_the_site_map_leads_to_years_and_letters_and_not_to_every_unit_or_notice(site: Site) -> None:
    links = [link.get("href", "") for link in tags(site.pages["sitemap/index.html"], "a")]

    assert {"../notices/year/2010/", "../units/#letter-c", "../rounds/r0/"} <= set(links)
    assert not any(re.search(r"units/u|notices/n", link) for link in links)


def test_long_lists_to_choose_from_are_left_to_their_index(site: Site) -> None:
    def choices(name: str) -> list[str]:
        page = next(e for e in tags(site.pages[name], "details") if e.get("class") == "narrow-down")
        return [link.get("href", "") for link in tags(page, "a")]

    assert choices("notices/index.html") == ["../rounds/", "../units/"]
    assert len(choices("notices/year/2023/index.html")) == 8 + 1 + 8 + 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("notices/index.html", ["首页", "通报公开"]),
        ("notices/page/2/index.html", ["首页", "通报公开", "第2页"]),
        ("notices/year/2023/index.html", ["首页", "通报公开", "2023年"]),
        ("notices/n7/index.html", ["首页", "通报公开", "正文"]),
        ("units/u0/index.html", ["首页", "被巡察单位", "长宁街道"]),
        ("rounds/r0/index.html", ["首页", "巡察轮次", "第0轮"]),
        ("updates/2023-02/index.html", ["首页", "更新动态", "2023年2月"]),
        ("updates/index.html", ["首页", "更新动态"]),
        ("about/index.html", ["首页", "关于本站"]),
        ("sitemap/index.html", ["首页", "网站地图"]),
        ("404.html", ["首页", "页面不存在"]),
    ],
)
def test_breadcrumb_ends_with_the_page_itself(site: Site, name: str, expected: list[str]) -> None:
    assert trail(site, name) == expected


def test_every_page_but_home_says_where_it_is(site: Site) -> None:
    without = [
        name for name, page in site.pages.items() if not any(e.get("class") == "breadcrumb" for e in tags(page, "nav"))
    ]

    assert without == ["index.html"]


def test_later_pages_are_named_and_are_their_own_canonical_address(site: Site) -> None:
    page = site.pages["notices/page/2/index.html"]
    canonical = [e.get("href") for e in tags(page, "link") if e.get("rel") == "canonical"]

    assert words(site, "notices/page/2/index.html", "title")[0].startswith("通报公开（第2页）")
    assert canonical == ["https://site.example.org/notices/page/2/"]


def test_home_shows_a_dozen_units_and_leads_to_the_rest(site: Site) -> None:
    assert len([e for e in tags(site.pages["index.html"], "tr") if tags(e, "td")]) == 24
    assert "units/" in [link.get("href") for link in tags(site.pages["index.html"], "a")]


@pytest.mark.parametrize(
    ("number", "count", "expected"),
    [
        (1, 40, [1, 2, 40]),
        (3, 40, [1, 2, 3, 4, 40]),
        (4, 40, [1, 2, 3, 4, 5, 40]),
        (20, 40, [1, 19, 20, 21, 40]),
        (38, 40, [1, 37, 38, 39, 40]),
        (40, 40, [1, 39, 40]),
        (1, 3, [1, 2, 3]),
        (2, 2, [1, 2]),
    ],
)
def test_pagination_shows_the_ends_and_the_neighbours(number: int, count: int, expected: list[int]) -> None:
    tools = Tools(Links("notices/", LinkStyle.FOLDER), str, lambda _: pytest.fail("no notice is needed"), typeface)
    found = pagination("notices/", number, count, tools)

    assert found
    assert [page for page, _ in found.pages] == expected
    assert (bool(found.previous), bool(found.next)) == (number > 1, number < count)
