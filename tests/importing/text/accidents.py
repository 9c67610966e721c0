"""Random notices as trees, the lines they are written in, and what happens to such lines on their way to an importer.

`trees()` draws a tree, `lines_of` writes it down as an office would; each function of `ACCIDENTS` damages the lines in
one way that real files are damaged in, so that the tree can still be told. `said` is what every reader has to get back.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from hypothesis import strategies as st

from zhaoshi.text.numerals import Numbering, Style

_WORDS = (
    "组织党员干部学习传达上级精神研究部署巡察整改工作压实责任完善制度强化监督检查规范管理程序加强队伍建设提升服务质量"
    "公开办事流程清理账目追缴资金开展培训走访群众听取意见建立台账逐项销号举一反三健全机制"
)
_HAN = "".join(sign for sign in _WORDS if sign not in "一三项是要日年月") * 2
_NUMBERINGS: tuple[Numbering, ...] = (
    (Style.HAN, Style.HAN_BRACKET, Style.ARABIC, Style.ARABIC_BRACKET),
    (Style.HAN, Style.HAN_BRACKET, Style.ARABIC),
    (Style.HAN_BRACKET, Style.ARABIC, Style.ARABIC_BRACKET),
    (Style.HAN, Style.ARABIC, Style.ARABIC_BRACKET),
    (Style.HAN, Style.HAN_BRACKET),
    (Style.HAN, Style.ARABIC),
    (Style.HAN_BRACKET, Style.ARABIC),
    (Style.ARABIC, Style.ARABIC_BRACKET),
    (Style.HAN,),
    (Style.HAN_BRACKET,),
    (Style.ARABIC,),
)
_MARKS = ("一是", "二是", "三是")


@dataclass(frozen=True, slots=True)
class Node:
    """A section."""

    title: str
    body: tuple[str, ...] = ()
    children: "tuple[Node, ...]" = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """A notice: at least one section, no deeper than its numbering."""

    numbering: Numbering
    lead: tuple[str, ...]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text file, or a paragraph of another file."""

    text: str
    level: int = 0
    """Of a heading; 0 for a paragraph, or for what is left of one."""
    numeral: str = ""
    """The beginning of `text` that numbers the heading."""


def lines_of(tree: Tree) -> list[Line]:
    """Write a tree down without any accident."""
    return [Line(text) for text in tree.lead] + list(_lines(tree.nodes, tree.numbering, 1))


def _lines(nodes: Sequence[Node], numbering: Numbering, level: int) -> Iterator[Line]:
    for number, node in enumerate(nodes, start=1):
        numeral = numbering[level - 1].numeral(number)
        yield Line(numeral + node.title, level, numeral)
        yield from (Line(text) for text in node.body)
        yield from _lines(node.children, numbering, level + 1)


def said(tree: Tree) -> list[tuple[str, str]]:
    """Return the code and the words of every section, in order, and of the lead under the code “”."""
    found = [("", "\n".join(tree.lead))]
    found += _said(tree.nodes, "")
    return found


def _said(nodes: Sequence[Node], above: str) -> Iterator[tuple[str, str]]:
    for number, node in enumerate(nodes, start=1):
        code = f"{above}.{number}" if above else str(number)
        yield code, "\n".join([node.title, *node.body])
        yield from _said(node.children, code)


# Trees


@st.composite
def _han(draw: st.DrawFn, least: int, most: int) -> str:
    start = draw(st.integers(0, len(_HAN) // 2))
    return _HAN[start : start + draw(st.integers(least, most))]


@st.composite
def _sentences(draw: st.DrawFn) -> str:
    return "，".join(draw(st.lists(_han(8, 24), min_size=2, max_size=4))) + "。"


@st.composite
def _paragraphs(draw: st.DrawFn) -> str:
    sentences = draw(st.lists(_sentences(), min_size=1, max_size=3))
    if len(sentences) > 1 and draw(st.booleans()):
        return "".join(mark + sentence for mark, sentence in zip(_MARKS, sentences, strict=False))
    return draw(st.sampled_from(["", "", "目前，"])) + "".join(sentences)


@st.composite
def _titles(draw: st.DrawFn) -> str:
    words = draw(_han(5, 20))
    match draw(st.integers(0, 9)):
        case 0:
            return f"关于“{words}”的问题"
        case 1:
            return f"关于“{words}”方面"
        case 2:
            return f"关于“{words}”问题整改进展情况。"
        case 3:
            return f"关于“{words}”"
        case 4:
            return f"关于“{words[:3]}‘{words[3:]}’{draw(_han(3, 6))}”的问题"
        case 5:
            return f"关于“{draw(_sentences())}{words}。”的问题。"
        case 6:
            return f"“{words}”的问题"
        case 7:
            return "，".join(draw(st.lists(_han(10, 20), min_size=3, max_size=5))) + "。"
        case 8:
            return words[:12] + "，" + draw(_han(4, 8))
        case _:
            return words[:14]


@st.composite
def _nodes(draw: st.DrawFn, depth: int, most: int) -> tuple[Node, ...]:
    found = []
    for _ in range(draw(st.integers(1, most))):
        children = draw(_nodes(depth - 1, most)) if depth > 1 and draw(st.booleans()) else ()
        least = 0 if children else 1
        body = draw(st.lists(_paragraphs(), min_size=least, max_size=2))
        found.append(Node(draw(_titles()), tuple(body), children))
    return tuple(found)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Draw a notice of any numbering."""
    numbering = draw(st.sampled_from(_NUMBERINGS))
    return Tree(numbering, (draw(_sentences()),), draw(_nodes(len(numbering), 3)))


# Accidents

Accident = Callable[[list[Line], Random], list[Line]]

_UNSURE_END = re.compile(r"(?:问题|方面|情况|打算|安排|[一二三四五六七八九十]+[是要]?)$")
_UNSURE_BEGIN = re.compile(r"[一二三四五六七八九十第①附]|[\u4e00-\u9fff]{2,8}[：:]")


def numerals_in_every_spelling(lines: list[Line], random: Random) -> list[Line]:
    """Write 1. as 1、 and brackets half-width, or one of the two."""

    def spelt(line: Line) -> Line:
        if not line.level:
            return line
        numeral = line.numeral
        if numeral.startswith("（"):
            opening, closing = random.choice("（("), random.choice("）)")
            numeral = opening + numeral[1:-1] + closing
        elif numeral.endswith("."):
            numeral = numeral[:-1] + random.choice([".", "、", "．", ". ", "． "])
        elif random.random() < 0.3:
            numeral += " "
        return replace(line, text=numeral + line.text[len(line.numeral) :], numeral=numeral)

    return [spelt(line) for line in lines]


def heading_runs_on(lines: list[Line], random: Random) -> list[Line]:
    """Put a heading and its text on one line, where a full stop or the end of a quotation shows where they part."""
    parts = re.compile(r".*(?:。|”(?:的?问题|方面)?)")
    return _merged(lines, lambda heading, text: bool(parts.fullmatch(heading)) and random.random() < 0.6)


def heading_is_glued(lines: list[Line], random: Random) -> list[Line]:
    """Put a heading without a full stop and a text that begins with 目前 on one line, with nothing between."""
    plain = re.compile("[^“。]{1,36}")
    return _merged(
        lines,
        lambda heading, text: bool(plain.fullmatch(heading)) and text.startswith("目前，") and random.random() < 0.8,
    )


def _merged(lines: list[Line], test: Callable[[str, str], bool]) -> list[Line]:
    """Put headings and the paragraphs behind them on one line where a test of the two says so."""
    found: list[Line] = []
    merged = False
    for line in lines:
        if found and not merged and found[-1].level and not line.level and test(found[-1].text, line.text):
            found[-1] = replace(found[-1], text=found[-1].text + line.text)
            merged = True
        else:
            found.append(line)
            merged = False
    return found


def lines_break_in_words(lines: list[Line], random: Random) -> list[Line]:
    """Break long paragraphs in the middle of a word, as a copy from a PDF does."""
    found: list[Line] = []
    for line in lines:
        rest = line.text
        first = True
        while len(rest) > 45 and ("。" in line.text[: len(line.text) - len(rest) + 30] or not line.level):
            places = [
                place
                for place in range(22, min(40, len(rest) - 8))
                if "\u4e00" <= rest[place - 1] <= "\u9fff"
                and "\u4e00" <= rest[place] <= "\u9fff"
                and not _UNSURE_END.search(rest[:place])
                and not _UNSURE_BEGIN.match(rest[place:])
            ]
            if not places or random.random() < 0.3:
                break
            place = random.choice(places)
            found.append(replace(line, text=rest[:place]) if first else Line(rest[:place]))
            rest, first = rest[place:], False
        found.append(replace(line, text=rest) if first else Line(rest))
    return found


def headings_break_in_quotations(lines: list[Line], random: Random) -> list[Line]:
    """Break headings in the middle of what they quote."""
    found: list[Line] = []
    for line in lines:
        quoted = re.search(r"“([\u4e00-\u9fff]{4,})”", line.text) if line.level else None
        if quoted and random.random() < 0.5:
            place = random.randrange(quoted.start(1) + 2, quoted.end(1) - 1)
            found += [replace(line, text=line.text[:place]), Line(line.text[place:])]
        else:
            found.append(line)
    return found


def marks_stand_alone(lines: list[Line], random: Random) -> list[Line]:
    """Put 一是 alone on its line, or at the end of the line before."""
    found: list[Line] = []
    for line in lines:
        text, first = line.text, True
        for mark in _MARKS:
            at = text.find(mark)
            if at >= 0 and not line.level and (at == 0 or text[at - 1] == "。") and random.random() < 0.5:
                head, text = text[: at + 2], text[at + 2 :]
                found.append(replace(line, text=head) if first else Line(head))
                first = False
        found.append(replace(line, text=text) if first else Line(text))
    return found


def numeral_stands_alone(lines: list[Line], random: Random) -> list[Line]:
    """Put a numeral on a line of its own."""
    found: list[Line] = []
    for line in lines:
        if line.level and random.random() < 0.3:
            found += [replace(line, text=line.numeral.strip()), Line(line.text[len(line.numeral) :])]
        else:
            found.append(line)
    return found


def pages_are_numbered(lines: list[Line], random: Random) -> list[Line]:
    """Put numbers of printed pages between the lines."""
    found: list[Line] = []
    for line in lines:
        if found and random.random() < 0.2:
            number = random.randrange(1, 40)
            found.append(Line(random.choice([f"— {number} —", f"-{number}-", f"第{number}页"])))
        found.append(line)
    return found


def lines_are_indented(lines: list[Line], random: Random) -> list[Line]:
    """Indent lines by full-width or other spaces, and leave spaces at their ends."""
    return [
        replace(
            line, text=random.choice(["", "　　", "    ", "\u00a0\u00a0"]) + line.text + random.choice(["", " ", "　"])
        )
        for line in lines
    ]


def page_stands_around(lines: list[Line], random: Random) -> list[Line]:
    """Put around the text what a web page puts around it."""
    above = [
        "当前位置：首页 > 党务公开 > 巡察整改",
        "【字号：大 中 小】",
        "索引号：11500000/2023-00012",
        "来源:某区信息网 更新时间:2023-12-15 10:58 作者:佚名 责任编辑:某某",
        "浏览次数：1234",
    ]
    below = ["【打印本页】 【关闭窗口】", "分享到：微信 微博", "上一篇：另一篇通报"]
    top = [Line(text) for text in above if random.random() < 0.6]
    return top + lines + [Line(text) for text in below if random.random() < 0.6]


ACCIDENTS: tuple[Accident, ...] = (
    numerals_in_every_spelling,
    heading_runs_on,
    heading_is_glued,
    headings_break_in_quotations,
    marks_stand_alone,
    lines_break_in_words,
    numeral_stands_alone,
    pages_are_numbered,
    lines_are_indented,
    page_stands_around,
)
"""In the order in which they can befall the same lines."""
