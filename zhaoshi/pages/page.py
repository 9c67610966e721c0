"""A page before it is rendered, and what may be used to make it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from zhaoshi.model.notice import Notice
from zhaoshi.problems import Gettext
from zhaoshi.routes import Links
from zhaoshi.text import pinyin
from zhaoshi.text.pinyin import Readings

if TYPE_CHECKING:  # it needs Pillow, which need not be installed
    from zhaoshi.drawing.card import Typeface


class Page(Struct, frozen=True, kw_only=True):
    """One file of the site, or one part of a long file."""

    route: str
    part: str = ""
    """Name of the part of a long file that this is: its parts follow each other in the plan. Empty for a whole file."""
    make: "Callable[[Any, Tools], Any]"
    """Turns the inputs into the view that the template sees, or into bytes where there is no template."""
    template: str = ""
    """Below `templates/`; empty for a file that is made without one."""
    inputs: Any
    """A frozen struct of the module of `make`: everything that this may use. Its digest is part of the page's key."""
    notices: tuple[str, ...] = ()
    """Digests of whole notices that `make` may load."""


class Tools(Struct, frozen=True):
    """What `make` is given besides the inputs; none of it can carry a fact about the site."""

    links: Links
    gettext: Gettext
    notice: Callable[[str], Notice]
    """Loads one of the notices that the page has declared."""
    typeface: "Callable[[], Typeface]"
    """Loads the font of pictures; one a process."""
    readings: Readings = pinyin.readings
    """Tells how names are read, which is slow for those that were never read."""
