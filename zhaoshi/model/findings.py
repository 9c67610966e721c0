"""Which sections of a text are findings, and where ledger and text do not speak of the same ones."""

from collections.abc import Iterable

from zhaoshi.model.ledger import Ledger
from zhaoshi.model.notice_facts import NoticeFacts
from zhaoshi.problems import Location, Problem, doubt, msg
from zhaoshi.text import codes
from zhaoshi.text.codes import SectionCode
from zhaoshi.text.numerals import STANDARD, Numbering
from zhaoshi.text.outline import Section, walk


def findings_of(
    facts: NoticeFacts, sections: Iterable[Section], ledger: Ledger | None, at: Location
) -> tuple[tuple[SectionCode, ...], list[Problem]]:
    """Join the ledger to the leaves: which leaves are findings, and which entries or leaves have no partner."""
    problems: list[Problem] = []
    known = {section.code: section for section in walk(sections)}
    leaves = [code for code, section in known.items() if section.is_leaf]
    entries = {item.section.name: item.section.at for item in ledger.items} if ledger else {}
    for name, place in entries.items():
        if name not in known:
            problems.append(_unknown_section(name, place, leaves, facts.numbering))
        elif not known[SectionCode(name)].is_leaf:
            problems.append(
                Problem(
                    place,
                    "ledger.section-not-leaf",
                    msg("the section {code} has subsections", code=name),
                    msg(
                        "give each of them its own entry: {codes}",
                        codes="、".join(child.code for child in known[SectionCode(name)].children),
                    ),
                )
            )
    covered = {name.split(".")[0] for name in entries}
    missing = [code for code in leaves if code.split(".")[0] in covered and code not in entries]
    ledger_at = max(entries.values(), default=at)
    problems += [
        Problem(
            ledger_at,
            "ledger.entry-missing",
            msg(
                "the finding {code} “{title}” has no entry",
                code=codes.both(code, facts.numbering),
                title=known[code].title,
            ),
            msg("add an entry with section: {code}", code=code),
        )
        for code in missing
    ]
    roots = []
    for reference in facts.findings_in:
        section = codes.read_code(reference.name, facts.numbering or STANDARD)
        if section is None or section not in known:
            problems.append(_unknown_section(reference.name, reference.at, list(known), facts.numbering))
        else:
            roots.append(section)
    roots += [SectionCode(first) for first in covered]
    findings = tuple(code for code in leaves if any(codes.is_within(code, root) for root in roots))
    if not facts.draft:
        problems += [_without_text(known[code]) for code in findings if not known[code].blocks]
    return findings, problems


def _unknown_section(name: str, at: Location, known: list[SectionCode], numbering: Numbering) -> Problem:
    near = [codes.both(code, numbering) for code in codes.nearest(name, known) or known[:3]]
    return Problem(
        at,
        "ledger.section-unknown",
        msg("the text has no section {code}", code=name),
        msg("the nearest are: {codes}", codes="、".join(near)) if near else None,
    )


def _without_text(section: Section) -> Problem:
    return doubt(
        section.at,
        "notice.finding-without-text",
        msg("nothing stands below the heading of the finding {code}", code=section.code),
        msg("write what was done, or check whether the heading stands at the right level"),
    )
