"""What a ledger says of a notice, as HTML; for generators that run Python and Jinja."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

AS_OF = "2024-12-01"
TOTALS = {
    "found": "发现问题",
    "completed": "已完成",
    "long_term": "长期坚持",
    "phased": "阶段性完成",
    "in_progress": "正在整改",
    "not_started": "未启动",
    "verified": "已核验销号",
    "returned": "核验退回",
    "overdue": "逾期",
}
_HEADING = re.compile(r'<h([2-5]) id="(s[\d.]+)">(.*?)</h\1>')


def counts(findings: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Counts of some findings."""
    result = dict.fromkeys(TOTALS, 0)
    result["found"] = len(findings)
    for finding in findings:
        result[finding["state"]] += 1
        verdict = finding["verification"]["state"]
        if verdict != "unverified":
            result[verdict] += 1
        result["overdue"] += finding["due"] < AS_OF
    return result


def total(all_counts: Iterable[dict[str, int]]) -> dict[str, int]:
    """The sum of several counts."""
    result = dict.fromkeys(TOTALS, 0)
    for each in all_counts:
        for name in result:
            result[name] += each[name]
    return result


def figures(count: dict[str, int]) -> str:
    """Counts as a list."""
    items = "".join(f"<li>{label} <b>{count[name]}</b></li>\n" for name, label in TOTALS.items())
    return f'<ul class="figures">\n{items}</ul>'


def day(iso: str) -> str:
    """A day in Chinese."""
    return f'<time datetime="{iso}">{int(iso[:4])}年{int(iso[5:7])}月{int(iso[8:10])}日</time>'


def with_ledger(html: str, findings: Sequence[dict[str, Any]], areas: Sequence[str]) -> str:
    """The body of a notice with permalinks, with totals below its areas and what the ledger says below its findings."""
    by_id = {finding["id"]: finding for finding in findings}

    def heading(match: re.Match[str]) -> str:
        level, id_, text = match.groups()
        line = f'<h{level} id="{id_}">{text} <a class="permalink" href="#{id_}" aria-label="本节链接">#</a></h{level}>'
        if id_ in by_id:
            return f"{line}\n{_state(by_id[id_])}"
        if id_ in areas:
            count = counts([finding for finding in findings if finding["area"] == id_])
            return f'{line}\n<div class="section-progress">\n{figures(count)}\n</div>'
        return line

    return _HEADING.sub(heading, html)


def contents(html: str) -> str:
    """A nested list of the headings of a notice."""
    parts: list[str] = []
    level = 1
    for depth, id_, text in _HEADING.findall(html):
        new = int(depth)
        parts.append("<ol>\n" * (new - level) if new > level else "</li>\n" + "</ol>\n</li>\n" * (level - new))
        parts.append(f'<li><a href="#{id_}">{text}</a>')
        level = new
    return "".join(parts) + "</li>\n</ol>\n" * (level - 1)


def _state(finding: dict[str, Any]) -> str:
    verification = finding["verification"]
    written = finding["written"]
    said = f' <span class="written">单位原文：“{escape(written)}”</span>' if written != finding["status"] else ""
    by = " ".join(part for part in (_tag(verification), escape(verification.get("by", ""))) if part)
    if "on" in verification:
        by += f" {day(verification['on'])}"
    facts = _fact("责任部门", escape(finding["owner"])) + _fact("责任领导", escape(finding["leader"]))
    facts += _fact("整改时限", day(finding["deadline"]))
    for name, label in (("completed", "完成时间"), ("review", "复查时间")):
        if name in finding:
            facts += _fact(label, day(finding[name]))
    parts = [f'<dl class="state">\n{_fact("单位自报", _tag(finding) + said)}{_fact("巡察机构核验", by)}']
    if finding["due"] < AS_OF:
        parts.append('<div class="is-overdue"><dt>时限</dt><dd><span class="tag tag-overdue">逾期</span></dd></div>\n')
    parts.append("</dl>\n")
    if "note" in verification:
        parts.append(f'<p class="verdict-note"><strong>核验说明：</strong> {escape(verification["note"])}</p>\n')
    parts.append(f'<dl class="facts finding-facts">\n{facts}</dl>\n')
    if "evidence" in finding:
        pieces = "".join(map(_piece, finding["evidence"]))
        parts.append(
            f'<details class="more">\n<summary>佐证材料{len(finding["evidence"])}件</summary>\n'
            f'<ul class="evidence">\n{pieces}</ul>\n</details>\n'
        )
    if "updates" in finding:
        steps = "".join(map(_step, finding["updates"]))
        parts.append(
            f'<details class="more">\n<summary>整改时间线（{len(finding["updates"])}个节点）</summary>\n'
            f'<ol class="timeline">\n{steps}</ol>\n</details>\n'
        )
    return "".join(parts)


def _tag(said: dict[str, str]) -> str:
    return f'<span class="tag tag-{said["state"]}">{escape(said["status"])}</span>'


def _fact(label: str, value: str) -> str:
    return f"<div><dt>{label}</dt><dd>{value}</dd></div>\n"


def _piece(piece: dict[str, str]) -> str:
    title = escape(piece["title"])
    if "file" in piece:
        title = f'<a href="{escape(piece["file"])}">{title}</a>'
    number = f" {escape(piece['number'])}" if "number" in piece else ""
    on = f" {day(piece['on'])}" if "on" in piece else ""
    return f'<li><span class="evidence-kind">{escape(piece["kind"])}</span> {title}{number}{on}</li>\n'


def _step(step: dict[str, str]) -> str:
    text = f"<p>{escape(step['text'])}</p>\n" if "text" in step else ""
    return f"<li><p>{day(step['on'])} <b>{escape(step['title'])}</b></p>\n{text}</li>\n"
