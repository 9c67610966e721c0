"""One size measured: all generators in turn, on the same sources."""

import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import material
from benchmarks.edit import edit
from benchmarks.equivalence import differences
from benchmarks.generate import generate
from benchmarks.generators.generator import OUT, Generator
from benchmarks.processes import Run, run
from benchmarks.results import Result
from benchmarks.saving import seconds_to_visible

SAMPLE = 12
"""Notices whose pages are compared."""
SETTLED_AFTER = 3.0
"""Seconds between a build and the next; stamps younger than the clock of a file system is fine are read again."""
SAVES = 5
SAVE_LIMIT = 120.0
"""Seconds within which a save must be visible."""
FIRST_PORT = 18_400
"""Of the preview servers, each on its own."""
_ASIDE = OUT / "aside"
"""Where built sites go before the next clean build; emptied before a size is measured, while nothing is timed."""


class SitesDifferError(Exception):
    """Two generators did not make the same site, so that their times cannot be compared."""


def prepare(folder: Path, count: int, generators: Sequence[Generator]) -> None:
    """Write the sources of every generator; the first must be Zhaoshi, from whose the others are made."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(_ASIDE, ignore_errors=True)
    first, *others = generators
    root = folder / first.name
    generate(root, count)
    for generator in others:
        generator.write_site(folder / generator.name, material.places(root, "units"), material.places(root, "rounds"))
    for notice in material.notices(root):
        for generator in others:
            generator.write_notice(folder / generator.name, notice)


@dataclass(frozen=True, slots=True)
class Turn:
    """One generator's builds in one turn."""

    clean: Run
    unchanged: Run
    edit: Run


def measure(
    folder: Path, count: int, generators: Sequence[Generator], *, runs: int, patience: float, limit: float, saves: int
) -> list[Result]:
    """Return what each generator takes for a site of `count` notices.

    The first build of each is for its memory and for the comparison; a generator that took more than `patience` seconds
    for it is then timed once, and one that took more than `limit` not at all. Raises `SitesDifferError`.
    """
    _say(f"{count:,} notices: writing the sources")
    prepare(folder, count, generators)
    first = {}
    for each in generators:
        try:
            first[each.name] = _clean(each, folder / each.name, limit, memory=True)
        except TimeoutError as error:
            _say(f"{each.name} is left out: {error}")
    taking_part = [each for each in generators if each.name in first]
    _compare(folder, taking_part, count)
    turns: dict[str, list[Turn]] = {each.name: [] for each in taking_part}
    for number in range(runs):
        for each in taking_part:
            if number == 0 or first[each.name].seconds <= patience:
                turns[each.name].append(_turn(each, folder / each.name, f"notice-{count // 2}", limit))
    return [
        _result(
            each,
            folder / each.name,
            count,
            first[each.name].megabytes,
            turns[each.name],
            _save(each, folder / each.name, f"notice-{count // 3}", port=port, saves=saves, limit=limit),
        )
        for port, each in enumerate(taking_part, FIRST_PORT)
    ]


def _turn(generator: Generator, site: Path, id_: str, limit: float) -> Turn:
    clean = _clean(generator, site, limit)
    time.sleep(SETTLED_AFTER)
    unchanged = run(generator.build(site), site, limit=limit)
    edit(generator.source(site, id_))
    after_edit = run(generator.build(site), site, limit=limit)
    _say(
        f"{generator.name}: clean {clean.seconds:.2f} s, no change {unchanged.seconds:.2f} s, "
        f"one edit {after_edit.seconds:.2f} s"
    )
    return Turn(clean, unchanged, after_edit)


def _clean(generator: Generator, site: Path, limit: float, *, memory: bool = False) -> Run:
    # Set aside and not deleted: for some time after files were deleted ext4 is several times slower at making new ones,
    # which no build without output would otherwise meet.
    _ASIDE.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=_ASIDE))
    for name in (str(generator.output), *generator.kept):
        with contextlib.suppress(FileNotFoundError):
            (site / name).rename(aside / name)
    # File systems put off work; none may still owe it for what another generator wrote.
    os.sync()
    return run(generator.build(site), site, limit=limit, memory=memory)


def _compare(folder: Path, generators: Sequence[Generator], count: int) -> None:
    first, *others = generators
    sources = folder / first.name / "content" / "notices"
    sample = [material.read_notice(sources / f"notice-{n}") for n in range(0, count, -(-count // SAMPLE))]
    found = [
        f"{each.name}: {line}"
        for each in others
        for line in differences(folder / first.name / first.output, folder / each.name / each.output, sample)
    ]
    if found:
        raise SitesDifferError("\n".join(found[:30]))
    _say(f"the sites are equivalent, by {len(sample)} notices compared")


def _result(
    generator: Generator, site: Path, count: int, megabytes: float, turns: Sequence[Turn], save: float | None
) -> Result:
    return Result(
        generator=f"{generator.name} {generator.version}",
        notices=count,
        clean=median(turn.clean.seconds for turn in turns),
        cpu=median(turn.clean.cpu_seconds for turn in turns),
        megabytes=megabytes,
        unchanged=median(turn.unchanged.seconds for turn in turns),
        edit=median(turn.edit.seconds for turn in turns),
        save=save,
        page_kilobytes=(site / generator.output / "notices" / "notice-0" / "index.html").stat().st_size / 1e3,
    )


def _save(generator: Generator, site: Path, id_: str, *, port: int, saves: int, limit: float) -> float | None:
    if not saves:
        return None
    try:
        found = seconds_to_visible(generator, site, id_, port=port, saves=saves, start_limit=limit, limit=SAVE_LIMIT)
    except TimeoutError as error:
        _say(f"{generator.name}: {error}")
        return None
    _say(f"{generator.name}: saved and visible after {median(found):.3f} s")
    return median(found)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
