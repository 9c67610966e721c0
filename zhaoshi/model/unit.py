"""Inspected units (`units.yaml`)."""

from dataclasses import dataclass

from zhaoshi.model.fields import ID, TEXT, listed, optional, read_record, record, required
from zhaoshi.model.site import CONTACT, Contact
from zhaoshi.problems import Location
from zhaoshi.text.nodes import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A body that was inspected and answers for its rectification."""

    at: Location
    id: str = required("编号", ID)
    name: str = required("名称", TEXT)
    short: str = optional("简称", TEXT, "")
    kind: str = optional("类别", TEXT, "")
    """A free word that groups units: 政府部门, 国有企业."""
    note: str = optional("说明", TEXT, "")
    contact: Contact | None = optional("联系方式", CONTACT)

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The file."""

    units: tuple[Unit, ...] = required("单位", listed(record(Unit)))


def read_units(node: Node | None, path: str) -> tuple[Unit, ...]:
    """Read `units.yaml`; raises `Refused`."""
    return read_record(Units, node, Location(path)).units
