"""A Markdown text cut at its headings: what stands under each, as plain paragraphs or as tokens of the parser.

Most of an official text is headings and plain paragraphs. They are recognised line by line, at a tenth of the parser's
cost; a passage with a line that looks like anything else goes to the parser as a whole, and so does a text in which a
passage cannot be told from the next (fenced code, link definitions). The result is the same in either way.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from markdown_it.token import Token
from msgspec import Struct

from zhaoshi.problems import Location, Problem
from zhaoshi.text import markdown, measures
from zhaoshi.text.decoding import control_character
from zhaoshi.text.markdown import Link
from zhaoshi.text.paragraphs import paragraph_problems

_ACROSS = re.compile(r"```|~~~|\]:|\t|\r")
"""Fences and link definitions, wherever they may begin, and what moves columns."""
_START = re.compile(r"#{1,6}(?: |$)")
_HEADING = re.compile(r"(#{1,6}) +([^\\`*_\[\]<>&|#＃\s](?:[^\\`*_\[\]<>&|#＃\n]*[^\\`*_\[\]<>&|#＃\s])?) *")
_LINE = re.compile(r"(?!\d{1,9}[.)](?: |$))[^\\`*_\[\]<>&|#＃+\-:~\s](?:[^\\`*_\[\]<>&|]*[^\\`*_\[\]<>&|\s])?")


class Group(Protocol):
    """A paragraph, a list, a table or the like, from top to bottom of a passage."""

    def cuts(self, expected: int) -> list[tuple[int, int]]:
        """Return where measures begin; `expected` is the number that the first must have."""

    def html(self) -> str:
        """Return the whole as HTML."""

    def parted(self, cuts: Sequence[tuple[int, int]]) -> tuple[str, tuple[str, ...]]:
        """Return what stands before the first measure as a paragraph, empty where nothing does, and each measure."""

    def paragraphs(self) -> Iterator[str]:
        """Yield the words of each paragraph, without markup."""


class Plain(Struct, frozen=True):
    """A paragraph without any markup."""

    lines: list[str]

    def cuts(self, expected: int) -> list[tuple[int, int]]:  # noqa: D102 (see `Group`)
        return measures.cuts_in_lines(self.lines, expected)

    def html(self) -> str:  # noqa: D102 (see `Group`)
        return f"<p>{_joined(self.lines)}</p>"

    def parted(self, cuts: Sequence[tuple[int, int]]) -> tuple[str, tuple[str, ...]]:  # noqa: D102 (see `Group`)
        head, *items = measures.pieces_of_lines(self.lines, cuts)
        return f"<p>{_joined(head)}</p>" if head else "", tuple(_joined(item).strip() for item in items)

    def paragraphs(self) -> Iterator[str]:  # noqa: D102 (see `Group`)
        text = self.lines[0]
        for line in self.lines[1:]:
            text += line if markdown.is_cjk(text[-1]) and markdown.is_cjk(line[0]) else f" {line}"
        yield text


class Parsed(Struct, frozen=True):
    """Tokens of the parser."""

    tokens: list[Token]

    def cuts(self, expected: int) -> list[tuple[int, int]]:  # noqa: D102 (see `Group`)
        is_paragraph = self.tokens[0].type == "paragraph_open"
        return measures.cuts(self.tokens[1].children or [], expected) if is_paragraph else []

    def html(self) -> str:  # noqa: D102 (see `Group`)
        return markdown.rendered(self.tokens)

    def parted(self, cuts: Sequence[tuple[int, int]]) -> tuple[str, tuple[str, ...]]:  # noqa: D102 (see `Group`)
        opening, inline, closing = self.tokens
        head, *items = measures.pieces(inline.children or [], cuts)
        before = inline.copy(children=head, content="".join(child.content for child in head))
        return (
            markdown.rendered([opening, before, closing]) if head else "",
            tuple(markdown.rendered_inline(item) for item in items),
        )

    def paragraphs(self) -> Iterator[str]:  # noqa: D102 (see `Group`)
        for position, token in enumerate(self.tokens):
            if token.type == "inline" and self.tokens[position - 1].type == "paragraph_open":
                yield markdown.plain_text(token)


class Passage(Struct, frozen=True):
    """A heading and what stands under it, up to the next heading of any level."""

    level: int
    """Number of “#”; 0 before the first heading."""
    heading: str
    """Plain text."""
    line: int
    """In the file."""
    groups: list[Group]


def passages(
    text: str, path: str, first_line: int, *, is_parsed: bool = False
) -> tuple[list[Passage], list[Link], list[Problem], list[int]]:
    """Cut a text; also returns where its links lead, what may not stand in it, and lines with headings inside lists.

    `is_parsed` leaves everything to the parser: what the quick way is measured against.
    """
    lines = text.split("\n")
    found: list[Passage] = []
    links: list[Link] = []
    problems: list[Problem] = []
    nested: list[int] = []
    whole = is_parsed or _ACROSS.search(text) or control_character(text, Location(path))
    starts = [0, len(lines)] if whole else _starts(lines)
    for start, end in pairwise(starts):
        part, number = lines[start:end], start + first_line
        if not whole and (plain := _plain_passage(part, path, number, problems)):
            found.append(plain)
            continue
        tokens = markdown.parser().parse("\n".join(part))
        leads, wrong = markdown.check(tokens, part, path, number)
        links += leads
        problems += wrong
        nested += [number + (t.map[0] if t.map else 0) for t in tokens if t.type == "heading_open" and t.level]
        found += _parsed_passages(tokens, number, has_lead=not start)
    return found, links, problems, nested


def _starts(lines: Sequence[str]) -> list[int]:
    """Return where passages begin: at the first line and at each heading; and the number of lines."""
    return [0, *(n for n, line in enumerate(lines) if n and _START.match(line)), len(lines)]


def _plain_passage(lines: list[str], path: str, number: int, problems: list[Problem]) -> Passage | None:
    """Return a passage of plain paragraphs; None where a line may be anything else."""
    level, heading, first = 0, "", 0
    if _START.match(lines[0]):
        written = _HEADING.fullmatch(lines[0])
        if written is None:
            return None
        level, heading, first = len(written[1]), written[2], 1
    groups: list[Group] = []
    starts: list[int] = []
    open_paragraph: list[str] = []
    for offset in range(first, len(lines)):
        line = lines[offset]
        if _LINE.fullmatch(line):
            if not open_paragraph:
                groups.append(Plain(open_paragraph))
                starts.append(number + offset)
            open_paragraph.append(line)
        elif line.strip(" "):
            return None
        else:
            open_paragraph = []
    for group, start in zip(groups, starts, strict=True):
        assert isinstance(group, Plain)
        problems += paragraph_problems("\n".join(group.lines), Location(path, start))
    return Passage(level, heading, number, groups)


def _parsed_passages(tokens: Sequence[Token], number: int, *, has_lead: bool) -> list[Passage]:
    """Cut tokens at the headings that stand for themselves."""
    found = [Passage(0, "", number, [])] if has_lead else []
    position, depth = 0, 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "heading_open" and not token.level:
            line = number + (token.map[0] if token.map else 0)
            found.append(Passage(int(token.tag[1:]), markdown.plain_text(tokens[position + 1]), line, []))
            position += 3
            continue
        groups = found[-1].groups
        if depth == 0:
            groups.append(Parsed([]))
        group = groups[-1]
        assert isinstance(group, Parsed)
        group.tokens.append(token)
        depth += token.nesting
        position += 1
    return found


def _joined(lines: Iterable[str]) -> str:
    """Join the lines of a paragraph as HTML: without a space between two Chinese characters."""
    html = ""
    for line in lines:
        if html:
            html += "" if markdown.is_cjk(html[-1]) and markdown.is_cjk(line[0]) else "\n"
        html += line
    return html.replace('"', "&quot;")
