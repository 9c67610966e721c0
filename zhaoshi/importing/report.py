"""What an import has done, for people on the terminal and for machines."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from zhaoshi.importing.batch import Batch, Imported
from zhaoshi.importing.text.wording import Entry, Group
from zhaoshi.printing import Console, as_json
from zhaoshi.problems import Gettext, msg

_MOST = 12
_WIDEST = 60

GROUPS = {
    Group.MISSING: msg("Missing"),
    Group.DOUBT: msg("To be checked"),
    Group.CHANGED: msg("Changed"),
    Group.REPAIRED: msg("Repaired"),
    Group.MOVED: msg("Became fields"),
    Group.DROPPED: msg("Left out"),
    Group.NOTE: msg("Notes"),
}
_COLOURS = {Group.MISSING: "red", Group.DOUBT: "yellow", Group.CHANGED: "blue"}


def say(console: Console, batch: Batch, *, dry_run: bool) -> None:
    """Tell a person what was imported; with several files only how much of each kind."""
    whole = console.verbose or len(batch.imported) == 1
    for imported in batch.imported:
        if imported.is_unchanged:
            text = console.gettext("{file}: nothing has changed in the ledger of {path}")
        elif dry_run:
            text = console.gettext("{file} would become {path}")
        else:
            text = console.gettext("{file} became {path}")
        console.say(
            text.format(file=imported.file, path=imported.written[0] if imported.written else imported.id),
            colour="green",
        )
        for group, entries in groups(imported.entries):
            title = f"  {GROUPS[group].text(console.gettext)} ({len(entries)})"
            if not whole:
                if group in _COLOURS:
                    console.say(title, colour=_COLOURS[group])
                continue
            console.say(title, colour=_COLOURS.get(group))
            shown = entries if console.verbose else entries[:_MOST]
            for entry in shown:
                console.say("    " + sentence(entry, console.gettext))
            if more := len(entries) - len(shown):
                console.say("    " + console.gettext("{count} more; --verbose shows them").format(count=more))


def groups(entries: Sequence[Entry]) -> list[tuple[Group, list[Entry]]]:
    """Part the entries of a report by their groups; they are sorted so already."""
    return [(group, list(found)) for group, found in groupby(entries, key=lambda entry: entry.group)]


def sentence(entry: Entry, gettext: Gettext) -> str:
    """Say one entry in a line."""
    text = entry.message.text(gettext)
    if entry.line and not entry.code.startswith("workbook."):  # those name the cell
        text = gettext("line {number}: {message}").format(number=entry.line, message=text)
    if entry.group is Group.MISSING or not (entry.before or entry.after):
        return text
    before, after = _short(entry.before), _short(entry.after)
    return f"{text}  {before} → {after}" if after else f"{text}  {before}"


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def result(batch: Batch, gettext: Gettext, *, dry_run: bool) -> dict[str, Any]:
    """Return the whole report as JSON."""
    return {
        "dry_run": dry_run,
        "notices": [_notice(imported, gettext) for imported in batch.imported],
        "problems": [as_json(problem, gettext) for problem in batch.problems],
    }


def _notice(imported: Imported, gettext: Gettext) -> dict[str, Any]:
    return {
        "file": imported.file,
        "id": imported.id,
        "written": list(imported.written),
        "findings": imported.draft.findings if imported.draft else None,
        "report": [
            {
                "group": entry.group.value,
                "line": entry.line,
                "code": entry.code,
                "message": entry.message.text(gettext),
                "before": entry.before,
                "after": entry.after,
            }
            for entry in imported.entries
        ],
    }
