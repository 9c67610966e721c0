#!/usr/bin/env python3
"""The front door: `python build.py` builds the site, `python build.py COMMAND` does what `zhaoshi COMMAND` does."""

import sys

_INSTALL = (
    r"py -m venv .venv; .venv\Scripts\python -m pip install --no-deps --require-hashes -r requirements\base.txt"
    if sys.platform == "win32"
    else "make site"
)


def main() -> int:
    """Run the command line, or say what to do first where Python is too old or the dependencies are missing."""
    if sys.version_info < (3, 11):  # noqa: UP036 (an older Python must be told, not break)
        print("需要 Python 3.11 或更高版本 / Python 3.11 or newer is needed", file=sys.stderr)
        return 3
    try:
        from zhaoshi.cli import main as run

        return run()
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "zhaoshi":
            raise
        print(f"缺少依赖 {error.name}，请先运行 / {error.name} is missing, first run: {_INSTALL}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
