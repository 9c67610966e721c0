"""Reading a PDF as a careful reader of paper would: words, ink, headings, tags."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf.generic import DictionaryObject

PROJECT = Path(__file__).parent.parent
FULL, FULL_DAY = "2023-culture-federation", date(2024, 12, 1)
SMALL = "2023-library"
NOTICE = f"content/notices/{SMALL}/notice.md"

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
TOP, BOTTOM, LEFT, RIGHT = 37 * MM, HEIGHT - 35 * MM, 28 * MM, WIDTH - 26 * MM
"""GB/T 9704-2012, 5.2.2: where the text begins and ends, in points from the upper left corner."""
SOME = 1.5
"""Points by which a glyph may stand out of its line."""


def tool(*names: str) -> str:
    """Return the path of a program; where it is missing the test is skipped, on the project's own machines it fails."""
    for name in names:
        if path := shutil.which(name):
            return path
    message = f"{names[0]} is not installed"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@dataclass(frozen=True)
class Word:
    """A run of characters as it stands on paper; in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


Pages = list[list[Word]]


def words(pdf: Path) -> Pages:
    listing = subprocess.run([tool("pdftotext"), "-bbox", str(pdf), "-"], capture_output=True, check=True).stdout
    space = "{http://www.w3.org/1999/xhtml}"
    return [
        [
            Word(word.text or "", *(float(word.attrib[name]) for name in ("xMin", "yMin", "xMax", "yMax")))
            for word in page.iter(f"{space}word")
        ]
        for page in ElementTree.fromstring(listing).iter(f"{space}page")
    ]


def lines(page: list[Word]) -> list[str]:
    """Return the lines of a page from top to bottom without spaces."""
    found: list[list[Word]] = []
    for word in sorted(page, key=lambda word: ((word.top + word.bottom) / 2, word.left)):
        middle = (word.top + word.bottom) / 2
        if found and middle < found[-1][0].bottom - 3 and middle > found[-1][0].top:
            found[-1].append(word)
        else:
            found.append([word])
    return ["".join(word.text for word in sorted(line, key=lambda word: word.left)) for line in found]


@dataclass(frozen=True)
class Ink:
    """A row of a page that is not blank, in whole points from the upper left corner."""

    row: int
    left: int
    right: int


def inked(pdf: Path) -> list[list[Ink]]:
    """Return the rows of each page that have ink."""
    image = subprocess.run([tool("pdftoppm"), "-r", "72", "-gray", str(pdf)], capture_output=True, check=True).stdout
    darkness = bytes(ord("#") if grey < 160 else ord(" ") for grey in range(256))
    pages, start = [], 0
    while start < len(image):
        magic, width, height = image[start : start + 40].split()[:3]
        assert magic == b"P5"
        start += len(b"P5\n") + len(width) + len(b" ") + len(height) + len(b"\n255\n")
        end = start + int(width) * int(height)
        rows = [image[at : at + int(width)].translate(darkness) for at in range(start, end, int(width))]
        pages.append([Ink(at, row.find(b"#"), row.rfind(b"#")) for at, row in enumerate(rows) if b"#" in row])
        start = end
    return pages


def is_body(word: Word) -> bool:
    return (word.top + word.bottom) / 2 < BOTTOM


@cache
def headings() -> list[str]:
    """Return the headings of the full-size notice as its source writes them, without spaces."""
    text = (PROJECT / "content" / "notices" / FULL / "notice.md").read_text(encoding="utf-8")
    return [re.sub(r"\s", "", heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)]


def elements(node: Any) -> Iterator[DictionaryObject]:
    """Walk the structure tree."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])
