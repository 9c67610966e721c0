"""The law of the build: an incremental build leaves exactly the bytes that a clean build leaves."""

import shutil
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from tests.building.editing import EditedSite, picks
from tests.building.running import SOAK
from tests.small_site import AS_OF, tree
from zhaoshi.building.build import build
from zhaoshi.building.gone import GONE, ID_GONE
from zhaoshi.building.report import BuildReport
from zhaoshi.model.moved import MOVED
from zhaoshi.problems import BuildFailed, Problem, in_order


class Law(EditedSite):
    """Edits a site in every way there is and compares what two builds make of it."""

    bytecode: Path
    """Compiled templates of earlier clean builds: the one thing that a clean build is given, because it is Jinja's."""

    def __init__(self) -> None:
        super().__init__()
        self.site = self.root / "site"
        self.as_of = AS_OF
        self.drafts = False
        self.searches = 0
        self.waits = 0
        """Changes to be made before the next build."""
        self.clean_builds = 0
        self.manifest_is_ours = True
        self.good: dict[str, bytes] = {}
        """Sources of the last build that succeeded."""
        self.failures = 0
        """Builds that failed since."""

    @rule()
    def take_the_last_changes_back(self) -> None:
        """Return to the sources of the last build that succeeded."""
        for path in self.sources() + self.templates():
            if path.relative_to(self.root).as_posix() not in self.good:
                path.unlink()
        for name, data in self.good.items():
            path = self.root / name
            if path.is_dir():
                shutil.rmtree(path)
            if not path.is_file() or path.read_bytes() != data:
                for folder in path.relative_to(self.root).parents:
                    if (self.root / folder).is_file():
                        (self.root / folder).unlink()
                self.write(path, data)

    # The build itself

    @rule(days=st.integers(-40, 40))
    def another_day(self, days: int) -> None:
        self.as_of = max(date(2023, 1, 1), min(date(2025, 1, 1), self.as_of + timedelta(days)))

    @rule()
    def toggle_drafts(self) -> None:
        self.drafts = not self.drafts

    @rule()
    def let_the_next_sites_have_a_search(self) -> None:
        self.searches = 2

    @rule(count=st.integers(1, 4))
    def change_more_before_the_next_build(self, count: int) -> None:
        self.waits = count + 1

    @precondition(lambda self: self.manifest_is_ours)
    @rule(pick=picks, how=st.sampled_from(["all", "file", "half a file", "standby", "record", "half the record"]))
    def damage_memory(self, pick: int, how: str) -> None:
        memory = self.root / ".zhaoshi"
        files = sorted(path for path in memory.rglob("*") if path.is_file())
        record = memory / "site/record"
        target = record if "record" in how else files[pick % len(files)] if files else record
        if how == "all":
            shutil.rmtree(memory, ignore_errors=True)
        elif how == "standby":
            shutil.rmtree(memory / "site/standby", ignore_errors=True)
        elif target.is_file() and how.startswith("half"):
            data = target.read_bytes()
            target.unlink()  # a file of the standby tree may be linked into the site
            target.write_bytes(data[: len(data) // 2])
        else:
            target.unlink(missing_ok=True)

    @rule(pick=picks, how=st.sampled_from(["delete", "change", "replace", "older", "all"]))
    def damage_site(self, pick: int, how: str) -> None:
        files = sorted(path for path in self.site.rglob("*") if path.is_file())
        if not files:
            return
        path = files[pick % len(files)]
        if how == "all":
            shutil.rmtree(self.site)
            return
        if path.name == "manifest.json" and how != "older":
            # Without its manifest, a site whose memory is lost as well is nobody's.
            if not (self.root / ".zhaoshi/site/record").is_file() or self.waits:
                return
            self.manifest_is_ours = False
        if how == "delete":
            path.unlink()
        elif how == "change":
            with path.open("ab") as file:
                file.write(b"x")
        elif how == "replace":
            path.unlink()
            path.write_bytes(b"x")
        self.age(path) if path.exists() else None

    # The law

    @invariant()
    def incremental_build_is_a_clean_build(self) -> None:
        if self.waits:
            self.waits -= 1
            return
        before = tree(self.site)
        self.searches = max(self.searches - 1, 0)
        made = self.build(self.root)
        clean = self.clean_build()
        if isinstance(made, BuildReport) and isinstance(clean, BuildReport):
            _same(tree(self.site), tree(self.here / "clean/site"))
            assert _without_memory(made.problems) == clean.problems
            assert (made.notices, made.findings) == (clean.notices, clean.findings)
            inode = self.site.stat().st_ino
            again = self.build(self.root)
            assert isinstance(again, BuildReport)
            assert (again.created, again.updated, again.removed, again.reasons) == (set(), set(), set(), {})
            assert self.site.stat().st_ino == inode
            self.manifest_is_ours = True
            self.failures = 0
            self.good = {
                path.relative_to(self.root).as_posix(): path.read_bytes() for path in self.sources() + self.templates()
            }
        else:
            assert isinstance(made, tuple)
            assert _without_memory(made) == clean
            assert tree(self.site) == before
            self.failures += 1
        shutil.rmtree(self.here / "clean")
        if self.failures == 2:
            self.take_the_last_changes_back()
            self.incremental_build_is_a_clean_build()
            assert self.failures == 0

    def build(self, root: Path) -> BuildReport | tuple[Problem, ...]:
        try:
            return build(root, root / "site", as_of=self.as_of, drafts=self.drafts, jobs=1, search=self.searches > 0)
        except BuildFailed as failure:
            return in_order(failure.problems)

    def clean_build(self) -> BuildReport | tuple[Problem, ...]:
        root = self.here / "clean"
        for name in ("content", "templates"):
            with suppress(FileNotFoundError):
                shutil.copytree(self.root / name, root / name)
        self.clean_builds += 1
        theirs = root / ".zhaoshi/site/templates"
        if self.bytecode.is_dir() and self.clean_builds % 10:
            shutil.copytree(self.bytecode, theirs)
        made = self.build(root)
        if theirs.is_dir():
            shutil.copytree(theirs, self.bytecode, dirs_exist_ok=True)
        return made


def _without_memory(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Leave out what only a build can know that remembers another; it is no part of the site."""
    return tuple(problem for problem in problems if problem.code not in (MOVED, GONE, ID_GONE))


def _same(found: dict[str, bytes], wanted: dict[str, bytes]) -> None:
    """Compare two trees; says which files differ, not in which bytes."""
    assert sorted(found) == sorted(wanted)
    assert [path for path in sorted(found) if found[path] != wanted[path]] == []


@pytest.mark.long
@pytest.mark.timeout(900 * SOAK)  # a failure is made small before it is shown
def test_incremental_build_leaves_what_a_clean_build_leaves(tmp_path: Path) -> None:
    class Here(Law):
        folder = tmp_path
        bytecode = tmp_path / "bytecode"

    Here.TestCase.settings = settings(
        max_examples=15 * SOAK,
        stateful_step_count=25,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    Here.TestCase("runTest").debug()
