"""The pages of whole built sites: valid, accessible in structure, without dead ends and foreign requests."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.site_walker import Element, Site, tags
from tests.small_site import FILES, build_site, make_site
from zhaoshi.building.build import build
from zhaoshi.pages.qr_code import qr_code
from zhaoshi.text.citation import short_code

ROOT = Path(__file__).parent.parent
SITE = FILES["content/site.yaml"]
NOTICE, LEDGER = (f"content/notices/2023-library/{name}" for name in ("notice.md", "ledger.yaml"))


def test_every_page_of_the_sample_site_is_sound(tmp_path: Path) -> None:
    build(ROOT, tmp_path / "site", as_of=date(2024, 12, 1), jobs=2)

    assert Site(tmp_path / "site").walk() == []


@pytest.mark.parametrize(
    "extra",
    ["", "links: file\n", "language: en\n", "feedback: {endpoint: 'https://feedback.example.org/', answer_days: 15}\n"],
    ids=["folder-links", "file-links", "english", "feedback-form"],
)
def test_every_page_of_the_small_site_is_sound(tmp_path: Path, extra: str) -> None:
    make_site(tmp_path, {"content/site.yaml": SITE + extra})
    build_site(tmp_path, drafts=True)

    assert Site(tmp_path / "site").walk() == []


def test_site_below_a_path_is_sound(tmp_path: Path) -> None:
    below = SITE.replace("https://site.example.org/", "https://site.example.org/a/b/")
    build_site(make_site(tmp_path, {"content/site.yaml": below}))

    assert Site(tmp_path / "site", "/a/b/").walk() == []


def test_site_without_any_notice_is_sound(tmp_path: Path) -> None:
    nothing = {
        path: None for path in FILES if path.startswith(("content/notices", "content/replies", "content/rounds"))
    }
    build_site(make_site(tmp_path, nothing))

    site = Site(tmp_path / "site")
    assert site.walk() == []
    home, progress = ("".join(site.pages[name].itertext()) for name in ("index.html", "progress/index.html"))
    assert "尚未发布通报" in home
    assert [words for words in ("查看全部未办结问题", "查看全部0篇通报", "最新动态") if words in home] == []
    assert "尚未公布问题" in progress
    assert "没有未办结的问题" not in progress
    notices, units = ("".join(site.pages[f"{name}/index.html"].itertext()) for name in ("notices", "units"))
    assert "共0篇" not in notices
    assert "统计至" not in units


def test_home_and_the_list_of_notices_give_one_number_also_where_a_notice_was_withdrawn(tmp_path: Path) -> None:
    withdrawn = FILES[NOTICE].replace("unit: library", "unit: library\nwithdrawn: {on: 2024-01-20, reason: 内容有误}")
    build_site(make_site(tmp_path, {NOTICE: withdrawn}))
    pages = Site(tmp_path / "site").pages
    home, notices = ("".join(pages[name].itertext()) for name in ("index.html", "notices/index.html"))

    assert "查看全部2篇通报" in home
    assert "共2篇" in notices


def test_reports_on_a_finding_go_to_the_publisher_and_never_to_the_unit(tmp_path: Path) -> None:
    notice = FILES[NOTICE].replace("unit: library", "unit: library\ncontact: {email: unit@example.org}")
    build_site(make_site(tmp_path, {NOTICE: notice}))
    page = Site(tmp_path / "site").pages["notices/2023-library/index.html"]
    mails = [href for link in tags(page, "a") if (href := link.get("href", "")).startswith("mailto:")]

    to_unit = [href for href in mails if href.startswith("mailto:unit@example.org")]
    reports = [href for href in mails if href.startswith("mailto:office@example.org?subject=")]
    code = short_code("2023-library")
    assert len(to_unit) == 1
    assert len(reports) == 1
    assert code in reports[0]
    assert len([link for link in tags(page, "a") if f"contact/?finding={code}-" in link.get("href", "")]) == 3
    assert not any("%E4%BA%8C" in href for href in to_unit)  # 二, the beginning of every section code here


def test_what_nobody_has_stated_is_not_shown_as_nothing_done(tmp_path: Path) -> None:
    notice = FILES[NOTICE].replace("unit: library", "unit: library\nfindings_in: [2]")
    build_site(make_site(tmp_path, {NOTICE: notice, LEDGER: None}))
    site = Site(tmp_path / "site")

    for name in ("index.html", "units/index.html", "units/library/index.html", "notices/2023-library/index.html"):
        words = "".join(site.pages[name].itertext())
        assert "未注明" in words, name
        assert "%" not in words, name
        assert not re.search(r"已完成\s*0|逾期\s*0|已核验销号\s*0", words), name


CODE = short_code("2023-library")


def notice_page(root: Path, changes: dict[str, str | bytes | None]) -> Element:
    build_site(make_site(root, changes))
    return Site(root / "site").pages["notices/2023-library/index.html"]


def words(page: Element) -> str:
    return " ".join("".join(page.itertext()).split())


def with_class(page: Element, name: str) -> list[Element]:
    return [element for element in page.iter() if name in (element.get("class") or "").split()]


def test_what_a_ledger_does_not_say_is_told_below_the_finding_and_not_where_there_is_no_ledger(tmp_path: Path) -> None:
    silent = "台账未载明本问题的整改情况"
    notice = FILES[NOTICE].replace("unit: library", "unit: library\nfindings_in: [1, 2]")
    build_site(make_site(tmp_path / "with", {NOTICE: notice}))
    page = (tmp_path / "with/site/notices/2023-library/index.html").read_text(encoding="utf-8")
    assert page.count(silent) == 1
    assert page.count("长期坚持的问题不计入已完成") == 1
    build_site(make_site(tmp_path / "without", {NOTICE: notice, LEDGER: None}))
    page = (tmp_path / "without/site/notices/2023-library/index.html").read_text(encoding="utf-8")
    assert page.count("未公布整改台账") == 1
    assert silent not in page
    assert "长期坚持的问题不计入已完成" not in page


@pytest.mark.parametrize(
    ("links", "target"),
    [("", "../../contact/?finding="), ("links: file\n", "../../contact/index.html?finding=")],
    ids=["folder-links", "file-links"],
)
def test_where_there_is_a_form_a_report_leads_to_it_with_the_finding_filled_in(
    tmp_path: Path, links: str, target: str
) -> None:
    page = notice_page(tmp_path, {"content/site.yaml": SITE + "feedback: {endpoint: 'https://a.example/'}\n" + links})
    hrefs = [link.get("href", "") for link in tags(page, "a")]

    assert f"{target}{CODE}-2.1.1#form" in hrefs
    assert len([href for href in hrefs if "finding=" in href]) == 3


@pytest.mark.parametrize("email", ["email: office@example.org, ", ""], ids=["e-mail", "neither"])
def test_without_a_form_a_report_leads_to_the_contact_page(tmp_path: Path, email: str) -> None:
    page = notice_page(tmp_path, {"content/site.yaml": SITE.replace("email: office@example.org, ", email)})

    assert [link for link in tags(page, "a") if link.get("href") == f"../../contact/?finding={CODE}-2.2.1"]


@pytest.mark.parametrize(
    ("site", "actions"),
    [
        (SITE, 1),
        (SITE + "feedback: {endpoint: 'https://a.example/'}\n", 0),
        (SITE.replace("email: office@example.org, ", ""), 0),
    ],
    ids=["e-mail", "form", "neither"],
)
def test_the_contact_page_begins_a_mail_where_there_is_no_form(tmp_path: Path, site: str, actions: int) -> None:
    build_site(make_site(tmp_path, {"content/site.yaml": site}))
    links = with_class(Site(tmp_path / "site").pages["contact/index.html"], "action")

    assert [words(link) for link in links] == ["发送邮件反映"] * actions
    assert all(link.get("href", "").startswith("mailto:office@example.org?subject=") for link in links)
    assert Site(tmp_path / "site").walk() == []


def test_a_finding_is_cited_alike_on_the_page_and_in_the_data(tmp_path: Path) -> None:
    page = notice_page(tmp_path, {})
    table = csv.DictReader(io.StringIO((tmp_path / "site/data/findings.csv").read_text(encoding="utf-8-sig")))
    ledger = json.loads((tmp_path / "site/notices/2023-library/ledger.json").read_bytes())
    on_page = [element.text for element in with_class(page, "cite")]

    assert on_page == [f"{CODE}-2.1.1", f"{CODE}-2.1.2", f"{CODE}-2.2.1"]
    assert [row["cite"] for row in table] == on_page
    assert [finding["cite"] for finding in ledger["findings"]] == on_page
    assert ledger["short_code"] == CODE


def test_a_completion_after_its_deadline_is_named_on_the_page_and_in_the_data(tmp_path: Path) -> None:
    late = FILES[LEDGER].replace("completed: 2023-09-20", "completed: 2023-10-13")
    page = notice_page(tmp_path, {LEDGER: late})
    table = csv.DictReader(io.StringIO((tmp_path / "site/data/findings.csv").read_text(encoding="utf-8-sig")))
    data = json.loads((tmp_path / "site/notices/2023-library/ledger.json").read_bytes())
    notices = json.loads((tmp_path / "site/data/notices.json").read_bytes())
    (finding,) = [element for element in page.iter() if element.get("id") == "s2.1.1"]

    assert [words(element) for element in with_class(finding, "late")] == ["逾期12天完成"]
    assert len(with_class(page, "late")) == 2
    assert "已完成的问题中，有1项晚于整改时限完成。" in words(with_class(page, "totals")[0])
    assert [row["days_late"] for row in table] == ["12", "", ""]
    assert [finding["days_late"] for finding in data["findings"]] == [12, None, None]
    assert notices["totals"]["late"] == 1


def test_a_completion_in_time_or_one_that_was_returned_is_not_called_late(tmp_path: Path) -> None:
    returned = FILES[LEDGER].replace("completed: 2023-09-20", "completed: 2023-10-13").replace("已核验销号", "退回")
    for name, ledger in (("in-time", FILES[LEDGER]), ("returned", returned)):
        page = notice_page(tmp_path / name, {LEDGER: ledger})

        assert with_class(page, "late") == []
        assert "晚于整改时限" not in words(with_class(page, "totals")[0])


def test_a_chosen_short_code_stands_everywhere_instead(tmp_path: Path) -> None:
    page = notice_page(tmp_path, {NOTICE: FILES[NOTICE].replace("unit: library", "unit: library\nshort_code: tsg23")})

    assert with_class(page, "cite")[0].text == "TSG23-2.1.1"
    site = b"".join(path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file())
    assert CODE.encode() not in site


def test_the_head_names_the_edition_only_where_there_is_more_than_one(tmp_path: Path) -> None:
    changes = FILES[NOTICE].split("changes:\n")
    minor = FILES[NOTICE].replace("kind: major", "kind: minor")
    none = changes[0] + "---" + changes[1].split("---", 1)[1]

    second, first, never = (
        notice_page(tmp_path / name, {NOTICE: text})
        for name, text in (("major", FILES[NOTICE]), ("minor", minor), ("none", none))
    )

    heads = [
        "".join(words(element) for element in with_class(page, "notice-header")) for page in (second, first, never)
    ]
    assert "2024年1月10日" in heads[0]
    assert not any("2024年1月10日" in head for head in heads[1:])
    assert [len(with_class(page, "edition-list")) for page in (second, first, never)] == [1, 1, 0]
    assert [len(tags(with_class(page, "edition-list")[0], "ul")) for page in (second, first)] == [0, 1]


def test_the_qr_code_says_the_address_of_the_notice(tmp_path: Path) -> None:
    page = notice_page(tmp_path, {})
    code = qr_code("https://site.example.org/notices/2023-library/")
    drawn = [svg for svg in page.iter() if "qr-code" in (svg.get("class") or "").split()]

    assert len(drawn) == 2  # on the screen and on paper
    for svg in drawn:
        assert svg.get("aria-label")
        assert code.path in [path.get("d") for path in svg]
        assert svg.get("style") is None


def test_a_day_that_has_not_come_is_no_news(tmp_path: Path) -> None:
    ledger = FILES[LEDGER].replace("as_of: 2024-02-01", "as_of: 2042-02-01").replace("on: 2023-09-20", "on: 2043-09-20")
    build_site(make_site(tmp_path, {LEDGER: ledger}))
    log, feed = ((tmp_path / "site" / name).read_text(encoding="utf-8") for name in ("updates/index.html", "feed.xml"))
    assert not re.search("204[23]年", log)
    assert not re.search("<updated>204", feed)


def test_a_reply_is_news_of_the_day_on_which_it_was_given(tmp_path: Path) -> None:
    facts = "title: 关于{0}的答复\nreceived: 2024-01-05\nanswered: {1}\nby: 某某办\nquestion: 怎样查询？"
    replies = {
        f"content/replies/{id_}.md": f"---\n{facts.format(title, day)}\n---\n\n已答复。\n"
        for id_, title, day in (("search", "查询", "2024-02-10"), ("later", "日后", "2042-02-10"))
    }
    build_site(make_site(tmp_path, replies))
    site = Site(tmp_path / "site")

    assert site.walk() == []
    about_a_unit, about_none = (site.pages[f"updates/2024-{month}/index.html"] for month in ("01", "02"))
    entry = "2024年1月12日 答复 区图书馆 关于开放时间的答复"
    assert entry in " ".join("".join(about_a_unit.itertext()).split())
    assert "2024年2月10日 答复 关于查询的答复" in " ".join("".join(about_none.itertext()).split())
    assert "../../replies/#reply-search" in [link.get("href") for link in tags(about_none, "a")]
    assert "updates/2042-02/index.html" not in site.pages

    def answered(feed: str) -> list[tuple[str, str]]:
        items = json.loads((tmp_path / "site" / feed).read_text(encoding="utf-8"))["items"]
        return [(item["url"], item["date_modified"]) for item in items if "#reply-" in item["url"]]

    search, hours = (f"https://site.example.org/replies/#reply-{id_}" for id_ in ("search", "opening-hours"))
    days = [(search, "2024-02-10T00:00:00+08:00"), (hours, "2024-01-12T00:00:00+08:00")]
    assert answered("feed.json") == days
    assert answered("units/library/feed.json") == days[1:]
    assert answered("units/museum/feed.json") == []


def structured(site: Path, id_: str) -> dict[str, Any]:
    page = Site(site).pages[f"notices/{id_}/index.html"]
    texts = [
        json.loads(script.text or "") for script in tags(page, "script") if script.get("type", "").endswith("json")
    ]
    return next(data for data in texts if data["@type"] == "Report")


def test_structured_data_say_which_notice_was_replaced_by_which(tmp_path: Path) -> None:
    newer = FILES[NOTICE].replace("unit: library", "unit: library\nsupersedes: 2023-library")
    newer = newer.replace("(attachments/rules.csv)", "(/notices/)")
    build_site(make_site(tmp_path, {"content/notices/2024-library/notice.md": newer}))
    old, new = (structured(tmp_path / "site", id_) for id_ in ("2023-library", "2024-library"))

    assert (old["creativeWorkStatus"], old["correction"]) == ("Superseded", new["url"])
    assert new["isBasedOn"] == old["url"]
    assert "creativeWorkStatus" not in new
    assert old["author"] == {"@type": "Organization", "name": "某区图书馆党总支"}
