"""A build whose work is done by the workers of a cluster: the same bytes, and a sentence where there is none."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.building.running import PROJECT, SECONDS, missing, run_build, surroundings, until
from tests.small_site import FILES, make_site, tree

pytest.importorskip("distributed")


@contextmanager
def running(module: str, *options: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a part of dask.distributed until the end of a test."""
    with (folder / f"{module}-{len(list(folder.glob('*.log')))}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *options],
            stdout=log,
            stderr=log,
            cwd=folder,
            env=surroundings({"PYTHONPATH": str(PROJECT)}),
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait(SECONDS)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a scheduler with two workers, processes of their own."""
    folder = tmp_path_factory.mktemp("cluster")
    told = folder / "scheduler.json"
    with running(
        "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show",
        "--scheduler-file", str(told), folder=folder,
    ) as scheduler:  # fmt: skip
        until(lambda: told.exists() or scheduler.poll() is not None, "the scheduler runs")
        if scheduler.poll() is not None:
            missing("dask_scheduler")
        worker = ("--scheduler-file", str(told), "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
        with (
            running("dask_worker", *worker, "--name", "one", folder=folder),
            running("dask_worker", *worker, "--name", "two", folder=folder),
        ):
            yield json.loads(told.read_text(encoding="utf-8"))["address"]


def test_a_cluster_gives_the_bytes_of_one_process(tmp_path: Path, cluster: str) -> None:
    here, there = make_site(tmp_path / "here"), make_site(tmp_path / "there")
    assert run_build(here, "--jobs", "1").returncode == 0

    ended = run_build(there, "--cluster", cluster)

    assert ended.returncode == 0, ended.stderr
    assert tree(there / "site") == tree(here / "site")
    path = "content/notices/2023-library/notice.md"
    for root in (here, there):
        (root / path).write_text(FILES[path].replace("title: ", "title: 新的"), encoding="utf-8")
    assert run_build(here, "--jobs", "1").returncode == run_build(there, "--cluster", cluster).returncode == 0
    assert tree(there / "site") == tree(here / "site")


def test_what_is_wrong_with_sources_comes_back_from_a_cluster(tmp_path: Path, cluster: str) -> None:
    root = make_site(tmp_path / "there", {"content/notices/2023-library/ledger.yaml": "as_of: 明天\n"})

    ended = run_build(root, "--cluster", cluster)

    assert ended.returncode == 1
    assert "content/notices/2023-library/ledger.yaml:1:8" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_cluster_that_is_not_there_is_named(tmp_path: Path) -> None:
    ended = run_build(make_site(tmp_path), "--cluster", "tcp://127.0.0.1:9")

    assert ended.returncode == 3
    assert "the cluster tcp://127.0.0.1:9 cannot be reached" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "site").exists()
