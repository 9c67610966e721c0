"""The findings of one notice as the site gives them out: its `ledger.json`, and its rows of `findings.csv`."""

from datetime import date
from pathlib import Path
from typing import Any

from zhaoshi import routes
from zhaoshi.building.single import single_notice
from zhaoshi.building.writing import Exported, target_of, write
from zhaoshi.languages import translations
from zhaoshi.pages import exports
from zhaoshi.pages.page import Tools
from zhaoshi.problems import BuildFailed, Location, Problem, msg
from zhaoshi.routes import Links


def export_json(
    root: Path, id_: str, out: Path | None = None, *, as_of: date | None = None, drafts: bool = False
) -> Exported:
    """Write what the site has as `ledger.json` of the notice `id_`; raises as `export_csv` does."""
    return _export("json", root, id_, out, as_of, drafts)


def export_csv(
    root: Path, id_: str, out: Path | None = None, *, as_of: date | None = None, drafts: bool = False
) -> Exported:
    """Write the rows that the notice `id_` has in the site's `findings.csv`.

    Raises `BuildFailed` where the notice cannot be had or has no ledger, `EnvironmentFailed` where the file cannot be
    written.
    """
    return _export("csv", root, id_, out, as_of, drafts)


def _export(form: str, root: Path, id_: str, out: Path | None, as_of: date | None, drafts: bool) -> Exported:
    notice, summary, library = single_notice(root, id_, as_of=as_of, drafts=drafts)
    if notice.ledger is None:
        raise BuildFailed(
            [
                Problem(
                    Location(f"content/notices/{id_}/ledger.yaml"),
                    "notice.without-ledger",
                    msg("the notice “{name}” has no ledger", name=id_),
                    msg("export it as xlsx to fill one in"),
                )
            ]
        )
    site = library.site
    gettext = translations(site.language.value).gettext
    tools = Tools(Links(routes.notice(id_), site.links), gettext, {summary.digest: notice}.__getitem__, _no_typeface)
    if form == "json":
        day = library.as_of if summary.has_promises else None
        data = exports.make(exports.LedgerInputs(site=site, notice=summary.digest, as_of=day), tools)
    else:
        parts = exports.table_parts(library, [summary])
        data = b"".join(exports.make(part.inputs, tools) for part in parts)
    target = target_of(out, f"{id_}.{form}")
    write(target, data)
    return Exported(target)


def _no_typeface() -> Any:
    raise AssertionError("no picture is drawn here")
