"""Words with a meaning to browsers, spreadsheets or templates, in every field and text: what is built is harmless."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib
import pytest

from tests.small_site import AS_OF, FILES, build_site, make_site, tree
from tests.text.test_hostile_markdown import WICKED as WICKED_MARKDOWN
from zhaoshi.building.build import check
from zhaoshi.model.schemas import schemas
from zhaoshi.problems import errors
from zhaoshi.text.markdown import SAFE_SCHEMES
from zhaoshi.text.numerals import STANDARD
from zhaoshi.text.outline import outline

NOTICE = "content/notices/2023-library/notice.md"
LEDGER = "content/notices/2023-library/ledger.yaml"
ATTACHMENTS = "content/notices/2023-library/attachments/"

WICKED = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "{{7*7}}{% raw %}",
    "</title><svg onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "]]><script>alert(1)</script><!--",
    "\\u003cscript\\u003e&lt;script&gt;&#60;script&#62;",
    "=cmd|' /C calc'!A0",
    "${7*7}#{7*7}<%= 7*7 %>",
]

TEXT_TYPE = ["string", "number", "boolean"]
GIVEN: dict[str, Any] = {
    "language": "zh-CN",
    "time_zone": "Asia/Shanghai",
    "links": "folder",
    "base_url": "https://site.example.org/",
    **dict.fromkeys(("endpoint", "police_url", "party_government_mark", "error_report"), "https://a.example.org/"),
    "email": "office@example.org",
    "unit": "library",
    "round": "2023-1",
    "notice": "2023-library",
    "section": "2.1.1",
    "file": "attachments/rules.csv",
    "findings_in": ["2"],
    "numbering": "一（一）1（1）",
    "draft": False,
    "short_code": "ABC",
    "former_ids": ["2022-library"],
}
"""Fields of a form of their own, by name."""


def filled(schema: Mapping[str, Any], text: str, given: Mapping[str, Any] = GIVEN) -> Any:
    """Return an example of what a schema accepts, with every field of words holding `text`."""
    if "properties" in schema:
        names = [name for name, field in schema["properties"].items() if field["title"].endswith(f"({name})")]
        return {
            name: given[name] if name in given else filled(schema["properties"][name], text, given) for name in names
        }
    if "anyOf" in schema:
        return [filled(schema["anyOf"][1], text, given)]
    if schema.get("type") == TEXT_TYPE:
        return text
    if "enum" in schema:
        return schema["enum"][0]
    return schema.get("description", 3)


def hostile(text: str) -> dict[str, str]:
    """Return the sources of a site in which every field of words and every text holds `text`."""
    shapes = schemas()
    escaped = re.sub(r"([<&*_`\[\]\\])", r"\\\1", text)
    security = {"contact": "mailto:a@example.org", "expires": "2027-01-01"}
    site = filled(shapes["site"], text, GIVEN | {"security": security})
    units = filled(shapes["units"], text, GIVEN | {"id": "library"})
    units["units"] += [{"id": "museum", "name": text}]
    rounds = filled(shapes["rounds"], text, GIVEN | {"id": "2023-1", "units": ["library", "museum"]})
    notice = filled(shapes["notice"], text)
    for name in ("short_code", "former_ids"):
        del notice[name]  # three notices are made of it
    withdrawn = {**notice, "unit": "museum"}
    for name in ("withdrawn", "supersedes"):
        del notice[name]
    del withdrawn["supersedes"]
    newer = {**notice, "supersedes": "2023-museum"}
    ledger = filled(shapes["ledger"], text)
    item = ledger["items"][0]
    ledger["items"] = [{**item, "section": section, "status": word} for section, word in _ITEMS]
    reply = filled(shapes["reply"], text)
    page = filled(shapes["page"], text)
    title = "".join(escaped.splitlines())
    body = f"{escaped}\n\n## 一、{title}\n\n一是{escaped}。二是{escaped}。\n\n## 二、{title}\n\n### （一）{title}\n\n"
    body += f'#### 1. {title}\n\n{escaped}\n\n#### 2. {title}\n\n[{escaped}](attachments/rules.csv "x")\n'
    return {
        "content/site.yaml": json.dumps(site, ensure_ascii=False),
        "content/units.yaml": json.dumps(units, ensure_ascii=False),
        "content/rounds.yaml": json.dumps(rounds, ensure_ascii=False),
        NOTICE: _document(notice, body),
        LEDGER: json.dumps(ledger, ensure_ascii=False),
        "content/notices/2023-museum/notice.md": _document(withdrawn, body),
        "content/notices/newer/notice.md": _document(newer, body),
        **{f"content/notices/{id_}/attachments/rules.csv": "a\n" for id_ in ("2023-museum", "newer")},
        "content/replies/opening-hours.md": _document(reply, escaped + "\n"),
        "content/pages/about.md": _document(page, escaped + "\n"),
        "content/pages/other.md": _document(page, escaped + "\n"),
    }


_ITEMS = [("2.1.1", "已完成"), ("2.1.2", "长期坚持")]


def _document(facts: Mapping[str, Any], body: str) -> str:
    return f"---\n{json.dumps(facts, ensure_ascii=False)}\n---\n\n{body}"


def elements(document: Any) -> Iterator[Any]:
    return (element for element in document.iter() if isinstance(element.tag, str))


def assert_harmless_html(text: str) -> None:
    """Check what a browser makes of a page."""
    page = html5lib.parse(text, namespaceHTMLElements=False)
    for element in elements(page):
        tag = element.tag.rpartition("}")[2]
        assert tag not in ("iframe", "object", "embed", "base", "style", "math", "frame", "applet")
        if tag == "script":
            if "src" in element.attrib:
                assert re.fullmatch(r"(\.\./|/)*assets/[\w.-]+\.js", element.attrib["src"])
                assert not (element.text or "").strip()
            else:
                assert element.attrib.get("type") == "application/ld+json"
                json.loads(element.text)
        if element.attrib.get("http-equiv", "").lower() == "refresh":
            assert re.fullmatch(r"0; url=\.\./[a-z0-9-]+/", element.attrib["content"])
        assert element.attrib.get("src") != "x"
        for name, value in element.attrib.items():
            assert not str(name).lower().startswith("on")
            if str(name) in ("href", "src", "action", "formaction", "cite", "data"):
                target = re.sub(r"^[\x00-\x20]+|[\t\n\r]", "", value)
                assert urlsplit(target).scheme.lower() in ("", *SAFE_SCHEMES)
                assert not target.replace("\\", "/").startswith("//")


def assert_harmless(site: Path) -> None:
    """Check every file of a site by its kind."""
    for path, data in tree(site).items():
        kind = path.rpartition(".")[2]
        if path.startswith("assets/") or "/attachments/" in path:
            continue
        if kind == "png":
            assert data.startswith(b"\x89PNG\r\n")
            continue
        text = data.decode()
        match kind:
            case "html":
                assert_harmless_html(text)
                assert "alert(1)</script>" not in text
            case "xml":
                for element in elements(ElementTree.fromstring(text)):
                    assert element.tag.startswith(("{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/"))
                    assert element.attrib.get("type", "") not in ("html", "xhtml")
            case "json":
                json.loads(text)
            case "csv":
                for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))):
                    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
            case _:
                assert path in ("robots.txt", ".well-known/security.txt")
                assert "alert" not in text


@pytest.mark.parametrize("text", WICKED)
def test_no_field_of_words_can_bring_anything_executable_into_the_site(text: str, tmp_path: Path) -> None:
    root = make_site(tmp_path, hostile(text))
    build_site(root)
    assert_harmless(root / "site")
    page = html5lib.parse((root / "site/notices/2023-library/index.html").read_text(encoding="utf-8"))
    shown = " ".join("".join(page.itertext()).split())
    assert shown.count(" ".join(text.split())) > 20


def leaves(schema: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield path and schema of each single value."""
    if "properties" in schema:
        for name, field in schema["properties"].items():
            if field["title"].endswith(f"({name})"):
                yield from leaves(field, (*path, name))
    elif "anyOf" in schema:
        yield from leaves(schema["anyOf"][1], (*path, "0"))
    else:
        yield path, schema


def replaced(value: Any, path: tuple[str, ...], text: str) -> Any:
    """Return a copy of nested records with the value at a path replaced."""
    if not path:
        return text
    first, *rest = path
    if isinstance(value, list):
        return [replaced(value[0] if value else None, tuple(rest), text), *value[1:]]
    value = value if isinstance(value, dict) else {}
    return {**value, first: replaced(value.get(first), tuple(rest), text)}


PLACES = {
    "site": "content/site.yaml",
    "units": "content/units.yaml",
    "rounds": "content/rounds.yaml",
    "notice": NOTICE,
    "ledger": LEDGER,
    "reply": "content/replies/opening-hours.md",
    "page": "content/pages/about.md",
}


@pytest.mark.parametrize("kind", PLACES)
def test_a_field_of_another_form_refuses_words(kind: str, tmp_path: Path) -> None:
    path, schema = PLACES[kind], schemas()[kind]
    root = make_site(tmp_path, hostile("甲"))
    assert errors(check(root, root / "site", as_of=AS_OF)) == []
    text = (root / path).read_text(encoding="utf-8")
    facts, body = (text, "") if path.endswith(".yaml") else text.removeprefix("---\n").split("\n---\n", 1)
    formed = [place for place, leaf in leaves(schema) if leaf.get("type") != TEXT_TYPE]
    assert formed
    for place in formed:
        for wicked in ('"><img src=x onerror=alert(1)>', "javascript:alert(1)", "../../etc/passwd"):
            bad = json.dumps(replaced(json.loads(facts), place, wicked), ensure_ascii=False)
            (root / path).write_text(bad if path.endswith(".yaml") else f"---\n{bad}\n---\n{body}", encoding="utf-8")
            assert errors(check(root, root / "site", as_of=AS_OF)), (place, wicked)


def test_no_text_that_is_accepted_can_bring_anything_executable_into_the_site(tmp_path: Path) -> None:
    accepted = [text for text in WICKED_MARKDOWN if not errors(outline(text, STANDARD, "f")[1])]
    assert len(accepted) > 5
    inert = [text for text in accepted if not re.search(r"\]\((?!https?:|#|attachments/)", text)]
    body = "\n\n".join(inert)
    root = make_site(
        tmp_path,
        {
            NOTICE: FILES[NOTICE] + "\n\n" + body + "\n",
            ATTACHMENTS + "x.png": b"",
            "content/replies/opening-hours.md": FILES["content/replies/opening-hours.md"]
            + "\n\n"
            + "\n\n".join(text for text in inert if "attachments/" not in text),
        },
    )
    build_site(root)
    assert_harmless(root / "site")
