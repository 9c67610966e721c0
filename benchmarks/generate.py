"""Sites of any size for benchmarks, made of the sample site's largest notice."""

import argparse
import re
import shutil
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "content"
SEED = SAMPLE / "notices" / "2023-culture-federation"
UNITS = 100
ROUNDS = 20
FIRST_YEAR = 2005
_PLACES = (
    "安平、白塔、长宁、重庆路、大成、凤凰、高桥、海棠、金沙、开元、柳林、梅园、南湖、青山、松涛、文昌、西关、银杏、紫云"
)
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
        text = re.sub(r"(?m)^unit: .*$", f"unit: unit-{n % units}", notice)
        text = re.sub(r"(?m)^round: .*$", f"round: round-{n % ROUNDS}", text)
        day = f"{FIRST_YEAR + n % ROUNDS}-{1 + n // ROUNDS % 11:02}-{1 + n % 28:02}"
        text = re.sub(r"(?m)^published: \S+", f"published: {day}", text)
        text = re.sub(r"(?m)^title: (.*)$", rf"title: \1（第{n}号）", text)
        (folder / "notice.md").write_text(text, encoding="utf-8")
        (folder / "ledger.yaml").write_text(ledger, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--units", type=int, default=UNITS)
    arguments = parser.parse_args()
    generate(arguments.root, arguments.count, arguments.units)
