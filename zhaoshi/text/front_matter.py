"""A Markdown file's front matter: the YAML between two lines `---` at its beginning."""

from collections.abc import Sequence

from msgspec import Struct

from zhaoshi.problems import Location, Problem, msg


class Document(Struct, frozen=True):
    """A Markdown file in its two parts."""

    front_matter: str
    """YAML text, which begins on line 2 of the file."""
    body: str
    """Markdown text."""
    body_line: int
    """Line of the file at which the body begins, from 1."""


def split(text: str, path: str) -> tuple[Document | None, list[Problem]]:
    """Part a file; the document is None where the front matter does not begin or does not end."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, [_missing(lines, path)]
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return Document("\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2), []
    return None, [
        Problem(
            Location(path, 1, 1),
            "front-matter.open",
            msg("the facts at the beginning of the file do not end"),
            msg("write a line “---” between the fields and the text"),
        )
    ]


def _missing(lines: Sequence[str], path: str) -> Problem:
    first = next((line for line in lines if line.strip()), "")
    message = msg("the file does not begin with its facts")
    hint = msg("write “---” as the first line, the fields below it, and “---” again before the text")
    if first.rstrip() == "---":
        message, hint = msg("the first line is empty"), msg("delete it: “---” has to be the first line")
    return Problem(Location(path, 1, 1), "front-matter.missing", message, hint)
