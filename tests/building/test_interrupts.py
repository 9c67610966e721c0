"""Ctrl-C is answered truthfully: before the exchange the site stays, behind it the new one is completed."""

import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.building.running import edit
from tests.small_site import build_site, make_site, tree
from zhaoshi.building import interrupts, release
from zhaoshi.cli import INTERRUPTED, main


def test_an_interrupt_waits_for_the_end_of_a_block() -> None:
    done = []

    def work() -> None:
        with interrupts.waiting():
            os.kill(os.getpid(), signal.SIGINT)
            done.append("whole")

    with pytest.raises(interrupts.TooLate):
        work()
    assert done == ["whole"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_goes_wrong_in_the_block_is_told_rather_than_the_interrupt() -> None:
    def work() -> None:
        with interrupts.waiting():
            os.kill(os.getpid(), signal.SIGINT)
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        work()


def test_other_threads_are_left_alone() -> None:
    found = []

    def work() -> None:
        with interrupts.waiting():
            found.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [signal.default_int_handler]


@pytest.mark.parametrize("words", ["一句。", ""])
def test_an_interrupt_during_the_exchange_leaves_the_new_site_and_says_so(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    build = ["build", "--root", str(root), "--as-of", "2024-03-01", "--no-search", "--language", "en"]
    main(build)
    switch = release.switch

    def interrupted(*folders: Any) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        switch(*folders)

    monkeypatch.setattr(release, "switch", interrupted)
    if words:  # inside a notice
        text = root / "content/notices/2023-library/notice.md"
        text.write_text(f"{text.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")
    else:
        edit(root, "content/site.yaml", "测试公开网", "另一个公开网")

    assert main(build) == INTERRUPTED
    assert "it is in place" in capsys.readouterr().err
    made = tree(root / "site")
    monkeypatch.undo()
    assert build_site(root).reasons == {}
    assert made == tree(root / "site") == clean(root)


def clean(root: Path) -> dict[str, bytes]:
    other = make_site(root.parent / "clean")
    for path, data in tree(root / "content").items():
        (other / "content" / path).write_bytes(data)
    main(["build", "--root", str(other), "--as-of", "2024-03-01", "--no-search", "--language", "en"])
    return tree(other / "site")
