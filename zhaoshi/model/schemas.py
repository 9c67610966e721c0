"""JSON Schemas of the YAML files, for editors that complete and check while one writes."""

from typing import Any

from zhaoshi.model.article import Reply, StandingPage
from zhaoshi.model.fields import schema_of
from zhaoshi.model.ledger import Ledger
from zhaoshi.model.notice_facts import NoticeFacts
from zhaoshi.model.round import Rounds
from zhaoshi.model.site import SiteSettings
from zhaoshi.model.unit import Units

_RECORDS: dict[str, type] = {
    "site": SiteSettings,
    "units": Units,
    "rounds": Rounds,
    "notice": NoticeFacts,
    "ledger": Ledger,
    "reply": Reply,
    "page": StandingPage,
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of file: `site`, `units`, `rounds`, `notice`, `ledger`, `reply`, `page`."""
    return {
        name: {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, **schema_of(record)}
        for name, record in _RECORDS.items()
    }
