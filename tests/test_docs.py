"""What the documentation says of commands, fields, views, words and files, held against the code."""

import importlib
import pkgutil
import re
import typing
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click
import msgspec
import pytest

import zhaoshi
from tests.small_site import make_site
from zhaoshi import cli, pages
from zhaoshi.building.build import check
from zhaoshi.building.reading import ATTACHMENT_TYPES
from zhaoshi.languages import translations
from zhaoshi.model.article import Reply, StandingPage
from zhaoshi.model.fields import fields_of
from zhaoshi.model.ledger import Ledger, LedgerItem
from zhaoshi.model.notice_facts import NoticeFacts
from zhaoshi.model.round import Round, Rounds
from zhaoshi.model.site import Contact, Feedback, Legal, Security, SiteSettings
from zhaoshi.model.status import CLAIM, Status
from zhaoshi.model.unit import Unit, Units
from zhaoshi.problems import Location
from zhaoshi.text.nodes import Scalar

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAPERS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])

HAN_WORD = r"[A-Za-z0-9\u4e00-\u9fff]+"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def chapters(text: str, level: str = r"##+") -> dict[str, str]:
    """Return the text below each heading, down to the next one, by the heading."""
    parts = re.split(rf"^{level} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(text: str) -> list[list[str]]:
    """Return the cells of every table row but heads and rules."""
    lines = text.split("\n")
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for number, line in enumerate(lines)
        if line.startswith("|")
        and not re.fullmatch(r"[|\s-]+", line)
        and not (number + 1 < len(lines) and re.fullmatch(r"\|[|\s-]+", lines[number + 1]))
    ]


def blocks(text: str, language: str) -> list[str]:
    """Return what stands in fences of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def unfenced(text: str) -> str:
    """Return a text without what stands in fences."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


# Commands


def commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield each command that can be run, by its full name."""
    for word, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


def long_options(command: click.Command) -> set[str]:
    context = click.Context(command)
    return {option for param in command.get_params(context) for option in param.opts if option.startswith("--")}


PROGRAM = cli.program(lambda text: text)
COMMANDS: dict[str, click.Command] = {"zhaoshi": PROGRAM, **dict(commands(PROGRAM, "zhaoshi"))}


def documented_options(chapter: str) -> set[str]:
    return set(re.findall(r"`(--[a-z-]+)", " ".join(row[0] for row in rows(chapter))))


def test_every_command_has_a_chapter_and_every_chapter_a_command() -> None:
    named = {heading.strip("`") for heading in chapters(read(DOCS / "commands.md")) if heading.startswith("`")}

    assert named == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_options_of_a_command_are_those_documented(name: str) -> None:
    found = chapters(read(DOCS / "commands.md"))
    common = documented_options(found["Common to all commands"]) if name != "zhaoshi" else set()

    assert documented_options(found[f"`{name}`"]) | common == long_options(COMMANDS[name])


def test_exit_codes_are_those_documented() -> None:
    found = {int(row[0]) for row in rows(chapters(read(DOCS / "commands.md"))["Exit codes"])}

    assert found == {cli.DONE, cli.SOURCES_WRONG, cli.USAGE, cli.ENVIRONMENT, cli.INTERRUPTED}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_options_named_anywhere_exist(paper: Path) -> None:
    known = {option for command in COMMANDS.values() for option in long_options(command)}
    ours = re.findall(r"(?:zhaoshi|build\.py)((?: [^\s`|]+)*)", read(paper))
    named = {word for line in ours for word in line.split() if re.fullmatch(r"--[a-z-]+", word)}

    assert named <= known


# Views


def views() -> dict[str, type[msgspec.Struct]]:
    """Return every record that a template can see, by the name under which it is documented."""
    found: dict[str, type[msgspec.Struct]] = {}

    def follow(kind: object) -> None:
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            name = _documented_name(kind)
            if name not in found:
                found[name] = kind
                for hint in typing.get_type_hints(kind).values():
                    follow(hint)
        for argument in typing.get_args(kind):
            follow(argument)

    for module in pkgutil.iter_modules(pages.__path__):
        for name, kind in vars(importlib.import_module(f"{pages.__name__}.{module.name}")).items():
            if name.endswith("View") and isinstance(kind, type):
                follow(kind)
    return found


def _documented_name(kind: type) -> str:
    module = kind.__module__.rpartition(".")[2]
    return f"{module}.{kind.__name__}" if (kind.__doc__ or "").startswith("What `pages/") else kind.__name__


def documented_views() -> dict[str, set[str]]:
    """Return the fields of each view that `docs/templates.md` names."""
    found: dict[str, set[str]] = {}
    text = read(DOCS / "templates.md")
    for heading, chapter in chapters(text).items():
        if heading == "Parts":
            for part, fields in rows(chapter):
                found[part.strip("`")] = set(re.findall(r"`(\w+)`", fields))
        elif names := re.findall(r"`([\w.]+)`", heading):
            found[names[-1]] = {row[0].strip("`") for row in rows(chapter)}
    return found


def field_names(view: type[msgspec.Struct]) -> set[str]:
    return set(view.__struct_fields__)


VIEWS = views()


def test_every_view_is_documented_and_nothing_else() -> None:
    assert set(documented_views()) == set(VIEWS)


@pytest.mark.parametrize("name", VIEWS)
def test_fields_of_a_view_are_those_documented(name: str) -> None:
    assert documented_views()[name] == field_names(VIEWS[name])


def test_views_of_pages_name_their_templates() -> None:
    named = {
        template
        for heading in chapters(read(DOCS / "templates.md"))
        for template in re.findall(r"`(pages/[\w.]+)`", heading)
    }

    assert named == {path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates/pages").iterdir()}


# Fields

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


# The editors' guide

GUIDE = read(DOCS / "editing.zh-CN.md")


def test_examples_of_the_guide_are_right(tmp_path: Path) -> None:
    notice, reply = blocks(GUIDE, "markdown")
    (ledger,) = blocks(GUIDE, "yaml")
    folder = "content/notices/2022-water-bureau"
    make_site(
        tmp_path,
        {
            "content/units.yaml": "单位:\n  - {编号: water-bureau, 名称: 云岫区水利局}\n",
            "content/rounds.yaml": "轮次:\n  - {编号: 2022-1, 名称: 第二轮, 年度: 2022, 单位: [water-bureau]}\n",
            "content/notices/2023-library/notice.md": None,
            "content/notices/2023-library/ledger.yaml": None,
            "content/notices/2023-library/attachments/rules.csv": None,
            "content/notices/2023-museum/notice.md": None,
            "content/replies/opening-hours.md": reply,
            f"{folder}/notice.md": notice,
            f"{folder}/ledger.yaml": ledger,
            f"{folder}/attachments/change-rules.pdf": b"%PDF",
        },
    )

    assert check(tmp_path, tmp_path / "site", as_of=date(2023, 2, 1)) == ()


def test_status_words_of_the_guide_are_known() -> None:
    table = next(part for part in GUIDE.split("\n\n") if part.startswith("| 状态 | 也可以写作 |"))
    named = {row[0]: [row[0], *filter(None, row[1].split("、"))] for row in rows(table)}
    schema = CLAIM.schema()["enum"]
    meant = {word: CLAIM.read(Scalar(word, Location(""))).status for word in schema}

    assert [[meant[word] for word in words] for words in named.values()] == [
        [status] * len(words) for status, words in zip(Status, named.values(), strict=True)
    ]
    assert {word for words in named.values() for word in words} == {word for word in schema if not word.isascii()}


def test_messages_of_the_guide_are_those_of_the_program() -> None:
    catalogue = translations("zh-CN")
    known = [
        re.sub(r"\{\w+\}", "…", text).replace("{{", "{").replace("}}", "}")
        for text in vars(catalogue)["_catalog"].values()
        if isinstance(text, str)
    ]
    named = [row[0].strip("`") for row in rows(chapters(GUIDE)["八、常见提示"])]

    assert named
    assert [phrase for phrase in named if not any(phrase in text for text in known)] == []


# The settings of a site, in Chinese

SETTINGS = read(DOCS / "settings.zh-CN.md")
Row = tuple[str, str, bool]
"""Chinese name, canonical name, whether the field is required."""


def table_of(record: type) -> list[Row]:
    return [(field.chinese[0], field.name, field.required) for field in fields_of(record)]


def documented_rows(chapter: str, columns: int) -> list[Row]:
    """Read the tables with so many columns; the last five are name, English name, required, meaning and example."""
    found = [row[-5:] for row in rows(chapters(SETTINGS)[chapter]) if len(row) == columns]
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


def test_shortest_settings_of_the_guide_are_right(tmp_path: Path) -> None:
    site, units, rounds = blocks(SETTINGS, "yaml")
    make_site(
        tmp_path,
        {
            "content/site.yaml": site,
            "content/units.yaml": units,
            "content/rounds.yaml": rounds,
            "content/notices/2023-library/notice.md": None,
            "content/notices/2023-library/ledger.yaml": None,
            "content/notices/2023-library/attachments/rules.csv": None,
            "content/notices/2023-museum/notice.md": None,
            "content/replies/opening-hours.md": None,
        },
    )

    assert check(tmp_path, tmp_path / "site", as_of=date(2025, 1, 1)) == ()


# Chinese papers

CHINESE_PAPERS = [paper for paper in PAPERS if paper.name.endswith(".zh-CN.md")]
COUNT = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四")


@pytest.mark.parametrize("paper", CHINESE_PAPERS, ids=lambda path: path.name)
def test_parts_of_chinese_papers_are_numbered_in_order(paper: Path) -> None:
    headings = re.findall(r"^## (\w+)、", unfenced(read(paper)), flags=re.MULTILINE)

    assert tuple(headings) == COUNT[: len(headings)]


@pytest.mark.parametrize("paper", CHINESE_PAPERS, ids=lambda path: path.name)
def test_parts_that_chinese_papers_point_to_exist(paper: Path) -> None:
    for link, number in re.findall(r"(?:\[[^\]]*\]\(([\w.-]+)\))?第(\w{1,2})部分", read(paper)):
        assert f"\n## {number}、" in read(paper.parent / link if link else paper)


@pytest.mark.parametrize("paper", CHINESE_PAPERS, ids=lambda path: path.name)
def test_paragraphs_of_chinese_papers_stand_on_one_line(paper: Path) -> None:
    text = unfenced(read(paper))
    begins = r"\s*(?:[-*] |\d+\. |\||#|\[English)"

    assert re.findall(rf"^(?!{begins}).+\n(?!{begins})\S.*$", text, flags=re.MULTILINE) == []
    assert re.findall(r"^[ \t]*(?:[-*] |\d+\. ).+\n[ \t]+(?![-*] |\d+\. )\S.*$", text, flags=re.MULTILINE) == []


# Files


def test_decision_records_are_numbered_without_gaps() -> None:
    records = sorted((DOCS / "decisions").iterdir())

    assert [path.name[:5] for path in records] == [f"{number:04}-" for number in range(1, len(records) + 1)]
    assert [read(path).split(".")[0] for path in records] == [f"# {number}" for number in range(1, len(records) + 1)]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_relative_links_lead_to_files(paper: Path) -> None:
    text = re.sub(r"^```.*?^```$|`[^`\n]+`", "", read(paper), flags=re.MULTILINE | re.DOTALL)
    targets = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if ":" not in link]

    assert [target for target in targets if target and not (paper.parent / target).exists()] == []


def test_every_room_stands_in_the_plan() -> None:
    plan = read(DOCS / "architecture.md")
    package = Path(zhaoshi.__file__).parent
    rooms = [path.name for path in package.glob("*.py") if path.name != "__init__.py"]
    rooms += [f"{path.parent.name}/" for path in package.glob("*/__init__.py")]

    assert [room for room in rooms if f"`{room}`" not in plan] == []


def test_make_targets_named_in_papers_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), flags=re.MULTILINE))
    named = {
        target for paper in PAPERS for target in re.findall(r"(?:^|`)make ([a-z]+)", read(paper), flags=re.MULTILINE)
    }
    row = next(line for line in read(ROOT / "README.md").split("\n") if line.startswith("| `Makefile`"))

    assert named | set(re.findall(r"`([a-z]+)`", row)) <= targets
