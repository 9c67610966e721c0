"""Results as a small picture: seconds by number of notices, both on logarithmic scales."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from benchmarks.results import Result

_WIDTH, _HEIGHT = 300, 260
_LEFT, _TOP, _GAP = 60, 50, 90
_COLOURS = ("#b3261e", "#1d4f91", "#2e7d32", "#8a6d00", "#6a3d9a")
_PANELS: tuple[tuple[str, Callable[[Result], float]], ...] = (
    ("Clean build, seconds", lambda result: result.clean),
    ("One edit, seconds", lambda result: result.edit),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """A logarithmic scale from one place on the paper to another."""

    low: float
    """Value at `start`."""
    high: float
    """Value at `end`."""
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the place of a value; the start where the scale has no length."""
        length = log10(self.high / self.low)
        return self.start + (self.end - self.start) * (log10(value / self.low) / length if length else 0)


def plot(results: Sequence[Result]) -> str:
    """Return an SVG with one panel for clean builds and one for builds after an edit."""
    names = list(dict.fromkeys(result.generator for result in results))
    values = [of(result) for _, of in _PANELS for result in results]
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    down = Scale(10.0**low, 10.0**high, _TOP + _HEIGHT, _TOP)
    width = _LEFT + len(_PANELS) * (_WIDTH + _GAP)
    height = _TOP + _HEIGHT + 50 + 20 * len(names)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"',
        ' font-family="sans-serif" font-size="13">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for number, (title, of) in enumerate(_PANELS):
        left = _LEFT + number * (_WIDTH + _GAP)
        parts.append(f'<text x="{left}" y="{_TOP - 18}" font-weight="bold">{title}</text>')
        parts += [_grid(left, down.at(10.0**power), f"{10.0**power:g}") for power in range(low, high + 1)]
        parts += _lines(results, names, of, left, down)
    for number, (name, colour) in enumerate(zip(names, _COLOURS, strict=False)):
        y = _TOP + _HEIGHT + 50 + 20 * number
        parts.append(f'<circle cx="{_LEFT + 6}" cy="{y - 4}" r="4" fill="{colour}"/>')
        parts.append(f'<text x="{_LEFT + 18}" y="{y}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _lines(
    results: Sequence[Result], names: Sequence[str], of: Callable[[Result], float], left: int, down: Scale
) -> Iterator[str]:
    sizes = sorted({result.notices for result in results})
    across = Scale(sizes[0], sizes[-1], left + 10, left + _WIDTH - 10)
    for size in sizes:
        yield f'<text x="{across.at(size):.1f}" y="{_TOP + _HEIGHT + 20}" text-anchor="middle">{size:,}</text>'
    for name, colour in zip(names, _COLOURS, strict=False):
        mine = sorted((result.notices, of(result)) for result in results if result.generator == name)
        yield _line([(across.at(size), down.at(value)) for size, value in mine], colour, name)


def _grid(left: int, y: float, label: str) -> str:
    return (
        f'<line x1="{left}" y1="{y:.1f}" x2="{left + _WIDTH}" y2="{y:.1f}" stroke="#ddd"/>'
        f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>'
    )


def _line(points: Sequence[tuple[float, float]], colour: str, name: str) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in points)
    return (
        f'<g><title>{escape(name)}</title><polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        f"{dots}</g>"
    )
