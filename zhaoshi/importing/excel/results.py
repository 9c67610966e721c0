"""Cells that show something else than what their formula comes to."""

from collections.abc import Container

from zhaoshi.importing.excel.notes import Notes, Spot
from zhaoshi.importing.excel.sheets import Sheet
from zhaoshi.problems import msg


def check_results(
    sheet: Sheet, first_row: int, columns: Container[int], notes: Notes, left_out: Container[int] = ()
) -> None:
    """Note as problems the cells of some columns, from a row on, that have no saved result or show an error.

    Rows that are left out need none.
    """
    for row, column in sorted(sheet.part.uncalculated):
        if row >= first_row and row not in left_out and column in columns:
            notes.error(
                Spot(sheet, row, column),
                "workbook.formula",
                msg("{cell}: the result of the formula was not saved"),
                msg("open the file in Excel or WPS, let it calculate, save it, and import it again"),
            )
    for (row, column), shown in sorted(sheet.part.errors.items()):
        if row >= first_row and row not in left_out and column in columns:
            message = msg("{cell}: the cell shows the error {error}", error=shown)
            hint = msg("correct its formula, or write the value")
            notes.error(Spot(sheet, row, column), "workbook.error-cell", message, hint)
