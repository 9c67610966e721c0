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

    A rate is compared at the precision in which it is claimed.
    """
    counted = {
        "findings": totals.found,
        "completed": totals.completed,
        "in_progress": totals.in_progress + totals.phased + totals.not_started,
        "long_term": totals.long_term,
        "institutions": institutions,
        "measures": measures,
    }
    for name, number in counted.items():
        claimed = getattr(claims, name)
        if claimed is not None and claimed != number:
            yield Difference(name, str(claimed), str(number))
    if claims.rate is not None and totals.found:
        rate = totals.completed * 100 / totals.found
        digits = len(f"{claims.rate:g}".partition(".")[2])
        if round(rate, digits) != claims.rate:
            yield Difference("rate", f"{claims.rate:g}%", f"{rate:.{digits}f}%")
