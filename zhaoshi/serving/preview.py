"""The preview's server: livereload's, on this machine only, with the site's own addresses."""

import errno
import logging
import signal
import socket
from datetime import date
from pathlib import Path
from typing import Any

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.server import Server
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.websocket import WebSocketHandler

from zhaoshi import routes
from zhaoshi.building.scanning import CONTENT
from zhaoshi.building.theme import DEFAULT
from zhaoshi.printing import Console
from zhaoshi.problems import EnvironmentFailed, msg
from zhaoshi.serving.panel import injected, plain_page
from zhaoshi.serving.rebuilding import Workbench
from zhaoshi.serving.watching import SavesWatcher
from zhaoshi.system_errors import reason_of

_HOST = "127.0.0.1"
_OUR_NAMES = r"(127\.0\.0\.1|localhost)"
"""A page elsewhere whose name was made to lead to this machine is not let in (DNS rebinding)."""
_INDEX = "index.html"


def serve(root: Path, output: Path, console: Console, *, port: int, as_of: date | None, drafts: bool) -> None:
    """Build the site of `root` into `output` and show it on this machine until Ctrl-C; build again on each save.

    Raises `EnvironmentFailed` where the port cannot be used.
    """
    sockets = _listen(port)
    workbench = Workbench(root, output.resolve(), console, as_of, drafts)
    address = f"http://{_HOST}:{port}/"
    before = signal.getsignal(signal.SIGINT)
    watcher = SavesWatcher([root / CONTENT, root / "templates", DEFAULT], workbench)
    try:
        workbench.build_first()
        console.say(console.gettext("The preview is at {address}; Ctrl-C ends it.").format(address=address))
        console.say(console.gettext("The preview has no search; “zhaoshi build” adds it."))
        console.result({"address": address})
        _Server(sockets, workbench, watcher).serve(port, host=_HOST)
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGINT, before)
        for listening in sockets:
            listening.close()
        watcher.close()
        workbench.abandon()
    console.progress("")
    console.say(console.gettext("The preview has ended."))


def _listen(port: int) -> list[socket.socket]:
    try:
        return bind_sockets(port, _HOST)
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            message = msg("port {port} is taken or not allowed; choose another with --port", port=port)
        else:
            message = msg(
                "port {port} cannot be used: {reason}; choose another with --port", port=port, reason=reason_of(error)
            )
        raise EnvironmentFailed(message) from error


class _Server(Server):  # type: ignore[misc]
    """livereload's server with our addresses, on sockets that are already open."""

    def __init__(self, sockets: list[socket.socket], workbench: Workbench, watcher: SavesWatcher) -> None:
        super().__init__(watcher=watcher)
        console = workbench.console
        self._refusal = console.gettext("The preview answers only to {host} and localhost.").format(host=_HOST)
        self._sockets = sockets
        self._workbench = workbench

    def application(self, port: int, *_: object, **__: object) -> None:
        """Answer on the open sockets."""
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = False
        LiveReloadHandler.DEFAULT_RELOAD_TIME = 0
        application = web.Application(default_handler_class=_Refusal, default_handler_args={"sentence": self._refusal})
        script = f'<script src="/livereload.js?port={port}" async></script>'
        arguments = {"path": str(self._workbench.output), "workbench": self._workbench, "script": script}
        application.add_handlers(
            _OUR_NAMES,
            [
                (r"/livereload", _Reloading),
                (r"/livereload\.js", LiveReloadJSHandler),
                (r"/(.*)", _Page, arguments),
            ],
        )
        HTTPServer(application).add_sockets(self._sockets)
        self._stop_on_interrupt()

    def _stop_on_interrupt(self) -> None:
        """Let Ctrl-C end the loop, so that it never strikes inside a request."""
        loop = IOLoop.current()
        wake: Any = loop.asyncio_loop  # type: ignore[attr-defined]
        signal.signal(signal.SIGINT, lambda *_: wake.call_soon_threadsafe(loop.stop))

    def _setup_logging(self) -> None:
        """Keep requests, and what is cut short by Ctrl-C, out of the terminal; faults of the program stay."""
        for name in ("livereload", "tornado.access", "tornado.general", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


class _Reloading(LiveReloadHandler):  # type: ignore[misc]
    """The connection through which a page is told to reload; pages from elsewhere get none."""

    def check_origin(self, origin: str) -> bool:
        """Whether the page comes from this server."""
        return WebSocketHandler.check_origin(self, origin)


class _Refusal(web.RequestHandler):
    """The answer to a request that names another host."""

    def initialize(self, sentence: str) -> None:
        self._sentence = sentence

    def prepare(self) -> None:
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(self._sentence + "\n")


class _Page(web.StaticFileHandler):
    """The files of the site; into pages go the reloading script and the panel of problems."""

    def initialize(self, path: str, workbench: Workbench, script: str) -> None:  # type: ignore[override]
        super().initialize(path, default_filename=_INDEX)
        self._workbench = workbench
        self._script = script

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")

    async def get(self, path: str, include_body: bool = True) -> None:
        """Serve a file, or the problems where there is no site yet."""
        if not (self._workbench.has_site and Path(self.root, _INDEX).is_file()):
            self.set_status(503)
            self._finish_page(plain_page(self._workbench.console.gettext("There is no site yet")))
        elif "\0" in path:
            raise web.HTTPError(404)
        else:
            await super().get(path, include_body)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """Answer at once where the address is that of a page."""
        path = super().validate_absolute_path(root, absolute_path)
        if path is None or not path.endswith(".html"):
            return path
        try:
            page = self._workbench.ahead.get(Path(path).relative_to(root).as_posix()) or Path(path).read_bytes()
        except OSError as error:
            raise web.HTTPError(404) from error
        self._finish_page(page)
        return None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Show the site's own page of unknown addresses; which ones are forbidden is nobody's business."""
        page = plain_page(f"{status_code} {self._reason}")
        if status_code in (403, 404):
            self.set_status(404)
            try:
                page = Path(self.root, routes.NOT_FOUND).read_bytes()
            except OSError:
                page = plain_page("404")
        self._finish_page(page)

    def _finish_page(self, page: bytes) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(injected(page, self._script, self._workbench.outcome, self._workbench.console))

    def get_content_type(self) -> str:
        """Name the encoding, which is always the same."""
        kind = super().get_content_type()
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def compute_etag(self) -> None:
        """No answer is kept, so none is compared."""

    def should_return_304(self) -> bool:
        return False

    def get_cache_time(self, *_: object) -> int:
        return 0
