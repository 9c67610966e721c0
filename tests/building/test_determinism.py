"""The same sources and the same day give the same bytes, on any machine, in any order of work."""

import json
import locale
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.building.running import (
    PROJECT,
    SECONDS,
    children,
    held,
    many_notices,
    memo,
    run_build,
    started,
    surroundings,
)
from tests.small_site import AS_OF, FILES, build_site, make_site, tree
from zhaoshi.building.reading import _PAYS_FROM

Site = dict[str, bytes]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small site as it always has to be."""
    root = make_site(tmp_path_factory.mktemp("small"))
    build_site(root)
    return tree(root / "site")


@pytest.fixture(scope="module")
def large(many: Path) -> Site:
    """A site of so many pages that worker processes pay."""
    return tree(many / "site")


def differing(found: Site, wanted: Site) -> list[str]:
    return sorted(path for path in found.keys() | wanted.keys() if found.get(path) != wanted.get(path))


def assert_builds(root: Path, wanted: Site, *options: str, env: dict[str, str] | None = None) -> None:
    ended = run_build(root, *options, env=env)
    assert ended.returncode == 0, ended.stderr
    assert differing(tree(root / "site"), wanted) == []


def test_site_does_not_depend_on_its_folder(tmp_path: Path, small: Site) -> None:
    root = make_site(tmp_path / "another folder" / "另一处")
    build_site(root)
    assert differing(tree(root / "site"), small) == []


def test_site_does_not_depend_on_the_name_of_its_output_folder(tmp_path: Path, small: Site) -> None:
    root = make_site(tmp_path / "root")
    ended = run_build(root, "--out", str(tmp_path / "public"))
    assert ended.returncode == 0
    assert differing(tree(tmp_path / "public"), small) == []


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "UTC"])
def test_site_does_not_depend_on_the_time_zone_of_the_machine(tmp_path: Path, small: Site, zone: str) -> None:
    assert_builds(make_site(tmp_path), small, env={"TZ": zone})


@pytest.mark.parametrize("name", ["C", "C.UTF-8", "zh_CN.UTF-8", "tr_TR.UTF-8"])
def test_site_does_not_depend_on_the_locale(tmp_path: Path, small: Site, name: str) -> None:
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        if os.environ.get("CI"):
            pytest.fail(f"the locale {name} is not installed")
        pytest.skip(f"the locale {name} is not installed")
    finally:
        locale.setlocale(locale.LC_ALL, before)
    assert_builds(make_site(tmp_path), small, env={"LC_ALL": name})


def test_site_does_not_depend_on_the_language_of_messages(tmp_path: Path, small: Site) -> None:
    assert_builds(make_site(tmp_path), small, "--language", "zh-CN")


@pytest.mark.parametrize("seed", ["0", "1", "4000000000"])
def test_site_does_not_depend_on_the_order_of_sets(tmp_path: Path, small: Site, seed: str) -> None:
    assert_builds(make_site(tmp_path), small, env={"PYTHONHASHSEED": seed})


def test_site_does_not_depend_on_who_keeps_the_code_of_templates(tmp_path: Path, small: Site) -> None:
    """The program keeps it beside its own; where Python may write none, the site does."""
    assert_builds(make_site(tmp_path), small, env={"PYTHONDONTWRITEBYTECODE": "1"})
    assert list((tmp_path / ".zhaoshi/site/templates").iterdir())


def test_memory_of_one_process_is_understood_by_another(tmp_path: Path, small: Site) -> None:
    root = make_site(tmp_path)
    assert_builds(root, small, env={"PYTHONHASHSEED": "1", "TZ": "UTC"})
    ended = run_build(root, "--json", env={"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C"})
    pages = json.loads(ended.stdout)["pages"]
    assert (pages["created"], pages["updated"], pages["removed"]) == ([], [], [])
    assert pages["unchanged"] == len(small)
    assert build_site(root).reasons == {}


def test_site_does_not_depend_on_the_order_in_which_sources_were_made(tmp_path: Path, large: Site) -> None:
    files = {**FILES, **many_notices(120)}
    _write_in_order(tmp_path, reversed(list(files)), files)
    build_site(tmp_path)
    assert differing(tree(tmp_path / "site"), large) == []


def _write_in_order(root: Path, names: Iterable[str], files: dict[str, str | bytes | None]) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = files[name]
        assert isinstance(content, str)
        path.write_text(content, encoding="utf-8", newline="\n")


@pytest.mark.parametrize("jobs", ["1", "2", "3"])
def test_site_does_not_depend_on_the_number_of_workers(tmp_path: Path, large: Site, jobs: str) -> None:
    assert_builds(make_site(tmp_path, many_notices(120)), large, "--jobs", jobs)


def test_workers_really_run(changed: Path) -> None:
    with held(memo(changed)) as hold, started(changed, "--jobs", "2") as process:
        hold.until_wanted()
        assert len(children(process.pid)) == 2
        hold.let_go()
        process.communicate(timeout=SECONDS)
        assert process.returncode == 0


def test_workers_that_parse_give_the_same_site(tmp_path: Path) -> None:
    sites = []
    for jobs in ("1", "2"):
        root = make_site(tmp_path / jobs, many_notices(_PAYS_FROM + 10))
        ended = run_build(root, "--jobs", jobs)
        assert ended.returncode == 0, ended.stderr
        sites.append(tree(root / "site"))
    assert differing(*sites) == []


def test_site_does_not_depend_on_how_workers_are_started(tmp_path: Path, large: Site) -> None:
    """In a process that has threads, as the live preview has, workers are spawned and not forked."""
    root = make_site(tmp_path, many_notices(120))
    program = f"""
import datetime, pathlib, threading
from zhaoshi.building.build import build
end = threading.Event()
thread = threading.Thread(target=end.wait)
thread.start()
try:
    root = pathlib.Path({str(root)!r})
    build(root, root / "site", as_of=datetime.date.fromisoformat({AS_OF.isoformat()!r}), jobs=2, search=False)
finally:
    end.set()
    thread.join()
"""
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=SECONDS * 2,
        cwd=PROJECT,
        env=surroundings(),
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert differing(tree(root / "site"), large) == []


def test_site_does_not_depend_on_permissions_and_times_of_sources(tmp_path: Path, small: Site) -> None:
    root = make_site(tmp_path)
    for number, path in enumerate(sorted((root / "content").rglob("*.*"))):
        path.chmod(0o755)
        os.utime(path, (number, 2_000_000_000 + number))
    build_site(root)
    assert differing(tree(root / "site"), small) == []


def test_umask_does_not_change_the_bytes(tmp_path: Path, small: Site) -> None:
    root = make_site(tmp_path)
    before = os.umask(0o077)
    try:
        build_site(root)
    finally:
        os.umask(before)
    assert differing(tree(root / "site"), small) == []


def test_day_can_be_given_by_the_environment(tmp_path: Path, small: Site) -> None:
    """SOURCE_DATE_EPOCH of reproducible-builds.org."""
    root = make_site(tmp_path)
    ended = subprocess.run(
        [sys.executable, str(PROJECT / "build.py"), "--root", str(root), "--quiet", "--no-search"],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        env=surroundings({"SOURCE_DATE_EPOCH": "1709251200", "TZ": "America/Los_Angeles"}),  # 2024-03-01T00:00Z
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert differing(tree(root / "site"), small) == []
