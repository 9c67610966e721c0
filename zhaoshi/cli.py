"""The command line: the language in which it speaks, the commands, and the options of each."""

import atexit
import gc
import locale
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

import zhaoshi
from zhaoshi import commands, languages, option_parser
from zhaoshi.commands import (
    DONE,
    ENVIRONMENT,
    IMPORTED_STAYS,
    INTERRUPTED,
    NOTHING_WRITTEN,
    SITE_STAYS,
    SOURCES_WRONG,
    USAGE,
    Holds,
    run,
)
from zhaoshi.option_parser import Command, Day, DefaultToBuild, Group
from zhaoshi.printing import Console
from zhaoshi.problems import EnvironmentFailed, Gettext

__all__ = ["DONE", "ENVIRONMENT", "INTERRUPTED", "SOURCES_WRONG", "USAGE", "main", "program"]

LANGUAGES = ("zh-CN", "zh", "en")

_SELDOM = 500_000
"""New objects after which the garbage collector looks for cycles: few are ever made, and looking took a tenth."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    gc.set_threshold(_SELDOM)
    atexit.register(gc.freeze)  # what is there at the end goes with the process, and is not looked through
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # a process without a terminal may have neither
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 (goes with the process)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    language, given = _language(sys.argv[1:] if arguments is None else arguments)
    catalogue = languages.translations(language)
    option_parser.speak(language)
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
    except EnvironmentFailed as failure:  # of the answer itself; see `commands.run` for all else
        Console(catalogue.gettext).fail(failure.message.text(catalogue.gettext))
        return ENVIRONMENT
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


def program(gettext: Gettext) -> click.Group:
    """Make the command line in one language: every command passes its options, by name, to a function of `commands`."""
    _ = gettext
    usage: dict[str, Any] = {"options_metavar": _("[OPTIONS]")}
    group_usage: dict[str, Any] = {**usage, "subcommand_metavar": _("COMMAND [ARGS]...")}

    group = DefaultToBuild(help=_("Turns a folder of YAML and Markdown into a public-disclosure site."), **group_usage)
    click.version_option(zhaoshi.__version__, prog_name="zhaoshi")(group)
    new = Group("new", help=_("Make new sources."), **group_usage)
    group.add_command(new)

    def option(*names: str, **more: Any) -> click.Option:
        return click.Option(names, **more)

    flag = partial(option, is_flag=True)
    folder, path = click.Path(file_okay=False, path_type=Path), click.Path(path_type=Path)
    root = option("--root", type=folder, default=Path(), help=_("folder that holds content/"))
    as_of = option(
        "--as-of",
        metavar=_("DATE"),
        type=Day(_),
        help=_("day on which overdue findings are counted; by default today"),
    )
    site = (
        flag("--drafts", help=_("also build drafts and notices whose day has not come")),
        as_of,
        option("--out", type=folder, help=_("output folder; by default site/ in the root folder")),
        root,
    )
    common = (
        option("--language", type=click.Choice(LANGUAGES), help=_("language of messages")),
        flag("--verbose", help=_("say more")),
        flag("--quiet", help=_("say only what went wrong")),
        flag("--json", "as_json", help=_("one JSON object on standard output, nothing else there")),
    )

    def add(
        name: str,
        text: str,
        command: Callable[..., int],
        *params: click.Parameter,
        holds: Holds = SITE_STAYS,
        to: click.Group = group,
    ) -> None:
        def call(language: str, verbose: bool, quiet: bool, as_json: bool, **given: Any) -> int:
            console = Console(gettext, as_json, quiet, verbose)
            return run(console, given.get("root", Path()), lambda: command(console, **given), holds)

        to.add_command(Command(name, help=text, params=[*params, *common], callback=call, **usage))

    add(
        "build",
        _("Build the site."),
        commands.build_site,
        *site,
        option(
            "--jobs",
            metavar=_("INTEGER"),
            type=click.IntRange(1, 64),
            help=_("worker processes; by default one a processor"),
        ),
        option("--cluster", metavar=_("ADDRESS"), default="", help=_("dask scheduler whose workers do the work")),
        flag("--no-search", help=_("leave full-text search out")),
        flag("--no-pictures", help=_("leave pictures for link previews out")),
        flag("--why", help=_("say why each page was rendered")),
        flag("--profile", help=_("say how long each stage took")),
        flag("--gallery", help=_("build the gallery of components instead, by default into gallery/")),
    )
    add(
        "serve",
        _("Build, show the site on this machine, and build again on each save."),
        commands.serve_site,
        *site,
        option(
            "--port",
            metavar=_("INTEGER"),
            type=click.IntRange(1, 65535),
            default=8000,
            show_default=True,
            help=_("port on this machine"),
        ),
    )
    add(
        "check",
        _("Report every problem and doubt in the sources."),
        commands.check_sources,
        *site,
        flag("--strict", help=_("let doubts count as errors")),
        option(
            *("--format", "form"),
            type=click.Choice(["text", "json", "html"]),
            default="text",
            help=_("form of the report"),
        ),
    )
    add(
        "import",
        _("Make notices of text and Word files, and ledgers of Excel files."),
        commands.import_sources,
        click.Argument(["paths"], metavar=_("FILE..."), nargs=-1, required=True, type=path),
        root,
        option(
            *("--id", "id_"),
            metavar=_("ID"),
            help=_("id of the notice; by default made from the file name, or from year and unit"),
        ),
        option("--unit", metavar=_("ID"), help=_("id of the unit; by default the one that the text names")),
        option(
            "--punctuation",
            type=click.Choice(["keep", "unify"]),
            default="keep",
            show_default=True,
            help=_("half-width punctuation between Chinese characters: keep it, or make it full-width"),
        ),
        option("--report", type=click.Path(dir_okay=False, path_type=Path), help=_("HTML file for the report")),
        flag("--dry-run", help=_("write no notice, only report")),
        flag("--force", help=_("replace the text of a notice that is there already")),
        holds=IMPORTED_STAYS,
    )
    add(
        "export",
        _("Write one notice as a PDF or a Word file, set as an official document, or its ledger as a file."),
        commands.export_notice,
        click.Argument(["id_"], metavar=_("ID")),
        option(
            *("--to", "form"),
            type=click.Choice(["pdf", "docx", "xlsx", "json", "csv"]),
            default="pdf",
            show_default=True,
            help=_("kind of file"),
        ),
        root,
        option(
            "--out",
            metavar=_("PATH"),
            type=path,
            help=_("file, or folder for it; by default ID and the kind of file, in the current folder"),
        ),
        as_of,
        flag("--drafts", help=_("also export a draft or a notice whose day has not come")),
        holds=NOTHING_WRITTEN,
    )
    add(
        "site",
        _("Make the files that every site has, to be filled in."),
        commands.new_site,
        root,
        holds=NOTHING_WRITTEN,
        to=new,
    )
    add(
        "notice",
        _("Make the folder of a new notice, as a draft that builds as it is."),
        commands.new_notice,
        click.Argument(["id_"], metavar=_("ID")),
        root,
        option("--unit", metavar=_("ID"), help=_("id of the unit; by default the first of units.yaml")),
        holds=NOTHING_WRITTEN,
        to=new,
    )
    add(
        "schema",
        _("Write JSON Schemas of every YAML file into schemas/, for editors."),
        commands.write_schemas,
        root,
        holds=NOTHING_WRITTEN,
    )
    add("doctor", _("Say what is installed, what is missing, and what it is for."), commands.doctor)
    return group
