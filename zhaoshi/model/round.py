"""Inspection rounds (`rounds.yaml`)."""

from datetime import date
from typing import Annotated

from msgspec import Struct

from zhaoshi.model.fields import Named, read_record, record
from zhaoshi.model.readers import DAY, ID, REFERENCE, TEXT, WHOLE, Reference, listed
from zhaoshi.problems import Location
from zhaoshi.text.nodes import Node


class Round(Struct, frozen=True, array_like=True, kw_only=True):
    """One round of inspections over several units."""

    at: Location
    id: Annotated[str, Named("编号", ID)]
    former_ids: Annotated[tuple[str, ...], Named("曾用编号", listed(ID))] = ()
    name: Annotated[str, Named("名称", TEXT)]
    year: Annotated[int, Named("年度", WHOLE)]
    kind: Annotated[str, Named("类别", TEXT)] = ""
    """A free word: 常规巡察, 专项巡察."""
    from_: Annotated[date | None, Named("开始", DAY)] = None
    to: Annotated[date | None, Named("结束", DAY)] = None
    units: Annotated[tuple[Reference, ...], Named("单位", listed(REFERENCE))] = ()
    """Ids of the units inspected, whether or not a notice is out yet."""
    note: Annotated[str, Named("说明", TEXT)] = ""


class Rounds(Struct, frozen=True, array_like=True, kw_only=True):
    """The file."""

    rounds: Annotated[tuple[Round, ...], Named("轮次", listed(record(Round)))]


def read_rounds(node: Node | None, path: str) -> tuple[Round, ...]:
    """Read `rounds.yaml`; raises `Refused`."""
    return read_record(Rounds, node, Location(path)).rounds
