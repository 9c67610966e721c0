"""The Chinese words of the program: one way of writing throughout."""

import re
from collections.abc import Iterator

import pytest

from zhaoshi.languages import translations

HAN = "[\u4e00-\u9fff]"
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+(?:[!:][^}]*)?\}")


def chinese() -> Iterator[str]:
    """Yield every translation, with a mark in the place of what is filled in."""
    for text in vars(translations("zh-CN"))["_catalog"].values():
        if isinstance(text, str):
            yield PLACEHOLDER.sub("…", text)


@pytest.mark.parametrize(
    "wrong",
    [
        rf"{HAN}[A-Za-z]|[A-Za-z]{HAN}",
        rf"[A-Za-z]\d*(?:\.\d+)*{HAN}",
        rf"{HAN}[,;!?]|[,;!?]{HAN}",
        "输出 Excel|取代|站点地图|章节编码|引用编号|问题编号|问题编码"
        "|承诺完成|承诺复查|未附整改台账|未公开台账|来信摘要",
    ],
    ids=["space-beside-latin-words", "space-behind-codes", "full-width-marks", "one-word-a-thing"],
)
def test_chinese_words_are_written_in_one_way(wrong: str) -> None:
    texts = list(chinese())

    assert len(texts) > 1000
    assert [text for text in texts if re.search(wrong, text)] == []
