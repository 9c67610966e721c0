"""One page of the sample for every class of page; browser tests and screenshots look at these."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageClass:
    """A page that stands for all of its kind."""

    name: str
    path: str
    """Address below the root of the sample."""
    template: str
    """File in `templates/pages/`."""


PAGE_CLASSES = (
    PageClass("home", "", "home.html"),
    PageClass("notices", "notices/", "notices.html"),
    PageClass("notices-year", "notices/year/2023/", "notices.html"),
    PageClass("notice-full", "notices/2023-culture-federation/", "notice.html"),
    PageClass("notice-without-ledger", "notices/2022-tcm-hospital/", "notice.html"),
    PageClass("notice-superseded", "notices/2023-urban-investment/", "notice.html"),
    PageClass("notice-withdrawn", "notices/2023-vocational-center/", "withdrawn.html"),
    PageClass("progress", "progress/", "progress.html"),
    PageClass("units", "units/", "units.html"),
    PageClass("unit", "units/culture-federation/", "unit.html"),
    PageClass("rounds", "rounds/", "rounds.html"),
    PageClass("round", "rounds/2023-1/", "round.html"),
    PageClass("institutions", "institutions/", "institutions.html"),
    PageClass("updates", "updates/", "updates.html"),
    PageClass("updates-month", "updates/2024-11/", "updates.html"),
    PageClass("replies", "replies/", "replies.html"),
    PageClass("contact", "contact/", "contact.html"),
    PageClass("search", "search/", "search.html"),
    PageClass("data", "data/", "data.html"),
    PageClass("about", "about/", "about.html"),
    PageClass("standing", "guide/", "standing.html"),
    PageClass("accessibility", "accessibility/", "accessibility.html"),
    PageClass("map", "sitemap/", "sitemap.html"),
    PageClass("not-found", "no/such/page/", "404.html"),
)

WIDTHS = (320, 768, 1280)
"""Width of a small phone, a tablet and a desk, in CSS pixels."""
