"""Office files from strangers: what is no honest, small zip archive is turned away with one sentence."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pytest

from zhaoshi.importing import archives
from zhaoshi.importing.archives import guarded
from zhaoshi.problems import BuildFailed

NAME = "通报.docx"


def packed(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def refusal(data: bytes) -> str:
    """Return code and sentence of the one problem."""
    with pytest.raises(BuildFailed) as failure:
        guarded(data, NAME)
    (problem,) = failure.value.problems
    assert problem.at.path == NAME
    return f"{problem.code}: {problem.text(str)}"


def ole(stream: str) -> bytes:
    """Return the beginning of a compound file whose directory names a stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + stream.encode("utf-16-le") + bytes(64)


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_honest_archive_is_opened(compression: int) -> None:
    parts = {"a.xml": b"<a/>", "word/b.xml": b"b" * 3_000_000, "word/empty": b""}
    archive = guarded(packed(parts, compression), NAME)
    assert {name: archive.read(name) for name in archive.namelist()} == parts


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "office.empty: the file is empty"),
        (ole("EncryptedPackage"), "office.password: the file is protected by a password"),
        (ole("WordDocument"), "office.old-format: this is a Word file in the old format (.doc)"),
        (ole("Workbook"), "office.old-format: this is an Excel file in the old format (.xls)"),
        (ole("Other"), "office.old-format: this is a file in an old format of Office; open it in Word"),
        (rb"{\rtf1\ansi", "office.other-format: this is an RTF file"),
        (b"%PDF-1.7", "office.other-format: this is a PDF"),
        (b"\xef\xbb\xbf<!DOCTYPE HTML><p>", "office.other-format: this is a web page"),
        (b'<html xmlns:w="urn:schemas-microsoft-com:office:word">', "office.other-format: this is a web page"),
        (b"MIME-Version: 1.0\r\n", "office.other-format: this is a web page"),
        ("通报".encode(), "office.other-format: this is no Word or Excel file"),
    ],
)
def test_what_only_bears_the_name_is_called_by_its_own(data: bytes, said: str) -> None:
    assert refusal(data).startswith(said)


@pytest.mark.parametrize(
    "name",
    ["../x", "a/../../x", "/etc/passwd", "a\\b", "..\\x", "C:/x", "a\0b", "a\nb", "./a", "a//b", ".."],
)
def test_a_name_that_plays_tricks_is_refused(name: str) -> None:
    placeholder = "n" * len(name.encode())
    data = packed({placeholder: b"x"}).replace(placeholder.encode(), name.encode())
    assert refusal(data).startswith("office.unsafe: a part of the file has the name")


def test_two_parts_of_one_name_are_refused() -> None:
    data = packed({"word/a": b"1", "word/b": b"2"}).replace(b"word/b", b"Word/A")
    assert refusal(data) == "office.unsafe: the file holds two parts of the name “Word/A”"


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    assert refusal(packed({"a": bytes(20_000_000)})).startswith("office.too-large: the file unpacks to many times")


def test_many_parts_that_are_small_each_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_MOST_UNPACKED", 5_000_000)
    parts = {str(number): bytes(range(256)) * 4_000 for number in range(6)}
    assert refusal(packed(parts)).startswith("office.too-large: the file unpacks to many times")


def test_more_parts_than_any_document_has_are_refused() -> None:
    parts = dict.fromkeys(map(str, range(5_001)), b"")
    assert refusal(packed(parts, zipfile.ZIP_STORED)) == "office.too-large: the file holds more than 5000 parts"


def test_a_file_of_200_megabytes_is_refused() -> None:
    assert refusal(bytes(200_000_000)).startswith("office.too-large: the file is larger than 100 MB")


def test_a_part_that_is_larger_than_it_says_is_refused() -> None:
    """The size is a lie, and the checksum is that of the lie: readers that trust it would unpack everything."""
    data, lie = packed({"a": b"x" * 1_000_000}), b"x" * 10
    honest = struct.pack("<I", zlib.crc32(b"x" * 1_000_000)), struct.pack("<I", 1_000_000)
    for number, written in zip(honest, (struct.pack("<I", zlib.crc32(lie)), struct.pack("<I", len(lie))), strict=True):
        assert data.count(number) == 2
        data = data.replace(number, written)
    assert zipfile.ZipFile(io.BytesIO(data)).read("a") == lie
    assert refusal(data).startswith("office.damaged: ")


def test_a_torn_archive_is_refused_wherever_it_was_torn() -> None:
    whole = packed({"a.xml": bytes(range(256)) * 8, "b.xml": b"<b/>" * 99})
    for length in range(2, len(whole), 7):
        assert refusal(whole[:length]).startswith("office.damaged: ")


def test_changed_bytes_are_noticed() -> None:
    whole = packed({"a.xml": b"<a>0123456789</a>"}, zipfile.ZIP_STORED)
    assert refusal(whole.replace(b"0123456789", b"0123456780")).startswith("office.damaged: ")


def test_an_encrypted_part_is_refused_as_protected() -> None:
    data = bytearray(packed({"a.xml": b"<a/>"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data)).startswith("office.password: ")


def test_a_compression_that_office_never_uses_is_refused() -> None:
    assert refusal(packed({"a.xml": b"<a/>"}, zipfile.ZIP_LZMA)).startswith("office.damaged: ")
