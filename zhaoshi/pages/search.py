"""The search page: a form that works as a deep link, and what the script in it needs to know."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.status import Status, Verdict
from zhaoshi.pages import columns, lists, words
from zhaoshi.pages.frame import Frame, Surroundings, frame
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import Link, StatusTag, verdict_tag
from zhaoshi.pages.search_index import Layout
from zhaoshi.problems import Message, msg
from zhaoshi.text.codes import SectionCode, places, shown


class Inputs(Struct, frozen=True, kw_only=True):
    """What the search page is made from."""

    around: Surroundings
    as_of: date
    bits: int
    units: tuple[tuple[str, str], ...]
    """Id and name."""
    rounds: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    example: tuple[SectionCode, str] | None
    """A section of the site, as it is coded and as it is shown; None where no text has official numerals."""
    states: tuple[str, ...]
    """Which of `STATES` some finding is in."""
    own_units: tuple[tuple[str, str], ...]
    """Units that have notices; none where they are too many to choose from at a glance."""


STATES: dict[str, tuple[str, Message]] = {
    "overdue": ("due", msg("Overdue")),
    "returned": ("verdict", msg("Returned by the inspectors")),
    **{
        status.value: ("status", words.STATUS[status])
        for status in (
            Status.NOT_STARTED,
            Status.IN_PROGRESS,
            Status.PHASED,
            Status.LONG_TERM,
            Status.COMPLETED,
            Status.UNSTATED,
        )
    },
}
"""What can be looked for without a word, what needs attention first: by the name among the totals, which is also the
value of a form field, the name of that field and the words."""


class Facet(Struct, frozen=True):
    """A choice that narrows a search."""

    name: str
    """Of the form field: `unit`."""
    label: str
    any: str
    """What stands for no choice."""
    options: tuple[tuple[str, str], ...]
    """Value and words."""


class View(Struct, frozen=True, kw_only=True):
    """What `pages/search.html` sees."""

    frame: Frame
    root: str
    """Address of the site's root, from which the addresses of results are counted."""
    bits: int
    """The files that say where words stand are 2 to this power."""
    code_example: str
    """A section code of the site, with official numerals; empty where there is none."""
    code_example_dotted: str
    """The same, with points."""
    facets: tuple[Facet, ...]
    as_of: date
    """The day on which overdue findings are counted."""
    tags: tuple[StatusTag, ...]
    """What a finding can be marked with: statuses, verdicts, overdue."""
    kinds: tuple[tuple[str, str], ...]
    """Key of each kind of document and what it is called."""
    ways: tuple[Link, ...]
    """Where to look without a script."""
    starts: tuple[tuple[str, tuple[Link, ...]], ...]
    """What to look for without a word: headings, each with searches that find something."""


def pages(library: Library, around: Surroundings, layout: Layout) -> Iterator[Page]:
    """Plan the page."""
    totals = library.totals(library.counted)
    with_notices = {notice.facts.unit.name for notice in library.standing}
    units = tuple((unit.id, unit.label) for unit in library.units.values())
    yield Page(
        route=routes.SEARCH,
        make=make,
        template="pages/search.html",
        inputs=Inputs(
            around=around,
            as_of=library.as_of,
            bits=layout.bits,
            units=units,
            rounds=tuple((round_.id, round_.name) for round_ in library.rounds.values()),
            years=tuple(sorted({notice.facts.published.year for notice in library.standing}, reverse=True)),
            example=_example(library),
            states=tuple(name for name in STATES if getattr(totals, name)),
            own_units=lists.if_few([unit for unit in units if unit[0] in with_notices]),
        ),
    )


def _example(library: Library) -> tuple[SectionCode, str] | None:
    """Return the deepest code of the newest notice whose codes have several levels and official numerals."""
    for notice in library.standing:
        code = max(notice.aside.codes, key=lambda code: len(places(code)), default=None)
        if code and "." in code and (official := shown(code, notice.facts.numbering)) != code:
            return code, official
    return None


def make(inputs: Inputs, tools: Tools) -> View:
    """Build the view."""
    to, gettext = tools.links.to, tools.gettext
    statuses = tuple(StatusTag(status.value, label.text(gettext)) for status, label in words.STATUS.items())
    years = tuple((str(year), str(year)) for year in inputs.years)
    ways = (columns.NOTICES, columns.PROGRESS, columns.UNITS, columns.ROUNDS, columns.INSTITUTIONS, columns.SITE_MAP)
    return View(
        frame=frame(inputs.around, tools, columns.SEARCH),
        root=to(routes.HOME).removesuffix("index.html"),
        bits=inputs.bits,
        code_example=inputs.example[1] if inputs.example else "",
        code_example_dotted=inputs.example[0] if inputs.example else "",
        facets=(
            Facet(
                "status",
                gettext("Status of rectification"),
                gettext("Any status"),
                tuple((tag.key, tag.label) for tag in statuses),
            ),
            Facet(
                "verdict",
                gettext("Verdict of the inspectors"),
                gettext("Any verdict"),
                tuple((tag.key, tag.label) for tag in (verdict_tag(verdict, gettext) for verdict in words.VERDICT)),
            ),
            Facet(
                "due",
                gettext("Deadlines kept or missed"),
                gettext("Any"),
                (("overdue", gettext("Overdue")), ("late", gettext("Completed late"))),
            ),
            Facet("unit", gettext("Unit"), gettext("All units"), inputs.units),
            Facet("round", gettext("Round"), gettext("All rounds"), inputs.rounds),
            Facet("year", gettext("Year"), gettext("All years"), years),
        ),
        as_of=inputs.as_of,
        tags=(
            *statuses,
            *(verdict_tag(verdict, gettext) for verdict in Verdict if verdict is not Verdict.UNVERIFIED),
            StatusTag("overdue", gettext("Overdue")),
        ),
        kinds=(
            ("notice", gettext("Notice")),
            ("superseded", gettext("Superseded notice")),
            ("withdrawn", gettext("Withdrawn notice")),
            ("home", gettext("Home")),
            ("unit", gettext("Unit")),
            ("round", gettext("Round")),
            ("reply", gettext("Reply")),
            ("institutions", columns.INSTITUTIONS.name.text(gettext)),
        ),
        ways=tuple(Link(column.name.text(gettext), to(column.route)) for column in ways),
        starts=tuple(_starts(inputs, tools)),
    )


def _starts(inputs: Inputs, tools: Tools) -> Iterator[tuple[str, tuple[Link, ...]]]:
    gettext = tools.gettext
    states = [(*STATES[name], name) for name in inputs.states]
    if states:
        yield (
            gettext("Findings by their state"),
            tuple(Link(label.text(gettext), _query(field, name)) for field, label, name in states),
        )
    if inputs.own_units:
        yield gettext("By unit"), tuple(Link(name, _query("unit", id_)) for id_, name in inputs.own_units)


def _query(field: str, value: str) -> str:
    return "?" + urlencode({field: value})
