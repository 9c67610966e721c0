"""A ledger's text changes where it must say something else, and nowhere besides."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.building.running import SOAK
from tests.importing.excel.ledgers import ledgers, placeless, read, texts_of
from zhaoshi.importing.excel.ledger_text import fresh, merged
from zhaoshi.model.ledger import Defaults, Ledger, LedgerItem, Verification
from zhaoshi.model.readers import Reference
from zhaoshi.model.status import Claim, Status, Verdict
from zhaoshi.text.codes import SectionCode
from zhaoshi.text.numerals import STANDARD

CODES = ["1.1", "1.2", "1.3.1", "1.3.2", "2"]
TITLES = {SectionCode(code): f"关于“{code}”的问题" for code in CODES}
DEFAULTS = st.sampled_from([Defaults(), Defaults(leader="分管副主席", owner="办公室")])


@st.composite
def texts_and_ledgers(draw: st.DrawFn) -> tuple[str, Ledger]:
    """A text, and a ledger that it shall become; an empty field may not stand where a default would fill it."""
    first = draw(ledgers(CODES))
    text = draw(texts_of(replace(first, defaults=draw(DEFAULTS))))
    is_ = read(text)
    second = draw(ledgers(CODES))
    items = {item.section.name: item for item in (*is_.items, *second.items)}
    full = tuple(
        replace(i, leader=i.leader or is_.defaults.leader, owner=i.owner or is_.defaults.owner) for i in items.values()
    )
    return text, replace(second, defaults=is_.defaults, items=full)


@settings(max_examples=60 * SOAK)
@given(texts_and_ledgers())
def test_any_ledger_becomes_any_other(case: tuple[str, Ledger]) -> None:
    text, wanted = case
    result = merged(text, wanted, TITLES, STANDARD)
    assert placeless(read(result)) == placeless(wanted)
    assert merged(result, wanted, TITLES, STANDARD) == result


@settings(max_examples=60 * SOAK)
@given(texts_and_ledgers())
def test_comments_between_entries_and_line_ends_survive(case: tuple[str, Ledger]) -> None:
    text, wanted = case
    result = merged(text, wanted, TITLES, STANDARD)
    comments = [line for line in text.splitlines() if line.startswith(("#", "  # 第"))]
    kept = iter(result.splitlines())
    assert all(comment in kept for comment in comments)
    assert "# 每月更新" in result
    assert result.count("\r\n") in (0, result.count("\n"))


@settings(max_examples=60 * SOAK)
@given(st.data())
def test_what_already_says_so_stays_byte_for_byte(data: st.DataObject) -> None:
    text = data.draw(ledgers(CODES).flatmap(texts_of))
    assert merged(text, read(text), TITLES, STANDARD) == text


@settings(max_examples=50 * SOAK)
@given(ledgers(CODES), st.booleans())
def test_a_new_ledger_reads_as_it_should(ledger: Ledger, chinese: bool) -> None:
    assert placeless(read(fresh(ledger, TITLES, chinese=chinese))) == placeless(ledger)


TEXT = """\
as_of: 2023-12-14   # 每月15日前更新
defaults: {owner: 办公室}

items:
  # 第一条
  - section: 一（一）
    status: '整改中'
    deadline: 2023/9/30     # 会议定的
    # 核验待补
    updates:
      - {on: 2023-07-01, title: 启动}   # 甲
      - on: 2023-08-01
        title: 推进

  - {status: 完成, section: 一（三）1, completed: 2023年8月20日, verification: {by: 巡察办}}
  # 完
"""


def changed(**changes: object) -> str:
    """Change the first entry of the text."""
    ledger = read(TEXT)
    first, *others = ledger.items
    return merged(TEXT, replace(ledger, items=(replace(first, **changes), *others)), TITLES, STANDARD)


def test_a_value_is_replaced_where_it_stands() -> None:
    completed = Claim(Status.COMPLETED, "已完成")
    assert changed(status=completed, deadline=date(2023, 10, 31)) == TEXT.replace("'整改中'", "已完成").replace(
        "2023/9/30", "2023-10-31"
    )


def test_a_field_is_added_in_the_order_of_fields_and_taken_out_with_its_line() -> None:
    assert changed(leader="主席", deadline=None) == TEXT.replace(
        "    deadline: 2023/9/30     # 会议定的\n", ""
    ).replace("'整改中'\n", "'整改中'\n    leader: 主席\n")


def test_a_default_is_not_written_out() -> None:
    assert changed(owner="办公室") == TEXT
    assert changed(owner="组联部") == TEXT.replace("'整改中'\n", "'整改中'\n    owner: 组联部\n")


def test_elements_that_stay_keep_their_form() -> None:
    first, second = read(TEXT).items[0].updates
    third = replace(second, on=date(2023, 9, 1), title="完成", text="一：二")
    assert changed(updates=(first, second, third)) == TEXT.replace(
        "title: 推进\n", "title: 推进\n      - {on: 2023-09-01, title: 完成, text: 一：二}\n"
    )
    assert changed(updates=(second,)) == TEXT.replace("      - {on: 2023-07-01, title: 启动}   # 甲\n", "")
    assert changed(updates=()) == TEXT[: TEXT.index("    updates:")] + TEXT[TEXT.index("\n  - {status") :]


def test_a_new_entry_stands_in_the_order_of_the_text_and_in_its_style() -> None:
    ledger = read(TEXT)
    new = replace(
        ledger.items[1],
        section=Reference("1.2", ledger.items[1].section.at),
        status=Claim(Status.UNSTATED, "未注明"),
        completed=None,
        verification=Verification(),
    )
    entry = "\n  # 关于“1.2”的问题\n  - section: 一（二）\n    status: 未注明\n    owner: 办公室\n"
    assert merged(TEXT, replace(ledger, items=(*ledger.items, new)), TITLES, STANDARD) == TEXT.replace(
        "title: 推进\n", f"title: 推进\n{entry}"
    )


def test_an_entry_in_brackets_is_changed_between_them() -> None:
    ledger = read(TEXT)
    first, second = ledger.items
    wanted = replace(
        second, completed=None, verification=replace(second.verification, status=Verdict.VERIFIED, note="一, 二")
    )
    assert merged(TEXT, replace(ledger, items=(first, wanted)), TITLES, STANDARD) == TEXT.replace(
        ", completed: 2023年8月20日, verification: {by: 巡察办}",
        ', verification: {by: 巡察办, status: 已核验销号, note: "一, 二"}',
    )


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (
            "数据截至: 2023-12-14\n台账: []",
            "数据截至: 2023-12-14\n台账: \n  # 关于“2”的问题\n  - 章节: 2\n    状态: 完成\n",
        ),
        (
            "数据截至: 2023-12-14\n台账: [{章节: 1.1, 状态: 完成}]\n",
            "数据截至: 2023-12-14\n台账: [{章节: 1.1, 状态: 完成}, {章节: 2, 状态: 完成}]\n",
        ),
        (
            "as_of: 2023-12-14\nitems:\n- section: 2.1\n  status: 完成\n",
            "as_of: 2023-12-14\nitems:\n# 关于“2”的问题\n- section: 2\n  status: 完成\n"
            "- section: 2.1\n  status: 完成\n",
        ),
    ],
)
def test_an_entry_is_added_whatever_the_list_looks_like(text: str, result: str) -> None:
    ledger = read(text)
    item = LedgerItem(section=read(RESULT).items[0].section, status=Claim(Status.COMPLETED, "完成"))
    assert merged(text, replace(ledger, items=(*ledger.items, item)), TITLES, STANDARD) == result


RESULT = "as_of: 2023-12-14\nitems: [{section: 2, status: 完成}]\n"
