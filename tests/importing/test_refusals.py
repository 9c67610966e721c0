"""What the command refuses: files that it cannot read, and arguments that fit nothing."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.importing.pasting import TEXT, paste, run
from tests.small_site import tree
from zhaoshi.importing.files import Content, read
from zhaoshi.problems import BuildFailed


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
    "a scan": ("2023-x.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)), "import.picture"),
    "a table as text": ("2023-x.csv", "序号,问题\n1,甲".encode("gbk"), "office.other-format"),
    "rich text": ("2023-x.rtf", rb"{\rtf1\ansi hello}", "office.other-format"),
    "a web page": ("2023-x.html", "<!DOCTYPE html><p>关于整改的通报</p>".encode(), "office.other-format"),
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


@pytest.mark.parametrize("name", ["台账.csv", "台账.TSV"])
def test_a_table_that_was_saved_as_text_is_called_by_its_own_suffix(name: str, tmp_path: Path) -> None:
    with pytest.raises(BuildFailed) as failed:
        read(paste(tmp_path, name, "序号\t问题"))
    (problem,) = failed.value.problems
    assert problem.message.values == {"suffix": name[2:].lower()}


def test_a_workbook_whose_name_ends_as_a_table_of_text_is_a_workbook(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr("xl/workbook.xml", "")
    assert read(paste(tmp_path, "台账.csv", data.getvalue())).content is Content.WORKBOOK


def test_a_site_without_its_list_of_units_is_told_so(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "content/units.yaml").unlink()
    assert run(root, paste(tmp_path, "2023-x.txt"), "--json") == 1
    assert [p["code"] for p in json.loads(capsys.readouterr().out)["problems"]] == ["file.missing"]


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("2023-x.txt", "2023-x.docx"):
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(200_000_000)
        assert run(root, path, "--json") == 1
        assert [p["code"] for p in json.loads(capsys.readouterr().out)["problems"]] == ["file.too-large"]


def test_a_text_of_a_unit_that_is_not_known_is_answered_with_adding_it(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = paste(tmp_path, "u1.txt", "某市水务局党组关于巡察整改进展情况的通报\n\n已整改。\n\n2024年8月8日\n")
    assert run(root, path, "--json") == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["code"] == "import.id"
    assert "add its unit there" in problem["hint"]
    assert run(root, path, "--unit", "shuiwu", "--json") == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["code"] == "notice.unit-unknown"
    assert problem["hint"].startswith("add it there first")


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
