"""Builds on a disk that is ever less full: `unshare -rm python -m tests.building.full_disk FOLDER`.

The disk is a tmpfs mounted for this process alone. Prints a JSON list: for each amount of free space, from none until
the build succeeds, the exit code, what was said, and which site was there afterwards.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.small_site import AS_OF, FILES, build_site, make_site, tree
from zhaoshi.cli import main as zhaoshi

STEP = 4096
"""By how many bytes the free space grows."""

SECOND = {
    "content/site.yaml": FILES["content/site.yaml"].replace("测试公开网", "另一个公开网"),
    "content/pages/about.md": None,
}


def _fill(disk: Path, free: int) -> None:
    (disk / "ballast").unlink(missing_ok=True)
    status = os.statvfs(disk)
    size = status.f_bavail * status.f_frsize - free
    with (disk / "ballast").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, size))


def main(folder: Path) -> None:
    """Try every amount of free space."""
    sites: dict[str, dict[str, bytes]] = {}
    for name, changes in (("old", {}), ("new", SECOND)):
        root = make_site(folder / name, dict(changes))
        build_site(root)
        sites[name] = tree(root / "site")
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "none", str(disk)], check=True)
    fixed = ["--as-of", AS_OF.isoformat(), "--jobs", "1", "--language", "en", "--no-search"]
    arguments = ["--out", str(disk / "site"), *fixed]
    assert zhaoshi(["--root", str(folder / "old"), *arguments]) == 0
    found, code, free = [], 3, 0
    while code == 3 and free < 8_000_000:
        _fill(disk, free)
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = zhaoshi(["--root", str(folder / "new"), *arguments])
        live = tree(disk / "site")
        which = [name for name, site in sites.items() if site == live]
        found.append({"free": free, "code": code, "said": said.getvalue(), "site": which})
        free += STEP
    print(json.dumps(found), file=sys.__stdout__)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
