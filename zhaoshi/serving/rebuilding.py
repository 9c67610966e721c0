"""The builds of a preview: the first in the foreground, later ones in a thread while pages are served."""

import contextlib
import multiprocessing
import signal
import threading
import time
import traceback
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import resource_tracker
from pathlib import Path

import zhaoshi.building.making  # noqa: F401 (loaded before the first save, which somebody waits for)
from zhaoshi.building.build import build
from zhaoshi.building.report import BuildReport, Tell
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
    _thread: threading.Thread | None = None
    _is_said: bool = True

    @property
    def is_busy(self) -> bool:
        """Whether a build is running."""
        return self._thread is not None and self._thread.is_alive()

    def build_first(self) -> None:
        """Build in the foreground."""

        def tell(stage: str, done: int, count: int) -> None:
            if done == count or done % 20 == 0:
                self.console.progress(self.console.gettext("rendering {done}/{count}").format(done=done, count=count))

        self._build(tell)
        self.console.progress("")
        self.take_outcome()

    def start(self) -> None:
        """Build in the background."""
        self._thread = threading.Thread(target=self._build_apart, daemon=True)
        self._thread.start()

    def take_outcome(self) -> bool:
        """Say how the build ended that ended since the last call; False where there is none."""
        if self._is_said:
            return False
        self._is_said = True
        self._say(self.outcome)
        return True

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
        with contextlib.suppress(KeyboardInterrupt):
            self._build(lambda stage, done, count: None)

    def _build(self, tell: Tell) -> None:
        self.outcome = self._attempt(tell)
        self.has_site = self.has_site or self.outcome.failure is None
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
