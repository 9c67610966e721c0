"""Several files at once: each becomes a whole notice, or a problem with its name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from zhaoshi.building.reading import SITE, UNITS, read_one
from zhaoshi.importing import files, identity
from zhaoshi.importing.files import Content, InputFile
from zhaoshi.importing.text.notice_draft import Draft, draft_of
from zhaoshi.importing.text.punctuation import Punctuation
from zhaoshi.importing.text.wording import Entry, Group
from zhaoshi.importing.writing import files_there, ids_there, write_notice
from zhaoshi.model.readers import is_id
from zhaoshi.model.site import read_site
from zhaoshi.model.unit import Unit, read_units
from zhaoshi.problems import BuildFailed, EnvironmentFailed, Location, Problem, errors, msg
from zhaoshi.references import no_such_unit

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line asks for."""

    id: str | None = None
    unit: str | None = None
    punctuation: Punctuation = Punctuation.KEEP
    dry_run: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A file that became a source."""

    file: str
    id: str
    written: tuple[str, ...]
    """Paths below the root; with `--dry-run` those that would be written."""
    entries: tuple[Entry, ...]
    draft: Draft | None = None
    """None for an Excel ledger."""
    is_unchanged: bool = False
    """Whether the ledger says already what the file says."""


@dataclass(slots=True)
class Batch:
    """What a run has done."""

    imported: list[Imported] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """What stands, or after a rehearsal would stand, in the files that problems are about, by path below the root."""
    failure: EnvironmentFailed | None = None
    """What stopped the run before all files were done."""


def import_all(
    root: Path, paths: Sequence[Path], options: Options, now: datetime, tell: Callable[[int, int], None]
) -> Batch:
    """Import files and folders; `now` is turned into the site's time zone.

    Each notice is put in place as a whole. What is wrong with one file does not stop the others. `tell` hears how many
    files are done, and of how many. Raises `BuildFailed` where nothing can be imported at all; a failure of the machine
    on the way is part of the result, beside what was done before.
    """
    units = read_one(root, UNITS, read_units)
    unit = _unit(units, options.unit)
    local = now.astimezone(ZoneInfo(read_one(root, SITE, read_site).time_zone)).replace(tzinfo=None)
    found = files.found_in(paths)
    if options.id and len({path.stem for path in found}) > 1:
        raise BuildFailed(
            [
                Problem(
                    Location(str(found[0])),
                    "import.id",
                    msg("one id cannot be given to several files"),
                    msg("leave --id out"),
                )
            ]
        )
    batch = Batch()
    ids: dict[str, str] = {}
    later: list[Path] = []
    try:
        for number, path in enumerate(found):
            tell(number, len(found))
            try:
                file = files.read(path)
                if file.content is Content.WORKBOOK:
                    later.append(path)
                    continue
                draft = draft_of(
                    files.manuscript(file),
                    units,
                    now=local,
                    id_=options.id,
                    unit=unit,
                    punctuation_=options.punctuation,
                    files=partial(files_there, root),
                )
                _put_draft(root, path, draft, options, ids, batch)
            except BuildFailed as failure:
                batch.problems += failure.problems
        for path in later:
            try:
                _import_ledger(root, path, files.read(path), units, options, ids, batch)
            except BuildFailed as failure:
                batch.problems += failure.problems
    except EnvironmentFailed as failure:
        batch.failure = failure
    tell(len(found), len(found))
    return batch


def _put_draft(root: Path, path: Path, draft: Draft, options: Options, ids: dict[str, str], batch: Batch) -> None:
    if draft.id in ids.values():
        raise BuildFailed([_twice(path, draft.id)])
    draft, written = write_notice(root, draft, force=options.force, dry_run=options.dry_run)
    ids[path.stem] = draft.id
    batch.imported.append(
        Imported(file=str(path), id=draft.id, written=tuple(written), entries=draft.entries, draft=draft)
    )


def _unit(units: Sequence[Unit], wanted: str | None) -> Unit | None:
    if wanted is None:
        return None
    for unit in units:
        if unit.id == wanted:
            return unit
    raise BuildFailed([no_such_unit(wanted, units, UNITS)])


def _twice(path: Path, id_: str) -> Problem:
    return Problem(
        Location(str(path)),
        "import.id",
        msg("another file of this run has the id “{id}” already", id=id_),
        msg("name the file as the id shall be, for example 2023-culture-federation, or import it alone with --id"),
    )


def _import_ledger(
    root: Path,
    path: Path,
    file: InputFile,
    units: Sequence[Unit],
    options: Options,
    ids: dict[str, str],
    batch: Batch,
) -> None:
    """Import an Excel ledger: into the notice that is named, or that of the same file name."""
    id_ = options.id or ids.get(path.stem) or (path.stem if is_id(path.stem) else None)
    if id_ is None:
        near = identity.nearest(ids_there(root), path.stem, units)[:_MOST_NAMED]
        hint = (
            msg("name it with --id; notices of this site are: {ids}", ids="、".join(near))
            if near
            else msg("import its text first, or make it with “zhaoshi new notice”")
        )
        message = msg("the ledger does not say which notice it belongs to")
        raise BuildFailed([Problem(Location(str(path)), "import.id", message, hint)])
    if options.dry_run and id_ in ids.values():
        message = msg("the ledger can be read only once its notice is there; import both without --dry-run")
        entry = Entry(Group.NOTE, 0, "import.ledger-later", message)
        batch.imported.append(Imported(file=str(path), id=id_, written=(), entries=(entry,)))
        return
    from zhaoshi.importing.excel.changes import CHANGED
    from zhaoshi.importing.excel.workbooks import import_workbook

    result = import_workbook(root, file.data, file.name, id_, dry_run=options.dry_run)
    batch.problems += result.problems
    batch.texts[result.written] = result.text
    if not errors(result.problems):
        remarks = sorted(result.report(), key=lambda remark: remark.code != CHANGED)
        entries = tuple(
            Entry(Group.CHANGED if r.code == CHANGED else Group.NOTE, r.line, r.code, r.message, r.before, r.after)
            for r in remarks
        )
        batch.imported.append(
            Imported(
                file=str(path),
                id=id_,
                written=(result.written,) if result.written else (),
                entries=entries,
                is_unchanged=not result.written,
            )
        )
