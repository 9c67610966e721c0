"""What tests of the importer share: units, a way to import a text, and what the result says."""

from datetime import datetime
from itertools import pairwise

from zhaoshi.importing.manuscript import Manuscript
from zhaoshi.importing.text.notice_draft import Draft, draft_of
from zhaoshi.importing.text.pasted import read_text
from zhaoshi.importing.text.punctuation import Punctuation
from zhaoshi.model.notice import Notice, read_notice
from zhaoshi.model.unit import Unit
from zhaoshi.problems import Location, errors
from zhaoshi.text import front_matter, markdown

NOW = datetime(2026, 1, 2, 3, 4)
TITLE = "某区图书馆关于巡察整改进展情况的通报"

UNITS = (
    Unit(at=Location("units.yaml"), id="library", name="某区图书馆", short="区图书馆"),
    Unit(at=Location("units.yaml"), id="museum", name="某区博物馆"),
)


def imported(
    text: str, name: str = "2023-library.txt", *, id_: str | None = None, punctuation: Punctuation = Punctuation.KEEP
) -> Draft:
    """Import a text."""
    return drafted(read_text(text.encode(), name), id_=id_, punctuation=punctuation)


def of(*lines: str) -> Draft:
    """Import lines below a title."""
    return imported("\n".join([TITLE, *lines]) + "\n")


def drafted(manuscript: Manuscript, *, id_: str | None = None, punctuation: Punctuation = Punctuation.KEEP) -> Draft:
    """Import a manuscript."""
    return draft_of(manuscript, UNITS, now=NOW, id_=id_, punctuation_=punctuation)


def read(draft: Draft) -> Notice:
    """Read the sources of a draft as a build does."""
    notice, problems = read_notice(draft.id, "notice.md", draft.notice, "ledger.yaml", draft.ledger)
    assert errors(problems) == []
    assert notice is not None
    return notice


def body(draft: Draft) -> str:
    """Return the Markdown below the front matter, without the empty lines around it."""
    document, problems = front_matter.split(draft.notice, "notice.md")
    assert problems == []
    assert document is not None
    return document.body.strip("\n")


def blocks(draft: Draft) -> list[tuple[int, str]]:
    """Return level (0 for a paragraph) and words of each heading and paragraph."""
    tokens = markdown.parser().parse(body(draft))
    return [
        (int(before.tag[1:]) - 1 if before.type == "heading_open" else 0, markdown.plain_text(token))
        for before, token in pairwise(tokens)
        if token.type == "inline"
    ]


def codes_of(draft: Draft, group: str) -> list[tuple[int, str]]:
    """Return line and code of the entries of one group of the report."""
    return [(entry.line, entry.code) for entry in draft.entries if entry.group == group]
