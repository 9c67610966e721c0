"""What is remembered between builds, beside the output folder. Deleting it costs time, and see `earlier`."""

import contextlib
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from zhaoshi.building.last_build import load_last_build
from zhaoshi.building.record import Amendments, Kept, Record, put_together
from zhaoshi.building.record_file import load_record, save_record
from zhaoshi.building.release import open_up
from zhaoshi.building.sealed import Damaged, read_sealed, sealed, unsealed
from zhaoshi.building.state_folder import StateFolder
from zhaoshi.model.notice import Notice
from zhaoshi.model.summary import Details, details_of

_LENGTH = 4
_HELD = 16_000_000
"""Bytes of a spool that are held."""


class State(StateFolder):
    """What lies in the state folder: the record, notices, and the tree in which the site is prepared."""

    def __init__(self, output: Path) -> None:
        super().__init__(output)
        self.notices = NoticeStore(self.folder / "notices")
        self._record = self.folder / "record"

    def load(self, engine: str) -> Record:
        """Return the record of the last build, or an empty one where there is none that this program can use."""
        found = self.load_kept()
        if found is None or found[1].engine != engine:
            return Record(engine)
        last = load_last_build(self.last_build)
        amendments = Amendments.decoded(last.amendments) if last and last.base == found[0] else Amendments()
        try:
            return put_together(found[1], amendments)
        except Damaged:
            return Record(engine)

    def load_kept(self) -> tuple[bytes, Kept] | None:
        """Return the record as it is kept, and its name; None where it is not there whole."""
        return load_record(self._record)

    def save(self, record: Record) -> bytes:
        """Replace the record; returns its name."""
        return save_record(self._record, record)

    def take_standby(self) -> Path:
        """Return the folder in which this build prepares the site: the site before last, under a new name.

        The name is new so that a worker process which outlives a killed build cannot write into the next one.
        """
        taken = self.folder / f"standby-{secrets.token_hex(4)}"
        first, *others = [*self.folder.glob("standby*"), None]
        if first is None:
            taken.mkdir()
        else:
            first.rename(taken)
            open_up(taken)
        for other in others:
            if other is not None:
                shutil.rmtree(other, ignore_errors=True)
        return taken

    def keep_standby(self, taken: Path) -> None:
        """Keep the folder for the next build; the site is in place, and what cannot be kept is made again."""
        with contextlib.suppress(OSError):
            taken.rename(self.standby)

    def forget(self) -> None:
        """Drop the record, so that the next build reads everything again."""
        self._record.unlink(missing_ok=True)
        self.last_build.unlink(missing_ok=True)


class NoticeStore:
    """Whole notices by digest, one file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, digest: str) -> Notice | None:
        """Return a notice, or None where it is not there whole."""
        data = memoryview(read_sealed(self._path(digest)))
        return unsealed(data[_LENGTH + int.from_bytes(data[:_LENGTH]) :], Notice)

    def details(self, digest: str) -> Details:
        """Return the details of a notice; raises `Damaged` where they are not there whole."""
        try:
            with self._path(digest).open("rb") as file:
                found = unsealed(file.read(int.from_bytes(file.read(_LENGTH))), Details)
        except OSError as error:
            raise Damaged(digest) from error
        if found is None:
            raise Damaged(digest)
        return found

    def save(self, digest: str, notice: Notice) -> None:
        """Keep a notice: the length of its details, these, and the whole."""
        path = self._path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        details = sealed(details_of(notice))
        path.write_bytes(len(details).to_bytes(_LENGTH) + details + sealed(notice))

    def spool(self) -> IO[bytes]:
        """Open an empty file for what may be too much to be held; it goes with the process."""
        return SpooledTemporaryFile(_HELD, dir=str(self._folder.parent))

    def drop(self, digest: str) -> None:
        """Delete a notice."""
        self._path(digest).unlink(missing_ok=True)

    def keep_only(self, digests: Iterable[str]) -> None:
        """Delete every other notice."""
        wanted = set(digests)
        if not self._folder.is_dir():
            return
        for folder in self._folder.iterdir():
            for path in folder.iterdir():
                if folder.name + path.name not in wanted:
                    with contextlib.suppress(OSError):
                        path.unlink()

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest[2:]


class NoticesAsTheyAre(NoticeStore):
    """The notices of the last build, for whoever only looks."""

    def save(self, digest: str, notice: Notice) -> None:
        """Keep nothing."""
