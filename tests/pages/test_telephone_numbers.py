"""Telephone numbers in a text are marked, so that no line breaks them; nothing else is."""

import re
from pathlib import Path

import pytest

from tests.site_walker import Site
from tests.small_site import FILES, build_site, make_site

NOTICE = "content/notices/2023-library/notice.md"


def marked(root: Path, text: str) -> list[str]:
    """Return what is marked as a telephone number in a paragraph; the words stay as they were written."""
    notice = FILES[NOTICE].replace("高度重视，迅速部署。", text)
    build_site(make_site(root, {NOTICE: notice}))
    document = next(
        part
        for part in Site(root / "site").pages["notices/2023-library/index.html"].iter()
        if part.get("class") == "document"
    )
    assert re.sub(r"[*`]|\]\([^)]*\)|\[", "", text) in "".join(document.itertext())
    return ["".join(part.itertext()) for part in document.iter() if part.get("class") == "phone"]


@pytest.mark.parametrize(
    "number",
    [
        "0571-88881234",
        "0571-8888 1234",
        "010-1234-5678",
        "0571-88881234转8012",
        "+86 0571 88881234",
        "400-123-4567",
        "138 0000 0000",
        "(0571) 8888 1234",
        "（0571）88881234",
        "+86 10-1234 5678",
        "+86 571 88881234",
    ],
)
def test_a_number_in_groups_is_marked_as_a_whole(tmp_path: Path, number: str) -> None:
    assert marked(tmp_path, f"联系电话：{number}；**监督电话{number}**，来信请寄云岫路0号。") == [number, number]


def test_a_number_in_a_link_is_marked_and_its_address_left(tmp_path: Path) -> None:
    assert marked(tmp_path, "请拨打[0571-8888 1234](tel:0571-8888-1234)。") == ["0571-8888 1234"]


@pytest.mark.parametrize(
    "words",
    [
        "12388",
        "2023-2024年",
        "2023-07-12",
        "编号0571-88881234567",
        "共100 2000 30000元",
        "7KQ3MD-2.1.4.2",
        "`0571-8888 1234`",
    ],
)
def test_other_numbers_are_not_marked(tmp_path: Path, words: str) -> None:
    assert marked(tmp_path, f"有关情况：{words}，已核实。") == []
