"""How the lines of an official text begin and end."""

import re

from zhaoshi.text.numerals import HAN, WrittenNumeral, written_numeral

_CIRCLED = re.compile("[①-⑳㉑-㉟㊱-㊿⑴-⒇]")
_ORDINAL = re.compile(rf"第{HAN}{{1,3}}[，,、：:]")
_MARK = re.compile(rf"{HAN}{{1,3}}[是要]")
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,8}\s*(?:[：:]|\d{1,3}\s*[：:](?!\d))")
LIST_MARK = re.compile(r"(?:[-*+·]\s+|[•●■◆▪➢]\s*)(?=[^\s\d*+-])")
"""What begins an item of a list without numbers: - 责任人：周某."""
_CLOSING = re.compile(r"特此(?:公示|公告|通报|报告|说明)")
_ATTACHED = re.compile(r"附\s*[件表]\s*(?:\d*\s*(?:[：:]|$)|\d{1,2}\s*[.．、])")
_AMOUNT = re.compile(r"\d[\d,，]*(?:[.．]\d+)?\s*(?:[余多]?[万亿]?元|[余多]?[万亿]|[%％]|个百分点)")
_NAMES_PROBLEM = re.compile(r"(?:问题|方面|情况)[”’）)]*。?$")
_TERMINAL = re.compile(r"[。！？!?；;：:…][”’」』）)\]】\"']*$")
_STARTERS = (
    "目前|截至目前|下一步|近年来|今年以来|去年以来|反馈以来|整改以来|巡察反馈后|反馈会后|收到反馈意见后|"
    "集中整改期间|整改期间|同时|此外"
)
STARTER = re.compile(rf"(?:{_STARTERS})[，,]")
"""Words that begin a sentence and stand in no heading."""

ANY_DATE = (
    r"(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|[〇○零Ｏ一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)"
)
"""A whole date in any spelling, as a regular expression."""
DATE_LINE = re.compile(rf"[（(]?\s*({ANY_DATE})\s*[）)]?")
"""A line that is a date and nothing else."""
_BODY_END = re.compile(
    r"(?:党组|党委|委员会|工委|工作委员会|党总支|总支部|党支部|支部|局|委|办|办公室|政府|公司|集团|学校|中学|小学|医院|中心|院|馆|所|街道|镇|乡|会|组)"
)


def numeral(line: str) -> WrittenNumeral | None:
    """Return the official numeral at the beginning of a line, if it is one: not 3.5, not 12个, not 3. 5万元."""
    found = written_numeral(line)
    if not found or found.number <= 0:
        return None
    is_fraction = found.text.endswith((".", "．")) and is_amount(found.rest) and not _NAMES_PROBLEM.search(found.rest)
    return None if is_fraction else found


def is_amount(text: str) -> bool:
    """Tell whether a text begins with a sum or a share, which may be what a break has left of one: 6万元, 5%."""
    return bool(_AMOUNT.match(text))


def begins_anew(line: str) -> bool:
    """Tell whether a line cannot go on with the one before it."""
    return bool(
        numeral(line)
        or _CIRCLED.match(line)
        or _ORDINAL.match(line)
        or _MARK.match(line)
        or _LABELLED.match(line)
        or LIST_MARK.match(line)
        or _ATTACHED.match(line)
        or _CLOSING.match(line)
    )


def is_date_line(line: str) -> bool:
    """Tell whether a line is a date and nothing else."""
    return bool(DATE_LINE.fullmatch(line))


def is_body_name(line: str) -> bool:
    """Tell whether a line can be the name of the body that issued the text, and nothing else."""
    return (
        4 <= len(line) <= 40
        and not re.search(rf"[。；，：！？:;,“”]|^[—－-]|{ANY_DATE}", line)
        and written_numeral(line) is None
        and bool(_BODY_END.search(line[-4:]))
        and not re.search(r"(?:问题|情况|机制|工作|打算)$", line)
    )


def is_attached(line: str) -> bool:
    """Tell whether a line begins the list of attachments."""
    return bool(_ATTACHED.match(line))


def ends_sentence(line: str) -> bool:
    """Tell whether a line ends as a paragraph does."""
    return bool(_TERMINAL.search(line))


def paired(text: str) -> str:
    """Return a text in which the straight mark that closes “, or opens what ” closes, has the form of its partner.

    Only the first sentence is looked at, and only where one mark is missing: “甲" is closed, “甲"乙" is not.
    """
    first, stop, rest = text.partition("。")
    if first.count('"') % 2 == 0:
        return text
    missing = first.count("“") - first.count("”")
    opening, closing = first.find('"'), first.rfind('"')
    if missing == 1 and first.find("“") < closing:
        first = first[:closing] + "”" + first[closing + 1 :]
    elif missing == -1 and opening < first.rfind("”"):
        first = first[:opening] + "“" + first[opening + 1 :]
    return first + stop + rest


def open_quote(text: str) -> int | None:
    """Return where the first quotation mark or title mark stands that is not closed in a text."""
    stack: list[tuple[str, int]] = []
    for position, sign in enumerate(paired(text).replace("(", "（").replace(")", "）")):
        if sign in "“‘《（":
            stack.append((sign, position))
        elif sign in "”’》）":
            partner = "“‘《（"["”’》）".index(sign)]
            if stack and stack[-1][0] == partner:
                stack.pop()
    return stack[0][1] if stack else None


def sentence_end(text: str, start: int = 0) -> int | None:
    """Return the offset behind the first full stop outside quotation marks and brackets."""
    text = paired(text)
    depth = 0
    for position in range(start, len(text)):
        sign = text[position]
        if sign in "“‘《（(":
            depth += 1
        elif sign in "”’》）)":
            depth = max(0, depth - 1)
        elif sign in "。！？" and not depth:
            return position + 1
    return None
