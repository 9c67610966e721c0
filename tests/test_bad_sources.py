"""Sources that are hostile or that no text file can hold: the build names them, and the site stays as it was."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.small_site import AS_OF, FILES, build_site, make_site, tree
from zhaoshi import routes
from zhaoshi.building.build import check
from zhaoshi.building.crew import Crew
from zhaoshi.building.reading import read_records
from zhaoshi.building.record import Record
from zhaoshi.building.scanning import scan
from zhaoshi.cli import main
from zhaoshi.languages import translations
from zhaoshi.model.site import LinkStyle
from zhaoshi.pages import columns
from zhaoshi.pages.frame import Surroundings, frame
from zhaoshi.pages.page import Tools
from zhaoshi.problems import BuildFailed, errors
from zhaoshi.scaffolding import new_notice

NOTICE = "content/notices/2023-library/notice.md"
MUSEUM = "content/notices/2023-museum/notice.md"
LEDGER = "content/notices/2023-library/ledger.yaml"
ATTACHMENTS = "content/notices/2023-library/attachments/"

Change = Callable[[Path], None]


def put(path: str, data: bytes) -> Change:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)

    return change


def link(path: str, target: str) -> Change:
    return lambda root: (root / path).symlink_to(target)


def large(path: str, size: int) -> Change:
    def change(root: Path) -> None:
        with (root / path).open("wb") as file:
            file.truncate(size)

    return change


def two_names(root: Path) -> None:
    (root / ATTACHMENTS / "Rules.csv").write_bytes(b"a\n")
    (root / NOTICE).write_text(FILES[NOTICE] + "\n见[甲](attachments/Rules.csv)。\n", encoding="utf-8")


def without_content(root: Path) -> None:
    (root / "content").rename(root / "contents")


def bomb() -> bytes:
    """Return the "billion laughs": each line names the one above ten times."""
    lines = ["a0: &a0 哈哈哈"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 10)]
    return "\n".join(lines).encode()


SPECIAL: dict[str, tuple[Change, str, str]] = {
    "a text saved as GB18030": (put(NOTICE, FILES[NOTICE].encode("gb18030")), "file.encoding", f"{NOTICE}:1:1"),
    "a ledger saved as UTF-16": (put(LEDGER, FILES[LEDGER].encode("utf-16")), "file.encoding", f"{LEDGER}:1:1"),
    "random bytes": (put("content/pages/about.md", bytes(range(256))), "file.encoding", "content/pages/about.md:2:1"),
    "a NUL byte": (
        put(LEDGER, FILES[LEDGER].replace("办公室", "办\0公室").encode()),
        "file.control-character",
        f"{LEDGER}:2:20",
    ),
    "text that runs backwards": (
        put(NOTICE, FILES[NOTICE].replace("高度重视", "高度\u202e重视").encode()),
        "file.control-character",
        f"{NOTICE}:16:3",
    ),
    "a link out of the folder": (link(ATTACHMENTS + "a.txt", "/etc/passwd"), "file.link", f"{ATTACHMENTS}a.txt:1:1"),
    "a link to a folder": (link("content/notices/all", "/etc"), "file.link", "content/notices/all:1:1"),
    "a link to nowhere": (link("content/pages/x.md", "nowhere"), "file.link", "content/pages/x.md:1:1"),
    "a pipe": (lambda root: os.mkfifo(root / ATTACHMENTS / "a.txt"), "file.special", f"{ATTACHMENTS}a.txt:1:1"),
    "a huge attachment": (large(ATTACHMENTS + "a.zip", 50_000_001), "file.too-large", f"{ATTACHMENTS}a.zip:1:1"),
    "a huge text": (large(NOTICE, 2_000_001), "file.too-large", f"{NOTICE}:1:1"),
    "a huge ledger": (large(LEDGER, 1_000_001), "file.too-large", f"{LEDGER}:1:1"),
    "huge facts": (put(NOTICE, b"---\n#" + b"x" * 1_000_001 + b"\n---\n"), "file.too-large", f"{NOTICE}:1:1"),
    "forty thousand brackets": (put(LEDGER, b"items: " + b"[" * 40_000), "yaml.depth", f"{LEDGER}:1:37"),
    "forty thousand dashes": (put("content/units.yaml", b"- " * 40_000), "yaml.depth", "content/units.yaml:1:61"),
    "an alias bomb": (put(LEDGER, bomb()), "yaml.anchor", f"{LEDGER}:1:5"),
    "a thousand headings": (
        put(MUSEUM, (FILES[MUSEUM].split("## ")[0] + "## 甲\n" * 1000).encode()),
        "heading.too-many",
        f"{MUSEUM}:1008:1",
    ),
    "an id with capitals beside its small twin": (
        put("content/notices/2023-Library/notice.md", FILES[NOTICE].encode()),
        "file.name",
        "content/notices/2023-Library/notice.md:1:1",
    ),
    "a name that is a device on Windows": (
        put("content/notices/con/notice.md", FILES[NOTICE].encode()),
        "file.name",
        "content/notices/con/notice.md:1:1",
    ),
    "two files that Windows takes for one": (two_names, "output.collision", f"{ATTACHMENTS}rules.csv:1:1"),
    "no content": (
        without_content,
        "content.missing",
        "content:1:1",
    ),
}
"""What is done to the small site, and the problem that it gives."""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_site(tmp_path_factory.mktemp("good"))
    build_site(root)
    return root


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither pipes nor names that differ in case")
@pytest.mark.parametrize("case", SPECIAL)
def test_a_special_source_is_named_and_the_site_stays_as_it_was(case: str, good: Path, tmp_path: Path) -> None:
    change, code, at = SPECIAL[case]
    root = shutil.copytree(good, tmp_path, dirs_exist_ok=True)
    before = tree(root / "site")
    change(root)
    with pytest.raises(BuildFailed) as failure:
        build_site(root)
    assert [(problem.code, str(problem.at)) for problem in errors(failure.value.problems)] == [(code, at)]
    assert tree(root / "site") == before


def test_the_command_shows_a_special_source_without_a_traceback(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "")
    root = make_site(tmp_path)
    for case in ("a thousand headings", "random bytes", "an alias bomb"):
        SPECIAL[case][0](root)
    assert main(["build", "--root", str(root), "--language", "en"]) == 1
    output = capfd.readouterr().err
    assert "Traceback" not in output
    assert [line.split(": ")[0] for line in output.splitlines() if line.startswith("content/")] == [
        f"{LEDGER}:1:5",
        f"{MUSEUM}:1008:1",
        "content/pages/about.md:2:1",
    ]


def test_a_broken_link_to_a_folder_above_is_not_followed(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    (root / "content/notices/loop").symlink_to(root / "content")
    assert [problem.code for problem in errors(check(root, root / "site", as_of=AS_OF))] == ["file.link"]


def test_a_notice_that_exists_is_not_made_again(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    before = tree(root)
    with pytest.raises(BuildFailed) as failure:
        new_notice(root, "2023-library", None, datetime(2024, 3, 1, 9, 0))
    assert [problem.code for problem in failure.value.problems] == ["notice.exists"]
    assert tree(root) == before


def test_a_national_tag_is_never_empty(tmp_path: Path) -> None:
    sources, _ = scan(make_site(tmp_path), {}, Crew())
    records, _, _ = read_records(sources, Record(), None, Crew())
    assert records is not None
    around = Surroundings(
        site=replace(records.site, name=" "), assets=(), standing_pages=(), has_pictures=False, has_search=False
    )
    links = routes.Links(routes.HOME, LinkStyle.FOLDER)
    tools = Tools(links, translations("en").gettext, lambda digest: None, lambda: None)  # type: ignore[arg-type, return-value]
    with pytest.raises(BuildFailed) as failure:
        frame(around, tools, columns.NAVIGATION[0])
    assert [problem.code for problem in failure.value.problems] == ["page.empty-tag"]


@pytest.mark.parametrize("sign", list('#?%:*"<>|\\'))
def test_a_sign_with_a_meaning_in_addresses_cannot_stand_in_the_name_of_a_file(tmp_path: Path, sign: str) -> None:
    name = f"attachments/附件{sign}1.csv"
    ledger = FILES[LEDGER].replace("file: attachments/rules.csv", f"file: {json.dumps(name)}")
    root = make_site(tmp_path, {LEDGER: ledger, f"content/notices/2023-library/{name}": "a\n"})
    assert [problem.code for problem in errors(check(root, root / "site", as_of=AS_OF))] == ["file.name"]


def test_a_name_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    Path(os.fsdecode(os.fsencode(root / ATTACHMENTS) + b"/\xff\xfe.csv")).write_bytes(b"a\n")
    with pytest.raises(BuildFailed) as failure:
        build_site(root)
    assert [problem.code for problem in errors(failure.value.problems)] == ["file.name"]


def test_attachments_without_a_notice_are_named(tmp_path: Path) -> None:
    root = make_site(tmp_path, {"content/notices/2022-archive/attachments/a.pdf": "a"})
    found = check(root, root / "site", as_of=AS_OF)
    assert [problem.at.path for problem in found if "2022-archive" in problem.at.path]


def test_a_bad_id_is_one_problem(tmp_path: Path) -> None:
    changes = {
        f"content/notices/2023年/{name}": FILES[path] for name, path in (("notice.md", NOTICE), ("ledger.yaml", LEDGER))
    }
    root = make_site(tmp_path, changes)
    assert [problem.code for problem in errors(check(root, root / "site", as_of=AS_OF))] == ["file.name"]
