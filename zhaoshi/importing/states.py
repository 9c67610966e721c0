"""The word for a state with which a longer text begins, as in “已完成。3座污水处理站已恢复运行”."""

import re

from zhaoshi.model.status import STATUS_WORDS, Claim

_CLAUSE = re.compile(r"[，。；：、,;:.!！\s（()）]")


def claim_at_start(text: str) -> Claim | None:
    """Read the word for a state that is the first clause of a text."""
    head = _CLAUSE.split(text.strip(), maxsplit=1)[0]
    return Claim(STATUS_WORDS[head], head) if head in STATUS_WORDS else None
