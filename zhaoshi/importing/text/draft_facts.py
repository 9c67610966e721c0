"""The facts of a notice, collected from all places of a text that state them."""

from collections.abc import Sequence
from datetime import date, datetime

from zhaoshi.importing import identity
from zhaoshi.importing.text import body_facts, findings
from zhaoshi.importing.text.body_facts import Lines
from zhaoshi.importing.text.findings import Part
from zhaoshi.importing.text.head import Head
from zhaoshi.importing.text.headings import Scheme
from zhaoshi.importing.text.labels import Fact
from zhaoshi.importing.text.sources import Facts
from zhaoshi.importing.text.tail import Tail
from zhaoshi.importing.text.wording import Entry, Group, is_words
from zhaoshi.model.notice import Kind as NoticeKind
from zhaoshi.model.unit import Unit
from zhaoshi.problems import BuildFailed, Location, Message, Problem, msg
from zhaoshi.text import dates

_TITLE_STANDS_IN = "在此写通报标题"
_FACT_NAMES = {
    "author": "作者",
    "editor": "责任编辑",
    "index_number": "索引号",
    "document_number": "文号",
}


def facts_of(
    head: Head,
    tail: Tail,
    lead: Lines,
    sections: Sequence[Part],
    scheme: Scheme,
    units: Sequence[Unit],
    unit: Unit | None,
    now: datetime,
) -> tuple[Facts, list[Entry]]:
    """Collect what head, tail and running text say, and name what is missing.

    `now` is naive, in the site's time zone.
    """
    labelled = {fact.field: fact for fact in reversed([*head.facts, *tail.facts]) if fact.value}
    whole = [
        *lead,
        *((part.line, part.heading) for part in sections),
        *(line for part in sections for line in part.body),
    ]
    words = [(number, line) for number, line in whole if is_words(line)]
    holding, _ = findings.holding_findings(sections)
    general = [*lead, *(line for part in sections if part.first not in holding for line in part.body)]
    inspected, entries = body_facts.inspected(lead)
    claims, claim_entries = body_facts.claims([(n, line) for n, line in general if is_words(line)])
    until, until_entries = body_facts.feedback_until(words)
    entries += [*claim_entries, *until_entries, *body_facts.date_doubts(words)]
    notes = [f"{fact.label}：{fact.value}" for fact in [*head.facts, *tail.facts] if fact.field == "" and fact.value]
    source = labelled.get("source") or labelled.get("publisher")
    if source and "publisher" in labelled and labelled["publisher"].value != source.value:
        notes.append(f"发布机构：{labelled['publisher'].value}")
    provisional: dict[str, str] = {}
    published, published_on = _published(labelled.get("published"), now, provisional, entries)
    signed_on = _signed_on(tail, labelled.get("dated"), entries)
    if not head.title:
        provisional["标题"] = "没有找到标题"
        entries.append(_missing("标题", msg("the text has no title; write it into the field {name}", name="标题")))
    lead_text = "".join(line for _, line in lead)
    places = [head.title, tail.signed_by, *(f.value for f in (labelled.get("publisher"), source) if f), lead_text]
    chosen = unit or identity.unit_of(units, places)
    if chosen is None:
        chosen = _stand_in(units)
        provisional["单位"] = "在单位名录中没有找到正文所说的单位，暂用名录中的第一个"
        entries.append(
            _missing(
                "单位",
                msg("the text names no unit of units.yaml; the first one stands in; write the right one or use --unit"),
            )
        )
    inspection = _given(
        巡察组=inspected.team, 开始=_iso(inspected.first), 结束=_iso(inspected.last), 反馈日期=_iso(inspected.reported)
    )
    signed = _given(署名=tail.signed_by, 日期=_iso(signed_on))
    kind = identity.kind_of(head.title)
    for names, given in ((("巡察组", "开始", "结束", "反馈日期"), inspection), (("署名", "日期"), signed)):
        group = "巡察情况" if given is inspection else "落款"
        for name in names:
            if name not in given and not (name == "反馈日期" and kind is NoticeKind.ENTRY):
                entries.append(
                    _missing(f"{group}/{name}", msg("not found in the text: {name}", name=f"{group}·{name}"))
                )
                notes.append(f"未见：{group}·{name}")
    facts = Facts(
        title=head.title or _TITLE_STANDS_IN,
        unit=chosen.id,
        published=published,
        published_on=published_on,
        provisional=provisional,
        kind=identity.KIND_NAMES[kind] if kind else "",
        numbering=scheme.numbering,
        inspection=inspection,
        signed=signed,
        words={
            "来源": source.value if source else "",
            **{name: labelled[key].value for key, name in _FACT_NAMES.items() if key in labelled},
            "意见截止": _iso(until),
        },
        claims=claims,
        contact=body_facts.contact(words),
        notes=notes,
    )
    return facts, entries


def _given(**values: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _missing(code: str, message: Message) -> Entry:
    return Entry(Group.MISSING, 0, "import.missing", message, "", code)


def _published(fact: Fact | None, now: datetime, provisional: dict[str, str], entries: list[Entry]) -> tuple[str, str]:
    """Return date and time of publication, and the day where the text states it."""
    if fact and (moment := dates.read_moment(fact.value)):
        return f"{moment:%Y-%m-%d %H:%M}", f"{moment:%Y-%m-%d}"
    if fact and (day := dates.read_date(fact.value)):
        provisional["发布时间"] = "原文只有日期，没有时刻"
        entries.append(_missing("发布时间", msg("the date of publication has no time of day; 00:00 stands in")))
        return f"{day} 00:00", str(day)
    if fact:
        message = msg("the date “{words}” is not whole; it was not taken over", words=fact.value)
        entries.append(Entry(Group.DOUBT, 0, "import.date", message, fact.value))
    provisional["发布时间"] = "原文没有发布时间，暂用导入的时间"
    entries.append(_missing("发布时间", msg("the text names no date of publication; the time of the import stands in")))
    return f"{now:%Y-%m-%d %H:%M}", ""


def _signed_on(tail: Tail, dated: Fact | None, entries: list[Entry]) -> date | None:
    day = dates.read_date(dated.value) if dated else None
    if day and tail.signed_on and day != tail.signed_on:
        message = msg(
            "the date under the signature is {signed}, that of the head {dated}", signed=tail.signed_on, dated=day
        )
        entries.append(Entry(Group.DOUBT, 0, "import.date", message, dated.value if dated else ""))
    return tail.signed_on or day


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
