"""The files of the site that is being built: those that are made anew, and those that are kept."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from msgspec import Struct, field

from zhaoshi import routes
from zhaoshi.building import indexing, release, work
from zhaoshi.building.bytecode import Bytecode
from zhaoshi.building.copying import Copy
from zhaoshi.building.crew import Crew
from zhaoshi.building.joining import Piece, join, pieces_of
from zhaoshi.building.keys import Keys
from zhaoshi.building.output import Changes, exchange, is_whole, manifest
from zhaoshi.building.record import Matter, PageMemo, PartMemo, Record, place_of_part
from zhaoshi.building.scanning import Stamp
from zhaoshi.building.shelf import Paths, Shelf
from zhaoshi.building.state import State
from zhaoshi.building.theme import Theme
from zhaoshi.pages.frame import Surroundings
from zhaoshi.pages.page import Page
from zhaoshi.pages.search_index import Layout
from zhaoshi.records import Attachment
from zhaoshi.rendering.closures import closure_digests


class _LongFile(Struct):
    """A file that is made in parts."""

    before: dict[str, Piece]
    """The parts of the last build by name; empty where the file is not whole."""
    sizes: dict[str, int] = field(default_factory=dict)
    """In the order of the plan; of those that wait to be made the size is not known yet."""
    made: dict[str, Piece] = field(default_factory=dict)
    """Those that were made in this build."""

    def keep(self, name: str) -> None:
        """Take a part as it is."""
        self.sizes[name] = self.before[name].size

    def take(self, name: str, piece: Piece) -> None:
        """Take a part that was made, unless it came out as it was."""
        known = self.before.get(name)
        self.sizes[name] = piece.size
        if not known or known.size != piece.size or known.read() != piece.read():
            self.made[name] = piece

    @property
    def is_as_before(self) -> bool:
        """Whether the file came out as it was."""
        return not self.made and list(self.sizes) == list(self.before)

    def pieces(self) -> Iterator[Piece]:
        """Yield what the file consists of."""
        for name in self.sizes:
            yield self.made.get(name) or self.before[name]


class Site:
    """What the output folder shall hold, and the standby tree in which it is prepared."""

    def __init__(
        self,
        output: Path,
        state: State,
        standby: Path,
        record: Record,
        live: Shelf[Stamp],
        theme: Theme,
        around: Surroundings,
    ) -> None:
        self.reasons = Shelf(str)
        """Why pages were rendered, by output path."""
        self._output = output
        self._state = state
        self._standby = standby
        self._record = record
        self._theme = theme
        self._settings = around.site
        self._keys = Keys(around.site.language.value, around.site.links, (around, around.site))
        self._live = live
        self._files = Shelf(PageMemo)
        self._long: dict[str, _LongFile] = {}
        self._parts = Shelf(PartMemo)
        self._index: indexing.Index | None = None
        self._fresh = Paths()
        """Files that are in the standby tree and not in the live site."""
        self._has_new_theme = record.templates != theme.digest
        if self._has_new_theme:
            record.templates, record.closures = theme.digest, closure_digests(theme.templates)

    def render(
        self,
        pages: Iterable[Page],
        crew: Crew,
        tell: Callable[[int], None],
        attachments: Iterable[tuple[str, Attachment]] = (),
    ) -> None:
        """Render the pages whose key changed or whose file is not whole, while others are still being planned.

        Attachments that are new or changed are copied with the last of them.
        """
        jobs: Iterator[work.Job] = chain(self._due(pages), self._due_copies(attachments))
        for result in work.make_all(jobs, self._workshop(), crew, tell):
            if result.piece:
                self._long[result.path].take(result.part, result.piece)
            else:
                memo = self._files[result.path]
                self._files[result.path] = PageMemo(memo.template, memo.inputs, result.sha256, memo.matter)
                if result.is_written:
                    self._fresh.add(result.path)
        self._join()

    def _due(self, pages: Iterable[Page]) -> Iterator[Matter]:
        for page in pages:
            matter = self._keys.matter(page)
            is_due = self._is_due_part if page.part else self._is_due_page
            if is_due(page, self._keys.key(matter), matter if page.notices else None):
                yield matter

    def _workshop(self) -> work.Workshop:
        record = self._record
        workshop = work.workshop_of(
            self._state,
            self._standby,
            self._output,
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
        return "" if self._is_whole(path) else "output"

    def _is_whole(self, path: str) -> bool:
        return is_whole(path, self._live, self._record)

    def _is_due_part(self, page: Page, key: str, matter: Matter | None) -> bool:
        path = routes.output_path(page.route)
        long = self._long.get(path) or self._long.setdefault(path, _LongFile(self._parts_before(path)))
        place = place_of_part(path, page.part)
        known = self._record.parts.get(place) if page.part in long.before else None
        if known and known.inputs == key:
            self._parts[place] = known
            long.keep(page.part)
            return False
        self._parts[place] = PartMemo(key, matter)
        long.sizes[page.part] = 0
        is_new = path not in self._record.pages
        self.reasons[path] = "new" if is_new else "inputs" if self._is_whole(path) else "output"
        return True

    def _parts_before(self, path: str) -> dict[str, Piece]:
        contents = self._record.contents.get(path, ()) if self._is_whole(path) else ()
        pieces = pieces_of(self._output / path, (size for _, size in contents))
        return {name: piece for (name, _), piece in zip(contents, pieces, strict=True)}

    def _join(self) -> None:
        """Put the long files together whose parts have been made."""
        for path, long in self._long.items():
            if path in self._files:
                continue
            if long.is_as_before:
                self._files[path] = self._record.pages[path]
                continue
            if path not in self.reasons:
                self.reasons[path] = "inputs"
            sha256 = join([*long.pieces()], release.place_of(self._standby, path))
            self._keep(path)
            self._files[path] = PageMemo("", "", sha256)
            long.made.clear()
        shutil.rmtree(self._state.scratch, ignore_errors=True)

    def _due_copies(self, attachments: Iterable[tuple[str, Attachment]]) -> Iterator[Copy]:
        for path, attachment in attachments:
            before = self._record.pages.get(path)
            if before and before.inputs == attachment.digest and self._is_whole(path):
                self._files[path] = before
            else:
                self._files[path] = PageMemo("", attachment.digest, "")
                file = self._record.sources[attachment.source].file
                yield Copy(path, file, attachment.digest)

    def add_index(self, layout: Layout, crew: Crew) -> None:
        """Put the search index in place, or keep it where nothing that it is made from changed."""
        index = indexing.index_of(layout, self._record.engine, lambda text: self._files[text].sha256)
        pages = self._record.pages
        before = {path: memo for folder in routes.SEARCH_INDEX for path, memo in pages.part(folder).items()}
        is_there = all(map(self._is_whole, before))
        if is_there and index == self._record.index:
            self._files.update(before)
            self._index = index
            return

        def place(path: str) -> Path:
            return (self._standby if path in self._fresh else self._output) / path

        known = self._record.index if is_there else None
        if known and known.layout == layout:
            self._files.update(before)
        for path, data in indexing.index_files(index, self._state.shards, place, crew, known):
            self._put(path, data)
        self._index = index

    def add_assets(self) -> None:
        """Put the theme's assets in place."""
        for name, route in self._theme.asset_routes.items():
            self._put(route, self._theme.assets[name])

    def add_manifest(self) -> None:
        """List every file that is there so far."""
        digest = hashlib.sha256()
        with release.place_of(self._standby, routes.MANIFEST).open("xb") as file:
            for line in manifest(self._files):
                digest.update(line)
                file.write(line)
        self._keep(routes.MANIFEST)
        self._files[routes.MANIFEST] = PageMemo("", "", digest.hexdigest())

    def _put(self, path: str, data: bytes) -> None:
        if release.offer(self._standby, self._output, path, data):
            self._fresh.add(path)
        self._files[path] = PageMemo("", "", hashlib.sha256(data).hexdigest())

    def _keep(self, path: str) -> None:
        """Keep what was made in the standby tree unless the live site has it."""
        if release.keep(self._standby, self._output, path):
            self._fresh.add(path)

    def finish(self) -> Changes:
        """Complete the standby tree, make it the site, and record what the site is now."""
        record = self._record
        record.contents = {path: tuple(long.sizes.items()) for path, long in self._long.items()}
        record.parts, record.shared, record.index = self._parts, self._keys.shared, self._index
        return exchange(self._output, self._state, self._standby, record, self._live, self._files, self._fresh)
