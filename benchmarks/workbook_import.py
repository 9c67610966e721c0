"""How long a ledger in Excel takes to be imported: `python -m benchmarks.workbook_import [ROWS]`, 500 by default.

Prints the best of five runs, in milliseconds, for rows joined by section code and by words; the words are not quite
those of the notice.
"""

import io
import random
import sys
import tempfile
import time
from pathlib import Path

import openpyxl

from zhaoshi.importing.excel.workbooks import import_workbook

_SIGNS = [chr(sign) for sign in range(0x4E00, 0x5000)]


def main(rows: int) -> None:
    """Measure and print."""
    chance = random.Random(1)
    titles = ["".join(chance.choices(_SIGNS, k=14)) for _ in range(rows)]
    areas = "".join(
        f"### 关于“{start}”方面\n\n"
        + "".join(f"#### 关于“{title}”的问题\n\n文。\n\n" for title in titles[start : start + 50])
        for start in range(0, rows, 50)
    )
    for column in ("章节编号", "反馈问题"):
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.append(["数据截至", "2023-12-14"])
        sheet.append([column, "整改状态", "责任领导", "责任部门", "整改时限", "完成情况"])
        for n, title in enumerate(titles):
            point = f"1.{n // 50 + 1}.{n % 50 + 1}" if column == "章节编号" else f"{title[:6]}、{title[6:]}等"
            sheet.append([point, "已完成", "主席", "办公室", "2023年9月30日", f"2023年8月{n % 28 + 1}日完成第{n}项"])
        data = io.BytesIO()
        book.save(data)
        seconds = []
        for _ in range(5):
            with tempfile.TemporaryDirectory() as folder:
                notice = Path(folder) / "content/notices/a/notice.md"
                notice.parent.mkdir(parents=True)
                notice.write_text(f"---\n标题: 甲\n---\n\n## 整改情况\n\n{areas}", encoding="utf-8")
                start = time.perf_counter()
                import_workbook(Path(folder), data.getvalue(), "a.xlsx", "a")
                seconds.append(time.perf_counter() - start)
        print(f"{rows} rows by {column}: {min(seconds) * 1000:.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
