"""A guard before the zip archives that Word and Excel files are: nothing goes on to a reader that could harm it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from zhaoshi.problems import BuildFailed, Location, Message, Problem, msg

MAX_BYTES = 50_000_000
"""Of the file as it lies on the disk."""
MAX_UNPACKED = 300_000_000
"""Of all parts together."""
MAX_PARTS = 5_000
MAX_RATIO = 200
"""How many times a part may be larger than its packed form, where it is larger than a megabyte."""

_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")
_MARKUP = (".xml", ".rels", ".vml")
_IS_ENCRYPTED = 0x1


def guarded(data: bytes, name: str) -> zipfile.ZipFile:
    """Open an archive all of whose parts were read once and found sound.

    `name` is the file's name, for messages. Raises `BuildFailed` with one sentence on what the file is instead: too
    large, locked by a password, of the old kind, something else with a new name, damaged, or made to do harm.
    """
    kind = PurePosixPath(name.replace("\\", "/")).suffix.lower() or ".xlsx"
    if len(data) > MAX_BYTES:
        raise _refusal(
            name,
            "archive.too-large",
            msg("the file is larger than {limit} MB", limit=MAX_BYTES // 1_000_000),
            msg("take pictures and other embedded files out of it"),
        )
    if data.startswith(_OLE):
        raise _old_or_locked(data, name, kind)
    if not data.startswith(b"PK"):
        raise _refusal(
            name,
            "archive.kind",
            msg("the file is no {kind} file, whatever its name says", kind=kind),
            msg("open it in Word, Excel or WPS and save it as {kind}", kind=kind),
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
        if problem := _harm(parts):
            raise _refusal(name, *problem)
        for part in parts:
            _read_through(archive, part, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError) as error:
        raise _refusal(
            name,
            "archive.damaged",
            msg("the file is damaged or was not copied whole"),
            msg("copy it again, or open it in Word, Excel or WPS and save it under a new name"),
        ) from error
    return archive


def _harm(parts: list[zipfile.ZipInfo]) -> tuple[str, Message, Message] | None:
    """Tell from the directory of an archive what is wrong with it."""
    remake = msg("copy its content into a new file and import that")
    if any(part.flag_bits & _IS_ENCRYPTED for part in parts):
        return "archive.locked", msg("the file is locked by a password"), msg("save it without a password")
    names = [part.filename for part in parts]
    if bad := next((name for name in names if _leads_out(name)), None):
        return "archive.path", msg("a part of the file is named “{part}”, which leads out of it", part=bad), remake
    if len({name.lower() for name in names}) < len(names):
        return "archive.twice", msg("two parts of the file have the same name"), remake
    swollen = any(part.file_size > _CHUNK and part.file_size > MAX_RATIO * part.compress_size for part in parts)
    if swollen or len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        return "archive.bomb", msg("unpacked, the file would be far larger than any real one"), remake
    return None


def _leads_out(name: str) -> bool:
    path = name.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or ":" in path


def _read_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Unpack one part, which proves its size and its checksum, and look for declarations in it."""
    is_markup = part.filename.lower().endswith(_MARKUP)
    before = b""
    for chunk in _chunks(archive, part):
        if not is_markup:
            continue
        # In UTF-16 a zero stands beside each letter.
        plain = before + chunk.replace(b"\0", b"")
        if _DECLARATION.search(plain):
            raise _refusal(
                name,
                "archive.declaration",
                msg("the part “{part}” of the file declares names of its own (DTD)", part=part.filename),
                msg("copy its content into a new file and import that"),
            )
        before = plain[-16:]


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _old_or_locked(data: bytes, name: str, kind: str) -> BuildFailed:
    if _ENCRYPTED in data:
        return _refusal(
            name, "archive.locked", msg("the file is locked by a password"), msg("save it without a password")
        )
    return _refusal(
        name,
        "archive.old",
        msg("the file has the old form of Word and Excel 97 (.doc, .xls)"),
        msg("open it in Word, Excel or WPS and save it as {kind}", kind=kind if kind.endswith("x") else f"{kind}x"),
    )


def _refusal(name: str, code: str, message: Message, hint: Message) -> BuildFailed:
    return BuildFailed([Problem(Location(name), code, message, hint)])
