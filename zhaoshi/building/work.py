"""Rendering pages and writing them into the standby tree, here or in worker processes."""

import ctypes
import gettext
import hashlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from zhaoshi import routes
from zhaoshi.building import pictures, release
from zhaoshi.building.bytecode import Bytecode
from zhaoshi.building.state import NoticeStore
from zhaoshi.languages import translations
from zhaoshi.model.notice import Notice
from zhaoshi.model.site import LinkStyle
from zhaoshi.pages.page import Page
from zhaoshi.problems import BuildFailed, EnvironmentFailed, Problem, in_order, msg
from zhaoshi.rendering.environment import Templates
from zhaoshi.rendering.render import render

if TYPE_CHECKING:
    from zhaoshi.drawing.card import Typeface

_PR_SET_PDEATHSIG = 1

PAYS_FROM = 200
"""Notices to parse or pages to render from which starting processes is worth its time."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a process needs in order to render pages of one site."""

    templates: Mapping[str, str]
    language: str
    style: LinkStyle
    standby: Path
    notices: Path
    bytecode: Path
    code: Mapping[str, str]
    """What the code of each template depends on, see `bytecode.code_digests`."""


@dataclass(frozen=True, slots=True)
class Job:
    """A page to be rendered."""

    page: Page
    unless: str
    """SHA-256 of the bytes that the live site holds whole; equal bytes are not written again. Empty to write."""


@dataclass(frozen=True, slots=True)
class Done:
    """A page that was rendered."""

    path: str
    sha256: str
    size: int
    is_written: bool
    """False where the live site already holds these bytes."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with its template or its inputs."""


class Damaged(Exception):  # noqa: N818
    """Something that was remembered is no longer there whole."""


class Renderer:
    """Renders pages in this process."""

    def __init__(self, workshop: Workshop) -> None:
        catalogue: gettext.NullTranslations = translations(workshop.language)
        bytecode = Bytecode(workshop.bytecode, workshop.code)
        self._templates = Templates(workshop.templates, catalogue, workshop.language, bytecode)
        self._gettext = catalogue.gettext
        self._workshop = workshop
        self._store = NoticeStore(workshop.notices)
        self._held: tuple[str, Notice] | None = None
        self._face: Typeface | None = None

    def do(self, job: Job) -> Done:
        """Render a page and write it unless the live site already holds it."""
        path = routes.output_path(job.page.route)
        try:
            data = render(job.page, self._templates, self._gettext, self._workshop.style, self._load, self._typeface)
        except BuildFailed as failure:
            return Done(path, "", 0, False, failure.problems)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 != job.unless:
            release.write(self._workshop.standby, path, data)
        return Done(path, sha256, len(data), sha256 != job.unless)

    def _typeface(self) -> "Typeface":
        """Load the font when the first picture needs it."""
        if self._face is None:
            self._face = pictures.typeface()
        return self._face

    def _load(self, digest: str) -> Notice:
        """Load a notice; the page and the data file of one notice follow each other."""
        if self._held is None or self._held[0] != digest:
            notice = self._store.load(digest)
            if notice is None:
                raise Damaged(digest)
            self._held = digest, notice
        return self._held[1]


_renderer: Renderer | None = None
"""Of a worker process; set once when it starts."""


def _start(workshop: Workshop) -> None:
    global _renderer
    _renderer = Renderer(workshop)


def _do(jobs: Sequence[Job]) -> list[Done]:
    assert _renderer is not None
    return [_renderer.do(job) for job in jobs]


def render_all(
    jobs: Sequence[Job], workshop: Workshop, processes: int, tell: Callable[[int, int], None]
) -> Iterator[Done]:
    """Render pages in any order.

    `tell` is called with the number done and the number of all. Raises `BuildFailed` with what is wrong in templates.
    """
    problems: list[Problem] = []
    for number, done in enumerate(_results(jobs, workshop, processes), start=1):
        tell(number, len(jobs))
        problems += done.problems
        yield done
    if problems:
        raise BuildFailed(in_order(problems))


def _results(jobs: Sequence[Job], workshop: Workshop, processes: int) -> Iterator[Done]:
    if processes < 2 or len(jobs) < PAYS_FROM:
        if jobs:
            yield from map(Renderer(workshop).do, jobs)
        return
    size = max(1, min(50, len(jobs) // (processes * 4)))
    chunks = [jobs[i : i + size] for i in range(0, len(jobs), size)]
    with pool(processes, _start, (workshop,)) as executor:
        for results in executor.map(_do, chunks):
            yield from results


def _begin(parent: int, initializer: Callable[..., None] | None, *arguments: object) -> None:
    """Start a worker: Ctrl-C is the parent's business, and a worker does not outlive its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
    if initializer:
        initializer(*arguments)


@contextmanager
def pool(
    processes: int, initializer: Callable[..., None] | None = None, arguments: Iterable[object] = ()
) -> Iterator[Executor]:
    """Start worker processes; a worker that dies becomes `EnvironmentFailed`."""
    # A fork of a process with threads may deadlock; a fork of one without is the fastest start there is.
    method = "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
    context = multiprocessing.get_context(method)
    begin = partial(_begin, os.getpid(), initializer, *arguments)
    executor = ProcessPoolExecutor(processes, context, begin)
    try:
        yield executor
    except BrokenProcessPool as error:
        raise EnvironmentFailed(
            msg("a worker process died; is there enough memory? --jobs 1 needs the least")
        ) from error
    finally:
        executor.shutdown(cancel_futures=True)
