import pytest

from zhaoshi.model.readers import Refused
from zhaoshi.model.status import CLAIM, USUAL_WORDS, VERDICT_WORDS, Claim, Status, Verdict
from zhaoshi.problems import Location
from zhaoshi.text.nodes import Scalar


def read(word: str) -> Claim:
    return CLAIM.read(Scalar(word, Location("f")))


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("未启动", Status.NOT_STARTED),
        ("尚未整改", Status.NOT_STARTED),
        ("正在整改", Status.IN_PROGRESS),
        ("整改中", Status.IN_PROGRESS),
        ("未完成", Status.IN_PROGRESS),
        ("立行立改", Status.IN_PROGRESS),
        ("持续整改", Status.IN_PROGRESS),
        ("阶段性完成", Status.PHASED),
        ("基本完成", Status.PHASED),
        ("已完成", Status.COMPLETED),
        ("完成", Status.COMPLETED),
        ("已办结", Status.COMPLETED),
        ("长期坚持", Status.LONG_TERM),
        ("完成并长期坚持", Status.LONG_TERM),
        ("未注明", Status.UNSTATED),
    ],
)
def test_words_met_in_practice_map_to_the_five_states_and_are_kept(word: str, status: Status) -> None:
    assert read(word) == Claim(status, word)
    assert read(f" {word} ") == Claim(status, word)


def test_every_status_has_words() -> None:
    words = CLAIM.schema()["enum"]
    assert {read(word).status for word in words} == set(Status)


def test_the_usual_words_are_those_of_the_ledger_in_order() -> None:
    assert USUAL_WORDS == ("未启动", "正在整改", "阶段性完成", "已完成", "长期坚持", "未注明")


@pytest.mark.parametrize(("word", "guess"), [("已完戍", "已完成"), ("长期坚特", "长期坚持")])
def test_a_slip_of_the_pen_is_answered_with_the_nearest_word(word: str, guess: str) -> None:
    with pytest.raises(Refused) as refused:
        read(word)
    (problem,) = refused.value.problems
    assert problem.hint is not None
    assert problem.hint.values == {"guess": guess}


@pytest.mark.parametrize(
    ("word", "verdict"),
    [
        ("未核验", Verdict.UNVERIFIED),
        ("已核验销号", Verdict.VERIFIED),
        ("已销号", Verdict.VERIFIED),
        ("退回", Verdict.RETURNED),
    ],
)
def test_verdicts_have_their_own_words(word: str, verdict: Verdict) -> None:
    assert VERDICT_WORDS[word] is verdict
