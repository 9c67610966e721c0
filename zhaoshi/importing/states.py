"""The word for a state with which a longer text begins, as in “已完成。3座污水处理站已恢复运行”."""

import re

from zhaoshi.model.status import STATUS_WORDS, Claim

_CLAUSE = re.compile(r"[，。；：、,;:.!！\s（()）]")
_TAKEN_BACK = re.compile("但|不过|然而|退回|反弹|仍|尚|还有|其余|未|不|长期|持续")
"""What follows a state and changes it: 已完成，但效果不明显; 已完成，长期坚持."""


def claim_at_start(text: str) -> Claim | None:
    """Read the word for a state that is the first clause of a text; None where the rest takes something back."""
    head, *rest = _CLAUSE.split(text.strip(), maxsplit=1)
    if head not in STATUS_WORDS or _TAKEN_BACK.search("".join(rest)):
        return None
    return Claim(STATUS_WORDS[head], head)
