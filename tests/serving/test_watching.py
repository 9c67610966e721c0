import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from tornado.ioloop import IOLoop

from zhaoshi.printing import Console
from zhaoshi.problems import Location, Message, Problem, msg
from zhaoshi.serving.panel import injected, panel
from zhaoshi.serving.rebuilding import Outcome, Workbench
from zhaoshi.serving.watching import SavesWatcher


class SlowWorkbench(Workbench):
    """Records builds instead of making them."""

    started = 0
    busy = False

    @property
    def is_busy(self) -> bool:
        return self.busy

    def start(self) -> None:
        self.started += 1
        self.busy = True


@pytest.fixture
def workbench(tmp_path: Path) -> SlowWorkbench:
    (tmp_path / "content").mkdir()
    return SlowWorkbench(tmp_path, tmp_path / "site", Console(str, quiet=True), None, False)


@pytest.fixture
def watcher(tmp_path: Path, workbench: SlowWorkbench) -> Iterator[SavesWatcher]:
    watcher = SavesWatcher([tmp_path / "content", tmp_path / "templates"], workbench)

    def examine() -> None:
        watcher.examine()

    watcher.start(examine)
    yield watcher
    watcher.close()


def let_pass(seconds: float = 0.6) -> None:
    """Let what was saved arrive."""
    IOLoop.current().run_sync(lambda: asyncio.sleep(seconds))


def test_a_save_during_a_build_is_one_more_build(
    tmp_path: Path, workbench: SlowWorkbench, watcher: SavesWatcher
) -> None:
    let_pass()
    assert workbench.started == 0
    (tmp_path / "content/a").write_text("1")
    let_pass()
    assert workbench.started == 1
    (tmp_path / "content/a").write_text("22")
    (tmp_path / "content/b").write_text("333")
    let_pass()
    assert workbench.started == 1
    workbench.busy = False
    watcher.examine()
    assert workbench.started == 2
    workbench.busy = False
    watcher.examine()
    let_pass()
    assert workbench.started == 2


@pytest.mark.usefixtures("watcher")
def test_a_folder_that_is_made_later_is_watched(tmp_path: Path, workbench: SlowWorkbench) -> None:
    (tmp_path / "templates").mkdir()
    let_pass()
    assert workbench.started == 1
    workbench.busy = False
    (tmp_path / "templates/page.html").write_text("x")
    let_pass()
    assert workbench.started == 2


@pytest.mark.usefixtures("watcher")
def test_what_editors_put_beside_a_file_is_no_save(tmp_path: Path, workbench: SlowWorkbench) -> None:
    for name in ("notice.md~", ".notice.md.swp", "~$notice.docx", "x.tmp", "Thumbs.db"):
        (tmp_path / "content" / name).write_text("")
    let_pass()
    assert workbench.started == 0


def test_panel_names_the_first_hundred_problems_and_counts_the_others() -> None:
    problems = tuple(Problem(Location("content/a.yaml", n), "x", Message("</section>")) for n in range(1, 151))
    text = panel(Outcome(problems=problems), Console(str))
    assert text.count("<li>") == 101
    assert "50 more" in text
    assert "errors: 150" in text
    assert text.count("</section>") == 1


@pytest.mark.parametrize(
    ("page", "start"),
    [
        (b"<html><body><p>x", b"<html><body><script>"),
        (b'<html><BODY data-a="b>c" class=d><p>x', b'<html><BODY data-a="b>c" class=d><script>'),
        (b"only text", b"only text<script>"),
        (b"<tbody>", b"<tbody><script>"),
    ],
)
def test_injection_stands_at_the_beginning_of_the_body(page: bytes, start: bytes) -> None:
    outcome = Outcome(failure=msg("the disk is full"))
    whole = injected(page, "<script></script>", outcome, Console(str))
    assert whole.startswith(start)
    assert b"the disk is full" in whole
    assert injected(page, "", Outcome(), Console(str)) == page


def test_a_fault_of_the_program_does_not_end_the_preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise LookupError("a hole")

    monkeypatch.setattr("zhaoshi.serving.rebuilding.build", broken)
    workbench = Workbench(tmp_path, tmp_path / "site", Console(str), None, False)
    workbench.build_first()
    assert workbench.outcome.failure is not None
    assert "a hole" in workbench.outcome.failure.text(str)
    assert "LookupError" in workbench.outcome.trace
    assert not workbench.has_site
