"""What is installed, what is missing, and what it is for."""

import platform
from importlib import metadata

import yaml

import zhaoshi
from zhaoshi.printing import Console
from zhaoshi.problems import Message, msg

_PURPOSES: dict[str, Message] = {
    "jinja2": msg("templates"),
    "markdown-it-py": msg("Markdown"),
    "pyyaml": msg("YAML"),
    "msgspec": msg("the memory of the last build"),
    "babel": msg("dates in words"),
    "click": msg("the command line"),
    "filelock": msg("keeping two builds apart"),
    "livereload": msg("the live preview"),
    "pypinyin": msg("order of units by pinyin"),
    "segno": msg("QR codes"),
    "pillow": msg("pictures for link previews (optional)"),
    "weasyprint": msg("notices as PDF (optional)"),
    "openpyxl": msg("writing ledgers in Excel (optional)"),
    "python-calamine": msg("reading ledgers in Excel (optional)"),
}
_OPTIONAL = frozenset({"pillow", "weasyprint", "openpyxl", "python-calamine"})


def has_all(console: Console) -> bool:
    """Say what is installed and what each part is for; tell whether nothing is missing that is needed."""
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
            f"{name:<16} {version or console.gettext('missing'):<10} {purpose}",
            colour=None if version else "yellow" if name in _OPTIONAL else "red",
        )
    fast = hasattr(yaml, "CSafeLoader")
    console.say(
        console.gettext("fast YAML reader: {answer}").format(
            answer=console.gettext("yes") if fast else console.gettext("no")
        )
    )
    missing = [name for name, version in found.items() if version is None and name not in _OPTIONAL]
    console.result(
        {"version": zhaoshi.__version__, "python": platform.python_version(), "packages": found, "fast_yaml": fast}
    )
    return not missing
