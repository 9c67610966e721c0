"""What a unit says of a finding, what the inspectors say of it, and the words both are met in."""

from enum import StrEnum

from msgspec import Struct

from zhaoshi.model.readers import Reader, choose, scalar


class Status(StrEnum):
    """The unit's claim. Long-term work is never counted as completed; what nobody stated is never guessed."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    PHASED = "phased"
    COMPLETED = "completed"
    LONG_TERM = "long_term"
    UNSTATED = "unstated"


class Verdict(StrEnum):
    """The inspectors' answer to the claim."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    RETURNED = "returned"


STATUS_WORDS: dict[str, Status] = {
    word: status
    for status, words in {
        Status.NOT_STARTED: "未启动 未开始 尚未启动 未整改 尚未整改 not_started",
        # 立行立改 and 持续整改 promise work; they do not say that it is done.
        Status.IN_PROGRESS: "正在整改 整改中 正在推进 推进中 持续推进 持续整改 立行立改 进行中 未完成 in_progress",
        Status.PHASED: "阶段性完成 基本完成 部分完成 取得阶段性成效 已取得阶段性成效 基本整改到位 phased",
        Status.COMPLETED: "已完成 完成 已办结 办结 已整改 已整改到位 整改到位 整改完成 已完成整改 completed",
        Status.LONG_TERM: "长期坚持 长期整改 持续坚持 常态长效 完成并长期坚持 已完成并长期坚持 long_term",
        Status.UNSTATED: "未注明 unstated",
    }.items()
    for word in words.split()
}

VERDICT_WORDS: dict[str, Verdict] = {
    word: verdict
    for verdict, words in {
        Verdict.UNVERIFIED: "未核验 待核验 未销号 待销号 unverified",
        Verdict.VERIFIED: "已核验销号 已销号 核验销号 已核验 verified",
        Verdict.RETURNED: "退回 已退回 退回整改 returned",
    }.items()
    for word in words.split()
}


class Claim(Struct, frozen=True, array_like=True):
    """A status and the word that the unit used for it."""

    status: Status
    written: str
    """As it stands in the ledger: 基本完成."""


CLAIM: Reader[Claim] = Reader(
    lambda node: Claim(choose(scalar(node), STATUS_WORDS), scalar(node).text.strip()),
    lambda: {"enum": list(STATUS_WORDS)},
    lambda words: Claim(STATUS_WORDS[words], words) if words in STATUS_WORDS else None,
)
"""A status word: one of the five, a synonym, or 未注明 where nobody has stated any."""

USUAL_WORDS = tuple({status: word for word, status in reversed(STATUS_WORDS.items())}.values())[::-1]
"""The five words, in order, and 未注明."""
