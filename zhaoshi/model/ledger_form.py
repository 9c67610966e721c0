"""The form of a ledger in Excel: what its columns are called, and which sheets stand beside it."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from zhaoshi.model.column_heads import Column
from zhaoshi.model.ledger import Evidence, Update

__all__ = ["AS_OF", "MARK", "SHEETS", "VERSION", "Column", "RecordSheet"]

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
