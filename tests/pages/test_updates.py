"""The newest entries of the log are found without looking at all of them."""

from datetime import date
from pathlib import Path

import pytest

from tests.small_site import FILES, make_site
from zhaoshi.building.crew import Crew
from zhaoshi.building.reading import read_records
from zhaoshi.building.record import Record
from zhaoshi.building.scanning import scan
from zhaoshi.building.state import NoticeStore
from zhaoshi.library import Library, assemble
from zhaoshi.pages import updates

NOTICE = FILES["content/notices/2023-library/notice.md"]
LEDGER = FILES["content/notices/2023-library/ledger.yaml"]


def notice(published: str, facts: str = "") -> str:
    first, _, rest = NOTICE.partition("published: ")
    return f"{first}published: {published} 09:00\n{facts}{rest.partition(chr(10))[2]}"


def library(root: Path, as_of: date) -> Library:
    """Read notices whose newest day is a publication, a change, a withdrawal, a ledger, or has not come."""
    made = {
        "late": (notice("2024-01-20"), ""),
        "changed": (notice("2023-03-01", "changes:\n  - {on: 2024-01-25, kind: minor, note: 更正}\n"), ""),
        "withdrawn": (notice("2023-03-02", "withdrawn: {on: 2024-01-22, reason: 有误}\n"), ""),
        "ledger": (notice("2023-03-03"), LEDGER),
        "ahead": (notice("2023-03-04"), LEDGER.replace("as_of: 2024-", "as_of: 2031-")),
        "to-come": (notice("2029-03-05"), ""),
        **{f"old-{number}": (notice(f"2023-04-{number:02}"), "") for number in range(1, 9)},
    }
    files = {f"content/notices/{id_}/notice.md": text for id_, (text, _) in made.items()}
    files |= {f"content/notices/{id_}/ledger.yaml": ledger for id_, (_, ledger) in made.items() if ledger}
    make_site(root, files)
    sources, _ = scan(root, {}, Crew())
    records, _, problems = read_records(sources, Record(), NoticeStore(root / "kept"), Crew())
    assert records is not None, problems
    return assemble(records, as_of)[0]


@pytest.mark.parametrize("as_of", [date(2023, 4, 3), date(2024, 1, 23), date(2024, 7, 1), date(2032, 1, 1)])
def test_the_newest_entries_are_the_first_of_all(tmp_path: Path, as_of: date) -> None:
    made = library(tmp_path, as_of)
    whole = updates.newest(made, 1_000)

    assert len(whole) > 10
    assert [event.on for event in whole] == sorted([event.on for event in whole], reverse=True)
    for count in range(1, len(whole) + 1):
        assert updates.newest(made, count) == whole[:count]


def test_notices_that_cannot_be_among_the_newest_are_not_opened(tmp_path: Path) -> None:
    made = library(tmp_path, date(2024, 7, 1))
    (first,) = updates.newest(made, 1)

    for notice in made.notices:
        if notice.id != first.route.split("/")[1]:
            (tmp_path / "kept" / notice.digest[:2] / notice.digest[2:]).unlink()

    assert updates.newest(made, 1) == (first,)
