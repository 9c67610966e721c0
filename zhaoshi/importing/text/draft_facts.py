"""The facts of a notice, collected from all places of a text that state them."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from zhaoshi.importing import identity
from zhaoshi.importing.text import body_facts, findings
from zhaoshi.importing.text.body_facts import Inspected, Lines
from zhaoshi.importing.text.findings import Part
from zhaoshi.importing.text.head import Head
from zhaoshi.importing.text.headings import Scheme
from zhaoshi.importing.text.labels import Fact
from zhaoshi.importing.text.sources import Facts
from zhaoshi.importing.text.tail import Tail
from zhaoshi.importing.text.wording import Entry, Group, is_words
from zhaoshi.model.notice_facts import Kind as NoticeKind
from zhaoshi.model.unit import Unit
from zhaoshi.problems import BuildFailed, Location, Message, Problem, msg
from zhaoshi.text import dates

T = TypeVar("T")

_TITLE_STANDS_IN = "在此写通报标题"
_FACT_NAMES = {
    "author": "作者",
    "editor": "责任编辑",
    "index_number": "索引号",
    "document_number": "文号",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text that has been parted into head, sections and tail."""

    head: Head
    tail: Tail
    lead: Lines
    sections: Sequence[Part]
    scheme: Scheme

    def labelled(self) -> dict[str, Fact]:
        """Return the facts of head and tail that have a field, the first of each."""
        return {fact.field: fact for fact in reversed([*self.head.facts, *self.tail.facts]) if fact.value}

    def words(self) -> list[tuple[int, str]]:
        """Return all lines of running text."""
        whole = [
            *self.lead,
            *((part.line, part.heading) for part in self.sections),
            *(line for part in self.sections for line in part.body),
        ]
        return [(number, line) for number, line in whole if is_words(line)]

    def general(self) -> list[tuple[int, str]]:
        """Return the lines that speak of no single finding: also those between a 二、整改情况 and its first heading."""
        holding, _ = findings.holding_findings(self.sections)
        told = [part for part in self.sections if part.first not in holding or (part.is_first and not part.is_leaf)]
        lines = [*self.lead, *(line for part in told for line in part.body)]
        return [(number, line) for number, line in lines if is_words(line)]


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A fact, and what the report and the notice have to say of it."""

    value: T
    entries: Sequence[Entry] = ()
    provisional: Mapping[str, str] = field(default_factory=dict)
    """As in `Facts`."""
    notes: Sequence[str] = ()
    """As in `Facts`."""


def facts_of(
    text: Text, units: Sequence[Unit], unit: Unit | None, kind: NoticeKind | None, now: datetime
) -> tuple[Facts, list[Entry]]:
    """Collect what head, tail and running text say, and name what is missing.

    `kind` is that of the notice, None where nothing says it; `now` is naive, in the site's time zone.
    """
    labelled, words = text.labelled(), text.words()
    source = labelled.get("source") or labelled.get("publisher")
    inspected, inspected_entries = body_facts.inspected(text.lead)
    claims, claim_entries = body_facts.claims(text.general())
    until, until_entries = body_facts.feedback_until(words)
    published = _published(labelled.get("published"), now)
    title = _title(text.head)
    chosen = _unit(text, labelled, units, unit)
    inspection = _inspection(inspected, kind)
    signed = _signed(text.tail, labelled.get("dated"))
    found: list[Found[Any]] = [published, title, chosen, inspection, signed]
    facts = Facts(
        title=title.value,
        unit=chosen.value.id,
        published=published.value.moment,
        published_on=published.value.day,
        provisional={name: why for fact in found for name, why in fact.provisional.items()},
        kind=identity.KIND_NAMES[kind] if kind else "",
        numbering=text.scheme.numbering,
        inspection=inspection.value,
        signed=signed.value,
        words={
            "来源": source.value if source else "",
            **{name: labelled[key].value for key, name in _FACT_NAMES.items() if key in labelled},
            "意见截止": _iso(until),
        },
        claims=claims,
        contact=body_facts.contact(words),
        notes=[*_without_field(text, labelled), *(note for fact in found for note in fact.notes)],
    )
    of_body = [*inspected_entries, *claim_entries, *until_entries, *body_facts.date_doubts(words)]
    return facts, [*of_body, *(entry for fact in found for entry in fact.entries)]


def _without_field(text: Text, labelled: Mapping[str, Fact]) -> list[str]:
    """Return the facts that notices have no field for."""
    facts = [*text.head.facts, *text.tail.facts]
    notes = [f"{fact.label}：{fact.value}" for fact in facts if fact.field == "" and fact.value]
    source, publisher = labelled.get("source"), labelled.get("publisher")
    if source and publisher and publisher.value != source.value:
        notes.append(f"发布机构：{publisher.value}")
    return notes


def _title(head: Head) -> Found[str]:
    if head.title:
        return Found(head.title)
    message = msg("the text has no title; write it into the field {name}", name="标题")
    return Found(_TITLE_STANDS_IN, [_missing("标题", message)], {"标题": "没有找到标题"})


def _unit(text: Text, labelled: Mapping[str, Fact], units: Sequence[Unit], wanted: Unit | None) -> Found[Unit]:
    named = [labelled[field].value for field in ("publisher", "source") if field in labelled]
    places = [text.head.title, text.tail.signed_by, *named, "".join(line for _, line in text.lead)]
    if chosen := wanted or identity.unit_of(units, places):
        return Found(chosen)
    if several := next((found for place in places if (found := identity.units_in(units, place))), None):
        names = "、".join(f"{unit.label}（{unit.id}）" for unit in several)
        message = msg("the text names several units: {names}; say with --unit which one it is about", names=names)
        why = "正文说到几个单位，暂用其中第一个"
        return Found(several[0], [_missing("单位", message)], {"单位": why})
    message = msg("the text names no unit of units.yaml; the first one stands in; write the right one or use --unit")
    why = "在单位名录中没有找到正文所说的单位，暂用名录中的第一个"
    return Found(_stand_in(units), [_missing("单位", message)], {"单位": why})


def _inspection(inspected: Inspected, kind: NoticeKind | None) -> Found[dict[str, str]]:
    values = {
        "巡察组": inspected.team,
        "开始": _iso(inspected.first),
        "结束": _iso(inspected.last),
        "反馈日期": _iso(inspected.reported),
    }
    return _group("巡察情况", values, {"反馈日期"} if kind is NoticeKind.ENTRY else set())


def _group(group: str, values: Mapping[str, str], optional: Container[str] = ()) -> Found[dict[str, str]]:
    """Take the values that there are, and name those that are missing."""
    absent = [name for name, value in values.items() if not value and name not in optional]
    return Found(
        {name: value for name, value in values.items() if value},
        [_missing(f"{group}/{name}", msg("not found in the text: {name}", name=f"{group}·{name}")) for name in absent],
        notes=[f"未见：{group}·{name}" for name in absent],
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _missing(code: str, message: Message) -> Entry:
    return Entry(Group.MISSING, 0, "import.missing", message, "", code)


@dataclass(frozen=True, slots=True)
class _Published:
    moment: str
    """Date and time."""
    day: str = ""
    """Where the text states it."""


def _published(fact: Fact | None, now: datetime) -> Found[_Published]:
    if fact and (moment := dates.read_moment(fact.value)):
        return Found(_Published(f"{moment:%Y-%m-%d %H:%M}", f"{moment:%Y-%m-%d}"))
    if fact and (day := dates.read_date(fact.value)):
        message = msg("the date of publication has no time of day; 00:00 stands in")
        why = {"发布时间": "原文只有日期，没有时刻"}
        return Found(_Published(f"{day} 00:00", str(day)), [_missing("发布时间", message)], why)
    entries = []
    if fact:
        message = msg("the date “{words}” is not whole; it was not taken over", words=fact.value)
        entries.append(Entry(Group.DOUBT, 0, "import.date", message, fact.value))
    message = msg("the text names no date of publication; the time of the import stands in")
    entries.append(_missing("发布时间", message))
    return Found(_Published(f"{now:%Y-%m-%d %H:%M}"), entries, {"发布时间": "原文没有发布时间，暂用导入的时间"})


def _signed(tail: Tail, dated: Fact | None) -> Found[dict[str, str]]:
    day = dates.read_date(dated.value) if dated else None
    whole = _group("落款", {"署名": tail.signed_by, "日期": _iso(tail.signed_on or day)})
    if not (dated and day and tail.signed_on) or day == tail.signed_on:
        return whole
    message = msg(
        "the date under the signature is {signed}, that of the head {dated}", signed=tail.signed_on, dated=day
    )
    doubt = Entry(Group.DOUBT, 0, "import.date", message, dated.value)
    return replace(whole, entries=[doubt, *whole.entries])


def _stand_in(units: Sequence[Unit]) -> Unit:
    if units:
        return units[0]
    raise BuildFailed([Problem(Location("content/units.yaml"), "import.unit", msg("there is no unit in units.yaml"))])


def year_of(facts: Facts) -> int | None:
    """Return the year that a notice belongs to; None where the text names none."""
    stated = (
        facts.published_on,
        facts.signed.get("日期", ""),
        facts.inspection.get("反馈日期", ""),
        facts.inspection.get("开始", ""),
    )
    return next((int(day[:4]) for day in stated if day), None)
