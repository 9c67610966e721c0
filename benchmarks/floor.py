"""What no generator can go below: the bare cost of reading the sources of a site and writing its files.

`python -m benchmarks.floor COUNT` generates a site, builds it, and then reads every source and writes every file of the
site anew, in one process and with nothing in between.
"""

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.generate import generate
from zhaoshi.building.build import build


def main() -> None:
    """Print seconds and megabytes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        generate(root, count)
        build(root, root / "site", search=False, pictures=False)
        start = time.perf_counter()
        read = sum(len(path.read_bytes()) for path in (root / "content").rglob("*") if path.is_file())
        between = time.perf_counter()
        files = [
            (path.relative_to(root / "site"), path.read_bytes())
            for path in (root / "site").rglob("*")
            if path.is_file()
        ]
        shutil.rmtree(root / "site")
        writing = time.perf_counter()
        written = 0
        for path, data in files:
            target = root / "copy" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            written += os.write(descriptor, data)
            os.close(descriptor)
        end = time.perf_counter()
    print(f"reading {read / 1e6:.0f} MB of sources: {between - start:.2f} s")
    print(f"writing {written / 1e6:.0f} MB in {len(files)} files: {end - writing:.2f} s")


if __name__ == "__main__":
    main()
