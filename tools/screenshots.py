"""Photographs every page class of the sample into `screenshots/`, and the README's picture: `make screenshots`."""

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.page_classes import PAGE_CLASSES, WIDTHS
from tests.browser.served import ServedSite, chromium, chromium_arguments, find, serve_sample

OUT = Path(__file__).parent.parent / "screenshots"
SHOTS = [*((width, "light") for width in WIDTHS), (WIDTHS[0], "dark"), (WIDTHS[-1], "dark")]
PRINTED = "notice-full"
PRINTED_PAGES = 4
PORTRAIT = Path(__file__).parent.parent / "docs" / "site.png"
FINDING = "s2.1.5.1"
"""Shown in the README's picture."""


def photograph(browser: Browser, site: ServedSite, out: Path) -> list[str]:
    """Write a picture of each page class and return the pages that are wider than the window."""
    wide = []
    for width, scheme in SHOTS:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        for page_class in PAGE_CLASSES:
            page.goto(page_class.path)
            page.screenshot(path=out / f"{page_class.name}-{width}-{scheme}.png", full_page=True)
            reached = page.evaluate("document.documentElement.scrollWidth")
            if reached > width:
                wide.append(f"{page_class.name} at {width}: {reached}")
        context.close()
    return wide


def print_notice(browser: Browser, site: ServedSite, out: Path) -> None:
    """Print the notice that has everything, and picture its first sheets where pdftoppm is there."""
    page = browser.new_page(base_url=site.url)
    page.goto(next(page_class.path for page_class in PAGE_CLASSES if page_class.name == PRINTED))
    paper = out / f"{PRINTED}.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    page.close()
    if reader := find("pdftoppm"):
        command: list[str | Path] = [
            reader,
            "-r",
            "80",
            "-png",
            "-l",
            str(PRINTED_PAGES),
            paper,
            out / f"{PRINTED}-print",
        ]
        subprocess.run(command, check=True, timeout=60)


def portray(browser: Browser, site: ServedSite, out: Path) -> None:
    """Picture the home page on a desk, and the head and a finding of a notice on two telephones, side by side."""
    notice = next(page_class.path for page_class in PAGE_CLASSES if page_class.name == PRINTED)
    shots = []
    for path, width, height, scheme in (
        ("", 1180, 1000, "light"),
        (notice, 390, 1000, "light"),
        (f"{notice}#{FINDING}", 390, 1000, "dark"),
    ):
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(path)
        shots.append(Image.open(io.BytesIO(page.screenshot())))
        context.close()
    gap = 24
    whole = Image.new("RGB", (sum(shot.width + gap for shot in shots) + gap, shots[0].height + 2 * gap), "#8a929c")
    place = gap
    for shot in shots:
        whole.paste(shot, (place, gap))
        place += shot.width + gap
    smaller = whole.resize((whole.width * 3 // 5, whole.height * 3 // 5), Image.Resampling.LANCZOS)
    smaller.quantize(192, dither=Image.Dither.NONE).save(out, optimize=True)


def main() -> int:
    """Return 1 where a page is wider than the window, 3 where a program is missing."""
    path, nginx = chromium(), find("nginx")
    if path is None or nginx is None:
        print("chromium and nginx are needed; tools/system.sh installs them", file=sys.stderr)
        return 3
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    with tempfile.TemporaryDirectory() as work, serve_sample(Path(work), nginx) as served, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=chromium_arguments())
        wide = photograph(browser, served.root, OUT)
        print_notice(browser, served.root, OUT)
        portray(browser, served.root, PORTRAIT)
        browser.close()
    print(f"{len(list(OUT.iterdir()))} files in {OUT}")
    for line in wide:
        print(f"wider than the window: {line}", file=sys.stderr)
    return 1 if wide else 0


if __name__ == "__main__":
    sys.exit(main())
