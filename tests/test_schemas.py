import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.small_site import FILES
from zhaoshi.model.schemas import schemas

ROOT = Path(__file__).parent.parent


class Loader(yaml.SafeLoader):
    """Reads YAML 1.2, as the editors that use the schemas do: `on` is a word and a date is text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag.rpartition(":")[2] not in ("bool", "timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def kind_of(path: str) -> str | None:
    """Return the name of the schema of a source."""
    match path.split("/")[1:]:
        case [("site.yaml" | "units.yaml" | "rounds.yaml") as name]:
            return name.removesuffix(".yaml")
        case ["notices", _, "notice.md"]:
            return "notice"
        case ["notices", _, "ledger.yaml"]:
            return "ledger"
        case ["replies", _]:
            return "reply"
        case ["pages", _]:
            return "page"
        case _:
            return None


SAMPLE = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "content").rglob("*"))
    if path.suffix in (".yaml", ".md")
}
SOURCES = [
    pytest.param(kind, text, id=f"{site}:{path}")
    for site, files in (("small", FILES), ("sample", SAMPLE))
    for path, text in files.items()
    if (kind := kind_of(path))
]


def facts(kind: str, text: str) -> Any:
    return yaml.load(text.split("\n---\n")[0] if text.startswith("---\n") else text, Loader)


def enumerations(schema: Any) -> Iterator[list[Any]]:
    if isinstance(schema, dict):
        yield from ([schema["enum"]] if "enum" in schema else [])
        schema = list(schema.values())
    for below in schema if isinstance(schema, list) else ():
        yield from enumerations(below)


def test_the_words_of_a_choice_begin_with_a_chinese_one_which_messages_name() -> None:
    first = {words[0] for words in enumerations(schemas()) if True not in words}
    assert len(first) > 4
    assert all(re.fullmatch(r"[一-龥]+", word) for word in first)


def validator(kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schemas()[kind])


@pytest.mark.parametrize("kind", schemas())
def test_each_schema_is_valid_and_names_its_draft(kind: str) -> None:
    schema = schemas()[kind]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


def test_there_is_a_schema_for_every_kind_of_source() -> None:
    assert {param.values[0] for param in SOURCES} == schemas().keys()


@pytest.mark.parametrize(("kind", "text"), SOURCES)
def test_sources_that_build_fit_their_schema(kind: str, text: str) -> None:
    assert [error.message for error in validator(kind).iter_errors(facts(kind, text))] == []


@pytest.mark.parametrize(("kind", "text"), [param for param in SOURCES if str(param.id).startswith("small:")])
def test_an_unknown_field_does_not_fit(kind: str, text: str) -> None:
    errors = list(validator(kind).iter_errors({**facts(kind, text), "nmae": "甲"}))
    assert [error.validator for error in errors] == ["additionalProperties"]


@pytest.mark.parametrize(
    ("kind", "value", "path"),
    [
        ("ledger", {"as_of": "2024-02-01", "items": [{"section": "2.1", "status": "已完戍"}]}, "items/0/status"),
        ("ledger", {"as_of": "2024-02-01", "items": [{"section": "2.1"}]}, "items/0"),
        ("units", {"units": [{"id": "Library", "name": "甲"}]}, "units/0/id"),
        ("units", {}, ""),
        ("notice", {"title": "甲", "unit": "a", "published": "2023-06-20 09:00", "kind": "通知"}, "kind"),
        ("page", {"title": ["甲"]}, "title"),
    ],
)
def test_what_the_build_refuses_does_not_fit(kind: str, value: dict[str, Any], path: str) -> None:
    def deepest(errors: list[jsonschema.ValidationError]) -> set[str]:
        found = set()
        for error in errors:
            found.add("/".join(map(str, error.absolute_path)))
            found |= deepest(list(error.context or []))
        return found

    assert path in deepest(list(validator(kind).iter_errors(value)))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("units", {"单位": [{"编号": "library", "名称": "甲", "联系方式": {"电话": "0000"}}]}),
        ("ledger", {"数据截至": "2024-02-01", "台账": [{"章节": 2.1, "状态": "基本完成", "责任人": "甲"}]}),
        ("page", {"标题": "甲", "关键词": "乙", "顺序": 3}),
        (
            "notice",
            {"标题": "甲", "单位": "a", "发布时间": "2023-06-20 09:00", "草稿": "是", "自述数据": {"完成率": "76%"}},
        ),
    ],
)
def test_chinese_names_fit_too(kind: str, value: dict[str, Any]) -> None:
    assert [error.message for error in validator(kind).iter_errors(value)] == []
