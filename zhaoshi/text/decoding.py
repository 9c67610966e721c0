"""From the bytes of a file to its text: UTF-8 and nothing else, with a remedy for what offices really save."""

import codecs
import re

from zhaoshi.problems import Location, Problem, msg

_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """Return the text with line feeds only and without a byte-order mark, and what is wrong with it.

    The text is empty where a problem is returned.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "", [_wrong_encoding(path, "UTF-16")]
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "", [
            Problem(
                Location(path),
                "file.encoding",
                msg("this is a Word, WPS or Excel file, not text"),
                msg("open it there, copy its text into a plain text file and save that as UTF-8"),
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
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := _FORBIDDEN.search(text):
        line, column = place(text, bad.start())
        return "", [_control_character(bad[0], Location(path, line, column))]
    return text, []


def control_character(text: str, at: Location) -> Problem | None:
    """Say which control character a text has that was written as an escape, as YAML and Markdown have them."""
    bad = _FORBIDDEN.search(text)
    return _control_character(bad[0], at) if bad else None


def without_control_characters(text: str) -> str:
    """Return a text without the characters that no source may have."""
    return _FORBIDDEN.sub("", text)


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


def _wrong_encoding(path: str, name: str) -> Problem:
    return Problem(
        Location(path),
        "file.encoding",
        msg("the file is saved as {encoding}, not as UTF-8", encoding=name),
        msg("save it again with the encoding UTF-8 (in Notepad: Save as, Encoding)"),
    )
