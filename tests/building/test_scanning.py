"""What lies in `content/` is found, and read again exactly where it may have changed."""

import os
import shutil
import time
import unicodedata
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import pytest

from tests.building.running import run_build
from tests.small_site import build_site, make_site
from zhaoshi.building.crew import Crew
from zhaoshi.building.scanning import Changed, Source, digest_of_file, read, scan
from zhaoshi.problems import EnvironmentFailed, Problem

LONG_AGO = 1_500_000_000_000_000_000
"""A time of modification that is safely past, in nanoseconds."""


def age(path: Path, when: int = LONG_AGO) -> None:
    os.utime(path, ns=(when, when))


def content(root: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        age(path)
    return root


def codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.at.path, problem.code) for problem in problems]


class Known(dict[str, Source]):
    """Sources of the last build; does something at the moment when one of them is looked up."""

    def __init__(self, path: str, action: Callable[[], object]) -> None:
        super().__init__()
        self._path = path
        self._action = action

    def get(self, path: str, default: Source | None = None) -> Source | None:  # type: ignore[override]
        if path == self._path:
            self._action()
        return default


def test_every_file_is_found_with_the_digest_of_its_bytes(tmp_path: Path) -> None:
    content(tmp_path, {"units.yaml": b"units", "notices/a/notice.md": b"text", "notices/a/attachments/b/c.csv": b""})
    sources, problems = scan(tmp_path, {}, Crew())
    assert problems == []
    assert {path: source.digest for path, source in sources.items()} == {
        "content/units.yaml": blake2b(b"units", digest_size=16).hexdigest(),
        "content/notices/a/notice.md": blake2b(b"text", digest_size=16).hexdigest(),
        "content/notices/a/attachments/b/c.csv": blake2b(b"", digest_size=16).hexdigest(),
    }
    assert {path: read(source) for path, source in sources.items()} == {
        "content/units.yaml": b"units",
        "content/notices/a/notice.md": b"text",
        "content/notices/a/attachments/b/c.csv": b"",
    }


def test_what_editors_and_systems_leave_behind_is_no_source(tmp_path: Path) -> None:
    clutter = [".DS_Store", ".git/config", "Thumbs.db", "desktop.ini", "~$a.docx", "notice.md~", "a.tmp", ".a.md.swp"]
    content(tmp_path, {"units.yaml": b"", **dict.fromkeys(clutter, b"x")})
    sources, problems = scan(tmp_path, {}, Crew())
    assert (list(sources), problems) == (["content/units.yaml"], [])


def test_unchanged_file_is_taken_from_memory(tmp_path: Path) -> None:
    content(tmp_path, {"units.yaml": b"units"})
    known, _ = scan(tmp_path, {}, Crew())
    again, _ = scan(tmp_path, known, Crew())
    assert again["content/units.yaml"] is known["content/units.yaml"]


@pytest.mark.parametrize("step", [1, -1], ids=["later", "earlier"])
def test_changed_file_of_the_same_size_is_read_again(tmp_path: Path, step: int) -> None:
    path = content(tmp_path, {"units.yaml": b"old"}) / "content/units.yaml"
    known, _ = scan(tmp_path, {}, Crew())
    path.write_bytes(b"new")
    age(path, LONG_AGO + step)
    sources, _ = scan(tmp_path, known, Crew())
    assert read(sources["content/units.yaml"]) == b"new"


def test_other_file_of_the_same_size_and_time_is_read_again(tmp_path: Path) -> None:
    path = content(tmp_path, {"units.yaml": b"old"}) / "content/units.yaml"
    known, _ = scan(tmp_path, {}, Crew())
    other = tmp_path / "other"
    other.write_bytes(b"new")
    age(other)
    other.replace(path)
    sources, _ = scan(tmp_path, known, Crew())
    assert read(sources["content/units.yaml"]) == b"new"


def test_content_copied_over_with_its_old_time_is_read_again(tmp_path: Path) -> None:
    """`rsync --inplace -t`, `cp -p` and unpackers of archives with one fixed time do this."""
    path = content(tmp_path, {"units.yaml": b"old"}) / "content/units.yaml"
    known, _ = scan(tmp_path, {}, Crew())
    before = path.stat().st_ctime_ns
    while path.stat().st_ctime_ns == before:  # until the file system's clock has moved
        path.write_bytes(b"new")
        age(path)
    sources, _ = scan(tmp_path, known, Crew())
    assert read(sources["content/units.yaml"]) == b"new"


def test_file_touched_just_before_it_was_read_is_always_read_again(tmp_path: Path) -> None:
    path = content(tmp_path, {"units.yaml": b"old"}) / "content/units.yaml"
    soon = time.time_ns() + 3_600_000_000_000  # a time that cannot be long past, however slow the machine
    age(path, soon)
    known, _ = scan(tmp_path, {}, Crew())
    assert known["content/units.yaml"].racy
    path.write_bytes(b"new")
    age(path, soon)
    sources, _ = scan(tmp_path, known, Crew())
    assert read(sources["content/units.yaml"]) == b"new"


def test_file_touched_long_ago_is_not_racy(tmp_path: Path) -> None:
    content(tmp_path, {"units.yaml": b"old"})
    sources, _ = scan(tmp_path, {}, Crew())
    assert not sources["content/units.yaml"].racy


def test_deleted_and_renamed_files_are_forgotten(tmp_path: Path) -> None:
    content(tmp_path, {"a.md": b"a", "b.md": b"b"})
    known, _ = scan(tmp_path, {}, Crew())
    (tmp_path / "content/a.md").unlink()
    (tmp_path / "content/b.md").rename(tmp_path / "content/c.md")
    sources, _ = scan(tmp_path, known, Crew())
    assert list(sources) == ["content/c.md"]
    assert read(sources["content/c.md"]) == b"b"


def test_remembered_file_is_opened_where_it_is_now(tmp_path: Path) -> None:
    content(tmp_path / "old", {"units.yaml": b"units"})
    known, _ = scan(tmp_path / "old", {}, Crew())
    (tmp_path / "old").rename(tmp_path / "new")
    sources, _ = scan(tmp_path / "new", known, Crew())
    assert read(sources["content/units.yaml"]) == b"units"


def test_site_can_be_built_again_from_another_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_site(tmp_path / "site-folder")
    for path in (root / "content").rglob("*.*"):
        age(path)
    monkeypatch.chdir(root)
    build_site(Path())
    monkeypatch.chdir(tmp_path)
    assert build_site(Path("site-folder")).updated == set()


def test_moved_site_can_be_built_again(tmp_path: Path) -> None:
    root = make_site(tmp_path / "old")
    for path in (root / "content").rglob("*.*"):
        age(path)
    build_site(root)
    root.rename(tmp_path / "new")
    assert build_site(tmp_path / "new").updated == set()


@pytest.mark.parametrize("target", ["file", "folder", "nothing"])
def test_links_are_named_and_not_followed(tmp_path: Path, target: str) -> None:
    content(tmp_path, {"units.yaml": b""})
    (tmp_path / "file").write_bytes(b"secret")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/file.md").write_bytes(b"secret")
    (tmp_path / "content/link").symlink_to(tmp_path / target)
    sources, problems = scan(tmp_path, {}, Crew())
    assert list(sources) == ["content/units.yaml"]
    assert codes(problems) == [("content/link", "file.link")]


def test_pipe_is_named_and_not_waited_for(tmp_path: Path) -> None:
    content(tmp_path, {"units.yaml": b""})
    os.mkfifo(tmp_path / "content/notice.md")
    sources, problems = scan(tmp_path, {}, Crew())
    assert list(sources) == ["content/units.yaml"]
    assert codes(problems) == [("content/notice.md", "file.special")]


def test_missing_content_is_named_with_its_remedy(tmp_path: Path) -> None:
    ended = run_build(tmp_path)
    assert ended.returncode in (1, 3)
    assert "there is no folder “content”" in ended.stderr
    assert "--root" in ended.stderr
    assert not (tmp_path / "site").exists()


def test_content_may_itself_be_a_link(tmp_path: Path) -> None:
    content(tmp_path / "elsewhere", {"units.yaml": b"units"})
    root = tmp_path / "root"
    root.mkdir()
    (root / "content").symlink_to(tmp_path / "elsewhere/content")
    sources, problems = scan(root, {}, Crew())
    assert (list(sources), problems) == (["content/units.yaml"], [])


def test_path_is_composed_as_a_mac_decomposes_it(tmp_path: Path) -> None:
    composed = unicodedata.normalize("NFC", "re\N{LATIN SMALL LETTER E WITH ACUTE}sume.pdf")
    content(tmp_path, {unicodedata.normalize("NFD", composed): b"x"})
    sources, _ = scan(tmp_path, {}, Crew())
    assert [(path, read(source)) for path, source in sources.items()] == [(f"content/{composed}", b"x")]


def test_two_spellings_of_one_name_are_named(tmp_path: Path) -> None:
    names = {unicodedata.normalize(form, "\N{LATIN SMALL LETTER E WITH ACUTE}.pdf") for form in ("NFC", "NFD")}
    content(tmp_path, dict.fromkeys(names, b"x"))
    if len(list((tmp_path / "content").iterdir())) < len(names):
        pytest.skip("the file system holds them for one name")
    _, problems = scan(tmp_path, {}, Crew())
    assert [problem.at.path for problem in problems] == ["content/\N{LATIN SMALL LETTER E WITH ACUTE}.pdf"]


def test_name_that_is_not_unicode_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    """Archives packed on Chinese Windows hold names in GBK."""
    root = make_site(tmp_path)
    name = os.fsencode(root / "content/notices/2023-library/attachments") + b"/" + "制度.pdf".encode("gbk")
    with open(name, "wb") as file:  # noqa: PTH123 (a path that is not text)
        file.write(b"x")
    ended = run_build(root)
    assert "Traceback" not in ended.stderr
    assert ended.returncode == 1
    assert "content/notices/2023-library/attachments/" in ended.stdout + ended.stderr


def test_file_that_goes_while_the_folder_is_listed_is_looked_for_again(tmp_path: Path) -> None:
    content(tmp_path, {"a.md": b"a", "b.md": b"b"})
    known = Known("content/a.md", (tmp_path / "content/b.md").unlink)
    with pytest.raises(Changed):
        scan(tmp_path, known, Crew())


def test_read_refuses_other_bytes_than_were_found(tmp_path: Path) -> None:
    root = content(tmp_path, {"units.yaml": b"old"})
    sources, _ = scan(root, {}, Crew())
    (root / "content/units.yaml").write_bytes(b"new")
    with pytest.raises(Changed, match=r"content/units\.yaml"):
        read(sources["content/units.yaml"])


def test_read_refuses_a_file_that_is_gone(tmp_path: Path) -> None:
    root = content(tmp_path, {"units.yaml": b"old"})
    sources, _ = scan(root, {}, Crew())
    shutil.rmtree(root / "content")
    with pytest.raises((Changed, EnvironmentFailed)):
        read(sources["content/units.yaml"])


def test_what_the_system_does_not_give_out_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailed) as caught:
        digest_of_file(str(tmp_path))  # a folder cannot be read, not even by root
    assert caught.value.message.values["path"].startswith(str(tmp_path)[:20])
