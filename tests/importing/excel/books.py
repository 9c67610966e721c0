"""Workbooks as offices make them, and a notice that they belong to."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from zhaoshi.importing.excel.workbooks import WorkbookImport, import_workbook
from zhaoshi.problems import BuildFailed

ID = "2023-x"
LEDGER = f"content/notices/{ID}/ledger.yaml"
NAME = "台账.xlsx"

NOTICE = """\
---
标题: 关于巡察整改进展情况的通报
单位: library
发布时间: 2023-12-15 10:58
---

## 一、组织落实情况

高度重视。

## 二、整改情况

### （一）关于“理论学习”方面

#### 1. 关于“学习不深入”的问题

一是修订制度。

#### 2. 关于“会议记录不规范、原始资料缺失”的问题

一是更换记录本。

### （二）关于“内部管理”方面

#### 1. 关于“借阅秩序混乱”的问题

正在完善。

#### 2. 关于“学习不深入”的问题

正在学习。
"""
"""Findings 2.1.1, 2.1.2, 2.2.1 and 2.2.2; the first and the last have the same words."""

HEAD = ("序号", "反馈问题", "整改措施", "责任领导", "责任部门", "整改时限", "完成时间", "整改状态", "备注")


def notice(root: Path, ledger: str | None = None, text: str = NOTICE) -> Path:
    """Write a notice, and maybe its ledger, into an otherwise empty folder."""
    folder = root / "content/notices" / ID
    folder.mkdir(parents=True)
    (folder / "notice.md").write_text(text, encoding="utf-8", newline="")
    if ledger is not None:
        (folder / "ledger.yaml").write_text(ledger, encoding="utf-8", newline="")
    return root


def book(*rows: Sequence[Any], then: Callable[[Worksheet], None] | None = None, title: str = "台账") -> bytes:
    """Make a workbook of one sheet; the first row says of which day it is."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = title
    for row in (("数据截至", "2023-12-14"), *rows):
        sheet.append(list(row))
    if then:
        then(sheet)
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_parts(data: bytes, change: Callable[[str, bytes], bytes], more: Mapping[str, bytes] | None = None) -> bytes:
    """Change the parts of an archive by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def imported(root: Path, data: bytes, name: str = NAME) -> WorkbookImport:
    return import_workbook(root, data, name, ID)


def refused(root: Path, data: bytes, name: str = NAME) -> list[str]:
    """Import in vain and return the problems; nothing may have been written."""
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    try:
        imported(root, data, name)
    except BuildFailed as failure:
        assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
        return [f"{problem.at}: {problem.text(str)}" for problem in failure.problems]
    raise AssertionError("it was imported")


def said(result: WorkbookImport, code: str) -> list[str]:
    """Return the sentences of a report that have a code."""
    return [remark.message.text(str) for remark in result.report() if remark.code == code]
