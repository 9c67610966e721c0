"""Whether two generators made the same of the same sources: notices, headings, states, and every word of the ledger."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import html  # type: ignore[import-untyped]

from benchmarks.material import Notice

_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_STATE = re.compile(r"\btag-(?:completed|long_term|phased|in_progress|not_started|unstated)\b")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a notice, with what is shown below it of its state."""

    text: str
    state: str = ""
    """未启动; empty where none is shown."""
    is_overdue: bool = False


def notices_in(site: Path) -> set[str]:
    """Return the ids of the notices that have a page."""
    return {page.parent.name for page in (site / "notices").glob("notice-*/index.html")}


def headings(page: str) -> tuple[Heading, ...]:
    """Return the headings of the document on a page, in order, each with the first state before the next heading."""
    found: list[Heading] = []
    for document in html.document_fromstring(page).find_class("document"):
        for element in document.iter("*"):
            if element.tag in _HEADINGS:
                found.append(Heading(_heading_text(element)))
            elif found and not found[-1].state and _STATE.search(element.get("class", "")):
                found[-1] = replace(found[-1], state=_text(element))
            elif found and "tag-overdue" in element.get("class", ""):
                found[-1] = replace(found[-1], is_overdue=True)
    return tuple(found)


def missing_words(page: str, notice: Notice) -> list[str]:
    """Return what the ledger says and the page does not."""
    text = _text(html.document_fromstring(page))
    return [words for words in _words_of(notice) if _squeezed(words) not in text]


def _words_of(notice: Notice) -> Iterator[str]:
    for finding in notice.findings.values():
        yield finding["owner"]
        yield finding["leader"]
        yield _day(finding["deadline"])
        if finding["verification"].get("on"):
            yield _day(finding["verification"]["on"])
        yield finding["verification"].get("note", "")
        for entry in (*finding.get("evidence", ()), *finding.get("updates", ())):
            yield entry["title"]
            yield entry.get("text", "")
            if entry.get("on"):
                yield _day(entry["on"])


def differences(ours: Path, theirs: Path, sample: Sequence[Notice]) -> Iterator[str]:
    """Yield a sentence for whatever the built sites differ in; only the pages of the sample are read."""
    if notices_in(ours) != notices_in(theirs):
        yield f"{len(notices_in(ours) ^ notices_in(theirs))} notices are in only one of the two sites"
    for notice in sample:
        pages = [(site / "notices" / notice.id / "index.html") for site in (ours, theirs)]
        if not all(page.is_file() for page in pages):
            continue
        texts = [page.read_text(encoding="utf-8") for page in pages]
        mine, other = map(headings, texts)
        if not mine:
            yield f"{notice.id}: no headings"
        if [heading.text for heading in mine] != [heading.text for heading in other]:
            yield f"{notice.id}: the headings differ"
        for one, two in zip(mine, other, strict=False):
            if one != two:
                yield f"{notice.id}: {one} here and {two} there"
        for text, site in zip(texts, (ours, theirs), strict=True):
            for words in missing_words(text, notice):
                yield f"{notice.id}: {site.parent.name} does not say “{words}”"
    for name in ("feed.xml", "sitemap.xml"):
        counts = [_links_to_notices(site / name) for site in (ours, theirs)]
        if counts[0] != counts[1]:
            yield f"{name} names {counts[0]} notices here and {counts[1]} there"


def _links_to_notices(file: Path) -> int:
    return len(set(re.findall(r"/notices/(notice-\d+)/", file.read_text(encoding="utf-8"))))


def _heading_text(element: html.HtmlElement) -> str:
    return _squeezed("".join(element.xpath(".//text()[not(ancestor::a[contains(@class, 'permalink')])]")))


def _text(element: html.HtmlElement) -> str:
    return _squeezed("".join(element.itertext()))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _day(iso: str) -> str:
    year, month, day = map(int, iso.split("-"))
    return f"{year}年{month}月{day}日"
