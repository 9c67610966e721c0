"""States in other words than those that a ledger knows: at the beginning of a longer text, or as 是 below 是否完成."""

import re

from zhaoshi.model.status import STATUS_WORDS, Claim, Status

_CLAUSE = re.compile(r"[，。；：、,;:.!！\s（()）]")
_TAKEN_BACK = re.compile("但|不过|然而|退回|反弹|仍|尚|还有|其余|未|不|长期|持续")
"""What follows a state and changes it: 已完成，但效果不明显; 已完成，长期坚持."""


def claim_at_start(text: str) -> Claim | None:
    """Read the word for a state that is the first clause of a text; None where the rest takes something back."""
    head, *rest = _CLAUSE.split(text.strip(), maxsplit=1)
    if head not in STATUS_WORDS or _TAKEN_BACK.search("".join(rest)):
        return None
    return Claim(STATUS_WORDS[head], head)


ANSWERED = {True: Claim(Status.COMPLETED, "已完成"), False: Claim(Status.IN_PROGRESS, "未完成")}
"""What 是 and 否 below 是否完成 are taken for."""
_ASKS = re.compile("是否|有无|与否")
_ANSWERS = {"是": True, "√": True, "✓": True, "否": False, "×": False, "✗": False}


def answer(head: str, text: str) -> bool | None:
    """Read 是 or 否 below a head that asks, such as 是否完成; None for any other head or text."""
    return _ANSWERS.get(text.strip(" 。\n")) if _ASKS.search(head) else None


def agrees(claim: Claim, is_done: bool) -> bool:
    """Tell whether a word for a state may stand beside 是 or 否; what goes on for long fits both."""
    return claim.status is Status.LONG_TERM or (claim.status is Status.COMPLETED) == is_done
