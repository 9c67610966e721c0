"""Making the site: sources in, files out, whole or not at all."""

from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from zhaoshi.building import interrupts, release
from zhaoshi.building.crew import Crew
from zhaoshi.building.last_build import Doubts, LastBuild, save_last_build
from zhaoshi.building.listing import listing_of
from zhaoshi.building.output import own_files
from zhaoshi.building.plan import plan, surroundings
from zhaoshi.building.published import published
from zhaoshi.building.record import Record
from zhaoshi.building.report import BuildReport, Clock, Tell
from zhaoshi.building.scanning import by_place
from zhaoshi.building.sealed import Damaged
from zhaoshi.building.site import Site
from zhaoshi.building.state import State
from zhaoshi.building.theme import Theme
from zhaoshi.library import Library
from zhaoshi.pages import search_documents
from zhaoshi.pages.notice import attachments
from zhaoshi.pages.search_index import layout_of
from zhaoshi.problems import BuildFailed, Message, Problem

_LINKING_PAYS_FROM = 1_000
"""New files from which starting processes is worth its time."""


class Order(Struct, frozen=True, kw_only=True):
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
    except Damaged:
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
    with clock.stage("render"):
        layout = layout_of(library) if order.search else None
        around = surroundings(library, order.theme.asset_routes, layout, has_pictures=order.pictures)
        site = Site(order.output, state, standby, record, live, order.theme, around)
        site.render(plan(library, around, layout), crew, partial(tell, "render"), attachments(library))
        site.add_assets()
    if layout:
        with clock.stage("search"):
            site.render(search_documents.pages(library), crew, partial(tell, "search"))
            site.add_index(layout, crew)
    with clock.stage("render"):
        site.add_manifest()
    with interrupts.waiting():
        with clock.stage("write"):
            changes = site.finish()
        with clock.stage("remember"):
            last = _last_build(order, library, record, problems)
            try:
                save_last_build(state.last_build, replace(last, base=state.save(record)))
                state.notices.keep_only(chain(record.summaries, record.earlier.values()))
            except OSError:
                state.forget()  # the new site is in place already: what cannot be remembered is read again next time
            # Still under the name of this build: a worker that outlives it must not write into the tree of the next.
            release.forget(standby, changes["removed"])
            fresh = chain(changes["created"], changes["updated"])
            crew.run(partial(release.follow, standby, order.output), fresh, _LINKING_PAYS_FROM)
            state.keep_standby(standby)
    return BuildReport(
        as_of=last.as_of,
        notices=last.notices,
        findings=last.findings,
        held_back=last.held_back,
        doubts=last.doubts,
        left_out=order.left_out,
        reasons=site.reasons,
        seconds=clock.seconds,
        stages=clock.stages,
        **changes,
    )


def _last_build(order: Order, library: Library, record: Record, problems: tuple[Problem, ...]) -> LastBuild:
    """Return what this build leaves; the record is not saved yet."""
    return LastBuild(
        options=order.options,
        as_of=library.as_of,
        time_zone=library.site.time_zone,
        language=library.site.language.value,
        links=library.site.links.value,
        sources=listing_of((path, source.stamp) for path, source in by_place(order.root, record.sources.values())),
        racy={path: source.digest for path, source in by_place(order.root, record.sources.values()) if source.racy},
        outputs=listing_of(record.outputs.items()),
        files=len(record.outputs),
        notices=len(library.notices),
        findings=library.totals(library.counted).found,
        held_back=library.held_back,
        doubts=Doubts.of(problems),
        base=b"",
        amendments=b"",
    )
