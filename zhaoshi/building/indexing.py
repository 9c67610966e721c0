"""Running Pagefind over the documents of the search, one shard after the other, beside the rendering of pages."""

import importlib
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from zhaoshi import routes
from zhaoshi.building.state import digest_of
from zhaoshi.library import Library
from zhaoshi.model.notice import Notice
from zhaoshi.pages.search_documents import PRIMARY, Shard, documents, page_of, shards
from zhaoshi.problems import EnvironmentFailed, msg

PACKAGE = "pagefind-bin"
NAME = "pagefind_bin"
"""Of the module that brings the program."""

LEFT_OUT = msg(
    'Pagefind is not installed, so the site has no search; python -m pip install "zhaoshi[search]" adds it, and '
    "everything else is whole."
)

_SECONDS = 600
"""Longest time that the indexing of one shard may take; a full one takes about 5 s."""

_ENGINE = ("pagefind.js", "pagefind-worker.js", "wasm.unknown.pagefind")
_INDEX = ("pagefind-entry.json", "*.pf_meta", "index/*.pf_index", "fragment/*.pf_fragment")
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class NamedShard:
    """A shard and the digest of all that its index is made from."""

    shard: Shard
    digest: str

    @property
    def name(self) -> str:
        """Name of its folder: `2023-1.a1b2c3d4e5f6`."""
        return f"{self.shard.name}.{self.digest[:_DIGITS]}"

    @property
    def route(self) -> str:
        """Address of its folder."""
        return routes.search_index(self.name)


def executable() -> Path | None:
    """Return the Pagefind program, or None where it is not installed."""
    try:
        return Path(importlib.import_module(NAME).get_executable())
    except (ImportError, OSError):
        return None


def version() -> str:
    """Return the version of Pagefind; empty where it is not installed."""
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        return ""


def named_shards(library: Library) -> tuple[NamedShard, ...]:
    """Return the shards of a site, the primary one first."""
    return tuple(NamedShard(shard, digest_of(version(), shard)) for shard in shards(library))


class Indexer:
    """Indexes shards in a folder of its own, one at a time: memory is bounded by one shard."""

    def __init__(self, wanted: Sequence[NamedShard], folder: Path, load: Callable[[str], Notice]) -> None:
        self._waiting = list(wanted)
        self._folder = folder
        self._load = load
        self._running: tuple[NamedShard, subprocess.Popen[bytes], IO[bytes], float] | None = None
        self._done: list[NamedShard] = []

    def __enter__(self) -> Self:
        if self._waiting:
            self._folder.mkdir(parents=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._running:
            _, process, log, _ = self._running
            process.kill()
            process.wait()
            log.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def advance(self) -> None:
        """Note a process that has ended and start the next; returns at once. Raises `EnvironmentFailed`."""
        if self._running and self._running[1].poll() is not None:
            self._finish()
        if self._running is None and self._waiting:
            self._start(self._waiting.pop(0))

    def results(self) -> Iterator[tuple[NamedShard, dict[str, bytes]]]:
        """Wait for all shards; yields each with its files by output path. Raises `EnvironmentFailed`."""
        while self._running or self._waiting or self._done:
            self.advance()
            if self._running:
                _, process, _, started = self._running
                try:
                    process.wait(max(0, started + _SECONDS - time.monotonic()))
                except subprocess.TimeoutExpired as error:
                    raise EnvironmentFailed(
                        msg("Pagefind did not end within {seconds} s; the site is as it was", seconds=_SECONDS)
                    ) from error
                self._finish()
            while self._done:
                named = self._done.pop(0)
                yield named, self._files(named)

    def _start(self, named: NamedShard) -> None:
        program = executable()
        if program is None:
            raise EnvironmentFailed(LEFT_OUT)
        source, target = self._folder / f"{named.name}.in", self._folder / named.name
        source.mkdir()
        for number, document in enumerate(documents(named.shard, self._load)):
            (source / f"{number:04}.html").write_text(page_of(document), encoding="utf-8", newline="\n")
        log = (self._folder / f"{named.name}.log").open("w+b")
        places = ["--site", str(source), "--output-path", str(target)]
        command = [str(program), *places, "--force-language", "unknown", "--silent"]
        try:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self._folder)
        except OSError:
            log.close()
            raise
        self._running = named, process, log, time.monotonic()

    def _finish(self) -> None:
        assert self._running is not None
        named, process, log, _ = self._running
        self._running = None
        with log:
            log.seek(0)
            said = log.read().decode(errors="replace").strip()
        if process.returncode != 0:
            raise EnvironmentFailed(
                msg(
                    "Pagefind ended with {code}: {output}; the site is as it was, --no-search builds it without search",
                    code=process.returncode,
                    output=said[-500:] or "-",
                )
            )
        shutil.rmtree(self._folder / f"{named.name}.in", ignore_errors=True)
        self._done.append(named)

    def _files(self, named: NamedShard) -> dict[str, bytes]:
        folder = self._folder / named.name
        wanted = _INDEX + (_ENGINE if named.shard.name == PRIMARY else ())
        return {
            named.route + path.relative_to(folder).as_posix(): path.read_bytes()
            for pattern in wanted
            for path in sorted(folder.glob(pattern))
        }
