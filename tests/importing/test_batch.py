"""The command: what it writes, what it refuses, and that no notice is ever there by half."""

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import filelock
import pytest

from tests.small_site import AS_OF, build_site, make_site, tree
from zhaoshi.building import release
from zhaoshi.building.build import check
from zhaoshi.cli import main
from zhaoshi.importing import writing
from zhaoshi.problems import errors

PROJECT = Path(__file__).parents[2]
TEXT = """\
某区图书馆关于巡察整改进展情况的通报
来源：某区信息网 发布时间：2023-12-15 10:58
2023年3月23日至5月11日，区委第一巡察组对馆党支部开展巡察，2023年6月16日反馈2个问题。
一、整改情况
（一）关于“借阅服务不便”的问题
一是延长开馆时间。二是增设还书点。
（二）关于“经费管理不严”的问题。修订经费管理办法并且公布。
特此公示。
某区图书馆党支部
2023年12月14日
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_site(tmp_path / "root")


def paste(folder: Path, name: str = "2023-import.txt", text: str | bytes = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def run(root: Path, *arguments: object) -> int:
    return main(["import", *map(str, arguments), "--root", str(root), "--language", "en"])


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


def test_files_of_a_folder_that_cannot_be_read_are_named_with_the_remedy(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    paste(folder, "2023-a.txt")
    paste(folder, "2023-a.pdf", b"%PDF-1.7\n")
    paste(folder, "2023-b.pdf", b"%PDF-1.7\n")
    paste(folder, "2023-c.doc", ole + "WordDocument".encode("utf-16-le"))
    paste(folder, "2023-d.XLS", ole + "Workbook".encode("utf-16-le"))
    paste(folder, "2023-e.wps", ole)
    assert run(root, folder, "--json") == 1
    result = json.loads(capsys.readouterr().out)
    assert [notice["id"] for notice in result["notices"]] == ["2023-a"]
    problems = {Path(problem["path"]).name: (problem["code"], problem["hint"]) for problem in result["problems"]}
    save = "open it in Word, Excel or WPS and save it as .docx or .xlsx"
    assert problems == {
        "2023-b.pdf": ("import.pdf", "import the Word file it was made from, or copy its text into a text file"),
        "2023-c.doc": ("office.old-format", save),
        "2023-d.XLS": ("office.old-format", save),
        "2023-e.wps": ("office.old-format", save),
    }


def test_two_files_with_one_id_are_named(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    text = TEXT.replace("2023-12-15", "2024-12-15")
    paste(folder, "通报.txt", text)
    paste(folder, "通报（修改）.txt", text)
    assert run(root, folder, "--json") == 1
    result = json.loads(capsys.readouterr().out)
    assert [notice["id"] for notice in result["notices"]] == ["2024-library"]
    assert [problem["code"] for problem in result["problems"]] == ["import.id"]


HOSTILE = {
    "empty": ("2023-x.txt", b" \n\n", "import.empty"),
    "utf-16": ("2023-x.txt", TEXT.encode("utf-16"), "file.encoding"),
    "latin": ("2023-x.txt", "caf\xe9 cr\xe8me".encode("latin-1"), "file.encoding"),
    "cut utf-8": ("2023-x.txt", TEXT.encode()[:-2], "file.encoding"),
    "nul": ("2023-x.txt", b"\x00\x01\x02" * 100, "file.control-character"),
    "pdf": ("2023-x.txt", b"%PDF-1.7\n", "import.pdf"),
    "a source": ("2023-x.md", b"---\ntitle: a\n---\n\nx\n", "import.source"),
    "only furniture": ("2023-x.txt", "【打印】\n【关闭】\n".encode(), "import.empty"),
    "huge text": ("2023-x.txt", b"a" * 2_000_001, "file.too-large"),
    "no id": ("!!.txt", "导语。".encode(), "import.id"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_give_one_plain_problem_and_nothing_is_written(
    case: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, data, code = HOSTILE[case]
    before = tree(root)
    assert run(root, paste(tmp_path, name, data), "--json") == 1
    captured = capsys.readouterr()
    assert [problem["code"] for problem in json.loads(captured.out)["problems"]] == [code]
    assert "Traceback" not in captured.err
    assert tree(root) == before


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("2023-x.txt", "2023-x.docx"):
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(200_000_000)
        assert run(root, path, "--json") == 1
        assert [p["code"] for p in json.loads(capsys.readouterr().out)["problems"]] == ["file.too-large"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["missing.txt"], "import.no-file"),
        (["empty"], "import.nothing"),
        (["2023-import.txt", "--id", "../../x"], "value.id"),
        (["2023-import.txt", "--unit", "nobody"], "notice.unit-unknown"),
        (["2023-import.txt", "2024-import.txt", "--id", "x-1"], "import.id"),
    ],
)
def test_wrong_arguments_are_named(
    arguments: list[str], code: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    paste(tmp_path)
    paste(tmp_path, "2024-import.txt")
    before = tree(root)
    given = [str(tmp_path / word) if word[0] in "2me" else word for word in arguments]
    assert run(root, *given, "--json") == 1
    assert [p["code"] for p in json.loads(capsys.readouterr().out)["problems"]] == [code]
    assert tree(root) == before


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
    from zhaoshi.importing.files import Content, content_of

    def archive(name: str) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as file:
            file.writestr(name, "x")
        return stream.getvalue()

    assert content_of("a.docx", archive("xl/workbook.xml")) is Content.WORKBOOK
    assert content_of("a.xlsx", archive("word/document.xml")) is Content.WORD
    assert content_of("a.txt", archive("word/document.xml")) is Content.WORD
    assert content_of("a.xlsx", b"PK\x03\x04broken") is Content.WORKBOOK
    assert content_of("a.docx", b"\xd0\xcf\x11\xe0") is Content.WORD
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


@pytest.mark.parametrize("force", [False, True], ids=["new", "replaced"])
def test_an_import_that_is_killed_leaves_the_old_notice_or_the_new_one(force: bool, root: Path, tmp_path: Path) -> None:
    file = paste(tmp_path)
    old: dict[str, str] = {}
    if force:
        assert run(root, file) == 0
        old = {name: data.decode() for name, data in tree(root / "content/notices/2023-import").items()}
        paste(tmp_path, text=TEXT.replace("增设还书点", "增设三个还书点"))
    command = [sys.executable, "-m", "tests.importing.dying", str(root), str(file), *(["--force"] if force else [])]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=120, check=True)
    found = json.loads(done.stdout)
    new = found[-1]
    assert sorted(new) == ["ledger.yaml", "notice.md"]
    assert new != old
    assert len(found) > 4
    assert all(state in (old, new) for state in found)


def left_behind(root: Path) -> Path:
    """Lay down what an import that was killed leaves."""
    left = root / ".zhaoshi/importing-0123456789ab"
    paste(left / "2022-museum", "notice.md", "半截")
    return left


def test_what_a_killed_import_has_left_is_cleared_by_the_next(root: Path, tmp_path: Path) -> None:
    left = left_behind(root)
    assert run(root, paste(tmp_path)) == 0
    assert not left.exists()
    assert not (root / "content/notices/2022-museum").exists()


def test_a_notice_that_a_killed_import_had_taken_away_goes_back(root: Path, tmp_path: Path) -> None:
    left = left_behind(root)
    paste(left / ".previous", "notice.md", "原文")
    assert run(root, paste(tmp_path)) == 0
    assert (root / "content/notices/2022-museum/notice.md").read_text(encoding="utf-8") == "原文"
    assert not left.exists()


def test_an_import_keeps_off_what_another_one_is_writing(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    left = left_behind(root)
    monkeypatch.setattr(writing, "_LOCK_SECONDS", 0)
    with filelock.FileLock(root / ".zhaoshi/importing.lock"):
        assert run(root, paste(tmp_path)) == 3
    assert "another import is running; wait for it" in capsys.readouterr().err
    assert left.exists()


def test_a_notice_is_whole_where_two_folders_cannot_be_exchanged_and_the_second_step_fails(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = paste(tmp_path)
    assert run(root, file) == 0
    before = tree(root / "content")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "2023-import" and self.parent.name != "notices":
            raise PermissionError(13, "no")
        return rename(self, target)

    monkeypatch.setattr(release, "_exchange", lambda first, second: False)
    monkeypatch.setattr(Path, "rename", failing)
    assert run(root, file, "--force") == 3
    assert tree(root / "content") == before


def test_a_folder_that_cannot_be_written_is_an_error_of_the_machine(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / ".zhaoshi").write_text("no folder", encoding="utf-8")
    assert run(root, paste(tmp_path), "--json") == 3
    assert "error" in json.loads(capsys.readouterr().out)
    assert not (root / "content/notices/2023-import").exists()


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
