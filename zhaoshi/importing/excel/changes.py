"""What a workbook changes in a ledger that is there already, field by field, for the report."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from zhaoshi.importing.excel.ledger_sheets import Contents
from zhaoshi.importing.excel.ledger_words import is_record, words
from zhaoshi.importing.excel.ledger_words import name as name_of
from zhaoshi.importing.excel.notes import Notes, Spot
from zhaoshi.model.fields import fields_of
from zhaoshi.model.ledger import Ledger
from zhaoshi.model.unfinished import PROVISIONAL
from zhaoshi.problems import msg
from zhaoshi.text.citation import quoted
from zhaoshi.text.codes import SectionCode
from zhaoshi.text.yaml_text import in_brackets

CHANGED = "workbook.changed"
"""Code of every remark about a change."""
_NOTHING = "（空）"

Change = tuple[str, str, str, str]
"""A field as `verification/by`, its Chinese name, what it said and what it says; empty where it says nothing."""


def note_changes(
    before: Ledger,
    after: Ledger,
    titles: Mapping[SectionCode, str],
    contents: Contents,
    notes: Notes,
    *,
    stands_in: bool = False,
) -> None:
    """Note the day, every field that says something else than before, and every entry that a row adds.

    `stands_in` tells whether the day that the ledger had only stood in for one that nobody has stated.
    """
    _note_day(before, after, contents, notes, stands_in=stands_in)
    old, new = [{SectionCode(item.section.name): item for item in ledger.items} for ledger in (before, after)]
    for code, said in contents.said.items():
        finding = {"code": code, "title": quoted(titles[code])}
        if code in old:
            records = _records(code, contents)
            for field, label, was, is_ in _changes(old[code], new[code]):
                message = msg("{cell}: {field} of {code} “{title}”", field=label, **finding)
                sheet = contents.records.get(field)
                spot = records.get((field, is_)) or (sheet.head if sheet else said.spots.get(field, said.spot))
                notes.remark(spot, CHANGED, message, was or _NOTHING, is_ or _NOTHING)
        elif code in new:
            message = msg("{cell}: a new entry for {code} “{title}”", **finding)
            notes.remark(said.spot, CHANGED, message)


def _records(code: SectionCode, contents: Contents) -> dict[tuple[str, str], Spot]:
    """Return the cell of each record of a finding, by its field and what it says."""
    steps = (("updates", step, spot) for step, spot in contents.said[code].updates.items())
    listed = (
        (field, record, spot)
        for field, sheet in contents.records.items()
        for section, record, spot in sheet.rows
        if section == code
    )
    return {(field, _shown(record)): spot for field, record, spot in (*steps, *listed)}


def _note_day(before: Ledger, after: Ledger, contents: Contents, notes: Notes, *, stands_in: bool) -> None:
    if before.as_of == after.as_of and not stands_in:
        return
    field = name_of(Ledger, "as_of", chinese=True)
    message = msg("{cell}: {field}", field=field)
    was = f"{before.as_of} {PROVISIONAL}" if stands_in else str(before.as_of)
    notes.remark(contents.as_of_spot, CHANGED, message, was, str(after.as_of))
    if after.as_of < before.as_of and not stands_in:
        notes.doubt(
            contents.as_of_spot,
            "workbook.as-of-earlier",
            msg(
                "{cell}: the workbook is of {day}, but the ledger is already of {known}",
                day=after.as_of,
                known=before.as_of,
            ),
            msg("make sure that this is not an old workbook"),
        )


def _changes(before: Any, after: Any, path: str = "", of: str = "") -> Iterator[Change]:
    """Compare two records of one class; `path` and `of` name the field that holds them."""
    kind: Any = type(after)
    for field in fields_of(kind):
        was, is_ = getattr(before, field.name), getattr(after, field.name)
        name, label = path + field.name, of + field.chinese[0]
        if field.name == "section":
            continue
        if isinstance(is_, tuple):
            yield from ((name, label, *pair) for pair in _unequal([*map(_shown, was)], [*map(_shown, is_)]))
        elif is_record(is_):
            yield from _changes(was, is_, f"{name}/", f"{label}·")
        elif _shown(was) != _shown(is_):
            yield name, label, _shown(was), _shown(is_)


def _unequal(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Pair what one list has and the other has not."""
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if operation != "equal":
            yield from zip_longest(before[i1:i2], after[j1:j2], fillvalue="")


def _shown(value: Any) -> str:
    """Return a value as the ledger has it, a record without the brackets around it."""
    if value is None:
        return ""
    return in_brackets(words(value, chinese=True))[1:-1] if is_record(value) else str(words(value))
