"""What was measured."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one generator took for one site; medians where it ran more than once."""

    generator: str
    """Name and version: Hugo 0.168.0."""
    notices: int
    clean: float
    """Seconds of a build without anything kept."""
    cpu: float
    """CPU seconds of the same."""
    megabytes: float
    """Of all its processes together."""
    unchanged: float
    """Seconds of a build where nothing was changed, in a new process."""
    edit: float
    """Seconds of a build where one sentence was changed, in a new process."""
    save: float | None
    """Seconds from saving a sentence until the preview server sends it; None where it did not, or was not asked to."""
    page_kilobytes: float
    """HTML of one notice."""
