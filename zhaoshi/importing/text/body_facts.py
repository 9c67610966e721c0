"""Facts that the running text states: who inspected and when, what it counts of itself, how to answer."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from zhaoshi.importing.text import days
from zhaoshi.importing.text.wording import Entry, Group
from zhaoshi.problems import Message, msg
from zhaoshi.text.dates import days_of_month

Lines = Sequence[tuple[int, str]]
"""Number in the file and words."""

_TEAM = re.compile(
    r"(?:(?:中央|[省市区县州旗盟]委|[\u4e00-\u9fff]{1,2}[省市区县]委))?第[一二三四五六七八九十\d]{1,3}巡[察视]组"
)
_VISIT = re.compile(
    r"巡[察视](?!组|办|机构|工作|整改|反馈|情况|意见|发现|问题|干部)"
    r"|(?P<later>督[导查办]|回访|[核抽复]查|复核|验收|调研|评估)"
)
"""What is done on a visit: the inspection itself, or what follows it."""
_INSPECTION = re.compile(
    r"(?:开展|进行|实施)了?[^，。；]{0,16}巡[察视](?!整改|反馈|意见|发现|问题)"
    r"|反馈了?(?:巡[察视])?(?:意见|情况|问题)(?!整改|的)"
)
"""What is said of the inspection alone, whatever else was done on its days."""
_DAY_IN_TEXT = re.compile(r"(?<!\d)(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_UNTIL = re.compile(r"(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*(?:以前|之前|前)")
_DAYS = re.compile(r"共\s*(\d{1,3})\s*(?:天|日|个(?:自然|工作)?日)")

_CLAIMS = {
    "问题数": r"(?:反馈|指出|认领)(?:意见)?的?(?:具体|主要|突出)?问题(?:共计?|合计|总数为?)?\s*(\d{1,4})\s*(?:个|项|条)"
    r"|(?:反馈|指出|发现|梳理|认领)[^。；]{0,40}?(?<!\d)(\d{1,4})(?:个|项|条)(?:具体|主要|突出)?问题",
    "已完成数": r"(?:已(?:经)?(?:全部)?(?:整改)?完成|完成整改)(?:整改)?(?:问题)?(\d{1,4})(?:个|项|条)",
    "正在整改数": r"正在(?:推进|抓紧)?整改(?:的?问题|的)?(\d{1,4})(?:个|项|条)"
    r"|(?<!\d)(\d{1,4})(?:个|项|条)(?:问题)?正在整改",
    "长期坚持数": r"(?:长期坚持|需长期整改)(?:的?问题|的)?(\d{1,4})(?:个|项|条)",
    "完成率": r"(?:整改)?完成率(?:为|达到|达)?\s*(\d{1,3}(?:\.\d+)?[%％])",
    "制度数": r"(?:制定|修订|完善|建立|出台|健全)[^。；，]{0,12}?(?:制度|规章|办法)(\d{1,4})(?:项|个|条)"
    r"|(?:制定|修订|完善|建立|出台|健全)[^。；，\d]{0,8}(\d{1,4})(?:项|个)(?:规章)?制度",
    "措施数": r"(?:制定|细化|提出|明确)[^。；，\d]{0,12}?措施(\d{1,4})(?:条|项|个)"
    r"|(?:制定|细化|提出|明确)[^。；，\d]{0,8}(\d{1,4})(?:条|项|个)(?:具体|整改)?措施",
}
_CLAIM = {name: re.compile(pattern) for name, pattern in _CLAIMS.items()}

_PHONE = re.compile(
    r"(?:电话|热线|手机|传真)(?:号码)?\s*(?:[：:为是]\s*)?((?:\d{3,4}[-—－–\s]?)?\d{7,8}(?!\d)|1\d{10}(?!\d))"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_ADDRESS = re.compile(r"(?:(?:通[讯信]|邮寄|联系|来信|收信)?地址|邮政(?:专用)?信箱)\s*[：:]\s*([^；;。，,（(\s]{4,60})")
_POSTCODE = re.compile(r"邮(?:政)?编(?:码)?\s*[：:]?\s*(\d{6})(?!\d)")
_DEPARTMENT = re.compile(r"(?:联系|受理)(?:单位|部门|科室)\s*[：:]\s*([^；;。，,（(\s]{2,30})")


@dataclass(frozen=True, slots=True)
class Inspected:
    """When and by whom was inspected; what is not stated in full is None or empty."""

    team: str = ""
    first: date | None = None
    last: date | None = None
    reported: date | None = None


def inspected(lines: Lines) -> tuple[Inspected, list[Entry]]:
    """Read the lead of a notice."""
    entries: list[Entry] = []
    text = "".join(line for _, line in lines)
    team = _TEAM.search(text)
    first = last = reported = None
    for number, line in lines:
        for sentence in re.split(r"(?<=[。；])", line):
            if first is None and "巡" in sentence:
                for span in days.spans(sentence):
                    if _is_of_later_visit(sentence, span.words):
                        continue
                    first, last = span.first, span.last
                    if first is None or last is None:
                        entries.append(_no_year(number, span.words))
                    break
            found = _reported(sentence) if reported is None else None
            if found and not _is_of_later_visit(sentence, found[0]):
                reported = days.read_day(found[0]) if found[1] else None
                if reported is None:
                    entries.append(_no_year(number, found[0]))
                    reported = None
    return Inspected(team[0] if team else "", first, last, reported), entries


def _is_of_later_visit(sentence: str, day: str) -> bool:
    """Tell whether what a sentence says of a day is about a visit that looks at what the inspection has come to."""
    behind = sentence.partition(day)[2]
    if _INSPECTION.search(behind):
        return False
    visit = _VISIT.search(behind) or _VISIT.search(sentence)
    return visit is not None and visit["later"] is not None


def _reported(sentence: str) -> "re.Match[str] | None":
    """Return the last single day before the word 反馈."""
    where = re.search(r"反馈(?!后|会后|以来)", sentence)
    spanned = [found.span() for found in days.SPAN.finditer(sentence)]
    found = [
        day
        for day in _DAY_IN_TEXT.finditer(sentence, 0, where.start() if where else 0)
        if not any(start <= day.start() < end for start, end in spanned)
    ]
    return found[-1] if found else None


def _no_year(number: int, words: str) -> Entry:
    message = msg("the date “{words}” is not whole; it was not taken over", words=words)
    return Entry(Group.DOUBT, number, "import.date", message, words)


def _not_on_the_calendar(words: str) -> Message | None:
    found = days_of_month(re.sub(r"\s", "", words))
    if found is None:
        return None
    return msg("“{words}” is no date: month {month} has {days} days", words=words, month=found[0], days=found[1])


def date_doubts(lines: Lines) -> list[Entry]:
    """Name what was meant as a date and cannot be one."""
    return [
        Entry(
            Group.DOUBT,
            number,
            "import.date",
            _not_on_the_calendar(words) or msg("“{words}” is no date; digits or signs were lost", words=words),
            words,
        )
        for number, line in lines
        for words in days.broken(line)
    ]


def claims(lines: Lines) -> tuple[dict[str, str], list[Entry]]:
    """Read what the text counts of itself, the first of each; differing figures are doubts."""
    found: dict[str, str] = {}
    entries: list[Entry] = []
    for number, line in lines:
        for name, pattern in _CLAIM.items():
            for hit in pattern.finditer(line):
                value = next(group for group in hit.groups() if group).replace("％", "%")
                if name not in found:
                    found[name] = value
                    entries.append(
                        Entry(
                            Group.NOTE, number, "import.claim", msg("{name}: {value}", name=name, value=value), hit[0]
                        )
                    )
                elif found[name] != value:
                    message = msg(
                        "the text also says {value} for {name}, not {first}", value=value, name=name, first=found[name]
                    )
                    entries.append(Entry(Group.DOUBT, number, "import.claim", message, hit[0]))
    return found, entries


def feedback_until(lines: Lines) -> tuple[date | None, list[Entry]]:
    """Read until when comments are asked for."""
    for number, line in lines:
        for sentence in re.split(r"(?<=。)", line):
            if re.search(r"公示(?:时间|期)", sentence):
                for span in days.spans(sentence):
                    if span.last is None or span.first is None:
                        return None, [_no_year(number, span.words)]
                    stated = _DAYS.search(sentence)
                    length = (span.last - span.first).days + 1
                    if stated and "工作日" not in stated[0] and int(stated[1]) != length:
                        message = msg(
                            "the text says {stated} days, from day to day it is {length}",
                            stated=stated[1],
                            length=length,
                        )
                        return span.last, [Entry(Group.DOUBT, number, "import.date", message, span.words)]
                    return span.last, []
            if re.search("意见|建议|反映", sentence) and (until := _UNTIL.search(sentence)):
                return days.read_day(until[1]), []
    return None, []


def contact(lines: Iterable[tuple[int, str]]) -> dict[str, str]:
    """Read how the unit can be reached; empty where no channel is given. The words stay in the text as well."""
    text = "\n".join(line for _, line in lines)
    found = {
        "受理部门": _first(_DEPARTMENT, text),
        "电话": re.sub(r"[—－–\s]", "-", _first(_PHONE, text)),
        "邮箱": email[0] if (email := _EMAIL.search(text)) else "",
        "地址": _first(_ADDRESS, text),
        "邮编": _first(_POSTCODE, text),
    }
    given = {name: value for name, value in found.items() if value}
    return given if {"电话", "邮箱", "地址"} & given.keys() else {}


def _first(pattern: "re.Pattern[str]", text: str) -> str:
    found = pattern.search(text)
    return found[1].strip() if found else ""
