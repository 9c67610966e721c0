from datetime import date, datetime

import pytest

from zhaoshi.model.notice import Notice, read_notice
from zhaoshi.model.status import Status, Verdict
from zhaoshi.model.steps import StepKind
from zhaoshi.model.summary import (
    NoticeSummary,
    details_of,
    findings_of,
    standing_of,
    steps_of,
    summarise,
    totals_of,
)
from zhaoshi.model.totals import Totals
from zhaoshi.problems import errors

NOTICE = """\
---
title: 通报
unit: library
published: 2023-12-15 10:58
signed: {by: 图书馆, on: 2023-12-14}
---

导语见[全部通报](/notices/)和[附件](attachments/a.csv)。

## 一、整改
### （一）甲
一是修订。二是培训。
### （二）乙
### （三）丙
### （四）丁
### （五）戊
"""
LEDGER = """\
as_of: 2024-02-01
items:
  - {section: 1.1, status: 已完成, deadline: 2024-01-01, completed: 2023-12-01, verification: {status: 已销号},
     updates: [{on: 2023-12-01, title: 完成}], evidence: [{kind: 制度, title: 办法}]}
  - {section: 1.2, status: 整改中, deadline: 2024-01-01, owner: 办公室, updates: [{on: 2023-11-01, title: 启动}]}
  - {section: 1.3, status: 长期坚持, deadline: 2023-01-01, review: 2024-06-30, updates: [{on: 2023-12-01, title: 转入}]}
  - {section: 1.4, status: 已完成, completed: 2023-12-01, verification: {status: 退回}}
  - {section: 1.5, status: 未启动}
"""


def read(ledger: str | None = LEDGER, facts: str = "") -> Notice:
    text = NOTICE.replace("signed:", facts + "signed:")
    notice, problems = read_notice("x", "notice.md", text, "ledger.yaml", ledger)
    assert errors(problems) == []
    assert notice is not None
    return notice


def summary(ledger: str | None = LEDGER, facts: str = "") -> NoticeSummary:
    return summarise(read(ledger, facts), "digest")


def test_an_entry_that_states_nothing_counts_as_none() -> None:
    ledger = LEDGER.replace("section: 1.5, status: 未启动", "section: 1.5, status: 未注明")
    without = summary(ledger)
    assert without.totals.unstated == 1
    assert without.totals.not_started == 0
    assert [(f.status, f.written) for f in details_of(read(ledger)).open_findings if f.code == "1.5"] == [
        (Status.UNSTATED, "未注明")
    ]


def test_findings_are_counted_by_claim_and_by_verdict() -> None:
    assert summary().totals == Totals(
        found=5,
        completed=2,
        in_progress=1,
        long_term=1,
        not_started=1,
        verified=1,
        returned=1,
        oldest=date(2024, 2, 1),
        newest=date(2024, 2, 1),
    )


def test_completions_after_their_deadline_are_counted_unless_they_were_returned() -> None:
    late = LEDGER.replace("deadline: 2024-01-01, completed: 2023-12-01", "deadline: 2023-11-01, completed: 2023-12-01")
    returned = late.replace("1.4, status: 已完成", "1.4, status: 已完成, deadline: 2023-11-01")
    assert [summary(ledger).totals.late for ledger in (LEDGER, late, returned)] == [0, 1, 1]


@pytest.mark.parametrize(
    ("day", "overdue"),
    [
        (date(2023, 12, 31), 0),
        (date(2024, 1, 1), 0),
        (date(2024, 1, 2), 1),
        (date(2024, 6, 30), 1),
        (date(2024, 7, 1), 2),
    ],
)
def test_open_work_is_overdue_after_its_deadline_and_long_term_work_after_its_review(day: date, overdue: int) -> None:
    made = summary()
    assert made.totals_on(day).overdue == overdue
    notice, _ = read_notice("x", "notice.md", NOTICE, "ledger.yaml", LEDGER)
    assert notice is not None
    standings = [standing_of(item, notice.as_of, day) for _, item in findings_of(notice)]
    assert totals_of(standings, notice.as_of) == made.totals_on(day)


def test_what_is_owed_is_listed_with_its_owner_and_day() -> None:
    assert [(f.shown, f.status, f.verdict, f.owner, f.due) for f in details_of(read()).open_findings] == [
        ("一（二）", Status.IN_PROGRESS, Verdict.UNVERIFIED, "办公室", date(2024, 1, 1)),
        ("一（三）", Status.LONG_TERM, Verdict.UNVERIFIED, "", date(2024, 6, 30)),
        ("一（四）", Status.COMPLETED, Verdict.RETURNED, "", None),
        ("一（五）", Status.NOT_STARTED, Verdict.UNVERIFIED, "", None),
    ]


def test_without_a_ledger_nothing_is_guessed() -> None:
    made = summary(None, "findings_in: [1]\n")
    assert made.totals == Totals(found=5, unstated=5)
    assert (made.as_of, made.has_promises, made.is_open) == (None, False, True)
    details = details_of(read(None, "findings_in: [1]\n"))
    assert {finding.status for finding in details.open_findings} == {Status.UNSTATED}
    assert details.log == ()


def test_steps_are_gathered_by_day_newest_first() -> None:
    assert [
        (entry.on, [(shown, title) for _, shown, _, _, title in steps_of(entry.encoded_steps)])
        for entry in details_of(read()).log
    ] == [
        (date(2023, 12, 1), [("一（一）", "完成"), ("一（三）", "转入")]),
        (date(2023, 11, 1), [("一（二）", "启动")]),
    ]


def test_a_dated_status_is_a_step_where_the_publication_could_not_tell_it() -> None:
    ledger = LEDGER.replace("completed: 2023-12-01, verification: {status: 退回}", "completed: {}, verification: {}")
    for completed, answered, expected in (
        ("2023-12-15", "{status: 退回, on: 2023-12-15}", []),
        ("2023-12-16", "{status: 退回}", [(date(2023, 12, 16), StepKind.COMPLETED, "")]),
        ("2023-12-15", "{status: 未核验, on: 2023-12-20}", []),
        (
            "2023-12-16",
            "{status: 退回, by: 巡察办, on: 2023-12-20}",
            [(date(2023, 12, 20), StepKind.RETURNED, "巡察办"), (date(2023, 12, 16), StepKind.COMPLETED, "")],
        ),
    ):
        made = read(ledger.replace("completed: {}", f"completed: {completed}").replace("{}}", f"{answered}}}"))
        found = [
            (entry.on, kind, beside)
            for entry in details_of(made).log
            for code, _, _, kind, beside in steps_of(entry.encoded_steps)
            if code == "1.4"
        ]
        assert found == expected
        assert summarise(made, "digest").last_step == max([date(2023, 12, 1), *(on for on, *_ in expected)])


def test_a_completion_that_is_called_otherwise_keeps_its_word() -> None:
    made = read(LEDGER.replace("review: 2024-06-30", "completed: 2024-01-31"))
    ((code, shown, title, kind, beside),) = steps_of(details_of(made).log[0].encoded_steps)
    assert (code, shown, kind, beside) == ("1.3", "一（三）", StepKind.COMPLETED, "长期坚持")
    assert title


def test_what_the_inspectors_say_is_not_told_as_a_step_of_the_unit() -> None:
    made = read(
        LEDGER.replace(
            "completed: 2023-12-01, verification: {status: 退回}",
            "completed: 2023-12-20, verification: {status: 退回, on: 2023-12-20}",
        )
    )
    assert [
        (entry.is_verdict, [kind for *_, kind, _ in steps_of(entry.encoded_steps)])
        for entry in details_of(made).log
        if entry.on == date(2023, 12, 20)
    ] == [(False, [StepKind.COMPLETED]), (True, [StepKind.RETURNED])]


@pytest.mark.parametrize(
    ("as_of", "facts", "expected"),
    [
        ("2023-12-01", "", datetime(2023, 12, 15, 10, 58)),
        ("2023-12-15", "", datetime(2023, 12, 15, 10, 58)),
        ("2024-02-01", "", datetime(2024, 2, 1)),
        ("2024-02-01", "changes: [{on: 2024-03-01, note: 更正}]\n", datetime(2024, 3, 1)),
        ("2104-02-01", "", datetime(2023, 12, 15, 10, 58)),
    ],
)
def test_a_notice_changed_last_on_the_last_day_that_is_written(as_of: str, facts: str, expected: datetime) -> None:
    assert (
        summary(LEDGER.replace("as_of: 2024-02-01", f"as_of: {as_of}"), facts).changed_by(date(2024, 12, 31))
        == expected
    )


@pytest.mark.parametrize(
    ("ledger", "news_on"),
    [
        (LEDGER, date(2024, 2, 1)),
        (LEDGER.replace("2024-02-01", "2023-12-15", 1), None),
        ("as_of: 2024-02-01\nitems: []\n", None),
        (None, None),
    ],
    ids=["newer", "as old as the publication", "without entries", "no ledger"],
)
def test_a_ledger_is_news_where_it_is_newer_than_the_publication(ledger: str | None, news_on: date | None) -> None:
    assert summary(ledger).news_on == news_on


def test_what_a_text_may_claim_is_counted() -> None:
    assert (summary().measures, summary().institutions) == (2, 1)


def test_links_and_codes_are_kept_for_checking() -> None:
    made = summary()
    assert [link.name for link in made.aside.site_links] == ["/notices/"]
    assert [file.name for file in made.aside.files] == ["attachments/a.csv"]
    assert made.aside.codes == ("1", "1.1", "1.2", "1.3", "1.4", "1.5")


def test_description_and_source_fall_back() -> None:
    assert summary(facts="summary: 摘要\nsource: 信息网\n").description == "摘要"
    assert summary(facts="source: 信息网\n").source == "信息网"
    assert summary().description.startswith("导语见全部通报")
    assert summary().source == "图书馆"
