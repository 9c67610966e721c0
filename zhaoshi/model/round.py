"""Inspection rounds (`rounds.yaml`)."""

from dataclasses import dataclass
from datetime import date

from zhaoshi.model.fields import (
    DAY,
    ID,
    REFERENCE,
    TEXT,
    WHOLE,
    Reference,
    listed,
    optional,
    read_record,
    record,
    required,
)
from zhaoshi.problems import Location
from zhaoshi.text.nodes import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of inspections over several units."""

    at: Location
    id: str = required("编号", ID)
    name: str = required("名称", TEXT)
    year: int = required("年度", WHOLE)
    kind: str = optional("类别", TEXT, "")
    """A free word: 常规巡察, 专项巡察."""
    from_: date | None = optional("开始", DAY)
    to: date | None = optional("结束", DAY)
    units: tuple[Reference, ...] = optional("单位", listed(REFERENCE), ())
    """Ids of the units inspected, whether or not a notice is out yet."""
    note: str = optional("说明", TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """The file."""

    rounds: tuple[Round, ...] = required("轮次", listed(record(Round)))


def read_rounds(node: Node | None, path: str) -> tuple[Round, ...]:
    """Read `rounds.yaml`; raises `Refused`."""
    return read_record(Rounds, node, Location(path)).rounds
