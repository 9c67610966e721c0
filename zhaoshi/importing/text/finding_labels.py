"""Labels below a finding, 责任单位：办公室, and what each value tells."""

import re
from itertools import zip_longest

from zhaoshi.importing.states import answer, claim_at_start, is_slip, sounds_like_state, verdict_at_start
from zhaoshi.importing.text.shapes import LIST_MARK
from zhaoshi.model.status import STATUS_WORDS, Verdict

_WHO = r"(?:整改)?(?:责任|牵头|主责|承办)(?:部门|单位|科室|处室|股室|人)"
LABEL = re.compile(  # its groups are the names of what the labels tell
    r"(?P<status>整改状态|状态|完成情况|整改完成情况|整改进度)"
    r"|(?P<asked>是否已?(?:整改|完成|到位|办结){1,2}|完成与否)"
    r"|(?P<leader>(?:整改)?(?:责任|牵头|分管|主管|包抓)领导)"
    rf"|(?P<owner>{_WHO}(?:[及和与、/／（(]{_WHO}[）)]?)*)"
    r"|(?P<deadline>(?:整改|完成|整改完成)(?:时限|期限)(?:要求)?|(?:计划|要求|预计)完成(?:时间|日期))"
    r"|(?P<completed>(?:实际)?完成(?:时间|日期))"
    r"|(?P<other>整改情况|整改落实情况|整改进展情况|进展情况|落实情况|整改措施|整改任务|整改目标|整改进展|整改成效"
    r"|整改(?:落实)?结果|办理结果|(?:核验|销号)(?:情况|结果|结论)|是否(?:核验|销号)|反馈问题|具体表现|备注)"
)
_TELLING = re.compile(r"(?:整改)?(?:落实|进展|办理)?(?:情况|结果)|整改进展")
"""Other labels whose value states how a finding stands where it begins with a word for that."""
_OF_INSPECTORS = re.compile(r"(?:核验|销号)(?:情况|结果|结论)|是否(?:核验|销号)")
_PAIR = re.compile(rf"(?:(?<=[\s；;。，,、（(【])|^)(?:{LABEL.pattern})\s*[：:]\s*")
_BRACKETS = "（(【"
_VALUE_END = re.compile(r"[。；;，,）)】\s]")
IN_WORDS = re.compile(
    r"(?:目前[，,]?)?(?:该|此|上述|以上)(?:项|类)?(?:具体)?问题[^。；]{0,24}(?:整改|完成|办结|销号)[^。；]{0,24}"
)
"""A sentence that says how a finding stands: 该问题已整改到位."""
_LONGEST_STATUS = 12
STRIP = " \t\u3000；;。，,、"
"""Signs beside a value that do not belong to it."""


def labelled(line: str) -> list[tuple[str, str, str]]:
    """Return name, label and value of each label on a line that begins with one, or states 整改状态 further on.

    The name is a group of `LABEL`, or what `_told` makes of another label. A label behind other words may be part of
    a sentence; its value ends with the clause, or with the bracket.
    """
    if mark := LIST_MARK.match(line):
        line = line[mark.end() :]
    pairs = list(_PAIR.finditer(line))
    before = line[: pairs[0].start()] if pairs else ""
    found: list[tuple[str, str, str]] = []
    for pair, following in zip_longest(pairs, pairs[1:]):
        name, label = pair.lastgroup or "other", pair[0].strip(" ：:\u3000")
        value = line[pair.end() : following.start() if following else len(line)].strip(STRIP + _BRACKETS)
        value = _VALUE_END.split(value, maxsplit=1)[0] if before else value
        if name == "other":
            name = _told(label, value)
        is_state = len(value) <= _LONGEST_STATUS or value.startswith(tuple(STATUS_WORDS)) or sounds_like_state(value)
        if name != "status" or is_state:
            found.append((name, label, value))
    stated = [claim_at_start(value) or label == "整改状态" for name, label, value in found if name == "status"]
    return found if any(stated) or before in ("", *_BRACKETS) else []


def _told(label: str, value: str) -> str:
    """Return what another label tells by its value: a `status`, what is `like a status`, a `verdict`, or `other`."""
    verdict = verdict_at_start(value)
    if _OF_INSPECTORS.fullmatch(label) or (_TELLING.fullmatch(label) and verdict):
        is_open = not value or verdict is Verdict.UNVERIFIED or answer(label, value) is False
        return "other" if is_open else "verdict"
    if not _TELLING.fullmatch(label):
        return "other"
    if claim_at_start(value):
        return "status"
    is_like = sounds_like_state(value) or is_slip(value) or IN_WORDS.fullmatch(re.split("[。；]", value)[0])
    return "like a status" if is_like else "other"


def is_telling(label: str) -> bool:
    """Tell whether a label may state how a finding stands: 整改情况."""
    return bool(_TELLING.fullmatch(label))
