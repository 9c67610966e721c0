"""The register of rules made (制度清单): what the notices claim and what their ledgers list."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.summary import findings_of
from zhaoshi.pages import columns, lists
from zhaoshi.pages.frame import Frame, Surroundings
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import Link, Pagination, pagination
from zhaoshi.text.codes import shown


class Entry(Struct, frozen=True, kw_only=True):
    """A notice that claims or lists rules."""

    digest: str
    unit: tuple[str, str]
    claimed: int | None
    listed: int


class Inputs(Struct, frozen=True, kw_only=True):
    """What one page of the register is made from, beside the notices themselves."""

    around: Surroundings
    number: int
    count: int
    claimed: int | None
    """In the whole register; None where no notice states a number."""
    listed: int
    """By the notices that state a number."""
    listed_beside: int
    """By the others."""
    entries: tuple[Entry, ...]


class Institution(Struct, frozen=True, kw_only=True):
    """A rule."""

    title: str
    number: str
    on: date | None
    href: str
    """Of the file; empty where none is published."""
    code: str
    finding: str
    """Address of the finding that it answers."""


class UnitRegister(Struct, frozen=True, kw_only=True):
    """The rules of one notice."""

    unit: Link
    notice: Link
    claimed: int | None
    """What the text says; None where it says nothing."""
    listed: int
    as_of: date | None
    """The ledger's own date."""
    institutions: tuple[Institution, ...]


class View(Struct, frozen=True, kw_only=True):
    """What `pages/institutions.html` sees."""

    frame: Frame
    claimed: int | None
    """Sum of what was claimed; None where no notice states a number."""
    listed: int
    """By the notices that state a number: what can be compared with `claimed`."""
    listed_beside: int
    """By the notices that state none."""
    registers: tuple[UnitRegister, ...]
    pagination: Pagination | None


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan the register."""
    found = [notice for notice in library.counted if notice.institutions or notice.facts.claims.institutions]
    stating = [notice for notice in found if notice.facts.claims.institutions is not None]
    claimed = sum(notice.facts.claims.institutions or 0 for notice in stating) if stating else None
    listed = sum(notice.institutions for notice in stating)
    listed_beside = sum(notice.institutions for notice in found) - listed
    for number, some in lists.in_pages(found, library.site.per_page):
        yield Page(
            route=routes.numbered(routes.INSTITUTIONS, number),
            make=make,
            template="pages/institutions.html",
            notices=tuple(notice.digest for notice in some),
            inputs=Inputs(
                around=around,
                number=number,
                count=lists.last_page(len(found), library.site.per_page),
                claimed=claimed,
                listed=listed,
                listed_beside=listed_beside,
                entries=tuple(
                    Entry(
                        digest=notice.digest,
                        unit=(notice.facts.unit.name, library.units[notice.facts.unit.name].name),
                        claimed=notice.facts.claims.institutions,
                        listed=notice.institutions,
                    )
                    for notice in some
                ),
            ),
        )


def make(inputs: Inputs, tools: Tools) -> View:
    """Build the view."""
    return View(
        frame=lists.numbered_frame(inputs.around, tools, columns.INSTITUTIONS, inputs.number),
        claimed=inputs.claimed,
        listed=inputs.listed,
        listed_beside=inputs.listed_beside,
        registers=tuple(_register(entry, tools) for entry in inputs.entries),
        pagination=pagination(routes.INSTITUTIONS, inputs.number, inputs.count, tools),
    )


def _register(entry: Entry, tools: Tools) -> UnitRegister:
    notice, to = tools.notice(entry.digest), tools.links.to
    return UnitRegister(
        unit=Link(entry.unit[1], to(routes.unit(entry.unit[0]))),
        notice=Link(notice.facts.title, to(routes.notice(notice.id))),
        claimed=entry.claimed,
        listed=entry.listed,
        as_of=notice.as_of,
        institutions=tuple(
            Institution(
                title=evidence.title,
                number=evidence.number,
                on=evidence.on,
                href=to(routes.attachment(notice.id, evidence.file.name)) if evidence.file else "",
                code=shown(section.code, notice.facts.numbering),
                finding=to(routes.finding(notice.id, section.code)),
            )
            for section, item in findings_of(notice)
            if item
            for evidence in item.evidence
            if evidence.is_institution
        ),
    )
