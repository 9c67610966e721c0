"""The pages of whole built sites: valid, accessible in structure, without dead ends and foreign requests."""

from datetime import date
from pathlib import Path

import pytest

from tests.site_walker import Site
from tests.small_site import FILES, build_site, make_site
from zhaoshi.building.build import build

ROOT = Path(__file__).parent.parent
SITE = FILES["content/site.yaml"]


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
