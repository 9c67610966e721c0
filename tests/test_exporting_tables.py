"""Tables go to Word and come back with their links."""

from pathlib import Path

from tests.paper import NOTICE, SMALL
from tests.small_site import AS_OF
from tests.test_exporting_docx import with_body
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
