import pytest

from zhaoshi.importing.states import claim_at_start, leaves_open, sounds_like_state
from zhaoshi.model.status import Claim, Status


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("基本完成，8月20日开会", Claim(Status.PHASED, "基本完成")),
        ("已完成。3座污水处理站已恢复运行", Claim(Status.COMPLETED, "已完成")),
        ("正在整改（完成80%）", Claim(Status.IN_PROGRESS, "正在整改")),
        ("已完成", Claim(Status.COMPLETED, "已完成")),
        ("尚未完成，正在报批", Claim(Status.IN_PROGRESS, "未完成")),
        ("目前还未整改到位。", Claim(Status.IN_PROGRESS, "未完成")),
        ("尚未完成，但已启动", None),
        ("未完成任务3项", None),
        ("已完成了大部分", None),
        ("已完成80%", None),
        ("已完成，但效果不明显，退回重新整改", None),
        ("已完成（长期坚持）", None),
        ("已完成。其余3项正在办理", None),
        ("尚未全部已完成", None),
        ("", None),
    ],
)
def test_only_a_whole_clause_at_the_beginning_is_a_status(text: str, claim: Claim | None) -> None:
    assert claim_at_start(text) == claim


@pytest.mark.parametrize(
    "text",
    [
        "已完成，但效果不明显，退回重新整改",
        "已完成80%",
        "均已全部完成",
        "已完成了大部分工作",
        "尚未完成，但已启动",
        "整改中（长期坚持）",
    ],
)
def test_what_sounds_like_a_state_is_noticed_where_it_is_not_taken(text: str) -> None:
    assert claim_at_start(text) is None
    assert sounds_like_state(text)


@pytest.mark.parametrize("text", ["已完成档案整理12卷", "完成档案整理", "修订制度，已完成", "整改问题3个", ""])
def test_what_was_done_does_not_sound_like_a_state(text: str) -> None:
    assert not sounds_like_state(text)


@pytest.mark.parametrize(
    "text",
    [
        "修订制度，尚未印发。",
        "尚未建立相应的制度",
        "尚未印发但已报审",
        "正在整改，已完成80%",
        "其余3项仍在办理",
        "尚未完成整改",
        "被退回",
        "被市委巡察办退回",
        "8月20日退回重新整改",
        "材料不全，退回重做",
        "经核验退回",
        "验收未通过退回",
        "效果不明显，退回。",
    ],
)
def test_work_that_goes_on_or_comes_back_is_open(text: str) -> None:
    assert leaves_open(text)


@pytest.mark.parametrize(
    "text",
    [
        "已将违规发放的津补贴3.2万元全部退回财政专户",
        "退回违规报销费用",
        "违规补贴已退回",
        "经核验已全部退回",
        "被挪用资金全部退回",
        "已建立退回机制",
        "对正在进行的12个项目全面排查",
        "正在整改落实中的问题均已完成",
        "巡察时尚未公开的6项制度已全部公开",
        "尚未完成整改的3个问题已整改到位",
        "问题尚未发现反弹",
        "",
    ],
)
def test_work_that_is_done_is_not_open(text: str) -> None:
    assert not leaves_open(text)
