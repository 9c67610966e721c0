"""How the folder of an imported notice gets into place: written beside it, then renamed as a whole."""

import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from zhaoshi.building import release
from zhaoshi.importing.text.notice_draft import Draft
from zhaoshi.model.fields import is_id
from zhaoshi.model.notice import read_notice
from zhaoshi.problems import BuildFailed, EnvironmentFailed, Location, Problem, errors, msg
from zhaoshi.text.decoding import decode

NOTICES = "content/notices"


def files_of(draft: Draft) -> dict[str, bytes]:
    """Return the files of a notice by their names below its folder."""
    files = {"notice.md": draft.notice.encode()}
    if draft.ledger is not None:
        files["ledger.yaml"] = draft.ledger.encode()
    return files | {f"attachments/{picture.name}": picture.data for picture in draft.pictures}


def write_notice(root: Path, draft: Draft, *, force: bool, dry_run: bool) -> list[str]:
    """Write the folder of a notice and return the paths of its files below the root.

    Where the notice is there already, only `force` replaces its text; a ledger that is there stays, and must fit.
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
    files = files_of(draft)
    try:
        if folder.exists():
            if not force:
                raise BuildFailed([_exists(at, draft.id)])
            files = _fitting(folder, draft, files)
        if not dry_run:
            _put(root, folder, files)
    except OSError as error:
        raise EnvironmentFailed(
            msg("{path} cannot be written: {reason}", path=folder, reason=error.strerror or error)
        ) from error
    return [f"{NOTICES}/{draft.id}/{name}" for name in files]


def _exists(at: Location, id_: str) -> Problem:
    return Problem(
        at,
        "notice.exists",
        msg("the notice “{id}” exists already", id=id_),
        msg("name another id with --id, or replace its text with --force"),
    )


def _fitting(folder: Path, draft: Draft, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Leave the ledger out where there is one already, provided that it goes with the new text."""
    ledger = folder / "ledger.yaml"
    if not ledger.exists():
        return dict(files)
    path = f"{NOTICES}/{draft.id}/ledger.yaml"
    text, problems = decode(ledger.read_bytes(), path)
    if not problems:
        _, problems = read_notice(draft.id, draft.name, draft.notice, path, text)
    if wrong := errors(problems):
        raise BuildFailed(wrong)
    return {name: data for name, data in files.items() if name != "ledger.yaml"}


def _put(root: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    beside = root / ".zhaoshi" / f"importing-{secrets.token_hex(6)}"
    made = beside / folder.name
    try:
        beside.mkdir(parents=True)
        if folder.exists():
            shutil.copytree(folder, made)
        else:
            made.mkdir()
        for name, data in files.items():
            target = made / name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(data)
        if folder.exists():
            release.switch(made, folder, beside / "previous")
        else:
            folder.parent.mkdir(parents=True, exist_ok=True)
            made.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def write_report(path: Path, page: str) -> None:
    """Write the report of a run; raises `EnvironmentFailed`."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        beside.write_text(page, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise EnvironmentFailed(
            msg("{path} cannot be written: {reason}", path=path, reason=error.strerror or error)
        ) from error
