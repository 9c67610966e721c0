"""The files that are to be imported: which they are, how large, and what each really holds."""

import codecs
import io
import stat
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from zhaoshi.building.scanning import is_ignored
from zhaoshi.importing import archives
from zhaoshi.importing.manuscript import Manuscript
from zhaoshi.importing.text.pasted import read_text
from zhaoshi.problems import BuildFailed, Location, Problem, msg
from zhaoshi.system_errors import cannot_read
from zhaoshi.text import markdown, yaml_nodes

TEXT_SUFFIXES = (".txt", ".md", ".markdown")
WORD_SUFFIXES = (".docx", ".doc", ".wps")
WORKBOOK_SUFFIXES = (".xlsx", ".xls", ".et")
TAKEN_FROM_FOLDERS = (".txt", ".md", ".docx", ".xlsx")
_NAMED_FROM_FOLDERS = (".doc", ".wps", ".xls", ".et", ".pdf")
"""Files of these kinds are read as well, for what is said of them; not where a file that is taken has the same name."""

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_PICTURES = b"\xff\xd8\xff", b"\x89PNG"
_MARKED_UP = b"{\\rtf", b"<!doctype html", b"<html", b"mime-version:"
_HEAD = max(map(len, _MARKED_UP))


class Content(StrEnum):
    """What a file holds, whatever it is called."""

    TEXT = "text"
    WORD = "word"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file, read."""

    name: str
    data: bytes
    content: Content


def found_in(paths: Iterable[Path]) -> list[Path]:
    """Return the files that are meant by files and folders; raises `BuildFailed` where there are none."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = _inside(path)
            if not inside:
                raise BuildFailed(
                    [
                        Problem(
                            Location(str(path)),
                            "import.nothing",
                            msg("the folder holds no file that can be imported"),
                            msg("these can be: {suffixes}", suffixes=" ".join(TAKEN_FROM_FOLDERS)),
                        )
                    ]
                )
            found += inside
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _inside(folder: Path) -> list[Path]:
    files = sorted(file for file in folder.iterdir() if not is_ignored(file.name))
    taken = {file.stem for file in files if file.suffix.lower() in TAKEN_FROM_FOLDERS}
    return [
        file
        for file in files
        if file.suffix.lower() in TAKEN_FROM_FOLDERS
        or (file.suffix.lower() in _NAMED_FROM_FOLDERS and file.stem not in taken)
    ]


def read(path: Path) -> InputFile:
    """Read a file, once its size is known; raises `BuildFailed` where it cannot be imported."""
    at = Location(str(path))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise BuildFailed([Problem(at, "import.no-file", msg("this is no file"))])
        limit = markdown.MAX_BYTES if path.suffix.lower() in TEXT_SUFFIXES else archives.MAX_BYTES
        if status.st_size > limit:
            raise BuildFailed([yaml_nodes.too_large(str(path), limit)])
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise BuildFailed([Problem(at, "import.no-file", msg("there is no such file"))]) from error
    except OSError as error:
        raise cannot_read(str(path), error) from error
    if not data.strip():
        raise BuildFailed([Problem(at, "import.empty", msg("the file holds no text"))])
    if data.startswith(_PDF):
        raise BuildFailed(
            [
                Problem(
                    at,
                    "import.pdf",
                    msg("this is a PDF, in which paragraphs can no longer be told"),
                    msg("import the Word file it was made from, or copy its text into a text file"),
                )
            ]
        )
    if data.startswith(_OLE):
        raise archives.no_archive(data, str(path))
    if data.startswith(_PICTURES):
        raise BuildFailed(
            [
                Problem(
                    at,
                    "import.picture",
                    msg("this is a picture, of which no words can be read"),
                    msg("import the Word file it was made from, or copy its text into a text file"),
                )
            ]
        )
    if path.suffix.lower() in (".csv", ".tsv") and not data.startswith(_ZIP):
        raise archives.refused(
            str(path),
            "office.other-format",
            msg("this is a table that was saved as text ({suffix})", suffix=path.suffix.lower()),
            msg("open it in Excel or WPS and save it as .xlsx"),
        )
    if data.removeprefix(codecs.BOM_UTF8).lstrip()[:_HEAD].lower().startswith(_MARKED_UP):
        raise archives.no_archive(data, str(path))
    return InputFile(path.name, data, content_of(path.name, data))


def content_of(name: str, data: bytes) -> Content:
    """Tell what a file holds by its first bytes; its name decides only where they do not."""
    suffix = Path(name).suffix.lower()
    if data.startswith(_ZIP):
        return Content.WORKBOOK if _is_workbook(data, suffix) else Content.WORD
    if suffix in WORKBOOK_SUFFIXES:
        return Content.WORKBOOK
    return Content.WORD if suffix in WORD_SUFFIXES else Content.TEXT


def _is_workbook(data: bytes, suffix: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return suffix in WORKBOOK_SUFFIXES
    if any(name.startswith("xl/") for name in names):
        return True
    return suffix in WORKBOOK_SUFFIXES and not any(name.startswith("word/") for name in names)


def manuscript(file: InputFile) -> Manuscript:
    """Read a text or a Word file; raises `BuildFailed`."""
    if file.content is Content.TEXT:
        return read_text(file.data, file.name)
    from zhaoshi.importing.word import read_word

    return read_word(file.data, file.name)
