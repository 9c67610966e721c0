"""Sites of any size for benchmarks, made of the sample site's largest notice."""

import argparse
import re
import shutil
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "content"
SEED = SAMPLE / "notices" / "2023-culture-federation"
UNITS = 100
ROUNDS = 20


def generate(root: Path, count: int) -> None:
    """Write a site of `count` notices over 100 units and 20 rounds; an existing one is replaced."""
    content = root / "content"
    shutil.rmtree(content, ignore_errors=True)
    content.mkdir(parents=True)
    shutil.copy(SAMPLE / "site.yaml", content)
    units = "".join(f"  - {{id: unit-{n}, name: 某区第{n}单位, kind: 第{n % 7}类}}\n" for n in range(UNITS))
    (content / "units.yaml").write_text("units:\n" + units, encoding="utf-8")
    every_unit = ", ".join(f"unit-{n}" for n in range(UNITS))
    rounds = "".join(
        f"  - {{id: round-{n}, name: 第{n}轮巡察, year: {2005 + n}, units: [{every_unit}]}}\n" for n in range(ROUNDS)
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
        text = re.sub(r"(?m)^unit: .*$", f"unit: unit-{n % UNITS}", notice)
        text = re.sub(r"(?m)^round: .*$", f"round: round-{n % ROUNDS}", text)
        text = re.sub(r"(?m)^title: (.*)$", rf"title: \1（第{n}号）", text)
        (folder / "notice.md").write_text(text, encoding="utf-8")
        (folder / "ledger.yaml").write_text(ledger, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("count", type=int)
    arguments = parser.parse_args()
    generate(arguments.root, arguments.count)
