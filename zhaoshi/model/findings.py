"""Which sections of a text are findings, and where ledger and text do not speak of the same ones."""

import re
from collections.abc import Iterable, Iterator

from zhaoshi.model.ledger import Ledger
from zhaoshi.model.notice_facts import Kind, NoticeFacts
from zhaoshi.problems import Location, Problem, doubt, msg
from zhaoshi.text import codes
from zhaoshi.text.codes import SectionCode
from zhaoshi.text.numerals import STANDARD, Numbering
from zhaoshi.text.outline import Section, walk

_FINDING = re.compile(r"(?:关于|针对|对)?[“‘\"].+[”’\"](?:等?的?问题|方面)|(?:(?:关于|针对).+|.+的)问题(?:的?整改.*)?$")
_OF_ALL = re.compile(r"(?:反馈|发现|存在|指出|提出|关注|解决|面临)的?(?:主要|突出|具体|重点|其他)?问题")
"""Problems in general, in the heading of a whole part; not the words of one finding."""


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


def uncounted(facts: NoticeFacts, sections: Iterable[Section]) -> Iterator[Problem]:
    """Doubt that a notice has no findings, where leaves are headed like findings.

    A feedback notice (反馈情况) is left alone: what it lists is counted by the notice on its rectification.
    """
    if facts.kind is not Kind.PROGRESS or facts.withdrawn:
        return
    leaves = [section for section in walk(sections) if section.is_leaf]
    alike = [leaf for leaf in leaves if _FINDING.match(leaf.title) and not _OF_ALL.search(leaf.title)]
    parts = {leaf.code.split(".")[0]: None for leaf in alike}
    if alike:
        yield doubt(
            alike[0].at,
            "notice.uncounted",
            msg("the section “{title}” looks like a finding, yet the notice counts none", title=alike[0].title),
            msg(
                "add a ledger, or write findings_in (问题部分): [{parts}] where these parts list findings",
                parts=", ".join(parts),
            ),
        )


def _without_text(section: Section) -> Problem:
    return doubt(
        section.at,
        "notice.finding-without-text",
        msg("nothing stands below the heading of the finding {code}", code=section.code),
        msg("write what was done, or check whether the heading stands at the right level"),
    )
