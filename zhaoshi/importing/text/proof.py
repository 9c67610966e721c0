"""The proof that nothing was lost: the words of the file, with the listed repairs, are the words of the notice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhaoshi.importing.manuscript import Manuscript, Paragraph
from zhaoshi.importing.text.wording import BREAK, BULLET, CELL, PICTURE, ROW, Edit
from zhaoshi.text import markdown


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place at which two texts part."""

    expected: str
    found: str


def difference(manuscript: Manuscript, stages: Iterable[Sequence[Edit]], body: str) -> Difference | None:
    """Compare the words of a file with the body of the notice made from it; None where they are the same.

    `stages` are the changes in the order in which they were made, each stage on the text that the one before has left.
    """
    expected = "\n".join(line for paragraph in manuscript.paragraphs for line in _lines(paragraph))
    for stage in stages:
        expected = _changed(expected, stage)
    expected = "\n".join(line.strip() for line in expected.split("\n") if line.strip())
    return _first_difference(expected, words_of(body))


def _lines(paragraph: Paragraph) -> list[str]:
    if paragraph.rows:
        return ["".join(ROW + CELL.join(cell.strip().replace("\n", BREAK) for cell in row) for row in paragraph.rows)]
    if paragraph.picture:
        return [PICTURE + paragraph.picture]
    return [line.strip() for line in paragraph.text.split("\n") if line.strip()]


def _changed(text: str, stage: Sequence[Edit]) -> str:
    pieces: list[str] = []
    position = 0
    for edit in sorted(stage, key=lambda edit: (edit.start, edit.end)):
        pieces += (text[position : edit.start], edit.after)
        position = edit.end
    return "".join((*pieces, text[position:]))


def words_of(body: str) -> str:
    """Read Markdown as the site does and return its words, one line a paragraph."""
    lines: list[str] = []
    table: str | None = None
    mark = ""
    for token in markdown.parser().parse(body):
        match token.type:
            case "table_open":
                table = ""
            case "table_close":
                lines.append(table or "")
                table = None
            case "tr_open":
                table = (table or "") + ROW
            case "list_item_open":
                mark = f"{token.info}{token.markup} " if token.info else BULLET
            case "inline":
                images = [child for child in token.children or [] if child.type == "image"]
                words = "".join(PICTURE + str(image.attrs["src"]).removeprefix("attachments/") for image in images)
                words += mark + markdown.plain_text(token)
                mark = ""
                if table is None:
                    lines.append(words)
                else:
                    table += words
            case "td_close" | "th_close":
                table = (table or "") + CELL
            case "tr_close":
                table = (table or "").removesuffix(CELL)
    return "\n".join(lines)


def _first_difference(expected: str, found: str) -> Difference | None:
    if expected == found:
        return None
    place = next(
        (number for number, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b),
        min(len(expected), len(found)),
    )
    start = max(0, place - 10)
    return Difference(expected[start : place + 20], found[start : place + 20])
