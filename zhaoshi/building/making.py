"""Making the site: sources in, files out, whole or not at all."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from zhaoshi import routes
from zhaoshi.building import indexing, release, work
from zhaoshi.building.bytecode import Bytecode, code_digests
from zhaoshi.building.crew import Crew
from zhaoshi.building.output import Changes, exchange, manifest, own_files, whole_files
from zhaoshi.building.plan import plan
from zhaoshi.building.published import published
from zhaoshi.building.report import BuildReport, Clock, Tell
from zhaoshi.building.scanning import Stamp, cannot_read
from zhaoshi.building.state import PageMemo, Record, State
from zhaoshi.building.state_folder import digest_of, keep
from zhaoshi.building.theme import Theme
from zhaoshi.building.unchanged import Rest
from zhaoshi.library import Library
from zhaoshi.model.site import SiteSettings
from zhaoshi.pages.frame import Surroundings
from zhaoshi.pages.page import Page
from zhaoshi.pages.search_index import SearchPlan, search_plan
from zhaoshi.problems import BuildFailed, EnvironmentFailed, Message, msg
from zhaoshi.records import Attachment
from zhaoshi.rendering.closures import closure_digests


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be made; see `build.build`."""

    root: Path
    output: Path
    as_of: date | None
    drafts: bool
    search: bool
    pictures: bool
    theme: Theme
    engine: str
    """Digest of the program."""
    options: str
    """Digest of what the site is made with besides its sources and its day."""
    left_out: tuple[Message, ...]


def make(order: Order, crew: Crew, tell: Tell, clock: Clock) -> BuildReport:
    """Make the site. Raises what `build.build` raises."""
    state = State(order.output)
    try:
        return _make(order, state, crew, tell, clock)
    except work.Damaged:
        state.forget()
        return _make(order, state, crew, tell, clock)


def _make(order: Order, state: State, crew: Crew, tell: Tell, clock: Clock) -> BuildReport:
    standby = state.take_standby()
    release.recover(standby, order.output, state.previous)
    record = state.load(order.engine)
    with clock.stage("site"):
        live = own_files(order.output, record)
    with clock.stage("read"):
        try:
            library, problems = published(order.root, record, state.notices, order.as_of, order.drafts, crew)
        except BuildFailed:
            state.save(record)
            raise
    with clock.stage("plan"):
        found = search_plan(library) if order.search else None
        pages, attachments, collisions = plan(library, order.theme.asset_routes, found, has_pictures=order.pictures)
        if collisions:
            raise BuildFailed(collisions)
        site = _Site(order.output, state, standby, record, live, order.theme)
    with clock.stage("render"):
        site.render(pages, library, crew, partial(tell, "render"))
        site.copy(order.root, attachments)
        site.add_assets()
    if found:
        with clock.stage("search"):
            site.render(found.pages, library, crew, partial(tell, "search"))
            site.add_index(found, crew)
    with clock.stage("render"):
        site.add_manifest()
    with clock.stage("write"):
        changes = site.finish()
    findings = library.totals(library.counted).found
    with clock.stage("remember"):
        state.rest_standby(standby)
        try:
            state.save(record)
            rest = Rest(
                options=order.options,
                as_of=library.as_of,
                time_zone=library.site.time_zone,
                sources=record.sources,
                outputs=record.outputs,
                notices=len(library.notices),
                findings=findings,
                problems=problems,
            )
            keep(state.rest, rest)
            state.notices.keep_only(record.summaries)
        except OSError:
            state.forget()  # the new site is in place already: what cannot be remembered is read again next time
    return BuildReport(
        as_of=library.as_of,
        notices=len(library.notices),
        findings=findings,
        problems=problems,
        left_out=order.left_out,
        reasons=site.reasons,
        seconds=clock.seconds,
        stages=clock.stages,
        **changes,
    )


class _Keys:
    """Digests the inputs of pages; what many pages share is digested once."""

    def __init__(self, site: SiteSettings) -> None:
        self._site = digest_of(site.language, site.links)
        self._shared: dict[int, tuple[object, str]] = {}

    def __call__(self, page: Page) -> str:
        inputs = page.inputs
        values = [self._part(getattr(inputs, name)) for name in inputs.__struct_fields__]
        return digest_of(self._site, type(inputs).__qualname__, values, page.notices)

    def _part(self, value: object) -> object:
        if not isinstance(value, Surroundings | SiteSettings):
            return value
        known = self._shared.get(id(value))
        if known is None:
            known = self._shared[id(value)] = value, digest_of(value)  # held, so that no other takes its id
        return known[1]


class _Site:
    """The files of the site that is being built."""

    def __init__(
        self, output: Path, state: State, standby: Path, record: Record, live: dict[str, Stamp], theme: Theme
    ) -> None:
        self.reasons: dict[str, str] = {}
        self._output = output
        self._state = state
        self._standby = standby
        self._record = record
        self._theme = theme
        self._live = live
        self._whole = whole_files(live, record)
        self._files: dict[str, PageMemo] = {}
        self._fresh: set[str] = set()
        """Files that are in the standby tree and not in the live site."""
        self._has_new_theme = record.templates != theme.digest
        if self._has_new_theme:
            record.templates, record.closures = theme.digest, closure_digests(theme.templates)

    def render(self, pages: Sequence[Page], library: Library, crew: Crew, tell: Callable[[int, int], None]) -> None:
        """Render the pages whose key changed or whose file is not whole."""
        waiting: list[work.Job] = []
        key_of = _Keys(library.site)
        for page in pages:
            path = routes.output_path(page.route)
            memo = PageMemo(
                self._record.closures.get(page.template, "") if page.template else "",
                key_of(page),
                "",
            )
            before = self._record.pages.get(path)
            if reason := self._reason(path, memo, before):
                self.reasons[path] = reason
                whole = before.sha256 if before and path in self._whole else ""
                waiting.append(work.Job(page, whole))
                self._files[path] = memo
            elif before:
                self._files[path] = before
        language = library.site.language.value
        code = code_digests(self._record.closures, self._record.engine, language)
        if self._has_new_theme:
            Bytecode(self._state.bytecode, code).tidy()
        workshop = work.Workshop(
            self._standby.name,
            self._theme.templates,
            language,
            library.site.links,
            self._standby,
            self._state.folder / "notices",
            self._state.bytecode,
            code,
        )
        # What takes long begins first; pages of one notice follow each other, so that it is loaded once.
        waiting.sort(key=lambda job: (len(job.page.notices) < 2, job.page.notices))
        for done in work.render_all(waiting, workshop, crew, tell):
            memo = self._files[done.path]
            self._files[done.path] = PageMemo(memo.template, memo.inputs, done.sha256)
            if done.is_written:
                self._fresh.add(done.path)

    def _reason(self, path: str, memo: PageMemo, before: PageMemo | None) -> str:
        if before is None:
            return "new"
        if before.template != memo.template:
            return "template"
        if before.inputs != memo.inputs:
            return "inputs"
        return "" if path in self._whole else "output"

    def copy(self, root: Path, attachments: Mapping[str, Attachment]) -> None:
        """Copy the attachments that are new or changed."""
        for path, attachment in attachments.items():
            before = self._record.pages.get(path)
            if before and before.inputs == attachment.digest and path in self._whole:
                self._files[path] = before
                continue
            source = Path(self._record.sources[attachment.source].file)
            try:
                data = source.read_bytes()
            except OSError as error:
                raise cannot_read(str(source), error) from error
            if hashlib.blake2b(data, digest_size=16).hexdigest() != attachment.digest:
                raise EnvironmentFailed(
                    msg("{path} is being changed by another program; build again when it is done", path=source)
                )
            self._put(path, data, attachment.digest)

    def add_index(self, plan: SearchPlan, crew: Crew) -> None:
        """Put the search index in place, or keep it where nothing that it is made from changed."""
        index = indexing.index_of(plan, lambda text: self._files[text].sha256)
        kept = {path: memo for path, memo in self._record.pages.items() if memo.inputs == index.digest}
        if kept and self._whole.issuperset(kept):
            self._files |= kept
            return

        def place(path: str) -> Path:
            return (self._standby if path in self._fresh else self._output) / path

        for path, data in indexing.index_files(index, self._state.folder / "shards", place, crew):
            self._put(path, data, index.digest)

    def add_assets(self) -> None:
        """Put the theme's assets in place."""
        for name, route in self._theme.asset_routes.items():
            self._put(route, self._theme.assets[name], "")

    def add_manifest(self) -> None:
        """List every file that is there so far."""
        self._put(routes.MANIFEST, manifest({path: memo.sha256 for path, memo in self._files.items()}), "")

    def _put(self, path: str, data: bytes, inputs: str) -> None:
        sha256 = hashlib.sha256(data).hexdigest()
        before = self._record.pages.get(path)
        if not (before and before.sha256 == sha256 and path in self._whole):
            release.write(self._standby, path, data)
            self._fresh.add(path)
        self._files[path] = PageMemo("", inputs, sha256)

    def finish(self) -> Changes:
        """Complete the standby tree, make it the site, and record what the site is now."""
        return exchange(self._output, self._state, self._standby, self._record, self._live, self._files, self._fresh)
