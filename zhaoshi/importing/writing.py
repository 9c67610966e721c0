"""How the folder of an imported notice gets into place: written beside it, then renamed as a whole."""

import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from unicodedata import normalize

import filelock

from zhaoshi.building import release
from zhaoshi.importing import replacing
from zhaoshi.importing.text.notice_draft import Draft
from zhaoshi.model.readers import is_id
from zhaoshi.problems import BuildFailed, EnvironmentFailed, Location, Problem, msg
from zhaoshi.system_errors import cannot_write

NOTICES = "content/notices"
_STATE = ".zhaoshi"
_LOCK_SECONDS = 60
_PREVIOUS = ".previous"
"""Where a notice lies for an instant, on systems that cannot exchange two folders; no id begins with a point."""


def files_of(draft: Draft) -> dict[str, bytes]:
    """Return the files of a notice by their names below its folder."""
    files = {"notice.md": draft.notice.encode()}
    if draft.ledger is not None:
        files["ledger.yaml"] = draft.ledger.encode()
    return files | {f"attachments/{picture.name}": picture.data for picture in draft.pictures}


def ids_there(root: Path) -> list[str]:
    """Return the ids of the notices that are there."""
    return [path.parent.name for path in (root / NOTICES).glob("*/notice.md") if is_id(path.parent.name)]


def files_there(root: Path, id_: str) -> set[str]:
    """Return the files that a notice has beside its text: `attachments/rules.pdf`."""
    folder = root / NOTICES / id_
    found = (folder / "attachments").rglob("*") if is_id(id_) else ()
    return {normalize("NFC", path.relative_to(folder).as_posix()) for path in found if path.is_file()}


def write_notice(root: Path, draft: Draft, *, force: bool, dry_run: bool) -> tuple[Draft, list[str]]:
    """Write the folder of a notice; return what was written, and the paths of its files below the root.

    Where the notice is there already, only `force` replaces its text; its facts and its ledger stay, see `replacing`.
    Raises `BuildFailed` or `EnvironmentFailed`; then nothing has changed.
    """
    folder = root / NOTICES / draft.id
    at = Location(f"{NOTICES}/{draft.id}")
    if not is_id(draft.id):
        raise BuildFailed(
            [
                Problem(
                    at,
                    "value.id",
                    msg("“{value}” cannot be an id", value=draft.id),
                    msg("use small letters, digits and hyphens, at most 64: culture-federation"),
                )
            ]
        )
    try:
        with nullcontext() if dry_run else _alone(root):
            if folder.exists():
                if not force:
                    raise BuildFailed([_exists(at, draft.id)])
                draft = _with_new_text(folder, draft)
            files = files_of(draft)
            if not dry_run:
                _put(root, folder, files)
    except OSError as error:
        raise cannot_write(folder, error) from error
    return draft, [f"{NOTICES}/{draft.id}/{name}" for name in files]


def _exists(at: Location, id_: str) -> Problem:
    return Problem(
        at,
        "notice.exists",
        msg("the notice “{id}” exists already", id=id_),
        msg("name another id with --id, or replace its text with --force"),
    )


def _with_new_text(folder: Path, draft: Draft) -> Draft:
    notice, ledger = (
        path.read_bytes() if path.exists() else None for path in (folder / "notice.md", folder / "ledger.yaml")
    )
    return replacing.with_new_text(draft, notice, ledger, f"{NOTICES}/{draft.id}")


def _put(root: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    beside = root / _STATE / f"importing-{secrets.token_hex(6)}"
    made = beside / folder.name
    try:
        beside.mkdir()
        if folder.exists():
            shutil.copytree(folder, made)
        else:
            made.mkdir()
        for name, data in files.items():
            target = made / name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(data)
        folder.parent.mkdir(parents=True, exist_ok=True)
        release.switch(made, folder, beside / _PREVIOUS)
    finally:
        _clear(beside, folder.parent)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keep other imports out, and clear away what one that was killed has left: none that lives has anything there."""
    state = root / _STATE
    state.mkdir(0o770, parents=True, exist_ok=True)
    try:
        with filelock.FileLock(state / "importing.lock", timeout=_LOCK_SECONDS):
            for left in state.glob("importing-*"):
                _clear(left, root / NOTICES)
            yield
    except filelock.Timeout as error:
        raise EnvironmentFailed(msg("another import is running; wait for it")) from error


def _clear(beside: Path, notices: Path) -> None:
    """Remove the folder of an import; a notice that had to make room and was not replaced goes back to its place."""
    for made in beside.glob("[!.]*"):
        release.recover(made, notices / made.name, beside / _PREVIOUS)
    shutil.rmtree(beside, ignore_errors=True)
