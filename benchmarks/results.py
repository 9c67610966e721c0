"""What was measured."""

from dataclasses import dataclass
from statistics import median

from benchmarks.processes import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one generator took for one site; None stands for what could not be measured."""

    generator: str
    """Name and version: Hugo 0.168.0."""
    notices: int
    clean: float | None
    """Seconds of a build without anything kept; medians here and below."""
    cpu: float | None
    """CPU seconds of the same."""
    megabytes: float | None
    """Of all its processes together."""
    unchanged: float | None
    """Seconds of a build where nothing was changed, in a new process."""
    edit: float | None
    """Seconds of a build where one sentence was changed, in a new process."""
    save: float | None
    """Seconds from saving a sentence until the preview server sends it."""
    page_kilobytes: float | None
    """HTML of one notice."""
    runs: int


def middle(runs: list[Run]) -> tuple[float | None, float | None]:
    """Return the medians of wall and CPU seconds."""
    if not runs:
        return None, None
    return median(run.seconds for run in runs), median(run.cpu_seconds for run in runs)
