# mypy: ignore-errors
"""A plugin that joins each article to the data of its notice."""

import json
from pathlib import Path

import ledger
from pelican import signals
from pelican.contents import Article


def join(article):
    """Give an article its notice, and its text what the ledger says."""
    if not isinstance(article, Article):
        return
    notice = json.loads(Path(article.source_path).with_name("notice.json").read_text(encoding="utf-8"))
    names = article.settings["NAMES"]
    article.counts = ledger.counts(notice["findings"])
    article.notice = {
        **notice,
        "unit_name": names[notice["unit"]]["name"],
        "round_name": names[notice["round"]]["name"],
        "figures": ledger.figures(article.counts),
    }
    article.table_of_contents = ledger.contents(article._content)
    article._content = ledger.with_ledger(article._content, notice["findings"], notice["areas"])


def register():
    """Join articles when they are made."""
    signals.content_object_init.connect(join)
