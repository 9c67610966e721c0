"""Results as a small picture: seconds by number of notices, both on logarithmic scales."""

from collections.abc import Callable, Sequence
from html import escape
from math import ceil, floor, log10

from benchmarks.results import Result

_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 300, 260, 60, 50, 90
_COLOURS = ("#b3261e", "#1d4f91", "#2e7d32", "#8a6d00", "#6a3d9a")
_PANELS: tuple[tuple[str, Callable[[Result], float | None]], ...] = (
    ("Clean build", lambda result: result.clean),
    ("One edit", lambda result: result.edit),
)


def plot(results: Sequence[Result]) -> str:
    """Return an SVG with one panel for clean builds and one for builds after an edit."""
    names = list(dict.fromkeys(result.generator for result in results))
    sizes = sorted({result.notices for result in results})
    values = [value for _, of in _PANELS for result in results if (value := of(result)) is not None]
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    width = _LEFT + len(_PANELS) * (_WIDTH + _GAP)
    height = _TOP + _HEIGHT + 50 + 20 * len(names)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"',
        ' font-family="sans-serif" font-size="13">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for number, (title, of) in enumerate(_PANELS):
        left = _LEFT + number * (_WIDTH + _GAP)

        def across(size: int, left: int = left) -> float:
            span = log10(sizes[-1] / sizes[0]) or 1
            return left + 10 + (_WIDTH - 20) * log10(size / sizes[0]) / span

        def down(seconds: float) -> float:
            return _TOP + _HEIGHT * (high - log10(seconds)) / ((high - low) or 1)

        parts.append(f'<text x="{left}" y="{_TOP - 18}" font-weight="bold">{title}, seconds</text>')
        parts += [_grid(left, down(10.0**power), f"{10.0**power:g}") for power in range(low, high + 1)]
        parts += [
            f'<text x="{across(size):.1f}" y="{_TOP + _HEIGHT + 20}" text-anchor="middle">{size:,}</text>'
            for size in sizes
        ]
        for name, colour in zip(names, _COLOURS, strict=False):
            mine = {result.notices: of(result) for result in results if result.generator == name}
            points = [(across(size), down(value)) for size, value in sorted(mine.items()) if value is not None]
            parts.append(_line(points, colour, name))
    for number, (name, colour) in enumerate(zip(names, _COLOURS, strict=False)):
        y = _TOP + _HEIGHT + 50 + 20 * number
        parts.append(f'<circle cx="{_LEFT + 6}" cy="{y - 4}" r="4" fill="{colour}"/>')
        parts.append(f'<text x="{_LEFT + 18}" y="{y}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


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
