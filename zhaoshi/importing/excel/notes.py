"""What an importer of workbooks has to say of the cells that it met."""

from dataclasses import dataclass, field

from zhaoshi.importing.excel.sheets import Sheet, address
from zhaoshi.importing.manuscript import Remark
from zhaoshi.problems import Location, Message, Problem, doubt, msg


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell, or a row where the column does not matter."""

    sheet: Sheet
    row: int
    """From 0."""
    column: int = 0
    """From 0."""

    @property
    def cell(self) -> str:
        """Its name within the workbook, which is named where a problem or a report begins: `台账!B7`."""
        return f"{self.sheet.name}!{address(self.row, self.column)}"


@dataclass(frozen=True, slots=True)
class Notes:
    """Remarks and problems of one workbook, in the order in which they were met."""

    name: str
    """File name."""
    remarks: list[Remark] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def remark(self, spot: Spot | None, code: str, message: Message, before: str = "", after: str = "") -> None:
        """Note what was decided, or could not be taken along; what stays as it was is shown once."""
        after = after if after != before else ""
        self.remarks.append(Remark(spot.row + 1 if spot else 0, code, self._named(spot, message), before, after))

    def doubt(self, spot: Spot, code: str, message: Message, hint: Message | None = None) -> None:
        """Note what a person should look at."""
        self.problems.append(doubt(self._at(spot), code, self._named(spot, message), hint))

    def error(self, spot: Spot | None, code: str, message: Message, hint: Message | None = None) -> None:
        """Note what forbids the import."""
        self.problems.append(Problem(self._at(spot), code, self._named(spot, message), hint))

    def _at(self, spot: Spot | None) -> Location:
        return Location(self.name, spot.row + 1, spot.column + 1) if spot else Location(self.name)

    @staticmethod
    def _named(spot: Spot | None, message: Message) -> Message:
        """Let the message name the cell."""
        return msg(message.msgid, **{**message.values, "cell": spot.cell if spot else ""})
