from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

import pytest
from msgspec import Struct

from zhaoshi.model.fields import Named, fields_of, read_record, record, schema_of
from zhaoshi.model.notice_facts import Signature
from zhaoshi.model.readers import (
    DAY,
    ID,
    MOMENT,
    PERCENT,
    REFERENCE,
    TEXT,
    WHOLE,
    YES_NO,
    Reader,
    Reference,
    Refused,
    address,
    choice,
    is_id,
    listed,
)
from zhaoshi.model.site import Contact
from zhaoshi.problems import Location, Problem
from zhaoshi.text.nodes import Node, Scalar
from zhaoshi.text.yaml_nodes import parse

AT = Location("f", 9, 9)


class Step(Struct, frozen=True, kw_only=True):
    on: Annotated[date, Named("日期", DAY)]
    text: Annotated[str, Named("内容", TEXT)] = ""


class Case(Struct, frozen=True, kw_only=True):
    at: Location
    name: Annotated[str, Named("名称", TEXT)]
    owner: Annotated[str, Named("责任部门|责任人", TEXT)] = "办公室"
    from_: Annotated[date | None, Named("开始", DAY)] = None
    keywords: Annotated[tuple[str, ...], Named("关键词", listed(TEXT))] = ()
    steps: Annotated[tuple[Step, ...], Named("进展", listed(record(Step)))] = ()


def node_of(text: str) -> Node | None:
    node, problems = parse(text, "f")
    assert problems == []
    return node


def read(text: str) -> Case:
    return read_record(Case, node_of(text), AT)


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(Refused) as refused:
        read(text)
    return refused.value.problems


def value_of(reader: Reader[Any], text: str) -> Any:
    node = node_of(text)
    assert node is not None
    return reader.read(node)


def code_of(reader: Reader[Any], text: str) -> str:
    node = node_of(text)
    assert node is not None
    with pytest.raises(Refused) as refused:
        reader.read(node)
    (problem,) = refused.value.problems
    assert problem.at.path == "f"
    return problem.code


@pytest.mark.parametrize(
    "text",
    [
        "name: 甲\nowner: 乙\nfrom: 2023-01-02\nkeywords: [丙, 丁]\nsteps: [{on: 2023-03-04, text: 戊}]\n",
        "名称: 甲\n责任部门: 乙\n开始: 2023-01-02\n关键词: [丙, 丁]\n进展: [{日期: 2023-03-04, 内容: 戊}]\n",
        "名称: 甲\n责任人: 乙\nfrom: 2023年1月2日\n关键词:\n  - 丙\n  - 丁\nsteps: {on: 2023/3/4, 内容: 戊}\n",
    ],
)
def test_every_field_is_read_by_each_of_its_names(text: str) -> None:
    assert read(text) == Case(
        at=Location("f", 1, 1),
        name="甲",
        owner="乙",
        from_=date(2023, 1, 2),
        keywords=("丙", "丁"),
        steps=(Step(on=date(2023, 3, 4), text="戊"),),
    )


def test_a_field_left_out_has_its_default() -> None:
    assert read("name: 甲") == Case(at=Location("f", 1, 1), name="甲")


def test_a_field_left_empty_is_told_and_never_taken_for_its_default() -> None:
    with pytest.raises(Refused) as refused:
        read("name: 甲\nowner:\nfrom: ''\nkeywords:\nsteps: ' '\n")
    assert [(problem.code, problem.at.line) for problem in refused.value.problems] == [
        ("value.empty", line) for line in (2, 3, 4, 5)
    ]


def test_spaces_around_a_value_are_dropped() -> None:
    assert read("name: '  甲 '").name == "甲"


@pytest.mark.parametrize(
    "text", ["name: 甲\n名称: 乙\n", "name: 甲\nowner: 乙\n责任部门: 丙\n", "责任人: 甲\n责任部门: 乙\nname: 丙"]
)
def test_one_field_under_two_names_is_refused(text: str) -> None:
    assert [problem.code for problem in problems_of(text)] == ["field.twice"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("责任部门: 财务科\n责任人: 张某\n", "join them in one line “责任部门: …”, with “、” between"),
        ("owner: 财务科\n责任部门: 财务科\n", "keep one of them"),
    ],
)
def test_two_chinese_names_of_a_field_are_to_be_joined_so_that_no_word_is_lost(text: str, hint: str) -> None:
    (problem,) = problems_of("name: 甲\n" + text)
    assert problem.hint is not None
    assert problem.hint.text(str) == hint


def test_the_second_name_is_where_the_problem_is() -> None:
    (problem,) = problems_of("name: 甲\nowner: 乙\n责任部门: 丙\n")
    assert problem.at == Location("f", 3, 1)
    assert problem.message.values == {"key": "责任部门", "other": "owner"}


@pytest.mark.parametrize(
    ("key", "guess"),
    [
        ("nmae", "name"),
        ("名秤", "名称"),
        ("责任部们", "责任部门"),
        ("责任单位", "责任部门"),
        ("Owner", "owner"),
        ("NAME", "name"),
    ],
)
def test_an_unknown_field_is_answered_with_the_nearest_name(key: str, guess: str) -> None:
    problem = next(p for p in problems_of(f"name: 甲\n{key}: 乙\n") if p.code == "field.unknown")
    assert problem.at == Location("f", 2, 1)
    assert problem.hint is not None
    assert problem.hint.values == {"guess": guess}


@pytest.mark.parametrize(
    ("text", "code", "column", "example"),
    [
        ("{名称: 甲, 责任部门: 办公室,财务科}", "yaml.comma-in-value", 19, '责任部门: "办公室,财务科"'),
        (
            "{名称: 甲, 责任部门: 办公室, 财务科, 开始: 2023-01-02}",
            "yaml.comma-in-value",
            20,
            '责任部门: "办公室,财务科"',
        ),
        ("{名称: 甲, 责任部门:办公室}", "yaml.gap-behind-colon", 9, "责任部门: 办公室"),
        ("{名称: 甲, 责任部门:　办公室}", "yaml.gap-behind-colon", 9, "责任部门: 办公室"),
    ],
)
def test_what_signs_make_of_a_record_in_brackets_is_named_with_the_remedy(
    text: str, code: str, column: int, example: str
) -> None:
    (problem,) = problems_of(text)
    assert (problem.code, problem.at) == (code, Location("f", 1, column))
    assert problem.hint is not None
    assert problem.hint.values == {"example": example}


@pytest.mark.parametrize(
    "text", ["{名称: 甲, 财务科: }", "{名称: 甲, 财务科: 乙}", "{财务科, 名称: 甲}", "财务科: 乙\n名称: 甲"]
)
def test_a_field_that_is_not_known_is_no_rest_of_a_value(text: str) -> None:
    assert [problem.code for problem in problems_of(text)] == ["field.unknown"]


def test_an_unknown_field_like_none_is_answered_with_the_names_there_are() -> None:
    (problem,) = problems_of("name: 甲\nzzzzzz: 乙\n")
    assert problem.hint is not None
    assert problem.hint.values == {"names": "名称、责任部门、开始、关键词、进展"}


@pytest.mark.parametrize(
    ("text", "at"), [("owner: 甲\n", Location("f", 1, 1)), ("\n  owner: 甲\n", Location("f", 2, 3)), ("", AT)]
)
def test_a_missing_field_is_named_in_both_languages(text: str, at: Location) -> None:
    (problem,) = problems_of(text)
    assert (problem.code, problem.at) == ("field.missing", at)
    assert problem.message.values == {"name": "name", "chinese": "名称"}


@pytest.mark.parametrize("text", ["name:\n", "name: ''\n", "name: ' '\n"])
def test_a_required_field_left_empty_is_refused(text: str) -> None:
    assert [problem.code for problem in problems_of(text)] == ["value.empty"]


def test_every_problem_of_a_record_is_told_at_once() -> None:
    text = "owner: [甲]\nfrom: 昨天\nsteps:\n  - {on: x}\n  - {text: 乙, 内容: 丙}\nzzzzzz: 1\n"
    assert sorted((problem.at.line, problem.code) for problem in problems_of(text)) == [
        (1, "field.missing"),
        (1, "value.shape"),
        (2, "value.date"),
        (4, "value.date"),
        (5, "field.missing"),
        (5, "field.twice"),
        (6, "field.unknown"),
    ]


@pytest.mark.parametrize(
    "text", ["甲", "[name]", "name: {a: 1}", "name: [甲]", "name: 甲\nsteps: [甲]", "name: 甲\nsteps: 甲"]
)
def test_a_value_of_another_shape_is_refused(text: str) -> None:
    assert [problem.code for problem in problems_of(text)] == ["value.shape"]


@pytest.mark.parametrize("owner", ["[办公室, 组联部]", "\n- 办公室\n- 组联部"])
def test_a_list_where_words_are_needed_is_shown_in_one_line(owner: str) -> None:
    (problem,) = problems_of(f"name: 甲\nowner: {owner}")
    assert problem.code == "value.shape"
    assert problem.hint
    assert problem.hint.values == {"words": "办公室、组联部"}


@pytest.mark.parametrize(
    ("record", "words", "form"),
    [
        (Contact, "0000-1234567", "{电话: 0000-1234567}"),
        (Contact, "（0000）1234567", "{电话: （0000）1234567}"),
        (Contact, "office@example.org", '{邮箱: "office@example.org"}'),
        (Contact, "区文联办公室 0000-1234567", "{受理部门: 区文联办公室, 电话: 0000-1234567}"),
        (Contact, "区文联办公室", "{受理部门: 区文联办公室}"),
        (Signature, "市残联党组 2024年10月29日", "{署名: 市残联党组, 日期: 2024年10月29日}"),
        (Signature, "市残联党组2024年10月29日", "{署名: 市残联党组, 日期: 2024年10月29日}"),
        (Signature, "2024-10-29", "{日期: 2024-10-29}"),
        (Signature, "中共 某区委, 某区政府", '{署名: "中共 某区委, 某区政府"}'),
        (Step, "完成复核", "{日期: …, 内容: 完成复核}"),
    ],
)
def test_words_for_a_record_are_shown_in_the_fields_that_they_fit(record: type, words: str, form: str) -> None:
    with pytest.raises(Refused) as refused:
        read_record(record, Scalar(words, AT), AT)
    (problem,) = refused.value.problems
    assert problem.hint is not None
    assert problem.hint.values == {"form": form}


@pytest.mark.parametrize(
    ("reader", "text", "value"),
    [
        (TEXT, "010", "010"),
        (TEXT, "no", "no"),
        (REFERENCE, "2.10", Reference("2.10", Location("f", 1, 1))),
        (DAY, "2023年12月14日", date(2023, 12, 14)),
        (MOMENT, "2023-12-15 10:58", datetime(2023, 12, 15, 10, 58)),
        (WHOLE, "034", 34),
        (WHOLE, "0", 0),
        (PERCENT, "76%", 76.0),
        (PERCENT, "76.5％", 76.5),
        (YES_NO, "是", True),
        (YES_NO, "yes", True),
        (YES_NO, "no", False),
        (YES_NO, "false", False),
        (ID, "2023-1", "2023-1"),
        (address("https"), "https://a.example/?b=1#c", "https://a.example/?b=1#c"),
        (address("mailto", "https"), "mailto:a@b.example", "mailto:a@b.example"),
        (listed(WHOLE), "[1, 2]", (1, 2)),
        (listed(WHOLE), "7", (7,)),
        (listed(WHOLE), "[]", ()),
    ],
)
def test_values_are_typed_by_their_field(reader: Reader[Any], text: str, value: object) -> None:
    assert value_of(reader, text) == value


@pytest.mark.parametrize(
    ("reader", "text", "code"),
    [
        (DAY, "2023-02-29", "value.date"),
        (MOMENT, "2023-12-15", "value.moment"),
        (WHOLE, "-1", "value.number"),
        (WHOLE, "3.5", "value.number"),
        (WHOLE, "三", "value.number"),
        (WHOLE, "²", "value.number"),
        (WHOLE, "1234567890", "value.number"),
        (PERCENT, "76", "value.percent"),
        (PERCENT, "1000%", "value.percent"),
        (YES_NO, "maybe", "value.yes-no"),
        (ID, "A", "value.id"),
        (ID, "-a", "value.id"),
        (ID, "a_b", "value.id"),
        (ID, "con", "value.id"),
        (ID, "a" * 65, "value.id"),
        (ID, "甲", "value.id"),
        (address("https"), "http://a.example/", "value.address"),
        (address("https"), "'https:'", "value.address"),
        (address("https"), "a.example", "value.address"),
        (address("https"), "https://a.example/ b", "value.address"),
        (address("https"), "https://a.example/'\"", "value.address"),
        (address("https", "mailto"), "javascript:alert(1)", "value.address"),
    ],
)
def test_values_that_do_not_fit_are_refused(reader: Reader[Any], text: str, code: str) -> None:
    assert code_of(reader, text) == code


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


COLOUR = choice({"红色": Colour.RED, "red": Colour.RED, "蓝色": Colour.BLUE})


@pytest.mark.parametrize(("text", "hint"), [("红的", {"guess": "红色"}), ("zzz", {"words": "红色、蓝色"})])
def test_a_word_outside_a_choice_is_answered_with_the_nearest_or_the_usual_ones(
    text: str, hint: dict[str, str]
) -> None:
    assert value_of(COLOUR, "red") is Colour.RED
    node = node_of(text)
    assert node is not None
    with pytest.raises(Refused) as refused:
        COLOUR.read(node)
    (problem,) = refused.value.problems
    assert problem.code == "value.choice"
    assert problem.hint is not None
    assert problem.hint.values == hint


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a", True),
        ("0", True),
        ("2023-x", True),
        ("a" * 64, True),
        ("", False),
        ("aux", False),
        ("com1", False),
        ("a.b", False),
        ("..", False),
        ("a/b", False),
        ("a\n", False),
        ("comet", True),
    ],
)
def test_an_id_can_be_a_folder_on_every_system(text: str, fits: bool) -> None:
    assert is_id(text) is fits


def test_the_schema_knows_every_name_and_what_is_required() -> None:
    schema = schema_of(Case)
    assert list(schema["properties"]) == [
        *("name", "名称", "owner", "责任部门", "责任人", "from", "开始", "keywords", "关键词", "steps", "进展")
    ]
    assert schema["allOf"] == [{"anyOf": [{"required": ["name"]}, {"required": ["名称"]}]}]
    assert schema["additionalProperties"] is False


def test_declared_fields_drop_the_underscore_of_python() -> None:
    assert [field.name for field in fields_of(Case)] == ["name", "owner", "from", "keywords", "steps"]
