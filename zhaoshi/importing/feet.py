"""What stands below the findings of a table and is about none of them: sums, notes, who filled it in."""

import re
from unicodedata import normalize

_SUM = r"[合总小共]计(?:[:\d].*)?"
_PLAIN_SUM = r"[合总小共]计(?::.*|\d+[个项条]?(?:问题)?)?"
_NOTE = r"(?:备注|附注|注|说明|填表说明|填报说明)\d{0,2}(?::.*)?"
_WHO = (
    r"(?:填表|填报|制表|编制|统计|经办|审核|审批|复核|审定|报送|签发|签字|签名|盖章|联系|"
    r"(?:单位|部门)?(?:主要)?(?:负责|领导))"
    r"(?:人员?|单位|部门|领导|电话|方式|日期|时间)*"
)
_FOOT = re.compile(rf"{_SUM}|{_NOTE}|{_WHO}(?:\([^()]*\))?(?::.*)?")


def is_foot(first: str) -> bool:
    """Tell by the first words of a row whether they open a sum, a note or the signatures."""
    return bool(_FOOT.fullmatch(_bare(first)))


def is_sum(first: str) -> bool:
    """Tell whether the first words of a row open a sum."""
    return bool(re.fullmatch(_SUM, _bare(first)))


def is_plain_sum(words: str) -> bool:
    """Tell whether words can be nothing but a sum: 共计12项, and not 共计12个项目未按规定招标."""
    return bool(re.fullmatch(_PLAIN_SUM, _bare(words)))


def _bare(words: str) -> str:
    return re.sub(r"\s", "", normalize("NFKC", words))
