# mypy: ignore-errors
"""Hooks that join pages to ledgers and add the pages of lists, units and rounds."""

import json
import sys
from pathlib import Path

from mkdocs.structure.files import File

sys.path.insert(0, str(Path(__file__).parent))

import ledger

PER_PAGE = 20
SITE = {}


def on_files(files, config):
    """Read all data, and add the pages that no file stands for."""
    places = json.loads(Path(config.config_file_path).with_name("places.json").read_text(encoding="utf-8"))
    notices = {}
    for path in Path(config.docs_dir, "notices").glob("*/notice.json"):
        notice = json.loads(path.read_text(encoding="utf-8"))
        notice["unit_name"] = places["names"][notice["unit"]]["name"]
        notice["round_name"] = places["names"][notice["round"]]["name"]
        notice["counts"] = ledger.counts(notice["findings"])
        notice["figures"] = ledger.figures(notice["counts"])
        notices[notice["id"]] = notice
    newest = sorted(notices.values(), key=lambda notice: notice["published"], reverse=True)
    SITE.update(places, notices=notices, newest=newest)
    for kind in ("unit", "round"):
        SITE[f"by_{kind}"] = groups = {place["id"]: [] for place in places[f"{kind}s"]}
        for notice in newest:
            groups[notice[kind]].append(notice)
    last = -(-len(newest) // PER_PAGE)
    pages = {"index": "home", "units/index": "places", "rounds/index": "places", "notices/index": "list"}
    pages |= {f"notices/page/{number}/index": "list" for number in range(2, last + 1)}
    pages |= {f"units/{place['id']}/index": "place" for place in places["units"]}
    pages |= {f"rounds/{place['id']}/index": "place" for place in places["rounds"]}
    for path, template in pages.items():
        files.append(File.generated(config, f"{path}.md", content=f"---\ntemplate: {template}.html\n---\n"))
    return files


def on_env(env, config, files):
    """Let templates write days and figures."""
    env.filters["day"] = ledger.day
    env.globals |= {"figures": ledger.figures, "total": ledger.total, "site": SITE}
    return env


def on_page_content(html, page, config, files):
    """Put what the ledger says into the text of a notice."""
    notice = _notice(page)
    if not notice:
        return html
    page.meta["contents"] = ledger.contents(html)
    return ledger.with_ledger(html, notice["findings"], notice["areas"])


def on_page_context(context, page, config, nav):
    """Give each page what it shows."""
    parts = page.file.src_uri.split("/")
    context["section"] = parts[0] if len(parts) > 1 else ""
    if notice := _notice(page):
        context["notice"] = notice
    elif page.meta["template"] == "list.html":
        number = int(parts[2]) if len(parts) > 2 else 1
        start = (number - 1) * PER_PAGE
        context |= {
            "number": number,
            "last": -(-len(SITE["newest"]) // PER_PAGE),
            "shown": SITE["newest"][start : start + PER_PAGE],
        }
    elif page.meta["template"] == "places.html":
        kind = parts[0][:-1]
        context["places"] = [
            (f"/{parts[0]}/{place['id']}/", place["name"], len(own), ledger.total(notice["counts"] for notice in own))
            for place in SITE[parts[0]]
            for own in [SITE[f"by_{kind}"][place["id"]]]
        ]
        context["title"] = {"units": "被巡察单位", "rounds": "巡察轮次"}[parts[0]]
    elif page.meta["template"] == "place.html":
        context |= {"place": SITE["names"][parts[1]], "own": SITE[f"by_{parts[0][:-1]}"][parts[1]]}
    return context


def _notice(page):
    parts = page.file.src_uri.split("/")
    return SITE["notices"].get(parts[1]) if parts[0] == "notices" and len(parts) == 3 else None
