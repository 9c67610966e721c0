"""A notice as a PDF, set by WeasyPrint from the same page and the same style for paper that the site has."""

import contextlib
import hashlib
import io
import logging
import warnings
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import zhaoshi
from zhaoshi.building.single import SinglePage, single_page
from zhaoshi.building.writing import Exported, target_of, write
from zhaoshi.languages import translations
from zhaoshi.problems import EnvironmentFailed, msg

VARIANT = "pdf/ua-1"
_SVG = "{http://www.w3.org/2000/svg}"
_NO_GLYPH = ".notdef glyph"
_EVERYDAY = frozenset("的一是在不了有和人这中大为上个国我以要他")
"""Without a glyph for any of these there is no Chinese font; a rare name may lack one even where there is."""
_PAINTED_BY = (
    "fill",
    "stroke",
    "opacity",
    "color",
    "font-",
    "text-anchor",
    "dominant-baseline",
    "display",
    "visibility",
)


def export_pdf(
    root: Path, id_: str, out: Path | None = None, *, as_of: date | None = None, drafts: bool = False
) -> Exported:
    """Write the notice `id_` as a tagged PDF (PDF/UA-1) and say what was written.

    `out` is a file, or a folder for the file `ID.pdf`; by default `ID.pdf` in the current folder. Equal sources, day,
    program and fonts give equal bytes. Raises `BuildFailed` where the notice cannot be had, `EnvironmentFailed` where
    WeasyPrint, what it stands on, or a font is missing, or where the file cannot be written; a file that was there then
    stays as it was.
    """
    weasyprint = _weasyprint()
    page = single_page(root, id_, as_of=as_of, drafts=drafts)
    target = target_of(out, f"{id_}.pdf")
    try:
        data, pages, left_out = _set(page, weasyprint)
    except EnvironmentFailed:
        raise
    except Exception as error:  # a style can bring WeasyPrint down in any way that Python can
        reason = f"{type(error).__name__}: {error}"
        raise EnvironmentFailed(
            msg(
                "WeasyPrint cannot set this page: {reason}; a style or template of your own may be the cause",
                reason=reason,
            )
        ) from error
    write(target, data)
    return Exported(target, pages, left_out)


def _weasyprint() -> Any:
    """Load WeasyPrint, which says on standard output, in English, what it misses.

    It warns where the system has no font at all; used all the same, it would end the program.
    """
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            import weasyprint
    except UserWarning as warning:
        raise _no_chinese_font() from warning
    except ImportError as error:
        raise EnvironmentFailed(
            msg("PDFs are made by WeasyPrint, which is not installed: pip install 'zhaoshi[pdf]'")
        ) from error
    except OSError as error:
        raise EnvironmentFailed(
            msg(
                "WeasyPrint does not find the libraries it stands on ({reason}). Debian and Ubuntu: apt install "
                "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. Windows: install MSYS2, there pacman -S "
                "mingw-w64-ucrt-x86_64-pango, and set WEASYPRINT_DLL_DIRECTORIES to its folder bin",
                reason=str(error).partition(":")[0],
            )
        ) from error
    return weasyprint


def _set(page: SinglePage, weasyprint: Any) -> tuple[bytes, int, tuple[str, ...]]:
    """Return the PDF, the number of its pages, and what it was not given."""
    left_out: list[str] = []

    class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        """Gives out the assets of the theme, from memory, and nothing else."""

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if url not in page.assets:
                left_out.append(url)
                raise LookupError(url)
            kind = "text/css" if url.endswith(".css") else "image/svg+xml" if url.endswith(".svg") else ""
            return weasyprint.urls.URLFetcherResponse(url, page.assets[url], {"Content-Type": kind} if kind else {})

    with _listening() as missing:
        html = weasyprint.HTML(string=page.html.decode(), base_url=page.address, url_fetcher=Fetcher())
        gettext = translations(page.library.site.language.value).gettext
        _paint_drawings(html, _styles(page), gettext("Drawing; the same figures stand in the text beside it."))
        document = html.render(pdf_variant=VARIANT)
        _describe(document.metadata, page)
        identifier = hashlib.sha256(page.html + _styles(page).encode()).digest()[:16]
        data: bytes = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)
    if missing & _EVERYDAY:
        raise _no_chinese_font()
    if missing:
        raise EnvironmentFailed(
            msg(
                "no installed font has the characters {characters}, so that the PDF would show empty boxes; install "
                "a font that has them, for example fonts-hanazono on Debian",
                characters="、".join(sorted(missing)),
            )
        )
    return data, len(document.pages), tuple(dict.fromkeys(left_out))


def _no_chinese_font() -> EnvironmentFailed:
    return EnvironmentFailed(
        msg(
            "no Chinese font was found, so that the PDF would show empty boxes. Debian and Ubuntu: apt install "
            "fonts-noto-cjk; official documents want 仿宋, 楷体, 黑体 and 小标宋, which are used where installed"
        )
    )


def _styles(page: SinglePage) -> str:
    return "\n".join(data.decode() for address, data in page.assets.items() if address.endswith(".css"))


class _Listener(logging.Handler):
    """Hears of characters that no font has; what WeasyPrint says of screen styles is not meant for paper."""

    def __init__(self) -> None:
        super().__init__()
        self.missing: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(_NO_GLYPH) and isinstance(record.args, tuple):
            self.missing.add(str(record.args[0]))


@contextlib.contextmanager
def _listening() -> Iterator[set[str]]:
    listener, loggers = _Listener(), [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(listener)
        logger.propagate = False
    try:
        yield listener.missing
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.removeHandler(listener)
            logger.propagate = propagate


def _describe(metadata: Any, page: SinglePage) -> None:
    """Fill in title, author, language and dates; the days are those of the publication, never of the clock."""
    facts, zone = page.notice.facts, ZoneInfo(page.library.site.time_zone)
    modified = page.summary.changed_by(page.library.as_of)
    metadata.title = facts.title
    metadata.authors = [page.summary.source or page.library.units[facts.unit.name].name]
    metadata.description = page.summary.description
    metadata.keywords = list(facts.keywords)
    metadata.lang = page.library.site.language.value
    metadata.generator = f"zhaoshi {zhaoshi.__version__}"
    metadata.created = facts.published.replace(tzinfo=zone).isoformat()
    metadata.modified = modified.replace(tzinfo=zone).isoformat()


def _paint_drawings(html: Any, css: str, alternative: str) -> None:
    """Give the elements of inline SVG the paint that the page's style has for them, and each drawing a text.

    WeasyPrint draws SVG without regard to the style of the page around it. `alternative` is the text of a drawing that
    screen readers pass over: PDF/UA-1 (ISO 14289-1, 7.3) wants one all the same.
    """
    import cssselect2
    import tinycss2

    matcher = cssselect2.Matcher()
    tokens: dict[str, str] = {}
    for rule in _rules_for_paper(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)):
        declared = {
            declaration.name: tinycss2.serialize(declaration.value).strip()
            for declaration in tinycss2.parse_blocks_contents(rule.content)
            if declaration.type == "declaration"
        }
        tokens |= {name: value for name, value in declared.items() if name.startswith("--")}
        paint = {name: value for name, value in declared.items() if name.startswith(_PAINTED_BY)}
        with contextlib.suppress(cssselect2.SelectorError):
            for selector in cssselect2.compile_selector_list(rule.prelude) if paint else ():
                if selector.pseudo_element is None:
                    matcher.add_selector(selector, paint)
    for element in html.wrapper_element.iter_subtree():
        node = element.etree_element
        if not str(node.tag).startswith(_SVG):
            continue
        for *_, paint in sorted(matcher.match(element), key=lambda match: match[:2]):
            for name, value in paint.items():
                node.set(name, _with_tokens(value, tokens))
        if families := node.get("font-family"):
            # WeasyPrint takes spaces and quotation marks between the names for parts of them.
            node.set("font-family", ",".join(family.strip(" \n\"'") for family in families.split(",")))
        if node.tag == f"{_SVG}svg" and node.find(f"{_SVG}title") is None:
            title = node.makeelement(f"{_SVG}title", {})
            title.text = node.get("aria-label") or alternative
            node.insert(0, title)


def _rules_for_paper(rules: Any) -> Iterator[Any]:
    import tinycss2

    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule
        elif (
            rule.type == "at-rule"
            and rule.lower_at_keyword == "media"
            and tinycss2.serialize(rule.prelude).strip() in ("print", "all")
        ):
            yield from _rules_for_paper(
                tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            )


def _with_tokens(value: str, tokens: Mapping[str, str]) -> str:
    """Put the values of custom properties in the place of their names."""
    for _ in range(len(tokens)):
        before, opened, rest = value.partition("var(")
        if not opened:
            break
        name, _, after = rest.partition(")")
        value = before + tokens.get(name.strip(), "") + after
    return value
