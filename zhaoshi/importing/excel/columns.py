"""Which column of a sheet is what, however its head is worded, and where the head stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

from zhaoshi.importing.excel.sheet_parts import Place
from zhaoshi.importing.excel.sheets import Cell, Sheet, text_of
from zhaoshi.model.ledger_form import Column

_LOWEST_HEAD = 30
"""A head is looked for in so many rows."""
_LONGEST_HEAD = 16


POINTING = frozenset({Column.CODE, Column.NUMBER, Column.FINDING})
"""Columns that say which finding a row is about."""
HOMELESS = frozenset({Column.MEASURES, Column.EVIDENCE, Column.REMARK})
"""Columns that are known and have no field in the ledger."""
WORKED_OUT = Column.LATE
"""Column that a ledger's own workbook has and nobody fills in."""
NOT_TAKEN = frozenset({Column.AREA, WORKED_OUT})
"""Columns that are known and of which the ledger takes nothing."""

_BODY = r"(部门|单位|科室|处室|股室|人|人员|责任人)"
_WORDS: Mapping[Column, re.Pattern[str]] = {
    column: re.compile(pattern)
    for column, pattern in {
        Column.CODE: r"章节(编号|编码|代码|号)?|问题(编号|编码)|section",
        Column.NUMBER: r"(问题)?序号?|编号|号|no|№",
        Column.VERDICT: r"(核验|验收|销号)(结论|情况|结果|状态)?|是否(核验|销号)",
        Column.VERIFIED_BY: r"(核验|验收)(单位|部门|机构|人)",
        Column.VERIFIED_ON: r"(核验|验收)(日期|时间)",
        Column.VERIFICATION_NOTE: r"(核验|验收)(说明|意见|备注)",
        WORKED_OUT: r"逾期完成天数",
        Column.REVIEW: r"复查(时间|日期|时限)|review",
        Column.EVIDENCE: r"(佐证|印证|证明|支撑)(材料|资料)?|制度成果|成果",
        Column.LEADER: r"(责任|分管|牵头|包抓|主管|整改)?(责任)?(党组|班子)?领导(同志)?|leader",
        Column.OWNER: rf"((整改|具体|直接|主要)?(责任|牵头|承办|主责|主办|整改)?{_BODY}[及和与]?)+|owner",
        Column.DEADLINE: r".*(时限|期限)(要求)?|(计划|要求|拟|预计|应)(整改)?完成(时间|日期)|deadline",
        Column.COMPLETED: r"(实际|整改)?(完成|办结|销号)(整改)?(时间|日期)|completed",
        Column.STATUS: r"(整改|完成|进展|工作|当前|目前)*状态|(是否|有无)(整改)?完成|完成与否|status",
        Column.MEASURES: r".*(措施|举措)",
        Column.PROGRESS: r".*(完成|整改|进展|落实|推进)(情况|进展|进度|成效|结果)(说明)?|进展|进度",
        Column.REMARK: r"备注|说明|附注|其他",
        Column.AREA: r"(问题)?(所属)?(类别|方面|类型|领域|分类|归类)",
        Column.FINDING: r".*(问题|表现|情形)(内容|描述|清单|事项)?|反馈意见|整改(事项|任务|内容)|finding",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that is a table of findings, or of something that belongs to them."""

    sheet: Sheet
    columns: Mapping[int, Column]
    """By column of the sheet, from 0."""
    heads: Mapping[int, str]
    """What stands at the head of every column that has one, on one line."""
    head_rows: tuple[int, int]
    """First row of the head and the first row below it, from 0."""
    corners: Mapping[Place, Place]
    """For each place of a merged cell the place where its value is."""

    def of(self, column: Column) -> list[int]:
        """Return where a column stands; several may be the same."""
        return [index for index, known in self.columns.items() if known is column]


def meaning(head: str) -> Column | None:
    """Tell what a column is by its head: spaces, brackets, line breaks and the width of characters do not count."""
    bare = re.sub(r"[\W_]", "", re.sub(r"\(.*?\)|\[.*?\]|【.*?】", "", normalize("NFKC", head))).lower()
    if not 0 < len(bare) <= _LONGEST_HEAD:
        return None
    return next((column for column, pattern in _WORDS.items() if pattern.fullmatch(bare)), None)


def table_of(sheet: Sheet) -> Table | None:
    """Find the head of a ledger on a sheet: one row or two, below whatever titles stand above it."""
    best: Table | None = None
    for table in _tables(sheet):
        kinds = set(table.columns.values())
        says_something = kinds & POINTING and kinds - POINTING - HOMELESS - NOT_TAKEN
        if says_something and (best is None or len(kinds) > len(set(best.columns.values()))):
            best = table
    return best


def _tables(sheet: Sheet) -> Iterator[Table]:
    """Read each row as a head, then each pair of rows that merged cells hold together."""
    corners = sheet.corners
    texts = [
        [_head(_at(sheet.rows, corners.get((row, column), (row, column)))) for column in range(len(sheet.rows[row]))]
        for row in range(min(_LOWEST_HEAD + 1, len(sheet.rows)))
    ]
    for row, heads in enumerate(texts):
        yield _table(sheet, corners, row, 1, [(head,) for head in heads])
    for row, (upper, lower) in enumerate(pairwise(texts)):
        if any(row in (top, bottom) for (top, _), (bottom, _) in sheet.merged):
            pairs = zip(upper, lower, strict=True)
            yield _table(sheet, corners, row, 2, [(head,) if head == below else (head, below) for head, below in pairs])


def _table(
    sheet: Sheet, corners: Mapping[Place, Place], row: int, depth: int, heads: Sequence[tuple[str, ...]]
) -> Table:
    columns: dict[int, Column] = {}
    for index, parts in enumerate(heads):
        if kind := meaning("".join(parts)) or meaning(parts[-1]):
            columns[index] = kind
    names = {index: "".join(parts) for index, parts in enumerate(heads) if any(parts)}
    return Table(sheet, columns, names, (row, row + depth), corners)


def _head(cell: Cell) -> str:
    return re.sub(r"\s+", "", text_of(cell)) if isinstance(cell, str) else ""


def _at(rows: Sequence[Sequence[Cell]], place: tuple[int, int]) -> Cell:
    row, column = place
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
