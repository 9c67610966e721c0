"""How long imports take: one notice of 5,800 characters after start-up, and a folder of 1,000 such files.

`python -m benchmarks.import_time [COUNT]` prints both.
"""

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.generate import SAMPLE, SEED
from zhaoshi.building.reading import UNITS, read_one
from zhaoshi.importing.batch import Options, import_all
from zhaoshi.importing.text.notice_draft import draft_of
from zhaoshi.importing.text.pasted import read_text
from zhaoshi.importing.text.proof import words_of
from zhaoshi.model.unit import read_units
from zhaoshi.text import front_matter

NOW = datetime(2024, 1, 1, tzinfo=UTC)


def pasted() -> str:
    """Return the sample site's largest notice as it would be copied from a web page."""
    document, _ = front_matter.split((SEED / "notice.md").read_text(encoding="utf-8"), "notice.md")
    assert document is not None
    head = "云岫区文学艺术界联合会关于巡察整改进展情况的通报\n来源：某区信息网 更新时间：2023-12-15 10:58\n"
    return head + words_of(document.body) + "\n云岫区文学艺术界联合会党组\n2023年12月14日\n"


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    text = pasted()
    with tempfile.TemporaryDirectory() as folder:
        root, files = Path(folder) / "site", Path(folder) / "files"
        files.mkdir()
        (root / "content").mkdir(parents=True)
        for name in ("site.yaml", "units.yaml"):
            (root / "content" / name).write_bytes((SAMPLE / name).read_bytes())
        units = read_one(root, UNITS, read_units)
        times = []
        for _ in range(10):
            start = time.perf_counter()
            draft_of(read_text(text.encode(), "2023-x.txt"), units, now=NOW.replace(tzinfo=None))
            times.append(time.perf_counter() - start)
        print(f"one notice of {len(text):,} characters: {times[0]:.3f} s at first, then {min(times):.3f} s")
        for number in range(count):
            (files / f"2023-{number}.txt").write_text(text, encoding="utf-8")
        start = time.perf_counter()
        batch = import_all(root, [files], Options(), NOW, lambda done, of: None)
        seconds = time.perf_counter() - start
        print(
            f"a folder of {count:,}: {seconds:.1f} s, {len(batch.imported):,} imported, {len(batch.problems)} problems"
        )


if __name__ == "__main__":
    main()
