"""Templates, settings, failed builds and edits by hand: what is made anew."""

import re
from pathlib import Path

import pytest

from tests.building.rebuilding import ATTACHMENT, FEEDS, LEDGER_JSON, MANIFEST, NOTICE, PAGE, names, rebuild, site, text
from tests.building.running import PROJECT, edit
from tests.small_site import build_site, make_site
from zhaoshi.problems import BuildFailed


def overlay(root: Path, name: str, added: str) -> None:
    """Put a file of the theme into the site's own theme, with something added to its end, or to that of its block."""
    path = root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (PROJECT / "templates" / name).read_text(encoding="utf-8")
    start, block, end = text.rpartition("{% endblock")
    inside = text.startswith("{% extends")
    path.write_text(start + added + block + end if inside else text + added, encoding="utf-8")


def test_template_of_one_page_class_renders_that_class_alone(root: Path) -> None:
    overlay(root, "pages/unit.html", "<!-- x -->")
    report, changed = rebuild(root)
    units = {"units/library/index.html", "units/museum/index.html"}
    assert report.reasons == dict.fromkeys(units, "template")
    assert changed == units | {MANIFEST}


def test_component_renders_the_pages_that_are_made_of_it(root: Path) -> None:
    overlay(root, "components/evidence/component.html", "{# x #}")
    report, changed = rebuild(root)
    assert PAGE in report.reasons
    assert set(report.reasons.values()) == {"template"}
    assert not report.reasons.keys() & {"index.html", "contact/index.html", "units/library/index.html", LEDGER_JSON}
    assert changed == set()


def test_layout_renders_every_page_and_no_data_file(root: Path) -> None:
    overlay(root, "layouts/page.html", "<!-- x -->")
    report, changed = rebuild(root)
    html = {path for path in site(root) if path.endswith(".html")}
    assert report.reasons == dict.fromkeys(html, "template")
    assert changed == html | {MANIFEST}


def test_template_taken_back_gives_the_site_that_was(root: Path) -> None:
    before = site(root)
    overlay(root, "layouts/page.html", "<!-- x -->")
    rebuild(root)
    (root / "templates/layouts/page.html").unlink()
    rebuild(root)
    assert site(root) == before


def test_style_changes_its_address_on_every_page(root: Path) -> None:
    old = next(path for path in site(root) if path.startswith("assets/site."))
    overlay(root, "styles/tokens.css", "\n")
    report, changed = rebuild(root)
    html = {path for path in site(root) if path.endswith(".html")}
    (new,) = report.created
    assert report.removed == {old}
    assert new.startswith("assets/site.")
    assert changed == html | {old, new, MANIFEST}
    assert names(root, Path(old).name) == set()


def test_new_asset_is_published(root: Path) -> None:
    make_site(root, {"templates/assets/extra.txt": "x"})
    report, _ = rebuild(root)
    assert [path.rpartition(".")[2] for path in report.created] == ["txt"]


def test_page_size_cuts_the_list_anew(root: Path) -> None:
    edit(root, "content/site.yaml", "name:", "per_page: 1\nname:")
    report, _ = rebuild(root)
    pages = {f"{place}/page/2/index.html" for place in ("notices", "notices/year/2023", "rounds/2023-1")}
    assert report.created == pages
    edit(root, "content/site.yaml", "per_page: 1\n", "")
    report, _ = rebuild(root)
    assert report.removed == pages


def test_link_style_changes_links(root: Path) -> None:
    edit(root, "content/site.yaml", "name:", "links: file\nname:")
    _, changed = rebuild(root)
    assert {path for path in site(root) if path.endswith("index.html")} <= changed
    assert 'href="notices/"' not in text(root, "index.html")


def test_reply_changes_its_page_its_notice_the_log_and_the_feeds(root: Path) -> None:
    edit(root, "content/replies/opening-hours.md", "关于开放时间的答复", "开放时间")
    _, changed = rebuild(root)
    log = {"index.html", "updates/index.html", "updates/2024-01/index.html"}
    assert changed == {"replies/index.html", PAGE, MANIFEST} | log | FEEDS


def test_text_of_a_standing_page_changes_that_page_alone(root: Path) -> None:
    edit(root, "content/pages/about.md", "本站公开", "这里公开")
    _, changed = rebuild(root)
    assert changed == {"about/index.html", MANIFEST}


def test_failed_build_leaves_the_site_and_the_next_one_is_right(root: Path) -> None:
    before, inode = site(root), (root / "site").stat().st_ino
    edit(root, NOTICE, "unit: library", "unit: nowhere")
    for _ in range(2):
        with pytest.raises(BuildFailed):
            build_site(root)
        assert site(root) == before
        assert (root / "site").stat().st_ino == inode
    edit(root, NOTICE, "unit: nowhere", "unit: museum")
    rebuild(root)
    assert "2023-library" not in text(root, "units/library/index.html")
    assert "2023-library" in text(root, "units/museum/index.html")


def test_template_that_fails_on_one_page_leaves_the_site(root: Path) -> None:
    before = site(root)
    overlay(root, "pages/contact.html", "{{ view.nothing }}")
    with pytest.raises(BuildFailed) as caught:
        build_site(root)
    assert [(problem.at.path, problem.code) for problem in caught.value.problems] == [
        ("templates/pages/contact.html", "template.error")
    ]
    assert site(root) == before
    (root / "templates/pages/contact.html").unlink()
    report, changed = rebuild(root)
    assert (report.reasons, changed) == ({}, set())


def test_file_deleted_by_hand_comes_back(root: Path) -> None:
    before = site(root)
    for path in (PAGE, ATTACHMENT, MANIFEST, next(path for path in before if path.startswith("assets/"))):
        (root / "site" / path).unlink()
    report, changed = rebuild(root)
    assert report.reasons == {PAGE: "output"}
    assert len(changed) == 4
    assert site(root) == before


def test_file_changed_by_hand_is_put_right(root: Path) -> None:
    before = site(root)
    for path in (PAGE, ATTACHMENT, "feed.json"):
        with (root / "site" / path).open("ab") as file:
            file.write(b"x")
    report, changed = rebuild(root)
    assert report.reasons == {PAGE: "output", "feed.json": "output"}
    assert changed == {PAGE, ATTACHMENT, "feed.json"}
    assert site(root) == before
    edit(root, NOTICE, "高度重视", "十分重视")
    rebuild(root)
    edit(root, NOTICE, "十分重视", "高度重视")
    rebuild(root)
    assert site(root) == before


def test_site_deleted_by_hand_is_made_again(root: Path) -> None:
    before = site(root)
    for path in sorted((root / "site").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (root / "site").rmdir()
    report, _ = rebuild(root)
    assert site(root) == before
    assert set(report.reasons.values()) == {"output"}


def test_damaged_code_of_a_template_is_made_again(root: Path) -> None:
    overlay(root, "pages/unit.html", "<!-- x -->")
    build_site(root)
    folder = root / ".zhaoshi/site/templates"
    kept = [path for path in folder.iterdir() if b"<main" in path.read_bytes()]
    for path in kept:
        path.write_bytes(path.read_bytes().replace(b"<main", b"<nain"))
    edit(root, "content/site.yaml", "测试公开网", "另一个公开网")
    build_site(root)

    assert kept
    assert not [path for path, data in site(root).items() if b"<nain" in data]
    assert all(b"<nain" not in path.read_bytes() for path in kept)


def test_assets_keep_the_ends_of_their_names_and_hidden_folders_stay_out(root: Path) -> None:
    for name in (".git/config", "LICENSE", "v1.2/NOTICE", "v1.2/print.css"):
        path = root / "templates/assets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    before = set(site(root))
    build_site(root)
    added = {re.sub(r"\.[0-9a-f]{8}\b", ".~", path) for path in set(site(root)) - before}
    assert added == {"assets/LICENSE.~", "assets/v1.2/NOTICE.~", "assets/v1.2/print.~.css"}
