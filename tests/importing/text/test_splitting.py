"""Where a heading ends and its text begins."""

import pytest

from zhaoshi.importing.text.splitting import cut_of


@pytest.mark.parametrize(
    "title",
    [
        "“三公”经费管理不严",
        "“一岗双责”落实不到位",
        "“四风”问题时有发生的问题",
        "关于“四风”问题时有发生的问题",
        "关于“党建”责任落实不力的问题整改情况。",
        "“三资”管理混乱",
        "关于“学习不深入”的问题",
    ],
)
def test_a_heading_that_is_all_heading_is_not_cut(title: str) -> None:
    assert cut_of(title) is None


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("关于“学习不深入”的问题。", "制定学习计划，按月落实。"),
        ("关于“学习不深入”的问题", "制定了学习计划，按月落实。"),
        ('关于“学习不深入"的问题。', '制定学习计划，开展"三会一课"。'),
        ("“学习不深入”的问题：", "制定学习计划，按月落实。"),
        ("“三公”经费管理不严。", "修订经费管理办法，按季公开。"),
        ("关于“党组‘三重一大’事项酝酿不充分”问题整改情况。", "建立会前酝酿制度。"),
    ],
)
def test_a_heading_is_parted_from_the_sentences_behind_it(heading: str, text: str) -> None:
    title = heading + text
    cut = cut_of(title)

    assert cut is not None
    assert (title[: cut[0]], title[cut[1] :]) == (heading, text)
