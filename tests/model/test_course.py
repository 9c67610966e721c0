from datetime import date

import pytest
from msgspec.structs import replace

from zhaoshi.model.course import Course, course_of, joined, known_since
from zhaoshi.model.ledger import LedgerItem
from zhaoshi.model.notice import read_notice
from zhaoshi.model.notice_facts import Inspection, NoticeFacts
from zhaoshi.model.readers import Reference
from zhaoshi.model.status import Claim, Status
from zhaoshi.model.summary import summarise
from zhaoshi.problems import Location

AT = Location("")
AS_OF = date(2024, 6, 30)


def facts(inspection: Inspection | None = None) -> NoticeFacts:
    head = "---\ntitle: 通报\nunit: library\npublished: 2024-07-10 10:00\nsigned: {by: 图书馆, on: 2024-07-09}\n---\n"
    notice, _ = read_notice("x", "notice.md", head + "\n## 一、甲\n", "ledger.yaml", None)
    assert notice is not None
    return replace(notice.facts, inspection=inspection or Inspection())


def item(status: Status, deadline: date | None = None, completed: date | None = None) -> LedgerItem:
    return LedgerItem(section=Reference("1", AT), status=Claim(status, ""), deadline=deadline, completed=completed)


MAY, JUNE, JULY = date(2024, 5, 1), date(2024, 6, 1), date(2024, 7, 31)


def test_completed_findings_have_their_day_and_their_deadline() -> None:
    course = course_of([item(Status.COMPLETED, JUNE, MAY)], facts(), AS_OF)

    assert (course.promised, course.completed) == ((JUNE,), (MAY,))


def test_open_findings_are_promised_and_never_completed() -> None:
    statuses = [Status.NOT_STARTED, Status.IN_PROGRESS, Status.PHASED]
    course = course_of([item(status, JULY, MAY) for status in statuses], facts(), AS_OF)

    assert (course.promised, course.completed) == ((JULY,) * 3, ())


def test_long_term_work_is_neither_promised_nor_completed_whatever_its_dates() -> None:
    course = course_of([item(Status.LONG_TERM, JUNE, MAY)], facts(), AS_OF)

    assert (course.promised, course.completed, course.long_term) == ((), (), 1)


def test_completion_without_a_day_is_counted_and_given_none() -> None:
    course = course_of([item(Status.COMPLETED, JUNE)], facts(), AS_OF)

    assert (course.promised, course.completed, course.undated) == ((), (), 1)


def test_completion_behind_the_day_of_the_ledger_is_counted_apart() -> None:
    course = course_of([item(Status.COMPLETED, JUNE, JULY), item(Status.COMPLETED, JUNE, AS_OF)], facts(), AS_OF)

    assert (course.promised, course.completed, course.later) == ((JUNE,), (AS_OF,), 1)


def test_completion_without_a_deadline_is_neither_early_nor_late() -> None:
    course = course_of([item(Status.COMPLETED, None, MAY)], facts(), AS_OF)

    assert (course.promised, course.completed, course.without_deadline) == ((MAY,), (MAY,), 1)


def test_open_findings_without_a_deadline_or_an_entry_are_counted() -> None:
    course = course_of([item(Status.IN_PROGRESS), None], facts(), AS_OF)

    assert (course.promised, course.completed, course.unpromised) == ((), (), 2)


def test_every_finding_is_accounted_for_once() -> None:
    items = [
        item(status, deadline, completed)
        for status in Status
        for deadline in (None, JUNE, JULY)
        for completed in (None, MAY, JULY)
    ]
    course = course_of([*items, None], facts(), AS_OF)

    left_out = course.long_term + course.undated + course.later + course.unpromised
    assert len(course.promised) + left_out == len(items) + 1 == sum(count for _, count in course.found)
    assert len(course.completed) <= len(course.promised)


@pytest.mark.parametrize(
    ("inspection", "completed", "as_of", "day"),
    [
        (Inspection(to=MAY, reported=JUNE), [], AS_OF, JUNE),
        (Inspection(to=MAY), [], AS_OF, MAY),
        (Inspection(), [], None, date(2024, 7, 10)),
        (Inspection(), [], AS_OF, AS_OF),
        (Inspection(reported=JUNE), [MAY], AS_OF, MAY),
    ],
    ids=["reported", "inspected", "published", "not-after-the-ledger", "not-after-the-first-completion"],
)
def test_findings_are_known_since(inspection: Inspection, completed: list[date], as_of: date | None, day: date) -> None:
    assert known_since(facts(inspection), completed, as_of) == day


def test_courses_are_joined_in_order_of_time() -> None:
    one = course_of([item(Status.COMPLETED, JULY, JUNE), item(Status.LONG_TERM)], facts(), AS_OF)
    other = course_of([item(Status.COMPLETED, JUNE, MAY), None], facts(), MAY)
    course = joined([one, other])

    assert course == Course(
        found=((MAY, 2), (JUNE, 2)),
        promised=(JUNE, JULY),
        completed=(MAY, JUNE),
        as_of=AS_OF,
        long_term=1,
        unpromised=1,
    )


def test_nothing_joined_is_empty() -> None:
    assert joined([]) == Course()


def test_summary_carries_the_course_of_its_notice() -> None:
    notice, _ = read_notice(
        "x",
        "notice.md",
        "---\ntitle: 通报\nunit: library\npublished: 2024-07-10 10:00\nsigned: {by: 图书馆, on: 2024-07-09}\n---\n"
        "\n## 一、整改\n### （一）甲\n### （二）乙\n",
        "ledger.yaml",
        "as_of: 2024-06-30\nitems:\n  - {section: 1.1, status: 已完成, completed: 2024-05-01, deadline: 2024-06-01}\n",
    )
    assert notice is not None

    course = summarise(notice, "digest").course

    assert course == Course(found=((MAY, 2),), promised=(JUNE,), completed=(MAY,), as_of=AS_OF, unpromised=1)
