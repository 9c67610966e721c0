"""What each command does, what it says, and how it ends. It loads no more than the command needs."""

import json
import os
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from zhaoshi.building.build import build, checked
from zhaoshi.building.interrupts import TooLate
from zhaoshi.building.report import BuildReport
from zhaoshi.building.scanning import require_content
from zhaoshi.printing import Console, as_json, summary_of, write_out
from zhaoshi.problems import BuildFailed, EnvironmentFailed, Gettext, Message, errors, msg
from zhaoshi.system_errors import cannot_write

if TYPE_CHECKING:
    from zhaoshi.building.writing import Exported

_FIRST_TO_SEE_A_DAY = timezone(timedelta(hours=14))
"""A day that has not come there has come nowhere; the machine's own clock may be behind that of the site."""

DONE, SOURCES_WRONG, USAGE, ENVIRONMENT, INTERRUPTED = 0, 1, 2, 3, 130


def epoch_day() -> date | None:
    """Return the day that a reproducible build was asked for (SOURCE_DATE_EPOCH)."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds:
        return None
    try:
        if not seconds.isdecimal():
            raise ValueError(seconds)
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (OverflowError, ValueError, OSError) as error:
        raise EnvironmentFailed(msg("SOURCE_DATE_EPOCH is no time: {value}", value=seconds)) from error


class Holds(Struct, frozen=True):
    """What holds where a command has been stopped."""

    failed: Message
    """Behind the count of problems, `{summary}`."""
    interrupted: Message


SITE_STAYS = Holds(msg("{summary}; the site is as it was."), msg("Interrupted; the site is as it was."))
_NEW_SITE = msg("Interrupted when the new site was complete: it is in place.")
NOTHING_WRITTEN = Holds(msg("{summary}; nothing was written."), msg("Interrupted; nothing was written."))
IMPORTED_STAYS = Holds(NOTHING_WRITTEN.failed, msg("Interrupted; what was imported before is whole."))


def run(console: Console, root: Path, command: Callable[[], int], holds: Holds = SITE_STAYS) -> int:
    """Run a command and turn what stopped it into sentences, one JSON object, and an exit code."""
    try:
        return command()
    except BuildFailed as failure:
        console.progress("")
        console.problems(failure.problems, root)
        console.fail(msg(holds.failed.msgid, summary=summary_of(failure.problems, console)).text(console.gettext))
        console.result({"problems": [as_json(problem, console.gettext) for problem in failure.problems]})
        return SOURCES_WRONG
    except EnvironmentFailed as failure:
        console.progress("")
        text = failure.message.text(console.gettext)
        console.fail(text)
        console.result({"error": text})
        return ENVIRONMENT
    except KeyboardInterrupt as interrupt:
        console.progress("")
        text = (_NEW_SITE if isinstance(interrupt, TooLate) else holds.interrupted).text(console.gettext)
        console.fail(text)
        console.result({"error": text})
        return INTERRUPTED


def new_site(console: Console, root: Path) -> int:
    """Make the files that every site has."""
    from zhaoshi import scaffolding

    paths = scaffolding.new_site(root)
    console.say(console.gettext("made: {paths}").format(paths=console.gettext(", ").join(paths)))
    console.say(console.gettext("Fill in what is empty in them, then run “zhaoshi check”."))
    console.result({"created": paths})
    return DONE


def new_notice(console: Console, root: Path, id_: str, unit: str | None) -> int:
    """Make the folder of a new notice."""
    from zhaoshi import scaffolding

    require_content(root)
    paths = scaffolding.new_notice(root, id_, unit, datetime.now(UTC))
    console.say(console.gettext("made: {paths}").format(paths=console.gettext(", ").join(paths)))
    console.result({"created": paths})
    return DONE


def build_site(
    console: Console,
    root: Path,
    out: Path | None,
    as_of: date | None,
    drafts: bool,
    *,
    jobs: int | None,
    cluster: str,
    no_search: bool,
    no_pictures: bool,
    why: bool,
    profile: bool,
    gallery: bool,
) -> int:
    """Build the site, or the gallery instead, and say what was done."""
    if gallery:
        return _build_gallery(console, root, out)
    output = out or root / "site"

    def tell(stage: str, done: int) -> None:
        if done % 20 == 0:
            console.progress(console.gettext("{done} files made").format(done=done))

    report = build(
        root,
        output,
        as_of=as_of or epoch_day(),
        drafts=drafts,
        jobs=jobs,
        cluster=cluster,
        search=not no_search,
        pictures=not no_pictures,
        tell=tell,
    )
    console.progress("")
    if console.verbose:
        console.problems(report.problems, root)
    if why:
        for path, reason in sorted(report.reasons.items()):
            console.say(f"{reason:<9} {path}")
    if profile:
        for stage, seconds in report.stages.items():
            console.say(f"{seconds:8.3f} s  {stage}")
    _say_built(console, report, output)
    if drafts and not console.quiet:
        _say_what_stands_in(console, root)
    if console.as_json:
        console.result(_as_json(report, console.gettext))
    return DONE


def _say_built(console: Console, report: BuildReport, output: Path) -> None:
    text = console.gettext(
        "Built {output} as of {as_of}. Notices: {notices}, findings: {findings}. Files: {created} new, "
        "{updated} changed, {unchanged} unchanged, {removed} removed. {seconds:.2f} s."
    )
    console.say(
        text.format(
            output=output,
            as_of=report.as_of,
            notices=report.notices,
            findings=report.findings,
            created=len(report.created),
            updated=len(report.updated),
            unchanged=report.unchanged,
            removed=len(report.removed),
            seconds=report.seconds,
        )
    )
    _say_held_back(console, report.held_back)
    if report.as_of > datetime.now(_FIRST_TO_SEE_A_DAY).date():
        text = console.gettext("The site counts what will be overdue on {as_of}, a day that has not come.")
        console.say(text.format(as_of=report.as_of), colour="yellow")
    for sentence in report.left_out:
        console.say(sentence.text(console.gettext), colour="yellow")
    if report.doubts.count and not console.verbose:
        console.say(
            console.gettext("Doubts: {count}; “zhaoshi check” shows them.").format(count=report.doubts.count),
            colour="yellow",
        )


def _say_held_back(console: Console, held_back: tuple[int, int]) -> None:
    """Name what is not on the site, so that nobody takes a missing notice for a published one."""
    drafts, waiting = held_back
    if drafts:
        console.say(console.gettext("Drafts, not published: {count}.").format(count=drafts), colour="yellow")
    if waiting:
        text = console.gettext("Notices whose day has not come, not published: {count}.")
        console.say(text.format(count=waiting), colour="yellow")


def _held_back_as_json(held_back: tuple[int, int]) -> dict[str, int]:
    return dict(zip(("drafts", "waiting"), held_back, strict=True))


def _say_what_stands_in(console: Console, root: Path) -> None:
    """Name the facts of imported drafts that still have to be written before they are published."""
    from zhaoshi.model.unfinished import PROVISIONAL

    for path in sorted((root / "content" / "notices").glob("*/*")):
        if path.name not in ("notice.md", "ledger.yaml"):
            continue
        lines = path.read_text(encoding="utf-8-sig", errors="replace").split("\n")
        names = [line.partition(":")[0].strip() for line in lines if PROVISIONAL in line]
        if names:
            text = console.gettext("{path} is a draft; before it is published, these are still to be written: {names}")
            console.say(text.format(path=path.relative_to(root).as_posix(), names="、".join(names)), colour="yellow")


def _build_gallery(console: Console, root: Path, out: Path | None) -> int:
    from zhaoshi.gallery.build import build_gallery

    output = out or root / "gallery"
    changes = build_gallery(root, output)
    console.say(console.gettext("made: {paths}").format(paths=output / "index.html"))
    console.result({"pages": {**changes, **{key: list(changes[key]) for key in ("created", "updated", "removed")}}})
    return DONE


def _as_json(report: BuildReport, gettext: Gettext) -> dict[str, Any]:
    return {
        "as_of": report.as_of.isoformat(),
        "notices": report.notices,
        "findings": report.findings,
        "held_back": _held_back_as_json(report.held_back),
        "pages": {
            "created": list(report.created),
            "updated": list(report.updated),
            "unchanged": report.unchanged,
            "removed": list(report.removed),
        },
        "problems": [as_json(problem, gettext) for problem in report.problems],
        "left_out": [sentence.text(gettext) for sentence in report.left_out],
        "seconds": round(report.seconds, 3),
    }


def serve_site(console: Console, root: Path, out: Path | None, as_of: date | None, drafts: bool, *, port: int) -> int:
    """Show the site on this machine until it is interrupted."""
    from zhaoshi.serving import serve

    require_content(root)
    serve(root, out or root / "site", console, port=port, as_of=as_of or epoch_day(), drafts=drafts)
    return DONE


def check_sources(
    console: Console, root: Path, out: Path | None, as_of: date | None, drafts: bool, *, strict: bool, form: str
) -> int:
    """Report every problem and doubt of the sources."""
    found = checked(root, out or root / "site", as_of=as_of or epoch_day(), drafts=drafts)
    problems = found.problems
    failed = bool(errors(problems)) or (strict and bool(problems))
    if form == "html" and not console.as_json:
        from zhaoshi.checking import html_report

        write_out(html_report(problems, console.gettext))
    elif form == "json" or console.as_json:
        listed = [as_json(problem, console.gettext) for problem in problems]
        result = {"problems": listed, "held_back": _held_back_as_json(found.held_back), "failed": failed}
        write_out(json.dumps(result, ensure_ascii=False))
    else:
        console.problems(problems, root)
        _say_held_back(console, found.held_back)
        console.say(summary_of(problems, console) + console.gettext("."), colour="red" if failed else "green")
    return SOURCES_WRONG if failed else DONE


def import_sources(
    console: Console,
    root: Path,
    paths: Sequence[Path],
    *,
    id_: str | None,
    unit: str | None,
    punctuation: str,
    report: Path | None,
    dry_run: bool,
    force: bool,
) -> int:
    """Make sources of notices from text, Word and Excel files, and say what was done to their words."""
    from zhaoshi.building.writing import write
    from zhaoshi.importing import report as reports
    from zhaoshi.importing.batch import Options, import_all
    from zhaoshi.importing.report_page import report_page
    from zhaoshi.importing.text.punctuation import Punctuation

    def tell(done: int, count: int) -> None:
        if count > 1 and (done == count or done % 10 == 0):
            console.progress(console.gettext("importing {done}/{count}").format(done=done, count=count))

    require_content(root)
    options = Options(id=id_, unit=unit, punctuation=Punctuation(punctuation), dry_run=dry_run, force=force)
    batch = import_all(root, paths, options, datetime.now(UTC), tell)
    console.progress("")
    reports.say(console, batch, dry_run=dry_run)
    if report:
        write(report, report_page(batch, console.gettext).encode())
        console.say(console.gettext("made: {paths}").format(paths=report))
    console.problems(batch.problems, root, batch.texts)
    if batch.failure:
        raise batch.failure
    failed = bool(errors(batch.problems))
    if failed:
        console.fail(
            console.gettext("{summary}; these files were not imported.").format(
                summary=summary_of(batch.problems, console)
            )
        )
    console.result(reports.result(batch, console.gettext, dry_run=dry_run))
    return SOURCES_WRONG if failed else DONE


def export_notice(
    console: Console, root: Path, id_: str, form: str, out: Path | None, as_of: date | None, drafts: bool
) -> int:
    """Write one notice as a file of some form."""
    exported = _exporter(form)(root, id_, out, as_of=as_of or epoch_day(), drafts=drafts)
    if exported.pages:
        text = console.gettext("made: {path}, {pages} pages").format(path=exported.path, pages=exported.pages)
    else:
        text = console.gettext("made: {paths}").format(paths=exported.path)
    console.say(text)
    for address in exported.left_out:
        console.say(
            console.gettext("left out, not part of the site: {address}").format(address=address), colour="yellow"
        )
    console.result({"created": [str(exported.path)], "pages": exported.pages, "left_out": list(exported.left_out)})
    return DONE


def _exporter(form: str) -> "Callable[..., Exported]":
    """Load what writes a form, and with it no library that another form needs."""
    match form:
        case "docx":
            from zhaoshi.exporting.word import export_docx

            return export_docx
        case "xlsx":
            from zhaoshi.exporting.xlsx import export_xlsx

            return export_xlsx
        case "json":
            from zhaoshi.exporting.figures import export_json

            return export_json
        case "csv":
            from zhaoshi.exporting.figures import export_csv

            return export_csv
    from zhaoshi.exporting.pdf import export_pdf

    return export_pdf


def write_schemas(console: Console, root: Path) -> int:
    """Write the JSON Schemas."""
    from zhaoshi.model.schemas import schemas

    folder = root / "schemas"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas().items():
            text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
            (folder / f"{name}.schema.json").write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise cannot_write(folder, error) from error
    console.say(console.gettext("made: {paths}").format(paths=folder))
    console.result({"created": [f"schemas/{name}.schema.json" for name in schemas()]})
    return DONE


def doctor(console: Console) -> int:
    """Say what is installed, and what each part is for."""
    from zhaoshi.doctor import has_all

    return DONE if has_all(console) else ENVIRONMENT
