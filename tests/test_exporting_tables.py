"""Tables go to Word and come back with their links; the ledger at the end is one."""

import io
from pathlib import Path

import docx

from tests.paper import NOTICE, SMALL
from tests.small_site import AS_OF, FILES, make_site
from tests.test_exporting_docx import LEDGER, exported, with_body
from zhaoshi.cli import main
from zhaoshi.exporting.word.document import export_docx

TABLE = """\
## 一、整改情况

| 制度 | 文件 |
| --- | --- |
| [采购办法](<https://example.org/a?b=1%7C2>)，试行 | 见[清单](<attachments/清单.pdf>)和[本节](<#s1>) |
| #1 办法\\|细则 | [#全部\\|其他](<https://example.org/>) |"""


def test_links_in_tables_come_back(tmp_path: Path) -> None:
    root = with_body(tmp_path, TABLE, {f"content/notices/{SMALL}/attachments/清单.pdf": b"%PDF-1.7\n"})
    before = (root / NOTICE).read_text(encoding="utf-8")
    export_docx(root, SMALL, root / f"{SMALL}.docx", as_of=AS_OF)
    assert main(["import", str(root / f"{SMALL}.docx"), "--id", SMALL, "--force", "--root", str(root)]) == 0
    assert (root / NOTICE).read_text(encoding="utf-8") == before.replace("| #1", "| \\#1")


def test_a_completion_after_its_deadline_is_named_below_the_status_in_the_ledger(tmp_path: Path) -> None:
    late = FILES[LEDGER].replace("completed: 2023-09-20", "completed: 2023-10-13")
    english = {"content/site.yaml": FILES["content/site.yaml"] + "language: en\n"}
    for changes, said in (({}, "逾期12天完成"), (english, "Completed 12 days late")):
        data = exported(make_site(tmp_path / said, {LEDGER: late, **changes}))
        (table,) = docx.Document(io.BytesIO(data)).tables
        assert [cell.text for cell in table.columns[2].cells[1:]] == [f"已完成\n{said}", "长期坚持", "整改中"]
