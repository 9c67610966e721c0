"""A page of a notice as its sources have it now, for whoever cannot wait until the site is built."""

from pathlib import Path

from zhaoshi import routes
from zhaoshi.building import pictures
from zhaoshi.building.amending import reread
from zhaoshi.building.bytecode import Bytecode, code_digests, code_folder
from zhaoshi.building.keys import Pages, renamed
from zhaoshi.building.last_build import LastBuild, load_last_build
from zhaoshi.building.record import Amendments, Book, Kept
from zhaoshi.building.scanning import Changed, scan_part
from zhaoshi.building.sealed import Damaged
from zhaoshi.building.shelf import NOTICES
from zhaoshi.building.state import State
from zhaoshi.building.theme import load_theme
from zhaoshi.languages import translations
from zhaoshi.model.site import LinkStyle
from zhaoshi.problems import BuildFailed, EnvironmentFailed
from zhaoshi.rendering.environment import Templates
from zhaoshi.rendering.render import render


class Glance:
    """What the last build remembers of notices and templates, held ready."""

    def __init__(self, root: Path, output: Path) -> None:
        """Begin with nothing; see `renew`."""
        self._root = root
        self._state = State(output)
        self._known: tuple[Book, LastBuild] | None = None
        self._templates: tuple[str, Templates] | None = None

    def renew(self) -> None:
        """Take over what a build has left; what did not change is not read again."""
        last = load_last_build(self._state.last_build)
        if last is None:
            self._known = None
            return
        if self._known and self._known[1].base == last.base:
            kept = self._known[0].kept
        else:
            found = self._state.load_kept()
            if found is None or found[0] != last.base:
                self._known = None
                return
            kept = found[1]
        self._known = Book(kept, Amendments.decoded(last.amendments)), last
        if self._templates is None or self._templates[0] != kept.templates:
            self._templates = self._loaded(kept, last)

    def _loaded(self, kept: Kept, last: LastBuild) -> tuple[str, Templates] | None:
        try:
            theme = load_theme(self._root)
        except (BuildFailed, EnvironmentFailed):
            return None
        if theme.digest != kept.templates:
            return None
        folder = code_folder(theme, last.language, self._state.bytecode)
        code = Bytecode(folder, code_digests(kept.closures, kept.engine, last.language))
        return theme.digest, Templates(theme.templates, translations(last.language), last.language, code)

    def page(self, id_: str) -> tuple[str, bytes] | None:
        """Return output path and bytes of the page of a notice.

        None where the notice was not there in the last build, has errors, or says nothing else than it did: the build
        has the say then. What the page takes from other notices is as that build left it.
        """
        if self._known is None or self._templates is None:
            return None
        book, last = self._known
        part, path = f"{NOTICES}/{id_}", routes.output_path(routes.notice(id_))
        try:
            before = book.group(part)
            memo = before.pages.get(path) if before else None
            if before is None or before.read is None or memo is None or memo.matter is None:
                return None
            sources, problems = scan_part(self._root, part, before.sources)
            found = None if problems else reread(part, before, sources, book.kept.engine)
            if found is None or found[1].digest == before.read.digest:
                return None
            notice, read = found
            page = Pages().page(renamed(memo.matter, before.read.digest, read.digest), book.kept.shared)
            gettext, load = translations(last.language).gettext, {read.digest: notice}.__getitem__
            return path, render(page, self._templates[1], gettext, LinkStyle(last.links), load, pictures.typeface)
        except (BuildFailed, Changed, Damaged, EnvironmentFailed, KeyError):
            return None
