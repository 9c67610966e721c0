"""Facts with a label, as web pages set them above and below a text: 来源：…, 更新时间：…, 索引号 …."""

import re
from dataclasses import dataclass
from itertools import zip_longest

_FIELDS = {
    "title": "文件名称 信息名称 标题 名称",
    "source": "来源 信息来源 文章来源 稿件来源 来源单位",
    "publisher": "发布机构 发布单位 发文机关 发文单位 制发机关 发布机关",
    "published": "更新时间 更新日期 发布时间 发布日期 发表时间 时间 日期",
    "author": "作者 撰稿 撰稿人",
    "editor": "责任编辑 责编 编辑 编辑人员",
    "index_number": "信息索引号 索引号 索引编号 索引",
    "document_number": "文号 发文字号 文件编号 发文号",
    "dated": "成文日期 成文时间 生成日期",
    "": (
        "公开方式 公开类别 公开范围 公开形式 公开时限 公开属性 主题分类 信息分类 组配分类 分类 主题词 关键词 体裁 "
        "体裁分类 有效性 时效性 生效日期 生效时间 废止日期 内容概述 供稿 审核 审核人 初审 复审 终审 校对 摄影"
    ),
    "furniture": (
        "字号 字体 字体大小 浏览量 浏览次数 访问量 点击量 点击数 点击率 阅读量 阅读次数 阅读 浏览 "
        "分享到 分享至 分享 保护视力色 视力保护色"
    ),
}
_FIELD = {label: field for field, labels in _FIELDS.items() for label in labels.split()}
_LABELS = "|".join(sorted((r"\s*".join(label) for label in _FIELD), key=len, reverse=True))
_PAIR = re.compile(rf"[【\[（(]?(?<![\u4e00-\u9fff])({_LABELS})\s*[】\]]?\s*[：:]|({_LABELS})\s*[：:]")
_LABEL = re.compile(rf"[【\[]?\s*({_LABELS})\s*[】\]]?\s*[：:]?")
_MOMENT = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[\sT]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?")
_INDEX = re.compile(r"(?=[^\s]{9,40}$)[0-9A-Za-z]{4,24}(?:[-/_][0-9A-Za-z]{1,12}){0,4}[-/_](?:19|20)\d{2}[-/_]?\d{2,8}")
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,15}[〔\[［（(【]\d{4}[〕\]］）)】]\s*第?\s*\d{1,4}\s*号")
_AROUND = " \t\u3000\u00a0|｜丨;；【[】]"

UNLABELLED = {
    "published": "发布时间",
    "publisher": "发文机关",
    "dated": "成文日期",
    "index_number": "索引号",
    "document_number": "文号",
}
"""What reports call the facts that are also met without a label."""

TAIL_FIELDS = frozenset({"source", "editor", "author", "", "furniture"})
"""Fields that are also met below a text."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value."""

    field: str
    """Name of the fact; empty where notices have no such field; `furniture` where it belongs to the web page."""
    label: str
    value: str


def facts_of_line(line: str) -> list[Fact]:
    """Read a line that consists of facts, also glued: `发布日期:2026-02-26信息来源:…`; empty where it is none."""
    leading = _MOMENT.match(line)
    start = leading.end() if leading else 0
    found = list(_PAIR.finditer(line, start))
    rest = line[start : found[0].start()] if found else line[start:]
    if rest.strip(_AROUND + "（("):
        return []
    facts = (
        [Fact("published", "", leading[0])] if leading and (found or ":" in leading[0] or "：" in leading[0]) else []
    )
    for pair, following in zip_longest(found, found[1:]):
        label = re.sub(r"\s", "", pair[1] or pair[2])
        value = line[pair.end() : following.start() if following else len(line)].strip(_AROUND)
        opened = pair[0].startswith(("（", "(")) or rest.strip(_AROUND) in ("（", "(")
        facts.append(Fact(_FIELD[label], label, value.rstrip("）)（(").strip() if opened else value))
    return facts


def label_of(cell: str) -> str | None:
    """Return the field of a text that is a label and nothing else."""
    found = _LABEL.fullmatch(cell.strip())
    return _FIELD[re.sub(r"\s", "", found[1])] if found else None


def fact_of(label: str, value: str) -> Fact:
    """Make a fact of two cells, or of two lines."""
    found = _LABEL.fullmatch(label.strip())
    name = re.sub(r"\s", "", found[1]) if found else label.strip()
    return Fact(_FIELD.get(name, ""), name, value.strip())


def unlabelled(line: str) -> Fact | None:
    """Read a line that is a fact without a label: an index number, or a document number."""
    if _INDEX.fullmatch(line):
        return Fact("index_number", "", line)
    return Fact("document_number", "", line) if _DOCUMENT_NUMBER.fullmatch(line) else None
