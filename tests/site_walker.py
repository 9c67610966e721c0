"""Walks a whole built site and names everything that must not be there."""

import itertools
import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import html5lib

NAMESPACE = "{http://www.w3.org/1999/xhtml}"
SITE_TAGS = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN_TAGS = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
ARTICLE_TAGS = {"ArticleTitle", "PubDate", "ContentSource"}
LOADING = {"src", "srcset", "poster", "data", "action", "formaction", "background"}
LIST_PARENTS = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "tr": {"th", "td"},
    "select": {"option", "optgroup"},
}
PHRASING_PARENTS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "span",
    "a",
    "strong",
    "em",
    "dt",
    "summary",
    "time",
    "label",
}
BLOCKS = {"div", "p", "ul", "ol", "dl", "table", "section", "article", "header", "footer", "nav", "details", "form"}

Element = ElementTree.Element


class Site:
    """A built site and the problems found in it."""

    def __init__(self, folder: Path, base_path: str = "/") -> None:
        self.folder = folder
        self.base_path = base_path
        self.problems: list[str] = []
        self.pages: dict[str, Element] = {}
        for path in sorted(folder.rglob("*.html")):
            name = path.relative_to(folder).as_posix()
            parser = html5lib.HTMLParser(namespaceHTMLElements=True, strict=False)
            self.pages[name] = parser.parse(path.read_text(encoding="utf-8"))
            self.problems += [f"{name}: {place}: {code}" for place, code, _ in parser.errors]
        self.ids = {
            name: [e.get("id") for e in page.iter() if e.get("id") is not None] for name, page in self.pages.items()
        }

    def walk(self) -> list[str]:
        """Return every problem."""
        for name, page in self.pages.items():
            for check in (self._head, self._headings, self._ids, self._code, self._nesting, self._forms, self._links):
                self.problems += [f"{name}: {problem}" for problem in check(name, page)]
        self.problems += self._other_files()
        return self.problems

    def _head(self, name: str, page: Element) -> Iterator[str]:
        html = page
        if not html.get("lang"):
            yield "no lang"
        if not "".join(e.text or "" for e in tags(page, "title")).strip():
            yield "no title"
        metas = {e.get("name"): e.get("content", "") for e in tags(page, "meta") if e.get("name")}
        wanted = set(SITE_TAGS)
        if name != "index.html":
            wanted |= COLUMN_TAGS
        if re.fullmatch(r"notices/[^/]+/index.html", name):
            wanted |= ARTICLE_TAGS
        yield from (f"page tag {tag} is missing or empty" for tag in sorted(wanted) if not metas.get(tag, "").strip())
        yield from (f"page tag {tag} is empty" for tag, content in metas.items() if not content.strip())
        if "PubDate" in metas and not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", metas["PubDate"]):
            yield f"PubDate is {metas['PubDate']}"

    def _headings(self, _name: str, page: Element) -> Iterator[str]:
        levels = [
            int(e.tag[-1]) for e in page.iter() if isinstance(e.tag, str) and re.fullmatch(NAMESPACE + "h[1-6]", e.tag)
        ]
        if levels.count(1) != 1:
            yield f"{levels.count(1)} h1"
        for before, after in itertools.pairwise(levels):
            if after > before + 1:
                yield f"h{after} follows h{before}"

    def _ids(self, name: str, _page: Element) -> Iterator[str]:
        yield from (f"id {id_} stands {count} times" for id_, count in Counter(self.ids[name]).items() if count > 1)

    def _code(self, _name: str, page: Element) -> Iterator[str]:
        for element in page.iter():
            if not isinstance(element.tag, str):
                continue
            tag = element.tag.removeprefix(NAMESPACE)
            if tag == "script" and element.get("src"):
                if element.text:
                    yield "a script with text"
            elif tag == "script":
                if element.get("type") != "application/ld+json":
                    yield "a script inside the page"
                json.loads(element.text or "")
            if tag in {"style", "iframe", "object", "embed", "base"}:
                yield f"<{tag}>"
            attributes = element.keys()
            yield from (f"{name} on <{tag}>" for name in attributes if name == "style" or name.startswith("on"))

    def _nesting(self, _name: str, page: Element) -> Iterator[str]:
        for element in page.iter():
            if not isinstance(element.tag, str):
                continue
            tag = element.tag.removeprefix(NAMESPACE)
            for child in element:
                if not isinstance(child.tag, str):
                    continue
                inner = child.tag.removeprefix(NAMESPACE)
                if tag in LIST_PARENTS and inner not in LIST_PARENTS[tag]:
                    yield f"<{inner}> in <{tag}>"
                if tag in PHRASING_PARENTS and inner in BLOCKS:
                    yield f"<{inner}> in <{tag}>"
            if tag == "a" and any(e is not element for e in tags(element, "a")):
                yield "a link in a link"
            if tag == "img" and element.get("alt") is None:
                yield "an image without alt"

    def _forms(self, _name: str, page: Element) -> Iterator[str]:
        labels = tags(page, "label")
        labelled = {e.get("for") for e in labels}
        inside = {id(element) for label in labels for element in label.iter()}
        for kind in ("input", "select", "textarea"):
            for element in tags(page, kind):
                is_labelled = element.get("id") in labelled or id(element) in inside
                if element.get("type") not in ("hidden", "submit") and not is_labelled:
                    yield f"<{kind}> without a label"

    def _links(self, name: str, page: Element) -> Iterator[str]:
        for element in page.iter():
            if not isinstance(element.tag, str):
                continue
            tag = element.tag.removeprefix(NAMESPACE)
            for attribute, value in element.items():
                if attribute in LOADING and re.match(r"(?i)[a-z]+:|//", value) and tag != "form":
                    yield f"{attribute} of <{tag}> leads to another host: {value}"
            if (source := element.get("src")) is not None:
                yield from self._target(name, source)
            href = element.get("href")
            if href is None:
                continue
            if tag == "link" and element.get("rel") != "canonical" and urlsplit(href).scheme:
                yield f"<link> leads to another host: {href}"
            yield from self._target(name, href)

    def _target(self, name: str, href: str) -> Iterator[str]:
        parts = urlsplit(href)
        if parts.scheme:
            if parts.scheme not in ("https", "http", "mailto", "tel"):
                yield f"link {href}"
            return
        if parts.netloc:
            yield f"link {href} names a host"
            return
        path = unquote(parts.path)
        if path.startswith("/"):
            if name != "404.html":
                yield f"link {href} is not relative"
            target = path.removeprefix(self.base_path)
        else:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            target = "" if target == "." else target
            if path.endswith("/") and target:
                target += "/"
        if target.startswith(".."):
            yield f"link {href} leaves the site"
            return
        if not target or target.endswith("/"):
            target += "index.html"
        if not (self.folder / target).is_file():
            yield f"dead link {href}"
        elif parts.fragment and target in self.ids and unquote(parts.fragment) not in self.ids[target]:
            yield f"dead fragment {href}"

    def _other_files(self) -> Iterator[str]:
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            if path.suffix == ".xml":
                ElementTree.parse(path)
            elif path.suffix == ".json":
                json.loads(path.read_bytes())
            elif path.suffix == ".css" and re.search(r"@import|url\(\s*['\"]?(?:https?:)?//", path.read_text()):
                yield f"{name}: the style leads to another host"
            elif path.suffix == ".svg" and re.search(r"<script|\son\w+=|(?:href|src)=\"http", path.read_text()):
                yield f"{name}: code or another host in a picture"


def tags(page: Element, name: str) -> list[Element]:
    """Return every element of a kind."""
    return list(page.iter(NAMESPACE + name))
