"""From the bytes of a file to its text: UTF-8 and nothing else, with a remedy for what offices really save."""

import codecs
import re
from collections.abc import Iterator

from zhaoshi.problems import Location, Message, Problem, doubt, msg

_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_INVISIBLE = "[\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]"
_ELSEWHERE = "[^\x00-\u04ff\u2000-\u25ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
"""Characters of scripts in which invisible ones have a meaning: they join, part or turn letters, and emoji."""
_HAS_INVISIBLE = re.compile(_INVISIBLE)
_STRAY = re.compile(rf"(?<!{_ELSEWHERE}){_INVISIBLE}+(?!{_ELSEWHERE})")


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """Return the text with line feeds only and without a byte-order mark, and what is wrong with it.

    The text is empty where a problem is returned.
    """
    text, problems = _unchecked(data, path)
    return (text, problems) if problems else _checked(text, path)


def decode_source(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """Decode as `decode` does, but leave stray characters out and doubt them.

    The text is empty where an error is returned.
    """
    whole, problems = _unchecked(data, path)
    if problems:
        return "", problems
    doubts = list(_stray_characters(whole, path))
    text, problems = _checked(without_strays(whole) if doubts else whole, path)
    return text, doubts + problems


def without_strays(text: str) -> str:
    """Return a text without the invisible characters that say nothing where they stand, as in Chinese all do."""
    return _STRAY.sub("", text) if _HAS_INVISIBLE.search(text) else text


def _unchecked(data: bytes, path: str) -> tuple[str, list[Problem]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "", [_wrong_encoding(path, "UTF-16")]
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "", [
            Problem(
                Location(path),
                "file.encoding",
                msg("this is a Word, WPS or Excel file, not text"),
                _remedy_for_office(data),
            )
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            data.decode("gb18030")
        except UnicodeDecodeError:
            line = data.count(b"\n", 0, error.start) + 1
            return "", [
                Problem(
                    Location(path, line),
                    "file.encoding",
                    msg("the file is not UTF-8 text"),
                    msg("open it in the program that made it and save it as UTF-8"),
                )
            ]
        return "", [_wrong_encoding(path, "GB18030")]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def _checked(text: str, path: str) -> tuple[str, list[Problem]]:
    if bad := _FORBIDDEN.search(text):
        line, column = place(text, bad.start())
        return "", [_control_character(bad[0], Location(path, line, column))]
    return text, []


def control_character(text: str, at: Location) -> Problem | None:
    """Say which control character a text has that was written as an escape, as YAML and Markdown have them."""
    bad = _FORBIDDEN.search(text)
    return _control_character(bad[0], at) if bad else None


def without_control_characters(text: str) -> str:
    """Return a text without the characters that no source has once it is read."""
    return _FORBIDDEN.sub("", without_strays(text))


def place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column (from 1) of the character at `offset`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _control_character(character: str, at: Location) -> Problem:
    return Problem(
        at,
        "file.control-character",
        msg("the invisible control character {name} is not allowed", name=f"U+{ord(character):04X}"),
        msg("delete it and type the surrounding characters again"),
    )


def _remedy_for_office(data: bytes) -> Message:
    """Say what to do with the file of an office; parts of a new one are named in it."""
    for part, ending in ((b"xl/workbook", ".xlsx"), (b"word/document", ".docx")):
        if part in data:
            return msg("end its name in {ending} again and import it with “zhaoshi import”", ending=ending)
    return msg("open it there, copy its text into a plain text file and save that as UTF-8")


def _stray_characters(text: str, path: str) -> Iterator[Problem]:
    """Doubt all that `without_strays` leaves out at the first of them: a page that was copied has dozens."""
    strays = list(_STRAY.finditer(text)) if _HAS_INVISIBLE.search(text) else []
    if strays:
        first = strays[0]
        name, line, column = f"U+{ord(first[0][0]):04X}", *place(text, first.start())
        message = msg("an invisible character ({name}) stands here; it is left out", name=name)
        if len(strays) > 1:
            message = msg(
                "invisible characters stand at {count} places of this file, the first ({name}) here; they are left out",
                count=len(strays),
                name=name,
            )
        hint = msg("delete the word with it and type it again")
        yield doubt(Location(path, line, column), "file.invisible-character", message, hint)


def _wrong_encoding(path: str, name: str) -> Problem:
    return Problem(
        Location(path),
        "file.encoding",
        msg("the file is saved as {encoding}, not as UTF-8", encoding=name),
        msg("save it again with the encoding UTF-8 (in Notepad: Save as, Encoding)"),
    )
