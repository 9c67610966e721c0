"""Figures that a text states of itself, held against what is counted."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Struct

from zhaoshi.model.fields import Named
from zhaoshi.model.readers import PERCENT, WHOLE
from zhaoshi.model.totals import Totals
from zhaoshi.problems import Location


class Claims(Struct, frozen=True, array_like=True, kw_only=True):
    """Figures that the text states of itself; reconciled with what is counted, never shown instead of it."""

    at: Location | None = None
    findings: Annotated[int | None, Named("问题数", WHOLE)] = None
    completed: Annotated[int | None, Named("已完成数", WHOLE)] = None
    in_progress: Annotated[int | None, Named("正在整改数", WHOLE)] = None
    """Alone, with what is completed in part, or all that is neither completed nor long-term."""
    long_term: Annotated[int | None, Named("长期坚持数", WHOLE)] = None
    rate: Annotated[float | None, Named("完成率", PERCENT)] = None
    """Percent of the findings that are completed."""
    institutions: Annotated[int | None, Named("制度数", WHOLE)] = None
    measures: Annotated[int | None, Named("措施数", WHOLE)] = None


class Difference(Struct, frozen=True):
    """A claim that the record does not bear out."""

    name: str
    """Field of the claim."""
    claimed: str
    counted: str


def differences(claims: Claims, totals: Totals, institutions: int, measures: int) -> Iterator[Difference]:
    """Yield every claim that differs from what was counted.

    Where no status is stated, none is counted either, and what is claimed of statuses is left alone.
    """
    counted = {"findings": totals.found, "institutions": institutions, "measures": measures}
    is_stated = totals.completed_percent is not None
    if is_stated:
        counted |= {name: getattr(totals, name) for name in ("completed", "in_progress", "long_term")}
    begun = totals.in_progress + totals.phased
    also = {"in_progress": (begun, begun + totals.not_started)}
    for name in Claims.__struct_fields__:
        claimed = getattr(claims, name)
        if name in counted and claimed not in (None, counted[name], *also.get(name, ())):
            yield Difference(name, str(claimed), str(counted[name]))
    if is_stated and claims.rate is not None:
        yield from _rate_difference(claims.rate, totals)


def _rate_difference(claimed: float, totals: Totals) -> Iterator[Difference]:
    """Compare at the precision of the claim, which may be rounded; what is named is rounded down as on every page."""
    written = f"{claimed:g}"
    digits = len(written.partition(".")[2])
    completed, found = totals.completed * 100 * 10**digits, totals.found
    down, rounded = completed // found, (2 * completed + found) // (2 * found)
    if round(claimed * 10**digits) not in (down, rounded):
        yield Difference("rate", f"{written}%", f"{down / 10**digits:.{digits}f}%")
