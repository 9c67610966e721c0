"""A build that is killed leaves the old site or the new one, byte for byte, and the next build is right."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest

from tests.building.running import (
    KILLED,
    PROJECT,
    SECONDS,
    SOAK,
    children,
    held,
    is_alive,
    many_notices,
    memo,
    run_build,
    started,
    surroundings,
    until,
)
from tests.small_site import FILES, build_site, make_site, tree
from zhaoshi.building import release

OUT_OF_TIME = -signal.SIGPROF
Sources = dict[str, str | bytes | None]

LIBRARY = "content/notices/2023-library"
FIRST: Sources = {}
SECOND: Sources = {
    f"{LIBRARY}/notice.md": FILES[f"{LIBRARY}/notice.md"].replace("高度重视", "十分重视"),
    f"{LIBRARY}/attachments/rules.csv": "名称,日期\n另一项制度,2023-08-01\n",
    "content/notices/2023-museum/notice.md": None,
    "content/notices/2024-museum/notice.md": FILES["content/notices/2023-museum/notice.md"],
}
_QUOTED = FILES[f"{LIBRARY}/notice.md"].replace("title: ", "summary: 摘要。\ntitle: ", 1)
WORDS: tuple[Sources, Sources] = (
    {f"{LIBRARY}/notice.md": _QUOTED},
    {f"{LIBRARY}/notice.md": _QUOTED.replace("高度重视", "十分重视")},
)
"""Versions that differ in words of one text, so that the second is amended; see `building.amending`."""


class Versions:
    """A site folder whose sources go back and forth between two versions, and what each looks like when built."""

    def __init__(self, folder: Path, first: Sources, second: Sources) -> None:
        self.root = folder / "root"
        self.output = self.root / "site"
        self._files = (first, second)
        self.built = []
        for number, changes in enumerate(self._files):
            root = make_site(folder / f"clean-{number}", changes)
            build_site(root)
            self.built.append(tree(root / "site"))
        assert self.built[0] != self.built[1]
        make_site(self.root, first)
        build_site(self.root)

    def live(self) -> int:
        """Return which version the live site is, whole."""
        found = tree(self.output)
        assert found in self.built, _difference(found, self.built)
        return self.built.index(found)

    def prepare(self, version: int) -> None:
        """Write the sources of a version."""
        for path in self._files[0].keys() | self._files[1].keys():
            (self.root / path).unlink(missing_ok=True)
        make_site(self.root, self._files[version])


def _difference(found: dict[str, bytes], built: list[dict[str, bytes]]) -> str:
    return "; ".join(
        str(sorted(path for path in found.keys() | other.keys() if found.get(path) != other.get(path)))
        for other in built
    )


class Mortal:
    """Builds that die at a chosen step or after a chosen time; see `dying`."""

    def __init__(self, into: IO[str], out: IO[str]) -> None:
        self._into = into
        self._out = out
        self.spent = 0.0
        """Seconds that the processor worked for the last build."""

    def build(self, root: Path, step: int = 0, sandbox: str = "", seconds: float = 0) -> int:
        """Build and return how it ended; without a step and a time nothing is killed."""
        print(json.dumps([str(root), step, sandbox, seconds]), file=self._into, flush=True)
        status, self.spent = json.loads(self._out.readline())
        return int(status)


@pytest.fixture
def mortal() -> Iterator[Mortal]:
    """A process that lets its children die."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.building.dying"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
        env=surroundings(),
    )
    assert process.stdin
    assert process.stdout
    try:
        yield Mortal(process.stdin, process.stdout)
        process.stdin.close()
        assert process.wait(SECONDS) == 0
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(SECONDS)
        process.stdin.close()
        process.stdout.close()


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("sandbox", ["with exchange", "without exchange"])
@pytest.mark.parametrize(("sources", "fewest"), [((FIRST, SECOND), 50), (WORDS, 15)], ids=["whole", "amended"])
def test_death_at_any_step_leaves_one_whole_site(
    tmp_path: Path, mortal: Mortal, sandbox: str, sources: tuple[Sources, Sources], fewest: int
) -> None:
    """Every change that a build makes in the file system is once the last one that it makes."""
    versions = Versions(tmp_path, *sources)
    step, ended = 0, {True: 0, False: 0}
    old = 0
    while ended[False] < 2:
        step += 1
        versions.prepare(1 - old)
        status = mortal.build(versions.root, step, sandbox)
        assert status in (KILLED, 0)
        ended[status == KILLED] += 1
        if sandbox == "without exchange" and not versions.output.exists():
            folder = versions.root / ".zhaoshi/site"
            release.recover(folder / "standby", versions.output, folder / "previous")
        assert versions.live() in ((1 - old,) if status == 0 else (old, 1 - old))
        if step % 3 == 0:  # the sources change back before the next build
            versions.prepare(old)
            wanted = old
        else:
            wanted = 1 - old
        assert mortal.build(versions.root, sandbox=sandbox) == 0
        assert versions.live() == wanted
        old = wanted
    assert ended[True] > fewest


@pytest.mark.timeout(240)
def test_death_at_any_step_of_the_first_build_leaves_no_site_or_a_whole_one(tmp_path: Path, mortal: Mortal) -> None:
    root = make_site(tmp_path / "clean")
    build_site(root)
    whole = tree(root / "site")
    step, status = 0, KILLED
    while status == KILLED:
        step += 31
        root = make_site(tmp_path / f"root-{step}")
        status = mortal.build(root, step, "without bytecode")
        assert tree(root / "site") in ({}, whole)
        build_site(root)
        assert tree(root / "site") == whole
    assert status == 0


MANY = many_notices(20)
MANY_OTHER = {**MANY, "content/site.yaml": FILES["content/site.yaml"].replace("测试公开网", "另一个公开网"), **SECOND}


@pytest.fixture(scope="module")
def versions_of_many(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """Two versions of a site of many notices that differ in every page."""
    return Versions(tmp_path_factory.mktemp("many"), MANY, MANY_OTHER)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("seed", range(4 * SOAK))
def test_death_at_a_random_moment_leaves_one_whole_site(versions_of_many: Versions, mortal: Mortal, seed: int) -> None:
    versions = versions_of_many
    chance = random.Random(seed)
    versions.prepare(1 - versions.live())
    assert mortal.build(versions.root) == 0
    whole = mortal.spent
    killed = turn = 0
    while killed < 25:
        turn += 1
        wanted = 1 - versions.live()
        versions.prepare(wanted)
        # A third of the deaths fall near the end, where files are linked and the trees are switched.
        share = chance.uniform(0.8, 1.1) if turn % 3 == 0 else chance.uniform(0.01, 1)
        status = mortal.build(versions.root, seconds=whole * share)
        assert status in (OUT_OF_TIME, 0)
        assert versions.live() in ((wanted,) if status == 0 else (wanted, 1 - wanted))
        killed += status == OUT_OF_TIME
        if status == 0:
            whole *= 0.9  # the machine has become faster; without this, a build might never be killed
        elif turn % 8 == 0:
            assert mortal.build(versions.root) == 0
            assert versions.live() == wanted


@pytest.mark.timeout(240)
def test_killed_parallel_build_leaves_neither_workers_nor_a_lock(changed: Path, tmp_path: Path) -> None:
    workers: list[int] = []
    with held(memo(changed)) as hold, started(changed, "--jobs", "2") as process:
        try:
            hold.until_wanted()
            workers = children(process.pid)
            assert len(workers) == 2
            process.kill()
            process.wait(SECONDS)
            hold.let_go()
            until(lambda: not any(map(is_alive, workers)), "the workers of the killed build have ended", seconds=20)
        finally:
            for pid in filter(is_alive, workers):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
    assert run_build(changed, "--jobs", "2").returncode == 0
    shutil.copytree(changed / "content", tmp_path / "clean/content")
    build_site(tmp_path / "clean")
    assert tree(changed / "site") == tree(tmp_path / "clean/site")
