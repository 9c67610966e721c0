"""Inspected units (`units.yaml`)."""

from typing import Annotated

from msgspec import Struct

from zhaoshi.model.fields import Named, read_record, record
from zhaoshi.model.readers import ID, TEXT, listed
from zhaoshi.model.site import CONTACT, Contact
from zhaoshi.problems import Location
from zhaoshi.text.nodes import Node


class Unit(Struct, frozen=True, array_like=True, kw_only=True):
    """A body that was inspected and answers for its rectification."""

    at: Location
    id: Annotated[str, Named("编号", ID)]
    former_ids: Annotated[tuple[str, ...], Named("曾用编号", listed(ID))] = ()
    name: Annotated[str, Named("名称", TEXT)]
    short: Annotated[str, Named("简称", TEXT)] = ""
    kind: Annotated[str, Named("类别", TEXT)] = ""
    """A free word that groups units: 政府部门, 国有企业."""
    note: Annotated[str, Named("说明", TEXT)] = ""
    contact: Annotated[Contact | None, Named("联系方式", CONTACT)] = None

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short or self.name


class Units(Struct, frozen=True, array_like=True, kw_only=True):
    """The file."""

    units: Annotated[tuple[Unit, ...], Named("单位", listed(record(Unit)))]


def read_units(node: Node | None, path: str) -> tuple[Unit, ...]:
    """Read `units.yaml`; raises `Refused`."""
    return read_record(Units, node, Location(path)).units
