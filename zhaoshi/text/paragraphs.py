"""What a paragraph shows otherwise than its writer meant it: headings, marks and lines that Markdown does not see."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from zhaoshi.problems import Location, Message, Problem, doubt, msg
from zhaoshi.text.numerals import HAN

_GLUED_HEADING = re.compile(r"\s*(?:#(?![#\s\d])|#{2,6}(?![#\s])|＃)")
"""One “#” before a digit is the number of something."""
_HEADING_LIKE = re.compile(rf"(?:{HAN}{{1,3}}、|[（(]{HAN}{{1,3}}[）)])[^。；]{{1,60}}")
_BOLD_NUMERAL = re.compile(rf"(?:{HAN}{{1,3}}、|\d{{1,3}}[.．、]|[（(](?:{HAN}{{1,3}}|\d{{1,3}})[）)])[^。；*]{{1,60}}")
_NEXT_MEASURE = re.compile(rf"\W*{HAN}{{1,3}}[是要]")
_ROW = re.compile(r"\s*[|｜].*[|｜]")
_BAR = re.compile(r"[|｜]")
_OUTER_BAR = re.compile(r"^\s*[|｜]|[|｜]\s*$")
_WRITTEN_BAR = re.compile(r"\\[|｜]")
_BELOW_HEAD = re.compile(r"(?=.*[|｜])(?=.*[-－—–─])[\s|｜:：\-－—–─]+")
"""The line that makes a table, whatever is wrong with its bars and hyphens."""
_TABBED = re.compile(r".*[^\s.．、）)]\t+\s*\S")
"""A tab behind the numeral of an item parts no cells."""
_SHOWN_SIGNS = (
    (
        "markdown.struck",
        re.compile(r"(?<![\\~])~~(?![\s~])[^~]+~~"),
        msg("“{words}” is shown with its “~”, not as struck out"),
        msg("delete the words, or the signs"),
    ),
    (
        "markdown.emphasis",
        re.compile(r"(?<![\w\\*/`])(\*|\*\*\*|__?)(?:[^\W_]|[“《（])(?:[^*_]*[^\s*_])?\1(?![\w*])"),
        msg("“{words}” is shown with its signs, not as emphasis"),
        msg("write “**” on both sides of bold words, or delete the signs"),
    ),
)


_NO_TABLE = msg("this is no table: it would appear as one paragraph with bars")


def paragraph_problems(text: str, at: Location) -> list[Problem]:
    """Say what is doubtful about a paragraph that stands for itself; `at` is where it begins."""
    found = line_problems(text, at)
    words = text.strip()
    if _HEADING_LIKE.fullmatch(words):
        found.append(_heading_like(words, at, msg("write “## ” before it, one “#” more for each level below")))
    elif words[:1] == "*" and words[:2] == "**" == words[-2:] and _BOLD_NUMERAL.fullmatch(words[2:-2]):
        hint = msg("write “## ” before it instead of “**” around it, one “#” more for each level below")
        found.append(_heading_like(words[2:-2], at, hint))
    elif "---" in words and "\n" not in words:
        found += _barred_rows([words], at)  # the line of a table between two empty lines
    return found


def line_problems(text: str, at: Location) -> list[Problem]:
    """Say what is wrong with the lines of any text: a paragraph, a heading, a cell; `at` is where it begins."""
    found = [*_joined_lines(text, at), *_tables(text, at)] if "\n" in text else []
    if "#" in text or "＃" in text:
        found += _glued_headings(text, at)
    if "~" in text or "*" in text or "_" in text:
        found += _shown_signs(text, at)
    return found


def _tables(paragraph: str, at: Location) -> Iterator[Problem]:
    """Find rows that are words of a paragraph, because no line stands below the head or because tabs part the cells."""
    lines = paragraph.split("\n")
    if "|" in paragraph or "｜" in paragraph:
        yield from _barred_rows(lines, at)
    for number, line in _first_rows(lines, _TABBED):
        yield doubt(
            Location(at.path, at.line + number),
            "markdown.tabs",
            msg("lines with tabs become one paragraph, not a table"),
            msg(
                "write the lines of a table from Excel as | … | … |, with {line} below the head; import a ledger",
                line=_below(line.count("\t") + 1),
            ),
        )


def _barred_rows(lines: Sequence[str], at: Location) -> Iterator[Problem]:
    """Find lines with bars that follow each other: surely a table with its line or bars at the ends, else perhaps."""
    cells = [_cells(line) for line in lines]
    number = 0
    while number < len(lines):
        end = number + 1
        while cells[number] and end < len(lines) and cells[end]:
            end += 1
        rows, place = lines[number:end], Location(at.path, at.line + number)
        below = _below(cells[number])
        if number == 0 and _BELOW_HEAD.fullmatch(rows[0]):
            yield Problem(place, "markdown.table", _NO_TABLE, msg("no empty line may stand between it and the head"))
        elif any(map(_BELOW_HEAD.fullmatch, rows)) or sum(map(bool, map(_ROW.match, rows))) > 1:
            hint = msg("the line below its head has to be {line}, with half-width bars", line=below)
            yield Problem(place, "markdown.table", _NO_TABLE, hint)
        elif len(rows) > 1 and len(set(cells[number:end])) == 1:
            message = msg("these lines with bars become one paragraph, not a table")
            hint = msg("if they are a table, write {line} below its head, with half-width bars", line=below)
            yield doubt(place, "markdown.bars", message, hint)
        number = end


def _cells(line: str) -> int:
    """Return how many cells a line has as the row of a table; 0 where it has no bars, or some that are words."""
    if _WRITTEN_BAR.search(line) or not _BAR.search(line):
        return 0
    return len(_BAR.findall(_OUTER_BAR.sub("", line))) + 1


def _first_rows(lines: Sequence[str], row: re.Pattern[str]) -> list[tuple[int, str]]:
    """Return the first of each two or more rows that follow each other."""
    are_rows = [False, *(bool(row.match(line)) for line in lines)]
    return [
        (number, lines[number])
        for number, (before, this, following) in enumerate(zip(are_rows, are_rows[1:], are_rows[2:], strict=False))
        if this and following and not before
    ]


def _below(columns: int) -> str:
    """Return what stands below the head of a table."""
    return "| --- " * columns + "|"


def _shown_signs(paragraph: str, at: Location) -> list[Problem]:
    """Doubt marks of a Markdown that texts here do not have: they would be shown, not heeded."""
    return [
        doubt(Location(at.path, at.line + number, found.start() + 1), code, msg(message.msgid, words=found[0]), hint)
        for number, line in enumerate(paragraph.split("\n"))
        for code, signs, message, hint in _SHOWN_SIGNS
        for found in signs.finditer(line)
    ]


def _glued_headings(paragraph: str, at: Location) -> list[Problem]:
    """Find headings that are none because no space follows the “#”: a finding would vanish into the text."""
    return [
        Problem(
            Location(at.path, at.line + number),
            "heading.space",
            msg("this is no heading: “#” has to be half-width, with a space behind it"),
            msg("write for example “## ” before the words"),
        )
        for number, line in enumerate(paragraph.split("\n"))
        if _GLUED_HEADING.match(line)
    ]


def _heading_like(words: str, at: Location, hint: Message) -> Problem:
    message = msg("“{words}” looks like a heading, but is a paragraph", words=words)
    return doubt(at, "markdown.heading-like", message, hint)


def _joined_lines(paragraph: str, at: Location) -> list[Problem]:
    """Doubt a line that ends a sentence inside a paragraph: pasted paragraphs need an empty line between them."""
    lines = paragraph.split("\n")
    return [
        doubt(
            Location(at.path, at.line + number),
            "markdown.joined-lines",
            msg("this line and the next become one paragraph"),
            msg("put an empty line between them if they are two"),
        )
        for number, (line, following) in enumerate(pairwise(lines))
        if line.rstrip().endswith("。") and not _NEXT_MEASURE.match(following)
    ]
