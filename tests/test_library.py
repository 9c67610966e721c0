from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.small_site import AS_OF, FILES, make_site
from zhaoshi.building.crew import Crew
from zhaoshi.building.reading import read_records
from zhaoshi.building.record import Record
from zhaoshi.building.scanning import scan
from zhaoshi.library import Library, assemble
from zhaoshi.problems import Problem, Severity, errors
from zhaoshi.records import Records

LIBRARY = "content/notices/2023-library/notice.md"
MUSEUM = "content/notices/2023-museum/notice.md"


def notice(facts: str = "", unit: str = "museum", body: str = "正文。\n", published: str = "2023-06-20 09:00") -> str:
    return f"---\ntitle: 公告\nunit: {unit}\nround: 2023-1\npublished: {published}\n{facts}---\n\n{body}"


def reply(facts: str = "", body: str = "已答复。\n") -> str:
    return f"---\ntitle: 答复\nreceived: 2024-01-05\nanswered: 2024-01-06\nquestion: 问\n{facts}---\n\n{body}"


def new(id_: str, facts: str = "", **given: str) -> dict[str, str | bytes | None]:
    return {f"content/notices/{id_}/notice.md": notice(facts, **given)}


def records(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Records:
    make_site(root, changes)
    sources, problems = scan(root, {}, Crew())
    found, _, more = read_records(sources, Record(), None, Crew())
    assert not errors([*problems, *more])
    assert found is not None
    return found


def library(
    root: Path,
    changes: Mapping[str, str | bytes | None] | None = None,
    *,
    as_of: date = AS_OF,
    drafts: bool = False,
) -> Library:
    made, problems = assemble(records(root, changes), as_of, drafts=drafts)
    assert errors(problems) == []
    return made


def problems_of(root: Path, changes: Mapping[str, str | bytes | None]) -> list[Problem]:
    return assemble(records(root, changes), AS_OF)[1]


def ids(notices: tuple[object, ...]) -> list[str]:
    return [getattr(one, "id", "") for one in notices]


def test_the_small_site_has_nothing_wrong(tmp_path: Path) -> None:
    made = library(tmp_path)
    assert ids(made.notices) == ["2023-library", "2023-museum"]
    assert list(made.units) == ["library", "museum"]
    assert [file.name for file in made.attachments(made.notices[0])] == ["attachments/rules.csv"]


@pytest.mark.parametrize(
    ("changes", "code", "at", "guess"),
    [
        (new("a", "", unit="musem"), "notice.unit-unknown", "notices/a/notice.md:3:7", "museum"),
        (
            {MUSEUM: notice().replace("2023-1\n", "2032-1\n")},
            "notice.round-unknown",
            "2023-museum/notice.md:4:8",
            "2023-1",
        ),
        (new("a", "supersedes: 2023-musem\n"), "notice.supersedes-unknown", "a/notice.md:6:13", "2023-museum"),
        (new("a", body="[表](attachments/rule.csv)\n"), "file.missing", "a/notice.md:8:5", ""),
        (new("a", body="[表](/notice/)\n"), "link.page-unknown", "a/notice.md:8:5", "/notices/"),
        (
            new("a", body="[表](/notices/2023-musem/#s1)\n"),
            "link.page-unknown",
            "a/notice.md:8:5",
            "/notices/2023-museum/",
        ),
        ({"content/replies/r.md": reply("notice: 2023-libary\n")}, "reply.notice-unknown", "r.md:6:9", "2023-library"),
        (
            {"content/replies/r.md": reply("notice: 2023-library\nsection: 2.2.2\n")},
            "reply.section-unknown",
            "r.md:7:10",
            "2.2.1",
        ),
        ({"content/replies/r.md": reply(body="[甲](/unit/)\n")}, "link.page-unknown", "r.md:8:5", "/units/"),
        ({"content/replies/r.md": reply(body="[甲](notices/)\n")}, "link.relative", "r.md:8:5", None),
        ({"content/pages/p.md": "---\ntitle: 甲\n---\n[甲](about)\n"}, "link.relative", "p.md:4:5", None),
        ({"content/pages/p.md": "---\ntitle: 甲\n---\n![甲](x.png)\n"}, "link.relative", "p.md:4:6", None),
        ({"content/pages/updates.md": "---\ntitle: 甲\n---\n"}, "page.reserved", "pages/updates.md:1:1", None),
        (
            {
                "content/units.yaml": "units:\n"
                + "".join(f"  - {{id: {id_}, name: 甲}}\n" for id_ in ("library", "museum", "museum"))
            },
            "id.twice",
            "units.yaml:4:5",
            None,
        ),
        (
            {"content/rounds.yaml": "rounds:\n  - {id: 2023-1, name: 一, year: 2023, units: [library, museum, mus]}\n"},
            "round.unit-unknown",
            "rounds.yaml:2:64",
            "museum",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_with_the_nearest_name(
    tmp_path: Path, changes: dict[str, str | bytes | None], code: str, at: str, guess: str | None
) -> None:
    (problem,) = errors(problems_of(tmp_path, changes))
    assert problem.code == code
    assert str(problem.at).endswith(at)
    if guess:
        assert problem.hint is not None
        assert problem.hint.values == {"guess": guess}


def test_a_name_like_no_other_is_answered_with_the_names_there_are(tmp_path: Path) -> None:
    (problem,) = errors(problems_of(tmp_path, new("a", unit="zzz")))
    assert problem.hint is not None
    assert problem.hint.values == {"names": "library、museum"}


@pytest.mark.parametrize(
    "target",
    ["/", "/notices/", "/about/", "/units/museum/", "/rounds/2023-1/", "/notices/2023-museum/#s1", "/feed.xml", "/#x"],
)
def test_links_to_pages_of_the_site_are_known(tmp_path: Path, target: str) -> None:
    assert library(tmp_path, new("a", body=f"[甲]({target})\n"))


def test_a_unit_outside_its_round_and_a_notice_before_its_day_are_doubts(tmp_path: Path) -> None:
    changes = {
        "content/rounds.yaml": "rounds:\n  - {id: 2023-1, name: 一, year: 2023, units: [library]}\n",
        MUSEUM: notice(published="2024-03-02 00:00"),
    }
    found = problems_of(tmp_path, changes)
    assert {(problem.code, problem.severity) for problem in found} >= {
        ("notice.unit-outside-round", Severity.DOUBT),
        ("notice.published-later", Severity.DOUBT),
    }


@pytest.mark.parametrize(
    ("day", "fields"),
    [
        (date(2024, 1, 4), ["更正记录·日期", "数据截至", "收到日期", "答复日期"]),
        (date(2024, 1, 11), ["数据截至", "答复日期"]),
        (date(2024, 1, 31), ["数据截至"]),
        (date(2024, 2, 1), []),
    ],
)
def test_what_has_happened_is_doubted_until_its_day_has_come(tmp_path: Path, day: date, fields: list[str]) -> None:
    _, problems = assemble(records(tmp_path), day)
    assert sorted(p.message.values["field"] for p in problems if p.code == "date.future") == sorted(fields)


def test_a_withdrawal_has_its_day_and_deadlines_may_lie_in_the_future(tmp_path: Path) -> None:
    facts = "feedback_until: 2034-01-01\nwithdrawn: {on: 2034-01-01, reason: 数据有误}\n"
    ledger = FILES[LIBRARY.replace("notice.md", "ledger.yaml")].replace("2024-01-31", "2034-01-31")
    changes = {MUSEUM: notice(facts), LIBRARY.replace("notice.md", "ledger.yaml"): ledger}
    (problem,) = [p for p in problems_of(tmp_path, changes) if p.code == "date.future"]
    assert str(problem.at) == f"{MUSEUM}:7:17"


def test_a_draft_is_left_out_unless_asked_for_but_always_checked(tmp_path: Path) -> None:
    changes = new("draft", "draft: true\n")
    assert "draft" not in ids(library(tmp_path, changes).notices)
    assert "draft" in ids(library(tmp_path, changes, drafts=True).notices)
    assert [p.code for p in errors(problems_of(tmp_path, new("draft", "draft: true\n", unit="x")))] == [
        "notice.unit-unknown"
    ]


@pytest.mark.parametrize(
    ("day", "there"), [(date(2024, 2, 29), False), (date(2024, 3, 1), True), (date(2024, 3, 2), True)]
)
def test_a_timed_notice_appears_on_its_day(tmp_path: Path, day: date, there: bool) -> None:
    made = library(tmp_path, new("timed", "publish_after: 2024-03-01\n"), as_of=day)
    assert ("timed" in ids(made.notices)) is there
    assert "timed" in ids(library(tmp_path, as_of=day, drafts=True).notices)


def test_a_withdrawn_notice_stays_as_a_stone_and_counts_no_more(tmp_path: Path) -> None:
    withdrawn = FILES[LIBRARY].replace("claims:", "withdrawn: {on: 2024-02-01, reason: 数据有误}\nclaims:")
    made = library(tmp_path, {LIBRARY: withdrawn})
    assert "2023-library" in ids(made.notices)
    assert "2023-library" not in ids(made.standing)
    assert "2023-library" not in ids(made.counted)
    assert not made.attachments(made.notices[0])
    assert made.totals(made.counted).found == 0


def test_a_superseded_notice_stands_but_counts_no_more(tmp_path: Path) -> None:
    made = library(tmp_path, new("newer", "supersedes: 2023-library\n", unit="library"))
    assert made.superseded_by["2023-library"].id == "newer"
    assert "2023-library" in ids(made.standing)
    assert "2023-library" not in ids(made.counted)
    assert "newer" in ids(made.counted)
    assert made.totals(made.standing).found == 3
    assert made.totals(made.counted).found == 0


def test_only_the_last_of_a_chain_counts(tmp_path: Path) -> None:
    changes = new("b", "supersedes: 2023-museum\n") | new("c", "supersedes: b\n")
    made = library(tmp_path, changes)
    assert {old: newer.id for old, newer in made.superseded_by.items()} == {"2023-museum": "b", "b": "c"}
    assert set(ids(made.counted)) == {"2023-library", "c"}


@pytest.mark.parametrize(
    "facts", ["draft: true\n", "publish_after: 2024-03-02\n", "withdrawn: {on: 2024-02-01, reason: 误}\n"]
)
def test_a_notice_that_does_not_stand_replaces_none(tmp_path: Path, facts: str) -> None:
    made = library(tmp_path, new("newer", "supersedes: 2023-museum\n" + facts))
    assert made.superseded_by == {}
    assert "2023-museum" in ids(made.counted)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        (new("a", "supersedes: a\n"), ["notice.supersedes-itself"]),
        (new("a", "supersedes: b\n") | new("b", "supersedes: a\n"), ["notice.supersedes-itself"] * 2),
        (
            new("a", "supersedes: b\n") | new("b", "supersedes: c\n") | new("c", "supersedes: a\n"),
            ["notice.supersedes-itself"] * 3,
        ),
        (new("a", "supersedes: 2023-museum\n") | new("b", "supersedes: 2023-museum\n"), ["notice.superseded-twice"]),
    ],
)
def test_replacing_goes_in_one_line_from_newer_to_older(
    tmp_path: Path, changes: dict[str, str | bytes | None], codes: list[str]
) -> None:
    assert [problem.code for problem in errors(problems_of(tmp_path, changes))] == codes


def test_a_reply_waits_for_its_notice(tmp_path: Path) -> None:
    changes = new("draft", "draft: true\n") | {"content/replies/r.md": reply("notice: draft\n")}
    assert ids(library(tmp_path, changes).replies) == ["opening-hours"]
    assert set(ids(library(tmp_path, changes, drafts=True).replies)) == {"opening-hours", "r"}


def test_a_reply_names_its_section_in_points(tmp_path: Path) -> None:
    made = library(tmp_path, {"content/replies/r.md": reply("notice: 2023-library\nsection: 二（二）1\n")})
    assert [one.section.name for one in made.replies if one.id == "r" and one.section] == ["2.2.1"]


def test_a_reply_is_read_in_the_numbering_of_its_notice(tmp_path: Path) -> None:
    changes = new("two", "numbering: 一1\n", body="## 一、甲\n\n### 1. 乙\n\n### 2. 丙\n")
    changes["content/replies/r.md"] = reply("notice: two\nsection: 一2\n")
    assert [one.section.name for one in library(tmp_path, changes).replies if one.id == "r" and one.section] == ["1.2"]


def test_newest_comes_first(tmp_path: Path) -> None:
    changes = new("older", published="2023-01-01 00:00") | new("newer", published="2024-01-01 00:00")
    changes["content/replies/r.md"] = reply()
    changes["content/rounds.yaml"] = (
        "rounds:\n  - {id: a, name: 甲, year: 2022}\n  - {id: 2023-1, name: 乙, year: 2023, units: [library, museum]}\n"
        "  - {id: 2023-2, name: 丙, year: 2023, from: 2023-08-01}\n"
    )
    made = library(tmp_path, changes)
    assert ids(made.notices) == ["newer", "2023-library", "2023-museum", "older"]
    assert ids(made.replies) == ["opening-hours", "r"]
    assert list(made.rounds) == ["2023-2", "2023-1", "a"]


def test_standing_pages_follow_their_order_then_their_name(tmp_path: Path) -> None:
    changes: dict[str, str | bytes | None] = {
        f"content/pages/{name}.md": f"---\ntitle: 甲\norder: {order}\n---\n"
        for name, order in (("b", 1), ("a", 1), ("z", 0))
    }
    assert ids(library(tmp_path, changes).pages) == ["z", "a", "b", "about"]


def test_a_file_that_nothing_names_is_not_published(tmp_path: Path) -> None:
    made = library(tmp_path, {"content/notices/2023-library/attachments/draft.pdf": b"%PDF"})
    assert [file.name for file in made.attachments(made.notices[0])] == ["attachments/rules.csv"]


def test_overdue_is_counted_on_the_day_of_the_build(tmp_path: Path) -> None:
    changes: dict[str, str | bytes | None] = {}
    days = {date(2024, 1, 31): 0, date(2024, 2, 1): 1, date(2024, 7, 1): 2}
    for day, overdue in days.items():
        made = library(tmp_path, changes, as_of=day)
        assert made.totals(made.counted).overdue == overdue


def test_what_a_text_claims_and_the_record_does_not_bear_out_is_a_doubt(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, {})
    assert (problem.code, problem.severity) == ("claims.differ", Severity.DOUBT)
    assert problem.message.values == {"name": "制度数（institutions）", "claimed": "2", "counted": "1"}
    withdrawn = FILES[LIBRARY].replace("claims:", "withdrawn: {on: 2024-02-01, reason: 数据有误}\nclaims:")
    assert problems_of(tmp_path, {LIBRARY: withdrawn}) == []


def test_a_link_to_a_notice_that_is_not_published_is_told(tmp_path: Path) -> None:
    changes = new("draft", "draft: true\n") | new("public", body="见[草稿](/notices/draft/)。\n")
    _, problems = assemble(records(tmp_path, changes), AS_OF)
    assert [problem for problem in problems if problem.at.path == "content/notices/public/notice.md"]


def test_a_notice_outside_a_circle_does_not_replace_itself(tmp_path: Path) -> None:
    changes = new("a", "supersedes: b\n") | new("b", "supersedes: c\n") | new("c", "supersedes: b\n")
    found = [problem for problem in problems_of(tmp_path, changes) if problem.code == "notice.supersedes-itself"]
    assert [problem.at.path.split("/")[2] for problem in found] == ["b", "c"]
