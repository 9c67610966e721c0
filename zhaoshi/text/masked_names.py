"""Names hidden by asterisks (张**同志、李**同志): two of them make a pair, and what stands between them bold."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

_SURNAME = (
    "(?:欧阳|司马|上官|诸葛|夏侯|皇甫|令狐|慕容|尉迟|司徒|东方|长孙|宇文|端木|独孤|南宫|"
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蒋蔡余杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆汪范"
    "金石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施牛樊葛邢安齐庞伍庄聂"
    "章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕"
    "屈饶解牟艾尤阳穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂佟臧闵苟邬边卞姬师仇栾隋商刁"
    "沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝])"
)
_TITLE = r"(?:同志|先生|女士|某|等人|等同志|等(?:\d+|[两二三四五六七八九十]+)[名人位])"
"""Behind a surname and a pair of signs it belongs to a name."""
_APART = r"(?:^|[^\u4e00-\u9fff]|[与及由对给让经被记长任理席员师])"
"""What a name begins behind, where no title says that it is one: a mark, “与”, or the end of an office."""
_PAIR = re.compile(rf"(?P<before>{_SURNAME}?)\*\*(?P<inner>[^*]*)\*\*(?=(?P<after>{_TITLE}?))")
_ENDS_WITH_SURNAME = re.compile(rf"{_SURNAME}$")
_ENDS_WITH_NAME = re.compile(rf"(?:{_APART}|和){_SURNAME}$")
_BEGINS_WITH_TITLE = re.compile(_TITLE)
_LONGEST = 40


def masked_names(children: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield the bold words whose signs seem to hide names, as one could have written them, and how they begin.

    Certain is nothing: `张**同志**` can be meant as bold. So the meaning of signs does not depend on the words beside
    them, and who reads the doubt decides.
    """
    if not any(child.type == "strong_open" for child in children):
        return
    for pair in _PAIR.finditer("".join(map(_written, children))):
        before, inner, after = pair["before"], pair["inner"], pair["after"]
        opens = before and (_BEGINS_WITH_TITLE.match(inner) or _ENDS_WITH_NAME.search(inner))
        closes = after and _ENDS_WITH_SURNAME.search(inner)
        if opens or closes:
            shown = inner if len(inner) <= _LONGEST else f"{inner[: _LONGEST // 2]}……{inner[-_LONGEST // 2 :]}"
            yield f"{before}**{shown}**{after}", f"{before}**{inner[:2]}"


def _written(token: Token) -> str:
    """Return a piece of a text with the signs of bold words, and no others."""
    if token.type in ("strong_open", "strong_close"):
        return "**"
    return token.content.replace("*", "＊")
