"""A running `zhaoshi serve`, and what tests ask of it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

FRONT_DOOR = Path(__file__).parent.parent.parent / "build.py"
PATIENCE = 30.0
ABOUT = "content/pages/about.md"
LIBRARY = "content/notices/2023-library/notice.md"
PANEL = b"data-zhaoshi-problems"
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def wait_for(condition: Callable[[], Any], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited {PATIENCE} s for {what}"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Preview:
    """A running `zhaoshi serve`."""

    def __init__(self, root: Path, port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self.root, self.port, self.process, self._log = root, port, process, log

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    @property
    def builds(self) -> int:
        return len(re.findall(r"^Built: ", self.log, re.MULTILINE))

    def get(self, target: str, method: str = "GET", **headers: str) -> tuple[int, bytes, dict[str, str]]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, target, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.read(), {k.lower(): v for k, v in answer.getheaders()}
        finally:
            connection.close()

    def page(self, target: str = "/") -> str:
        return self.get(target)[1].decode()

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@contextmanager
def preview_of(root: Path, log: Path, *options: str, ready: bool = True) -> Iterator[Preview]:
    port = free_port()
    command = [sys.executable, str(FRONT_DOOR), "serve", "--root", str(root), "--port", str(port), *options]
    environment = {**os.environ, "ZHAOSHI_LANGUAGE": "en", "PYTHONUTF8": "1"}
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
    preview = Preview(root, port, process, log)
    try:
        wait_for(lambda: process.poll() is not None or "The preview is at" in preview.log, "the preview")
        assert not ready or process.poll() is None, preview.log
        yield preview
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(PATIENCE)
