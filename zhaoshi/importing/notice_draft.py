"""From a manuscript to the sources of a notice, with a proof that no word was lost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from zhaoshi.importing import body_facts, findings, identity, punctuation, sources, splitting
from zhaoshi.importing.body_facts import Lines
from zhaoshi.importing.findings import Finding, Part
from zhaoshi.importing.head import Head, head_of
from zhaoshi.importing.headings import Scheme, scheme_of, with_headings
from zhaoshi.importing.broken_lines import joins, page_numbers
from zhaoshi.importing.labels import Fact
from zhaoshi.importing.manuscript import Manuscript, Picture
from zhaoshi.importing.markdown_text import body, is_safe, unbroken
from zhaoshi.importing.proof import difference
from zhaoshi.importing.punctuation import Punctuation
from zhaoshi.importing.tail import Tail, tail_of
from zhaoshi.importing.wording import Edit, Entry, Group, Kind, Wording, edited, entry_of, is_words, readable, wording
from zhaoshi.model.notice import Kind as NoticeKind
from zhaoshi.model.notice import read_notice
from zhaoshi.model.unit import Unit
from zhaoshi.problems import BuildFailed, Location, Message, Problem, errors, msg
from zhaoshi.text import dates
from zhaoshi.text.outline import walk

_TITLE_STANDS_IN = "在此写通报标题"
_FACT_NAMES = {
    "author": "作者",
    "editor": "责任编辑",
    "index_number": "索引号",
    "document_number": "文号",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The sources of one notice, not yet written."""

    name: str
    """File that was read."""
    id: str
    title: str
    notice: str
    """Text of `notice.md`."""
    ledger: str | None
    """Text of `ledger.yaml`; None where the text has no findings."""
    pictures: tuple[Picture, ...]
    entries: tuple[Entry, ...]
    input_lines: tuple[tuple[int, str], ...]
    """Number in the file and words of each line."""
    result_lines: tuple[tuple[int, str, int], ...]
    """The same of the notice, with the level of a heading, 0 for a paragraph."""
    findings: int


class _Work:
    """A text on its way, with the stages of changes behind it."""

    def __init__(self, text: Wording) -> None:
        self.text = text
        self.stages: list[list[Edit]] = []
        self.entries: list[Entry] = []

    def change(self, edits: Sequence[Edit]) -> None:
        self.entries += [entry_of(self.text, edit) for edit in edits]
        self.stages.append(list(edits))
        self.text = edited(self.text, edits)


def draft_of(
    manuscript: Manuscript,
    units: Sequence[Unit],
    *,
    now: datetime,
    id_: str | None = None,
    unit: Unit | None = None,
    punctuation_: Punctuation = Punctuation.KEEP,
) -> Draft:
    """Make the sources of a notice.

    `now` is naive, in the site's time zone; it stands in where the text names no date of publication. Raises
    `BuildFailed` where no id can be derived, or where the result would not hold exactly the words of the file.
    """
    at = Location(manuscript.name)
    work = _Work(wording(manuscript))
    head = head_of(work.text)
    work.change(head.edits)
    tail = tail_of(work.text)
    work.change(tail.edits)
    scheme = _shape(work, punctuation_)
    text = work.text
    if not text.lines:
        raise BuildFailed([Problem(at, "import.empty", msg("the file holds no text"))])
    sections, lead = findings.parts(text.lines, text.numbers, scheme.levels)
    facts, entries = _facts(head, tail, lead, sections, scheme, units, unit, now)
    year = _year(facts)
    chosen = id_ or identity.id_of(
        manuscript.name,
        None if "单位" in facts.provisional else _unit(units, facts.unit),
        year,
        identity.kind_of(facts.title),
    )
    if chosen is None:
        raise BuildFailed(
            [
                Problem(
                    at,
                    "import.id",
                    msg("no id can be derived from the file name or the text"),
                    msg("name one: --id 2023-culture-federation"),
                )
            ]
        )
    ledger, found, more = _ledger(sections, facts, scheme, manuscript.name, now.date())
    notice, markup = _proved(manuscript, work, facts)
    remarks = [Entry(Group.NOTE, r.line, r.code, r.message, r.before, r.after) for r in manuscript.remarks]
    _read_back(chosen, notice, ledger, manuscript.name, sections)
    return Draft(
        name=manuscript.name,
        id=chosen,
        title=facts.title,
        notice=notice,
        ledger=ledger,
        pictures=manuscript.pictures,
        entries=_in_order([*remarks, *work.entries, *scheme.entries, *entries, *more, *markup]),
        input_lines=_input_lines(manuscript),
        result_lines=tuple(
            (number, readable(line), scheme.levels.get(index, 0))
            for index, (number, line) in enumerate(zip(text.numbers, text.lines, strict=True))
        ),
        findings=found,
    )


def _shape(work: _Work, punctuation_: Punctuation) -> Scheme:
    """Join and part lines until each is a paragraph or a heading; returns the headings of the final text."""
    if punctuation_ is Punctuation.UNIFY:
        work.change(list(punctuation.unified(work.text)))
    pages = list(page_numbers(work.text))
    dropped = frozenset(work.text.number_at(edit.start) for edit in pages)
    work.change(pages)
    work.change(list(joins(work.text, dropped)))
    breaks = [
        Edit(offset, offset + 1, after, Group.REPAIRED, "import.cell-break", msg("lines of a table cell were joined"))
        for offset, after in unbroken(work.text)
    ]
    work.change(breaks)
    scheme = scheme_of(work.text)
    work.text = with_headings(work.text, scheme.levels)
    work.change(list(splitting.quote_edits(work.text)))
    work.entries += [
        Entry(Group.DOUBT, number, "import.quote", msg("a quotation in the heading is not closed"), line)
        for number, line in splitting.open_quotes(work.text)
    ]
    work.change(list(splitting.split_edits(work.text)))
    if punctuation_ is Punctuation.KEEP:
        work.entries += _half_width(work.text)
    return replace(scheme, levels=work.text.levels(Kind.HEADING))


def _half_width(text: Wording) -> list[Entry]:
    lines = dict.fromkeys(text.number_at(offset) for offset, _ in punctuation.half_width(text))
    message = msg("half-width punctuation between Chinese characters was left; --punctuation unify makes it full-width")
    words = dict(zip(reversed(text.numbers), reversed(text.lines), strict=True))
    return [Entry(Group.NOTE, number, "import.punctuation", message, readable(words[number])[:40]) for number in lines]


def _facts(
    head: Head,
    tail: Tail,
    lead: Lines,
    sections: Sequence[Part],
    scheme: Scheme,
    units: Sequence[Unit],
    unit: Unit | None,
    now: datetime,
) -> tuple[sources.Facts, list[Entry]]:
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
    published = _published(labelled.get("published"), now, provisional, entries)
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
    facts = sources.Facts(
        title=head.title or _TITLE_STANDS_IN,
        unit=chosen.id,
        published=published,
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


def _published(fact: Fact | None, now: datetime, provisional: dict[str, str], entries: list[Entry]) -> str:
    if fact and (moment := dates.read_moment(fact.value)):
        return f"{moment:%Y-%m-%d %H:%M}"
    if fact and (day := dates.read_date(fact.value)):
        provisional["发布时间"] = "原文只有日期，没有时刻"
        entries.append(_missing("发布时间", msg("the date of publication has no time of day; 00:00 stands in")))
        return f"{day} 00:00"
    if fact:
        message = msg("the date “{words}” is not whole; it was not taken over", words=fact.value)
        entries.append(Entry(Group.DOUBT, 0, "import.date", message, fact.value))
    provisional["发布时间"] = "原文没有发布时间，暂用导入的时间"
    entries.append(_missing("发布时间", msg("the text names no date of publication; the time of the import stands in")))
    return f"{now:%Y-%m-%d %H:%M}"


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


def _unit(units: Sequence[Unit], id_: str) -> Unit | None:
    return next((unit for unit in units if unit.id == id_), None)


def _year(facts: sources.Facts) -> int | None:
    stated = [facts.signed.get("日期", ""), facts.inspection.get("反馈日期", ""), facts.inspection.get("开始", "")]
    if "发布时间" not in facts.provisional or "没有时刻" in facts.provisional["发布时间"]:
        stated.insert(0, facts.published)
    return next((int(day[:4]) for day in stated if day), None)


def _ledger(
    sections: Sequence[Part], facts: sources.Facts, scheme: Scheme, name: str, today: date
) -> tuple[str | None, int, list[Entry]]:
    """Write the skeleton for all leaves of the sections that hold findings."""
    holding, certain = findings.holding_findings(sections)
    leaves = [part for part in sections if part.is_leaf and part.first in holding]
    if not leaves or facts.kind in (identity.KIND_NAMES[NoticeKind.ENTRY], identity.KIND_NAMES[NoticeKind.FEEDBACK]):
        return None, 0, [Entry(Group.NOTE, 0, "import.no-ledger", msg("no findings were found; no ledger was made"))]
    found: list[Finding] = []
    entries: list[Entry] = []
    for leaf in leaves:
        finding, more = findings.finding(leaf)
        found.append(finding)
        entries += more
    if not certain:
        message = msg(
            "which sections hold findings is not certain; the ledger lists those below {sections}",
            sections="、".join(sorted(holding)),
        )
        entries.append(Entry(Group.DOUBT, 0, "import.findings", message))
    stated = facts.signed.get("日期") or (
        "" if "导入" in facts.provisional.get("发布时间", "") else facts.published[:10]
    )
    day = date.fromisoformat(stated) if stated else today
    return sources.ledger_file(found, day, scheme.numbering, name), len(found), entries


def _proved(manuscript: Manuscript, work: _Work, facts: sources.Facts) -> tuple[str, list[Entry]]:
    """Write the notice and prove that it holds the words of the file; markup that stands in the way is left out."""
    entries = [
        Entry(
            Group.NOTE,
            work.text.number_at(mark.start),
            "import.link",
            msg("the link to {target} was left out", target=mark.value),
        )
        for mark in work.text.marks
        if mark.kind is Kind.LINK and not is_safe(mark.value)
    ]
    text = body(work.text)
    lost = difference(manuscript, work.stages, text)
    if lost:
        text = body(work.text, plain=True)
        entries.append(Entry(Group.NOTE, 0, "import.markup", msg("bold type and links were left out")))
        lost = difference(manuscript, work.stages, text)
    if lost:
        raise BuildFailed(
            [
                Problem(
                    Location(manuscript.name),
                    "import.not-lossless",
                    msg(
                        "the notice would say “{found}” where the file says “{expected}”",
                        found=readable(lost.found),
                        expected=readable(lost.expected),
                    ),
                    msg("nothing was written; write this place by hand and import again"),
                )
            ]
        )
    return sources.notice_file(facts, text), entries


def _read_back(id_: str, notice: str, ledger: str | None, name: str, sections: Sequence[Part]) -> None:
    """Read the sources as a build does; what it would refuse is never written."""
    read, problems = read_notice(id_, name, notice, f"{name} (ledger.yaml)", ledger)
    if wrong := errors(problems):
        raise BuildFailed(wrong)
    if read and [section.code for section in walk(read.sections)] != [part.code for part in sections]:
        message = msg("the headings would not be read as they were recognised")
        raise BuildFailed([Problem(Location(name), "import.not-lossless", message)])


def _input_lines(manuscript: Manuscript) -> tuple[tuple[int, str], ...]:
    text = wording(manuscript)
    return tuple((number, readable(line)) for number, line in zip(text.numbers, text.lines, strict=True))


def _in_order(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    order = list(Group)
    return tuple(sorted(entries, key=lambda e: (order.index(e.group), e.line)))
