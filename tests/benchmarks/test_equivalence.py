"""Two built sites held against each other, on pages as small as they can be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.equivalence import Heading, differences, headings, missing_words, notices_in
from benchmarks.material import Notice

FINDING = {
    "owner": "办公室",
    "leader": "书记",
    "deadline": "2024-03-01",
    "verification": {"status": "退回", "on": "2024-04-01", "note": "没有做完。"},
    "evidence": [{"title": "清单"}],
    "updates": [{"on": "2024-05-06", "title": "再查"}],
    "area": "s1.1",
}
NOTICE = Notice("notice-1", {}, "", "2024-06-01", {"s1.1.1": FINDING}, ())

PAGE = """<!DOCTYPE html><title>x</title><h1>通报</h1><span class="tag tag-overdue">逾期</span>
<div class="document"><section><h3>一、 整改 <a class="permalink" href="#s1">#</a></h3>
<h4>（一）问题</h4><span class="tag tag-overdue">逾期5天</span><span class="tag tag-completed">已完成</span>
<span class="tag tag-returned">退回</span> 2024年4月1日 没有做完。办公室 书记
2024年3月1日 清单 2024年5月6日 再查</section></div>"""
ANOTHER = """<html><body><div class="document"><h3 id="s1">一、整改</h3><h4>（一）问题</h4>
<b class="tag-completed">已完成</b> <b class="tag-overdue">逾期</b> <p>2024年4月1日没有做完。书记 2024年3月1日 清单
<i>2024年5月6日</i>再查 办公室</p></div></body></html>"""
FEED = "https://x.example/notices/notice-1/"


@pytest.fixture
def sites(tmp_path: Path) -> Callable[[str], tuple[Path, Path]]:
    def made(theirs: str, feed: str = FEED) -> tuple[Path, Path]:
        for name, page, links in (("ours", PAGE, FEED), ("theirs", theirs, feed)):
            folder = tmp_path / name / "site"
            (folder / "notices" / "notice-1").mkdir(parents=True)
            (folder / "notices" / "notice-1" / "index.html").write_text(page, encoding="utf-8")
            for file in ("feed.xml", "sitemap.xml"):
                (folder / file).write_text(links, encoding="utf-8")
        return tmp_path / "ours" / "site", tmp_path / "theirs" / "site"

    return made


Sites = Callable[..., tuple[Path, Path]]


def test_headings_have_their_text_and_their_own_state() -> None:
    assert headings(PAGE) == (Heading("一、整改"), Heading("（一）问题", "已完成", is_overdue=True))


def test_pages_that_say_the_same_are_equivalent(sites: Sites) -> None:
    assert list(differences(*sites(ANOTHER), [NOTICE])) == []


def test_another_state_is_found(sites: Sites) -> None:
    found = list(differences(*sites(ANOTHER.replace("已完成", "正在整改")), [NOTICE]))
    assert len(found) == 1
    assert "state='已完成'" in found[0]
    assert "state='正在整改'" in found[0]


def test_finding_that_is_overdue_on_one_site_alone_is_found(sites: Sites) -> None:
    found = list(differences(*sites(ANOTHER.replace("tag-overdue", "tag")), [NOTICE]))
    assert len(found) == 1
    assert "is_overdue=True" in found[0]
    assert "is_overdue=False" in found[0]


def test_missing_heading_is_found(sites: Sites) -> None:
    found = list(differences(*sites(ANOTHER.replace('<h3 id="s1">一、整改</h3>', "")), [NOTICE]))
    assert "notice-1: the headings differ" in found


def test_page_without_headings_is_found(sites: Sites) -> None:
    found = list(differences(*sites(ANOTHER.replace("document", "text")), [NOTICE]))
    assert "notice-1: the headings differ" in found


@pytest.mark.parametrize("words", ["办公室", "没有做完。", "清单", "再查", "2024年5月6日"])
def test_words_of_the_ledger_that_are_left_out_are_found(sites: Sites, words: str) -> None:
    found = list(differences(*sites(ANOTHER.replace(words, "")), [NOTICE]))
    assert found == [f"notice-1: theirs does not say “{words}”"]
    assert missing_words(PAGE, NOTICE) == []


def test_notice_that_only_one_site_has_is_found(sites: Sites) -> None:
    ours, theirs = sites(ANOTHER)
    (theirs / "notices" / "notice-2").mkdir()
    (theirs / "notices" / "notice-2" / "index.html").write_text("", encoding="utf-8")
    assert notices_in(theirs) == {"notice-1", "notice-2"}
    assert list(differences(ours, theirs, [NOTICE])) == ["1 notices are in only one of the two sites"]


def test_feed_with_fewer_notices_is_found(sites: Sites) -> None:
    found = list(differences(*sites(ANOTHER, feed=""), [NOTICE]))
    assert found == ["feed.xml names 1 notices here and 0 there", "sitemap.xml names 1 notices here and 0 there"]
