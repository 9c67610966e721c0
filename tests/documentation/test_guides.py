"""Examples, words and messages of the guides for editors, held against what the program reads and says."""

import re
from datetime import date
from pathlib import Path

from tests.documentation.papers import DOCS, blocks, chapters, read, rows
from tests.small_site import make_site
from zhaoshi.building.build import check
from zhaoshi.languages import translations
from zhaoshi.model.status import CLAIM, Status
from zhaoshi.problems import Location
from zhaoshi.text.nodes import Scalar

GUIDE = read(DOCS / "editing.zh-CN.md")


def test_examples_of_the_guide_are_right(tmp_path: Path) -> None:
    notice, reply = blocks(GUIDE, "markdown")
    (ledger,) = blocks(GUIDE, "yaml")
    folder = "content/notices/2022-water-bureau"
    make_site(
        tmp_path,
        {
            "content/units.yaml": "单位:\n  - {编号: water-bureau, 名称: 云岫区水利局}\n",
            "content/rounds.yaml": "轮次:\n  - {编号: 2022-1, 名称: 第二轮, 年度: 2022, 单位: [water-bureau]}\n",
            "content/notices/2023-library/notice.md": None,
            "content/notices/2023-library/ledger.yaml": None,
            "content/notices/2023-library/attachments/rules.csv": None,
            "content/notices/2023-museum/notice.md": None,
            "content/replies/opening-hours.md": reply,
            f"{folder}/notice.md": notice,
            f"{folder}/ledger.yaml": ledger,
            f"{folder}/attachments/change-rules.pdf": b"%PDF",
        },
    )

    assert check(tmp_path, tmp_path / "site", as_of=date(2023, 2, 1)) == ()


def test_status_words_of_the_guide_are_known() -> None:
    table = next(part for part in GUIDE.split("\n\n") if part.startswith("| 状态 | 也可以写作 |"))
    named = {row[0]: [row[0], *filter(None, row[1].split("、"))] for row in rows(table)}
    schema = CLAIM.schema()["enum"]
    meant = {word: CLAIM.read(Scalar(word, Location(""))).status for word in schema}

    assert [[meant[word] for word in words] for words in named.values()] == [
        [status] * len(words) for status, words in zip(Status, named.values(), strict=True)
    ]
    assert {word for words in named.values() for word in words} == {word for word in schema if not word.isascii()}


def test_messages_of_the_guide_are_those_of_the_program() -> None:
    catalogue = translations("zh-CN")
    known = [
        re.sub(r"\{\w+\}", "…", text).replace("{{", "{").replace("}}", "}")
        for text in vars(catalogue)["_catalog"].values()
        if isinstance(text, str)
    ]
    named = [row[0].strip("`") for row in rows(chapters(GUIDE)["八、常见提示"])]

    assert named
    assert [phrase for phrase in named if not any(phrase in text for text in known)] == []


def test_shortest_settings_of_the_guide_are_right(tmp_path: Path) -> None:
    site, units, rounds = blocks(read(DOCS / "settings.zh-CN.md"), "yaml")
    make_site(
        tmp_path,
        {
            "content/site.yaml": site,
            "content/units.yaml": units,
            "content/rounds.yaml": rounds,
            "content/notices/2023-library/notice.md": None,
            "content/notices/2023-library/ledger.yaml": None,
            "content/notices/2023-library/attachments/rules.csv": None,
            "content/notices/2023-museum/notice.md": None,
            "content/replies/opening-hours.md": None,
        },
    )

    assert check(tmp_path, tmp_path / "site", as_of=date(2025, 1, 1)) == ()
