"""What the system says of a file reads as a sentence of the program's language."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from zhaoshi.languages import translations
from zhaoshi.system_errors import cannot_read, cannot_write, reason_of

CHINESE = translations("zh-CN").gettext


def refused(do: Callable[[], object]) -> OSError:
    with pytest.raises(OSError) as caught:  # noqa: PT011 (what is raised is the point)
        do()
    return caught.value


def test_what_the_system_refuses_is_said_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    wrong = {
        "文件或其所在文件夹不存在": tmp_path / "nowhere/file",
        "应当是文件夹的位置上有一个同名文件": tmp_path / "file/below",
        "应当是文件的位置上有一个同名文件夹": tmp_path,
        "名称太长": tmp_path / ("长" * 300),
    }
    for words, path in wrong.items():
        failure = cannot_write("some/file", refused(partial(path.write_bytes, b"")))
        assert failure.message.text(CHINESE) == f"无法写入 some/file：{words}"


def test_a_file_that_may_not_be_read_has_a_remedy() -> None:
    assert "关闭" in cannot_read("a.xlsx", PermissionError(13, "Permission denied")).message.text(CHINESE)


def test_what_is_not_known_is_said_as_the_system_says_it() -> None:
    assert reason_of(OSError(71, os.strerror(71))) == os.strerror(71)
    assert reason_of(OSError("no number")) == "no number"
