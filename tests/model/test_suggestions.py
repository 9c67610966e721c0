"""A suggestion that is followed must not turn round what was written."""

from typing import Any

import pytest

from zhaoshi.model.readers import Reader, Refused, choice
from zhaoshi.model.status import STATUS_WORDS, VERDICT_WORDS, Status, Verdict
from zhaoshi.problems import Location
from zhaoshi.text.nodes import Scalar

STATUS: Reader[Status] = choice(STATUS_WORDS)
VERDICT: Reader[Verdict] = choice(VERDICT_WORDS)


def suggested(written: str, reader: Reader[Any]) -> str | None:
    with pytest.raises(Refused) as refused:
        reader.read(Scalar(written, Location("f")))
    (problem,) = refused.value.problems
    assert problem.hint
    return problem.hint.values.get("guess")


@pytest.mark.parametrize(
    "written", ["未完成整改", "没有完成", "即将完成", "未办结", "基本办结", "部分整改到位", "整改未完成", "部分整改"]
)
def test_what_is_not_completed_is_never_taken_for_it(written: str) -> None:
    guess = suggested(written, STATUS)
    assert guess is None or STATUS_WORDS[guess] is not Status.COMPLETED


@pytest.mark.parametrize(
    ("written", "opposite"),
    [("没有销号", Verdict.VERIFIED), ("不予销号", Verdict.VERIFIED), ("核验通过", Verdict.UNVERIFIED)],
)
def test_no_verdict_is_suggested_that_says_the_opposite(written: str, opposite: Verdict) -> None:
    guess = suggested(written, VERDICT)
    assert guess is None or VERDICT_WORDS[guess] is not opposite


def test_what_has_begun_is_not_taken_for_what_has_not() -> None:
    assert suggested("已启动", STATUS) is None


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("以完成", "已完成"),
        ("己完成", "已完成"),
        ("末完成", "未完成"),
        ("正在整该", "正在整改"),
        ("未起动", "未启动"),
        ("已完成啦", "已完成"),
    ],
)
def test_a_slip_of_the_pen_still_gets_its_word(written: str, word: str) -> None:
    assert suggested(written, STATUS) == word
