"""Sites of any size for benchmarks, made of the sample site's largest notice.

Every notice differs a little from every other in figures, dates, statuses and names, so that remembering equal text
helps nobody more than it would with a real site. The same number always gives the same notice.
"""

import argparse
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "content"
SEED = SAMPLE / "notices" / "2023-culture-federation"
UNITS = 100
ROUNDS = 20
FIRST_YEAR = 2004
_PLACES = (
    "安平、白塔、长宁、重庆路、大成、凤凰、高桥、海棠、金沙、开元、柳林、梅园、南湖、青山、松涛、文昌、西关、银杏、紫云"
)
_OWNERS = ("办公室", "组联部", "创作联络部", "机关党支部", "财务室", "编辑部")
_OPEN = ("未启动", "正在整改", "整改中", "阶段性完成", "基本完成", "持续推进")
_BODIES = "街道、中学、小学、卫生院、社区中心、文化站、国有资产公司"


def generate(root: Path, count: int, units: int = UNITS) -> None:
    """Write a site of `count` notices over 20 rounds in as many years; an existing one is replaced."""
    content = root / "content"
    shutil.rmtree(content, ignore_errors=True)
    content.mkdir(parents=True)
    shutil.copy(SAMPLE / "site.yaml", content)
    places, bodies = _PLACES.split("、"), _BODIES.split("、")
    listed = "".join(
        f"  - {{id: unit-{n}, name: {places[n % len(places)]}第{n}{bodies[n % 7]}, kind: {bodies[n % 7]}}}\n"
        for n in range(units)
    )
    (content / "units.yaml").write_text("units:\n" + listed, encoding="utf-8")
    every_unit = ", ".join(f"unit-{n}" for n in range(units))
    rounds = "".join(
        f"  - {{id: round-{n}, name: 第{n}轮巡察, year: {FIRST_YEAR + n}, units: [{every_unit}]}}\n"
        for n in range(ROUNDS)
    )
    (content / "rounds.yaml").write_text("rounds:\n" + rounds, encoding="utf-8")
    notice = (SEED / "notice.md").read_text(encoding="utf-8")
    ledger = (SEED / "ledger.yaml").read_text(encoding="utf-8")
    attachments = [path.name for path in (SEED / "attachments").iterdir()]
    for n in range(count):
        folder = content / "notices" / f"notice-{n}"
        folder.mkdir(parents=True)
        (folder / "attachments").mkdir()
        for name in attachments:
            (folder / "attachments" / name).write_bytes(b"a small file\n")
        facts, body = notice.split("\n---\n", 1)
        facts = re.sub(r"(?m)^unit: .*$", f"unit: unit-{n % units}", facts)
        facts = re.sub(r"(?m)^round: .*$", f"round: round-{n % ROUNDS}", facts)
        facts = _published(facts, date(FIRST_YEAR + n % ROUNDS, 1 + n // ROUNDS % 11, 1 + n % 28))
        facts = re.sub(r"(?m)^  institutions: .*$", f"  institutions: {ledger.count('kind: 制度')}", facts)
        facts = re.sub(r"(?m)^title: (.*)$", rf"title: \1（第{n}号）", facts)
        facts = re.sub(r"(?m)^(index_number: .*-|document_number: .*〕)\d+", rf"\g<1>{n:05}", facts)
        (folder / "notice.md").write_text(f"{facts}\n---\n{varied_text(body, n)}", encoding="utf-8")
        (folder / "ledger.yaml").write_text(varied_ledger(ledger, n), encoding="utf-8")


def _published(facts: str, day: date) -> str:
    """Return the facts of a notice with another day of publication, and all other days as far from it as they were."""
    written = re.search(r"(?m)^published: (\S+)", facts)
    if not written:
        raise ValueError("the notice has no day of publication")
    later = day - date.fromisoformat(written[1])
    return re.sub(r"\d{4}-\d\d-\d\d", lambda found: str(date.fromisoformat(found[0]) + later), facts)


def varied_ledger(ledger: str, n: int) -> str:
    """Return the ledger with figures, dates, states and departments of notice `n`.

    All dates move by the same 0 to 27 days, so that their order stays; open findings take turns at the open states, and
    some completed ones become 长期坚持.
    """
    text = re.sub(r"\d{4}-\d\d-\d\d", lambda day: str(date.fromisoformat(day[0]) - timedelta(n % 28)), ledger)
    places = iter(range(1_000))
    text = re.sub(r"(?m)^    status: (\S+)$", lambda line: f"    status: {_state(line[1], n + next(places))}", text)
    text = re.sub(r"(?m)^    owner: .*$", lambda _: f"    owner: {_OWNERS[(n + next(places)) % len(_OWNERS)]}", text)
    return varied_text(text, n)


def varied_text(text: str, n: int) -> str:
    """Return a text with figures of notice `n` instead of the sample's: 29条 becomes 33条."""
    places = iter(range(10_000))
    return re.sub(
        r"(?<!\d)\d{1,4}(?=[条场次份件篇名])", lambda number: str(int(number[0]) + (n + 7 * next(places)) % 23), text
    )


def _state(written: str, turn: int) -> str:
    if written in _OPEN:
        return _OPEN[(_OPEN.index(written) + turn) % len(_OPEN)]
    return "长期坚持" if written == "已完成" and turn % 7 == 0 else written


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--units", type=int, default=UNITS)
    arguments = parser.parse_args()
    generate(arguments.root, arguments.count, arguments.units)
