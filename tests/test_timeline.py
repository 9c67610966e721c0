from datetime import date, datetime

from msgspec.structs import replace

from zhaoshi.model.ledger import LedgerItem, Update, Verification
from zhaoshi.model.notice_facts import Inspection, NoticeFacts
from zhaoshi.model.readers import Reference
from zhaoshi.model.status import Claim, Status, Verdict
from zhaoshi.pages.timeline import StepView, Timelines
from zhaoshi.problems import Location

HERE = Location("notice.md")
FACTS = NoticeFacts(
    title="通报",
    unit=Reference("library", HERE),
    published=datetime(2023, 12, 15, 10, 58),
    inspection=Inspection(team="第一巡察组", reported=date(2023, 6, 16)),
)
ITEM = LedgerItem(section=Reference("1", HERE), status=Claim(Status.IN_PROGRESS, "正在整改"))


def steps(item: LedgerItem | None, facts: NoticeFacts = FACTS) -> tuple[StepView, ...]:
    return Timelines(facts, lambda text: text).of(item)


def kinds(item: LedgerItem | None, facts: NoticeFacts = FACTS) -> list[str]:
    return [step.kind for step in steps(item, facts)]


def test_fixed_points_and_steps_of_the_ledger_stand_in_the_order_of_their_days() -> None:
    item = replace(
        ITEM,
        status=Claim(Status.COMPLETED, "已完成"),
        deadline=date(2023, 11, 30),
        completed=date(2023, 11, 20),
        verification=Verification(status=Verdict.VERIFIED, by="区委巡察办", on=date(2024, 2, 1)),
        updates=(Update(on=date(2023, 7, 1), title="启动"), Update(on=date(2024, 1, 5), title="回访")),
    )
    assert [(step.on.isoformat(), step.kind) for step in steps(item)] == [
        ("2023-06-16", "reported"),
        ("2023-07-01", "update"),
        ("2023-11-20", "completed"),
        ("2023-11-30", "deadline"),
        ("2023-12-15", "published"),
        ("2024-01-05", "update"),
        ("2024-02-01", "verified"),
    ]


def test_a_returned_finding_shows_the_claim_and_the_return() -> None:
    item = replace(
        ITEM,
        status=Claim(Status.COMPLETED, "已完成"),
        completed=date(2023, 11, 20),
        verification=Verification(status=Verdict.RETURNED, by="区委巡察办", on=date(2024, 2, 1)),
    )
    assert kinds(item) == ["reported", "completed", "published", "returned"]
    assert steps(item)[-1].text == "区委巡察办"


def test_a_completion_date_of_work_that_is_not_completed_names_the_status() -> None:
    item = replace(
        ITEM, status=Claim(Status.LONG_TERM, "长期坚持"), completed=date(2024, 1, 1), review=date(2025, 1, 1)
    )
    assert [(step.kind, step.text) for step in steps(item)[-2:]] == [("completed", "长期坚持"), ("review", "")]


def test_nothing_is_made_up() -> None:
    undated = replace(ITEM, verification=Verification(status=Verdict.VERIFIED))
    bare = replace(FACTS, inspection=Inspection())
    assert kinds(None) == []
    assert kinds(ITEM) == []
    assert kinds(undated) == []
    assert kinds(replace(ITEM, deadline=date(2024, 1, 1)), bare) == ["published", "deadline"]
    assert kinds(replace(ITEM, verification=Verification(on=date(2024, 1, 1)))) == []
    assert kinds(replace(ITEM, review=date(2024, 1, 1))) == []  # a review is for long-term work


def test_steps_of_one_day_keep_the_order_of_the_ledger() -> None:
    day = date(2023, 12, 15)
    item = replace(ITEM, completed=day, updates=(Update(on=day, title="甲"), Update(on=day, title="乙")))
    assert kinds(item) == ["reported", "update", "update", "completed", "published"]
    assert [step.title for step in steps(item)][1:3] == ["甲", "乙"]
