"""One build: sources in, site out, whole or not at all."""

import hashlib
import os
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from importlib import metadata
from pathlib import Path

from msgspec.structs import replace

import zhaoshi
from zhaoshi.building import pictures as drawing
from zhaoshi.building import release
from zhaoshi.building.amending import amend
from zhaoshi.building.crew import Crew
from zhaoshi.building.listing import listing_of
from zhaoshi.building.looking import look, options_digest
from zhaoshi.building.output import Changes, held, own_files
from zhaoshi.building.plan import plan
from zhaoshi.building.published import published
from zhaoshi.building.record import Amendments, source_group
from zhaoshi.building.scanning import require_content, source_stamps
from zhaoshi.building.sealed import Damaged
from zhaoshi.building.site import Site
from zhaoshi.building.state import Rest, State
from zhaoshi.building.theme import load_theme
from zhaoshi.pages.search_index import search_plan
from zhaoshi.problems import BuildFailed, Message, Problem

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

    start: float
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
        except Damaged:
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
    clock = _Clock(start)
    with clock.stage("look"):
        theme, engine = load_theme(root), engine_digest()
        options = options_digest(engine, theme, drafts=drafts, search=search, pictures=with_pictures)
        left_out = () if drawing.pillow_version() or not with_pictures else (drawing.LEFT_OUT,)
        seen = look(root, output, state, options, as_of)
    if seen and not seen.changed:
        return _report(seen.rest, _updated((), seen.rest), {}, left_out, clock)
    if seen:
        with clock.stage("amend"):
            amended = amend(root, output, state, seen, theme, crew)
        if amended:
            changes = _updated(amended.updated, amended.rest)
            return _report(amended.rest, changes, amended.reasons, left_out, clock)
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
        site = Site(output, state, standby, record, live, theme)
    with clock.stage("render"):
        site.render(pages, library.site, crew, partial(tell, "render"))
        site.copy(root, attachments)
        site.add_assets()
    if found:
        with clock.stage("search"):
            site.render(found.pages, library.site, crew, partial(tell, "search"))
            site.add_index(found.layout, crew)
    with clock.stage("render"):
        site.add_manifest()
    with clock.stage("write"):
        changes = site.finish()
    with clock.stage("remember"):
        state.rest_standby(standby)
        untrusted = {source_group(path): b"" for path, source in record.sources.items() if source.racy}
        rest = Rest(
            options=options,
            as_of=library.as_of,
            time_zone=library.site.time_zone,
            language=library.site.language.value,
            links=library.site.links,
            sources=listing_of(source_stamps(root, record.sources.values())) | untrusted,
            outputs=listing_of(record.outputs.items()),
            files=len(record.outputs),
            notices=len(library.notices),
            findings=library.totals(library.counted).found,
            problems=problems,
            base=b"",
            amendments=Amendments(),
        )
        try:
            state.save_rest(replace(rest, base=state.save(record)))
            state.notices.keep_only(record.summaries)
        except OSError:
            state.forget()  # the new site is in place already: what cannot be remembered is read again next time
        release.follow(state.standby, output, [*changes["created"], *changes["updated"]], changes["removed"])
    return _report(rest, changes, site.reasons, left_out, clock)


def _updated(paths: tuple[str, ...], rest: Rest) -> Changes:
    return {"created": (), "updated": paths, "unchanged": rest.files - len(paths), "removed": ()}


def _report(
    rest: Rest, changes: Changes, reasons: Mapping[str, str], left_out: tuple[Message, ...], clock: _Clock
) -> BuildReport:
    return BuildReport(
        as_of=rest.as_of,
        notices=rest.notices,
        findings=rest.findings,
        problems=rest.problems,
        left_out=left_out,
        reasons=reasons,
        seconds=time.perf_counter() - clock.start,
        stages=clock.stages,
        **changes,
    )
