from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi import routes
from zhaoshi.model.site import LinkStyle
from zhaoshi.routes import Links, output_path
from zhaoshi.text.citation import cite, short_code
from zhaoshi.text.codes import SectionCode

ID = st.from_regex(r"[a-z0-9][a-z0-9-]{0,10}", fullmatch=True)
NAME = st.text(st.sampled_from("ab甲乙1 -_.()（）、+&=@,;!$'~%:"), min_size=1, max_size=8).filter(
    lambda n: set(n) - {"."}
)
PAGES = st.one_of(
    st.sampled_from([routes.HOME, routes.NOTICES, routes.UNITS, routes.NOT_FOUND, routes.FEED_XML, routes.SECURITY]),
    ID.map(routes.notice),
    ID.map(routes.unit),
    ID.map(routes.round_),
    ID.map(routes.standing_page),
    ID.map(routes.ledger_json),
    st.builds(routes.unit_feed, ID, st.sampled_from(["xml", "json"])),
    st.builds(routes.numbered, st.sampled_from([routes.NOTICES, routes.UPDATES]), st.integers(1, 30)),
    st.builds(routes.month, st.integers(1990, 2100), st.integers(1, 12)),
    st.builds(routes.attachment, ID, NAME.map("attachments/{}".format)),
)
CODES = st.lists(st.integers(1, 999), min_size=1, max_size=4).map(lambda p: SectionCode(".".join(map(str, p))))
CITATIONS = st.builds(cite, ID.map(short_code), CODES)
TARGETS = st.one_of(PAGES, st.builds(routes.finding, ID, CODES), ID.map(routes.reply), CITATIONS.map(routes.report))
BASES = st.sampled_from(["https://a.example/", "https://a.example/sub/folder/", "file:///media/usb/site/"])


def address(base: str, route: str, style: LinkStyle) -> str:
    """Return the address at which a route is served."""
    place, hash_, fragment = route.partition("#")
    path, mark, query = place.partition("?") if route.startswith(routes.CONTACT) else (place, "", "")
    return base + quote(output_path(path) if style is LinkStyle.FILE else path) + mark + query + hash_ + fragment


@given(base=BASES, origin=PAGES, target=TARGETS, style=st.sampled_from(LinkStyle))
def test_a_link_between_any_two_pages_resolves_to_its_target(
    base: str, origin: str, target: str, style: LinkStyle
) -> None:
    here = address(base, origin, style)
    assert urljoin(here, Links(origin, style).to(target)) == address(base, target, style)


@given(origin=PAGES, target=TARGETS, style=st.sampled_from(LinkStyle))
def test_a_link_names_neither_host_nor_scheme_nor_root(origin: str, target: str, style: LinkStyle) -> None:
    link = Links(origin, style).to(target)
    assert urlsplit(link)[:2] == ("", "")
    assert not link.startswith("/")


@given(origin=PAGES, target=TARGETS)
def test_links_to_files_never_end_in_a_folder(origin: str, target: str) -> None:
    link, _, fragment = Links(origin, LinkStyle.FILE).to(target).partition("#")
    assert not link.partition("?")[0].endswith("/")
    assert link or fragment


@given(target=TARGETS, style=st.sampled_from(LinkStyle), root=st.sampled_from(["/", "/sub/folder/"]))
def test_the_page_that_is_served_anywhere_links_from_the_root(target: str, style: LinkStyle, root: str) -> None:
    link = Links(routes.NOT_FOUND, style, root=root).to(target)
    assert link.startswith(root)
    expected = {address("https://a.example" + root, target, each) for each in LinkStyle}
    assert urljoin("https://a.example/nowhere/at/all", link) in expected


@given(id_=ID, name=st.sampled_from(["甲 1.pdf", "a b.pdf", "(1).csv"]), origin=PAGES)
def test_the_name_of_a_file_may_hold_spaces_and_chinese(id_: str, name: str, origin: str) -> None:
    route = routes.attachment(id_, "attachments/" + name)
    link = urljoin("https://a.example/" + origin, Links(origin).to(route))
    assert unquote(urlsplit(link).path) == "/" + route


@pytest.mark.parametrize(
    ("route", "path"),
    [
        ("", "index.html"),
        ("notices/x/", "notices/x/index.html"),
        ("data/findings.csv", "data/findings.csv"),
        ("404.html", "404.html"),
        (".well-known/security.txt", ".well-known/security.txt"),
    ],
)
def test_a_route_is_answered_by_one_file(route: str, path: str) -> None:
    assert output_path(route) == path


@pytest.mark.parametrize(
    ("origin", "route", "folder", "file"),
    [
        ("", "", "./", "index.html"),
        ("", "notices/", "notices/", "notices/index.html"),
        ("notices/x/", "", "../../", "../../index.html"),
        ("notices/x/", "notices/x/#s2.1", "#s2.1", "#s2.1"),
        ("notices/x/", "notices/y/#s2.1", "../y/#s2.1", "../y/index.html#s2.1"),
        ("notices/x/", "notices/x/", "./", "index.html"),
        (
            "notices/x/",
            "notices/x/attachments/甲 1.pdf",
            "attachments/%E7%94%B2%201.pdf",
            "attachments/%E7%94%B2%201.pdf",
        ),
        ("feed.xml", "units/a/", "units/a/", "units/a/index.html"),
    ],
)
def test_links_read_as_one_would_write_them(origin: str, route: str, folder: str, file: str) -> None:
    assert Links(origin, LinkStyle.FOLDER).to(route) == folder
    assert Links(origin, LinkStyle.FILE).to(route) == file


def test_the_first_page_of_a_list_is_the_list() -> None:
    assert routes.numbered(routes.NOTICES, 1) == "notices/"
    assert routes.numbered(routes.NOTICES, 2) == "notices/page/2/"


def test_built_in_addresses_are_the_first_parts_of_their_routes() -> None:
    assert {"notices", "units", "about", "search", "assets"} <= routes.BUILT_IN
    assert not any("/" in name for name in routes.BUILT_IN)
