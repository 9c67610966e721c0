import pytest

from zhaoshi.importing.states import claim_at_start
from zhaoshi.model.status import Claim, Status


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("基本完成，8月20日开会", Claim(Status.PHASED, "基本完成")),
        ("已完成。3座污水处理站已恢复运行", Claim(Status.COMPLETED, "已完成")),
        ("正在整改（完成80%）", Claim(Status.IN_PROGRESS, "正在整改")),
        ("已完成", Claim(Status.COMPLETED, "已完成")),
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
