"""Of which day the figures of a text are: 截至2024年11月底, 截止10月30日."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from zhaoshi.importing.text.body_facts import Lines
from zhaoshi.importing.text.wording import Entry, Group
from zhaoshi.problems import msg

_UNTIL = re.compile(
    r"截[至止]到?\s*(?:(?P<year>\d{4})\s*年\s*)?(?P<month>\d{1,2})\s*月\s*"
    r"(?:(?P<day>\d{1,2})\s*日|[底末份]?(?!\s*(?:\d|初|[上中下]旬)))"
    r"|截[至止]到?\s*(?P<whole_year>\d{4})\s*年?[底末]"
)
_OF_FIGURES = re.compile("完成|整改")


@dataclass(frozen=True, slots=True)
class _Stated:
    day: date | None
    """None where the year cannot be told."""
    is_whole: bool
    line: int
    words: str


def figures_day(lines: Lines, latest: date | None) -> tuple[date | None, list[Entry]]:
    """Return the last day that sentences about the rectification name behind 截至, a month standing for its end.

    A date without a year is the last before `latest`, the day on which the text was signed or published.
    """
    stated = [
        _stated(found, latest, number)
        for number, line in lines
        for sentence in re.split("(?<=[。；;])", line)
        if _OF_FIGURES.search(sentence)
        for found in _UNTIL.finditer(sentence)
    ]
    known = [(each.day, each) for each in stated if each.day and (latest is None or each.day.replace(day=1) <= latest)]
    if not known:
        return None, [_not_whole(each) for each in stated if each.day is None]
    day, taken = max(known, key=lambda pair: pair[0])
    is_certain = taken.is_whole and (latest is None or day <= latest)
    message = msg("数据截至 is {date}, as the text says: “{words}”", date=day, words=taken.words)
    entries = [Entry(Group.NOTE if is_certain else Group.DOUBT, taken.line, "import.as-of", message, taken.words)]
    for other, each in known:
        if other != day:
            message = msg("the text also says “{words}”; 数据截至 is {date}", words=each.words, date=day)
            entries.append(Entry(Group.DOUBT, each.line, "import.as-of", message, each.words))
    return day, entries


def _stated(found: "re.Match[str]", latest: date | None, line: int) -> _Stated:
    month, day = int(found["month"] or 12), int(found["day"] or 0)
    written = found["year"] or found["whole_year"]
    year = int(written) if written else latest.year - (month > latest.month) if latest else 0
    try:
        read = date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        read = None
    return _Stated(read, bool(found["year"] and day), line, found[0].strip())


def _not_whole(stated: _Stated) -> Entry:
    message = msg("the date “{words}” is not whole; it was not taken over", words=stated.words)
    return Entry(Group.DOUBT, stated.line, "import.date", message, stated.words)
