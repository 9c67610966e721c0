"""Who answers for a finding, where a cell names each on a line of its own: 办公室, 财务科."""

import re
from collections.abc import Iterable
from itertools import pairwise

from zhaoshi.model.column_heads import Column

NAMING = frozenset({Column.LEADER, Column.OWNER, Column.VERIFIED_BY})
"""Columns whose cells are names of offices and people."""
_POST = re.compile(r".*(?:书记|主任|主席|委员|经理|[\u4e00-\u9fff]长)")
_PERSON = re.compile(r"[\u4e00-\u9fff]{1,3}[^室科股部局处办委组会院校队站所记长任席员](?:、.*)?")
_OPEN_END = re.compile(r"[^\w）)”》]")
"""What a line ends with that goes on in the next."""


def between(before: str, behind: str) -> str:
    """Return what stands between two lines of names: 、 between two of them.

    Nothing stands inside of one (王, 某), between a post and its holder (副局长, 王某), or beside a sign.
    """
    is_beside_sign = bool(_OPEN_END.match(before[-1:])) or not behind[:1].isalnum()
    is_inside_name = min(len(before), len(behind)) < 2
    is_holder = _POST.fullmatch(before) and _PERSON.fullmatch(behind)
    return "" if is_beside_sign or is_inside_name or is_holder else "、"


def in_one_line(lines: Iterable[str]) -> str:
    """Return names that stand on lines of their own in one line."""
    named = [line.strip() for line in lines if line.strip()]
    return "".join([*named[:1], *(between(one, other) + other for one, other in pairwise(named))])
