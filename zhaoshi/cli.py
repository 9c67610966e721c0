"""The command line: commands, options, and the language in which they speak."""

import gettext as system_gettext
import locale
import os
import sys
from collections.abc import Callable, Container, Sequence
from datetime import date
from gettext import ngettext
from pathlib import Path
from typing import Any

import click

import zhaoshi
from zhaoshi import languages
from zhaoshi.building.build import build
from zhaoshi.building.report import BuildReport, Tell
from zhaoshi.building.scanning import require_content
from zhaoshi.commands import (
    DONE,
    ENVIRONMENT,
    IMPORTED_STAYS,
    INTERRUPTED,
    NOTHING_WRITTEN,
    SOURCES_WRONG,
    USAGE,
    build_site,
    build_the_gallery,
    check_sources,
    doctor,
    epoch_day,
    export_notice,
    import_sources,
    new_notice,
    run,
    write_schemas,
)
from zhaoshi.printing import Console
from zhaoshi.problems import Gettext, Message, msg
from zhaoshi.text.dates import read_date

__all__ = ["DONE", "ENVIRONMENT", "INTERRUPTED", "SOURCES_WRONG", "USAGE", "main", "program"]

LANGUAGES = ("zh-CN", "zh", "en")

CLICK_WORDS: tuple[Message, ...] = (
    msg("Usage: "),
    msg("{heading}:"),
    msg("Options"),
    msg("Commands"),
    msg("Error: {message}"),
    msg("No such option {name!r}."),
    msg("No such command {name!r}."),
    msg("Missing command."),
    msg("Invalid value for {param_hint}: {message}"),
    msg("Try '{command} {option}' for help."),
    msg("Option {name!r} does not take a value."),
    msg("Invalid value: {message}"),
    msg("{value} is not in the range {range}."),
    msg("{value!r} is not a valid {number_type}."),
    msg("{name} {filename!r} is a file."),
    msg("default: {default}"),
    msg("directory"),
    msg("file"),
    msg("Show this message and exit."),
    msg("Show the version and exit."),
)
"""Words of the option parser, named here so that the catalogues hold them."""

CLICK_PLURALS = (
    ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
    ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    language, given = _language(sys.argv[1:] if arguments is None else arguments)
    catalogue = languages.translations(language)
    _speak(language)
    try:
        result = program(catalogue.gettext).main(given, prog_name="zhaoshi", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.MissingParameter as error:
        name = error.param.get_error_hint(error.ctx).strip("'") if error.param and error.ctx else ""
        text = catalogue.gettext("“{name}” is missing.").format(name=name)
        click.UsageError(text, error.ctx).show()
        return USAGE
    except click.ClickException as error:
        error.show()
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        Console(catalogue.gettext).fail("\n" + catalogue.gettext("Interrupted; the site is as it was."))
        return INTERRUPTED
    return int(result or DONE)


def _language(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Choose the language of messages by option, environment or locale; return it and the other arguments.

    The option may stand anywhere. A language that is not known is left for the option parser to refuse.
    """
    wanted, others = os.environ.get("ZHAOSHI_LANGUAGE", ""), list(arguments)
    for position, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--language":
            value = value if equals else "".join(arguments[position + 1 : position + 2])
            if value in LANGUAGES:
                wanted = value
                del others[position : position + (1 if equals else 2)]
            break
    if not wanted:
        names = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
        wanted = next((name for name in names if name), None) or locale.getlocale()[0] or ""
    return ("zh-CN" if wanted.lower().startswith(("zh", "chinese")) else "en"), others


def _speak(language: str) -> None:
    """Let the option parser speak the same language; it looks its words up in the process-wide catalogue."""
    system_gettext.bindtextdomain(languages.DOMAIN, str(languages.FOLDER))
    system_gettext.textdomain(languages.DOMAIN)
    os.environ["LANGUAGE"] = language.replace("-", "_")


class _Formatter(click.HelpFormatter):
    """Ends headings as the language does, where the option parser has a colon of its own."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, system_gettext.gettext("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        self.write(" " * self.current_indent + system_gettext.gettext("{heading}:").format(heading=heading) + "\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _Command(click.Command):
    context_class = _Context


class _Group(click.Group):
    context_class = _Context
    command_class = _Command
    group_class = type


class _DefaultToBuild(_Group):
    """A group that builds where no command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "--version")):
            args = _with_command_first(args, self.commands)
        return super().parse_args(ctx, args)


_FLAGS = (
    *("--drafts", "--json", "--quiet", "--verbose", "--no-search", "--no-pictures"),
    *("--why", "--profile", "--strict", "--gallery"),
    *("--dry-run", "--force"),
)


def _with_command_first(args: list[str], commands: Container[str]) -> list[str]:
    """Move the command before the options that were written before it; build where there is none."""
    for position, argument in enumerate(args):
        is_value = position > 0 and args[position - 1].startswith("-") and args[position - 1] not in _FLAGS
        if argument in commands and not is_value:
            return [*args[position:], *args[:position]]
    return ["build", *args]


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
            click.option("--language", type=click.Choice(LANGUAGES), help=_("language of messages")),
        ):
            command = option(command)
        return command

    def place(command: Callable[..., Any]) -> Callable[..., Any]:
        folder = click.Path(file_okay=False, path_type=Path)
        for option in (
            click.option("--root", type=folder, default=Path(), help=_("folder that holds content/")),
            click.option("--out", type=folder, help=_("output folder; by default site/ in the root folder")),
            click.option(
                "--as-of",
                metavar=_("DATE"),
                type=_Day(_),
                help=_("day on which overdue findings are counted; by default today"),
            ),
            click.option("--drafts", is_flag=True, help=_("also build drafts and notices whose day has not come")),
        ):
            command = option(command)
        return command

    @click.group(
        cls=_DefaultToBuild,
        subcommand_metavar=_("COMMAND [ARGS]..."),
        help=_("Turns a folder of YAML and Markdown into a public-disclosure site."),
    )
    @click.version_option(zhaoshi.__version__, prog_name="zhaoshi")
    def group() -> None:
        pass

    @group.command("build", help=_("Build the site."))
    @place
    @click.option(
        "--jobs",
        metavar=_("INTEGER"),
        type=click.IntRange(1, 64),
        help=_("worker processes; by default one a processor"),
    )
    @click.option("--cluster", metavar=_("ADDRESS"), default="", help=_("dask scheduler whose workers do the work"))
    @click.option("--no-search", is_flag=True, help=_("leave full-text search out"))
    @click.option("--no-pictures", is_flag=True, help=_("leave pictures for link previews out"))
    @click.option("--why", is_flag=True, help=_("say why each page was rendered"))
    @click.option("--profile", is_flag=True, help=_("say how long each stage took"))
    @click.option(
        "--gallery", is_flag=True, help=_("build the gallery of components instead, by default into gallery/")
    )
    @common
    def build_command(
        root: Path,
        out: Path | None,
        as_of: date | None,
        drafts: bool,
        jobs: int | None,
        cluster: str,
        no_search: bool,
        no_pictures: bool,
        why: bool,
        profile: bool,
        gallery: bool,
        **flags: Any,
    ) -> int:
        console = _console(gettext, flags)
        if gallery:
            return run(console, root, lambda: build_the_gallery(console, root, out))
        output = out or root / "site"

        def make(tell: Tell) -> BuildReport:
            return build(
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

        return run(
            console, root, lambda: build_site(console, root, output, make, drafts=drafts, why=why, profile=profile)
        )

    @group.command("serve", help=_("Build, show the site on this machine, and build again on each save."))
    @place
    @click.option(
        "--port",
        metavar=_("INTEGER"),
        type=click.IntRange(1, 65535),
        default=8000,
        show_default=True,
        help=_("port on this machine"),
    )
    @common
    def serve_command(root: Path, out: Path | None, as_of: date | None, drafts: bool, port: int, **flags: Any) -> int:
        from zhaoshi.serving import serve

        console, day = _console(gettext, flags), as_of or epoch_day()

        def run_preview() -> int:
            require_content(root)
            serve(root, out or root / "site", console, port=port, as_of=day, drafts=drafts)
            return DONE

        return run(console, root, run_preview)

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
        console = _console(gettext, flags)
        return run(console, root, lambda: check_sources(console, root, out, as_of, drafts, strict, form))

    @group.command("import", help=_("Make notices of text and Word files, and ledgers of Excel files."))
    @click.argument("paths", metavar=_("FILE..."), nargs=-1, required=True, type=click.Path(path_type=Path))
    @click.option(
        "--root", type=click.Path(file_okay=False, path_type=Path), default=Path(), help=_("folder that holds content/")
    )
    @click.option(
        "--id",
        "id_",
        metavar=_("ID"),
        help=_("id of the notice; by default made from the file name, or from year and unit"),
    )
    @click.option("--unit", metavar=_("ID"), help=_("id of the unit; by default the one that the text names"))
    @click.option(
        "--punctuation",
        type=click.Choice(["keep", "unify"]),
        default="keep",
        show_default=True,
        help=_("half-width punctuation between Chinese characters: keep it, or make it full-width"),
    )
    @click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help=_("HTML file for the report"))
    @click.option("--dry-run", is_flag=True, help=_("write no notice, only report"))
    @click.option("--force", is_flag=True, help=_("replace the text of a notice that is there already"))
    @common
    def import_command(
        paths: tuple[Path, ...],
        root: Path,
        id_: str | None,
        unit: str | None,
        punctuation: str,
        report: Path | None,
        dry_run: bool,
        force: bool,
        **flags: Any,
    ) -> int:
        from zhaoshi.importing.batch import Options
        from zhaoshi.importing.text.punctuation import Punctuation

        console = _console(gettext, flags)
        options = Options(id=id_, unit=unit, punctuation=Punctuation(punctuation), dry_run=dry_run, force=force)
        return run(console, root, lambda: import_sources(console, root, paths, options, report), IMPORTED_STAYS)

    @group.command(
        "export",
        help=_("Write one notice as a PDF or a Word file, set as an official document, or its ledger as a file."),
    )
    @click.argument("id_", metavar=_("ID"))
    @click.option(
        "--to",
        "form",
        type=click.Choice(["pdf", "docx", "xlsx", "json", "csv"]),
        default="pdf",
        show_default=True,
        help=_("kind of file"),
    )
    @click.option(
        "--root", type=click.Path(file_okay=False, path_type=Path), default=Path(), help=_("folder that holds content/")
    )
    @click.option(
        "--out",
        metavar=_("PATH"),
        type=click.Path(path_type=Path),
        help=_("file, or folder for it; by default ID and the kind of file, in the current folder"),
    )
    @click.option(
        "--as-of",
        metavar=_("DATE"),
        type=_Day(_),
        help=_("day on which overdue findings are counted; by default today"),
    )
    @click.option("--drafts", is_flag=True, help=_("also export a draft or a notice whose day has not come"))
    @common
    def export_command(
        id_: str, form: str, root: Path, out: Path | None, as_of: date | None, drafts: bool, **flags: Any
    ) -> int:
        console = _console(gettext, flags)
        return run(console, root, lambda: export_notice(console, root, id_, form, out, as_of, drafts), NOTHING_WRITTEN)

    @group.group("new", cls=_Group, subcommand_metavar=_("COMMAND [ARGS]..."), help=_("Make new sources."))
    def new() -> None:
        pass

    @new.command("notice", help=_("Make the folder of a new notice, as a draft that builds as it is."))
    @click.argument("id_", metavar=_("ID"))
    @click.option(
        "--root", type=click.Path(file_okay=False, path_type=Path), default=Path(), help=_("folder that holds content/")
    )
    @click.option("--unit", metavar=_("ID"), help=_("id of the unit; by default the first of units.yaml"))
    @common
    def new_notice_command(id_: str, root: Path, unit: str | None, **flags: Any) -> int:
        console = _console(gettext, flags)
        return run(console, root, lambda: new_notice(console, root, id_, unit), NOTHING_WRITTEN)

    @group.command("schema", help=_("Write JSON Schemas of every YAML file into schemas/, for editors."))
    @click.option(
        "--root", type=click.Path(file_okay=False, path_type=Path), default=Path(), help=_("folder that holds content/")
    )
    @common
    def schema_command(root: Path, **flags: Any) -> int:
        console = _console(gettext, flags)
        return run(console, root, lambda: write_schemas(console, root), NOTHING_WRITTEN)

    @group.command("doctor", help=_("Say what is installed, what is missing, and what it is for."))
    @common
    def doctor_command(**flags: Any) -> int:
        return doctor(_console(gettext, flags))

    _name_options(group, _("[OPTIONS]"))
    return group


def _name_options(group: click.Group, word: str) -> None:
    """Let the usage of a group and of all its commands have this word where options go."""
    group.options_metavar = word
    for command in group.commands.values():
        command.options_metavar = word
        if isinstance(command, click.Group):
            _name_options(command, word)


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
