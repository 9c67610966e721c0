"""What the last build read and what it made; kept notice by notice, so that one can be looked up without the rest."""

from collections.abc import Iterator, Mapping
from itertools import chain

import msgspec
from msgspec import Struct, field

from zhaoshi.building.indexing import Index
from zhaoshi.building.scanning import Source, Stamp, sources_by_path
from zhaoshi.building.sealed import Damaged
from zhaoshi.building.shelf import NOTICES, Shelf, part_of
from zhaoshi.model.summary import NoticeSummary
from zhaoshi.problems import Problem


class Matter(Struct, frozen=True, array_like=True, gc=False):
    """All that a page is made from, in a form that outlives the process; see `keys`."""

    kind: str
    """Name of the type of its inputs."""
    route: str
    part: str
    template: str
    notices: tuple[str, ...]
    """Digests of the notices that it loads."""
    values: bytes
    """The inputs, field by field; what is shared is named by its digest."""


class PageMemo(Struct, frozen=True, array_like=True, gc=False):
    """A file of the last build."""

    template: str
    """Digest of the template and what it is made of."""
    inputs: str
    """Digest of the inputs."""
    sha256: str
    """Of the bytes written."""
    matter: Matter | None = None
    """Of a page that loads notices."""


class PartMemo(Struct, frozen=True, array_like=True, gc=False):
    """A part of a long file."""

    inputs: str
    """Digest of the inputs."""
    matter: Matter | None = None
    """Of a part that loads notices."""


Contents = tuple[tuple[str, int], ...]
"""What a long file consists of: name and size of each part."""


def place_of_part(path: str, part: str) -> str:
    """Return under which name a part of a long file is known: in the part of the tree of the notice it is named by."""
    return f"{NOTICES}/{part}/{path}"


class Read(Struct, frozen=True, array_like=True):
    """A notice as it was read."""

    digest: str
    """Names its sources."""
    summary: NoticeSummary
    doubts: tuple[Problem, ...]


class Gone(Struct, frozen=True, array_like=True):
    """What was published and is not there any more."""

    title: str
    short_code: str


Summaries = dict[str, tuple[NoticeSummary, tuple[Problem, ...]]]


class Record(Struct):
    """The last build."""

    engine: str = ""
    """Digest of the program; a record of another program is not used."""
    sources: Shelf[Source] = field(default_factory=sources_by_path)
    summaries: Summaries = field(default_factory=dict)
    """Summary and doubts of each notice, by digest."""
    earlier: dict[str, str] = field(default_factory=dict)
    """Digests of notices as they were published, by id; only where that is not what was read last, see `earlier`."""
    gone: dict[str, Gone] = field(default_factory=dict)
    """Notices that were published and of which the sources know nothing now, by id; see `gone`."""
    lost: tuple[str, ...] = ()
    """Addresses of units and rounds that were published and that the sources do not name any more."""
    base_url: str = ""
    """Of the site; one that stands elsewhere is another."""
    templates: str = ""
    """Digest of all templates."""
    closures: dict[str, str] = field(default_factory=dict)
    pages: Shelf[PageMemo] = field(default_factory=lambda: Shelf(PageMemo))
    """By output path."""
    contents: dict[str, Contents] = field(default_factory=dict)
    """Of long files, by output path."""
    parts: Shelf[PartMemo] = field(default_factory=lambda: Shelf(PartMemo))
    """Of long files, by `place_of_part`."""
    shared: dict[str, bytes] = field(default_factory=dict)
    """What the matter of many pages names by its digest."""
    index: Index | None = None
    """Of the full-text search."""
    outputs: Shelf[Stamp] = field(default_factory=lambda: Shelf(Stamp))
    """Stamps of the files of the site, by output path."""


class Group(Struct, array_like=True):
    """All that belongs to one notice, or to another part of the tree."""

    sources: dict[str, Source] = msgspec.field(default_factory=dict)
    read: Read | None = None
    """Of a notice."""
    pages: dict[str, PageMemo] = msgspec.field(default_factory=dict)
    parts: dict[str, PartMemo] = msgspec.field(default_factory=dict)
    """Parts of long files, by `place_of_part`."""
    outputs: dict[str, Stamp] = msgspec.field(default_factory=dict)
    elsewhere: list[str] = msgspec.field(default_factory=list)
    """Output paths of pages in other groups that load this notice."""

    @staticmethod
    def decoded(data: bytes) -> "Group":
        """Return the group that was encoded."""
        return _decoder.decode(data)


class PackedGroup(Struct, array_like=True):
    """A `Group`, of which only the notice is unpacked."""

    sources: msgspec.Raw
    read: Read | None
    pages: msgspec.Raw
    parts: msgspec.Raw
    outputs: msgspec.Raw
    elsewhere: list[str]


class Kept(Struct, kw_only=True):
    """The record as it is kept."""

    engine: str
    templates: str
    closures: dict[str, str]
    earlier: dict[str, str]
    gone: dict[str, Gone]
    lost: tuple[str, ...]
    base_url: str
    contents: dict[str, Contents]
    shared: dict[str, bytes]
    index: Index | None
    groups: Mapping[str, bytes] = {}
    """An encoded `Group` each; see `record_file`."""


class Amendments(Struct, kw_only=True):
    """What changed since the record was kept."""

    groups: dict[str, bytes] = {}
    """An encoded `Group` for each notice that was edited."""
    pages: dict[str, PageMemo] = {}
    """Other files, by output path."""
    outputs: dict[str, Stamp] = {}
    sizes: dict[str, dict[str, int]] = {}
    """Of parts of long files, by output path and name."""
    index: Index | None = None
    """Of the full-text search, where it changed."""

    @staticmethod
    def decoded(data: bytes) -> "Amendments":
        """Return the amendments that were encoded; there may be none."""
        return _amendments.decode(data) if data else Amendments()


_decoder = msgspec.msgpack.Decoder(Group)
_packed = msgspec.msgpack.Decoder(PackedGroup)
_amendments = msgspec.msgpack.Decoder(Amendments)
encode = msgspec.msgpack.Encoder().encode

_MOST = 1_000
"""Groups that are held once they were asked for."""


class Book:
    """The record, and what was amended since."""

    def __init__(self, kept: Kept, amendments: Amendments) -> None:
        self.kept = kept
        self.amendments = amendments
        self._groups: dict[str, Group] = {}

    def group(self, name: str) -> Group | None:
        """Return what is known of one part."""
        if name in self._groups:
            return self._groups[name]
        amended = self.amendments
        data = amended.groups.get(name) or self.kept.groups.get(name)
        if data is None:
            return None
        if len(self._groups) >= _MOST:
            self._groups.clear()
        group = self._groups[name] = Group.decoded(data)
        for path in amended.pages.keys() & group.pages.keys():
            group.pages[path] = amended.pages[path]
        for path in amended.outputs.keys() & group.outputs.keys():
            group.outputs[path] = amended.outputs[path]
        return group

    def page(self, path: str) -> PageMemo:
        """Return the memo of a file."""
        group = self.group(part_of(path))
        if group is None or path not in group.pages:
            raise Damaged(path)
        return group.pages[path]

    def contents(self, path: str) -> Contents:
        """Return what a long file consists of."""
        return with_sizes(self.kept.contents[path], self.amendments.sizes.get(path, {}))


def notice_group(id_: str) -> str:
    """Return the group of a notice."""
    return f"{NOTICES}/{id_}"


def take_apart(record: Record) -> Iterator[tuple[str, bytes]]:
    """Yield what a record says of sources, notices and files, group by group, encoded."""
    digests = {summary.id: digest for digest, (summary, _) in record.summaries.items()}
    elsewhere: dict[str, list[str]] = {}
    for mine in record.pages.parts():
        for path, memo in record.pages.part(mine).items():
            for digest in memo.matter.notices if memo.matter else ():
                if digest in record.summaries:
                    named = notice_group(record.summaries[digest][0].id)
                    if named != mine:
                        elsewhere.setdefault(named, []).append(path)
    of_notices = notice_group("")
    shelves = record.sources, record.pages, record.parts, record.outputs
    for name in dict.fromkeys(chain.from_iterable(shelf.parts() for shelf in shelves)):
        sources, pages, parts, outputs = (msgspec.Raw(shelf.encoded(name)) for shelf in shelves)
        known = digests.get(name.removeprefix(of_notices)) if name.startswith(of_notices) else None
        read = Read(known, *record.summaries[known]) if known else None
        yield name, encode(PackedGroup(sources, read, pages, parts, outputs, elsewhere.get(name, [])))


def put_together(kept: Kept, amendments: Amendments) -> Record:
    """Put a record together again, with what changed since; raises `Damaged`."""
    record = Record(
        engine=kept.engine,
        templates=kept.templates,
        closures=kept.closures,
        earlier=kept.earlier,
        gone=kept.gone,
        lost=kept.lost,
        base_url=kept.base_url,
        contents={
            path: with_sizes(contents, amendments.sizes.get(path, {})) for path, contents in kept.contents.items()
        },
        shared=kept.shared,
        index=amendments.index or kept.index,
    )
    for name in kept.groups:
        group = _packed.decode(amendments.groups.get(name) or kept.groups[name])
        record.sources.take_part(name, bytes(group.sources))
        record.pages.take_part(name, bytes(group.pages))
        record.parts.take_part(name, bytes(group.parts))
        record.outputs.take_part(name, bytes(group.outputs))
        if group.read:
            record.summaries[group.read.digest] = group.read.summary, group.read.doubts
    record.pages.update(amendments.pages)
    record.outputs.update(amendments.outputs)
    return record


def with_sizes(contents: Contents, changed: Mapping[str, int]) -> Contents:
    """Put the sizes of changed parts in the place of those that they had."""
    return tuple((name, changed.get(name, size)) for name, size in contents) if changed else contents
