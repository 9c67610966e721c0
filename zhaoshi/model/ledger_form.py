"""The form of a ledger in Excel: what its columns are called, and which sheets stand beside it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from zhaoshi.model.ledger import Evidence, Update

MARK = "zhaoshi"
"""Name of a hidden sheet; its cells A1 to A3 hold the name again, the version of the form, and the notice's id."""

VERSION = 1

AS_OF = "数据截至"
"""Stands above the table, the day in the cell beside it."""


class RecordSheet(Struct, frozen=True):
    """A sheet whose rows are records of their own: a section code, and the record's fields by their Chinese names."""

    field: str
    """Field of `LedgerItem` that holds the records."""
    kind: Any
    """Class of the records."""


SHEETS: Mapping[str, RecordSheet] = {
    "佐证": RecordSheet("evidence", Evidence),
    "进展": RecordSheet("updates", Update),
}
"""By name of the sheet."""


class Column(StrEnum):
    """What a column of a ledger can be; the value is the word by which messages call it."""

    CODE = "章节编号"
    NUMBER = "序号"
    AREA = "问题类别"
    FINDING = "反馈问题"
    STATUS = "整改状态"
    PROGRESS = "完成情况"
    LEADER = "责任领导"
    OWNER = "责任部门"
    DEADLINE = "整改时限"
    COMPLETED = "完成时间"
    REVIEW = "复查时间"
    VERDICT = "核验结论"
    VERIFIED_BY = "核验单位"
    VERIFIED_ON = "核验日期"
    VERIFICATION_NOTE = "核验说明"
    LATE = "逾期完成天数"
    MEASURES = "整改措施"
    EVIDENCE = "佐证材料"
    REMARK = "备注"
