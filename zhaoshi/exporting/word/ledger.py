"""The ledger of a notice as a table at the end of its Word file (附表)."""

from gettext import NullTranslations

from zhaoshi.exporting.word.parts import WIDE_TEXT_WIDTH
from zhaoshi.exporting.word.xml import cell_table, line, run
from zhaoshi.model.ledger import Evidence, LedgerItem
from zhaoshi.model.notice import Notice
from zhaoshi.model.status import Verdict
from zhaoshi.model.summary import findings_of
from zhaoshi.pages import words
from zhaoshi.problems import msg
from zhaoshi.text.codes import shown
from zhaoshi.text.outline import Section

_COLUMNS = (
    (msg("Section"), 15),
    (msg("Finding"), 24),
    (msg("The unit says"), 9),
    (msg("The inspectors say"), 13),
    (msg("Responsible leader"), 9),
    (msg("Responsible"), 10),
    (msg("Deadline"), 10),
    (msg("Completed on"), 10),
    (msg("Evidence"), 20),
)
"""Head of each column and its share of the width."""


def ledger_table(notice: Notice, catalogue: NullTranslations, language: str) -> str:
    """Return the table with its title; empty where the notice has no ledger."""
    if notice.ledger is None:
        return ""
    gettext = catalogue.gettext
    shares = [share for _, share in _COLUMNS]
    widths = [WIDE_TEXT_WIDTH * share // sum(shares) for share in shares]
    head = [line(run(name.text(gettext)), "LedgerHead") for name, _ in _COLUMNS]
    rows = [
        [line(run(text), "LedgerCell") for text in _row(section, item, notice, catalogue, language)]
        for section, item in findings_of(notice)
    ]
    as_of = gettext("Ledger as of {day}").format(day=words.day(notice.ledger.as_of, language))
    return (
        line(run(gettext("Appendix: rectification ledger")), "LedgerTitle")
        + line(run(as_of), "LedgerNote")
        + cell_table([head, *rows], widths, 1)
    )


def _row(
    section: Section, item: LedgerItem | None, notice: Notice, catalogue: NullTranslations, language: str
) -> tuple[str, ...]:
    gettext = catalogue.gettext
    code = shown(section.code, notice.facts.numbering)
    if item is None:
        return code, section.title, gettext("Not stated"), *[""] * 6
    verification = item.verification
    said = [words.VERDICT[verification.status].text(gettext)]
    if verification.status is not Verdict.UNVERIFIED:
        said += [verification.by, words.day(verification.on, language)]
    return (
        code,
        section.title,
        item.status.written + _late(item.days_late(notice.as_of), catalogue),
        "\n".join(filter(None, [*said, verification.note])),
        item.leader,
        item.owner,
        words.day(item.deadline, language),
        words.day(item.completed, language),
        "\n".join(map(_evidence, item.evidence)),
    )


def _late(days: int | None, catalogue: NullTranslations) -> str:
    """Name a completion after its deadline, on a line of its own."""
    if not days:
        return ""
    return "\n" + catalogue.ngettext("Completed %(num)s day late", "Completed %(num)s days late", days) % {"num": days}


def _evidence(evidence: Evidence) -> str:
    number = f"（{evidence.number}）" if evidence.number else ""
    return f"〔{evidence.kind}〕{evidence.title}{number}"
