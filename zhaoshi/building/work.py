"""Rendering pages and copying attachments into the standby tree."""

import gettext
import hashlib
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.building import pictures, release
from zhaoshi.building.bytecode import Bytecode, code_digests, code_folder
from zhaoshi.building.copying import Copy, copied
from zhaoshi.building.crew import PAYS_FROM, Crew
from zhaoshi.building.joining import Piece, Scratch
from zhaoshi.building.keys import Pages
from zhaoshi.building.readings import KeptReadings
from zhaoshi.building.record import Matter
from zhaoshi.building.sealed import Damaged
from zhaoshi.building.state import NoticeStore, State
from zhaoshi.building.theme import Theme
from zhaoshi.languages import translations
from zhaoshi.model.notice import Notice
from zhaoshi.model.site import LinkStyle
from zhaoshi.problems import BuildFailed, Problem, in_order
from zhaoshi.rendering.environment import Templates
from zhaoshi.rendering.render import render

if TYPE_CHECKING:
    from zhaoshi.drawing.card import Typeface


class Workshop(Struct, frozen=True):
    """What a process needs in order to render pages of one site."""

    token: str
    """Tells one build from another."""
    templates: Mapping[str, str]
    language: str
    style: LinkStyle
    standby: Path
    live: Path
    """The site as it is: what it has byte for byte is not written again."""
    notices: Path
    scratch: Path
    """Folder for the parts of long files."""
    readings: KeptReadings
    bytecode: Path
    code: Mapping[str, str]
    """What the code of each template depends on, see `bytecode.code_digests`."""
    shared: Mapping[str, bytes]
    """What pages share, see `keys.Pages`; a second stage of the same build may share more."""


def workshop_of(
    state: State,
    standby: Path,
    live: Path,
    closures: Mapping[str, str],
    engine: str,
    theme: Theme,
    language: str,
    links: LinkStyle,
    shared: Mapping[str, bytes],
) -> Workshop:
    """Return the workshop of one build; `closures` are the digests of its templates."""
    return Workshop(
        token=standby.name,
        templates=theme.templates,
        language=language,
        style=links,
        standby=standby,
        live=live,
        notices=state.folder / "notices",
        scratch=state.scratch,
        readings=KeptReadings(state.readings, engine),
        bytecode=code_folder(theme, language, state.bytecode),
        code=code_digests(closures, engine, language),
        shared=shared,
    )


Job = Matter | Copy
"""A page, or a part of a long file, to be rendered, or a file to be copied."""


class Done(Struct, frozen=True):
    """A page that was rendered, or a file that was copied."""

    path: str
    part: str = ""
    sha256: str = ""
    is_written: bool = False
    """False where the live site has these bytes."""
    piece: Piece | None = None
    """Where a part lies."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with its template or its inputs."""


class Renderer:
    """Renders pages in this process."""

    def __init__(self, workshop: Workshop) -> None:
        catalogue: gettext.NullTranslations = translations(workshop.language)
        bytecode = Bytecode(workshop.bytecode, workshop.code)
        self._templates = Templates(workshop.templates, catalogue, workshop.language, bytecode)
        self._gettext = catalogue.gettext
        self.workshop = workshop
        self._pages = Pages()
        self._store = NoticeStore(workshop.notices)
        self._scratch = Scratch(workshop.scratch / secrets.token_hex(8))
        self._held: tuple[str, Notice] | None = None
        self._face: Typeface | None = None

    def compile(self, name: str) -> None:
        """Make the code of a template and keep it for other processes."""
        self._templates.compile(name)

    def do(self, matter: Matter, shared: Mapping[str, bytes]) -> Done:
        """Render a page and write it unless the live site has it; for `shared` see `keys.Pages`."""
        path = routes.output_path(matter.route)
        try:
            page = self._pages.page(matter, shared)
            data = render(
                page,
                self._templates,
                self._gettext,
                self.workshop.style,
                self._load,
                self._typeface,
                self.workshop.readings,
            )
        except BuildFailed as failure:
            return Done(path, problems=failure.problems)
        if page.part:
            return Done(path, page.part, piece=self._scratch.put(data))
        is_written = release.offer(self.workshop.standby, self.workshop.live, path, data)
        return Done(path, sha256=hashlib.sha256(data).hexdigest(), is_written=is_written)

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


_here = threading.local()
"""The renderer of each thread, in `renderer`; that of another build is replaced."""


def _renderer(workshop: Workshop) -> Renderer:
    renderer: Renderer | None = getattr(_here, "renderer", None)
    if renderer is None or renderer.workshop.token != workshop.token:
        renderer = _here.renderer = Renderer(workshop)
    return renderer


def _compile(workshop: Workshop, names: Sequence[str]) -> list[None]:
    for name in names:
        _renderer(workshop).compile(name)
    return []


def _make(workshop: Workshop, jobs: Sequence[Job]) -> list[Done]:
    return [_copy(workshop, job) if isinstance(job, Copy) else _render(workshop, job) for job in jobs]


def _copy(workshop: Workshop, copy: Copy) -> Done:
    sha256, is_written = copied(workshop.standby, workshop.live, copy)
    return Done(copy.path, sha256=sha256, is_written=is_written)


def _render(workshop: Workshop, matter: Matter) -> Done:
    return _renderer(workshop).do(matter, workshop.shared)


def make_all(jobs: Iterable[Job], workshop: Workshop, crew: Crew, tell: Callable[[int], None]) -> Iterator[Done]:
    """Render pages and copy attachments, in order; of a long row of jobs only some are taken at a time.

    `tell` is called with the number done. Raises `BuildFailed` with what is wrong in templates.
    """
    jobs = iter(jobs)
    first = [*islice(jobs, PAYS_FROM)]
    if len(first) == PAYS_FROM:
        # Otherwise each process would compile all templates for itself, at the same time as the others.
        missing = Bytecode(workshop.bytecode, workshop.code).missing()
        crew.run(partial(_compile, workshop), missing, pays_from=1)
    problems: list[Problem] = []
    for number, done in enumerate(crew.map(partial(_make, workshop), chain(first, jobs)), start=1):
        tell(number)
        problems += done.problems
        yield done
    if problems:
        raise BuildFailed(in_order(problems))
