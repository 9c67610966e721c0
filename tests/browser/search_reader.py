"""Somebody at the search page of a site."""

from playwright.sync_api import Page

SHIFTS = """
window.shifts = 0; window.violations = [];
new PerformanceObserver(l => { for (const e of l.getEntries()) window.shifts += e.value; })
  .observe({type: "layout-shift", buffered: true});
addEventListener("securitypolicyviolation", e => window.violations.push(e.violatedDirective + " " + e.blockedURI));
"""


class Reader:
    """Somebody at the search page, and everything that went wrong for them."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.errors: list[str] = []
        page.add_init_script(SHIFTS)
        page.on("console", lambda message: self.errors.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith(self.address):
            self.errors.append(f"left the site: {url}")

    def ask(self, query: str, **limits: str) -> list[str]:
        """Search through the address of the page; returns the addresses of all results below the site."""
        given = "&".join(f"{name}={value}" for name, value in {"q": query, **limits}.items())
        self.page.goto(f"{self.address}search/?{given}")
        return self.results()

    def results(self) -> list[str]:
        self.page.wait_for_function(
            "() => { const s = document.querySelector('[data-status]').textContent; "
            "return s && s !== document.querySelector('[data-words]').content"
            ".querySelector('[data-word=searching]').textContent }"
        )
        links = self.page.locator(".search-results a").evaluate_all("all => all.map(a => a.href)")
        return [link.removeprefix(self.address) for link in links]
