"""One build: sources in, site out, whole or not at all."""

import os
from datetime import date
from pathlib import Path

from msgspec import Struct

from zhaoshi.building import pictures as drawing
from zhaoshi.building.crew import Crew
from zhaoshi.building.engine import engine_digest
from zhaoshi.building.looking import look, options_digest
from zhaoshi.building.report import BuildReport, Clock, Tell, report_of
from zhaoshi.building.scanning import require_content
from zhaoshi.building.state_folder import held, require_apart
from zhaoshi.building.theme import load_theme
from zhaoshi.problems import BuildFailed, Problem


class Checked(Struct, frozen=True):
    """What was found without building."""

    problems: tuple[Problem, ...]
    """Errors and doubts."""
    held_back: tuple[int, int]
    """As in `BuildReport`; none where there are errors, since nothing is published then."""


def check(root: Path, output: Path, *, as_of: date | None = None, drafts: bool = False) -> tuple[Problem, ...]:
    """Return every problem of the sources, errors and doubts, without building."""
    return checked(root, output, as_of=as_of, drafts=drafts).problems


def checked(root: Path, output: Path, *, as_of: date | None = None, drafts: bool = False) -> Checked:
    """Return every problem of the sources, and what would not be published."""
    from zhaoshi.building.published import published
    from zhaoshi.building.state import NoticesAsTheyAre, State

    state = State(output.resolve())
    record = state.load(engine_digest())
    store = NoticesAsTheyAre(state.folder / "notices")
    try:
        require_content(root)
        library, problems = published(root, record, store, as_of, drafts, Crew())
    except BuildFailed as failure:
        return Checked(failure.problems, (0, 0))
    return Checked(problems, library.held_back)


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
    tell: Tell = lambda stage, done: None,
) -> BuildReport:
    """Build the site of the folder `root` into the folder `output`.

    `as_of` is the day on which overdue findings are counted and timed notices appear; by default today in the site's
    time zone. `jobs` is the number of processes, by default one a processor; `cluster` the address of a dask scheduler
    whose workers see the same folders and do the work instead. `search` adds full-text search, `pictures` pictures for
    link previews, where Pillow is installed. Raises `BuildFailed` where the sources have errors and
    `EnvironmentFailed` where the machine stopped the build; the site then stays as it was.
    """
    clock = Clock()
    require_content(root)
    output = output.resolve()
    require_apart(root, output)
    with held(output) as folder:
        with clock.stage("look"):
            theme, engine = load_theme(root), engine_digest(folder.program)
            options = options_digest(engine, theme, drafts=drafts, search=search, pictures=pictures)
            has_pillow = bool(drawing.pillow_version())
            left_out = () if has_pillow or not pictures else (drawing.LEFT_OUT,)
            seen = look(root, output, folder.last_build, options, as_of)
        if seen and not seen.changed:
            return report_of(seen.last, left_out, clock)
        with Crew(jobs or os.cpu_count() or 1, cluster) as crew:
            if seen:
                from zhaoshi.building.amending import amend

                with clock.stage("amend"):
                    amended = amend(root, output, seen, theme, crew)
                if amended:
                    return report_of(amended.last, left_out, clock, amended.updated, amended.reasons)
            from zhaoshi.building.making import Order, make

            order = Order(
                root=root,
                output=output,
                as_of=as_of,
                drafts=drafts,
                search=search,
                pictures=pictures and has_pillow,
                theme=theme,
                engine=engine,
                options=options,
                left_out=left_out,
            )
            return make(order, crew, tell, clock)
