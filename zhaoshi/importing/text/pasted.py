"""Plain text and Markdown, as they are pasted from a web page or saved by an office, to a manuscript."""

import re
from dataclasses import replace
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.token import Token

from zhaoshi.importing.manuscript import Link, Manuscript, Paragraph, Remark, bold_in, links_in, table_of
from zhaoshi.importing.text.bullets import with_items
from zhaoshi.importing.text.tabbed import with_tables
from zhaoshi.problems import BuildFailed, Location, Problem, msg
from zhaoshi.text import markdown, yaml_nodes
from zhaoshi.text.decoding import decode

_COMMON = re.compile("[的一是在和了不有中个年月日区县市委党组织问题整改情况巡察关于强任]")
_HAN = re.compile("[\u4e00-\u9fff]")
_RULE = re.compile(r"\s*+\|?(?:\s*+:?-++:?\s*+\|)*+(?:\s*+:?-++:?)?\s*+")
"""The line below the head of a table in Markdown."""
_RARE = re.compile("[\ue000-\uf8ff\ufffd]")


def read_text(data: bytes, name: str) -> Manuscript:
    """Read a `.txt` or `.md` file; raises `BuildFailed` where it is no text, too large, or in an unknown encoding.

    GB18030, in which Chinese offices save text, is taken where it decodes strictly and reads like Chinese.
    """
    if len(data) > markdown.MAX_BYTES:
        raise BuildFailed([yaml_nodes.too_large(name, markdown.MAX_BYTES)])
    data = data.replace(b"\x0b", b"\n").replace(b"\x0c", b"\n")
    remarks: list[Remark] = []
    legacy = _gb18030(data)
    if legacy is not None:
        data = legacy.encode()
        remarks.append(
            Remark(0, "import.encoding", msg("the file is saved as {encoding}; it was converted", encoding="GB18030"))
        )
    text, problems = decode(data, name)
    if problems:
        raise BuildFailed(problems)
    if not text.strip():
        raise BuildFailed([Problem(Location(name), "import.empty", msg("the file holds no text"))])
    is_markdown = name.lower().endswith((".md", ".markdown"))
    if is_markdown and text.startswith("---\n") and "\n---" in text[4:]:
        raise BuildFailed(
            [
                Problem(
                    Location(name),
                    "import.source",
                    msg("the file begins with facts between “---”, so it is a source already"),
                    msg("put it into content/notices/ID/ as notice.md"),
                )
            ]
        )
    if is_markdown:
        read = with_items(_markdown_paragraphs(text, name), text.split("\n"))
    else:
        read, barred = _paragraphs(text, name)
        remarks += barred
    paragraphs, tables = with_tables(read)
    return Manuscript(name, tuple(paragraphs), (), (*remarks, *tables))


def _gb18030(data: bytes) -> str | None:
    """Decode what is not UTF-8 but Chinese in the encoding of older programs; None for all else."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return None
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    else:
        return None
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    han = len(_HAN.findall(text))
    return text if han and len(_COMMON.findall(text)) * 20 >= han and not _RARE.search(text) else None


def _paragraphs(text: str, name: str) -> tuple[list[Paragraph], list[Remark]]:
    """Read plain text, a paragraph a line; Markdown's tables are so plain that they are read as such, and named.

    Raises `BuildFailed` where words of a table would be lost.
    """
    paragraphs: list[Paragraph] = []
    remarks: list[Remark] = []
    for has_bars, group in groupby(enumerate(text.split("\n"), start=1), lambda numbered: "|" in numbered[1]):
        lines = list(group)
        rules = (index for index, (_, line) in enumerate(lines) if index and has_bars and _RULE.fullmatch(line))
        head = next(rules, len(lines) + 1) - 1
        rows = [line for _, line in lines[head:]]
        table = _markdown_paragraphs("\n".join(rows), name, lines[head][0]) if rows else []
        if len(table) != 1 or not (cells := table[0].rows):
            head, table = len(lines), []
        else:
            columns = len(cells[0])
            message = msg("{rows} lines with bars became a table of {columns} columns", rows=len(rows), columns=columns)
            remarks.append(Remark(table[0].line, "import.table", message, rows[0].strip(), is_repair=True))
        paragraphs += [Paragraph(number, line) for number, line in lines[:head] if line.strip()]
        paragraphs += table
    return paragraphs, remarks


def _parser() -> MarkdownIt:
    """Make a parser that leaves numerals, marks and rules as they are written."""
    md = MarkdownIt("commonmark", {"html": False}).enable("table")
    md.inline.ruler.at("emphasis", markdown.emphasis)
    return md.disable(
        ["code", "fence", "blockquote", "hr", "list", "reference", "lheading", "html_block", "html_inline"]
    )


def _markdown_paragraphs(text: str, name: str, first_line: int = 1) -> list[Paragraph]:
    """Read Markdown; raises `BuildFailed` where words of a table would be lost, or swallowed by it."""
    tokens = _parser().parse(text)
    lines = text.split("\n")
    if wrong := [problem for token in tokens for problem in markdown.table_problems(token, lines, name, first_line)]:
        raise BuildFailed(wrong)
    levels = [int(token.tag[1:]) for token in tokens if token.type == "heading_open"]
    # A single “#” is the title; where there are several, “#” is the first level of the text.
    first = 1 if levels.count(1) == 1 and levels[0] == 1 else min(levels, default=1) - 1
    paragraphs: list[Paragraph] = []
    rows: list[list[Paragraph]] = []
    for position, token in enumerate(tokens):
        line = (token.map[0] if token.map else 0) + first_line
        match token.type:
            case "table_open":
                rows, table_line = [], line
            case "tr_open":
                rows.append([])
            case "table_close":
                paragraphs.append(table_of(table_line, rows))
                rows = []
            case "inline" if rows:
                rows[-1].append(_inline(token))
            case "inline":
                opening = tokens[position - 1]
                found = replace(_inline(token), line=line)
                if opening.type == "heading_open":
                    found = replace(found, level=int(opening.tag[1:]) - first)
                paragraphs += _by_line(found)
    return [paragraph for paragraph in paragraphs if paragraph.text.strip() or paragraph.rows]


def _inline(token: Token) -> Paragraph:
    """Return the words of an inline token with what is bold and what is linked."""
    text = ""
    bold: list[tuple[int, int]] = []
    links: list[Link] = []
    starts: list[int] = []
    target, link_start = "", 0
    for child in token.children or []:
        match child.type:
            case "softbreak" | "hardbreak":
                text += "\n"
            case "strong_open":
                starts.append(len(text))
            case "strong_close":
                start = starts.pop()
                if not starts and len(text) > start:
                    bold.append((start, len(text)))
            case "link_open":
                target, link_start = str(child.attrs["href"]), len(text)
            case "link_close":
                if len(text) > link_start:
                    links.append(Link(link_start, len(text), target))
            case "image":
                text += f"![{child.content}]({child.attrs['src']})"
            case _:
                text += child.content
    return Paragraph(0, text, bold=tuple(bold), links=tuple(links))


def _by_line(paragraph: Paragraph) -> list[Paragraph]:
    """Part a paragraph into its lines, so that each has its own number."""
    found: list[Paragraph] = []
    offset = 0
    for number, line in enumerate(paragraph.text.split("\n")):
        end = offset + len(line)
        found.append(
            Paragraph(
                paragraph.line + number,
                line,
                level=paragraph.level if number == 0 else None,
                bold=bold_in(paragraph.bold, offset, end),
                links=links_in(paragraph.links, offset, end),
            )
        )
        offset = end + 1
    return found
