"""The sources that each other generator is given; none of them is installed or run here."""

import json
from pathlib import Path

import pytest

from benchmarks.edit import edit
from benchmarks.generators import eleventy, hugo, mkdocs, pelican
from benchmarks.generators.generator import Generator
from benchmarks.generators.zhaoshi import GENERATOR as ZHAOSHI
from benchmarks.measuring import prepare

OTHERS = [module.GENERATOR for module in (hugo, eleventy, pelican, mkdocs)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sites")
    prepare(root, 2, [ZHAOSHI, *OTHERS])
    return root


@pytest.mark.parametrize("generator", [ZHAOSHI, *OTHERS], ids=lambda generator: generator.name)
def test_source_of_a_notice_holds_its_text_and_can_be_edited(generator: Generator, folder: Path) -> None:
    source = generator.source(folder / generator.name, "notice-1")
    sentence = edit(source)
    assert f"为准。{sentence}\n\n## 一、组织落实情况" in source.read_text(encoding="utf-8")


@pytest.mark.parametrize("generator", OTHERS, ids=lambda generator: generator.name)
def test_every_generator_gets_the_whole_ledger_and_the_attachments(generator: Generator, folder: Path) -> None:
    here = generator.source(folder / generator.name, "notice-1").parent
    text = "".join(path.read_text(encoding="utf-8") for path in here.glob("*.*"))
    assert text.count('"deadline"') == 34
    assert len(list((here / "attachments").iterdir())) == 3


def test_front_matter_that_is_json_can_be_read(folder: Path) -> None:
    text = OTHERS[0].source(folder / "Hugo", "notice-0").read_text(encoding="utf-8")
    front, _ = json.JSONDecoder().raw_decode(text)
    assert front["units"] == ["unit-0"]
    assert front["params"]["findings"][0]["id"] == "s2.1.1.1"
