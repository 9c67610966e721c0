"""A build after edits that nobody sees outside the edited notices: it costs what these cost, not what the site costs.

Where an edit shows elsewhere, in a list, a total or a date, or where anything is not as it was left, there is no such
build, and a whole one is made. Both leave the same bytes.
"""

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from zhaoshi import routes
from zhaoshi.building import indexing, interrupts, release, work
from zhaoshi.building.crew import Crew
from zhaoshi.building.joining import Piece, join, pieces_of
from zhaoshi.building.keys import Keys, renamed
from zhaoshi.building.last_build import Doubts, LastBuild, save_last_build
from zhaoshi.building.listing import Listing, listing_of, survey
from zhaoshi.building.looking import Seen
from zhaoshi.building.output import manifest_entry
from zhaoshi.building.reading import Parsing, digest_of_notice, is_too_large, parse
from zhaoshi.building.record import (
    Amendments,
    Book,
    Group,
    Matter,
    PageMemo,
    PartMemo,
    Read,
    encode,
    place_of_part,
)
from zhaoshi.building.scanning import CONTENT, Changed, Source, Stamp, by_place, scan_part
from zhaoshi.building.sealed import Damaged
from zhaoshi.building.shelf import NOTICES, part_of
from zhaoshi.building.state import State
from zhaoshi.building.theme import Theme
from zhaoshi.model.moved import moved
from zhaoshi.model.notice import Notice
from zhaoshi.model.site import LinkStyle
from zhaoshi.model.summary import NoticeSummary, details_of, summarise
from zhaoshi.problems import EnvironmentFailed, errors, in_order

_MOST = 200
"""Edited notices that are kept apart from the record before a whole build takes them in."""


class Amended(Struct, frozen=True):
    """What was done."""

    last: LastBuild
    reasons: dict[str, str]
    """Why pages were rendered, by output path."""
    updated: tuple[str, ...]
    """Output paths."""


class _Edit(Struct):
    """A part of the sources that was edited, or only touched."""

    part: str
    before: Group
    sources: dict[str, Source]
    read: Read | None = None
    """A notice that was edited."""


def amend(root: Path, output: Path, seen: Seen, theme: Theme, crew: Crew) -> Amended | None:
    """Build what the edits change; None where a whole build is needed."""
    state = State(output)
    try:
        return _amend(root, output, state, seen, theme, crew)
    except Damaged:
        state.forget()
        return None


def _amend(root: Path, output: Path, state: State, seen: Seen, theme: Theme, crew: Crew) -> Amended | None:
    if len(seen.changed) > _MOST:
        return None
    found = state.load_kept()
    if found is None or found[0] != seen.last.base or state.previous.exists():
        return None
    book = Book(found[1], Amendments.decoded(seen.last.amendments))
    edits = _edits(root, book, seen, state)
    if edits is None or survey(state.standby, release.is_clutter, linked=True) != seen.last.outputs:
        return None
    site = _Site(root, output, state, book, seen.last, theme)
    site.render(edits, crew)
    with interrupts.waiting():
        last = site.finish(edits, seen.sources)
    return Amended(last, site.reasons, tuple(sorted(site.fresh)))


def _edits(root: Path, book: Book, seen: Seen, state: State) -> list[_Edit] | None:
    """Read what was edited, and keep it; None where it shows outside the edited notices, or is wrong."""
    edits = []
    for part in sorted(seen.changed):
        before = book.group(part)
        if before is None or part not in seen.sources:
            return None
        try:
            sources, problems = scan_part(root, part, before.sources)
            if problems or sources.keys() != before.sources.keys():
                return None
            edit = _Edit(part, before, sources)
            if any(sources[path].digest != source.digest for path, source in before.sources.items()):
                found = reread(part, before, sources, book.kept.engine)
                if found is None or before.read is None or not _looks_alike(found[1].summary, before.read.summary):
                    return None
                notice, edit.read = found
                earlier = state.notices.load(before.read.digest)
                if notice.id in book.kept.earlier or earlier is None or _shows_elsewhere(earlier, notice):
                    return None
                state.notices.save(edit.read.digest, notice)
        except (Changed, EnvironmentFailed):
            return None
        edits.append(edit)
    notices = {edit.part for edit in edits if edit.read}
    return edits if len(notices | book.amendments.groups.keys()) <= _MOST else None


def reread(part: str, before: Group, sources: Mapping[str, Source], engine: str) -> tuple[Notice, Read] | None:
    """Read a notice again whose words may have changed; None where anything else changed, or where it has errors."""
    folder = f"{CONTENT}/{part}"
    texts = {f"{folder}/notice.md", f"{folder}/ledger.yaml"}
    if before.read is None or any(
        source.digest != before.sources[path].digest for path, source in sources.items() if path not in texts
    ):
        return None
    source, ledger = sources[f"{folder}/notice.md"], sources.get(f"{folder}/ledger.yaml")
    if is_too_large(source, ledger):
        return None
    id_ = part.removeprefix(f"{NOTICES}/")
    digest = digest_of_notice(engine, id_, source, ledger)
    notice, problems = parse(Parsing(id_, digest, source, ledger))
    if notice is None or errors(problems):
        return None
    return notice, Read(digest, summarise(notice, digest), tuple(problems))


def _shows_elsewhere(earlier: Notice, notice: Notice) -> bool:
    """Tell whether lists say something else of the text, or codes may have moved; a whole build says which."""
    return encode(details_of(earlier)) != encode(details_of(notice)) or any(moved(earlier, notice))


def _looks_alike(one: NoticeSummary, other: NoticeSummary) -> bool:
    """Tell whether all pages but those that load the whole notice say the same of both."""

    def said(notice: NoticeSummary) -> tuple[object, ...]:
        # Where links stand in the text is told in problems only, and the beginning of the text in the description.
        aside = notice.aside
        files, links = ({reference.name for reference in found} for found in (aside.files, aside.site_links))
        return notice.description, aside.places, aside.codes, files, links

    alike = replace(other, digest=one.digest, excerpt=one.excerpt, packed_aside=one.packed_aside)
    return one == alike and said(one) == said(other)


class _Site:
    """The files that are made anew."""

    def __init__(self, root: Path, output: Path, state: State, book: Book, last: LastBuild, theme: Theme) -> None:
        self.reasons: dict[str, str] = {}
        self.fresh: set[str] = set()
        self._root = root
        self._output = output
        self._state = state
        self._book = book
        self._last = last
        self._theme = theme
        self._standby = state.take_standby()
        self._pages: dict[str, PageMemo] = {}
        self._parts: dict[str, PartMemo] = {}
        """By `place_of_part`."""
        self._sizes: dict[str, dict[str, int]] = {}
        """Of parts of long files, by output path and name."""
        self._new_index: indexing.Index | None = None

    def render(self, edits: list[_Edit], crew: Crew) -> None:
        """Render every page and part that loads one of the notices."""
        matters = {
            place: matter for edit in edits if edit.read for place, matter in self._matters(edit, edit.before.read)
        }
        for edit in edits:
            if edit.read and edit.before.read:
                old, new = edit.before.read.digest, edit.read.digest
                matters = {place: renamed(matter, old, new) for place, matter in matters.items()}
        keys = Keys(self._last.language, LinkStyle(self._last.links))
        memos = {path: self._book.page(path) for path, _ in matters}
        pieces: dict[str, dict[str, Piece]] = {}
        done = work.make_all(matters.values(), self._workshop(), crew, lambda number: None)
        for ((path, part), matter), result in zip(matters.items(), done, strict=True):
            self.reasons[path] = "inputs"
            if result.piece:
                self._parts[place_of_part(path, part)] = PartMemo(keys.key(matter), matter)
                self._sizes.setdefault(path, {})[part] = result.piece.size
                pieces.setdefault(path, {})[part] = result.piece
            else:
                self._pages[path] = PageMemo(memos[path].template, keys.key(matter), result.sha256, matter)
                self.fresh |= {path} if result.is_written else set()
        for path, made in pieces.items():
            self._join(path, made)
        shutil.rmtree(self._state.scratch, ignore_errors=True)
        self._index(crew)
        if self.fresh:
            self._list()

    def _matters(self, edit: _Edit, known: Read | None) -> Iterator[tuple[tuple[str, str], Matter]]:
        """Yield output path, name of the part and matter of all that loads a notice."""
        pages = edit.before.pages | {path: self._book.page(path) for path in edit.before.elsewhere}
        for path, memo in pages.items():
            if memo.matter and known and known.digest in memo.matter.notices:
                yield (path, ""), memo.matter
        for part in edit.before.parts.values():
            if part.matter and known and known.digest in part.matter.notices:
                yield (routes.output_path(part.matter.route), part.matter.part), part.matter

    def _workshop(self) -> work.Workshop:
        kept, last = self._book.kept, self._last
        return work.workshop_of(
            self._state,
            self._standby,
            self._output,
            kept.closures,
            kept.engine,
            self._theme,
            last.language,
            LinkStyle(last.links),
            kept.shared,
        )

    def _join(self, path: str, made: dict[str, Piece]) -> None:
        """Put a long file together, unless its parts came out as they were."""
        before = self._book.contents(path)
        pieces = pieces_of(self._output / path, (size for _, size in before))
        old = {name: piece for (name, _), piece in zip(before, pieces, strict=True)}
        if any(old[name].size != piece.size or old[name].read() != piece.read() for name, piece in made.items()):
            sha256 = join([*(old | made).values()], release.place_of(self._standby, path))
            self._pages[path] = replace(self._book.page(path), sha256=sha256)
            self.fresh.add(path)

    def _index(self, crew: Crew) -> None:
        """Bring the search index up to date with the texts."""
        before = self._book.amendments.index or self._book.kept.index
        if before is None or not any(path.startswith(routes.SEARCH) for path in self.fresh):
            return

        def memo(text: str) -> PageMemo:
            return self._pages.get(text) or self._book.page(text)

        def place(path: str) -> Path:
            return (self._standby if path in self.fresh else self._output) / path

        self._new_index = indexing.index_of(before.layout, self._book.kept.engine, lambda text: memo(text).sha256)
        for path, data in indexing.index_files(self._new_index, self._state.shards, place, crew, before):
            sha256, known = hashlib.sha256(data).hexdigest(), self._book.page(path)
            if known.sha256 != sha256:
                release.write(self._standby, path, data)
                self._pages[path] = replace(known, sha256=sha256)
                self.fresh.add(path)

    def _list(self) -> None:
        """Bring the list of all files up to date."""
        data = (self._output / routes.MANIFEST).read_bytes()
        for path in self.fresh:
            old, new = (manifest_entry(path, memo.sha256) for memo in (self._book.page(path), self._pages[path]))
            if data.count(old) != 1:
                raise Damaged(path)
            data = data.replace(old, new)
        release.write(self._standby, routes.MANIFEST, data)
        self._pages[routes.MANIFEST] = replace(
            self._book.page(routes.MANIFEST), sha256=hashlib.sha256(data).hexdigest()
        )
        self.fresh.add(routes.MANIFEST)

    def finish(self, edits: list[_Edit], sources: Listing) -> LastBuild:
        """Make the standby tree the site, and note what changed."""
        if self.fresh:
            release.switch(self._standby, self._output, self._state.previous)
        last = self._noted(edits, sources)
        try:
            save_last_build(self._state.last_build, last)
        except OSError:
            self._state.forget()  # the new site is in place already: what cannot be remembered is read again next time
        for edit in edits:
            if edit.read and edit.before.read:
                self._state.notices.drop(edit.before.read.digest)
        self._state.keep_standby(self._standby)
        release.follow(self._state.standby, self._output, self.fresh)
        return last

    def _noted(self, edits: list[_Edit], sources: Listing) -> LastBuild:
        amended = self._book.amendments
        stamps = {path: Stamp.of_linked((self._output / path).lstat()) for path in self.fresh}
        groups = dict(amended.groups)
        outputs, doubts, racy = dict(self._last.outputs), self._last.doubts, self._last.racy
        for edit in edits:
            racy = {path: digest for path, digest in racy.items() if part_of(path) != edit.part}
            racy |= {path: source.digest for path, source in by_place(self._root, edit.sources.values()) if source.racy}
            if not (edit.read and edit.before.read):
                continue
            if edit.read.doubts != edit.before.read.doubts:
                others = [problem for problem in doubts.problems if problem not in edit.before.read.doubts]
                doubts = Doubts.of(in_order([*others, *edit.read.doubts]))
            pages = {path: self._pages.get(path, memo) for path, memo in edit.before.pages.items()}
            parts = {place: self._parts.get(place, memo) for place, memo in edit.before.parts.items()}
            there = edit.before.outputs | {path: stamps[path] for path in stamps.keys() & edit.before.outputs.keys()}
            groups[edit.part] = encode(
                Group(
                    sources=edit.sources,
                    read=edit.read,
                    pages=pages,
                    parts=parts,
                    outputs=there,
                    elsewhere=edit.before.elsewhere,
                )
            )
        for part in {part_of(path) for path in stamps}:
            group = self._book.group(part) or Group()
            outputs |= listing_of((group.outputs | {p: s for p, s in stamps.items() if part_of(p) == part}).items())
        own = {path for edit in edits if edit.read for path in edit.before.pages}
        return replace(
            self._last,
            sources=sources,
            racy=racy,
            outputs=outputs,
            doubts=doubts,
            amendments=encode(
                replace(
                    amended,
                    groups=groups,
                    index=self._new_index or amended.index,
                    pages=amended.pages | {path: memo for path, memo in self._pages.items() if path not in own},
                    outputs=amended.outputs | {path: stamp for path, stamp in stamps.items() if path not in own},
                    sizes=amended.sizes
                    | {path: amended.sizes.get(path, {}) | sizes for path, sizes in self._sizes.items()},
                )
            ),
        )
