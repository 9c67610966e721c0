"""The font of the pictures for link previews, and whether the library that draws them is there."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import zhaoshi
from zhaoshi.building.installed import version
from zhaoshi.problems import Message, msg
from zhaoshi.system_errors import cannot_read

if TYPE_CHECKING:
    from zhaoshi.drawing.card import Typeface

FONT = Path(zhaoshi.__file__).parent / "fonts" / "preview.otf"
LEFT_OUT: Message = msg(
    "Pictures for link previews were left out, because Pillow is not installed (pip install 'zhaoshi[images]')."
)


def pillow_version() -> str:
    """Return the version of Pillow; empty where it is not installed."""
    try:
        return version("pillow") if find_spec("PIL") else ""
    except ModuleNotFoundError:
        return ""


def typeface() -> "Typeface":
    """Load the font that comes with the program."""
    from zhaoshi.drawing.card import Typeface

    try:
        return Typeface(FONT.read_bytes())
    except OSError as error:
        raise cannot_read(FONT, error) from error
