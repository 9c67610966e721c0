"""Tables that were pasted as text: each row a line, its cells parted by tabs."""

from collections.abc import Iterable
from itertools import groupby

from zhaoshi.importing.manuscript import Paragraph, Remark, bold_in, links_in, table_of
from zhaoshi.importing.text.shapes import begins_anew
from zhaoshi.problems import msg

SHOWN_TAB = "⇥"


def with_tables(paragraphs: Iterable[Paragraph]) -> tuple[list[Paragraph], list[Remark]]:
    """Make tables of lines that follow each other with equally many tabs; also returns what to say of them."""
    made: list[Paragraph] = []
    remarks: list[Remark] = []
    for tabs, group in groupby(paragraphs, _tabs):
        lines = list(group)
        if not tabs or len(lines) < 2 or not _is_row(lines[0].text.split("\t")):
            made += lines
            continue
        first = lines[0]
        made.append(table_of(first.line, [_cells(line) for line in lines]))
        message = msg("{rows} lines with tabs became a table of {columns} columns", rows=len(lines), columns=tabs + 1)
        shown = first.text.strip().replace("\t", SHOWN_TAB)
        remarks.append(Remark(first.line, "import.table", message, shown, is_repair=True))
    return made, remarks


def _tabs(paragraph: Paragraph) -> int:
    """Count the tabs of a line; a heading parts no columns with them."""
    return paragraph.text.count("\t") if paragraph.level is None else 0


def _cells(line: Paragraph) -> list[Paragraph]:
    cells: list[Paragraph] = []
    start = 0
    for text in line.text.split("\t"):
        end = start + len(text)
        bold, links = bold_in(line.bold, start, end), links_in(line.links, start, end)
        cells.append(Paragraph(line.line, text, bold=bold, links=links))
        start = end + 1
    return cells


def _is_row(cells: list[str]) -> bool:
    """Tell whether a line is the first row of a table: no indented line, no numeral or label before its text."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    numbered = len(filled) == 2 and begins_anew(filled[0])
    return len(filled) > 1 and not numbered and not any(map(begins_anew, filled[1:]))
