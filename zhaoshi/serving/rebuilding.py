"""The builds of a preview: the first in the foreground, later ones in a thread while pages are served."""

import contextlib
import multiprocessing
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import resource_tracker
from pathlib import Path

import zhaoshi.building.making  # noqa: F401 (loaded before the first save, which somebody waits for)
from zhaoshi.building.build import build
from zhaoshi.building.glance import Glance
from zhaoshi.building.report import BuildReport, Tell
from zhaoshi.building.scanning import CONTENT
from zhaoshi.printing import Console, summary_of
from zhaoshi.problems import BuildFailed, EnvironmentFailed, Message, Problem, msg

_PARTING_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build ended."""

    report: BuildReport | None = None
    """None where the site stayed as it was."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the sources."""
    failure: Message | None = None
    """What stopped the build where it was not the sources."""
    trace: str = ""
    """Where in the program, if the program itself is at fault."""


@dataclass(slots=True)
class Workbench:
    """Builds one site again and again, one build at a time."""

    root: Path
    output: Path
    console: Console
    as_of: date | None
    drafts: bool
    outcome: Outcome = field(default_factory=Outcome)
    """Of the last build."""
    has_site: bool = False
    """Whether the output folder is known to be a site of ours, not some folder that a build has refused."""
    when_done: Callable[[], object] = lambda: None
    """Called in the thread of a build when it has ended."""
    is_behind: bool = False
    """Whether something was saved that no build has begun with."""
    ahead: dict[str, bytes] = field(default_factory=dict)
    """Pages by output path that are newer than the last build."""
    _glance: Glance | None = None
    _shown: dict[str, bytes] = field(default_factory=dict)
    """Those of them that the running build makes as well."""
    _is_building: bool = False
    _thread: threading.Thread | None = None
    _is_said: bool = True
    _had_problems: bool = False

    @property
    def is_busy(self) -> bool:
        """Whether a build is running."""
        return self._is_building

    def build_first(self) -> None:
        """Build in the foreground."""

        def tell(stage: str, done: int) -> None:
            if done % 20 == 0:
                self.console.progress(self.console.gettext("{done} files made").format(done=done))

        self._build(tell)
        self.console.progress("")
        self.take_outcome()

    def show_at_once(self, saved: Iterable[Path]) -> bool:
        """Make the pages of notices that were saved, ahead of the build; False where there is none to show."""
        notices = self.root.resolve() / CONTENT / "notices"
        ids = {path.relative_to(notices).parts[0] for path in saved if notices in path.parents}
        made = [page for id_ in sorted(ids) if self._glance and (page := self._glance.page(id_))]
        self.ahead |= made
        return bool(made)

    def start(self) -> None:
        """Build in the background."""
        self._shown = dict(self.ahead)
        self._is_building = True
        self._thread = threading.Thread(target=self._build_apart, daemon=True)
        self._thread.start()

    def take_outcome(self) -> bool:
        """Say how the build ended that ended since the last call; True where it made something new to see."""
        if self._is_said:
            return False
        self._is_said = True
        self._say(self.outcome)
        is_new = not self._is_shown()
        self.ahead = {path: page for path, page in self.ahead.items() if page is not self._shown.get(path)}
        return is_new

    def _is_shown(self) -> bool:
        """Tell whether all pages that the build changed were shown before, as it made them."""
        report, was_wrong = self.outcome.report, self._had_problems
        self._had_problems = report is None
        if report is None or was_wrong or report.created or report.removed:
            return False
        pages = [path for path in report.updated if path.endswith(".html")]
        return all(path in self._shown and self._shown[path] == (self.output / path).read_bytes() for path in pages)

    def abandon(self) -> None:
        """Let go of a build that is running; the site stays as it was."""
        deadline = time.monotonic() + _PARTING_SECONDS
        while self._thread is not None and self.is_busy and time.monotonic() < deadline:
            for worker in multiprocessing.active_children():
                worker.terminate()
            self._thread.join(_PARTING_SECONDS / 20)

    def _build_apart(self) -> None:
        # Worker processes inherit the mask: Ctrl-C reaches them too, and each would answer it with a traceback.
        # Python 3.11 undoes the mask when it starts the resource tracker, which therefore comes first.
        if hasattr(signal, "pthread_sigmask"):
            resource_tracker.ensure_running()
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            with contextlib.suppress(KeyboardInterrupt):
                self._build(lambda stage, done: None)
        finally:
            self._is_building = False
            self.when_done()

    def _build(self, tell: Tell) -> None:
        self.outcome = self._attempt(tell)
        self.has_site = self.has_site or self.outcome.failure is None
        if self.outcome.report:
            self._glance = self._glance or Glance(self.root, self.output)
            self._glance.renew()
        self._is_said = False

    def _attempt(self, tell: Tell) -> Outcome:
        try:
            return Outcome(build(self.root, self.output, as_of=self.as_of, drafts=self.drafts, search=False, tell=tell))
        except BuildFailed as failed:
            return Outcome(problems=failed.problems)
        except EnvironmentFailed as failed:
            return Outcome(failure=failed.message)
        except Exception as error:
            fault = msg("the program itself is at fault: {error}", error=repr(error))
            return Outcome(failure=fault, trace=traceback.format_exc())

    def _say(self, outcome: Outcome) -> None:
        console = self.console
        if outcome.report:
            text = console.gettext(
                "Built: {created} new, {updated} changed, {unchanged} unchanged, {removed} removed; {seconds:.2f} s."
            )
            report = outcome.report
            console.say(
                text.format(
                    created=len(report.created),
                    updated=len(report.updated),
                    unchanged=report.unchanged,
                    removed=len(report.removed),
                    seconds=report.seconds,
                )
            )
        elif outcome.failure:
            if outcome.trace:
                console.fail(outcome.trace)
            console.fail(outcome.failure.text(console.gettext))
        else:
            console.problems(outcome.problems, self.root)
            summary = summary_of(outcome.problems, console)
            console.fail(console.gettext("{summary}; the site is as it was.").format(summary=summary))
