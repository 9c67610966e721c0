"""What the full-text search costs: the build, and whoever asks it.

`python -m benchmarks.search_size [COUNT …]` builds generated sites and prints figures; with `--varied` the prose of
every notice is scrambled, so that a site has many more pairs of characters, as real ones have. The search is made
alone, on a site that is complete but for pictures of link previews: its seconds are those of the stage, its processor
time that of the build less one that changes nothing. Memory is the largest single process. Queries are asked in a new
page each, uncompressed by the server; beside it stands what they weigh where a server compresses text.
"""

import argparse
import gzip
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Response, sync_playwright

from benchmarks.generate import SAMPLE, generate
from tests.browser.served import chromium, chromium_arguments, serve_folder
from zhaoshi.building.build import build

AS_OF = date(2024, 12, 1)
SIZES = (100, 1_000, 10_000)
QUERIES = (
    "差旅费",
    "旅费",
    "三重一大",
    "整改",
    "云岫区文学艺术界联合会",
    "2.1.5.2",
    "采购 验收",
    "已核验销号",
    "逾期",
    "逾期 区文联",
    "没有这个词",
)
_ANSWERED = """() => {
  const said = document.querySelector("[data-status]").textContent;
  const searching = document.querySelector("[data-words]").content.querySelector("[data-word=searching]").textContent;
  return said && said !== searching;
}"""
_HAN = re.compile(r"[\u4e00-\u9fff]{3,}")
_STRANGE = 0.03
"""Share of characters that follow no character of the sample."""


@dataclass(frozen=True, slots=True)
class Run:
    """One build in a process of its own."""

    seconds: float
    search: float
    """Seconds of the stage."""
    cpu: float
    """Seconds of processor time of the whole build."""
    megabytes: float
    written: int
    """Files of the search."""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--varied", action="store_true")
    parser.add_argument("--keep", type=Path, help="make the sites here, and leave them")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    if arguments.build:
        _build(arguments.build, arguments.jobs)
        return
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = arguments.keep / str(size) if arguments.keep else Path(folder)
            generate(root, size)
            if arguments.varied:
                scramble(root)
            measure(root, size, arguments.jobs)
            ask(root / "site")


def scramble(root: Path) -> None:
    """Replace the prose of every notice by characters that follow each other in the sample, and some that do not."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("notices/*/notice.md")))
    follow: dict[str, str] = {}
    for run in _HAN.findall(text):
        for first, second in pairwise(run):
            follow[first] = follow.get(first, "") + second
    every = "".join(follow.values())
    for path in sorted((root / "content" / "notices").glob("*/notice.md")):
        chance = random.Random(path.parent.name)

        def other(found: re.Match[str]) -> str:
            signs = chance.choice(every)  # noqa: B023
            while len(signs) < len(found[0]):
                signs += chance.choice(every if chance.random() < _STRANGE else follow.get(signs[-1], every))  # noqa: B023
            return signs

        lines = path.read_text(encoding="utf-8").split("\n")
        head = lines.index("---", 1)
        prose = (line if line.startswith("#") else _HAN.sub(other, line) for line in lines[head:])
        path.write_text("\n".join([*lines[:head], *prose]), encoding="utf-8")


def measure(root: Path, size: int, jobs: int) -> None:
    """Print what the search adds to builds."""
    _run(root, jobs)
    idle = _run(root, jobs)
    for name in ("texts", "shards", "words"):
        shutil.rmtree(root / "site" / "search" / name)
    shutil.rmtree(root / ".zhaoshi" / "site" / "shards")
    clean = _run(root, jobs)
    edited = root / "content" / "notices" / f"notice-{size // 2}" / "notice.md"
    edited.write_text(edited.read_text(encoding="utf-8") + "\n补充一句。\n", encoding="utf-8")
    edit = _run(root, jobs)
    files = [path.stat().st_size for path in (root / "site" / "search").rglob("*.dat")]
    each = (clean.cpu - idle.cpu) / size * 1000
    print(f"{size} notices: {len(files)} files, {sum(files) / 1e6:.1f} MB")
    print(f"  all    {clean.search:7.2f} s, {each:.2f} ms of processor time a notice, {clean.megabytes:.0f} MB")
    print(f"  edit   {edit.seconds:7.2f} s for the whole build, {edit.written} files written, {edit.megabytes:.0f} MB")
    print(f"  none   {idle.seconds:7.2f} s, {idle.megabytes:.0f} MB", flush=True)


def _run(root: Path, jobs: int) -> Run:
    command = [sys.executable, "-m", "benchmarks.search_size", "--build", str(root), "--jobs", str(jobs)]
    return Run(**json.loads(subprocess.run(command, check=True, capture_output=True).stdout))


def _build(root: Path, jobs: int) -> None:
    report = build(root, root / "site", as_of=AS_OF, jobs=jobs, pictures=False)
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    run = {
        "seconds": report.seconds,
        "search": report.stages.get("search", 0),
        "cpu": sum(use.ru_utime + use.ru_stime for use in usage),
        "megabytes": max(use.ru_maxrss for use in usage) / 1024,
        "written": sum(path.startswith("search/") for path in (*report.created, *report.updated)),
    }
    print(json.dumps(run))


def ask(site: Path) -> None:
    """Print what queries weigh."""
    print("  query: kB of the answer, kB compressed (page and scripts before it), requests, documents")
    with serve_folder(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=chromium_arguments())
        for query in QUERIES:
            page = browser.new_page()
            answers: list[Response] = []
            page.on("response", lambda answer: answers.append(answer))  # noqa: B023
            page.goto(f"{address}search/")
            page.wait_for_load_state("networkidle")
            before = _weights(answers)
            answers.clear()
            page.fill("#q", query)
            page.press("#q", "Enter")
            page.wait_for_function(_ANSWERED)
            raw, packed = _weights(answers)
            shown = page.locator(".search-result").count()
            print(
                f"  {query}: {raw / 1000:.0f} kB, {packed / 1000:.0f} kB ({before[0] / 1000:.0f} kB, "
                f"{before[1] / 1000:.0f} kB), {len(answers)} requests, {shown} documents",
                flush=True,
            )
            page.close()
        browser.close()


def _weights(answers: "list[Response]") -> tuple[int, int]:
    """Return the bytes of bodies, as they are and with all but the search's own files compressed."""
    bodies = [(answer.url, answer.body()) for answer in answers]
    packed = sum(len(body if url.endswith((".dat", ".png")) else gzip.compress(body, 6)) for url, body in bodies)
    return sum(len(body) for _, body in bodies), packed


if __name__ == "__main__":
    main()
