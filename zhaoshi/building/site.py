"""The files of the site that is being built: those that are made anew, and those that are kept."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from zhaoshi import routes
from zhaoshi.building import copying, indexing, release, work
from zhaoshi.building.bytecode import Bytecode
from zhaoshi.building.copying import Copy
from zhaoshi.building.crew import Crew
from zhaoshi.building.joining import Piece, join, pieces_of
from zhaoshi.building.keys import Keys
from zhaoshi.building.output import Changes, exchange, manifest, whole_files
from zhaoshi.building.record import Matter, PageMemo, PartMemo, Record
from zhaoshi.building.scanning import Stamp
from zhaoshi.building.state import State
from zhaoshi.building.theme import Theme
from zhaoshi.pages.frame import Surroundings
from zhaoshi.pages.page import Page
from zhaoshi.pages.search_index import Layout
from zhaoshi.records import Attachment
from zhaoshi.rendering.closures import closure_digests


class _LongFile(Struct):
    """A file that is made in parts."""

    before: dict[str, tuple[PartMemo, Piece]]
    """The parts of the last build by name; empty where the file is not whole."""
    parts: dict[str, PartMemo] = field(default_factory=dict)
    """In the order of the plan; of those that wait to be made the size is not known yet."""
    made: dict[str, Piece] = field(default_factory=dict)
    """Those that were made in this build."""

    def take(self, name: str, piece: Piece) -> None:
        """Take a part that was made, unless it came out as it was."""
        known = self.before.get(name)
        memo = self.parts[name]
        self.parts[name] = PartMemo(name, memo.inputs, piece.size, memo.matter)
        if not known or known[1].size != piece.size or known[1].read() != piece.read():
            self.made[name] = piece

    @property
    def is_as_before(self) -> bool:
        """Whether the file came out as it was."""
        return not self.made and list(self.parts) == list(self.before)

    def pieces(self) -> Iterator[Piece]:
        """Yield what the file consists of."""
        for name in self.parts:
            yield self.made.get(name) or self.before[name][1]


class Site:
    """What the output folder shall hold, and the standby tree in which it is prepared."""

    def __init__(
        self,
        output: Path,
        state: State,
        standby: Path,
        record: Record,
        live: dict[str, Stamp],
        theme: Theme,
        around: Surroundings,
    ) -> None:
        self.reasons: dict[str, str] = {}
        """Why pages were rendered, by output path."""
        self._output = output
        self._state = state
        self._standby = standby
        self._record = record
        self._theme = theme
        self._settings = around.site
        self._keys = Keys(around.site.language.value, around.site.links, (around, around.site))
        self._live = live
        self._whole = whole_files(live, record)
        self._files: dict[str, PageMemo] = {}
        self._long: dict[str, _LongFile] = {}
        self._index: indexing.Index | None = None
        self._fresh: set[str] = set()
        """Files that are in the standby tree and not in the live site."""
        self._has_new_theme = record.templates != theme.digest
        if self._has_new_theme:
            record.templates, record.closures = theme.digest, closure_digests(theme.templates)

    def render(self, pages: Iterable[Page], crew: Crew, tell: Callable[[int], None]) -> None:
        """Render the pages whose key changed or whose file is not whole, while others are still being planned."""
        for result in work.render_all(self._due(pages), self._workshop(), crew, tell):
            if result.piece:
                self._long[result.path].take(result.part, result.piece)
            else:
                memo = self._files[result.path]
                self._files[result.path] = PageMemo(memo.template, memo.inputs, result.sha256, memo.matter)
                if result.is_written:
                    self._fresh.add(result.path)
        self._join()

    def _due(self, pages: Iterable[Page]) -> Iterator[work.Job]:
        for page in pages:
            matter = self._keys.matter(page)
            is_due = self._is_due_part if page.part else self._is_due_page
            if is_due(page, self._keys.key(matter), matter if page.notices else None):
                yield work.Job(matter, self._sha256(routes.output_path(page.route)))

    def _workshop(self) -> work.Workshop:
        record = self._record
        workshop = work.workshop_of(
            self._state,
            self._standby,
            record.closures,
            record.engine,
            self._theme,
            self._settings.language.value,
            self._settings.links,
            self._keys.shared,
        )
        if self._has_new_theme:
            Bytecode(workshop.bytecode, workshop.code).tidy()
        return workshop

    def _is_due_page(self, page: Page, key: str, matter: Matter | None) -> bool:
        path = routes.output_path(page.route)
        memo = PageMemo(self._record.closures.get(page.template, "") if page.template else "", key, "", matter)
        before = self._record.pages.get(path)
        if reason := self._reason(path, memo, before):
            self.reasons[path] = reason
            self._files[path] = memo
        elif before:
            self._files[path] = before
        return bool(reason)

    def _reason(self, path: str, memo: PageMemo, before: PageMemo | None) -> str:
        if before is None:
            return "new"
        if before.template != memo.template:
            return "template"
        if before.inputs != memo.inputs:
            return "inputs"
        return "" if path in self._whole else "output"

    def _is_due_part(self, page: Page, key: str, matter: Matter | None) -> bool:
        path = routes.output_path(page.route)
        long = self._long.get(path) or self._long.setdefault(path, _LongFile(self._parts_before(path)))
        known = long.before.get(page.part)
        if known and known[0].inputs == key:
            long.parts[page.part] = known[0]
            return False
        long.parts[page.part] = PartMemo(page.part, key, 0, matter)
        is_new = path not in self._record.pages
        self.reasons[path] = "new" if is_new else "inputs" if path in self._whole else "output"
        return True

    def _parts_before(self, path: str) -> dict[str, tuple[PartMemo, Piece]]:
        parts = self._record.parts.get(path, ()) if path in self._whole else ()
        pieces = pieces_of(self._output / path, (part.size for part in parts))
        return {part.name: (part, piece) for part, piece in zip(parts, pieces, strict=True)}

    def _join(self) -> None:
        """Put the long files together whose parts have been made."""
        for path, long in self._long.items():
            if path in self._files:
                continue
            if long.is_as_before:
                self._files[path] = self._record.pages[path]
                continue
            self.reasons.setdefault(path, "inputs")
            sha256 = join([*long.pieces()], release.make_room(self._standby, path))
            self._fresh.add(path)
            self._files[path] = PageMemo("", "", sha256)
        shutil.rmtree(self._state.scratch, ignore_errors=True)

    def _sha256(self, path: str) -> str:
        """Return the digest of a file that the live site holds whole."""
        before = self._record.pages.get(path)
        return before.sha256 if before and path in self._whole else ""

    def copy(self, attachments: Iterable[tuple[str, Attachment]], crew: Crew) -> None:
        """Copy the attachments that are new or changed."""
        due: list[Copy] = []
        for path, attachment in attachments:
            before = self._record.pages.get(path)
            if before and before.inputs == attachment.digest and path in self._whole:
                self._files[path] = before
            else:
                file = self._record.sources[attachment.source].file
                due.append(Copy(path, file, attachment.digest, self._sha256(path)))
        for copied in crew.map(partial(copying.copy_all, self._standby), due, copying.PAYS_FROM):
            self._files[copied.path] = PageMemo("", copied.digest, copied.sha256)
            if copied.is_written:
                self._fresh.add(copied.path)

    def add_index(self, layout: Layout, crew: Crew) -> None:
        """Put the search index in place, or keep it where nothing that it is made from changed."""
        index = indexing.index_of(layout, lambda text: self._files[text].sha256)
        before = {path: memo for path, memo in self._record.pages.items() if routes.is_search_index(path)}
        is_there = self._whole.issuperset(before)
        if is_there and index == self._record.index:
            self._files |= before
            self._index = index
            return

        def place(path: str) -> Path:
            return (self._standby if path in self._fresh else self._output) / path

        known = self._record.index if is_there else None
        for path, data in indexing.index_files(index, self._state.shards, place, crew, known):
            self._put(path, data, "")
        if known and known.layout == layout:
            self._files = before | self._files
        self._index = index

    def add_assets(self) -> None:
        """Put the theme's assets in place."""
        for name, route in self._theme.asset_routes.items():
            self._put(route, self._theme.assets[name], "")

    def add_manifest(self) -> None:
        """List every file that is there so far."""
        self._put(routes.MANIFEST, manifest({path: memo.sha256 for path, memo in self._files.items()}), "")

    def _put(self, path: str, data: bytes, inputs: str) -> None:
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 != self._sha256(path):
            release.write(self._standby, path, data)
            self._fresh.add(path)
        self._files[path] = PageMemo("", inputs, sha256)

    def finish(self) -> Changes:
        """Complete the standby tree, make it the site, and record what the site is now."""
        self._record.parts = {path: tuple(long.parts.values()) for path, long in self._long.items()}
        self._record.shared = self._keys.shared
        self._record.index = self._index
        return exchange(self._output, self._state, self._standby, self._record, self._live, self._files, self._fresh)
