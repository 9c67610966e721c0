"""What the parts of a workbook say that no reader of its cells tells: which cells hold no result, or an error."""

import posixpath
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from zhaoshi.problems import BuildFailed, Location, Problem, msg

MAX_ROW, MAX_COLUMN = 20_000, 500
"""Last row and column that may hold something; a reader makes a full table of all cells up to the last."""

Place = tuple[int, int]
"""Row and column of a cell, from 0."""


@dataclass(slots=True)
class SheetPart:
    """What one sheet's part says of its cells."""

    uncalculated: set[Place] = field(default_factory=set)
    """Cells with a formula whose result was not saved."""
    errors: dict[Place, str] = field(default_factory=dict)
    """Cells that show an error, with it: `#REF!`."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the parts of a workbook say."""

    sheets: Mapping[str, SheetPart]
    """Worksheets by name."""
    counts_from_1904: bool
    """Whether days are counted from 1904, not 1900."""


def read_parts(archive: zipfile.ZipFile, name: str) -> Parts:
    """Read a guarded archive; raises `BuildFailed` where it is no workbook or has far too many cells."""
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        raise _no_workbook(name)
    sheets: dict[str, str] = {}
    targets: dict[str, str] = {}
    flags: list[str] = []

    def workbook(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            sheets[attributes.get("name", "")] = next((v for k, v in attributes.items() if k.endswith(":id")), "")
        elif tag == "workbookPr":
            flags.append(attributes.get("date1904", "0"))

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            targets[attributes.get("Id", "")] = posixpath.normpath(
                posixpath.join("/xl", attributes.get("Target", ""))
            ).lstrip("/")

    try:
        _parse(archive.read("xl/workbook.xml"), workbook)
        if "xl/_rels/workbook.xml.rels" in names:
            _parse(archive.read("xl/_rels/workbook.xml.rels"), relation)
        parts = {
            sheet: _sheet(archive.read(targets[id_]), name, sheet)
            for sheet, id_ in sheets.items()
            if targets.get(id_, "") in names and "worksheets/" in targets[id_]
        }
    except expat.ExpatError as error:
        raise _no_workbook(name) from error
    return Parts(parts, any(flag in ("1", "true") for flag in flags))


def _sheet(data: bytes, name: str, sheet: str) -> SheetPart:
    """Note the cells of one sheet that have no result or an error."""
    found = SheetPart()
    row, column, kind = -1, -1, "n"
    has_formula, value = False, ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, kind, has_formula, value
        if tag == "row":
            given = attributes.get("r", "")
            row, column = int(given) - 1 if given.isdecimal() else row + 1, -1
        elif tag == "c":
            column = _column(attributes["r"]) if "r" in attributes else column + 1
            kind, has_formula, value = attributes.get("t", "n"), False, ""
        elif tag == "f":
            has_formula = True

    def end(tag: str, text: str) -> None:
        nonlocal value
        if tag in ("v", "t"):
            value += text
        elif tag == "c":
            if value and (row >= MAX_ROW or column >= MAX_COLUMN):
                raise too_many_cells(name, sheet)
            if kind == "e":
                found.errors[row, column] = value.strip()
            elif has_formula and kind != "str" and not value.strip():
                found.uncalculated.add((row, column))

    _parse(data, start, end)
    return found


def _column(reference: str) -> int:
    number = 0
    for letter in reference.upper():
        if "A" <= letter <= "Z":
            number = number * 26 + ord(letter) - 64
    return number - 1


def _parse(
    data: bytes, start: Callable[[str, dict[str, str]], None], end: Callable[[str, str], None] | None = None
) -> None:
    """Parse markup, names without their prefix; the text of an element is that since the last tag."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    text: list[str] = []

    def open_(tag: str, attributes: dict[str, str]) -> None:
        text.clear()
        start(tag.rpartition(":")[2], attributes)

    def close(tag: str) -> None:
        if end:
            end(tag.rpartition(":")[2], "".join(text))
        text.clear()

    parser.StartElementHandler = open_
    parser.EndElementHandler = close
    parser.CharacterDataHandler = text.append
    parser.Parse(data, True)


def too_many_cells(name: str, sheet: str) -> BuildFailed:
    """Say that a sheet reaches far beyond any ledger."""
    message = msg(
        "the sheet “{sheet}” has something below row {rows} or right of column {columns}",
        sheet=sheet,
        rows=MAX_ROW,
        columns=MAX_COLUMN,
    )
    hint = msg("delete what does not belong to the ledger, or copy the ledger into a new workbook")
    return BuildFailed([Problem(Location(name), "workbook.too-many-cells", message, hint)])


def _no_workbook(name: str) -> BuildFailed:
    message, hint = msg("the file is no Excel workbook"), msg("open it in Excel or WPS and save it as .xlsx")
    return BuildFailed([Problem(Location(name), "workbook.kind", message, hint)])
