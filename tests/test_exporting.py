"""Exporting a notice as a PDF: the same bytes each time, nothing read from outside, errors that say what to do."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.paper import NOTICE, PROJECT, SMALL, elements, tool
from tests.small_site import AS_OF, FILES, build_site, make_site, tree
from zhaoshi.building.single import single_page
from zhaoshi.building.theme import DEFAULT
from zhaoshi.building.writing import Exported
from zhaoshi.exporting.pdf import export_pdf
from zhaoshi.problems import BuildFailed, EnvironmentFailed


def program(
    root: Path, *arguments: str, changes: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "COV_", "ZHAOSHI_"))}
    ours.pop("SOURCE_DATE_EPOCH", None)
    command = [sys.executable, "-W", "error", str(PROJECT / "build.py"), "export", *arguments, "--root", str(root)]
    environment = {**ours, "PYTHONIOENCODING": "utf-8", **(changes or {})}
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, cwd=cwd, timeout=120)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """The notice of the small site, exported into a folder."""
    folder = tmp_path_factory.mktemp("exported")
    return export_pdf(make_site(folder / "root"), SMALL, folder, as_of=AS_OF)


def test_equal_sources_give_equal_bytes_wherever_and_whenever(exported: Exported, tmp_path: Path) -> None:
    first = exported.path.read_bytes()
    again = export_pdf(make_site(tmp_path / "a"), SMALL, tmp_path / "again.pdf", as_of=AS_OF)
    assert again.path.read_bytes() == first
    elsewhere = make_site(tmp_path / "other" / "folder")
    for number, changes in enumerate(
        [
            {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
            {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "0", "LC_ALL": "zh_CN.UTF-8"},
        ]
    ):
        out = elsewhere / f"{number}.pdf"
        done = program(elsewhere, SMALL, "--as-of", AS_OF.isoformat(), "--out", str(out), cwd=tmp_path, changes=changes)
        assert done.returncode == 0, done.stderr
        assert out.read_bytes() == first


def test_the_day_counts(exported: Exported, tmp_path: Path) -> None:
    late = export_pdf(make_site(tmp_path), SMALL, tmp_path / "late.pdf", as_of=date(2030, 1, 1))
    assert late.path.read_bytes() != exported.path.read_bytes()


def test_export_writes_its_file_and_nothing_else(tmp_path: Path) -> None:
    root, here = make_site(tmp_path / "root"), tmp_path / "here"
    here.mkdir()
    before = tree(root)
    done = program(root, SMALL, "--as-of", AS_OF.isoformat(), "--json", cwd=here)
    assert done.returncode == 0, done.stderr
    pages = len(pypdf.PdfReader(here / f"{SMALL}.pdf").pages)
    assert json.loads(done.stdout) == {"created": [f"{SMALL}.pdf"], "pages": pages, "left_out": []}
    assert done.stderr.count("\n") == 1
    assert tree(root) == before
    assert list(tree(here)) == [f"{SMALL}.pdf"]


class Counting(BaseHTTPRequestHandler):
    """A server that remembers what it was asked for."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    handler = type("Handler", (Counting,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def with_template(root: Path, markup: str, style: str = "") -> Path:
    """Write the small site with a theme of its own that puts something on top of each notice."""
    template = (DEFAULT / "pages" / "notice.html").read_text(encoding="utf-8")
    changed = template.replace('<article class="notice">', f'<article class="notice">{markup}', 1)
    assert changed != template
    return make_site(root, {"templates/pages/notice.html": changed, "templates/styles/own.css": style})


def test_nothing_is_read_but_the_page_and_the_assets_of_the_theme(
    tmp_path: Path, server: tuple[str, list[str]]
) -> None:
    address, asked = server
    secret = tmp_path / "secret.svg"
    secret.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text y="20">SECRET</text></svg>',
        encoding="utf-8",
    )
    local = secret.as_uri()
    root = with_template(
        tmp_path / "root",
        f'<img src="{local}" alt="a"><img src="{address}/a.png" alt="b"><object data="{local}"></object>',
        f'@import url("{local}"); .notice {{ background: url("{address}/b.png") }} '
        f'@font-face {{ font-family: own; src: url("{address}/c.woff2"), url("{local}") }}',
    )
    exported = export_pdf(root, SMALL, tmp_path / "a.pdf", as_of=AS_OF)
    assert {local, f"{address}/a.png", f"{address}/b.png", f"{address}/c.woff2"} <= set(exported.left_out)
    assert asked == []
    assert "SECRET" not in "".join(page.extract_text() for page in pypdf.PdfReader(exported.path).pages)


def test_a_picture_of_the_theme_is_drawn(tmp_path: Path) -> None:
    root = with_template(tmp_path, """<img src="{{ view.frame.assets["icon.svg"] }}" alt="标志">""")
    assert export_pdf(root, SMALL, tmp_path / "a.pdf", as_of=AS_OF).left_out == ()


def test_paint_is_found_by_selectors_that_begin_outside_the_drawing(tmp_path: Path) -> None:
    drawing = (
        '<div class="own"><svg viewBox="0 0 2 2" aria-label="方块"><rect class="box" width="2" height="2"/></svg></div>'
    )
    style = ":root { --own: #f00 } @media screen { .own .box { fill: #0f0 } }"
    style += "@media print { .own .box { fill: var(--own) } }"
    exported = export_pdf(with_template(tmp_path, drawing, style), SMALL, tmp_path / "a.pdf", as_of=AS_OF)
    pdf = pypdf.PdfReader(exported.path)
    page: Any = pdf.pages[0]
    forms = page["/Resources"].get("/XObject", {})
    drawn = page.get_contents().get_data() + b"".join(form.get_object().get_data() for form in forms.values())
    assert re.search(rb"\b1 0 0 (rg|scn)\b", drawn)
    assert not re.search(rb"\b0 1 0 (rg|scn)\b", drawn)
    texts = [str(element.get("/Alt")) for element in elements(pdf.root_object["/StructTreeRoot"])]
    assert "方块" in texts


def test_the_page_is_the_one_that_the_site_has(tmp_path: Path) -> None:
    build_site(make_site(tmp_path), search=True)
    page = single_page(tmp_path, SMALL, as_of=AS_OF)
    assert page.html == (tmp_path / "site" / "notices" / SMALL / "index.html").read_bytes()


def test_the_file_says_what_the_page_says_of_itself(tmp_path: Path) -> None:
    text = FILES[NOTICE].replace("title: ", "keywords: [图书馆, 整改]\ntitle: ", 1)
    exported = export_pdf(make_site(tmp_path, {NOTICE: text}), SMALL, tmp_path / "a.pdf", as_of=AS_OF)
    metadata = pypdf.PdfReader(exported.path).metadata
    assert metadata is not None
    assert (str(metadata["/Keywords"]), str(metadata["/ModDate"])[:10]) == ("图书馆, 整改", "D:20240201")


def failing(root: Path, id_: str = SMALL, out: Path | None = None) -> str:
    """Export in vain and return why, in English."""
    with pytest.raises((BuildFailed, EnvironmentFailed)) as caught:
        export_pdf(root, id_, out or root / "a.pdf", as_of=AS_OF)
    assert not (root / "a.pdf").exists()
    if isinstance(caught.value, EnvironmentFailed):
        return caught.value.message.text(str)
    assert isinstance(caught.value, BuildFailed)
    return "\n".join(f"{problem.at.path}: {problem.text(str)}" for problem in caught.value.problems)


def test_an_unknown_id_is_told_with_those_near_to_it(tmp_path: Path) -> None:
    assert failing(make_site(tmp_path), "2023-libary") == (
        "content/notices/2023-libary/notice.md: there is no notice “2023-libary”; did you mean “2023-library”?"
    )


def test_a_withdrawn_notice_is_not_given_out(tmp_path: Path) -> None:
    front = "withdrawn: {on: 2024-01-05, reason: 另行公布。}\n---\n"
    text = FILES[NOTICE].replace("\n---\n", f"\n{front}", 1)
    assert "the notice was withdrawn" in failing(make_site(tmp_path, {NOTICE: text}))


def test_a_draft_is_given_out_only_where_drafts_are_asked_for(tmp_path: Path) -> None:
    make_site(tmp_path, {NOTICE: FILES[NOTICE].replace("\n---\n", "\ndraft: true\n---\n", 1)})
    assert "add --drafts" in failing(tmp_path)
    assert export_pdf(tmp_path, SMALL, tmp_path / "b.pdf", as_of=AS_OF, drafts=True).path.is_file()


def test_errors_in_the_sources_are_shown_as_by_a_build(tmp_path: Path) -> None:
    assert "content/units.yaml" in failing(make_site(tmp_path, {"content/units.yaml": "- id: [\n"}))


def test_without_weasyprint_it_is_said_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert "pip install 'zhaoshi[pdf]'" in failing(make_site(tmp_path))


def refused(root: Path, changes: Mapping[str, str]) -> str:
    """Export in vain in a process of its own and return all that it said."""
    done = program(root, SMALL, "--out", str(root / "a.pdf"), "--language", "en", changes=changes)
    assert done.returncode == 3, done.stderr
    assert done.stdout == ""
    assert not (root / "a.pdf").exists()
    return done.stderr


def test_without_system_libraries_it_is_said_which_packages_have_them(tmp_path: Path) -> None:
    broken = tmp_path / "path" / "weasyprint"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text(
        "print('could not import some external libraries')\n"
        "raise OSError(\"cannot load library 'libpango-1.0-0': error 0x7e\")\n",
        encoding="utf-8",
    )
    said = refused(make_site(tmp_path / "root"), {"PYTHONPATH": str(broken.parent)})
    assert said.startswith("WeasyPrint does not find the libraries it stands on (cannot load library 'libpango-1.0-0')")
    assert "libpangoft2-1.0-0" in said
    assert "pacman -S" in said


def only_fonts(tmp_path: Path, *fonts: Path) -> Mapping[str, str]:
    """Let fontconfig know these fonts and no other."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    for font in fonts:
        shutil.copy(font, folder)
    settings = tmp_path / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{folder}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return {"FONTCONFIG_FILE": str(settings)}


def test_without_any_font_it_says_so(tmp_path: Path) -> None:
    said = refused(make_site(tmp_path / "root"), only_fonts(tmp_path))
    assert said.startswith("no Chinese font was found")
    assert said.count("\n") == 1


def test_with_latin_fonts_only_it_says_that_no_chinese_font_was_found(tmp_path: Path) -> None:
    latin = subprocess.run([tool("fc-match"), "-f", "%{file}", "DejaVu Sans"], capture_output=True, text=True).stdout
    if "DejaVu" not in latin:
        pytest.skip("no DejaVu font is installed")
    said = refused(make_site(tmp_path / "root"), only_fonts(tmp_path, Path(latin)))
    assert said.startswith("no Chinese font was found")
    assert said.count("\n") == 1


def test_a_character_that_no_font_has_is_named_instead_of_printed_as_a_box(tmp_path: Path) -> None:
    unassigned = "\U0003fffd"
    text = FILES[NOTICE].rstrip() + f"\n\n{unassigned}同志\n"
    assert f"no installed font has the characters {unassigned}" in failing(make_site(tmp_path, {NOTICE: text}))


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    make_site(tmp_path)
    assert "cannot be written" in failing(tmp_path, out=tmp_path / "missing" / "a.pdf")


def test_a_failed_export_leaves_the_last_one_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, here = make_site(tmp_path / "root"), tmp_path / "here"
    here.mkdir()
    (here / "a.pdf").write_bytes(b"old")

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    assert "the disk is full" in failing(root, out=here / "a.pdf")
    assert tree(here) == {"a.pdf": b"old"}


def test_a_folder_for_out_gets_the_file_by_its_id(exported: Exported) -> None:
    assert exported == Exported(exported.path.parent / f"{SMALL}.pdf", exported.pages, ())
    assert exported.path.read_bytes().startswith(b"%PDF-1.7")
