"""Whoever does the work, it comes back whole and in order."""

import os
import sys
from collections.abc import Sequence
from functools import partial
from operator import length_hint
from pathlib import Path

import pytest
from jinja2.nodes import Template

from tests.building.running import many_notices
from tests.small_site import build_site, make_site
from zhaoshi.building.crew import PAYS_FROM, Crew
from zhaoshi.problems import BuildFailed, EnvironmentFailed, Location, Problem, msg
from zhaoshi.rendering.compiling import CompiledEnvironment


def squares(numbers: Sequence[int]) -> list[tuple[int, int]]:
    return [(number * number, os.getpid()) for number in numbers]


def wait_for_a_later_one(pipe: Path, numbers: Sequence[int]) -> list[int]:
    if 0 in numbers:
        pipe.open("rb").close()
    if 10 * PAYS_FROM in numbers:
        pipe.open("wb").close()
    return [*numbers]


def refuse(numbers: Sequence[int]) -> list[int]:
    raise BuildFailed([Problem(Location("content/units.yaml", max(numbers)), "x", msg("no"))])


def lack(numbers: Sequence[int]) -> list[int]:
    raise EnvironmentFailed(msg("{number} cannot be read", number=numbers[0]))


def die(numbers: Sequence[int]) -> list[int]:
    os._exit(9)


def test_little_work_is_done_here() -> None:
    with Crew(processes=2) as crew:
        assert list(crew.map(squares, [3, 1, 2])) == [(9, os.getpid()), (1, os.getpid()), (4, os.getpid())]


def test_of_a_long_row_only_some_is_taken_at_a_time() -> None:
    row = iter(range(20 * PAYS_FROM))
    with Crew(processes=2) as crew:
        results = crew.map(squares, row)
        assert next(results)[0] == 0
        assert length_hint(row) > 18 * PAYS_FROM
        assert [square for square, _ in results] == [number * number for number in range(1, 20 * PAYS_FROM)]


def test_much_work_is_done_elsewhere_and_comes_back_in_order() -> None:
    numbers = list(range(PAYS_FROM * 3, 0, -1))
    with Crew(processes=2) as crew:
        results = list(crew.map(squares, numbers))

    assert [square for square, _ in results] == [number * number for number in numbers]
    assert os.getpid() not in {process for _, process in results}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_takes_long_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    row = range(20 * PAYS_FROM)
    with Crew(processes=2) as crew:
        assert list(crew.map(partial(wait_for_a_later_one, pipe), row)) == list(row)


def test_problems_come_back_from_another_process() -> None:
    with pytest.raises(BuildFailed) as failed, Crew(processes=2) as crew:
        list(crew.map(refuse, [7] * PAYS_FROM))
    assert failed.value.problems == (Problem(Location("content/units.yaml", 7), "x", msg("no")),)

    with pytest.raises(EnvironmentFailed) as lacking, Crew(processes=2) as crew:
        list(crew.map(lack, [7] * PAYS_FROM))
    assert lacking.value.message == msg("{number} cannot be read", number=7)


def test_a_worker_that_dies_is_named() -> None:
    with pytest.raises(EnvironmentFailed, match="a worker process died"), Crew(processes=2) as crew:
        list(crew.map(die, range(PAYS_FROM)))


def test_each_template_is_compiled_by_one_of_the_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "compiled"
    generate = CompiledEnvironment._generate

    def noting(self: CompiledEnvironment, source: Template, name: str, filename: str, defer_init: bool = False) -> str:
        with log.open("a") as file:
            file.write(f"{name}\n")
        return generate(self, source, name, filename, defer_init)

    monkeypatch.setattr(CompiledEnvironment, "_generate", noting)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # so that the site keeps its own code, and none is there yet
    build_site(make_site(tmp_path, many_notices(PAYS_FROM // 2)), jobs=2)

    compiled = log.read_text().split()
    assert len(set(compiled)) == len(compiled) > 0
