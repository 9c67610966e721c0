"""From a ledger in Excel to `ledger.yaml`, through the findings of a notice that its rows are about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from zhaoshi.building.writing import write
from zhaoshi.importing.excel.changes import note_changes
from zhaoshi.importing.excel.joining import Findings
from zhaoshi.importing.excel.ledger_sheets import Contents, read_sheets
from zhaoshi.importing.excel.ledger_text import fresh, merged, with_stated_day
from zhaoshi.importing.excel.notes import Notes
from zhaoshi.importing.excel.own_sheets import Records, is_own
from zhaoshi.importing.excel.said import UNSTATED, Said
from zhaoshi.importing.excel.sheets import Workbook, read_workbook
from zhaoshi.importing.excel.target import Target, read_back, read_target
from zhaoshi.importing.manuscript import Remark
from zhaoshi.model.ledger import Defaults, Ledger, LedgerItem
from zhaoshi.model.readers import Reference
from zhaoshi.problems import BuildFailed, Location, Problem, errors, in_order, msg
from zhaoshi.text import codes
from zhaoshi.text.citation import quoted
from zhaoshi.text.codes import SectionCode

_ARRANGED = frozenset(
    {"workbook.row-joined", "workbook.row-heading", "workbook.parts-without-rows", "workbook.status-read"}
)
"""Codes of remarks about what the program itself has arranged in a workbook of its own."""
_READINGS = _ARRANGED | {
    "workbook.date-read",
    "workbook.joined-names",
    "workbook.joined-words",
    "workbook.step",
}
"""Codes of remarks about how a table was understood."""


@dataclass(frozen=True, slots=True)
class WorkbookImport:
    """What the import of a workbook came to."""

    written: str
    """Path of the ledger below the root, also after a rehearsal; empty where it says all that already."""
    text: str
    """Of the ledger."""
    problems: tuple[Problem, ...]
    """Doubts: what was left out because it is not certain, and what looks wrong in the result."""
    remarks: tuple[Remark, ...]
    """Every change and everything without a place; where the ledger changes, also every conversion, and of a table that
    the program did not make every row's finding with the confidence of the join."""

    def report(self) -> list[Remark]:
        """Return remarks and doubts in the order of rows."""
        doubts = [
            Remark(problem.at.line, problem.code, problem.message)
            for problem in self.problems
            if problem.code.startswith("workbook.")
        ]
        return sorted([*self.remarks, *doubts], key=lambda remark: remark.line)


def import_workbook(root: Path, data: bytes, name: str, id_: str, *, dry_run: bool = False) -> WorkbookImport:
    """Bring `content/notices/ID/ledger.yaml` up to what a workbook says.

    `data` is the workbook, `name` its file name. All rows are taken or none: raises `BuildFailed` where the file cannot
    be read, where a row is about no finding that could be told, and where the result would not read back as meant;
    `EnvironmentFailed` where the reader of workbooks is missing or the ledger cannot be written. A rehearsal
    (`dry_run`) does all but write.
    """
    target = read_target(root, id_)
    workbook = read_workbook(data, name)
    notes = Notes(name)
    wanted, titles, states_day = _wanted(workbook, target, id_, notes)
    if target.ledger is None:
        text = fresh(wanted, titles, chinese=target.in_chinese) if wanted.items else target.text
    else:
        text = merged(target.text, wanted, titles, target.numbering)
        text = with_stated_day(text) if states_day else text
    doubts = _proof(text, wanted, target) if text else []
    is_changed = text != target.text
    if is_changed and not dry_run:
        write(root / target.ledger_path, target.data(text))
    needless = _READINGS if not is_changed else _ARRANGED if is_own(workbook, id_) else frozenset()
    remarks = [remark for remark in notes.remarks if remark.code not in needless]
    return WorkbookImport(
        target.ledger_path if is_changed else "", text, in_order([*notes.problems, *doubts]), tuple(remarks)
    )


def _proof(text: str, wanted: Ledger, target: Target) -> list[Problem]:
    """Read the new text back and return its doubts; raises `BuildFailed` where it does not say what it should."""
    ledger, problems = read_back(text, target.ledger_path, target.numbering)
    if errors(problems):
        raise BuildFailed(problems)
    if ledger is None or _plain(ledger) != _plain(wanted):
        raise BuildFailed(
            [
                Problem(
                    Location(target.ledger_path),
                    "workbook.not-proved",
                    msg("the ledger is written in a way that cannot be changed without loss"),
                    msg("write its entries as a list, one “- ” each, and import again"),
                )
            ]
        )
    return problems


def _plain(ledger: Ledger) -> tuple[date, Mapping[str, LedgerItem]]:
    """Return what a ledger says, without the places where names were written."""
    nowhere = Location("")
    return ledger.as_of, {
        item.section.name: replace(
            item,
            section=Reference(item.section.name, nowhere),
            evidence=tuple(replace(e, file=Reference(e.file.name, nowhere) if e.file else None) for e in item.evidence),
        )
        for item in ledger.items
    }


def _wanted(
    workbook: Workbook, target: Target, id_: str, notes: Notes
) -> tuple[Ledger, Mapping[SectionCode, str], bool]:
    """Return what the ledger shall say, the words of each finding, and whether the workbook states the day.

    A workbook that the program made states no day while it still has that of the ledger.
    """
    own = is_own(workbook, id_)
    findings = Findings(target.sections, target.numbering)
    contents = read_sheets(workbook, findings, target.numbering, own, notes)
    as_of = contents.as_of or (target.ledger.as_of if target.ledger else None)
    if as_of is None:
        notes.error(
            contents.first,
            "workbook.as-of-missing",
            msg("{cell}: the sheet does not say of which day its figures are"),
            msg("write 数据截至 and, in the cell beside it, the date above the table"),
        )
    if as_of is None or errors(notes.problems):
        raise BuildFailed(notes.problems)
    defaults = target.ledger.defaults if target.ledger else Defaults()
    known = {SectionCode(item.section.name): item for item in target.ledger.items} if target.ledger else {}
    items = dict(known)
    for code, said in contents.said.items():
        item = _item(said, known.get(code) or _blank(code), contents.records, own)
        if code in known or item != _blank(code):
            items[code] = _filled(item, defaults, said, code in known, notes)
    for code in _name_missing(findings, contents, items, notes):
        items[code] = _filled(_blank(code), defaults, None, False, notes)
    ordered = sorted(items, key=codes.places)
    titles = {code: f"{codes.shown(code, target.numbering)} {title}" for code, title in findings.titles.items()}
    wanted = Ledger(as_of=as_of, defaults=defaults, items=tuple(items[code] for code in ordered))
    states_day = contents.as_of is not None
    if target.ledger:
        states_day &= not own or as_of != target.ledger.as_of
        stands_in = states_day and with_stated_day(target.text) != target.text
        note_changes(target.ledger, wanted, findings.titles, contents, notes, stands_in=stands_in)
    return wanted, titles, states_day


def _blank(code: SectionCode) -> LedgerItem:
    return LedgerItem(section=Reference(code, Location("")), status=UNSTATED)


def _item(said: Said, is_: LedgerItem, records: Mapping[str, Records], own: bool) -> LedgerItem:
    """Return an entry with what rows say of it."""
    code = SectionCode(is_.section.name)
    of_verification = {
        name.removeprefix("verification/"): value
        for name, value in said.values.items()
        if name.startswith("verification/")
    }
    values: dict[str, Any] = {name: value for name, value in said.values.items() if "/" not in name}
    known = [(update.on, update.text) for update in is_.updates]
    added = [update for update in said.updates if (update.on, update.text) not in known]
    values["updates"] = tuple(sorted([*is_.updates, *added], key=lambda update: update.on))
    for field, listed in records.items():
        if own or code in listed.by_section:
            values[field] = listed.by_section.get(code, ())
    return replace(is_, verification=replace(is_.verification, **of_verification), **values)


def _filled(item: LedgerItem, defaults: Defaults, said: Said | None, is_known: bool, notes: Notes) -> LedgerItem:
    """Return an entry as it is read back: what is empty has the value that the ledger supplies."""
    filled = replace(
        item,
        leader=item.leader or defaults.leader,
        owner=item.owner or defaults.owner,
        deadline=item.deadline or defaults.deadline,
    )
    if is_known and said and filled != item:
        message = msg("{cell}: a field that is empty here keeps the value that stands under 默认值 in the ledger")
        notes.remark(said.spot, "workbook.default-kept", message)
    return filled


def _name_missing(
    findings: Findings, contents: Contents, items: Mapping[SectionCode, LedgerItem], notes: Notes
) -> list[SectionCode]:
    """Name the findings that the workbook has no row for; return those for which the ledger must have an entry."""
    parts = {code.split(".")[0] for code in items}
    needed: list[SectionCode] = []
    elsewhere: list[SectionCode] = []
    for code, title in findings.titles.items():
        if code.split(".")[0] not in parts:
            elsewhere += [] if code in contents.said else [code]
            continue
        if code not in items:
            needed.append(code)
        said = contents.said.get(code)
        if said and said.has_row:
            continue
        kept = msg("the workbook has no row for the finding {code} “{title}”; its entry stays as it is")
        entered = msg("the workbook has no row for the finding {code} “{title}”; it is entered as 未注明")
        listed = msg("the workbook has no row for the finding {code} “{title}”; only 佐证 and 进展 were taken over")
        message = msg((listed if said else kept if code in items else entered).msgid, code=code, title=quoted(title))
        notes.doubt(contents.first, "workbook.finding-missing", message)
    if elsewhere:
        message = msg("sections without a row, in parts of the text without any: {codes}", codes="、".join(elsewhere))
        notes.remark(None, "workbook.parts-without-rows", message)
    return needed
