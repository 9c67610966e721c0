"""Pictures and tags for link previews: where lines break, the same bytes everywhere, what names the picture."""

import hashlib
import os
import re
import struct
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from tests.building.rebuilding import LEDGER_JSON, MANIFEST, NOTICE, PAGE, rebuild
from tests.building.running import PROJECT, edit
from tests.site_walker import Site, tags
from tests.small_site import FILES, build_site, make_site, tree
from zhaoshi.building.pictures import typeface
from zhaoshi.drawing.card import HEIGHT, WIDTH, Card, draw
from zhaoshi.drawing.lines import CLOSING, ELLIPSIS, OPENING, broken, fitted, plain
from zhaoshi.languages import translations
from zhaoshi.pages.frame import PICTURE_HEIGHT, PICTURE_WIDTH
from zhaoshi.pages.preview import PictureInputs, card

PICTURE, SITE_PICTURE = "notices/2023-library/preview.png", "preview.png"
BASE = "https://site.example.org/"
CARD = Card(
    site="云岫区巡察整改公开",
    kind="整改进展",
    title="关于“三重一大”制度落实情况（第二批）整改进展的通报",
    under="云岫区图书馆",
    headline="发现问题 3 项",
    day="台账截至2024年1月31日",
    segments=(("completed", 2, "已完成 2 项"), ("long_term", 1, "长期坚持 1 项")),
    warnings=("核验退回 1 项",),
)


def wide(text: str) -> float:
    """Every Chinese character is 10 wide, every other 5."""
    return sum(5 if ord(character) < 0x2000 else 10 for character in text)


@pytest.mark.parametrize("width", range(40, 200, 10))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(width: int) -> None:
    text = "关于《信息公开条例》（试行）落实情况，以及“三重一大”、“双随机、一公开”的通报：第二批……完——止"
    lines = broken(text, width, wide, 99)

    assert "".join(lines) == text
    assert [line for line in lines if line[0] in CLOSING or line[-1] in OPENING or wide(line) > width] == []


def test_a_word_in_latin_letters_is_not_parted() -> None:
    assert broken("关于2024年Rectification的通报", 80, wide, 9) == ("关于2024年", "Rectification", "的通报")


def test_a_word_wider_than_a_line_is_parted() -> None:
    lines = broken("a" * 50, 100, wide, 9)
    assert "".join(lines) == "a" * 50
    assert max(map(wide, lines)) <= 100


def test_lines_are_about_equally_long() -> None:
    assert broken("一二三四五六七八九十甲", 100, wide, 3) == ("一二三四五六", "七八九十甲")


def test_a_title_that_is_too_long_ends_in_an_ellipsis_and_not_in_a_mark() -> None:
    lines = broken("一二三，四五六，七八九，（十甲乙）丙丁", 40, wide, 3)
    assert len(lines) == 3
    assert lines[-1].endswith(ELLIPSIS)
    assert lines[-1][-2] not in CLOSING | OPENING
    assert max(map(wide, lines)) <= 40
    assert fitted("一二三四五", 40, wide) == "一二三…"


def test_nothing_is_broken_into_no_line() -> None:
    assert broken(" \u200b ", 40, wide, 3) == ()


def test_what_has_no_width_is_left_out() -> None:
    assert plain("甲\u200b乙\ufe0f\n 丙\x00") == "甲乙 丙"


def test_picture_is_a_png_of_the_size_that_the_tags_name() -> None:
    data = draw(CARD, typeface())
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (WIDTH, HEIGHT) == (PICTURE_WIDTH, PICTURE_HEIGHT)
    assert len(data) < 60_000


def test_character_that_the_font_lacks_is_drawn_as_the_mark_for_it() -> None:
    face = typeface()
    titles = ["\U0001f600通报", "〓通报", "通报"]
    missing, mark, left_out = (draw(replace(CARD, title=title), face) for title in titles)
    assert missing == mark
    assert missing != left_out


def test_rare_characters_of_names_are_in_the_font() -> None:
    face = typeface()
    mark = face.at(32).getmask("〓")
    assert [c for c in "岫堽垚犇玥翀祎喆珺妤" if bytes(face.at(32).getmask(c)) == bytes(mark)] == []


@pytest.mark.parametrize("title", ["", "长" * 500, "W" * 300, "（" * 80, "，" * 80])
def test_any_title_can_be_drawn(title: str) -> None:
    assert draw(replace(CARD, title=title, segments=()), typeface())


DRAW = """
import hashlib
from tests.pages.test_preview import CARD
from zhaoshi.building.pictures import typeface
from zhaoshi.drawing.card import draw
print(hashlib.sha256(draw(CARD, typeface())).hexdigest())
"""


def test_picture_is_the_same_again_and_in_another_process() -> None:
    face = typeface()
    data = draw(CARD, face)
    assert draw(CARD, face) == data == draw(CARD, typeface())
    env = {**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONPATH": str(PROJECT)}
    ended = subprocess.run([sys.executable, "-c", DRAW], env=env, cwd=PROJECT, capture_output=True, text=True)
    assert ended.stdout.strip() == hashlib.sha256(data).hexdigest(), ended.stderr


# In a site


def properties(site: Site, path: str) -> dict[str, str]:
    metas = tags(site.pages[path], "meta")
    return {name: meta.get("content", "") for meta in metas if (name := meta.get("property") or meta.get("name"))}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    build_site(make_site(tmp_path))
    return tmp_path


def test_every_page_names_itself_and_an_absolute_picture_that_is_there(root: Path) -> None:
    site = Site(root / "site")
    for path in site.pages:
        found = properties(site, path)
        wanted = {"type", "title", "description", "site_name", "locale", "image", "image:alt", "image:type"}
        assert {name for name in wanted if not found[f"og:{name}"].strip()} == set(), path
        assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
        assert found["twitter:card"] == "summary_large_image"
        assert found["og:image"].startswith(BASE)
        assert (root / "site" / found["og:image"].removeprefix(BASE)).is_file()
        assert found.get("og:url", "").startswith(BASE) == (path != "404.html")


def test_notice_is_an_article_with_a_picture_of_its_own(root: Path) -> None:
    found = properties(Site(root / "site"), PAGE)
    assert found["og:type"] == "article"
    assert found["og:image"] == found["Image"] == BASE + PICTURE
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d\+08:00", found["article:published_time"])
    home = properties(Site(root / "site"), "index.html")
    assert (home["og:type"], home["og:image"], "Image" in home) == ("website", BASE + SITE_PICTURE, False)


def test_titles_are_escaped_in_tags(tmp_path: Path) -> None:
    title = "甲\"><script>alert('乙')</script>&丙"
    lines = FILES[NOTICE].split("\n")
    quoted = "title: '" + title.replace("'", "''") + "'"
    changed = "\n".join(quoted if line.startswith(("title:", "标题:")) else line for line in lines)
    assert quoted in changed
    build_site(make_site(tmp_path, {NOTICE: changed}))
    site = Site(tmp_path / "site")
    assert properties(site, PAGE)["og:title"] == properties(site, PAGE)["og:image:alt"] == title
    assert site.walk() == []


def test_draft_has_no_picture_of_its_own(tmp_path: Path) -> None:
    changed = FILES[NOTICE].replace("---\n", "---\ndraft: true\n", 1)
    build_site(make_site(tmp_path, {NOTICE: changed}), drafts=True)
    assert PICTURE not in tree(tmp_path / "site")
    assert properties(Site(tmp_path / "site"), PAGE)["og:image"] == BASE + SITE_PICTURE


def test_text_of_a_notice_draws_no_picture(root: Path) -> None:
    edit(root, NOTICE, "正在完善借阅秩序", "已经完善借阅秩序")
    report, _ = rebuild(root)
    assert PAGE in report.reasons
    assert [path for path in report.reasons if path.endswith(".png")] == []


def test_status_of_a_finding_changes_its_pictures_and_no_page_that_does_not_show_the_figures(root: Path) -> None:
    ledger = "content/notices/2023-library/ledger.yaml"
    before = FILES[ledger]
    word = next(word for word in ("已完成", "完成", "completed") if word in before)
    edit(root, ledger, word, "正在整改" if word != "completed" else "in_progress")
    report, changed = rebuild(root)
    assert {path for path in changed if path.endswith(".png")} == {PICTURE, SITE_PICTURE}
    assert {PAGE, LEDGER_JSON, MANIFEST} <= changed
    assert changed.isdisjoint({"contact/index.html", "about/index.html", "404.html", "notices/2023-museum/preview.png"})
    assert report.reasons[PICTURE] == "inputs"


def test_a_finding_that_becomes_overdue_is_in_its_pictures_on_that_day(root: Path) -> None:
    rebuild(root, as_of=date(2024, 1, 30))
    report, _ = rebuild(root, as_of=date(2024, 1, 31))
    assert [path for path in report.reasons if path.endswith(".png")] == []
    report, _ = rebuild(root, as_of=date(2024, 2, 1))
    assert {path for path in report.reasons if path.endswith(".png")} == {PICTURE, SITE_PICTURE}


def test_card_says_what_was_returned_and_is_overdue_and_of_which_days_its_figures_are() -> None:
    inputs = PictureInputs(
        language="zh-CN",
        site="公开",
        kind=None,
        title="公开",
        under="区委巡察办",
        shares=(("completed", 9),),
        returned=2,
        overdue=0,
        as_of=(date(2022, 12, 20), date(2024, 11, 10)),
        published=None,
    )
    made = card(inputs, translations("zh-CN").gettext)
    assert (made.day, made.warnings) == ("台账截至日期：2022年12月20日至2024年11月10日", ("核验退回 2 项",))
    of_one_day = structs.replace(inputs, as_of=(date(2024, 11, 10),) * 2, returned=0, overdue=3)
    made = card(of_one_day, translations("zh-CN").gettext)
    assert (made.day, made.warnings) == ("台账截至2024年11月10日", ("逾期 3 项",))


WITHOUT_PILLOW = """
import sys
from datetime import date
from pathlib import Path
sys.modules["PIL"] = None
from zhaoshi.building.build import build
report = build(Path(sys.argv[1]), Path(sys.argv[1]) / "site", as_of=date(2024, 3, 1), jobs=1)
print(len(report.left_out), report.left_out[0].msgid)
"""


def test_site_built_without_pillow_has_no_pictures_and_says_so(root: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_PILLOW, str(root)], cwd=PROJECT, capture_output=True, text=True
    )
    assert ended.stdout.startswith("1 Pictures for link previews were left out"), ended.stderr
    found = tree(root / "site")
    assert [path for path in found if path.endswith(".png")] == []
    assert [path for path, data in found.items() if b"og:image" in data or b"twitter:card" in data] == []
    assert properties(Site(root / "site"), PAGE)["og:title"]

    report = build_site(root)
    assert report.left_out == ()
    assert {PICTURE, SITE_PICTURE} <= set(report.created)
