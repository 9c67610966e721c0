"""The words in which the site names what the machine counts."""

from collections.abc import Iterable
from datetime import date

from zhaoshi.model.notice_facts import Kind
from zhaoshi.model.status import Status, Verdict
from zhaoshi.model.totals import Totals
from zhaoshi.problems import Gettext, Message, msg

STATUS: dict[Status, Message] = {
    Status.COMPLETED: msg("Completed"),
    Status.LONG_TERM: msg("Long-term"),
    Status.PHASED: msg("Completed in part"),
    Status.IN_PROGRESS: msg("In progress"),
    Status.NOT_STARTED: msg("Not started"),
    Status.UNSTATED: msg("Not stated"),
}
"""In the order in which the site shows them."""

VERDICT: dict[Verdict, Message] = {
    Verdict.VERIFIED: msg("Verified and closed"),
    Verdict.RETURNED: msg("Returned"),
    Verdict.UNVERIFIED: msg("Not verified"),
}

KIND: dict[Kind, Message] = {
    Kind.ENTRY: msg("Inspection announced"),
    Kind.FEEDBACK: msg("Findings reported"),
    Kind.PROGRESS: msg("Rectification progress"),
    Kind.OTHER: msg("Announcement"),
}
"""In the order in which the steps of one inspection follow each other."""

CLAIM: dict[str, Message] = {
    "findings": msg("Findings"),
    "completed": msg("Completed"),
    "in_progress": msg("In progress"),
    "long_term": msg("Long-term"),
    "institutions": msg("Rules made"),
    "measures": msg("Measures"),
    "rate": msg("Completion rate"),
}


def state(totals: Totals, gettext: Gettext) -> str:
    """Write how many findings stand where, what the unit says and what the inspectors say."""
    answers = {
        Verdict.VERIFIED: totals.verified,
        Verdict.RETURNED: totals.returned,
        Verdict.UNVERIFIED: totals.found - totals.verified - totals.returned,
    }
    claims = [(name, totals.of(status)) for status, name in STATUS.items()]
    verdicts = [(name, answers[verdict]) for verdict, name in VERDICT.items()]
    return gettext("Findings: {found}. The unit: {claims}. The inspectors: {verdicts}.").format(
        found=totals.found, claims=_counted(claims, gettext), verdicts=_counted(verdicts, gettext)
    )


def _counted(names: Iterable[tuple[Message, int]], gettext: Gettext) -> str:
    written = [gettext("{name} {count}").format(name=name.text(gettext), count=count) for name, count in names if count]
    return gettext(", ").join(written)


def span(start: date | None, end: date | None, gettext: Gettext, language: str) -> str:
    """Write a period of days."""
    if start and end:
        return gettext("{start} to {end}").format(start=day(start, language), end=day(end, language))
    return day(start or end, language) if start or end else ""


def day(value: date | None, language: str) -> str:
    """Write a date in words: 2023年12月14日, 14 December 2023."""
    if value is None:
        return ""
    if language == "en":
        from babel.dates import format_date

        return format_date(value, "d MMMM y", locale="en")
    return f"{value.year}年{value.month}月{value.day}日"


def month(value: date, language: str) -> str:
    """Write a month in words: 2023年12月, December 2023."""
    if language == "en":
        from babel.dates import format_date

        return format_date(value, "MMMM y", locale="en")
    return f"{value.year}年{value.month}月"


def year(value: date, language: str) -> str:
    """Write a year in words: 2023年, 2023."""
    return str(value.year) if language == "en" else f"{value.year}年"
