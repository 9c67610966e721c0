"""The two files that are written: `notice.md` with its facts, and the skeleton of `ledger.yaml`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from zhaoshi.importing.text.finding_facts import Finding
from zhaoshi.model.unfinished import PROVISIONAL
from zhaoshi.text import codes
from zhaoshi.text.numerals import STANDARD, Numbering
from zhaoshi.text.yaml_text import in_brackets, scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the front matter says; empty values are left out."""

    title: str
    unit: str
    published: str
    """Date and time."""
    published_on: str = ""
    """The day of publication, where the text states it."""
    provisional: Mapping[str, str]
    """Why a fact only stands in, by its Chinese name."""
    kind: str = ""
    numbering: Numbering = STANDARD
    inspection: Mapping[str, str] = field(default_factory=dict)
    signed: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    """Other single facts by their Chinese names."""
    claims: Mapping[str, str] = field(default_factory=dict)
    contact: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[str] = ()
    """Facts that notices have no field for, and facts that were not found: kept as comments."""


def notice_file(facts: Facts, body: str) -> str:
    """Write `notice.md`."""
    lines = [
        _line("标题", facts.title, facts),
        _line("单位", facts.unit, facts),
        _line("发布时间", facts.published, facts),
        "草稿: 是  # 对照导入报告核对以后改为“否”，才会发布",
    ]
    if facts.kind:
        lines.append(_line("类型", facts.kind, facts))
    lines += [
        f"{name}: {in_brackets(dict(values))}"
        for name, values in (("巡察情况", facts.inspection), ("落款", facts.signed))
        if values
    ]
    lines += [_line(name, value, facts) for name, value in facts.words.items() if value]
    if facts.numbering != STANDARD:
        lines.append(f"编号: {written_numbering(facts.numbering)}")
    if facts.claims:
        lines.append(f"自述数据: {in_brackets(dict(facts.claims))}")
    if facts.contact:
        lines += ["联系方式:", *(f"  {name}: {scalar(value)}" for name, value in facts.contact.items())]
    lines += [f"# {_comment(note)}" for note in facts.notes]
    return "\n".join(["---", *lines, "---", "", body, ""])


def _line(name: str, value: str, facts: Facts) -> str:
    reason = facts.provisional.get(name)
    return f"{name}: {scalar(value)}" + (f"  {PROVISIONAL}：{_comment(reason)}" if reason else "")


def _comment(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def written_numbering(numbering: Numbering) -> str:
    """Write a numbering as front matter names it: `（一）1`; `无` where there is none."""
    return "".join(style.value.rstrip("、.") for style in numbering) or "无"


def ledger_file(findings: Sequence[Finding], as_of: date, numbering: Numbering, name: str, *, stands_in: str) -> str:
    """Write the skeleton of `ledger.yaml`: what the text does not say is 未注明.

    `stands_in` says why the day `as_of` only stands in; empty where the text has it.
    """
    lines = [
        f"# 导入自“{_comment(name)}”。逐条填写状态：未启动 · 正在整改 · 阶段性完成 · 已完成 · 长期坚持",
        f"数据截至: {as_of}" + (f"  {PROVISIONAL}：{stands_in}" if stands_in else ""),
        "台账:",
    ]
    for finding in findings:
        section = finding.part.code
        shown = codes.shown(section, numbering)
        lines += [
            f"  # {'' if shown == section else shown + ' '}{_comment(finding.part.title)}",
            f"  - 章节: {section}",
        ]
        lines.append(f"    状态: {scalar(finding.status or '未注明')}")
        written = f"  # 原文：{_comment(finding.deadline_written)}" if finding.deadline_written else ""
        lines += [
            f"    {label}: {scalar(str(value))}{comment}"
            for label, value, comment in (
                ("责任领导", finding.leader, ""),
                ("责任部门", finding.owner, ""),
                ("整改时限", finding.deadline, written),
                ("完成时间", finding.completed, ""),
            )
            if value
        ]
        lines += [f"    # {label}：{_comment(value)}（原文，请填确定的内容）" for label, value in finding.unread]
    return "\n".join([*lines, ""])
