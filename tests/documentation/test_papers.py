"""The form of the papers: numbers, paragraphs and links, and that every room stands in the plan."""

import re
from pathlib import Path

import pytest

import zhaoshi
from tests.documentation.papers import DOCS, PAPERS, read, unfenced

CHINESE_PAPERS = [paper for paper in PAPERS if paper.name.endswith(".zh-CN.md")]
COUNT = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四")


@pytest.mark.parametrize("paper", CHINESE_PAPERS, ids=lambda path: path.name)
def test_parts_of_chinese_papers_are_numbered_in_order(paper: Path) -> None:
    headings = re.findall(r"^## (\w+)、", unfenced(read(paper)), flags=re.MULTILINE)

    assert tuple(headings) == COUNT[: len(headings)]


@pytest.mark.parametrize("paper", CHINESE_PAPERS, ids=lambda path: path.name)
def test_parts_that_chinese_papers_point_to_exist(paper: Path) -> None:
    for link, number in re.findall(r"(?:\[[^\]]*\]\(([\w.-]+)\))?第(\w{1,2})部分", read(paper)):
        assert f"\n## {number}、" in read(paper.parent / link if link else paper)


@pytest.mark.parametrize("paper", CHINESE_PAPERS, ids=lambda path: path.name)
def test_paragraphs_of_chinese_papers_stand_on_one_line(paper: Path) -> None:
    text = unfenced(read(paper))
    begins = r"\s*(?:[-*] |\d+\. |\||#|\[English)"

    assert re.findall(rf"^(?!{begins}).+\n(?!{begins})\S.*$", text, flags=re.MULTILINE) == []
    assert re.findall(r"^[ \t]*(?:[-*] |\d+\. ).+\n[ \t]+(?![-*] |\d+\. )\S.*$", text, flags=re.MULTILINE) == []


def test_decision_records_are_numbered_without_gaps() -> None:
    records = sorted((DOCS / "decisions").iterdir())

    assert [path.name[:5] for path in records] == [f"{number:04}-" for number in range(1, len(records) + 1)]
    assert [read(path).split(".")[0] for path in records] == [f"# {number}" for number in range(1, len(records) + 1)]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_relative_links_lead_to_files(paper: Path) -> None:
    text = re.sub(r"^```.*?^```$|`[^`\n]+`", "", read(paper), flags=re.MULTILINE | re.DOTALL)
    targets = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if ":" not in link]

    assert [target for target in targets if target and not (paper.parent / target).exists()] == []


def test_every_room_stands_in_the_plan() -> None:
    plan = read(DOCS / "architecture.md")
    package = Path(zhaoshi.__file__).parent
    rooms = [path.name for path in package.glob("*.py") if path.name != "__init__.py"]
    rooms += [f"{path.parent.name}/" for path in package.glob("*/__init__.py")]

    assert [room for room in rooms if f"`{room}`" not in plan] == []
