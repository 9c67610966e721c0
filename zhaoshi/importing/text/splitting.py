"""Headings that run on into their text, and quotations in headings that are not closed."""

import re
from collections.abc import Iterator

from zhaoshi.importing.text import shapes
from zhaoshi.importing.text.wording import Edit, Entry, Group, Kind, Wording
from zhaoshi.problems import msg

_QUOTED = re.compile(r"(关于|针对|对)?\s*([“\"])")
_AFTER_QUOTE = re.compile(
    r"(?:等)?(?:方面)?(?:存在)?的?(?:具体|突出)?(?:问题|方面)?(?:的?整改(?:落实|进展|完成)?(?:工作)?情况)?\s*(?:[。：:．]|\.(?!\d)|(?<=问题)[，,])?"
)
_LATER_FRAME = re.compile(r"[^，。：:]*?(?:问题|方面|情况)[。：:]|[^，。：:]*?的问题[，,]?")
"""What ends a heading that goes on behind its quotation: 关于“一把手”监督不到位的问题。"""
_FRAME_OF_SEVERAL = re.compile(r"(?![，；])[^。：:]*?的问题[。：:]")
"""The same where commas stand in it: 关于“一把手”监督不到位，议事不规范的问题。"""
_HEADING_REST = re.compile(r"[^。]*(?:问题|方面|情况)[。：:]?")
_PROBLEM = re.compile(r"(?:等)?(?:方面)?(?:存在)?的?(?:具体|突出)?问题(?:的?整改(?:落实|进展|完成)?情况)?[。：:]?")
_WIDE_SPACE = re.compile(r"\u3000+|[ \t\u00a0]{2,}|(?<=[题况面]) +")
_FIRST_MARK = re.compile(r"(?<=[^，、,“‘《（])一是(?![一二三四五六七八九十])")
_STOPS = "。：:．."
_LEAST_BODY = 4
_LONGEST_GLUED = 40

_RUN_ON = msg("a heading that ran on into its text was parted from it")
_GLUED = msg("a heading and its text stood together without a sign between them; check where they part")


def quote_edits(text: Wording) -> Iterator[Edit]:
    """Supply the closing quotation marks that are missing in headings; only where 的问题 shows the place."""
    for _, line, start in _headings(text):
        position = shapes.open_quote(line)
        if position is None or line[position] != "“":
            continue
        quoted = line[position + 1 :]
        closers = [found for found in _PROBLEM.finditer(quoted) if found.start()]
        first = shapes.sentence_end(quoted)
        reachable = [found for found in closers if first is None or found.start() < first]
        if reachable and "”" not in quoted and quoted[: reachable[-1].start()].count('"') % 2 == 0:
            at = start + position + 1 + reachable[-1].start()
            message = msg("a closing quotation mark was supplied")
            yield Edit(at, at, "”", Group.REPAIRED, "import.quote", message)


def quote_doubts(text: Wording) -> Iterator[Entry]:
    """Name the headings whose quotation stays open, or ends with another mark than it begins with."""
    for index, line, _ in _headings(text):
        position = shapes.open_quote(line)
        if position is not None and line[position] in "“‘":
            message = msg("a quotation in the heading is not closed")
        elif shapes.paired(line) != line:
            message = msg("a quotation in the heading begins and ends with different marks; make them a pair")
        else:
            continue
        yield Entry(Group.DOUBT, text.numbers[index], "import.quote", message, line)


def split_edits(text: Wording) -> Iterator[Edit]:
    """Part headings from the text that follows them on the same line."""
    for _, line, start in _headings(text):
        found = shapes.numeral(line)
        offset = len(line) - len(found.rest) if found else 0
        cut = cut_of(line[offset:])
        if cut:
            end, behind, is_certain = cut
            message = _RUN_ON if is_certain else _GLUED
            group = Group.REPAIRED if is_certain else Group.DOUBT
            code = "import.split-heading" if is_certain else "import.glued-heading"
            yield Edit(start + offset + end, start + offset + behind, "\n", group, code, message)


def _headings(text: Wording) -> Iterator[tuple[int, str, int]]:
    lines, starts = text.lines, text.starts
    for index in text.levels(Kind.HEADING):
        yield index, lines[index], starts[index]


def cut_of(title: str, least: int = _LEAST_BODY) -> tuple[int, int, bool] | None:
    """Return where a heading ends, where its text begins, and whether that is certain; None where it is all heading.

    Its text has at least `least` characters.
    """
    end = _quoted_end(title)
    certain = True
    if end is None:
        end, certain = _unquoted_end(title)
    if end is None:
        return None
    rest = title[end:]
    behind = end + len(rest) - len(rest.lstrip())
    return (end, behind, certain) if len(title) - behind >= least else None


def _quoted_end(title: str) -> int | None:
    """Return the end of a heading such as 关于“……”的问题。; None where no text follows what has that form."""
    title = shapes.paired(title)
    opening = _QUOTED.match(title)
    if not opening:
        return None
    depth, position = 0, opening.start(2)
    if opening[2] == '"':
        close = title.find('"', position + 1)
    else:
        close = -1
        for place in range(position, len(title)):
            depth += {"“": 1, "”": -1}.get(title[place], 0)
            if depth == 0:
                close = place
                break
    if close < 0:
        return None
    tail = _AFTER_QUOTE.match(title, close + 1)
    end = tail.end() if tail else close + 1
    rest = title[end:]
    if title[end - 1] in _STOPS or not rest.strip():
        return end
    frame = title[close + 1 : end]
    if _HEADING_REST.fullmatch(rest):
        return None
    if opening[1] and "的" not in frame:
        later = (not frame and _FRAME_OF_SEVERAL.match(rest)) or _LATER_FRAME.match(rest)
        if later:
            return end + later.end()
    # “三公”经费管理不严 is all heading, and so is 对“三资”监管不力.
    is_whole = opening[1] == "关于" or "的" in frame or (opening[1] and "问题" in frame)
    return end if is_whole else None


def _unquoted_end(title: str) -> tuple[int | None, bool]:
    ends = shapes.sentence_end(title)
    first = title if ends is None else title[:ends]
    if (space := _WIDE_SPACE.search(first)) and 2 <= space.start() <= _LONGEST_GLUED and "。" in title[space.end() :]:
        return space.start(), True
    if (mark := _FIRST_MARK.search(first)) and mark.start() >= 2:
        return mark.start(), True
    starter = shapes.STARTER.search(first)
    if starter and 4 <= starter.start() <= _LONGEST_GLUED and title[starter.start() - 1] not in "，、,；。：“":
        return starter.start(), False
    return ends, True
