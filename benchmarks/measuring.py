"""One size measured: all generators in turn, on the same sources."""

import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks import material
from benchmarks.edit import edit
from benchmarks.equivalence import differences
from benchmarks.generate import generate
from benchmarks.generators.generator import Generator
from benchmarks.processes import Run, run
from benchmarks.results import Result, middle
from benchmarks.saving import SETTLED_AFTER, seconds_to_visible

SAMPLE = 12
"""Notices whose pages are compared."""
SAVES = 5
SAVE_LIMIT = 120.0
"""Seconds within which a save must be visible."""
START_PORT = 18_400


class SitesDifferError(Exception):
    """Two generators did not make the same site, so that their times cannot be compared."""


def prepare(folder: Path, count: int, generators: Sequence[Generator]) -> None:
    """Write the sources of every generator; the first must be Zhaoshi, from whose the others are made."""
    shutil.rmtree(folder, ignore_errors=True)
    first, *others = generators
    root = folder / first.name
    generate(root, count)
    for generator in others:
        generator.write_site(folder / generator.name, material.places(root, "units"), material.places(root, "rounds"))
    for notice in material.notices(root):
        for generator in others:
            generator.write_notice(folder / generator.name, notice)


def measure(
    folder: Path, count: int, generators: Sequence[Generator], *, runs: int, patience: float, limit: float, saves: int
) -> list[Result]:
    """Return what each generator takes for a site of `count` notices.

    The first build of each is for its memory and for the comparison; a generator that took more than `patience` seconds
    for it is then timed once. No command may take more than `limit` seconds.
    """
    _say(f"{count:,} notices: writing the sources")
    prepare(folder, count, generators)
    ours = folder / generators[0].name
    sample = [
        material.read_notice(ours / "content" / "notices" / f"notice-{n}")
        for n in range(0, count, max(1, count // SAMPLE))
    ]
    first = {each.name: _clean(each, folder / each.name, limit, memory=True) for each in generators}
    _compare(folder, generators, sample)
    clean: dict[str, list[Run]] = {each.name: [] for each in generators}
    unchanged: dict[str, list[Run]] = {each.name: [] for each in generators}
    edits: dict[str, list[Run]] = {each.name: [] for each in generators}
    for number in range(runs):
        for each in generators:
            if number and first[each.name].seconds > patience:
                continue
            site = folder / each.name
            clean[each.name].append(_clean(each, site, limit))
            time.sleep(SETTLED_AFTER)
            unchanged[each.name].append(run(each.build(site), site, limit=limit))
            edit(each.source(site, f"notice-{count // 2}"))
            edits[each.name].append(run(each.build(site), site, limit=limit))
            _say(
                f"{each.name}: clean {clean[each.name][-1].seconds:.2f} s, "
                f"no change {unchanged[each.name][-1].seconds:.2f} s, one edit {edits[each.name][-1].seconds:.2f} s"
            )
    results = []
    for number, each in enumerate(generators):
        seconds, cpu = middle(clean[each.name])
        page = folder / each.name / each.output / "notices" / "notice-0" / "index.html"
        results.append(
            Result(
                generator=f"{each.name} {each.version}",
                notices=count,
                clean=seconds,
                cpu=cpu,
                megabytes=first[each.name].megabytes,
                unchanged=middle(unchanged[each.name])[0],
                edit=middle(edits[each.name])[0],
                page_kilobytes=page.stat().st_size / 1e3,
                save=_save(each, folder / each.name, count, START_PORT + number, saves, limit) if saves else None,
                runs=len(clean[each.name]),
            )
        )
    return results


def _clean(generator: Generator, site: Path, limit: float, *, memory: bool = False) -> Run:
    for name in (str(generator.output), *generator.kept):
        path = site / name
        if path.is_file():
            path.unlink()
        shutil.rmtree(path, ignore_errors=True)
    # File systems put off work; none may still owe it for what another generator wrote.
    os.sync()
    return run(generator.build(site), site, limit=limit, memory=memory)


def _compare(folder: Path, generators: Sequence[Generator], sample: Sequence[material.Notice]) -> None:
    first, *others = generators
    found = [
        f"{each.name}: {line}"
        for each in others
        for line in differences(folder / first.name / first.output, folder / each.name / each.output, sample)
    ]
    if found:
        raise SitesDifferError("\n".join(found[:30]))
    _say(f"the sites are equivalent, by {len(sample)} notices compared")


def _save(generator: Generator, site: Path, count: int, port: int, saves: int, limit: float) -> float | None:
    id_ = f"notice-{count // 3}"
    try:
        found = seconds_to_visible(generator, site, id_, port=port, saves=saves, start_limit=limit, limit=SAVE_LIMIT)
    except TimeoutError as error:
        _say(f"{generator.name}: {error}")
        return None
    _say(f"{generator.name}: saved and visible after {median(found):.3f} s")
    return median(found)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
