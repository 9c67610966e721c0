"""The gallery: every component is shown, as it was before, and what is wrong in an example is named with its place."""

import os
import re
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.site_walker import Element, Site
from tests.small_site import build_site, make_site, tree
from zhaoshi.building.theme import DEFAULT, load_theme
from zhaoshi.cli import ENVIRONMENT, main
from zhaoshi.gallery.build import build_gallery, rendered_examples
from zhaoshi.gallery.examples import Component, components
from zhaoshi.languages import translations
from zhaoshi.model.site import Language
from zhaoshi.problems import BuildFailed, EnvironmentFailed

SNAPSHOTS = Path(__file__).parent / "components"

RENDERED = {
    component.name: (component, htmls)
    for component, htmls in rendered_examples(load_theme(Path("nowhere")), Language.CHINESE)
}


class Gallery(Site):
    """A built gallery, which is not a site: it has no national page tags, and addresses in examples are made up."""

    def _head(self, name: str, page: Element) -> list[str]:  # type: ignore[override]
        return [problem for problem in super()._head(name, page) if not problem.startswith("page tag ")]


def lay(root: Path, name: str, text: str) -> Path:
    """Put a file of the site's own theme in place."""
    path = root / "templates/components" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root


def problems(root: Path) -> list[str]:
    with pytest.raises(BuildFailed) as failed:
        rendered_examples(load_theme(root), Language.CHINESE)
    return [f"{problem.at}: {problem.text(str)}" for problem in failed.value.problems]


# Examples


def test_every_folder_of_components_is_shown() -> None:
    assert sorted(RENDERED) == sorted(path.name for path in (DEFAULT / "components").iterdir())


@pytest.mark.parametrize("name", RENDERED)
def test_component_has_an_example_of_every_macro(name: str) -> None:
    component, htmls = RENDERED[name]

    assert component.summary
    assert htmls
    assert component.shown() == {macro.name for macro in component.macros}


@pytest.mark.parametrize("name", RENDERED)
def test_examples_give_the_expected_html(name: str) -> None:
    component, htmls = RENDERED[name]
    text = "\n".join(
        f"<!-- {example.name} -->\n{html}" for example, html in zip(component.examples, htmls, strict=True)
    )
    snapshot = SNAPSHOTS / f"{name}.html"
    if os.environ.get("ZHAOSHI_RENEW"):
        SNAPSHOTS.mkdir(exist_ok=True)
        snapshot.write_text(text, encoding="utf-8", newline="\n")

    assert text == snapshot.read_text(encoding="utf-8")


def test_every_snapshot_has_its_component() -> None:
    assert {path.stem for path in SNAPSHOTS.iterdir()} == RENDERED.keys()


def one(root: Path, text: str) -> Component:
    lay(root, "box/component.html", "{% macro box(a, b=none) %}{% endmacro %}")
    lay(root, "box/examples.yaml", text)
    return next(c for c in components(load_theme(root)) if c.name == "box")


def test_values_are_told_by_their_look_unless_quoted(tmp_path: Path) -> None:
    text = """\
# 框：放东西的地方。
- name: 一
  show: "{{ box(a) }}"
  data:
    a: {on: 2024-02-29, at: 2024-02-29 09:30, no: no, n: 2.10, i: 010, t: true, none: null, q: "12", l: [1, [a, 1.5]]}
"""
    component = one(tmp_path, text)
    (_, a) = component.examples[0].data[0]

    assert (component.title, component.summary) == ("框", "放东西的地方。")
    assert vars(a) == {
        "on": date(2024, 2, 29),
        "at": datetime(2024, 2, 29, 9, 30),
        "no": "no",
        "n": 2.10,
        "i": "010",
        "t": True,
        "none": None,
        "q": "12",
        "l": (1, ("a", 1.5)),
    }
    assert [macro.signature for macro in component.macros] == ["box(a, b=none)"]


BAD = {
    "not a record": ("一\n", "1:1: “field: value” lines are expected here; write for example {名称: 一, 写法: …}"),
    "bad YAML": (
        "- name: 一\n  show: [\n",
        "2:10: a value is missing or a bracket is not closed; close every bracket “[ ]”, “{ }”, put half-width commas "
        "between the values, and quote a value with a colon or comma",
    ),
    "unknown field": (
        '- name: 一\n  shwo: "{{ box(1) }}"\n  show: x\n',
        "2:3: the field “shwo” is not known; did you mean “show”?",
    ),
    "no snippet": ("- name: 一\n", "1:3: the field “show” (写法) is missing; add a line “写法: …”"),
    "name that is not given": (
        '- name: 一\n  show: "{{ box(c) }}"\n',
        "2:9: the example “一” uses “c”, which is nowhere given; write it under “data”; the macros of this component "
        "are: box",
    ),
    "macro that does not exist": (
        '- name: 一\n  show: "{{ bix(1) }}"\n',
        "2:9: the example “一” uses “bix”, which is nowhere given; write it under “data”; the macros of this component "
        "are: box",
    ),
    "data that nothing uses": (
        '- name: 一\n  show: "{{ box(1) }}"\n  data: {c: 1}\n',
        "2:9: “show” of the example “一” does not use “c”; use it, or delete it from “data”",
    ),
    "data without names": (
        '- name: 一\n  show: "{{ box(1) }}"\n  data: [1]\n',
        "3:9: the data of an example are the names that “show” uses, each with its value; write it as “name: value” "
        "lines",
    ),
    "field that is missing": (
        '- name: 一\n  show: "{{ box(c) }}"\n  data: {c: {lable: 1}}\n',
        "2:9: the example “一” cannot be shown: 'types.SimpleNamespace object' has no attribute 'label'; compare its "
        "data with what the component asks for",
    ),
    "snippet that is not closed": (
        '- name: 一\n  show: "{{ box(1) }"\n',
        "2:9: the example “一” cannot be shown: unexpected '}'; compare its data with what the component asks for",
    ),
    "day that is none": (
        '- name: 一\n  show: "{{ box(c) }}"\n  data: {c: 2023-02-30}\n',
        "3:13: “2023-02-30” is not a day of the calendar; put it in quotation marks if it is a text",
    ),
    "two of one name": (
        '- {name: 一, show: "{{ box(1) }}"}\n- {name: 一, show: "{{ box(1) }}"}\n',
        "2:3: two examples have the name “一”; give each a name of its own",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_wrong_example_is_named_with_its_place(tmp_path: Path, case: str) -> None:
    text, expected = BAD[case]
    lay(tmp_path, "box/component.html", "{% macro box(a) %}{{ a.label if a != 1 }}{% endmacro %}")
    lay(tmp_path, "box/examples.yaml", text)

    assert problems(tmp_path) == [f"templates/components/box/examples.yaml:{expected}"]


def test_messages_about_examples_exist_in_chinese(tmp_path: Path) -> None:
    lay(tmp_path, "box/component.html", "{% macro box(a) %}{% endmacro %}")
    lay(tmp_path, "box/examples.yaml", '- name: 一\n  show: "{{ bix(1) }}"\n')
    with pytest.raises(BuildFailed) as failed:
        components(load_theme(tmp_path))

    assert not re.search(r"[a-z]{4}", failed.value.problems[0].text(translations("zh-CN").gettext))


def test_html_of_an_example_is_escaped_and_its_markdown_rendered(tmp_path: Path) -> None:
    lay(tmp_path, "box/component.html", "{% macro box(a) %}{{ a }}{% endmacro %}")
    lay(
        tmp_path,
        "box/examples.yaml",
        '- {name: 一, show: "{{ box(a) }}", data: {a: <b>}}\n'
        '- {name: 二, show: "{{ box(a) }}", data: {a: {markdown: "**b** <b>"}}}\n',
    )
    found = {c.name: htmls for c, htmls in rendered_examples(load_theme(tmp_path), Language.CHINESE)}

    assert found["box"] == ("&lt;b&gt;\n", "<p><strong>b</strong> &lt;b&gt;</p>\n")


# The folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("gallery")
    build_gallery(root, root / "gallery")
    return root


def test_gallery_is_made_without_any_sources(built: Path) -> None:
    assert Gallery(built / "gallery").walk() == []
    assert "组件" in (built / "gallery/index.html").read_text(encoding="utf-8")
    assert not re.search("<script|<style|style=", (built / "gallery/tokens/index.html").read_text(encoding="utf-8"))


def test_gallery_shows_every_example_once(built: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in (built / "gallery/components").rglob("*.html")]

    assert sum(page.count('class="gallery-stage"') for page in pages) == sum(len(html) for _, html in RENDERED.values())


def test_gallery_speaks_the_language_of_the_site(tmp_path: Path) -> None:
    site = (Path(__file__).parent / "sites/small/content/site.yaml").read_text(encoding="utf-8")
    make_site(tmp_path, {"content/site.yaml": re.sub(r"(?m)^(language|语言):.*\n", "", site) + "language: en\n"})
    build_gallery(tmp_path, tmp_path / "gallery")

    assert '<html lang="en">' in (tmp_path / "gallery/index.html").read_text(encoding="utf-8")


def test_gallery_shows_the_components_of_the_site(tmp_path: Path) -> None:
    lay(tmp_path, "box/component.html", "{% macro box(a) %}<b>{{ a }}</b>{% endmacro %}")
    lay(tmp_path, "box/examples.yaml", '- {name: 一, show: "{{ box(7) }}"}\n')
    lay(tmp_path, "facts/examples.yaml", '- {name: 本站的, show: "{{ facts([]) }}"}\n')
    build_gallery(tmp_path, tmp_path / "gallery")

    assert "<b>7</b>" in (tmp_path / "gallery/components/box/index.html").read_text(encoding="utf-8")
    facts = (tmp_path / "gallery/components/facts/index.html").read_text(encoding="utf-8")
    assert facts.count("gallery-stage") == 1
    assert "本站的" in facts


def test_second_gallery_has_the_same_bytes_and_writes_nothing(built: Path) -> None:
    before = tree(built / "gallery")

    changes = build_gallery(built, built / "gallery")

    assert tree(built / "gallery") == before
    assert (changes["created"], changes["updated"], changes["removed"]) == (set(), set(), set())


def test_file_that_was_changed_by_hand_is_written_again(tmp_path: Path) -> None:
    build_gallery(tmp_path, tmp_path / "gallery")
    before = tree(tmp_path / "gallery")
    (tmp_path / "gallery/index.html").write_text("x")
    (tmp_path / "gallery/tokens/index.html").unlink()

    build_gallery(tmp_path, tmp_path / "gallery")

    assert tree(tmp_path / "gallery") == before


def test_gallery_stays_as_it_was_where_an_example_is_wrong(tmp_path: Path) -> None:
    build_gallery(tmp_path, tmp_path / "gallery")
    before = tree(tmp_path / "gallery")
    lay(tmp_path, "facts/examples.yaml", '- {name: 一, show: "{{ fact([]) }}"}\n')
    with pytest.raises(BuildFailed):
        build_gallery(tmp_path, tmp_path / "gallery")

    assert tree(tmp_path / "gallery") == before


def test_component_that_is_gone_disappears_from_the_gallery(tmp_path: Path) -> None:
    lay(tmp_path, "box/component.html", "{% macro box(a) %}{% endmacro %}")
    build_gallery(tmp_path, tmp_path / "gallery")
    assert Gallery(tmp_path / "gallery").walk() == []
    (tmp_path / "templates/components/box/component.html").unlink()

    changes = build_gallery(tmp_path, tmp_path / "gallery")

    assert changes["removed"] == {"components/box/index.html"}
    assert not (tmp_path / "gallery/components/box").exists()


def test_folder_of_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gallery").mkdir()
    (tmp_path / "gallery/photo.jpg").write_bytes(b"x")
    with pytest.raises(EnvironmentFailed, match="holds files that this program did not make"):
        build_gallery(tmp_path, tmp_path / "gallery")

    assert tree(tmp_path / "gallery") == {"photo.jpg": b"x"}


def test_neither_takes_the_folder_of_the_other(tmp_path: Path) -> None:
    make_site(tmp_path)
    build_site(tmp_path)
    site = tree(tmp_path / "site")
    build_gallery(tmp_path, tmp_path / "gallery")
    gallery = tree(tmp_path / "gallery")

    assert (
        main(["build", "--gallery", "--root", str(tmp_path), "--out", str(tmp_path / "site"), "--quiet"]) == ENVIRONMENT
    )
    assert main(["build", "--root", str(tmp_path), "--out", str(tmp_path / "gallery"), "--quiet"]) == ENVIRONMENT
    assert (tree(tmp_path / "site"), tree(tmp_path / "gallery")) == (site, gallery)


def test_site_does_not_carry_the_gallery(tmp_path: Path) -> None:
    make_site(tmp_path)
    build_site(tmp_path)

    assert not [path for path, data in tree(tmp_path / "site").items() if b"gallery" in data or "gallery" in path]
