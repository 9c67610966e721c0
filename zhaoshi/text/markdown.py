"""Markdown as official Chinese text needs it: no HTML, no indented code, emphasis and line breaks that know CJK."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from msgspec import Struct

from zhaoshi.problems import Location, Problem, doubt, msg
from zhaoshi.text import paragraphs
from zhaoshi.text.decoding import control_character
from zhaoshi.text.lost_signs import lost_sign
from zhaoshi.text.masked_names import masked_names

MAX_BYTES = 2_000_000

SAFE_SCHEMES = ("https", "http", "mailto", "tel")
"""Schemes that a link may have."""

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_HTML = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--(?:(?!<!--).)*?--|![a-zA-Z][^<>]*|\?(?:(?!<\?).)*?\?)>|<!--", re.DOTALL)
_BROKEN_LINK = re.compile(r"\][(（][^)）]*[)）]?")
_FOOTNOTE = re.compile(r"(?<![\\`])\[\^[^\]\s]{1,20}\](?!\()")
_WITHOUT_SCHEME = re.compile(r"(?i)www\.|(?:[a-z0-9-]+\.)+(?:cn|com|org|net|gov|edu)(?:[/?#:]|$)")
_PICTURE = re.compile(r"(?i).+\.(?:jpe?g|png|webp|gif)")
_CJK = re.compile(
    r"[\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u2014\u2018-\u201d\u2026]|[\U00020000-\U0003ffff]"
)
_ASTERISKS = re.compile(r"\*+")
_IN_WORD = re.compile("[0-9A-Za-z]{2}")
_ENDING = frozenset("、，。；：！？）》〉」』】〕”’…,.;:!?)]")
_BEGINNING = frozenset("（《〈「『【〔“‘([")
_WIDTHS = {"narrow": 4, "short": 8}
"""Width of the widest cell of a column, by what it is called: a Chinese character counts for two."""
_NO_TAG = "< "
"""Stands for what no tag reaches across."""


class Link(Struct, frozen=True, array_like=True):
    """Where a link or an image leads."""

    target: str
    """As it stands in the HTML: `attachments/rules.pdf`, `https://example.org/`, `#2.1`."""
    is_image: bool
    at: Location


@cache
def parser() -> MarkdownIt:
    """Return the one parser of the project."""
    md = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    md.enable("table")
    # Indented paragraphs are common in pasted text, and a line "---" under a paragraph is a divider, not a heading.
    # “[注1]: 已缴纳” is words; as the address of a link elsewhere it would not appear.
    md.disable(["code", "lheading", "reference", "html_block", "html_inline"])
    md.inline.ruler.at("emphasis", emphasis)
    md.core.ruler.push("cell_classes", _classes_of_cells)
    md.core.ruler.before("text_join", "html_written", _html_written)
    md.validateLink = _any_link  # type: ignore[assignment, method-assign]  # checked on the tokens, where a place can be named
    return md


def _any_link(_url: str) -> bool:
    return True


def _html_written(state: StateCore) -> None:
    """Note tags and broken links in a text, before what was escaped is joined to it: that is the sign itself."""
    for token in state.tokens:
        text = bare = ""
        for child in token.children or []:
            text += child.content if child.type in ("text", "text_special") else _NO_TAG
            bare += {"text": child.content, "text_special": " " * len(child.content)}.get(child.type, _NO_TAG)
        if tags := [text[found.start() : found.end()] for found in _HTML.finditer(bare)]:
            token.meta["html"] = tags
        if broken := _BROKEN_LINK.search(bare):
            token.meta["broken"] = broken[0]


def _classes_of_cells(state: StateCore) -> None:
    """Say by class how cells are aligned, and which columns are narrow.

    A style in the page would need a weaker Content-Security-Policy.
    """
    for column in _columns(state.tokens):
        widest = max((_width(words) for cell, words in column if cell.type == "td_open"), default=0)
        name = next((name for name, width in _WIDTHS.items() if widest <= width), "")
        for cell, _ in column:
            side = str(cell.attrs.pop("style", "")).partition(":")[2]
            if classes := " ".join(filter(None, (f"align-{side}" if side else "", name))):
                cell.attrs["class"] = classes


def _columns(tokens: Sequence[Token]) -> Iterator[list[tuple[Token, str]]]:
    """Yield the columns of all tables, the cells of each with their words."""
    columns: list[list[tuple[Token, str]]] = []
    column = 0
    for token, following in pairwise(tokens):
        if token.type == "table_open":
            columns = []
        elif token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            columns += [[]] if column == len(columns) else []
            columns[column].append((token, following.content))
            column += 1
        if following.type == "table_close":
            yield from columns


def _width(words: str) -> int:
    return sum(2 if is_cjk(character) else 1 for character in words)


def is_cjk(character: str) -> bool:
    """Tell whether a character is set solid, without spaces between words."""
    return bool(_CJK.match(character))


def emphasis(state: StateInline, silent: bool) -> bool:
    """Tokenise `**`, the only emphasis that official texts have, so that **“三重一大”**制度 is bold.

    Chinese has no spaces between words, so that the marks beside a pair decide: it opens before anything but space and
    marks that end something, and closes behind anything but space and marks that begin something. Every other `*` is
    the sign itself (3*4米, 138****1234), and so is a pair inside a number or a Latin word, and every `_`.
    """
    run = None if silent else _ASTERISKS.match(state.src, state.pos, state.posMax)
    if not run:
        return False
    state.pos = run.end()
    before = state.src[run.start() - 1] if run.start() else " "
    after = state.src[run.end()] if run.end() < state.posMax else " "
    if len(run[0]) != 2 or _IN_WORD.fullmatch(before + after):
        state.pending += run[0]
        return True
    can_open = not after.isspace() and after not in _ENDING
    can_close = not before.isspace() and before not in _BEGINNING
    for sign in run[0]:
        token = state.push("text", "", 0)
        token.content = sign
        state.delimiters.append(Delimiter(ord(sign), 2, len(state.tokens) - 1, end=-1, open=can_open, close=can_close))
    return True


def bold_part(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the longest part of a stretch of a line that `**` on both sides makes bold; it may be empty."""
    while start < end and (text[start].isspace() or text[start] in _ENDING or _is_in_word(text, start)):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _BEGINNING or _is_in_word(text, end)):
        end -= 1
    return start, end


def _is_in_word(text: str, place: int) -> bool:
    return bool(place and _IN_WORD.fullmatch(text[place - 1 : place + 1]))


class _Renderer(RendererHTML):
    """HTML as it stands in a page: no space where a line broke between two Chinese characters, tables that scroll."""

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        tokens[idx].attrSet("tabindex", "0")  # a wide table scrolls, also for who has no mouse
        return self.renderToken(tokens, idx, options, env)

    def softbreak(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        before = next((t.content[-1] for t in reversed(tokens[:idx]) if t.content), " ")
        after = next((t.content[0] for t in tokens[idx + 1 :] if t.content), " ")
        return "" if is_cjk(before) and is_cjk(after) else "\n"


def plain_text(inline: Token) -> str:
    """Return the text of an inline token without its markup."""
    text = ""
    broken = False
    for child in inline.children or []:
        if child.type in ("softbreak", "hardbreak"):
            broken = True
        elif child.type in ("text", "code_inline") and child.content:
            if broken and text and not (is_cjk(text[-1]) and is_cjk(child.content[0])):
                text += " "
            text += child.content
            broken = False
    return text.strip()


def check(
    tokens: Sequence[Token], lines: Sequence[str], path: str, first_line: int
) -> tuple[list[Link], list[Problem]]:
    """Return where the links lead, and what may not stand in a text: HTML, unsafe schemes, images from elsewhere.

    `lines` are those of the body, which begins on `first_line` of the file.
    """
    links: list[Link] = []
    problems: list[Problem] = []
    for position, token in enumerate(tokens):
        problems += table_problems(token, lines, path, first_line)
        problems += lost_sign(tokens, position, lines, Location(path, first_line))
        if token.type != "inline":
            continue
        start = token.map[0] if token.map else 0
        end = token.map[1] if token.map else start + 1
        tags: list[str] = token.meta.get("html", [])
        problems += [_html_problem(tag, _find(tag, lines, start, end, path, first_line)) for tag in tags]
        if broken := token.meta.get("broken"):
            problems.append(_broken_link(_find(broken, lines, start, end, path, first_line)))
        notes = dict.fromkeys(_FOOTNOTE.findall(token.content)) if "[^" in token.content else {}
        problems += [_footnote(note, _find(note, lines, start, end, path, first_line)) for note in notes]
        stands_alone = tokens[position - 1].type == "paragraph_open" and token.level == 1
        judge = paragraphs.paragraph_problems if stands_alone else paragraphs.line_problems
        problems += judge(token.content, Location(path, start + first_line))
        children = token.children or []
        problems += [
            _masked_name(words, _find(beginning, lines, start, end, path, first_line))
            for words, beginning in masked_names(children)
        ]
        for index, child in enumerate(children):
            if problem := control_character(child.content, Location(path, start + first_line)):
                problems.append(problem)
            for name in ("href", "src"):
                if name not in child.attrs or (notes and children[index + 1].content.startswith("^")):
                    continue
                target = str(child.attrs[name])
                at = _find(target or "]()", lines, start, end, path, first_line)
                if name == "src" and not child.content.strip():
                    problems.append(_image_without_words(at))
                if problem := link_problem(target, at, is_image=name == "src"):
                    problems.append(problem)
                    child.attrs[name] = ""
                else:
                    links.append(Link(target, name == "src", at))
    return links, problems


def link_problem(target: str, at: Location, *, is_image: bool = False) -> Problem | None:
    """Say what is wrong with a link's target, if anything."""
    scheme = _SCHEME.match(target)
    hint = msg("links begin with https://, http://, mailto:, tel: or attachments/")
    if not target:
        return Problem(at, "link.target", msg("the link has no address"), hint)
    if target.startswith(("//", "/\\", "\\")) or (scheme and scheme[1].lower() not in SAFE_SCHEMES):
        return Problem(
            at,
            "link.target",
            msg("a link may not lead to “{target}”", target=unquote(target)),
            hint,
        )
    if not scheme and _WITHOUT_SCHEME.match(target):
        return Problem(
            at,
            "link.without-scheme",
            msg("the address “{target}” does not begin with https:// or http://", target=unquote(target)),
            msg("write https://{target}", target=unquote(target)),
        )
    if is_image and not scheme and not _PICTURE.fullmatch(target):
        return Problem(
            at,
            "link.no-picture",
            msg("“{target}” is no picture that a page can show", target=unquote(target)),
            msg("take the “!” before the bracket out, or save the picture as PNG or JPEG"),
        )
    if is_image and scheme:
        return Problem(
            at,
            "link.image-elsewhere",
            msg("the image “{target}” lies on another site", target=unquote(target)),
            msg("save it in the folder attachments/ and name it from there"),
        )
    return None


def _image_without_words(at: Location) -> Problem:
    return doubt(
        at,
        "link.picture-without-words",
        msg("nothing is said of the picture for readers who cannot see it"),
        msg("write between the square brackets what it shows: ![what it shows](attachments/…)"),
    )


def table_problems(token: Token, lines: Sequence[str], path: str, first_line: int) -> Iterator[Problem]:
    """Say what is wrong with a table, or a row of one, that begins with a token; see `check`."""
    if token.type == "table_open" and token.map:
        yield from _surplus_cells(lines, token.map, path, first_line)
    elif token.type == "tr_open" and token.map and "|" not in lines[token.map[0]]:
        yield from _row_without_bars(lines, token.map[0], path, first_line)


def _surplus_cells(lines: Sequence[str], rows: Sequence[int], path: str, first_line: int) -> Iterator[Problem]:
    """Name the rows of a table, first and behind the last of `lines`, with words in cells for which it has no head."""
    columns = len(_cells(lines[rows[0]]))
    for number in range(rows[0], min(rows[1], len(lines))):
        cells = _cells(lines[number])
        if any(map(str.strip, cells[columns:])):
            yield Problem(
                Location(path, number + first_line),
                "markdown.surplus-cells",
                msg(
                    "this row has {cells} cells and the head of its table {columns}: the rest would not appear",
                    cells=len(cells),
                    columns=columns,
                ),
                msg("give every column a head; a bar that is a sign is written \\|"),
            )


def _cells(line: str) -> list[str]:
    """Part the row of a table as the parser does."""
    cells = escapedSplit(line.strip())
    return cells[not cells[0] : len(cells) - (len(cells) > 1 and not cells[-1])]


def _row_without_bars(lines: Sequence[str], number: int, path: str, first_line: int) -> Iterator[Problem]:
    """Doubt words that a table takes for its row, once for all that follow each other."""
    if "|" in lines[number - 1]:
        yield doubt(
            Location(path, number + first_line),
            "markdown.table-row",
            msg("this line becomes a row of the table above it"),
            msg("put an empty line between the table and the words below it"),
        )


def _masked_name(words: str, at: Location) -> Problem:
    return doubt(
        at,
        "markdown.masked-name",
        msg("“{words}” shows the words between the signs in bold, while the signs seem to hide names", words=words),
        msg("write 张某某 for a hidden name, or 张\\*\\* to show the signs; bold words may stay"),
    )


def _footnote(mark: str, at: Location) -> Problem:
    return Problem(
        at,
        "markdown.footnote",
        msg("“{mark}” would be a footnote, which texts here do not have", mark=mark),
        msg("write the note into the text, or mark it with ［注1］ and put it at the end"),
    )


def _html_problem(tag: str, at: Location) -> Problem:
    return Problem(
        at,
        "markdown.html",
        msg("HTML such as “{tag}” is not allowed in a text", tag=tag),
        msg("use Markdown: **bold**, lists, tables, links; write \\< for the sign itself"),
    )


def _broken_link(at: Location) -> Problem:
    return Problem(
        at,
        "markdown.broken-link",
        msg("a link is not written as one and would appear with its brackets"),
        msg("write [words](address) with half-width brackets; an address with spaces stands in < >"),
    )


def _find(needle: str, lines: Sequence[str], start: int, end: int, path: str, first_line: int) -> Location:
    for number in range(start, min(end, len(lines))):
        for spelling in (needle, unquote(needle)):
            if spelling and (column := lines[number].find(spelling)) >= 0:
                return Location(path, number + first_line, column + 1)
    return Location(path, start + first_line)


def rendered(tokens: Sequence[Token]) -> str:
    """Render blocks as HTML."""
    md = parser()
    return str(md.renderer.render(tokens, md.options, {})).strip()


def rendered_inline(children: Sequence[Token]) -> str:
    """Render what stands inside a paragraph as HTML."""
    md = parser()
    return str(md.renderer.renderInline(children, md.options, {})).strip()  # type: ignore[attr-defined]


def html(text: str) -> str:
    """Render a whole text."""
    return str(parser().render(text)).strip()
