"""States in other words than those that a ledger knows: at the beginning of a longer text, or as 是 below 是否完成."""

import difflib
import re

from zhaoshi.model.ledger import MAY_BE_DATED
from zhaoshi.model.status import STATUS_WORDS, VERDICT_WORDS, Claim, Status, Verdict

_CLAUSE = re.compile(r"[，。；：、,;:.!！\s（()）]")
_TAKEN_BACK = re.compile("但|不过|然而|退回|反弹|仍|尚|还有|其余|未|不|长期|持续")
"""What follows a state and changes it: 已完成，但效果不明显; 已完成，长期坚持."""


_NOT_DONE = re.compile("(?:目前)?(?:[尚还]?未|没有)(?:全部|全面|彻底)?(?:(?:完成|办结)(?:整改)?|整改(?:到位|完成))")
"""Other words for 未完成: 尚未完成整改."""
_PARTLY = re.compile(
    "(?:目前)?[已均]*(?:(?:基本|部分|全部|全面)(?:完成|办结|销号|整改|解决)|(?:完成|整改|办结)(?:了|大部分|部分|[\\d.]+[%％])).*"
)
"""What sounds like a state and is no word that a ledger knows: 已完成80%, 均已全部完成."""


_LONGEST_SLIP = 6
_OPEN = re.compile(
    "(?:[尚还仍]未(?!发现|出现|发生)|仍在|正在(?:整改|推进|办理|落实|进行|修订|制定|完善|实施|协调))"
    "(?![^的]{0,3}的|.*(?<!但)已)"
)
"""What is said of work that goes on; 尚未公开的6项制度 and 正在整改的问题均已完成 say nothing of what is open now."""
_RETURNED = re.compile(
    "被(?:再次|[^的已]{1,6}[办组委局室])?退回|退回(?:重新|继续|再次)?(?:整改|办理|修改|补充|完善|重[做办报])"
    "|(?:核验|验收|审核|复核|审查)(?:后|[不未]通过|不合格)?(?:被|予以)?退回$|^(?:但|又|再次|重新)?退回$"
)
"""What is said of work that comes back to the unit; money that is paid back is 退回 as well."""


def known_word(text: str) -> str:
    """Return 未完成 for other words that say the same, any other text as it is."""
    return "未完成" if _NOT_DONE.fullmatch(text) else text


def claim_at_start(text: str) -> Claim | None:
    """Read the word for a state that is the first clause of a text; None where the rest takes something back."""
    head, *rest = _CLAUSE.split(text.strip(), maxsplit=1)
    word = known_word(head)
    if word not in STATUS_WORDS or _TAKEN_BACK.search("".join(rest)):
        return None
    return Claim(STATUS_WORDS[word], word)


def sounds_like_state(text: str) -> bool:
    """Tell whether a text begins like a state, plain or not: 已完成，但退回重新整改."""
    head = _CLAUSE.split(text.strip(), maxsplit=1)[0]
    return known_word(head) in STATUS_WORDS or bool(_PARTLY.fullmatch(head))


def is_slip(text: str) -> bool:
    """Tell whether a few words are nearly a word for a state, as a slip of the keyboard makes them: 以完成."""
    return len(text) <= _LONGEST_SLIP and bool(difflib.get_close_matches(text, STATUS_WORDS, 1, 0.6))


def leaves_open(text: str) -> bool:
    """Tell whether a clause of a text says that something is still to be done: 修订制度，尚未印发."""
    return any(
        known_word(clause) == "未完成" or _OPEN.search(clause) or _RETURNED.search(clause)
        for clause in _CLAUSE.split(text)
    )


def verdict_at_start(text: str) -> Verdict | None:
    """Read the word for the inspectors' verdict that is the first clause of a text: 已销号."""
    return VERDICT_WORDS.get(_CLAUSE.split(text.strip(), maxsplit=1)[0])


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


def is_undone(status: Status) -> bool:
    """Tell whether a state says that nothing was completed, so that no day can be that of a completion."""
    return status not in (*MAY_BE_DATED, Status.UNSTATED)


def contradict(one: Claim, other: Claim) -> bool:
    """Tell whether one of two words for a state calls completed what the other does not; 未注明 says nothing."""
    return Status.UNSTATED not in (one.status, other.status) and any(
        claim.status is Status.COMPLETED and not agrees(beside, is_done=True)
        for claim, beside in ((one, other), (other, one))
    )
