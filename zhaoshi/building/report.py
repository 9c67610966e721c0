"""What a build says of itself: how far it is, how long it took, what it did."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from datetime import date

from msgspec import Struct, field

from zhaoshi.building.last_build import Doubts, LastBuild
from zhaoshi.building.shelf import Paths
from zhaoshi.problems import Message, Problem

Tell = Callable[[str, int], None]
"""Progress: name of the stage, number done."""


class BuildReport(Struct, frozen=True, kw_only=True):
    """What a build did."""

    as_of: date
    notices: int
    findings: int
    held_back: tuple[int, int]
    """How many notices were not published: drafts, and those whose day has not come."""
    created: Set[str]
    """Output paths."""
    updated: Set[str]
    unchanged: int
    removed: Set[str]
    doubts: Doubts
    """Errors end a build."""
    left_out: tuple[Message, ...]
    """What the site does without, because a library that it may use is not installed."""
    reasons: Mapping[str, str]
    """Why each page was rendered, by output path: `new`, `template`, `inputs`, `output`."""
    seconds: float
    stages: Mapping[str, float]
    """Seconds by stage."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The doubts themselves."""
        return self.doubts.problems


class Clock(Struct):
    """Measures a build and its stages."""

    stages: dict[str, float] = field(default_factory=dict)
    """Seconds by stage."""
    _start: float = field(default_factory=time.perf_counter)

    @property
    def seconds(self) -> float:
        """Seconds since the clock was made."""
        return time.perf_counter() - self._start

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time of the block to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] = self.stages.get(name, 0) + time.perf_counter() - start


def report_of(
    last: LastBuild,
    left_out: tuple[Message, ...],
    clock: Clock,
    updated: Iterable[str] = (),
    reasons: Mapping[str, str] | None = None,
) -> BuildReport:
    """Report a build that left the site as `last` says, and made no file and took none away."""
    changed = Paths(updated)
    return BuildReport(
        as_of=last.as_of,
        notices=last.notices,
        findings=last.findings,
        held_back=last.held_back,
        created=Paths(),
        updated=changed,
        unchanged=last.files - len(changed),
        removed=Paths(),
        doubts=last.doubts,
        left_out=left_out,
        reasons=reasons or {},
        seconds=clock.seconds,
        stages=clock.stages,
    )
