"""Results as a Markdown table, and the place for it in a document."""

from collections.abc import Callable, Sequence

from benchmarks.results import Result

START, STOP = "<!-- figures: written by make bench -->", "<!-- end of figures -->"
_COLUMNS: tuple[tuple[str, Callable[[Result], float | None]], ...] = (
    ("clean, s", lambda result: result.clean),
    ("CPU, s", lambda result: result.cpu),
    ("peak MB", lambda result: result.megabytes),
    ("no change, s", lambda result: result.unchanged),
    ("one edit, s", lambda result: result.edit),
    ("save → visible, s", lambda result: result.save),
)


def table(results: Sequence[Result], measure: str = "Hugo") -> str:
    """Return a table; in brackets stand ratios to the generator called `measure` at the same size."""
    heads = ["notices", "generator", *(head for head, _ in _COLUMNS), "page kB"]
    lines = [_row(heads), _row(["---:", "---", *["---:"] * len(_COLUMNS), "---:"])]
    for result in results:
        beside = next((one for one in results if one.notices == result.notices and _is(one, measure)), None)
        cells = [
            _cell(value(result), value(beside) if beside and beside is not result else None) for _, value in _COLUMNS
        ]
        lines.append(_row([f"{result.notices:,}", result.generator, *cells, _figure(result.page_kilobytes)]))
    return "\n".join(lines) + "\n"


def with_figures(document: str, figures: str) -> str:
    """Return a document with other text between its two markers; raises `ValueError` where it has none."""
    before, start, rest = document.partition(START)
    _, stop, after = rest.partition(STOP)
    if not start or not stop:
        raise ValueError("the document has no place for figures")
    return f"{before}{START}\n\n{figures}\n{STOP}{after}"


def _is(result: Result, name: str) -> bool:
    return result.generator.split()[0] == name


def _cell(value: float | None, measure: float | None) -> str:
    if value is None or not measure:
        return _figure(value)
    return f"{_figure(value)} ({_figure(value / measure)}×)"


def _figure(value: float | None) -> str:
    """Return three digits that count: 0.0123, 1.23, 123, 1,230."""
    if value is None:
        return "–"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
