"""What each part of the work on a notice costs, and what the libraries take that it stands on.

`python -m benchmarks.parts [COUNT]` generates a site and does each part by itself, in one process, for every notice of
it. Printed are milliseconds of processor time for one notice, the least of several runs.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml
from markdown_it import MarkdownIt

from benchmarks.generate import generate
from benchmarks.material import AS_OF
from zhaoshi.building.crew import Crew
from zhaoshi.building.keys import Keys
from zhaoshi.building.pictures import typeface
from zhaoshi.building.plan import plan, surroundings
from zhaoshi.building.published import published
from zhaoshi.building.record import Record
from zhaoshi.building.sealed import sealed, unsealed
from zhaoshi.building.single import HeldNotices
from zhaoshi.building.theme import load_theme
from zhaoshi.languages import translations
from zhaoshi.model.notice import Notice, read_notice
from zhaoshi.model.summary import summarise
from zhaoshi.pages.page import Page, Tools
from zhaoshi.rendering.environment import compiled_environment, environment
from zhaoshi.routes import Links

T = TypeVar("T")
RUNS = 5


def main() -> None:
    """Print milliseconds by part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=100)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder), count)
        _measure(Path(folder), count)


def _measure(root: Path, count: int) -> None:
    held = HeldNotices()
    library, _ = published(root, Record(), held, date.fromisoformat(AS_OF), False, Crew())
    theme, language = load_theme(root), library.site.language.value
    catalogue, style = translations(language), library.site.links
    texts = [
        (folder.name, (folder / "notice.md").read_text("utf-8"), (folder / "ledger.yaml").read_text("utf-8"))
        for folder in sorted((root / "content/notices").iterdir())
    ]
    notices = list(held.notices.items())

    def say(part: str, work: Callable[[T], object], items: Iterable[T]) -> None:
        found = [*items]
        print(f"{_least(work, found) * 1_000 / count:8.2f}  {part}", flush=True)

    def planned() -> list[Page]:
        return [*plan(library, surroundings(library, theme.asset_routes, None, has_pictures=False), None)]

    def made(page: Page) -> Any:
        tools = Tools(Links(page.route, style), catalogue.gettext, held.notices.__getitem__, typeface)
        return page.make(page.inputs, tools)

    say(
        "text and ledger to a record",
        lambda text: read_notice(text[0], "notice.md", text[1], "ledger.yaml", text[2]),
        texts,
    )
    say("record to summary", lambda notice: summarise(notice[1], notice[0]), notices)
    say("record to bytes and back", lambda notice: unsealed(sealed(notice[1]), Notice), notices)
    say("plan of the whole site", lambda _: planned(), [None])
    pages, keys = planned(), Keys(language, style)
    say("keys of all pages", lambda page: keys.key(keys.matter(page)), pages)
    jinja, plain = (make(theme.templates, catalogue, language) for make in (compiled_environment, environment))
    kinds = {
        "record to view": [page for page in pages if page.template == "pages/notice.html"],
        "ledger.json": [page for page in pages if page.route.endswith("/ledger.json")],
        "rows of findings.csv": [page for page in pages if page.part],
    }
    for part, found in kinds.items():
        say(part, made, found)
    views = [made(page) for page in kinds["record to view"]]
    page = "pages/notice.html"
    say("view to HTML", lambda view: jinja.get_template(page).render(view=view).encode(), views)
    others = [page for page in pages if page.template not in ("", "pages/notice.html")]
    say("all other pages", lambda page: jinja.get_template(page.template).render(view=made(page)), others)
    print("For comparison:")
    say("PyYAML in C, ledger and front matter", lambda text: yaml.load(_yaml(text), yaml.CSafeLoader), texts)
    commonmark = MarkdownIt("commonmark")
    say("markdown-it-py, text", lambda text: commonmark.render(text[1].split("\n---\n", 1)[1]), texts)
    say("Jinja, view to HTML", lambda view: plain.get_template(page).render(view=view).encode(), views)


def _yaml(text: tuple[str, str, str]) -> str:
    return f"{text[2]}\n{text[1][4:].split(chr(10) + '---' + chr(10), 1)[0]}"


def _least(work: Callable[[T], object], items: list[T]) -> float:
    def once() -> float:
        start = time.process_time()
        for item in items:
            work(item)
        return time.process_time() - start

    return min(once() for _ in range(RUNS))


if __name__ == "__main__":
    main()
