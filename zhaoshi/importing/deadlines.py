"""Until when something is due: by a day, or by the end of a month or a year, which texts name as often."""

import re
from calendar import monthrange
from datetime import date
from unicodedata import normalize

_END = re.compile(
    r"(?P<year>20\d\d)年(?:(?P<month>0?[1-9]|1[0-2])月份?|年)?[底末](?:之前|以前|前)?(?:完成|整改到位|到位)?"
)

_BY = re.compile(r"(?:之前|以前|前)(?:完成|整改到位|到位)?$")


def names_deadline(text: str) -> bool:
    """Tell whether a text says by when something is to be done, not when it was: 2024年6月30日前."""
    return bool(_BY.search(_bare(text)))


def last_day(text: str) -> date | None:
    """Return the last day of the month or year by whose end something is due: 2024年6月底前, 2024年底.

    None for any other text: 6月底 does not say the year, 2024年6月前 not whether June counts.
    """
    found = _END.fullmatch(_bare(text))
    if found is None:
        return None
    year, month = int(found["year"]), int(found["month"] or 12)
    return date(year, month, monthrange(year, month)[1])


def _bare(text: str) -> str:
    """Return a text in characters of one width, without spaces and signs."""
    return re.sub(r"[\s（()）。；;，,]", "", normalize("NFKC", text))
