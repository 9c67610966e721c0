"""The words of a finding without what differs from one document to the next: numeral, quotation marks, frame."""

import re
from unicodedata import normalize

from zhaoshi.text.numerals import written_numeral

_TAIL = re.compile(r"(的?问题)?(整改)?(工作)?(进展|完成|落实)?(情况)?$|(方面)?(存在)?的?问题$|方面$")


def bare(text: str) -> str:
    """Return a finding's words without numeral, punctuation, quotation marks and the frame 关于……的问题."""
    text = normalize("NFKC", " ".join(text.split()))
    numeral = written_numeral(text)
    text = re.sub(r"[\W_]", "", numeral.rest if numeral and numeral.rest else text).lower()
    text = re.sub(r"^(关于|针对|对)", "", text)
    return _TAIL.sub("", text) or text
