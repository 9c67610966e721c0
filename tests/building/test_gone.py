"""A notice that was published and goes away is doubted until it is back, withdrawn or found under its new name."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.building.rebuilding import LIBRARY, MUSEUM
from tests.building.running import edit
from tests.small_site import AS_OF, FILES, build_site, make_site
from zhaoshi.building.build import check
from zhaoshi.building.gone import GONE, ID_GONE
from zhaoshi.problems import BuildFailed, Problem
from zhaoshi.text.citation import short_code

MOVED = MUSEUM.replace("2023", "2024")
OLD_ADDRESS = "site/notices/2023-museum/index.html"


def gone(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.at.path for problem in problems if problem.code == GONE]


def built(root: Path) -> list[str]:
    return gone(build_site(root).problems)


def rename(root: Path) -> None:
    (root / MUSEUM).rename(root / MOVED)


LOST = [f"{MUSEUM}/notice.md"]


def test_a_notice_that_was_deleted_is_doubted_until_it_is_back(root: Path) -> None:
    shutil.rmtree(root / MUSEUM)
    assert gone(check(root, root / "site", as_of=AS_OF)) == LOST
    assert built(root) == LOST
    assert gone(check(root, root / "site", as_of=AS_OF)) == LOST, "the site does not hold it any more"
    assert built(root) == LOST, "nothing changed"
    edit(root, f"{LIBRARY}/notice.md", "高度重视，迅速部署。", "高度重视。")
    assert built(root) == LOST, "another notice was edited"
    make_site(root)
    assert built(root) == []


def test_withdrawing_it_answers(root: Path) -> None:
    shutil.rmtree(root / MUSEUM)
    build_site(root)
    make_site(root)
    edit(root, f"{MUSEUM}/notice.md", "unit: museum", "unit: museum\nwithdrawn: {on: 2024-02-01, reason: 有误}")
    assert built(root) == []
    shutil.rmtree(root / MUSEUM)
    assert built(root) == LOST, "the page that said so is gone too"


def test_the_new_name_of_a_folder_is_guessed_from_the_title(root: Path) -> None:
    rename(root)
    (found,) = [problem for problem in build_site(root).problems if problem.code == GONE]
    assert found.message.values == {
        "title": "关于巡察反馈情况的公告",
        "route": "notices/2023-museum/",
        "code": short_code("2023-museum"),
    }
    assert found.hint is not None
    assert found.hint.values == {"id": "2023-museum", "path": f"{MOVED}/notice.md"}


def test_a_former_name_keeps_the_code_and_leads_on_from_the_old_address(root: Path) -> None:
    rename(root)
    assert built(root) == LOST
    edit(root, f"{MOVED}/notice.md", "unit: museum", "unit: museum\nformer_ids: [2023-museum, museum-again]")
    assert built(root) == []
    page = (root / OLD_ADDRESS).read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../2024-museum/">' in page
    assert '<link rel="canonical" href="https://site.example.org/notices/2024-museum/">' in page
    assert (root / "site/notices/museum-again/index.html").is_file()
    assert short_code("2023-museum") in (root / "site/notices/2024-museum/index.html").read_text(encoding="utf-8")
    assert "2023-museum" not in (root / "site/sitemap.xml").read_text(encoding="utf-8")


def test_files_of_a_renamed_notice_stay_at_their_old_addresses_as_they_are_now(root: Path) -> None:
    moved = root / LIBRARY.replace("2023", "2024")
    (root / LIBRARY).rename(moved)
    edit(root, "content/replies/opening-hours.md", "2023-library", "2024-library")
    edit(root, f"{moved}/notice.md", "unit: library", "unit: library\nformer_ids: [2023-library]")
    build_site(root)
    old, new = root / "site/notices/2023-library", root / "site/notices/2024-library"
    (moved / "attachments/rules.csv").write_text("名称\n", encoding="utf-8")
    edit(root, f"{moved}/ledger.yaml", "制度已经印发。", "制度已印发。")
    build_site(root)
    for name in ("ledger.json", "attachments/rules.csv"):
        assert (old / name).read_bytes() == (new / name).read_bytes()
    assert "制度已印发。" in (old / "ledger.json").read_text(encoding="utf-8")
    edit(root, f"{moved}/notice.md", "unit: library", "unit: library\nwithdrawn: {on: 2024-02-01, reason: 有误}")
    build_site(root)
    assert [path.name for path in old.iterdir()] == ["index.html"], "nothing of what was withdrawn is left anywhere"


def test_a_notice_that_is_made_a_draft_again_is_gone(root: Path) -> None:
    edit(root, f"{MUSEUM}/notice.md", "unit: museum", "unit: museum\ndraft: true")
    assert built(root) == LOST
    shutil.rmtree(root / MUSEUM)
    assert built(root) == LOST


def test_a_draft_that_was_only_previewed_may_go(tmp_path: Path) -> None:
    text = FILES[f"{MUSEUM}/notice.md"].replace("unit: museum", "unit: museum\ndraft: true")
    root = make_site(tmp_path, {f"{MUSEUM}/notice.md": text})
    build_site(root, drafts=True)
    assert (root / OLD_ADDRESS).is_file()
    shutil.rmtree(root / MUSEUM)
    assert built(root) == []


POSTPONED = "unit: museum\npublish_after: 2024-04-01"


def test_a_notice_that_is_postponed_after_its_publication_is_gone_until_its_day(root: Path) -> None:
    edit(root, f"{MUSEUM}/notice.md", "unit: museum", POSTPONED)
    (found,) = [problem for problem in check(root, root / "site", as_of=AS_OF) if problem.code == GONE]
    assert (found.at.line, found.message.values["field"]) == (4, "定时发布")
    assert built(root) == LOST
    edit(root, f"{LIBRARY}/notice.md", "高度重视，迅速部署。", "高度重视。")
    assert built(root) == LOST, "another notice was edited"
    assert gone(build_site(root, as_of=date(2024, 4, 1)).problems) == []


def test_an_error_of_the_settings_does_not_hide_that_a_notice_is_postponed(root: Path) -> None:
    edit(root, f"{MUSEUM}/notice.md", "unit: museum", POSTPONED)
    edit(root, "content/site.yaml", "base_url:", "base-url:")
    with pytest.raises(BuildFailed):
        build_site(root)
    edit(root, "content/site.yaml", "base-url:", "base_url:")
    assert built(root) == LOST


@pytest.mark.parametrize(("line", "field"), [("draft: true", "草稿"), ("publish_after: 2024-04-01", "定时发布")])
def test_a_renamed_notice_that_is_held_back_is_doubted_where_that_is_written(root: Path, line: str, field: str) -> None:
    rename(root)
    edit(root, f"{MOVED}/notice.md", "unit: museum", f"unit: museum\nformer_ids: [2023-museum]\n{line}")
    (found,) = [problem for problem in build_site(root).problems if problem.code == GONE]
    assert (found.at.path, found.at.line) == (f"{MOVED}/notice.md", 5)
    assert found.message.values == {
        "title": "关于巡察反馈情况的公告",
        "field": field,
        "route": "notices/2023-museum/",
        "code": short_code("2023-museum"),
    }
    edit(root, f"{MOVED}/notice.md", f"{line}\n", "")
    assert built(root) == []


def test_a_notice_whose_day_had_not_come_may_be_postponed(tmp_path: Path) -> None:
    text = FILES[f"{MUSEUM}/notice.md"].replace("unit: museum", POSTPONED)
    root = make_site(tmp_path, {f"{MUSEUM}/notice.md": text})
    build_site(root, drafts=True)
    assert (root / OLD_ADDRESS).is_file()
    edit(root, f"{MUSEUM}/notice.md", "2024-04-01", "2024-05-01")
    assert built(root) == [], "it was only previewed"


def test_builds_that_fail_meanwhile_do_not_hide_it(root: Path) -> None:
    edit(root, f"{MUSEUM}/notice.md", "unit: museum", "unit:")
    with pytest.raises(BuildFailed) as failed:
        build_site(root)
    assert gone(failed.value.problems) == [], "it is there, whatever is wrong with it"
    shutil.rmtree(root / MUSEUM)
    edit(root, f"{LIBRARY}/notice.md", "unit: library", "unit: nowhere")
    with pytest.raises(BuildFailed) as failed:
        build_site(root)
    assert gone(failed.value.problems) == LOST
    edit(root, f"{LIBRARY}/notice.md", "unit: nowhere", "unit: library")
    assert built(root) == LOST


def test_another_site_in_the_place_of_the_sample_owes_it_nothing(root: Path) -> None:
    shutil.rmtree(root / MUSEUM)
    edit(root, "content/site.yaml", "site.example.org", "site.example.net")
    assert built(root) == []
    edit(root, f"{LIBRARY}/notice.md", "高度重视，迅速部署。", "高度重视。")
    assert built(root) == []


def lost(root: Path) -> list[str]:
    return [str(problem.message.values["route"]) for problem in build_site(root).problems if problem.code == ID_GONE]


UNIT, ROUND = "{id: museum, name", "{id: 2023-1, name"


def give_other_ids(root: Path) -> None:
    """Give a unit and a round other ids, wherever they are named."""
    edit(root, "content/units.yaml", UNIT, "{id: gallery, name")
    edit(root, "content/rounds.yaml", "[library, museum]", "[library, gallery]")
    edit(root, f"{MUSEUM}/notice.md", "unit: museum", "unit: gallery")
    edit(root, "content/rounds.yaml", ROUND, "{id: 2023-a, name")
    for folder in (LIBRARY, MUSEUM):
        edit(root, f"{folder}/notice.md", "round: 2023-1", "round: 2023-a")


def test_units_and_rounds_that_go_away_are_doubted_until_they_are_back_or_found(root: Path) -> None:
    give_other_ids(root)
    checked = {problem.at.path for problem in check(root, root / "site", as_of=AS_OF) if problem.code == ID_GONE}
    assert checked == {"content/units.yaml", "content/rounds.yaml"}
    assert lost(root) == ["rounds/2023-1/", "units/museum/"]
    assert lost(root) == ["rounds/2023-1/", "units/museum/"], "nothing changed"
    edit(root, "content/units.yaml", "{id: gallery, name", "{id: gallery, former_ids: [museum], name")
    assert lost(root) == ["rounds/2023-1/"]
    make_site(root)
    assert lost(root) == ["rounds/2023-a/", "units/gallery/"], "the old ones are back, and the new ones were published"


def test_a_former_id_of_a_unit_and_of_a_round_leads_on_and_its_feed_goes_on(root: Path) -> None:
    give_other_ids(root)
    edit(root, "content/units.yaml", "{id: gallery, name", "{id: gallery, former_ids: [museum], name")
    edit(root, "content/rounds.yaml", "{id: 2023-a, name", "{id: 2023-a, former_ids: [2023-1], name")
    assert lost(root) == []
    site = root / "site"
    assert "url=../gallery/" in (site / "units/museum/index.html").read_text(encoding="utf-8")
    assert "url=../2023-a/" in (site / "rounds/2023-1/index.html").read_text(encoding="utf-8")
    for name in ("feed.xml", "feed.json"):
        old, new = (site / "units" / id_ / name for id_ in ("museum", "gallery"))
        own = old.read_text(encoding="utf-8").replace(f"units/museum/{name}", f"units/gallery/{name}")
        assert own == new.read_text(encoding="utf-8")


def test_a_site_without_rounds_and_with_another_address_owes_none(root: Path) -> None:
    give_other_ids(root)
    edit(root, "content/site.yaml", "site.example.org", "site.example.net")
    assert lost(root) == []


def test_a_build_that_fails_at_another_address_makes_nothing_gone(root: Path) -> None:
    give_other_ids(root)
    shutil.rmtree(root / MUSEUM)
    edit(root, "content/site.yaml", "site.example.org", "site.example.net")
    edit(root, f"{LIBRARY}/notice.md", "unit: library", "unit: nowhere")
    for _ in range(2):
        with pytest.raises(BuildFailed) as failed:
            build_site(root)
        assert {problem.code for problem in failed.value.problems} & {GONE, ID_GONE} == set()
    edit(root, f"{LIBRARY}/notice.md", "unit: nowhere", "unit: library")
    assert {problem.code for problem in build_site(root).problems} & {GONE, ID_GONE} == set()


def test_who_takes_a_wrong_address_back_still_hears_what_is_gone(root: Path) -> None:
    shutil.rmtree(root / MUSEUM)
    edit(root, "content/site.yaml", "site.example.org", "site.example.net")
    edit(root, f"{LIBRARY}/notice.md", "unit: library", "unit: nowhere")
    with pytest.raises(BuildFailed):
        build_site(root)
    edit(root, f"{LIBRARY}/notice.md", "unit: nowhere", "unit: library")
    edit(root, "content/site.yaml", "site.example.net", "site.example.org")
    assert built(root) == LOST
