"""The register of rules: only what can be compared is set side by side."""

from pathlib import Path

from tests.site_walker import Element, Site
from tests.small_site import FILES, build_site, make_site

NOTICE, LEDGER = (f"content/notices/2023-library/{name}" for name in ("notice.md", "ledger.yaml"))
OTHER = {path.replace("2023-library", "2022-library"): FILES[path] for path in (NOTICE, LEDGER)}
CLAIMS = "claims: {findings: 3, institutions: 2}"
RULES = "content/notices/2022-library/attachments/rules.csv"


def register(root: Path, changes: dict[str, str]) -> Element:
    build_site(make_site(root, changes))
    return Site(root / "site").pages["institutions/index.html"]


def figures(page: Element) -> list[str]:
    """Return the words of each large figure."""
    (block,) = [element for element in page.iter() if element.get("class") == "big-figures"]
    return ["".join(figure.itertext()).strip() for figure in block]


def test_figures_compare_the_notices_that_state_a_number_and_name_the_others(tmp_path: Path) -> None:
    silent = {path: text.replace(CLAIMS, "claims: {findings: 3}") for path, text in OTHER.items()}
    page = register(tmp_path, {**silent, RULES: "a,b\n"})

    assert figures(page) == ["通报自述2", "台账列出1"]
    assert "部分通报未写明制度数量，其台账列出的1项不计入上面的对比。" in "".join(page.itertext())


def test_where_no_notice_states_a_number_only_the_listed_rules_are_counted(tmp_path: Path) -> None:
    page = register(tmp_path, {NOTICE: FILES[NOTICE].replace(CLAIMS, "claims: {findings: 3}")})

    assert figures(page) == ["台账列出1"]
    assert "未写明制度数量" not in "".join(page.itertext())


def test_a_number_that_nothing_is_listed_for_is_compared_with_none(tmp_path: Path) -> None:
    page = register(tmp_path, {LEDGER: FILES[LEDGER].replace("kind: 制度", "kind: 照片")})

    assert figures(page) == ["通报自述2", "台账列出0"]
