"""The sample, built for the address at which nginx then serves it."""

import functools
import http.server
import os
import re
import shutil
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from zhaoshi.building.build import build

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
AS_OF = date(2024, 12, 1)
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class ServedSite:
    """A built site and where it is served."""

    folder: Path
    url: str
    """Address of home, ending in a slash."""

    @property
    def origin(self) -> str:
        """Scheme, host and port, without a slash."""
        return "/".join(self.url.split("/")[:3])


@dataclass(frozen=True, slots=True)
class Served:
    """The sample at the root of one server and below a path of another."""

    root: ServedSite
    below: ServedSite


def find(*names: str) -> str | None:
    """Return the path of the first program that is there; Debian keeps nginx where only root looks."""
    places = os.environ.get("PATH", "") + os.pathsep + "/usr/sbin"
    return next((found for name in names if (found := shutil.which(name, path=places))), None)


def chromium() -> str | None:
    """Return the path of a browser that is installed; none is ever downloaded."""
    return find("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")


def chromium_arguments() -> list[str]:
    """Return arguments that keep the browser from calling anyone; root has to do without its sandbox."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
    ]
    return [*quiet, "--no-sandbox"] if os.geteuid() == 0 else quiet


def build_sample(work: Path, out: Path, url: str) -> None:
    """Build the sample as if it were published at an address, so that canonical links lead to the server."""
    shutil.copytree(ROOT / "content", work / "content")
    settings = work / "content" / "site.yaml"
    text, changes = re.subn(r"(?m)^base_url: .*$", f"base_url: {url}", settings.read_text(encoding="utf-8"))
    assert changes == 1
    settings.write_text(text, encoding="utf-8")
    build(work, out, as_of=AS_OF, jobs=1)


CONFIGURATION = (HERE / "nginx.conf.in").read_text(encoding="utf-8")
POLICY = re.findall(r'Content-Security-Policy "([^"]+)"', CONFIGURATION)[0]
"""The strictest policy under which every page must work."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}  # noqa: RUF012

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """Serve a small folder under the policy until the block ends; yields the address of its root."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serve_sample(work: Path, nginx: str) -> Iterator[Served]:
    """Build the sample for two addresses and serve it until the block ends."""
    port, port_below = _free_port(), _free_port()
    root = ServedSite(work / "root" / "site", f"http://127.0.0.1:{port}/")
    below = ServedSite(work / "below" / "site", f"http://127.0.0.1:{port_below}/zhenggai/")
    for site, name in ((root, "root"), (below, "below")):
        (work / name).mkdir(parents=True)
        build_sample(work / name, site.folder, site.url)
    text = CONFIGURATION
    values = {
        "WORK": work,
        "PORT": port,
        "SITE": root.folder,
        "PORT_BELOW": port_below,
        "BELOW": below.folder,
        "OTHER": work / "other",
    }
    for name, value in values.items():
        text = text.replace(f"@{name}@", str(value))
    (work / "nginx.conf").write_text(text, encoding="utf-8")
    with (work / "nginx.log").open("wb") as log:
        server = subprocess.Popen(
            [nginx, "-p", work, "-c", work / "nginx.conf", "-e", "stderr"], stderr=log, stdout=log
        )
    try:
        for site in (root, below):
            _wait_for(site.url, server, work / "nginx.log")
        yield Served(root, below)
    finally:
        server.terminate()
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE):
                return
        except urllib.error.URLError:
            assert server.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < deadline, f"waited {PATIENCE} s for {url}"
            time.sleep(0.02)
