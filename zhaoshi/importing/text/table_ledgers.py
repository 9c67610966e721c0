"""Tables whose findings have headings in the text: what their rows say of them is for the ledger alone."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from zhaoshi.importing.finding_words import bare
from zhaoshi.importing.text.finding_tables import FindingTable
from zhaoshi.importing.text.table_writing import Change, Writer
from zhaoshi.importing.text.wording import Entry, Group, Kind, Wording, edited
from zhaoshi.problems import msg


def note_ledgers(text: Wording, table: FindingTable, titles: Mapping[str, int], change: Change) -> bool:
    """Note what a table says of findings with a heading of the very words; False where none of them has one.

    `titles` counts the headings that may be findings by their bare words. Words that several headings or several rows
    have are not told apart.
    """
    words = Counter(bare(cell.words) for cell in table.findings())
    if not any(titles.get(title) for title in words):
        return False
    number = text.numbers[table.index]
    told = {title for title, count in words.items() if count == titles.get(title) == 1}
    rows = _rows(text, table, change)
    for title, lines in rows:
        if bare(title) in told:
            change.said[bare(title)] = (*change.said.get(bare(title), ()), lines)
    if told:
        taken = msg("this table stays a table; the ledger of {count} findings was filled from it", count=len(told))
        change.entries.append(Entry(Group.NOTE, number, "import.table-ledger", taken, "、".join(table.labels.values())))
    if others := [title for title, _ in rows if bare(title) not in told]:
        message = msg(
            "nothing was filled from {count} rows of this table, because no single heading has their words; write "
            "those of a heading into the file and import again, or fill ledger.yaml from them",
            count=len(others),
        )
        change.entries.append(Entry(Group.DOUBT, number, "import.finding-table", message, "、".join(others)))
    return True


def _rows(text: Wording, table: FindingTable, change: Change) -> list[tuple[str, tuple[tuple[int, str], ...]]]:
    """Return the words of each finding and the lines below it, as they would stand in a section of its own."""
    written = Change()
    writer = Writer(text, table, 0, written)
    writer.write()
    for (label, words, is_fact), count in writer.merged.items():
        if is_fact:
            message = msg(
                "one merged cell says {label} of {count} findings; it was taken for each", label=label, count=count + 1
            )
            number = text.numbers[table.index]
            change.entries.append(Entry(Group.DOUBT, number, "import.merged-cell", message, f"{label}：{words}"))
    made = edited(replace(text, marks=tuple(written.marks)), written.edits)
    headings, findings = made.levels(Kind.HEADING), made.levels(Kind.FINDING)
    found: list[tuple[str, tuple[tuple[int, str], ...]]] = []
    is_below = False
    for index in range(table.index, table.index + 1 + len(made.lines) - len(text.lines)):
        if index in headings:
            is_below = index in findings
            if is_below:
                found.append((made.lines[index], ()))
        elif is_below:
            title, lines = found[-1]
            found[-1] = (title, (*lines, (made.numbers[index], made.lines[index])))
    return found
