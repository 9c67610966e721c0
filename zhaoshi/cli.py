"""Commands, exit codes, and the language in which they speak."""

import gettext as system_gettext
import json
import locale
import os
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import click

import zhaoshi
from zhaoshi import languages
from zhaoshi.building.build import BuildReport, build, check
from zhaoshi.printing import Console, as_json, summary_of
from zhaoshi.problems import BuildFailed, EnvironmentFailed, Gettext, Message, errors, msg
from zhaoshi.text.dates import read_date

DONE, SOURCES_WRONG, USAGE, ENVIRONMENT, INTERRUPTED = 0, 1, 2, 3, 130

CLICK_WORDS: tuple[Message, ...] = (
    msg("Usage:"),
    msg("Options"),
    msg("Commands"),
    msg("Error: {message}"),
    msg("No such option: {name}"),
    msg("No such command {name!r}."),
    msg("Missing argument"),
    msg("Missing parameter"),
    msg("Missing command."),
    msg("Invalid value for {param_hint}: {message}"),
    msg("Got unexpected extra argument ({args})"),
    msg("Option {name!r} requires an argument."),
    msg("Try '{command} {option}' for help."),
    msg("Show this message and exit."),
    msg("Show the version and exit."),
)
"""Words of the option parser, named here so that the catalogues hold them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = _language(given)
    catalogue = languages.translations(language)
    _speak(language)
    try:
        result = program(catalogue.gettext).main(given, prog_name="zhaoshi", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except BuildFailed:
        return SOURCES_WRONG
    except EnvironmentFailed as failure:
        Console(catalogue.gettext).fail(failure.message.text(catalogue.gettext))
        return ENVIRONMENT
    except (KeyboardInterrupt, click.Abort):
        Console(catalogue.gettext).fail("\n" + catalogue.gettext("Interrupted; the site is as it was."))
        return INTERRUPTED
    return int(result or DONE)


def _language(arguments: Sequence[str]) -> str:
    """Choose the language of messages: option, environment, locale."""
    wanted = os.environ.get("ZHAOSHI_LANGUAGE", "")
    for position, argument in enumerate(arguments):
        if argument == "--language" and position + 1 < len(arguments):
            wanted = arguments[position + 1]
        elif argument.startswith("--language="):
            wanted = argument.partition("=")[2]
    if not wanted:
        names = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
        wanted = next((name for name in names if name), None) or locale.getlocale()[0] or ""
    return "zh-CN" if wanted.lower().startswith(("zh", "chinese")) else "en"


def _speak(language: str) -> None:
    """Let the option parser speak the same language; it looks its words up in the process-wide catalogue."""
    folder = resources.files("zhaoshi") / "locale"
    system_gettext.bindtextdomain(languages.DOMAIN, str(folder))
    system_gettext.textdomain(languages.DOMAIN)
    os.environ["LANGUAGE"] = language.replace("-", "_")


class _DefaultToBuild(click.Group):
    """A group that builds where no command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "--version")):
            args = ["build", *args]
        return super().parse_args(ctx, args)


def program(gettext: Gettext) -> click.Group:
    """Make the command line in one language."""
    _ = gettext

    def common(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in (
            click.option(
                "--json", "as_json", is_flag=True, help=_("one JSON object on standard output, nothing else there")
            ),
            click.option("--quiet", is_flag=True, help=_("say only what went wrong")),
            click.option("--verbose", is_flag=True, help=_("say more")),
            click.option("--language", type=click.Choice(["zh-CN", "en"]), help=_("language of messages")),
        ):
            command = option(command)
        return command

    def place(command: Callable[..., Any]) -> Callable[..., Any]:
        folder = click.Path(file_okay=False, path_type=Path)
        for option in (
            click.option("--root", type=folder, default=Path(), help=_("folder that holds content/")),
            click.option("--out", type=folder, help=_("output folder; by default site/ in the root folder")),
            click.option(
                "--as-of", type=_Day(_), help=_("day on which overdue findings are counted; by default today")
            ),
            click.option("--drafts", is_flag=True, help=_("also build drafts and notices whose day has not come")),
        ):
            command = option(command)
        return command

    @click.group(cls=_DefaultToBuild, help=_("Turns a folder of YAML and Markdown into a public-disclosure site."))
    @click.version_option(zhaoshi.__version__, prog_name="zhaoshi")
    def group() -> None:
        pass

    @group.command("build", help=_("Build the site."))
    @place
    @click.option("--jobs", type=click.IntRange(1, 64), help=_("worker processes; by default one a processor"))
    @click.option("--why", is_flag=True, help=_("say why each page was rendered"))
    @click.option("--profile", is_flag=True, help=_("say how long each stage took"))
    @common
    def build_command(
        root: Path,
        out: Path | None,
        as_of: date | None,
        drafts: bool,
        jobs: int | None,
        why: bool,
        profile: bool,
        **flags: Any,
    ) -> int:
        return _build(_console(gettext, flags), root, out, as_of, drafts, jobs, why, profile)

    @group.command("serve", help=_("Build, show the site on this machine, and build again on each save."))
    @place
    @click.option(
        "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=_("port on this machine")
    )
    @common
    def serve_command(root: Path, out: Path | None, as_of: date | None, drafts: bool, port: int, **flags: Any) -> int:
        from zhaoshi.serving import serve

        serve(
            root, out or root / "site", _console(gettext, flags), port=port, as_of=as_of or _epoch_day(), drafts=drafts
        )
        return DONE

    @group.command("check", help=_("Report every problem and doubt in the sources."))
    @place
    @click.option("--strict", is_flag=True, help=_("let doubts count as errors"))
    @click.option(
        "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", help=_("form of the report")
    )
    @common
    def check_command(
        root: Path, out: Path | None, as_of: date | None, drafts: bool, strict: bool, form: str, **flags: Any
    ) -> int:
        return _check(_console(gettext, flags), root, out, as_of, drafts, strict, form)

    @group.group("new", help=_("Make new sources."))
    def new() -> None:
        pass

    @new.command("notice", help=_("Make the folder of a new notice, as a draft that builds as it is."))
    @click.argument("id_", metavar="ID")
    @click.option(
        "--root", type=click.Path(file_okay=False, path_type=Path), default=Path(), help=_("folder that holds content/")
    )
    @click.option("--unit", help=_("id of the unit; by default the first of units.yaml"))
    @common
    def new_notice_command(id_: str, root: Path, unit: str | None, **flags: Any) -> int:
        from zhaoshi.scaffolding import new_notice

        console = _console(gettext, flags)
        paths = new_notice(root, id_, unit, datetime.now())
        console.say(_("made: {paths}").format(paths=", ".join(paths)))
        console.result({"created": paths})
        return DONE

    @group.command("schema", help=_("Write JSON Schemas of every YAML file into schemas/, for editors."))
    @click.option(
        "--root", type=click.Path(file_okay=False, path_type=Path), default=Path(), help=_("folder that holds content/")
    )
    @common
    def schema_command(root: Path, **flags: Any) -> int:
        return _schema(_console(gettext, flags), root)

    @group.command("doctor", help=_("Say what is installed, what is missing, and what it is for."))
    @common
    def doctor_command(**flags: Any) -> int:
        return _doctor(_console(gettext, flags))

    return group


class _Day(click.ParamType[date]):
    name = "date"

    def __init__(self, gettext: Gettext) -> None:
        self._gettext = gettext

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        day = value if isinstance(value, date) else read_date(str(value))
        if day is None:
            self.fail(self._gettext("write year, month and day: 2023-12-14"), param, ctx)
        return day


def _console(gettext: Gettext, flags: dict[str, Any]) -> Console:
    return Console(gettext, flags["as_json"], flags["quiet"], flags["verbose"])


def _epoch_day() -> date | None:
    """Return the day that a reproducible build was asked for (SOURCE_DATE_EPOCH)."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(seconds), UTC).date() if seconds.isdecimal() else None


def _build(
    console: Console,
    root: Path,
    out: Path | None,
    as_of: date | None,
    drafts: bool,
    jobs: int | None,
    why: bool,
    profile: bool,
) -> int:
    def tell(stage: str, done: int, count: int) -> None:
        if done == count or done % 20 == 0:
            console.progress(console.gettext("rendering {done}/{count}").format(done=done, count=count))

    output = out or root / "site"
    try:
        report = build(root, output, as_of=as_of or _epoch_day(), drafts=drafts, jobs=jobs, tell=tell)
    except BuildFailed as failure:
        console.progress("")
        console.problems(failure.problems, root)
        console.fail(
            console.gettext("{summary}; the site is as it was.").format(summary=summary_of(failure.problems, console))
        )
        console.result({"problems": [as_json(problem, console.gettext) for problem in failure.problems]})
        return SOURCES_WRONG
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
    console.result(_as_json(report, console.gettext))
    return DONE


def _say_built(console: Console, report: BuildReport, output: Path) -> None:
    text = console.gettext(
        "Built {output} as of {as_of}: {notices} notices, {findings} findings; files: {created} new, "
        "{updated} changed, {unchanged} unchanged, {removed} removed; {seconds:.2f} s."
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
    if report.problems and not console.verbose:
        console.say(
            console.gettext("There are {count} doubts; “zhaoshi check” shows them.").format(count=len(report.problems)),
            colour="yellow",
        )


def _as_json(report: BuildReport, gettext: Gettext) -> dict[str, Any]:
    return {
        "as_of": report.as_of.isoformat(),
        "notices": report.notices,
        "findings": report.findings,
        "pages": {
            "created": list(report.created),
            "updated": list(report.updated),
            "unchanged": report.unchanged,
            "removed": list(report.removed),
        },
        "problems": [as_json(problem, gettext) for problem in report.problems],
        "seconds": round(report.seconds, 3),
    }


def _check(
    console: Console, root: Path, out: Path | None, as_of: date | None, drafts: bool, strict: bool, form: str
) -> int:
    problems = check(root, out or root / "site", as_of=as_of or _epoch_day(), drafts=drafts)
    failed = bool(errors(problems)) or (strict and bool(problems))
    if form == "html":
        from zhaoshi.checking import html_report

        click.echo(html_report(problems, console.gettext))
    elif form == "json" or console.as_json:
        listed = [as_json(problem, console.gettext) for problem in problems]
        click.echo(json.dumps({"problems": listed, "failed": failed}, ensure_ascii=False))
    else:
        console.problems(problems, root)
        console.say(summary_of(problems, console) + console.gettext("."), colour="red" if failed else "green")
    return SOURCES_WRONG if failed else DONE


def _schema(console: Console, root: Path) -> int:
    from zhaoshi.model.schemas import schemas

    folder = root / "schemas"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas().items():
            text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
            (folder / f"{name}.schema.json").write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise EnvironmentFailed(
            msg("{path} cannot be written: {reason}", path=folder, reason=error.strerror)
        ) from error
    console.say(console.gettext("made: {paths}").format(paths=folder))
    console.result({"created": [f"schemas/{name}.schema.json" for name in schemas()]})
    return DONE


_PURPOSES: dict[str, Message] = {
    "jinja2": msg("templates"),
    "markdown-it-py": msg("Markdown"),
    "pyyaml": msg("YAML"),
    "msgspec": msg("the memory of the last build"),
    "babel": msg("dates in words"),
    "click": msg("the command line"),
    "filelock": msg("keeping two builds apart"),
    "livereload": msg("the live preview"),
}


def _doctor(console: Console) -> int:
    import yaml

    found: dict[str, str | None] = {}
    for name in _PURPOSES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = None
    console.say(f"zhaoshi {zhaoshi.__version__}, Python {platform.python_version()}, {platform.platform()}")
    for name, version in found.items():
        purpose = _PURPOSES[name].text(console.gettext)
        console.say(
            f"{name:<16} {version or console.gettext('missing'):<10} {purpose}", colour=None if version else "red"
        )
    fast = hasattr(yaml, "CSafeLoader")
    console.say(
        console.gettext("fast YAML reader: {answer}").format(
            answer=console.gettext("yes") if fast else console.gettext("no")
        )
    )
    missing = [name for name, version in found.items() if version is None]
    console.result(
        {"version": zhaoshi.__version__, "python": platform.python_version(), "packages": found, "fast_yaml": fast}
    )
    return ENVIRONMENT if missing else DONE
