"""一是……二是…… in Word: each measure on a line of its own, and one paragraph again when the file is imported."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.building.running import SOAK
from tests.importing.importing import drafted
from tests.paper import NOTICE, SMALL
from tests.small_site import AS_OF, FILES, make_site
from tests.test_exporting_docx import exported, read, with_body
from zhaoshi.building.single import single_notice
from zhaoshi.cli import main
from zhaoshi.exporting.word.document import export_docx, word_file
from zhaoshi.library import Library
from zhaoshi.model.notice import Notice, read_notice
from zhaoshi.text.outline import Block, walk

BESIDE = "## 一、整改情况\n\n### （一）关于“学习”方面\n\n{}\n\n### （二）关于“记录”方面\n\n已改。"


@pytest.mark.parametrize(
    "text",
    [
        "一是修订制度。二是开展检查。三是公开结果。",
        "馆党支部采取以下措施：一是修订制度；二是开展检查；三是公开结果。",
        "对此，一要修订制度。每年检查。二要公开结果。\n\n下一步，继续坚持。",
        "**一是**修订[制度](<https://example.org/>)。**二是检查清单**，逐项落实。",
        "一是修订制度；二是开展检查。\n\n其中：三是公开结果；四是检查落实。",
        "一是修订制度。二是开展检查。\n\n会后研究：\n\n一是公开结果。二是检查落实。",
        "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n\n一是修订制度。二是开展检查。",
    ],
)
def test_measures_come_back_in_their_paragraph(text: str, tmp_path: Path) -> None:
    root = with_body(tmp_path, BESIDE.format(text))
    before = (root / NOTICE).read_text(encoding="utf-8")
    export_docx(root, SMALL, root / f"{SMALL}.docx", as_of=AS_OF)
    assert main(["import", str(root / f"{SMALL}.docx"), "--id", SMALL, "--force", "--root", str(root)]) == 0
    assert (root / NOTICE).read_text(encoding="utf-8") == before


def test_word_shows_each_measure_on_a_line_of_its_own(tmp_path: Path) -> None:
    root = with_body(tmp_path, BESIDE.format("采取措施：一是修订制度。二是开展检查。"))
    lines = [one.text for one in docx.Document(io.BytesIO(exported(root))).paragraphs]
    assert lines[3:6] == ["采取措施：", "一是修订制度。", "二是开展检查。"]


def test_a_measure_that_was_edited_in_word_is_joined_only_where_the_list_goes_on(tmp_path: Path) -> None:
    document = docx.Document(
        io.BytesIO(exported(with_body(tmp_path, BESIDE.format("一是修订制度。二是检查。三是公开。"))))
    )
    second = next(one for one in document.paragraphs if one.text == "二是检查。")
    second.insert_paragraph_before("以上已经完成。", second.style)
    second.runs[0].text = "二是检查"
    file = io.BytesIO()
    document.save(file)
    lines = [one.text for one in read(file.getvalue()).paragraphs]
    assert lines[3:7] == ["一是修订制度。", "以上已经完成。二是检查", "三是公开。", "（二）关于“记录”方面"]


WORDS = st.sampled_from(
    ["修订制度", "检查，逐项整改", "“三重一大”集体决策", "制定《借阅办法》", "组织学习3次、覆盖120人"]
)
HEADS = st.sampled_from(["采取以下措施：", "馆党支部高度重视，", "已完成整改。", "2023年6月，召开会议研究。"])
OTHERS = st.sampled_from(
    ["下一步，继续坚持。", "要求如下：", "一是已制定办法。", "1. 甲项；\n2. 乙项。", "- 甲项", "结果已公开"]
)


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    first, stop = draw(st.integers(1, 4)), draw(st.sampled_from(["。", "；", "。\n"]))
    look = draw(st.sampled_from(["{}是{}", "**{}是**{}", "**{}是{}**", "{}要{}"]))
    count = draw(st.integers(1, 3))
    marked = [look.format("一二三四五六七八"[first - 1 + place], draw(WORDS)) for place in range(count)]
    return (draw(HEADS) if draw(st.booleans()) else "") + stop.join(marked) + draw(st.sampled_from(["。", "；"]))


def tree(notice: Notice) -> list[tuple[str, tuple[Block, ...]]]:
    return [(section.code, section.blocks) for section in walk(notice.sections)]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Notice, Library]:
    notice, _, library = single_notice(make_site(tmp_path_factory.mktemp("small")), SMALL, as_of=AS_OF)
    return notice, library


@settings(max_examples=60 * SOAK, deadline=None)
@given(st.lists(paragraphs() | OTHERS, min_size=1, max_size=4, unique=True))
def test_any_measures_give_the_same_page_again(small: tuple[Notice, Library], texts: list[str]) -> None:
    base, library = small
    head = FILES[NOTICE].split("\n---\n")[0]

    def built(source: str) -> Any:
        return read_notice(SMALL, NOTICE, source, "ledger.yaml", None)[0]

    body = BESIDE.format("\n\n".join(texts))
    notice = built(f"{head}\n---\n\n{body}\n")
    data, _ = word_file(replace(base, lead=(), sections=notice.sections, ledger=None), library, {})
    assert tree(built(drafted(read(data), id_="2023-x").notice)) == tree(notice)
