"""The sources of a generated site as plain data, from which those of every other generator are written.

What costs a generator time but says nothing about it is done here for all of them: the ledger's defaults are filled in,
words for a state are matched, section codes are counted, and 一是……二是…… stands as a list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

AS_OF = "2024-12-01"
"""The day on which overdue findings are counted."""
NEVER = "9999-12-31"
"""Stands for the day on which a finished finding becomes overdue."""
STATES = {
    "completed": "已完成 完成 已办结 已整改到位",
    "long_term": "长期坚持",
    "phased": "阶段性完成 基本完成",
    "in_progress": "正在整改 整改中 立行立改 持续推进",
    "not_started": "未启动",
}
"""Words for each state in the generated ledgers; the first is the one that pages show."""
VERDICTS = {"verified": "已核验销号", "returned": "退回", "unverified": "未核验"}
"""Words for each verdict."""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit or a round."""

    id: str
    name: str
    kind: str
    """Of a unit: 街道; the year of a round."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice as data."""

    id: str
    facts: dict[str, Any]
    """Front matter; every scalar as text."""
    body: str
    """Markdown; headings end in their id as `{#s2.1.4}`."""
    as_of: str
    findings: dict[str, dict[str, Any]] = field(repr=False)
    """Ledger entries by the id of their heading; each has `area`, the id of the heading that its totals stand under."""
    attachments: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """Return everything but the text, for generators that read data beside it."""
        findings = list(self.findings.values())
        return {**self.facts, "id": self.id, "as_of": self.as_of, "areas": self.areas, "findings": findings}

    @property
    def areas(self) -> list[str]:
        """Headings that show totals."""
        return list(dict.fromkeys(finding["area"] for finding in self.findings.values()))


def places(root: Path, kind: str) -> list[Place]:
    """Return the units or rounds of a generated site."""
    listed = yaml.load((root / "content" / f"{kind}.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)[kind]
    return [Place(each["id"], each["name"], each.get("kind") or each["year"]) for each in listed]


def notices(root: Path) -> Iterator[Notice]:
    """Read the notices of a generated site, in no order."""
    for folder in (root / "content" / "notices").iterdir():
        yield read_notice(folder)


def read_notice(folder: Path) -> Notice:
    """Read one notice."""
    _, front, body = (folder / "notice.md").read_text(encoding="utf-8").split("---\n", 2)
    ledger = yaml.load((folder / "ledger.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)
    findings = {}
    for item in ledger["items"]:
        entry = {**ledger["defaults"], **item}
        code = entry.pop("section")
        verification = entry.get("verification", {"status": VERDICTS["unverified"]})
        state = next(state for state, words in STATES.items() if entry["status"] in words.split())
        verdict = next(verdict for verdict, word in VERDICTS.items() if verification["status"] == word)
        findings[f"s{code}"] = {
            "id": f"s{code}",
            **entry,
            "state": state,
            "status": STATES[state].split()[0],
            "written": entry["status"],
            "verification": {**verification, "state": verdict},
            "due": _due(state, verdict, entry),
            "area": "s" + ".".join(code.split(".")[:2]),
        }
    return Notice(
        folder.name,
        yaml.load(front, yaml.CBaseLoader),
        marked(body, set(findings)),
        ledger["as_of"],
        findings,
        tuple(sorted(path.name for path in (folder / "attachments").iterdir())),
    )


def _due(state: str, verdict: str, entry: dict[str, str]) -> str:
    """Return the day after which a finding is overdue; what was returned is not done."""
    if state == "completed" and verdict != "returned":
        return NEVER
    return entry.get("review", NEVER) if state == "long_term" else entry["deadline"]


def marked(body: str, findings: set[str]) -> str:
    """Return Markdown whose headings name their ids and whose findings list their measures."""
    counts = [0, 0, 0, 0]
    lines, here = [], ""
    for line in body.strip().split("\n"):
        heading = re.match(r"(#{2,5}) (.*)", line)
        if heading:
            level = len(heading[1]) - 2
            counts[level:] = [counts[level] + 1, *[0] * (3 - level)]
            here = "s" + ".".join(map(str, counts[: level + 1]))
            line = f"{line} {{#{here}}}"
        elif here in findings and line.startswith("一是"):
            line = "\n".join("- " + measure for measure in re.split(r"(?<=。)(?=[一二三四五六七八九十]是)", line))
        lines.append(line)
    return "\n".join(lines) + "\n"
