"""The command: what it writes, and what it reports of it."""

import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.importing.pasting import TEXT, paste, run
from tests.small_site import AS_OF, build_site, make_site, tree
from zhaoshi.building.build import check
from zhaoshi.cli import main
from zhaoshi.importing.files import Content, content_of
from zhaoshi.problems import errors


def test_an_imported_notice_builds_at_once_and_only_what_is_missing_is_doubted(root: Path, tmp_path: Path) -> None:
    assert run(root, paste(tmp_path)) == 0
    folder = root / "content/notices/2023-import"
    assert sorted(tree(folder)) == ["ledger.yaml", "notice.md"]
    assert build_site(root, drafts=True).notices == 3
    before = check(make_site(tmp_path / "other"), tmp_path / "other/site", as_of=AS_OF)
    assert [p for p in check(root, root / "site", as_of=AS_OF, drafts=True) if p not in before] == []
    page = (root / "site/notices/2023-import/index.html").read_text(encoding="utf-8")
    assert page.count("某区图书馆党支部") == 1
    assert not (root / ".zhaoshi").exists() or not list((root / ".zhaoshi").glob("importing-*"))


def test_a_draft_with_facts_that_stand_in_builds_and_cannot_be_published(root: Path, tmp_path: Path) -> None:
    assert run(root, paste(tmp_path, text="导语。\n一、甲\n正文。\n")) == 0
    build_site(root, drafts=True)
    notice = root / "content/notices/2023-import/notice.md"
    notice.write_text(notice.read_text(encoding="utf-8").replace("草稿: 是", "草稿: 否"), encoding="utf-8")
    assert {p.code for p in errors(check(root, root / "site", as_of=AS_OF))} == {"notice.provisional"}


def test_a_build_with_drafts_names_what_still_stands_in(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, paste(tmp_path, text="导语。\n一、整改情况\n（一）关于“甲”的问题\n正文。\n")) == 0
    command = ["build", "--root", str(root), "--as-of", AS_OF.isoformat(), "--language", "en", "--no-search"]
    capsys.readouterr()
    assert main([*command, "--drafts"]) == 0
    said = "is a draft; before it is published, these are still to be written:"
    assert [line for line in capsys.readouterr().err.splitlines() if said in line] == [
        f"content/notices/2023-import/ledger.yaml {said} 数据截至",
        f"content/notices/2023-import/notice.md {said} 标题、单位、发布时间",
    ]
    assert main(command) == 0
    assert said not in capsys.readouterr().err


def test_dry_run_writes_nothing_and_reports_all(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(root)
    assert run(root, paste(tmp_path), "--dry-run", "--json") == 0
    assert tree(root) == before
    result = json.loads(capsys.readouterr().out)
    (notice,) = result["notices"]
    assert result["dry_run"] is True
    assert notice["id"] == "2023-import"
    assert notice["findings"] == 2
    assert notice["written"] == ["content/notices/2023-import/notice.md", "content/notices/2023-import/ledger.yaml"]
    assert {
        "group": "repaired",
        "line": 7,
        "code": "import.split-heading",
        "message": "a heading that ran on into its text was parted from it",
        "before": "“经费管理不严”的问题。修订经费管理办法并且公布",
        "after": "“经费管理不严”的问题。⏎修订经费管理办法并且公布",
    } in notice["report"]


def test_a_notice_that_is_there_is_replaced_only_by_force_and_its_ledger_stays(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = paste(tmp_path)
    folder = root / "content/notices/2023-import"
    assert run(root, file) == 0
    ledger = (folder / "ledger.yaml").read_text(encoding="utf-8").replace("未注明", "已完成")
    (folder / "ledger.yaml").write_text(ledger, encoding="utf-8")
    paste(folder, "attachments/rules.csv", "甲")
    paste(tmp_path, text=TEXT.replace("增设还书点", "增设三个还书点"))
    before = tree(root)
    assert run(root, file) == 1
    assert tree(root) == before
    assert "2023-import" in capsys.readouterr().err
    assert run(root, file, "--force") == 0
    assert "增设三个还书点" in (folder / "notice.md").read_text(encoding="utf-8")
    assert (folder / "ledger.yaml").read_text(encoding="utf-8") == ledger
    assert sorted(tree(folder)) == ["attachments/rules.csv", "ledger.yaml", "notice.md"]


def test_force_is_refused_where_the_ledger_does_not_fit_the_new_text(root: Path, tmp_path: Path) -> None:
    assert run(root, paste(tmp_path)) == 0
    before = tree(root)
    changed = TEXT.replace("（二）关于“经费管理不严”的问题。修订", "修订")
    assert run(root, paste(tmp_path, text=changed), "--force") == 1
    assert tree(root) == before


PUBLISHED = """\
---
# 已发布，勿动
标题: 某区图书馆关于巡察整改进展情况的通报
unit: library
轮次: 2023-1
巡察情况: {巡察组: 区委第一巡察组, 开始: 2023年3月23日, 结束: 2023-05-11, 反馈日期: 2023-06-16}
落款:
  署名: 某区图书馆党支部
  日期: 2023-12-13   # 以签发为准
发布时间: 2023-12-15 10:58
文号: 某图〔2023〕1号
简码: LB2023
更正记录:
  - {日期: 2023-12-18, 类别: 重大, 说明: 更正日期}
摘要: 两个问题。
关键词: [借阅]
---
"""


def published(root: Path, head: str = PUBLISHED, text: str = "导语。") -> Path:
    """Lay down a published notice with a ledger that fits `TEXT`."""
    folder = root / "content/notices/2023-import"
    paste(folder, "notice.md", f"{head}\n{text}\n".encode())
    entries = "".join(f"  - {{章节: 1.{number}, 状态: 已完成}}\n" for number in (1, 2))
    paste(folder, "ledger.yaml", f"数据截至: 2023-12-14\n台账:\n{entries}")
    return folder


@pytest.mark.parametrize("form", ["plain", "windows"])
def test_force_replaces_the_text_and_leaves_what_stands_before_it_byte_for_byte(
    form: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = PUBLISHED if form == "plain" else "\ufeff" + PUBLISHED.replace("\n", "\r\n")
    folder = published(root, head)
    assert run(root, paste(tmp_path), "--force", "--json") == 0
    data = (folder / "notice.md").read_bytes()
    assert data.startswith(head.encode())
    assert "增设还书点".encode() in data
    assert (data.count(b"\r\n") == data.count(b"\n")) is (form == "windows")
    build_site(root)
    assert (root / "site/notices/2023-import/index.html").exists()
    (notice,) = json.loads(capsys.readouterr().out)["notices"]
    assert notice["written"] == ["content/notices/2023-import/notice.md"]
    assert {entry["group"] for entry in notice["report"]}.isdisjoint({"missing", "moved"})
    assert [entry["message"] for entry in notice["report"] if entry["code"] == "import.other-fact"] == [
        "the field 落款·日期 stays “2023-12-13”; the file says “2023-12-14”",
        "the notice has no field 来源; the file says “某区信息网”",
        "the notice has no field 自述数据·问题数; the file says “2”",
    ]


def test_force_names_every_fact_that_the_file_states_otherwise(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = published(root)
    other = (
        TEXT.replace("某区图书馆关于", "某区图书馆党支部关于")
        .replace("来源：某区信息网 发布时间：2023-12-15 10:58", "文号：某图〔2023〕2号 发布时间：2023-12-16")
        .replace("3月23日", "3月24日")
    )
    assert run(root, paste(tmp_path, text=other), "--force", "--unit", "museum", "--json") == 0
    assert (folder / "notice.md").read_text(encoding="utf-8").startswith(PUBLISHED)
    (notice,) = json.loads(capsys.readouterr().out)["notices"]
    assert [entry["message"] for entry in notice["report"] if entry["code"] == "import.other-fact"][:6] == [
        "the field 标题 stays “某区图书馆关于巡察整改进展情况的通报”; "
        "the file says “某区图书馆党支部关于巡察整改进展情况的通报”",
        "the field 单位 stays “library”; the file says “museum”",
        "the field 巡察情况·开始 stays “2023年3月23日”; the file says “2023-03-24”",
        "the field 落款·日期 stays “2023-12-13”; the file says “2023-12-14”",
        "the field 文号 stays “某图〔2023〕1号”; the file says “某图〔2023〕2号”",
        "the field 发布时间 stays “2023-12-15 10:58”; the file says “2023-12-16”",
    ]


def test_force_is_refused_where_the_notice_says_another_numbering(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(root, PUBLISHED.replace("摘要:", "编号: （一）1\n摘要:"))
    before = tree(root / "content")
    assert run(root, paste(tmp_path), "--force", "--json") == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["code"], problem["line"]) == ("import.other-numbering", 15)
    assert "编号: 一（一）" in problem["hint"]
    assert tree(root / "content") == before


def test_force_makes_no_ledger_for_a_notice_that_has_none(root: Path, tmp_path: Path) -> None:
    folder = published(root)
    (folder / "ledger.yaml").unlink()
    assert run(root, paste(tmp_path), "--force") == 0
    assert sorted(tree(folder)) == ["notice.md"]


def test_force_names_a_finding_without_entry_and_that_it_may_be_none(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(root)
    more = TEXT.replace("特此公示。", "（三）关于“场馆陈旧”的问题。修缮场馆。\n特此公示。")
    assert run(root, paste(tmp_path, text=more), "--force", "--json") == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["code"] == "ledger.entry-missing"
    assert "list" in problem["hint"]


def test_a_folder_is_imported_as_a_whole_and_bad_files_do_not_stop_the_good(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    paste(folder, "2023-a.txt")
    paste(folder, "2023-b.md", "# " + TEXT)
    paste(folder, "2023-c.txt", "\ufffe".encode())
    paste(folder, "~$2023-d.docx", b"x")
    paste(folder, "picture.png", b"\x89PNG")
    assert run(root, folder, "--json") == 1
    result = json.loads(capsys.readouterr().out)
    assert [notice["id"] for notice in result["notices"]] == ["2023-a", "2023-b"]
    assert [(problem["path"], problem["code"]) for problem in result["problems"]] == [
        ("2023-c.txt", "file.control-character")
    ]
    assert {path.name for path in (root / "content/notices").iterdir()} >= {"2023-a", "2023-b"}


def test_what_is_said_to_hold_is_what_an_import_leaves_alone(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    assert run(root, tmp_path / "empty") == 1
    assert capsys.readouterr().err.endswith("errors: 1, doubts: 0; nothing was written.\n")
    assert main(["export", "nobody", "--to", "docx", "--root", str(root), "--language", "en"]) == 1
    assert capsys.readouterr().err.endswith("errors: 1, doubts: 0; nothing was written.\n")

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("zhaoshi.importing.batch.write_notice", interrupt)
    assert run(root, paste(tmp_path)) == 130
    assert capsys.readouterr().err == "Interrupted; what was imported before is whole.\n"


def test_text_in_gb18030_is_converted_and_said_so(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, paste(tmp_path, text=TEXT.encode("gb18030")), "--json") == 0
    (notice,) = json.loads(capsys.readouterr().out)["notices"]
    assert "import.encoding" in [entry["code"] for entry in notice["report"]]
    assert "延长开馆时间" in (root / "content/notices/2023-import/notice.md").read_text(encoding="utf-8")


def test_the_unit_and_the_id_can_be_named(root: Path, tmp_path: Path) -> None:
    assert run(root, paste(tmp_path, "通报.txt"), "--id", "2023-named", "--unit", "museum") == 0
    assert "单位: museum\n" in (root / "content/notices/2023-named/notice.md").read_text(encoding="utf-8")


def test_what_a_zip_holds_decides_not_its_name(tmp_path: Path) -> None:
    def archive(name: str) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as file:
            file.writestr(name, "x")
        return stream.getvalue()

    assert content_of("a.docx", archive("xl/workbook.xml")) is Content.WORKBOOK
    assert content_of("a.xlsx", archive("word/document.xml")) is Content.WORD
    assert content_of("a.txt", archive("word/document.xml")) is Content.WORD
    assert content_of("a.xlsx", b"PK\x03\x04broken") is Content.WORKBOOK
    assert content_of("a.txt", b"text") is Content.TEXT


def test_the_report_shows_file_and_notice_side_by_side_and_escapes_them(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    text = TEXT.replace("增设还书点", "增设<script>alert(1)</script>还书点")
    assert run(root, paste(tmp_path, text=text), "--dry-run", "--report", page) == 0
    html = page.read_text(encoding="utf-8")
    assert "<script" not in html
    assert "增设&lt;script&gt;alert(1)&lt;/script&gt;还书点" in html
    row = re.search(r'<tr>\s*<td data-label="Line">7</td>.*?</tr>', html, re.DOTALL)
    assert row
    assert "<p>（二）关于“经费管理不严”的问题。修订经费管理办法并且公布。</p>" in row[0]
    assert '<p class="level">（二）关于“经费管理不严”的问题。</p>' in row[0]
    assert "<p>修订经费管理办法并且公布。</p>" in row[0]
    assert not re.search(r"(?:src|href)=", html)
    assert 'content: attr(data-label) " "' in html
    assert '<td data-label="The notice"></td>' in html


def test_a_rehearsal_leaves_a_ledger_whose_notice_is_not_there_yet(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    paste(folder, "2024-a.txt")
    with zipfile.ZipFile(folder / "2024-a.xlsx", "w") as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
    assert run(root, folder, "--dry-run", "--json") == 0
    notices = json.loads(capsys.readouterr().out)["notices"]
    assert [(notice["id"], notice["written"] == []) for notice in notices] == [("2024-a", False), ("2024-a", True)]
    assert [entry["code"] for entry in notices[1]["report"]] == ["import.ledger-later"]


@pytest.mark.parametrize(
    ("name", "first"), [("台账.xlsx", None), ("区图书馆台账.xlsx", "2023-library"), ("Museum 2023.xlsx", "2023-museum")]
)
def test_a_ledger_without_an_id_is_offered_those_of_the_site(
    name: str, first: str | None, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
    assert run(root, path, "--json") == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    words, _, ids = problem["hint"].rpartition(": ")
    assert (problem["code"], words) == ("import.id", "name it with --id; notices of this site are")
    assert sorted(ids.split("、")) == sorted(path.name for path in (root / "content/notices").iterdir())
    assert first is None or ids.split("、")[0] == first


def test_a_ledger_is_offered_no_id_where_the_site_has_none(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(root / "content/notices")
    with zipfile.ZipFile(tmp_path / "台账.xlsx", "w") as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
    assert run(root, tmp_path / "台账.xlsx", "--json") == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["hint"] == "import its text first, or make it with “zhaoshi new notice”"


def test_the_report_of_several_files_is_short_on_the_terminal(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    paste(folder, "2024-a.txt", TEXT.replace("2023年6月16日反馈", "6月16日反馈"))
    paste(folder, "2024-b.txt", "导语。")
    assert run(root, folder, "--dry-run") == 0
    lines = capsys.readouterr().err.splitlines()
    assert [line.strip() for line in lines if line.startswith("  ")] == [
        "Missing (2)",
        "To be checked (1)",
        "Missing (9)",
    ]
