"""One build: sources in, site out, whole or not at all."""

import hashlib
import os
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from importlib import metadata
from pathlib import Path

import zhaoshi
from zhaoshi import routes
from zhaoshi.building import indexing, release, work
from zhaoshi.building import pictures as drawing
from zhaoshi.building.bytecode import Bytecode, code_digests
from zhaoshi.building.crew import Crew
from zhaoshi.building.output import Changes, exchange, held, manifest, own_files, whole_files
from zhaoshi.building.plan import plan
from zhaoshi.building.published import published
from zhaoshi.building.scanning import Stamp, cannot_read, require_content
from zhaoshi.building.state import PageMemo, Record, Rest, State, digest_of
from zhaoshi.building.theme import Theme, load_theme
from zhaoshi.building.unchanged import options_digest, rest_of
from zhaoshi.library import Library
from zhaoshi.model.site import SiteSettings
from zhaoshi.pages.frame import Surroundings
from zhaoshi.pages.page import Page
from zhaoshi.pages.search_index import SearchPlan, search_plan
from zhaoshi.problems import BuildFailed, EnvironmentFailed, Message, Problem, msg
from zhaoshi.records import Attachment
from zhaoshi.rendering.closures import closure_digests

_SHAPES_BYTES = ("babel", "jinja2", "markdown-it-py", "markupsafe", "msgspec", "pypinyin", "pyyaml", "segno")

Tell = Callable[[str, int, int], None]
"""Progress: name of the stage, number done, number of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did."""

    as_of: date
    notices: int
    findings: int
    created: tuple[str, ...]
    """Output paths."""
    updated: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    """Doubts; errors end a build."""
    left_out: tuple[Message, ...]
    """What the site does without, because a library that it may use is not installed."""
    reasons: Mapping[str, str]
    """Why each page was rendered, by output path: `new`, `template`, `inputs`, `output`."""
    seconds: float
    stages: Mapping[str, float]
    """Seconds by stage."""


@dataclass(slots=True)
class _Clock:
    """Measures stages."""

    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] = self.stages.get(name, 0) + time.perf_counter() - start


def check(root: Path, output: Path, *, as_of: date | None = None, drafts: bool = False) -> tuple[Problem, ...]:
    """Return every problem of the sources, errors and doubts, without building."""
    record = State(output.resolve()).load(engine_digest())
    problems: tuple[Problem, ...]
    try:
        require_content(root)
        _, problems = published(root, record, None, as_of, drafts, Crew())
    except BuildFailed as failure:
        problems = failure.problems
    return problems


def build(
    root: Path,
    output: Path,
    *,
    as_of: date | None = None,
    drafts: bool = False,
    jobs: int | None = None,
    cluster: str = "",
    search: bool = True,
    pictures: bool = True,
    tell: Tell = lambda stage, done, count: None,
) -> BuildReport:
    """Build the site of the folder `root` into the folder `output`.

    `as_of` is the day on which overdue findings are counted and timed notices appear; by default today in the site's
    time zone. `jobs` is the number of processes, by default one a processor; `cluster` the address of a dask scheduler
    whose workers see the same folders and do the work instead. `search` adds full-text search, `pictures` pictures for
    link previews, where Pillow is installed. Raises `BuildFailed` where the sources have errors and
    `EnvironmentFailed` where the machine stopped the build; the site then stays as it was.
    """
    start = time.perf_counter()
    require_content(root)
    output = output.resolve()
    with ExitStack() as stack:
        state = stack.enter_context(held(output))
        crew = stack.enter_context(Crew(jobs or os.cpu_count() or 1, cluster))
        try:
            return _build(root, output, state, as_of, drafts, crew, search, pictures, tell, start)
        except work.Damaged:
            state.forget()
            return _build(root, output, state, as_of, drafts, crew, search, pictures, tell, start)


def engine_digest() -> str:
    """Digest the program and the libraries that shape its bytes: a change of them is a change of every page."""
    versions = [zhaoshi.__version__, *(metadata.version(name) for name in _SHAPES_BYTES)]
    versions += [drawing.pillow_version(), zlib.ZLIB_RUNTIME_VERSION]
    digest = hashlib.blake2b(" ".join(versions).encode(), digest_size=16)
    package = Path(zhaoshi.__file__).parent
    for folder, folders, files in os.walk(package):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "theme"))
        for name in sorted(files):
            if name.endswith((".py", ".mo", ".otf")):
                digest.update(name.encode() + Path(folder, name).read_bytes())
    return digest.hexdigest()


def _build(
    root: Path,
    output: Path,
    state: State,
    as_of: date | None,
    drafts: bool,
    crew: Crew,
    search: bool,
    with_pictures: bool,
    tell: Tell,
    start: float,
) -> BuildReport:
    clock = _Clock()
    with clock.stage("look"):
        theme, engine = load_theme(root), engine_digest()
        options = options_digest(engine, theme, drafts=drafts, search=search, pictures=with_pictures)
        left_out = () if drawing.pillow_version() or not with_pictures else (drawing.LEFT_OUT,)
        if rest := rest_of(root, output, state, options, as_of):
            return BuildReport(
                as_of=rest.as_of,
                notices=rest.notices,
                findings=rest.findings,
                created=(),
                updated=(),
                unchanged=len(rest.outputs),
                removed=(),
                problems=rest.problems,
                left_out=left_out,
                reasons={},
                seconds=time.perf_counter() - start,
                stages=clock.stages,
            )
    standby = state.take_standby()
    release.recover(standby, output, state.previous)
    record = state.load(engine)
    with clock.stage("site"):
        live = own_files(output, record)
    with clock.stage("read"):
        try:
            library, problems = published(root, record, state.notices, as_of, drafts, crew)
        except BuildFailed:
            state.save(record)
            raise
    with clock.stage("plan"):
        has_pictures = with_pictures and bool(drawing.pillow_version())
        found = search_plan(library) if search else None
        pages, attachments, collisions = plan(library, theme.asset_routes, found, has_pictures=has_pictures)
        if collisions:
            raise BuildFailed(collisions)
        site = _Site(output, state, standby, record, live, theme)
    with clock.stage("render"):
        site.render(pages, library, crew, partial(tell, "render"))
        site.copy(root, attachments)
        site.add_assets()
    if found:
        with clock.stage("search"):
            site.render(found.pages, library, crew, partial(tell, "search"))
            site.add_index(found, crew)
    with clock.stage("render"):
        site.add_manifest()
    with clock.stage("write"):
        report = site.finish()
    findings = library.totals(library.counted).found
    with clock.stage("remember"):
        state.rest_standby(standby)
        try:
            state.save(record)
            state.save_rest(
                Rest(
                    options=options,
                    as_of=library.as_of,
                    time_zone=library.site.time_zone,
                    sources=record.sources,
                    outputs=record.outputs,
                    notices=len(library.notices),
                    findings=findings,
                    problems=problems,
                )
            )
            state.notices.keep_only(record.summaries)
        except OSError:
            state.forget()  # the new site is in place already: what cannot be remembered is read again next time
    return BuildReport(
        as_of=library.as_of,
        notices=len(library.notices),
        findings=findings,
        problems=problems,
        left_out=left_out,
        reasons=site.reasons,
        seconds=time.perf_counter() - start,
        stages=clock.stages,
        **report,
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
