"""What papers say of the fields of sources, in both languages, held against the records that declare them."""

import re
import typing
from collections.abc import Iterator, Mapping

import msgspec
import pytest

from tests.documentation.papers import DOCS, blocks, chapters, read, rows
from zhaoshi.building.sorting import ATTACHMENT_TYPES
from zhaoshi.model.article import Reply, StandingPage
from zhaoshi.model.fields import fields_of
from zhaoshi.model.ledger import Ledger, LedgerItem
from zhaoshi.model.notice_facts import NoticeFacts
from zhaoshi.model.round import Round, Rounds
from zhaoshi.model.site import Contact, Feedback, Legal, Security, SiteSettings
from zhaoshi.model.unit import Unit, Units

HAN_WORD = r"[A-Za-z0-9\u4e00-\u9fff]+"
Declared = tuple[str, tuple[str, ...]]
"""Canonical name and Chinese names."""


def declared(record: type) -> dict[str, tuple[str, ...]]:
    return {field.name: field.chinese for field in fields_of(record)}


def nested(record: type) -> Iterator[Declared]:
    """Yield the fields of the records inside a record."""
    for hint in typing.get_type_hints(record).values():
        for kind in (hint, *typing.get_args(hint)):
            if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind is not record:
                yield from declared(kind).items()
                yield from nested(kind)


def _items(fields: Mapping[str, tuple[str, ...]]) -> list[Declared]:
    return list(fields.items())


LEDGER_ROWS = {**declared(Ledger), **declared(LedgerItem)}
ARTICLE_CHAPTER = "replies/<id>.md and pages/<id>.md"
TABLES: dict[str, tuple[dict[str, tuple[str, ...]], type]] = {
    "site.yaml · 站点": (declared(SiteSettings), SiteSettings),
    "notice.md": (declared(NoticeFacts), NoticeFacts),
    "ledger.yaml": (LEDGER_ROWS, Ledger),
    ARTICLE_CHAPTER: (declared(Reply), Reply),
}


def documented_fields(chapter: str) -> dict[str, tuple[str, ...]]:
    """Read a table whose first two columns are names: `leader` · `owner` | 责任领导 · 责任部门 (责任人)."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows(chapter):
        names = re.findall(r"`(\w+)`", row[0])
        chinese = [tuple(re.findall(HAN_WORD, group)) for group in row[1].split("·")]
        found |= dict(zip(names, chinese, strict=True))
    return found


@pytest.mark.parametrize("heading", TABLES)
def test_fields_of_a_table_are_those_declared(heading: str) -> None:
    fields, _ = TABLES[heading]

    assert documented_fields(chapters(read(DOCS / "sources.md"))[heading]) == fields


@pytest.mark.parametrize("heading", TABLES)
def test_fields_inside_fields_are_documented_under_both_names(heading: str) -> None:
    fields, record = TABLES[heading]
    text = read(DOCS / "sources.md")
    chapter = chapters(text)[heading] + chapters(text)["site.yaml · 站点"]
    missing = [
        (name, chinese)
        for name, names in nested(record)
        if fields.get(name) != names
        for chinese in names
        if not re.search(rf"\b{name}`? (?:{HAN_WORD} \()?{chinese}\b", chapter)
    ]

    assert missing == []


def test_fields_inside_fields_that_are_documented_exist() -> None:
    text = read(DOCS / "sources.md")
    known = {
        (name, chinese)
        for record in (SiteSettings, NoticeFacts, Ledger, Reply, StandingPage, Units, Rounds)
        for name, names in [*_items(declared(record)), *nested(record)]
        for chinese in names
    }
    named = set(re.findall(rf"`(\w+)` (?=\w*[\u4e00-\u9fff])({HAN_WORD})", " ".join(row[2] for row in rows(text))))

    assert named <= known


@pytest.mark.parametrize(("record", "number"), [(Units, 0), (Rounds, 1)], ids=["units", "rounds"])
def test_fields_of_lists_are_documented_under_both_names(record: type, number: int) -> None:
    example = blocks(chapters(read(DOCS / "sources.md"))["units.yaml · rounds.yaml"], "yaml")[number]
    named = dict(re.findall(rf"^[\s-]*(\w+):.*# ({HAN_WORD})", example, flags=re.MULTILINE))
    inner = next(iter(typing.get_args(typing.get_type_hints(record)[fields_of(record)[0].name])))
    fields = {**declared(record), **declared(inner)}

    assert named == {name: chinese[0] for name, chinese in fields.items()}


def test_fields_of_standing_pages_are_documented_under_both_names() -> None:
    chapter = chapters(read(DOCS / "sources.md"))[ARTICLE_CHAPTER]

    assert [
        (name, chinese)
        for name, names in declared(StandingPage).items()
        for chinese in names
        if f"`{name}` {chinese}" not in chapter
    ] == []


def test_types_of_attachments_are_those_documented() -> None:
    found = re.search(r"Attachments may be ([\w,\s]+)\.", read(DOCS / "sources.md"))

    assert found
    assert set(re.split(r",\s+", found[1])) == ATTACHMENT_TYPES


Row = tuple[str, str, bool]
"""Chinese name, canonical name, whether the field is required."""


def table_of(record: type) -> list[Row]:
    return [(field.chinese[0], field.name, field.required) for field in fields_of(record)]


def documented_rows(chapter: str, columns: int) -> list[Row]:
    """Read the tables with so many columns; the last five are name, English name, required, meaning and example."""
    found = [row[-5:] for row in rows(chapters(read(DOCS / "settings.zh-CN.md"))[chapter]) if len(row) == columns]
    return [(name.strip("`"), english.strip("`"), required == "必填") for name, english, required, *_ in found]


@pytest.mark.parametrize(
    ("chapter", "columns", "records"),
    [
        ("一、site.yaml", 5, [SiteSettings]),
        ("一、site.yaml", 6, [Contact, Feedback, Legal, Security]),
        ("二、units.yaml", 5, [Unit]),
        ("三、rounds.yaml", 5, [Round]),
    ],
)
def test_settings_are_documented_in_chinese_with_what_is_required(
    chapter: str, columns: int, records: list[type]
) -> None:
    assert documented_rows(chapter, columns) == [row for record in records for row in table_of(record)]
