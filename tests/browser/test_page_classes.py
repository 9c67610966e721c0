import re
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.browser.page_classes import PAGE_CLASSES
from tests.browser.served import CONFIGURATION, HERE, ROOT, Served


def test_every_page_template_is_looked_at() -> None:
    templates = {path.name for path in (ROOT / "templates" / "pages").glob("*.html")}

    # Nobody stays at the old address of a notice; test_moved.py follows it.
    assert {page.template for page in PAGE_CLASSES} == templates - {"moved.html"}


def test_names_of_page_classes_differ() -> None:
    assert len({page.name for page in PAGE_CLASSES}) == len(PAGE_CLASSES)


def test_locked_npm_packages_name_no_registry() -> None:
    assert '"resolved"' not in (HERE / "package-lock.json").read_text(encoding="utf-8")


def directives(text: str) -> list[str]:
    """Return what stands in an nginx configuration, but for the place of the site."""
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines if line and not line.startswith(("alias ", "listen ", "root ", "server_name "))]


def test_documented_server_is_the_tested_one() -> None:
    tested = re.findall(r"# --- as documented: .*\n([\s\S]*?)# --- end", CONFIGURATION)
    documented = re.findall(r"```nginx\n([\s\S]*?)```", (ROOT / "docs/serving.zh-CN.md").read_text(encoding="utf-8"))

    assert len(documented) == 3, "for all servers, for one of its own, and below a path of another"
    assert [directives(text) for text in documented] == [directives(text) for text in tested]


def test_an_address_without_its_slash_leads_to_the_site_below_a_path(served: Served) -> None:
    with urlopen(served.below.url.rstrip("/"), timeout=10) as answer:
        assert answer.url == served.below.url
        assert answer.headers["content-security-policy"]
        assert not answer.headers["x-of-the-other-site"]


def test_what_is_hidden_below_a_path_is_not_served(served: Served) -> None:
    (served.below.folder / ".hidden").write_text("", encoding="utf-8")
    for address in ("no/such/page/", ".hidden"):
        with pytest.raises(HTTPError) as refused:
            urlopen(served.below.url + address, timeout=10)
        with refused.value:
            assert refused.value.code == 404
            assert 'href="/zhenggai/notices/"' in refused.value.read().decode()


def test_what_builds_remember_is_not_served(served: Served) -> None:
    for site in (served.root, served.below):
        assert (site.folder.parent / ".zhaoshi" / site.folder.name / "record").is_file()
        for way in ("../", "./%2e%2e/", "..%2f"):
            with pytest.raises(HTTPError) as refused:
                urlopen(f"{site.url}{way}.zhaoshi/{site.folder.name}/record", timeout=10)
            with refused.value:
                assert refused.value.code in (400, 404)
