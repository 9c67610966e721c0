import pytest

from zhaoshi.model.readers import Refused
from zhaoshi.model.round import read_rounds
from zhaoshi.model.site import Language, LinkStyle, SiteSettings, read_site
from zhaoshi.model.unit import read_units
from zhaoshi.text.nodes import Node
from zhaoshi.text.yaml_nodes import parse

SITE = """\
name: 公开网
base_url: https://a.example.org/sub/
id_code: "0000000000"
organizer: 巡察办
description: 说明
contact: {phone: 0000-0000001}
"""


def node_of(text: str) -> Node | None:
    node, problems = parse(text, "f")
    assert problems == []
    return node


def read(text: str = SITE) -> SiteSettings:
    return read_site(node_of(text), "f")


def codes(text: str) -> list[tuple[str, int]]:
    with pytest.raises(Refused) as refused:
        read(text)
    return [(problem.code, problem.at.line) for problem in refused.value.problems]


def test_settings_left_out_have_their_defaults() -> None:
    site = read()
    assert (site.language, site.links, site.time_zone, site.per_page) == (
        Language.CHINESE,
        LinkStyle.FOLDER,
        "Asia/Shanghai",
        20,
    )
    assert site.domain == "a.example.org"


def test_chinese_names_and_words_are_read() -> None:
    site = read(
        SITE
        + "语言: 英文\n链接方式: 文件\n时区: Asia/Urumqi\n每页条数: 50\n"
        + "安全联络: {联系: 'mailto:a@b.example', 有效期至: 2027-01-01}\n"
    )
    assert (site.language, site.links, site.time_zone, site.per_page) == (
        Language.ENGLISH,
        LinkStyle.FILE,
        "Asia/Urumqi",
        50,
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("{phone: 0000-0000001}", "{note: 来访}", [("contact.unreachable", 6)]),
        ("https://a.example.org/sub/", "https://a.example.org/sub", [("site.base-url", 2)]),
        ("https://a.example.org/sub/", "https:///", [("site.base-url", 2)]),
        ("https://a.example.org/sub/", "a.example.org/", [("site.base-url", 2)]),
        ("https://a.example.org/sub/", "https://a.example.org:65536/", [("site.base-url", 2)]),
        ("https://a.example.org/sub/", "https://a.example.org/../x/", [("site.base-url", 2)]),
        ("https://a.example.org/sub/", "https://a.example.org/./", [("site.base-url", 2)]),
        ("https://a.example.org/sub/", "https://a..org/", [("site.base-url", 2)]),
        ("https://a.example.org/sub/", "https://-a.org/", [("site.base-url", 2)]),
        ("description: 说明\n", "description: 说明\nper_page: 0\n", [("site.per-page", 6)]),
        ("description: 说明\n", "description: 说明\nper_page: 201\n", [("site.per-page", 6)]),
        ("description: 说明\n", "description: 说明\ntime_zone: Asia/Shanghi\n", [("value.time-zone", 6)]),
        ("description: 说明\n", "description: 说明\ntime_zone: ../../etc/passwd\n", [("value.time-zone", 6)]),
        ("description: 说明\n", "description: 说明\nlanguage: fr\n", [("value.choice", 6)]),
        ("description: 说明\n", "", [("field.missing", 1)]),
        (
            "description: 说明\n",
            "description: 说明\nsecurity: {contact: 'https://a.example/'}\n",
            [("field.missing", 6)],
        ),
        (
            "description: 说明\n",
            "description: 说明\nfeedback: {endpoint: 'http://a.example/'}\nlegal: {police_url: x}\n",
            [("value.address", 6), ("value.address", 7)],
        ),
        (
            "description: 说明\n",
            "description: 说明\nfeedback: {endpoint: 'https:a.example/x'}\n",
            [("value.address", 6)],
        ),
    ],
)
def test_what_does_not_fit_is_refused(old: str, new: str, found: list[tuple[str, int]]) -> None:
    assert codes(SITE.replace(old, new)) == found


@pytest.mark.parametrize(
    ("email", "fits"),
    [
        ("office@example.org", True),
        ("a.b+c@example.org", True),
        ("@", False),
        ("a@", False),
        ("@b", False),
        ("a@b@c", False),
        ("a b@c", False),
        ("甲@b.example", False),
        ("a@b?subject=x", False),
        ("a%0d@b", False),
        ('"a@b\\nc"', False),
        ("a@b&c", False),
    ],
)
def test_an_e_mail_address_can_stand_in_a_mailto_link(email: str, fits: bool) -> None:
    text = SITE.replace("phone: 0000-0000001", f"email: {email}" if email[0] != "@" else f"email: '{email}'")
    if fits:
        assert read(text).contact.email == email
    else:
        assert codes(text) == [("value.email", 6)]


def test_units_and_rounds_are_read_in_the_order_of_the_file() -> None:
    units = read_units(node_of("单位:\n  - {编号: b, 名称: 乙, 简称: 小乙}\n  - {id: a, name: 甲}\n"), "f")
    assert [(unit.id, unit.label, unit.at.line) for unit in units] == [("b", "小乙", 2), ("a", "甲", 3)]
    rounds = read_rounds(
        node_of("轮次:\n  - {编号: 2023-1, 名称: 一轮, 年度: 2023, 单位: [a, b], 开始: 2023-03-01}\n"), "f"
    )
    assert [(r.id, r.year, [unit.name for unit in r.units], str(r.from_)) for r in rounds] == [
        ("2023-1", 2023, ["a", "b"], "2023-03-01")
    ]


@pytest.mark.parametrize("text", ["units: [{id: A, name: 甲}]", "units: [{name: 甲}]", "units: [甲]", ""])
def test_units_that_do_not_fit_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_units(node_of(text), "f")
