"""What the sources say, each record valid by itself and none yet held against another."""

from collections.abc import Callable, Mapping
from typing import IO

from msgspec import Struct

from zhaoshi.model.article import Reply, StandingPage
from zhaoshi.model.round import Round
from zhaoshi.model.site import SiteSettings
from zhaoshi.model.summary import Details, NoticeSummary
from zhaoshi.model.unit import Unit


class Attachment(Struct, frozen=True, array_like=True, kw_only=True):
    """A file beside a notice."""

    name: str
    """Path below the notice's folder: `attachments/rules.pdf`."""
    size: int
    """Bytes."""
    digest: str
    source: str
    """Path below the site's root."""


class Records(Struct, frozen=True, array_like=True, kw_only=True):
    """What the sources say, each record valid by itself."""

    site: SiteSettings
    units: tuple[Unit, ...]
    rounds: tuple[Round, ...]
    notices: tuple[NoticeSummary, ...]
    replies: tuple[Reply, ...]
    pages: tuple[StandingPage, ...]
    attachments: Mapping[str, tuple[Attachment, ...]]
    """Those beside each notice, by its id; asked for, not held."""
    details: Callable[[str], Details]
    """Reads those of a notice, by its digest."""
    spool: Callable[[], IO[bytes]]
    """Opens an empty file for what may be too much to be held; closing it deletes it."""
    unread: frozenset[str] = frozenset()
    """Ids of notices that are there but have errors of their own."""
