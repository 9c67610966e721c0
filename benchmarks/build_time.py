"""How long builds take and how much memory they need: clean, without a change, and after one edit.

`python -m benchmarks.build_time [COUNT …]` prints a table for generated sites of 100, 1,000 and 10,000 notices. Each
build is a process of its own; memory is the largest single process of the build.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import generate

ROOT = Path(__file__).parent.parent
SIZES = (100, 1_000, 10_000)


@dataclass(frozen=True, slots=True)
class Run:
    """One build."""

    seconds: float
    megabytes: float
    pages: int
    rendered: int


def measure(root: Path) -> Run:
    """Build a site in a new process."""
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "--root",
        str(root),
        "--as-of",
        "2024-12-01",
        "--json",
        "--quiet",
    ]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode:
        sys.exit(f"the build failed: {output.decode()}")
    pages = json.loads(output)["pages"]
    rendered = len(pages["created"]) + len(pages["updated"])
    return Run(seconds, usage.ru_maxrss / 1024, rendered + pages["unchanged"], rendered)


def main() -> None:
    """Print the table."""
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    print(f"{'notices':>8} {'build':<10} {'seconds':>8} {'MB':>6} {'files':>7} {'written':>8} {'files/s':>8}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            generate(root, size)
            edited = root / "content" / "notices" / f"notice-{size // 2}" / "notice.md"
            for name in ("clean", "no change", "one edit"):
                if name == "one edit":
                    edited.write_text(edited.read_text(encoding="utf-8") + "\n补充一句。\n", encoding="utf-8")
                if name == "no change":
                    time.sleep(2.1)  # sources touched within the clock's resolution are read again; editors are slower
                    measure(root)
                run = measure(root)
                rate = run.pages / run.seconds
                print(
                    f"{size:>8} {name:<10} {run.seconds:>8.2f} {run.megabytes:>6.0f} {run.pages:>7} {run.rendered:>8} "
                    f"{rate:>8.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
