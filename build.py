#!/usr/bin/env python3
"""The front door: `python build.py` builds the site, `python build.py COMMAND` does what `zhaoshi COMMAND` does."""

import sys


def main() -> int:
    """Run the command line, or say what to run first where the dependencies are missing."""
    try:
        from zhaoshi.cli import main as run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "zhaoshi":
            raise
        message = f"缺少依赖 {error.name}，请先运行 / {error.name} is missing, first run:"
        print(message, "python -m pip install --require-hashes -r requirements/base.txt", file=sys.stderr)
        return 3
    return run()


if __name__ == "__main__":
    sys.exit(main())
