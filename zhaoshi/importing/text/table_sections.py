"""Findings that stand in a table: which tables become sections, and why others stay tables."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from zhaoshi.importing.finding_words import bare
from zhaoshi.importing.text import shapes
from zhaoshi.importing.text.finding_tables import FindingTable, finding_table
from zhaoshi.importing.text.headings import Scheme
from zhaoshi.importing.text.splitting import cut_of
from zhaoshi.importing.text.table_ledgers import note_ledgers
from zhaoshi.importing.text.table_writing import Change, Writer
from zhaoshi.importing.text.wording import ROW, Entry, Group, Wording, is_words, readable
from zhaoshi.problems import Message, msg
from zhaoshi.text.numerals import STANDARD, Numbering

_DEEPEST = 5
_SHOWN = 60
"""Characters of a table that the report shows."""
_CITES = re.compile(r"(?:关于.+|.+的)问题(?:的?整改(?:落实|进展|完成)?(?:工作)?情况)?[。：:]?")
_ABOUT_ALL = re.compile(r"(?:反馈|巡察|移交|指出)的?(?:具体)?问题")

_BEHIND = msg(
    "this paragraph stood behind a table of findings and is now in the section of the last one; if it is not about "
    "that, move it before the findings or below a heading of its own"
)


def in_sections(text: Wording, scheme: Scheme) -> Change:
    """Make sections of the tables whose rows are findings; what is not plain stays a table and is a doubt."""
    change = Change()
    keeps_numbers = bool(scheme.levels) and not scheme.numbering
    found = {
        index: table
        for index, line in enumerate(text.lines)
        if line.startswith(ROW) and (table := finding_table(text, index, keeps_numbers=keeps_numbers))
    }
    titles = Counter(bare(title) for _, title in _leaves(text, scheme.levels))
    for index, table in found.items():
        if isinstance(table, FindingTable) and note_ledgers(text, table, titles, change):
            continue
        why = table if isinstance(table, Message) else _why_not(text, table, scheme, found)
        if why:
            shown = readable(text.lines[index])[:_SHOWN]
            change.entries.append(Entry(Group.DOUBT, text.numbers[index], "import.finding-table", why, shown))
        if why or isinstance(table, Message):
            continue
        above = _level_above(scheme.levels, index)
        change.deepest = max(change.deepest, above + table.depth)
        Writer(text, table, above, change).write()
        behind = index + 1
        if behind < len(text.lines) and behind not in scheme.levels and is_words(text.lines[behind]):
            change.entries.append(
                Entry(Group.DOUBT, text.numbers[behind], "import.behind-table", _BEHIND, text.lines[behind][:_SHOWN])
            )
    return change


def numbering_down_to(scheme: Scheme, deepest: int) -> Numbering:
    """Return the numbering of a text whose new headings have no written numeral; none where it has none."""
    if not scheme.levels:
        return STANDARD[:deepest]
    return scheme.numbering + _further(scheme.numbering)[: max(0, deepest - len(scheme.numbering))]


def _further(numbering: Numbering) -> Numbering:
    """Return the styles that can follow below a numbering."""
    return STANDARD[STANDARD.index(numbering[-1]) + 1 :] if numbering else ()


def _level_above(levels: Mapping[int, int], index: int) -> int:
    return levels[max(above)] if (above := [line for line in levels if line < index]) else 0


def _why_not(
    text: Wording, table: FindingTable, scheme: Scheme, tables: Mapping[int, FindingTable | Message]
) -> Message | None:
    """Say why a table has no place for sections; None where it has."""
    if table.misfit:
        return table.misfit
    levels, lines = scheme.levels, text.lines
    above = _level_above(levels, table.index)
    following = next((level for line, level in sorted(levels.items()) if line > table.index), 0)
    if levels and not above:
        return msg(
            "this table of findings stays a table: no heading stands above it while some stand below; write one "
            "above it in the file and import again"
        )
    if following > above:
        return msg(
            "this table of findings stays a table: its section has other headings below it; give the table a section "
            "of its own in the file and import again"
        )
    if levels and any(shapes.is_attached(line) for line in lines[: table.index]):
        return msg(
            "this table of findings stays a table: it stands in an attachment; move it below the heading of its "
            "findings in the file and import again"
        )
    most = len(scheme.numbering) + len(_further(scheme.numbering)) if scheme.numbering else len(STANDARD)
    if above + table.depth > min(most, _DEEPEST):
        return msg(
            "this table of findings stays a table: its findings would stand deeper than the numbering reaches; "
            "move it below a higher heading in the file and import again"
        )
    titles = (title for below, title in _leaves(text, levels) if not any(index in below for index in tables))
    if cited := next((title for title in titles if _CITES.fullmatch(title) and not _ABOUT_ALL.search(title)), ""):
        return msg(
            "this table of findings stays a table: other findings have headings (“{title}”); if they are not the "
            "same, write a heading for each row into notice.md",
            title=cited,
        )
    return None


def _leaves(text: Wording, levels: Mapping[int, int]) -> Iterator[tuple[range, str]]:
    """Yield the lines below each heading that has none of a deeper level below it, and its words without a numeral."""
    order = sorted(levels)
    for line, following in zip(order, [*order[1:], len(text.lines)], strict=False):
        if levels.get(following, 0) <= levels[line]:
            numeral = shapes.numeral(text.lines[line])
            title = numeral.rest if numeral else text.lines[line]
            cut = cut_of(title)
            yield range(line + 1, following), title[: cut[0]] if cut else title
