"""From a manuscript to the sources of a notice, with a proof that no word was lost."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from zhaoshi.importing import identity
from zhaoshi.importing.manuscript import Manuscript, Picture
from zhaoshi.importing.text import findings, punctuation, sources, splitting
from zhaoshi.importing.text.broken_lines import joins, page_numbers
from zhaoshi.importing.text.draft_facts import Text, facts_of, year_of
from zhaoshi.importing.text.figures_day import figures_day
from zhaoshi.importing.text.finding_facts import Finding, finding
from zhaoshi.importing.text.findings import Part
from zhaoshi.importing.text.head import Head, head_of
from zhaoshi.importing.text.headings import Scheme, scheme_of, with_headings
from zhaoshi.importing.text.links import SECTION, with_links
from zhaoshi.importing.text.markdown_text import body, unbroken
from zhaoshi.importing.text.proof import difference
from zhaoshi.importing.text.punctuation import Punctuation
from zhaoshi.importing.text.table_sections import in_sections, numbering_down_to
from zhaoshi.importing.text.tail import tail_of
from zhaoshi.importing.text.wording import Edit, Entry, Group, Kind, Wording, edited, entry_of, readable, wording
from zhaoshi.model.notice import read_notice
from zhaoshi.model.notice_facts import Kind as NoticeKind
from zhaoshi.model.unit import Unit
from zhaoshi.problems import BuildFailed, Location, Problem, errors, msg
from zhaoshi.text.outline import walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The sources of one notice, not yet written."""

    name: str
    """File that was read."""
    id: str
    title: str
    notice: str
    """Text of `notice.md`."""
    facts: sources.Facts
    """What its front matter says."""
    ledger: str | None
    """Text of `ledger.yaml`; None where the text has no findings, or a ledger stays."""
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
        self.said: Mapping[str, tuple[findings.Lines, ...]] = {}
        """What tables say of findings that have headings; see `table_writing.Change`."""

    def change(self, edits: Sequence[Edit], entries: Sequence[Entry] | None = None) -> None:
        """Make changes; without `entries` the report has a line about each."""
        self.entries += [entry_of(self.text, edit) for edit in edits] if entries is None else entries
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
    files: Callable[[str], Collection[str]] = lambda _: (),
) -> Draft:
    """Make the sources of a notice.

    `now` is naive, in the site's time zone; it stands in where the text names no date of publication. `files` tells
    which files the notice of an id has already: `attachments/rules.pdf`. Raises `BuildFailed` where no id can be
    derived, or where the result would not hold exactly the words of the file.
    """
    at = Location(manuscript.name)
    work = _Work(wording(manuscript))
    head = head_of(work.text)
    work.change(head.edits)
    tail = tail_of(work.text)
    work.change(tail.edits)
    scheme = _shape(work, punctuation_, has_paragraphs=manuscript.has_paragraphs)
    text = work.text
    if not text.lines:
        raise BuildFailed([Problem(at, "import.empty", msg("the file holds no text"))])
    sections, lead = findings.parts(text.lines, text.numbers, scheme.levels, text.levels(Kind.FINDING), work.said)
    parted = Text(head=head, tail=tail, lead=lead, sections=sections, scheme=scheme)
    shows = findings.tells_of_progress(text)
    kind, kind_doubts = _kind(head, shows)
    facts, entries = facts_of(parted, units, unit, kind, now)
    unit_id = "" if "单位" in facts.provisional else facts.unit
    chosen = id_ or identity.id_of(manuscript.name, unit_id, year_of(facts), kind)
    if chosen is None:
        raise BuildFailed(
            [
                Problem(
                    at,
                    "import.id",
                    msg("no id can be derived from the file name or the text"),
                    msg("name one: --id 2023-culture-federation")
                    if unit_id
                    else msg(
                        "the text names no unit of units.yaml: add its unit there, or name one with --unit; "
                        "or name an id: --id 2023-culture-federation"
                    ),
                )
            ]
        )
    ledger, found, more = _ledger(parted, facts, kind, shows, manuscript.name, now.date())
    notice, markup = _proved(manuscript, work, facts, {*files(chosen), *(f"{SECTION}{part.code}" for part in sections)})
    remarks = [
        Entry(Group.REPAIRED if r.is_repair else Group.NOTE, r.line, r.code, r.message, r.before, r.after)
        for r in manuscript.remarks
    ]
    _read_back(chosen, notice, ledger, manuscript.name, sections)
    return Draft(
        name=manuscript.name,
        id=chosen,
        title=facts.title,
        notice=notice,
        facts=facts,
        ledger=ledger,
        pictures=manuscript.pictures,
        entries=in_order([*remarks, *work.entries, *scheme.entries, *entries, *kind_doubts, *more, *markup]),
        input_lines=_input_lines(manuscript),
        result_lines=tuple(
            (number, readable(line), scheme.levels.get(index, 0))
            for index, (number, line) in enumerate(zip(text.numbers, text.lines, strict=True))
        ),
        findings=found,
    )


def _shape(work: _Work, punctuation_: Punctuation, *, has_paragraphs: bool) -> Scheme:
    """Join and part lines until each is a paragraph or a heading; returns the headings of the final text."""
    if punctuation_ is Punctuation.UNIFY:
        work.change(list(punctuation.unified(work.text)))
    pages = list(page_numbers(work.text))
    dropped = frozenset(work.text.number_at(edit.start) for edit in pages)
    work.change(pages)
    work.change(list(joins(work.text, dropped, has_paragraphs=has_paragraphs)))
    scheme = scheme_of(work.text)
    work.text = with_headings(work.text, scheme.levels)
    tables = in_sections(work.text, scheme)
    work.text = replace(work.text, marks=(*work.text.marks, *tables.marks))
    work.change(tables.edits, tables.entries)
    work.said = tables.said
    breaks = [
        Edit(offset, offset + 1, after, Group.REPAIRED, "import.cell-break", msg("lines of a table cell were joined"))
        for offset, after in unbroken(work.text)
    ]
    work.change(breaks)
    work.change(list(splitting.quote_edits(work.text)))
    work.entries += splitting.quote_doubts(work.text)
    work.change(list(splitting.split_edits(work.text)))
    if punctuation_ is Punctuation.KEEP:
        work.entries += _half_width(work.text)
    numbering = numbering_down_to(scheme, tables.deepest) if tables.deepest else scheme.numbering
    return replace(scheme, levels=work.text.levels(Kind.HEADING), numbering=numbering)


def _half_width(text: Wording) -> list[Entry]:
    lines = dict.fromkeys(text.number_at(offset) for offset, _ in punctuation.half_width(text))
    message = msg("half-width punctuation between Chinese characters was left; --punctuation unify makes it full-width")
    words = dict(zip(reversed(text.numbers), reversed(text.lines), strict=True))
    return [Entry(Group.NOTE, number, "import.punctuation", message, readable(words[number])[:40]) for number in lines]


def _kind(head: Head, shows: bool) -> tuple[NoticeKind | None, list[Entry]]:
    """Tell the kind of a notice; where neither title nor text, which may show progress, settles it, that is a doubt."""
    kind = identity.kind_of(head.title, tells_of_progress=shows)
    if shows or not head.title or identity.names_kind(head.title):
        return kind, []
    taken = identity.KIND_NAMES[kind or NoticeKind.PROGRESS]
    message = msg(
        "the kind of the notice is not certain; “{kind}” was taken; write the right one into 类型", kind=taken
    )
    return kind, [Entry(Group.DOUBT, head.title_line, "import.kind", message, head.title)]


def _ledger(
    text: Text, facts: sources.Facts, kind: NoticeKind | None, shows: bool, name: str, today: date
) -> tuple[str | None, int, list[Entry]]:
    """Write the skeleton for all leaves of the sections that hold findings."""
    holding, certain = findings.holding_findings(text.sections)
    leaves = [part for part in text.sections if part.is_leaf and part.first in holding]
    if not leaves or kind in (NoticeKind.ENTRY, NoticeKind.FEEDBACK):
        return None, 0, [_no_ledger(is_doubt=shows and kind is NoticeKind.PROGRESS)]
    found: list[Finding] = []
    entries: list[Entry] = []
    for leaf in leaves:
        one, more = finding(leaf)
        found.append(one)
        entries += more
    entries += findings.lone_labels([part for part in text.sections if part.first in holding])
    if not certain:
        message = msg(
            "which sections hold findings is not certain; the ledger lists those below {sections}",
            sections="、".join(sorted(holding)),
        )
        entries.append(Entry(Group.DOUBT, 0, "import.findings", message))
    day, stands_in, more = _as_of(text, facts, today)
    file = sources.ledger_file(found, day, text.scheme.numbering, name, stands_in=stands_in)
    return file, len(found), [*entries, *more]


def _no_ledger(*, is_doubt: bool) -> Entry:
    message = msg("no findings were found; no ledger was made")
    if is_doubt:
        message = msg(
            "the text says how findings stand, but none was found; no ledger was made; give each finding a heading "
            "with a numeral, such as （一）, and import again"
        )
    return Entry(Group.DOUBT if is_doubt else Group.NOTE, 0, "import.no-ledger", message)


def _as_of(text: Text, facts: sources.Facts, today: date) -> tuple[date, str, list[Entry]]:
    """Return the day of the figures, and why it only stands in; no reason where the text says 截至."""
    known = {"落款": facts.signed.get("日期", ""), "发布": facts.published_on}
    name = next((name for name, day in known.items() if day), "导入")
    latest = date.fromisoformat(known[name]) if name in known else None
    stated, entries = figures_day([(text.head.title_line, text.head.title), *text.general()], latest)
    if stated:
        return stated, "", entries
    message = msg("the text does not say of which day its figures are; the day of {name} stands in", name=name)
    entries.append(Entry(Group.MISSING, 0, "import.missing", message, "", "数据截至"))
    return latest or today, f"原文没有写明数据截至哪一天，暂用{name}的日期", entries


def _proved(
    manuscript: Manuscript, work: _Work, facts: sources.Facts, known: Collection[str]
) -> tuple[str, list[Entry]]:
    """Write the notice and prove that it holds the words of the file; markup that stands in the way is left out.

    `known` are the files and the sections that a link may lead to.
    """
    work.text, entries = with_links(work.text, known)
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


def in_order(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Sort the lines of a report as it shows them."""
    order = list(Group)
    return tuple(sorted(entries, key=lambda e: (order.index(e.group), e.line)))
