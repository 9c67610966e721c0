"""Imports a file in children that die at each step in turn: `python -m tests.importing.dying ROOT FILE [--force]`.

Prints a JSON list with what lies in the notice's folder after each death; the last child was not killed.
"""

import json
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.building.dying import die_at
from tests.small_site import tree
from zhaoshi.importing.batch import Options, import_all


def main(root: Path, file: Path, *, force: bool) -> None:
    """Kill a child at every step until one lives."""
    now = datetime(2024, 1, 1, tzinfo=UTC)
    folder = root / "content/notices/2023-import"
    import_all(root, [file], Options(dry_run=True, force=force), now, lambda done, count: None)
    found = []
    step = 0
    status = -signal.SIGKILL
    while status:
        step += 1
        pid = os.fork()
        if pid == 0:
            die_at(step, root / "site")
            import_all(root, [file], Options(force=force), now, lambda done, count: None)
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        found.append({name: data.decode() for name, data in tree(folder).items()} if folder.exists() else {})
        if found[-1] and not force:
            break
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), force="--force" in sys.argv)
