"""One page: inputs to view to bytes."""

import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError

from zhaoshi.model.notice import Notice
from zhaoshi.model.site import LinkStyle
from zhaoshi.pages.page import Page, Tools
from zhaoshi.problems import BuildFailed, Gettext, Location, Problem, msg
from zhaoshi.rendering.environment import FOLDER, Templates
from zhaoshi.routes import Links
from zhaoshi.text import pinyin
from zhaoshi.text.pinyin import Readings

if TYPE_CHECKING:
    from zhaoshi.drawing.card import Typeface


def render(
    page: Page,
    templates: Templates,
    gettext: Gettext,
    style: LinkStyle,
    load: Callable[[str], Notice],
    typeface: "Callable[[], Typeface]",
    readings: Readings = pinyin.readings,
) -> bytes:
    """Make the bytes of a page.

    `load` returns the notice with a digest; the page is given only those that it declares. `typeface` returns the font
    of pictures; `readings` are as in `Tools`. Raises `BuildFailed` with the place in the template where a template is
    wrong.
    """

    def notice(digest: str) -> Notice:
        if digest not in page.notices:
            raise LookupError(f"the page {page.route} loads a notice that it does not declare")
        return load(digest)

    made = page.make(page.inputs, Tools(Links(page.route, style), gettext, notice, typeface, readings))
    if not page.template:
        return bytes(made)
    try:
        return templates.render(page.template, made).encode()
    except Exception as error:  # a template can fail in any way that Python can
        raise BuildFailed([_template_problem(error, page)]) from error


def _template_problem(error: Exception, page: Page) -> Problem:
    if isinstance(error, TemplateSyntaxError):
        at = Location(error.filename or FOLDER + page.template, error.lineno)
    else:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(FOLDER)]
        at = Location(frames[-1].filename, frames[-1].lineno or 1) if frames else Location(FOLDER + page.template)
    return Problem(
        at,
        "template.error",
        msg("the template cannot be used: {reason}", reason=str(error) or type(error).__name__),
        msg("compare it with the theme that comes with the program"),
    )
