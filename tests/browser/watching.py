"""Notes everything that must not happen in a page."""

from playwright.sync_api import ConsoleMessage, Page, Request, Response

_REFUSED = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`refused by ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
"""


class Watched:
    """What went wrong in a page since it was opened."""

    def __init__(self, page: Page, origin: str) -> None:
        self.origin = origin
        self.seen: list[str] = []
        self.requested: list[str] = []
        """Addresses, in the order of the requests."""
        page.add_init_script(_REFUSED)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.seen.append(f"error in a script: {error}"))
        page.on("request", self._asked)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        # The browser also writes a line for every answer that is not found; answers are judged below.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.seen.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        self.requested.append(request.url)
        if not request.url.startswith((self.origin + "/", "data:", "blob:")):
            self.seen.append(f"foreign request: {request.url}")

    def _failed(self, request: Request) -> None:
        # What was still on its way when the reader went on to another page is given up, not refused.
        if request.failure != "net::ERR_ABORTED":
            self.seen.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.seen.append(f"{response.status}: {response.url}")
