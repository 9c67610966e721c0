"""Tables that were pasted as text: each row a line, its cells parted by tabs."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from zhaoshi.importing.manuscript import CellLink, Paragraph, Remark, links_in
from zhaoshi.importing.text.shapes import begins_anew
from zhaoshi.problems import msg

SHOWN_TAB = "⇥"


def with_tables(paragraphs: Iterable[Paragraph]) -> tuple[list[Paragraph], list[Remark]]:
    """Make tables of lines that follow each other with equally many tabs; also returns what to say of them."""
    made: list[Paragraph] = []
    remarks: list[Remark] = []
    for tabs, group in groupby(paragraphs, _tabs):
        lines = list(group)
        if not tabs or len(lines) < 2 or not _is_row(_cells(lines[0])):
            made += lines
            continue
        first = lines[0]
        links = tuple(link for number, line in enumerate(lines) for link in _links(line, number))
        made.append(Paragraph(first.line, rows=tuple(_cells(line) for line in lines), cell_links=links))
        message = msg("{rows} lines with tabs became a table of {columns} columns", rows=len(lines), columns=tabs + 1)
        shown = first.text.strip().replace("\t", SHOWN_TAB)
        remarks.append(Remark(first.line, "import.table", message, shown, is_repair=True))
    return made, remarks


def _tabs(paragraph: Paragraph) -> int:
    """Count the tabs of a line; a heading parts no columns with them."""
    return paragraph.text.count("\t") if paragraph.level is None else 0


def _cells(line: Paragraph) -> tuple[str, ...]:
    return tuple(line.text.split("\t"))


def _links(line: Paragraph, row: int) -> Iterator[CellLink]:
    start = 0
    for column, cell in enumerate(_cells(line)):
        end = start + len(cell)
        yield from (CellLink(row, column, link) for link in links_in(line.links, start, end))
        start = end + 1


def _is_row(cells: tuple[str, ...]) -> bool:
    """Tell whether a line is the first row of a table: no indented line, no numeral or label before its text."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    numbered = len(filled) == 2 and begins_anew(filled[0])
    return len(filled) > 1 and not numbered and not any(map(begins_anew, filled[1:]))
