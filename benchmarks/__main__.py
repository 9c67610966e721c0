"""`python -m benchmarks [COUNT …]`: the same site by every generator, compared, timed, and shown as table and plot."""

import argparse
import os
import platform
import sys
from pathlib import Path

from benchmarks.generators import eleventy, hugo, mkdocs, pelican, zhaoshi
from benchmarks.generators.generator import OUT
from benchmarks.measuring import SAVES, SitesDifferError, measure
from benchmarks.plot import plot
from benchmarks.table import table, with_figures

DOCS = Path(__file__).parent.parent / "docs"
OTHERS = {each.GENERATOR.name.lower(): each.GENERATOR for each in (hugo, eleventy, pelican, mkdocs)}


def main() -> int:
    """Measure, print the table, and write it into the documentation where that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[100, 1_000], help="numbers of notices (100 1000)")
    parser.add_argument("--only", nargs="+", choices=OTHERS, default=list(OTHERS), help="which others to measure")
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind, of which the median counts (3)")
    parser.add_argument("--patience", type=float, default=60, help="seconds beyond which one build is enough (60)")
    parser.add_argument("--limit", type=float, default=1_200, help="seconds that no command may exceed (1200)")
    parser.add_argument("--saves", type=int, default=SAVES, help=f"saves under a preview server; 0 for none ({SAVES})")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md and docs/performance.svg")
    arguments = parser.parse_args()
    generators = [zhaoshi.GENERATOR, *(OTHERS[name] for name in arguments.only)]
    for each in generators:
        each.install()
    results = []
    try:
        for size in arguments.sizes:
            results += measure(
                OUT / "sites" / str(size),
                size,
                generators,
                runs=arguments.runs,
                patience=arguments.patience,
                limit=arguments.limit,
                saves=arguments.saves,
            )
    except SitesDifferError as error:
        print(f"The sites differ, so that there is nothing to compare:\n{error}", file=sys.stderr)
        return 1
    figures = f"{table(results)}\n{_where()}\n"
    print(figures)
    if arguments.write:
        document = DOCS / "performance.md"
        document.write_text(with_figures(document.read_text(encoding="utf-8"), figures), encoding="utf-8")
        (DOCS / "performance.svg").write_text(plot(results), encoding="utf-8")
    return 0


def _where() -> str:
    pictures = "" if zhaoshi.without_pictures() else " Zhaoshi alone drew a picture for link previews of each notice."
    python = platform.python_version()
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {python}.{pictures}"


if __name__ == "__main__":
    sys.exit(main())
