import re
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.browser.page_classes import PAGE_CLASSES
from tests.browser.served import HERE, ROOT, Served


def test_every_page_template_is_looked_at() -> None:
    templates = {path.name for path in (ROOT / "templates" / "pages").glob("*.html")}

    # Nobody stays at the old address of a notice; test_moved.py follows it.
    assert {page.template for page in PAGE_CLASSES} == templates - {"moved.html"}


def test_names_of_page_classes_differ() -> None:
    assert len({page.name for page in PAGE_CLASSES}) == len(PAGE_CLASSES)


def test_locked_npm_packages_name_no_registry() -> None:
    assert '"resolved"' not in (HERE / "package-lock.json").read_text(encoding="utf-8")


def directives(path: Path) -> list[str]:
    """Return the directives of an nginx configuration that publishers copy."""
    text = path.read_text(encoding="utf-8")
    return re.findall(
        r"^\s*((?:add_header|gzip\w*|types|map|default_type|charset\w*|server_tokens|location) .*)$", text, re.MULTILINE
    )


def test_documented_server_is_the_tested_one() -> None:
    tested = directives(HERE / "nginx.conf.in")
    documented = directives(ROOT / "docs" / "serving.zh-CN.md")

    assert documented
    assert any(line.startswith("add_header Content-Security-Policy") for line in documented)
    # The tested file has the lines of a server twice: for a site at the root and for one below a path.
    assert list(dict.fromkeys(tested)) == documented


def test_what_builds_remember_is_not_served(served: Served) -> None:
    folder = served.below.folder
    assert (folder.parent / ".zhaoshi" / folder.name / "record").is_file()
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{served.below.url}../.zhaoshi/{folder.name}/record", timeout=10)
    with refused.value:
        assert refused.value.code == 404
