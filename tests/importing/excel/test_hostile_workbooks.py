"""Files that are no workbooks, are broken, or would do harm: one plain sentence each, and nothing is written."""

import io
import struct
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart

from tests.importing.excel.books import book, imported, notice, refused, saved, with_parts
from zhaoshi.importing import archives
from zhaoshi.problems import EnvironmentFailed

GOOD = book(("章节", "状态", "责任部门"), ("2.1.1", "完成", "甲"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def bomb() -> bytes:
    return with_parts(GOOD, lambda _, data: data, {"xl/media/a.bin": bytes(50_000_000)})


def lying_about_its_size() -> bytes:
    """Declare a part of 2 MB to have 10 bytes, in both of its headers."""
    data = bytearray(with_parts(GOOD, lambda _, part: part, {"xl/a.xml": b"<a>" + bytes(2_000_000)}))
    size = struct.pack("<L", 2_000_003)
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = struct.pack("<L", 10)
    return bytes(data)


def replaced(old: bytes, new: bytes, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    def change(name: str, data: bytes) -> bytes:
        assert name != part or old in data
        return data.replace(old, new, 1) if name == part else data

    return with_parts(GOOD, change)


def declaring(name: str, data: bytes) -> bytes:
    return data.decode().replace("<s", "<!DOCTYPE a><s", 1).encode("utf-16") if name.endswith("styles.xml") else data


def far_away() -> bytes:
    made = openpyxl.load_workbook(io.BytesIO(GOOD))
    made.worksheets[0]["A1048576"] = "x"
    return saved(made)


def many_rows() -> bytes:
    rows = b"".join(b'<row r="%d"><c r="A%d" t="n"><v>1</v></c></row>' % (n, n) for n in range(4, 60_000))
    return replaced(b"</sheetData>", rows + b"</sheetData>")


def merged_over_and_over() -> bytes:
    ranges = b"".join(b'<mergeCell ref="A%d:CV5000"/>' % n for n in range(1, 1000))
    far = b'<row r="5000"><c r="CV5000" t="n"><v>1</v></c></row></sheetData><mergeCells>' + ranges + b"</mergeCells>"
    return replaced(b"</sheetData>", far)


def with_chart_only() -> bytes:
    made = openpyxl.Workbook()
    made.create_chartsheet("图").add_chart(BarChart())
    del made["Sheet"]
    return saved(made)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the file is empty"),
        (b"<html><table>", "this is a web page, whatever its name says"),
        ("序号,问题".encode(), "this is no Word or Excel file, whatever its name says; open it in Word, Excel"),
        (
            OLE + "Workbook".encode("utf-16-le"),
            "this is an Excel file in the old format (.xls), whatever its name says",
        ),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "is protected by a password; open it, take the password away"),
        (GOOD[: len(GOOD) // 2], "is damaged or incomplete"),
        (GOOD[:-40] + bytes(40), "is damaged or incomplete"),
        (lying_about_its_size(), "is damaged or incomplete"),
        (bomb(), "unpacks to many times its size"),
        (
            with_parts(GOOD, lambda _, data: data, {"../../evil.xml": b""}),
            "has the name “../../evil.xml”, which is a trick",
        ),
        (with_parts(GOOD, lambda _, data: data, {"C:\\evil.xml": b""}), "which is a trick"),
        (with_parts(GOOD, lambda _, data: data, {"XL/workbook.xml": b""}), "two parts of the name “XL/workbook.xml”"),
        (
            replaced(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet'),
            "declares entities of its own",
        ),
        (
            with_parts(
                GOOD,
                lambda n, d: (
                    d.decode().replace("<s", "<!DOCTYPE a><s", 1).encode("utf-16") if n.endswith("styles.xml") else d
                ),
            ),
            "declares entities of its own",
        ),
        (with_parts(GOOD, lambda n, d: b"" if n == "xl/workbook.xml" else d), "is no Excel workbook"),
        (replaced(b"<sheetData>", b"<sheetData"), "is no Excel workbook"),
        (far_away(), "has something below row 20000"),
        (many_rows(), "has something below row 20000"),
        (merged_over_and_over(), "copy the ledger into a new workbook"),
        (saved(openpyxl.Workbook()), "no sheet of the workbook has anything in its cells"),
        (with_chart_only(), "no sheet of the workbook has anything in its cells"),
        (
            book(("甲", "乙"), ("丙", "丁")),
            "in one row above the table, for example: 章节编号、序号、反馈问题",
        ),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value[:24],
)
def test_the_file_is_refused_in_one_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    (problem,) = refused(notice(tmp_path), data)
    assert problem.startswith("台账.xlsx:1:1: ")
    assert sentence in problem


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    (problem,) = refused(notice(tmp_path), b"PK\x03\x04" + bytes(200_000_000))
    assert "the file is larger than 100 MB" in problem


def test_a_word_file_with_the_name_of_a_workbook_is_told(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert "is no Excel workbook" in refused(notice(tmp_path), data.getvalue())[0]


def test_a_formula_without_its_result_is_named_by_its_cell(tmp_path: Path) -> None:
    (problem,) = refused(notice(tmp_path), book(("章节", "状态", "备注"), ("2.1.1", '="完"&"成"', "=1+1")))
    assert problem == (
        "台账.xlsx:3:2: 台账!B3: the result of the formula was not saved; "
        "open the file in Excel or WPS, let it calculate, save it, and import it again"
    )


def test_a_formula_with_its_result_is_read(tmp_path: Path) -> None:
    formula = b'<c r="B3" t="str"><f>"a"</f><v>\xe5\xae\x8c\xe6\x88\x90</v></c>'
    data = with_parts(
        GOOD,
        lambda name, part: (
            part.replace(part[part.index(b'<c r="B3"') : part.index(b'<c r="C3"')], formula)
            if name == "xl/worksheets/sheet1.xml"
            else part
        ),
    )
    assert "状态: 完成" in imported(notice(tmp_path), data).text


def test_an_error_is_named_by_its_cell(tmp_path: Path) -> None:
    problems = refused(notice(tmp_path), book(("章节", "状态", "责任部门"), ("2.1.1", "#REF!", "#N/A")))
    assert [problem.partition(";")[0] for problem in problems] == [
        "台账.xlsx:3:2: 台账!B3: the cell shows the error #REF!",
        "台账.xlsx:3:3: 台账!C3: the cell shows the error #N/A",
    ]


def test_a_sound_archive_is_opened() -> None:
    assert "xl/workbook.xml" in archives.guarded(GOOD, "a.xlsx").namelist()


def test_without_the_reader_it_is_said_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(EnvironmentFailed) as caught:
        imported(notice(tmp_path), GOOD)
    assert "pip install 'zhaoshi[office]'" in caught.value.message.text(str)
