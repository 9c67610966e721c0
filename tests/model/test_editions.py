from datetime import date

from zhaoshi.model.editions import Edition, editions
from zhaoshi.model.notice_facts import Change, ChangeKind

PUBLISHED = date(2023, 12, 15)


def major(day: int, note: str = "大") -> Change:
    return Change(on=date(2024, 1, day), kind=ChangeKind.MAJOR, note=note)


def minor(day: int, note: str = "小") -> Change:
    return Change(on=date(2024, 1, day), note=note)


def test_without_changes_there_is_the_first_edition_only() -> None:
    assert editions(PUBLISHED, ()) == (Edition(1, PUBLISHED, "", ()),)


def test_every_major_change_is_an_edition_and_the_newest_stands_first() -> None:
    assert editions(PUBLISHED, (major(9, "甲"), major(3, "乙"))) == (
        Edition(3, date(2024, 1, 9), "甲", ()),
        Edition(2, date(2024, 1, 3), "乙", ()),
        Edition(1, PUBLISHED, "", ()),
    )


def test_minor_changes_stand_below_the_edition_that_they_amended() -> None:
    found = editions(PUBLISHED, (minor(20, "丙"), minor(2, "甲"), major(10), minor(4, "乙")))
    assert [(edition.number, [change.note for change in edition.amendments]) for edition in found] == [
        (2, ["丙"]),
        (1, ["乙", "甲"]),
    ]


def test_changes_of_one_day_keep_the_order_in_which_they_are_written() -> None:
    after, before = (editions(PUBLISHED, pair) for pair in ((major(5), minor(5)), (minor(5), major(5))))
    assert [len(edition.amendments) for edition in after] == [1, 0]
    assert [len(edition.amendments) for edition in before] == [0, 1]


def test_a_change_dated_before_the_publication_amends_the_first_edition() -> None:
    early = Change(on=date(2023, 1, 1), note="早")
    assert editions(PUBLISHED, (early, major(1)))[-1].amendments == (early,)
