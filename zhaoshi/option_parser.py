"""The option parser, click, as we need it: its words in our languages, a command by default, days as values."""

import gettext as system_gettext
import os
from collections.abc import Mapping
from datetime import date
from gettext import ngettext
from typing import Any

import click

from zhaoshi import languages
from zhaoshi.problems import Gettext, Message, msg
from zhaoshi.text.dates import read_date

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


def speak(language: str) -> None:
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


class Command(click.Command):
    """A command that speaks our languages."""

    context_class = _Context


class Group(click.Group):
    """Commands below one name."""

    context_class = _Context
    command_class = Command
    group_class = type


class DefaultToBuild(Group):
    """A group that builds where no command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command first, which click wants there."""
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "--version")):
            args = _with_command_first(args, self.commands)
        return super().parse_args(ctx, args)


def _with_command_first(args: list[str], commands: Mapping[str, click.Command]) -> list[str]:
    """Move the command before the options that were written before it; build where there is none."""
    flags = {
        name
        for command in commands.values()
        for option in command.params
        if isinstance(option, click.Option) and option.is_flag
        for name in option.opts
    }
    for position, argument in enumerate(args):
        is_value = position > 0 and args[position - 1].startswith("-") and args[position - 1] not in flags
        if argument in commands and not is_value:
            return [*args[position:], *args[:position]]
    return ["build", *args]


class Day(click.ParamType[date]):
    """A day as editors write it: 2023-12-14."""

    name = "date"

    def __init__(self, gettext: Gettext) -> None:
        self._gettext = gettext

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or refuse what is none."""
        day = value if isinstance(value, date) else read_date(str(value))
        if day is None:
            self.fail(self._gettext("write year, month and day: 2023-12-14"), param, ctx)
        return day
