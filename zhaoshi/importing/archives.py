"""Office files are zip archives from strangers: one is opened only where it is what its name says, small and honest."""

import io
import re
import struct
import zipfile
import zlib

from zhaoshi.problems import BuildFailed, Location, Message, Problem, msg

MAX_BYTES = 100_000_000
"""Of a file as it lies on the disk."""
_MOST_PARTS = 5_000
_MOST_UNPACKED = 400_000_000
_MOST_RATIO, _RATIO_FROM = 200, 4_000_000
"""A part larger than the second and packed tighter than the first is made to harm; text packs 10 to 40 times."""
_CHUNK = 1 << 20
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNSAFE_NAME = re.compile(r"[\x00-\x1f\\:]|^/|(?:^|/)\.\.?(?:/|$)|//")

_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")
_MARKUP = (".xml", ".rels", ".vml")

_COPY_OVER = msg("copy its content into a new file and import that")
_SAVE_AS = msg("open it in Word, Excel or WPS and save it as .docx or .xlsx")
_SAVE_AGAIN = msg("open it in Word, Excel or WPS and save it again under a new name")


def guarded(data: bytes, name: str) -> zipfile.ZipFile:
    """Open an Office file; every part of it then has a plain name, the size that it says, and the right checksum.

    `name` is that of the file, for messages. Raises `BuildFailed` with one problem.
    """
    if len(data) > MAX_BYTES:
        raise refused(
            name,
            "office.too-large",
            msg("the file is larger than {limit} MB", limit=MAX_BYTES // 1_000_000),
            msg("make its pictures smaller, or take them out"),
        )
    if not data.startswith(b"PK"):
        raise no_archive(data, name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
        _check_names(parts, name)
        _check_sizes(parts, name)
        for part in parts:
            _check_content(archive, part, data, name)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise _damaged(name) from error
    return archive


def check_declarations(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an Office file with markup that declares names of its own (DTD), for readers that do not look."""
    for part in archive.infolist():
        if not part.filename.lower().endswith(_MARKUP):
            continue
        before = b""
        with archive.open(part) as file:
            while chunk := file.read(_CHUNK):
                plain = before + chunk.replace(b"\0", b"")  # in UTF-16 a zero stands beside each letter
                if _DECLARATION.search(plain):
                    raise declaring(name, part.filename)
                before = plain[-16:]


def declaring(name: str, part: str) -> BuildFailed:
    """Make the problem of a part that declares names of its own."""
    return refused(
        name,
        "office.unsafe",
        msg("“{part}” declares entities of its own, which no Office program does", part=part),
        _COPY_OVER,
    )


def refused(name: str, code: str, message: Message, hint: Message | None = None) -> BuildFailed:
    """Make the one problem that an Office file is turned away with."""
    return BuildFailed([Problem(Location(name), code, message, hint)])


def _damaged(name: str) -> BuildFailed:
    return refused(name, "office.damaged", msg("the file is damaged or incomplete"), _SAVE_AGAIN)


def no_archive(data: bytes, name: str) -> BuildFailed:
    """Say what a file is that only bears the name of an Office file."""
    head = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data:
        return refused(name, "office.empty", msg("the file is empty"))
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return _protected(name)
        if "WordDocument".encode("utf-16-le") in data:
            return refused(
                name,
                "office.old-format",
                msg("this is a Word file in the old format (.doc), whatever its name says"),
                _SAVE_AS,
            )
        if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
            return refused(
                name,
                "office.old-format",
                msg("this is an Excel file in the old format (.xls), whatever its name says"),
                _SAVE_AS,
            )
        return refused(name, "office.old-format", msg("this is a file in an old format of Office"), _SAVE_AS)
    kind = (
        msg("this is an RTF file, whatever its name says")
        if head.startswith(b"{\\rtf")
        else msg("this is a PDF, whatever its name says")
        if head.startswith(b"%pdf")
        else msg("this is a web page, whatever its name says")
        if head.startswith((b"<!doctype html", b"<html", b"mime-version:")) or b"<html" in head
        else msg("this is no Word or Excel file, whatever its name says")
    )
    return refused(name, "office.other-format", kind, _SAVE_AS)


def _protected(name: str) -> BuildFailed:
    return refused(
        name,
        "office.password",
        msg("the file is protected by a password"),
        msg("open it, take the password away, and save it again"),
    )


def _check_names(parts: list[zipfile.ZipInfo], name: str) -> None:
    if len(parts) > _MOST_PARTS:
        raise refused(name, "office.too-large", msg("the file holds more than {limit} parts", limit=_MOST_PARTS))
    seen: set[str] = set()
    for part in parts:
        inside = part.orig_filename
        if not inside or _UNSAFE_NAME.search(inside):
            raise refused(
                name, "office.unsafe", msg("a part of the file has the name “{part}”, which is a trick", part=inside)
            )
        if inside.lower() in seen:
            raise refused(name, "office.unsafe", msg("the file holds two parts of the name “{part}”", part=inside))
        seen.add(inside.lower())


def _check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise _protected(name)
    if sum(part.file_size for part in parts) > _MOST_UNPACKED or any(
        part.file_size > max(_RATIO_FROM, part.compress_size * _MOST_RATIO) for part in parts
    ):
        raise refused(name, "office.too-large", msg("the file unpacks to many times its size and may be made to harm"))


def _check_content(archive: zipfile.ZipFile, part: zipfile.ZipInfo, data: bytes, name: str) -> None:
    """Unpack a part to see that its size and checksum are those that it says, in a bounded piece of memory."""
    if part.compress_type not in _PLAIN:
        raise _damaged(name)
    with archive.open(part):  # compares the two places that name the part
        pass
    _, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, part.header_offset)
    start = part.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    packed: bytes | memoryview = memoryview(data)[start : start + part.compress_size]
    if len(packed) != part.compress_size:
        raise _damaged(name)
    if part.compress_type == zipfile.ZIP_STORED:
        size, checksum = len(packed), zlib.crc32(packed)
    else:
        size = checksum = 0
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        while not inflater.eof and size <= part.file_size:
            piece = inflater.decompress(packed, _CHUNK)
            if not piece and not inflater.eof and not inflater.unconsumed_tail:
                raise _damaged(name)
            size, checksum, packed = size + len(piece), zlib.crc32(piece, checksum), inflater.unconsumed_tail
    if (size, checksum) != (part.file_size, part.CRC):
        raise _damaged(name)
