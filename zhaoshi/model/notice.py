"""One notice (通报): its facts, its text as a tree, and its ledger joined to the leaves of that tree."""

from collections.abc import Iterable, Iterator
from datetime import date
from unicodedata import normalize
from urllib.parse import unquote

from msgspec import Struct

from zhaoshi.model.fields import place_of, read_record
from zhaoshi.model.findings import findings_of, uncounted
from zhaoshi.model.future_dates import dates_of_notice
from zhaoshi.model.ledger import Ledger, LedgerItem, read_ledger
from zhaoshi.model.notice_facts import NoticeFacts, short_code_of
from zhaoshi.model.readers import Reference, Refused
from zhaoshi.model.reversed_dates import reversed_dates
from zhaoshi.model.unfinished import unfinished, unfinished_ledger
from zhaoshi.problems import Location, Problem, errors, msg
from zhaoshi.text import codes, front_matter, markdown, yaml_nodes
from zhaoshi.text.codes import SectionCode
from zhaoshi.text.markdown import Link
from zhaoshi.text.nodes import Node
from zhaoshi.text.numerals import STANDARD, Numbering
from zhaoshi.text.outline import Block, Section, outline, walk


class Notice(Struct, frozen=True, array_like=True, kw_only=True):
    """A whole notice."""

    id: str
    at: Location
    facts: NoticeFacts
    lead: tuple[Block, ...]
    """What stands before the first heading."""
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    excerpt: str
    places: dict[str, Location] = {}
    """Where facts were written that are compared with other notices or with the day; by field: `changes.0.on`."""
    ledger: Ledger | None
    findings: tuple[SectionCode, ...]
    """Codes of the leaves that are findings, in document order."""

    @property
    def short_code(self) -> str:
        """What the notice is cited by."""
        return short_code_of(self.facts, self.id)

    @property
    def as_of(self) -> date | None:
        """The ledger's own date."""
        return self.ledger.as_of if self.ledger else None

    @property
    def items(self) -> dict[str, LedgerItem]:
        """Ledger entries by section code."""
        return {item.section.name: item for item in self.ledger.items} if self.ledger else {}

    @property
    def measures(self) -> int:
        """How many measures the text lists below its findings."""
        codes_ = set(self.findings)
        return sum(
            len(block.measures) for section in walk(self.sections) if section.code in codes_ for block in section.blocks
        )

    @property
    def institutions(self) -> int:
        """How many rules the ledger lists as evidence."""
        return sum(evidence.is_institution for item in self.items.values() for evidence in item.evidence)

    @property
    def files(self) -> tuple[Reference, ...]:
        """Attachments that the text or the ledger names."""
        linked = [Reference(unquote(link.target), link.at) for link in self.links if is_file(link.target)]
        named = [e.file for item in self.items.values() for e in item.evidence if e.file]
        return tuple(Reference(normalize("NFC", file.name), file.at) for file in linked + named)


def is_file(target: str) -> bool:
    """Tell whether a link leads to a file of the notice, not to an address, a section or a page of the site."""
    return not target.startswith(("#", "/")) and ":" not in target.split("/")[0]


def read_notice(
    id_: str, path: str, text: str, ledger_path: str, ledger_text: str | None
) -> tuple[Notice | None, list[Problem]]:
    """Read one notice from its two files; the notice is None where an error is among the problems.

    `text` and `ledger_text` are decoded; `ledger_text` is None where there is no ledger.
    """
    if len(text.encode()) > markdown.MAX_BYTES:
        return None, [yaml_nodes.too_large(path, markdown.MAX_BYTES)]
    document, problems = front_matter.split(text, path)
    if document is None:
        return None, problems + _unguessed(_ledger(ledger_path, ledger_text, STANDARD)[2])
    facts: NoticeFacts | None = None
    node, problems = yaml_nodes.parse(document.front_matter, path, 2)
    if not errors(problems):
        try:
            facts = read_record(NoticeFacts, node, Location(path))
        except Refused as refused:
            problems += refused.problems
    numbering = facts.numbering if facts else STANDARD
    tree, text_problems = outline(document.body, numbering, path, document.body_line)
    start = facts.inspection.from_ if facts else None
    ledger, ledger_node, ledger_problems = _ledger(ledger_path, ledger_text, numbering, start)
    if facts is None:
        return None, problems + _unguessed(text_problems + ledger_problems)
    problems += text_problems + ledger_problems
    problems += reversed_dates(facts, node, Location(path))
    findings, finding_problems = findings_of(facts, tree.sections, ledger, Location(path))
    if not any(problem.code.startswith("heading.") for problem in errors(text_problems)):
        # Codes that do not fit are else a consequence of the heading.
        problems += finding_problems
        if not findings and not errors(ledger_problems + finding_problems):
            problems += uncounted(facts, tree.sections)
        problems += _section_link_problems(tree.links, tree.sections, numbering)
    if not facts.draft:
        problems += unfinished(document, text, path)
        problems += unfinished_ledger(ledger_text or "", ledger_path)
    notice = Notice(
        id=id_,
        at=Location(path),
        facts=facts,
        lead=tree.lead,
        sections=tree.sections,
        links=tree.links,
        excerpt=tree.excerpt,
        places=_places(facts, node, ledger, ledger_node),
        ledger=ledger,
        findings=findings,
    )
    return notice, problems


def _places(
    facts: NoticeFacts, node: Node | None, ledger: Ledger | None, of_ledger: Node | None
) -> dict[str, Location]:
    names = ["published", "publish_after", "index_number", "document_number", "former_ids"]
    if facts.draft:
        names.append("draft")
    places = {name: place_of(NoticeFacts, node, name) for name in names}
    for dated in dates_of_notice(facts, ledger.as_of if ledger else None):
        places[dated.name] = place_of(dated.record, of_ledger if dated.record is Ledger else node, *dated.path)
    return {name: at for name, at in places.items() if at}


def _unguessed(problems: Iterable[Problem]) -> list[Problem]:
    """Leave complaints about numerals out: without the facts the numbering is not known."""
    return [p for p in problems if not p.code.startswith("heading.") and p.code != "ledger.section-form"]


def _ledger(
    path: str, text: str | None, numbering: Numbering, inspected_from: date | None = None
) -> tuple[Ledger | None, Node | None, list[Problem]]:
    """Also returns the ledger as it is written."""
    if text is None:
        return None, None, []
    node, problems = yaml_nodes.parse(text, path)
    if errors(problems):
        return None, node, problems
    try:
        ledger, found = read_ledger(node, path, numbering, inspected_from)
    except Refused as refused:
        return None, node, problems + refused.problems
    return ledger, node, problems + found


def _section_link_problems(
    links: Iterable[Link], sections: Iterable[Section], numbering: Numbering
) -> Iterator[Problem]:
    known = {f"#s{section.code}" for section in walk(sections)}
    for link in links:
        if link.target.startswith("#") and link.target not in known:
            written = unquote(link.target)
            meant = f"#s{codes.read_code(written.removeprefix('#').removeprefix('s'), numbering)}"
            yield Problem(
                link.at,
                "link.section-unknown",
                msg("the text has no section for the link “{target}”", target=written),
                msg("write {target}", target=meant)
                if meant in known
                else msg("write #s and the section code, for example #s2.1"),
            )
