"""What stands above a text: the page around it, facts about it, and its title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from zhaoshi.importing.text import labels
from zhaoshi.importing.text.furniture import is_furniture
from zhaoshi.importing.text.labels import Fact
from zhaoshi.importing.text.shapes import ANY_DATE, DATE_LINE, is_body_name
from zhaoshi.importing.text.wording import BREAK, CELL, ROW, Edit, Group, Kind, Wording, is_words, removal
from zhaoshi.problems import msg
from zhaoshi.text.numerals import written_numeral

_TITLE_END = re.compile(r".*(?:通报|报告|公告|公示|通知|公开|情况|说明)(?:[（(][^（）()]{1,20}[）)])?")
_TITLE_LINES = 3
_LOOKED_AHEAD = 6
_LONGEST_TITLE_LINE = 60
_COLUMN = re.compile(r"【[^【】]{2,12}】\s*")
_PASSED = re.compile(rf"[（(][^（()）]*{ANY_DATE}[^（()）]*[）)]")
"""When and by whom the text was passed: a remark under the title that stays in the text."""
_ISSUED = re.compile(r"(?:(?:发[文布]|制发)(?:机[关构]|单位)\s*)?")
_SENTENCE = re.compile(r"[。；;，,：:！!？?]$")


@dataclass(frozen=True, slots=True)
class Head:
    """What was found above, or below, a text, and the changes that take it out of there."""

    edits: tuple[Edit, ...]
    facts: tuple[Fact, ...]
    title: str = ""
    title_line: int = 0
    """In the file; 0 where the title is not a line of its own."""


@dataclass(slots=True)
class _Found:
    edits: list[Edit] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    title: str = ""
    title_line: int = 0


def head_of(text: Wording) -> Head:
    """Find all that stands above the first paragraph."""
    lines, titles = text.lines, {line for line, level in text.levels(Kind.LEVEL).items() if level == 0}
    found = _Found()
    index = 0
    while index < len(lines) and (taken := _take(text, lines, index, titles, found)):
        index += taken
    title = found.title or next((fact.value for fact in found.facts if fact.field == "title" and fact.value), "")
    return Head(tuple(found.edits), tuple(found.facts), title, found.title_line)


def _take(text: Wording, lines: Sequence[str], index: int, titles: set[int], found: _Found) -> int:
    """Take what begins at a line; returns how many lines it has, 0 where the text itself begins."""
    line = lines[index]
    if line.startswith(ROW):
        return _take_facts(text, index, 1, _table_facts(line), found)
    if not is_words(line):
        return 0
    if is_furniture(line) or (_COLUMN.fullmatch(line) and not found.title):
        found.edits.append(_dropped(text, index))
        return 1
    if index in titles and not found.title:
        return _take_title(text, lines, index, 1, found)
    if found.title and (line == found.title or _COLUMN.sub("", line, 1) == found.title):
        message = msg("the title stands twice; the second was left out")
        found.edits.append(removal(text, index, index, Group.DROPPED, "import.repeated-title", message))
        return 1
    if facts := labels.facts_of_line(line):
        if all(fact.field == "furniture" for fact in facts):
            found.edits.append(_dropped(text, index))
            return 1
        if len(facts) == 1 and not facts[0].value and _is_value(lines, index + 1):
            return _take_facts(text, index, 2, [labels.fact_of(line, lines[index + 1])], found)
        return _take_facts(text, index, 1, facts, found)
    if labels.label_of(line) is not None and _is_value(lines, index + 1):
        return _take_facts(text, index, 2, [labels.fact_of(line, lines[index + 1])], found)
    if fact := labels.unlabelled(line) or _below_title(lines, index, found):
        return _take_facts(text, index, 1, [fact], found)
    if found.title and _PASSED.fullmatch(line):
        return 1
    if not found.title and not any(level > index for level in titles):
        for count in range(1, _TITLE_LINES + 1):
            if _is_title(lines[index : index + count]):
                return _take_title(text, lines, index, count, found)
    return 0


def _below_title(lines: Sequence[str], index: int, found: _Found) -> Fact | None:
    """Read a line under the title that is a date or the name of the body that issued the text, and nothing else.

    What a label states above or below it counts more.
    """
    line, before = lines[index], lines[index - 1]
    if not found.title or index + 1 == len(lines):
        return None
    ahead = lines[index + 1 : index + 1 + _LOOKED_AHEAD]
    stated = {fact.field for fact in found.facts} | {labels.label_of(line) for line in ahead}
    stated |= {fact.field for line in ahead for fact in labels.facts_of_line(line)}
    if date := DATE_LINE.fullmatch(line):
        fields = ["published", "dated"] if date[0] == date[1] else ["dated"]
        return next((Fact(field, "", date[1]) for field in fields if field not in stated), None)
    is_below = before == found.title or DATE_LINE.fullmatch(before) or _PASSED.fullmatch(before)
    issued = _ISSUED.match(line)
    if not issued or not is_below or not is_body_name(line) or "publisher" in stated:
        return None
    return Fact("publisher", "", line[issued.end() :])


def _is_value(lines: Sequence[str], index: int) -> bool:
    """Tell whether a line can be the value of the label on the line before."""
    if index >= len(lines) or not is_words(lines[index]) or len(lines[index]) > _LONGEST_TITLE_LINE:
        return False
    line = lines[index]
    return (
        labels.label_of(line) is None
        and not any(fact.label for fact in labels.facts_of_line(line))
        and not line.endswith("。")
    )


def _is_title(lines: Sequence[str]) -> bool:
    joined = "".join(lines)
    return (
        all(is_words(line) and len(line) <= _LONGEST_TITLE_LINE and not _SENTENCE.search(line) for line in lines)
        and len(_COLUMN.sub("", joined, 1)) >= 4
        and "。" not in joined
        and written_numeral(joined) is None
        and not any(labels.facts_of_line(line) or labels.unlabelled(line) or is_furniture(line) for line in lines)
        and bool(_TITLE_END.fullmatch(joined))
    )


def _take_title(text: Wording, lines: Sequence[str], index: int, count: int, found: _Found) -> int:
    whole = "".join(lines[index : index + count])
    found.title = _COLUMN.sub("", whole, 1) if _COLUMN.match(whole) else whole
    found.title_line = text.numbers[index]
    if found.title != whole:
        message = msg("the title became a fact, without the column before it")
    elif count > 1:
        message = msg("the title became a fact; its lines were joined")
    else:
        message = msg("the title became a fact")
    found.edits.append(removal(text, index, index + count - 1, Group.MOVED, "import.title", message, found.title))
    return count


def _take_facts(text: Wording, index: int, count: int, facts: list[Fact], found: _Found) -> int:
    if not facts:
        return 0
    found.facts += facts
    found.edits.append(moved_facts(text, index, index + count - 1, facts))
    return count


def moved_facts(text: Wording, first: int, last: int, facts: list[Fact]) -> Edit:
    """Make the change that takes lines of facts out of the text."""
    shown = [fact for fact in facts if fact.field != "furniture"]
    after = "；".join(f"{fact.label or labels.UNLABELLED[fact.field]}：{fact.value}" for fact in shown)
    message = msg("facts above or below the text became fields")
    return removal(text, first, last, Group.MOVED, "import.fact", message, after)


def _dropped(text: Wording, index: int) -> Edit:
    return removal(text, index, index, Group.DROPPED, "import.furniture", msg("part of the web page, not of the text"))


def _table_facts(line: str) -> list[Fact]:
    """Read a table of labels and values; empty where it is another table."""
    cells = [cell.replace(BREAK, "") for row in line.split(ROW)[1:] for cell in row.split(CELL)]
    found: list[Fact] = []
    known = position = 0
    while position < len(cells):
        if not cells[position].strip():
            position += 1
            continue
        if labels.label_of(cells[position]) is not None:
            known += 1
            value = cells[position + 1] if position + 1 < len(cells) else ""
            found.append(labels.fact_of(cells[position], value))
            position += 2
        elif facts := labels.facts_of_line(cells[position]):
            known += 1
            found += facts
            position += 1
        else:
            return []
    return found if known >= 2 else []
