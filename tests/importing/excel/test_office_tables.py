"""Tables in the words, order and layout of any office give the records that they say."""

from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.building.running import SOAK
from tests.importing.excel.books import imported, notice, saved
from tests.importing.excel.ledgers import DAYS, read
from zhaoshi.model.status import STATUS_WORDS

AREAS = {
    "政治建设": ("学习贯彻不深入", "责任制落实不到位"),
    "内部管理": ("借阅秩序混乱", "固定资产账实不符", "公章使用不登记"),
}
NOTICE = "---\n标题: 甲\n---\n\n## 一、整改情况\n\n" + "".join(
    f"### 关于“{area}”方面\n\n" + "".join(f"#### 关于“{title}”的问题\n\n文。\n\n" for title in titles)
    for area, titles in AREAS.items()
)
SECTIONS = {title: f"1.{a}.{n}" for a, titles in enumerate(AREAS.values(), 1) for n, title in enumerate(titles, 1)}
HEADS = {
    "finding": ("反馈问题", "存在的主要问题", "具体表现"),
    "status": ("整改状态", "状态", "完成\n状态"),
    "leader": ("责任领导", "分管领导", "牵头领导（签字）"),
    "owner": ("责任部门", "责任单位", "责 任 人", "整改责任科室"),
    "deadline": ("整改时限", "完成时限", "计划完成时间"),
    "completed": ("完成时间", "实际完成日期", "销号时间"),
    "": ("配合部门", "督办编号组", "整改目标"),
}
WORDS = st.text(st.sampled_from("办公室组联部甲乙=-@"), min_size=1, max_size=5)
DRESSES = (
    lambda day: day,
    lambda day: datetime(day.year, day.month, day.day),
    lambda day: (day - date(1899, 12, 30)) // timedelta(days=1),
    lambda day: day.isoformat(),
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    lambda day: f"{day:%Y%m%d}",
)
DRESSED = {
    "deadline": st.sampled_from((*DRESSES, lambda day: f"{day.year}年{day.month}月{day.day}日前")),
    "completed": st.sampled_from(DRESSES),
}
FRAMES = ("{}", "关于“{}”的问题", "（{n}）{}。", "{n}.关于{}问题", "“{}”")


@settings(max_examples=60 * SOAK)
@given(st.data())
def test_the_records_are_those_that_the_table_says(data: st.DataObject) -> None:
    fields = [
        "finding",
        "status",
        *data.draw(st.lists(st.sampled_from(["leader", "owner", "deadline", "completed"]), unique=True)),
        "",
    ]
    fields = data.draw(st.permutations(fields))
    said: dict[str, dict[str, Any]] = {}
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in data.draw(st.sampled_from([(), (("某单位巡察整改台账",),), (("某单位台账",), ("填表人：某",))])):
        sheet.append(row)
    sheet.append(["数据截至2023年12月14日"])
    sheet.append([data.draw(st.sampled_from(HEADS[field])) for field in fields])
    for number, title in enumerate(data.draw(st.permutations(list(SECTIONS)))):
        status = data.draw(st.sampled_from(sorted(STATUS_WORDS)))
        values: dict[str, Any] = {
            "leader": data.draw(st.just("") | WORDS),
            "owner": data.draw(st.just("") | WORDS),
            "deadline": data.draw(st.none() | DAYS),
            "completed": data.draw(st.none() | DAYS),
        }
        said[SECTIONS[title]] = {"status": status, **{f: v for f, v in values.items() if f in fields}}
        cells = {
            "finding": data.draw(st.sampled_from(FRAMES)).format(title, n=number + 1),
            "status": status + data.draw(st.sampled_from(["", "。", " "])),
            "": "另行安排",
            **{f: data.draw(DRESSED[f])(v) if isinstance(v, date) else v for f, v in values.items()},
        }
        for column, field in enumerate(fields, 1):
            cell = sheet.cell(sheet.max_row + (column == 1), column)
            cell.value = cells[field]
            if isinstance(cells[field], str):
                cell.data_type = "s"
    with TemporaryDirectory() as folder:
        result = imported(notice(Path(folder), text=NOTICE), saved(book))
    ledger = read(result.text)
    assert ledger.as_of == date(2023, 12, 14)
    found = {
        item.section.name: {
            "status": item.status.written,
            **{f: getattr(item, f) for f in ("leader", "owner", "deadline", "completed") if f in fields},
        }
        for item in ledger.items
    }
    assert found == said
