"""The folder in which a build leaves what the next one needs, and who may use it when."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from zhaoshi.problems import EnvironmentFailed, msg
from zhaoshi.system_errors import reason_of

_LOCK_SECONDS = 60
_SITE = b'{\n"generator": "zhaoshi"'
"""How `manifest.json`, the list of all files of a site, begins; `routes` is not loaded for it before there is work."""


class StateFolder:
    """The folder `.zhaoshi/NAME/` beside the output folder NAME."""

    def __init__(self, output: Path) -> None:
        self.folder = output.parent / ".zhaoshi" / output.name
        self.previous = self.folder / "previous"
        """Where the site stands for an instant on systems that cannot exchange two folders."""
        self.bytecode = self.folder / "templates"
        self.standby = self.folder / "standby"
        """A second tree of links to the files of the site, in which the next build prepares its own."""
        self.shards = self.folder / "shards"
        """What the search index is put together from."""
        self.scratch = self.folder / "parts"
        """Parts of long files while a build makes them."""
        self.lock = self.folder / "lock"
        self.readings = self.folder / "readings"
        """How names are read."""
        self.last_build = self.folder / "last-build"
        self.program = self.folder / "program"


def require_apart(root: Path, output: Path) -> None:
    """Raise `EnvironmentFailed` where a site would lie in its sources, around them, or in another site."""
    for sources in ((root / "content").resolve(), (root / "templates").resolve()):
        if sources == output or sources in output.parents or output in sources.parents:
            raise EnvironmentFailed(
                msg(
                    "{output} lies among the sources or holds them; choose another folder with --out, such as {other}",
                    output=output,
                    other=root.resolve() / "site",
                )
            )
    for above in output.parents:
        if _is_site(above):
            raise EnvironmentFailed(
                msg("{output} lies in the site {site}; choose another folder with --out", output=output, site=above)
            )


def _is_site(folder: Path) -> bool:
    try:
        with (folder / "manifest.json").open("rb") as file:
            return file.read(len(_SITE)) == _SITE
    except OSError:
        return False


@contextmanager
def held(output: Path) -> Iterator[StateFolder]:
    """Keep other builds of one folder out; what the system refuses meanwhile becomes `EnvironmentFailed`."""
    state = StateFolder(output)
    try:
        state.folder.parent.mkdir(0o770, parents=True, exist_ok=True)  # drafts are nobody else's business
        state.folder.mkdir(exist_ok=True)
        with filelock.FileLock(state.lock, timeout=_LOCK_SECONDS):
            yield state
    except filelock.Timeout as error:
        raise EnvironmentFailed(msg("another build of {output} is running; wait for it", output=output)) from error
    except OSError as error:
        raise _environment_failure(error, output) from error


def _environment_failure(error: OSError, output: Path) -> EnvironmentFailed:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return EnvironmentFailed(msg("the disk of {output} is full; the site is as it was", output=output))
    if error.errno in (errno.EXDEV, errno.EBUSY):
        return EnvironmentFailed(
            msg("{output} cannot be exchanged as a whole; choose a folder inside it with --out", output=output)
        )
    return EnvironmentFailed(
        msg(
            "{path} cannot be written: {reason}; the site is as it was",
            path=error.filename or output,
            reason=reason_of(error),
        )
    )
