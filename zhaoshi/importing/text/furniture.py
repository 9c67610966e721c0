"""What a web page or a printed page puts around a text: where one is, sizes of type, counters, page numbers."""

import re

_SIZE = r"[\[【（(]?\s*(?:超大|特大|大|中|小|A\+|A-|A)\s*[\]】）)]?"
_TOKEN = (
    r"(?:"
    r"(?:您?(?:现在|当前|所在)的?|当前所?在?)位置\s*[:：].*"
    r"|(?:网站)?首页\s*(?:[>＞»›/\\|]|-{1,2}>?|→).*"
    rf"|字\s*[号体]\s*(?:大小|选择)?\s*[:：]?(?:\s*{_SIZE})*"
    r"|(?:保护视力色|视力保护色|护眼模式)\s*[:：]?(?:\s*[□■●○])*"
    r"|(?:浏览|访问|点击|阅读|查看)(?:次数|人次|量|数|率)?\s*[:：]?\s*[\d,]+\s*(?:次|人次)?"
    r"|(?:浏览|访问|点击|阅读)(?:次数|人次|量|数|率)\s*[:：]?"
    rf"|[\[【（(]\s*字\s*[号体]\s*(?:大小)?\s*[:：]?(?:\s*{_SIZE})*\s*[\]】）)]"
    r"|分享(?:到|至)?\s*[:：]?(?:\s*(?:微信|微博|新浪微博|朋友圈|QQ空间|QQ好友|QQ|更多))*"
    r"|(?:微信|微博)扫一扫[^。]{0,20}|扫一扫[^。]{0,20}(?:手机|页面|分享)[^。]{0,10}"
    r"|(?:语音|全文)?(?:朗读|播报)(?:本页|全文|文章)?|(?:播放|暂停)语音|收听"
    r"|打印(?:本页|此页|本文|文章|页面)?|关闭(?:窗口|本页|页面)?|收藏(?:本页)?|纠错|返回(?:顶部|列表|首页)?"
    r"|(?:上|下)一[篇条]\s*[:：].*"
    rf"|[\[【（(]\s*(?:打印|关闭|收藏|字体[:：]?|大|中|小|打印本页|关闭窗口|纠错|朗读|分享|返回顶部)\s*(?:{_SIZE}\s*)*[\]】）)]"
    r")"
)
_LINE = re.compile(rf"[\s|｜丨·/>]*{_TOKEN}(?:[\s|｜丨·/]*{_TOKEN})*[\s|｜丨·/]*")
_RULE = re.compile(r"[-—_=*＊·\s]{3,}")
_PAGE_NUMBER = re.compile(r"(?:[-—－–]{1,2}\s*\d{1,3}\s*[-—－–]{1,2}|第\s*\d{1,3}\s*页(?:[\s，,/]*共\s*\d{1,3}\s*页)?)")


def is_furniture(line: str) -> bool:
    """Tell whether a line holds nothing but what a web page puts around a text."""
    return len(line) <= 200 and bool(_LINE.fullmatch(line) or _RULE.fullmatch(line))


def is_page_number(line: str) -> bool:
    """Tell whether a line is the number of a printed page: — 3 —, 第3页 共10页."""
    return bool(_PAGE_NUMBER.fullmatch(line))
