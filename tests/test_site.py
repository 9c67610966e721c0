"""The pages of whole built sites: valid, accessible in structure, without dead ends and foreign requests."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.site_walker import Site, tags
from tests.small_site import FILES, build_site, make_site
from zhaoshi.building.build import build

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

    assert Site(tmp_path / "site").walk() == []


def test_reports_on_a_finding_go_to_the_publisher_and_never_to_the_unit(tmp_path: Path) -> None:
    notice = FILES[NOTICE].replace("unit: library", "unit: library\ncontact: {email: unit@example.org}")
    build_site(make_site(tmp_path, {NOTICE: notice}))
    page = Site(tmp_path / "site").pages["notices/2023-library/index.html"]
    mails = [href for link in tags(page, "a") if (href := link.get("href", "")).startswith("mailto:")]

    to_unit = [href for href in mails if href.startswith("mailto:unit@example.org")]
    reports = [href for href in mails if href.startswith("mailto:office@example.org?subject=")]
    assert len(to_unit) == 1
    assert len(reports) == 4  # three findings and the notice as a whole
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
