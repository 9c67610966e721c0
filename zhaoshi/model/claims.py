"""Figures that a text states of itself, held against what is counted."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhaoshi.model.fields import PERCENT, WHOLE, optional
from zhaoshi.model.totals import Totals
from zhaoshi.problems import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Figures that the text states of itself; reconciled with what is counted, never shown instead of it."""

    at: Location | None = None
    findings: int | None = optional("问题数", WHOLE)
    completed: int | None = optional("已完成数", WHOLE)
    in_progress: int | None = optional("正在整改数", WHOLE)
    long_term: int | None = optional("长期坚持数", WHOLE)
    rate: float | None = optional("完成率", PERCENT)
    """Percent of the findings that are completed."""
    institutions: int | None = optional("制度数", WHOLE)
    measures: int | None = optional("措施数", WHOLE)


@dataclass(frozen=True, slots=True)
class Difference:
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
