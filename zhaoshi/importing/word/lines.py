"""From the pieces of a paragraph to its text, with what is bold and what leads somewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhaoshi.importing.manuscript import Link, Paragraph, Remark, cells_of
from zhaoshi.importing.word.numbering import Numeral
from zhaoshi.importing.word.runs import SEEN, Fate, Piece, remark
from zhaoshi.problems import msg
from zhaoshi.text.measures import may_follow


def paragraph(line: int, pieces: Sequence[Piece], level: int | None, numeral: Numeral | None) -> Paragraph | None:
    """Make a paragraph of what a reader sees of it; None where that is nothing.

    Line breaks at its ends, mostly breaks of a page, fall away.
    """
    seen = _trimmed([piece for piece in pieces if piece.fate in SEEN and piece.text])
    if numeral:
        bold = bool(seen) and seen[0].is_bold
        seen.insert(0, Piece(numeral.text + (numeral.gap if seen else ""), is_bold=bold))
    text = "".join(piece.text for piece in seen)
    if not text.strip():
        return None
    bold_spans: list[tuple[int, int]] = []
    links: list[Link] = []
    start = 0
    for piece in seen:
        end = start + len(piece.text)
        if piece.is_bold:
            begin = bold_spans.pop()[0] if bold_spans and bold_spans[-1][1] == start else start
            bold_spans.append((begin, end))
        if piece.link:
            last = links.pop() if links and links[-1].end == start and links[-1].target == piece.link else None
            links.append(Link(last.start if last else start, end, piece.link))
        start = end
    return Paragraph(
        line=line,
        text=text,
        level=level,
        numeral=numeral.text if numeral else "",
        bold=tuple(bold_spans),
        links=tuple(links),
    )


def goes_on(before: Paragraph, measure: Paragraph) -> bool:
    """Tell whether a measure may go on in the paragraph before it, and its list is still seen there."""
    texts = (before, measure)
    if any(one.level is not None or one.depth or one.numeral or not one.text for one in texts):
        return False
    # Two bold stretches that meet would be one, and no measure begins inside one.
    meets = bool(before.bold and measure.bold) and before.bold[-1][1] == len(before.text) and not measure.bold[0][0]
    return not meets and may_follow(measure.text, before.text)


def joined(before: Paragraph, after: Paragraph) -> Paragraph:
    """Make one paragraph of two."""
    shift = len(before.text)
    return replace(
        before,
        text=before.text + after.text,
        bold=(*before.bold, *((start + shift, end + shift) for start, end in after.bold)),
        links=(
            *before.links,
            *(replace(one, start=one.start + shift, end=one.end + shift) for one in after.links),
        ),
    )


def in_cell(content: Sequence[Paragraph]) -> Paragraph:
    """Make one text of a cell: its paragraphs as lines, the cells of a table in it parted by tabs."""
    text = ""
    bold: list[tuple[int, int]] = []
    links: list[Link] = []
    rows = [row for one in content for row in (cells_of(one) if one.rows else [[one]])]
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            text += "\t" if column else "\n" if number else ""
            bold += [(start + len(text), end + len(text)) for start, end in cell.bold]
            links += [replace(one, start=one.start + len(text), end=one.end + len(text)) for one in cell.links]
            text += cell.text
    return Paragraph(0, text, bold=tuple(bold), links=tuple(links))


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    while pieces and not (first := pieces[0].text.lstrip("\n")):
        pieces.pop(0)
    if pieces:
        pieces[0] = replace(pieces[0], text=first)
    while pieces and not (last := pieces[-1].text.rstrip("\n")):
        pieces.pop()
    if pieces:
        pieces[-1] = replace(pieces[-1], text=last)
    return pieces


def remarks(pieces: Sequence[Piece], *, mark_inserted: bool = False) -> Iterator[Remark]:
    """Say what of a paragraph was decided: tracked changes, hidden text, looks that a plain text has not."""
    before = _text(pieces, (Fate.KEPT, Fate.DELETED))
    after = _text(pieces, SEEN)
    if any(piece.fate in (Fate.INSERTED, Fate.DELETED) and piece.text for piece in pieces):
        yield remark("docx.tracked-change", msg("a tracked change is taken as accepted"), before, after)
    elif mark_inserted:
        yield remark(
            "docx.tracked-change", msg("a tracked change is taken as accepted: the paragraph ends here"), before, after
        )
    if hidden := _text(pieces, (Fate.HIDDEN,)):
        yield remark("docx.hidden", msg("hidden text is not taken"), before=hidden)
    if invitation := _text(pieces, (Fate.PLACEHOLDER,)):
        yield remark("docx.placeholder", msg("a field to be filled in was left empty"), before=invitation)
    seen = [piece for piece in pieces if piece.fate in SEEN]
    if raised := "、".join(piece.text for piece in seen if piece.is_raised and piece.text.strip()):
        yield remark("docx.raised", msg("raised or lowered characters now stand in the line"), before=raised)
    if struck := "".join(piece.text for piece in seen if piece.is_struck):
        yield remark("docx.struck", msg("text that is struck through is taken all the same"), before=struck)


def _text(pieces: Sequence[Piece], fates: Sequence[Fate]) -> str:
    return "".join(piece.text for piece in pieces if piece.fate in fates)
