"""The output folder: whose files lie in it, and how it is exchanged as a whole."""

import hashlib
import json
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TypedDict

from zhaoshi import routes
from zhaoshi.building import release
from zhaoshi.building.record import PageMemo, Record
from zhaoshi.building.scanning import Stamp
from zhaoshi.building.state import State
from zhaoshi.building.state_folder import held
from zhaoshi.problems import EnvironmentFailed, msg

GENERATOR = "zhaoshi"


class Changes(TypedDict):
    """What a build did to the files of its output folder, by output path."""

    created: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]


def own_files(output: Path, record: Record, generator: str = GENERATOR) -> dict[str, Stamp]:
    """Return the files of the live folder; refuses one that holds files which no build of this kind has put there."""
    if output.exists() and not output.is_dir():
        raise EnvironmentFailed(msg("{output} is a file, not a folder", output=output))
    live = release.stamps(output)
    foreign = live.keys() - record.outputs.keys()
    if foreign:
        foreign -= _manifest_paths(output, generator)
    if foreign:
        raise EnvironmentFailed(
            msg(
                "the folder {output} holds files that this program did not make, such as {name}; "
                "move them away or choose another folder with --out",
                output=output,
                name=min(foreign),
            )
        )
    return live


def _manifest_paths(output: Path, generator: str) -> set[str]:
    """Return the paths that the folder's own manifest names: what is ours where nothing is remembered."""
    try:
        manifest = json.loads((output / routes.MANIFEST).read_bytes())
        return {*manifest["files"], routes.MANIFEST} if manifest["generator"] == generator else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def manifest(digests: Mapping[str, str], generator: str = GENERATOR) -> bytes:
    """List every file with its SHA-256, so that what is live can be compared with what was built."""
    content = {"generator": generator, "files": dict(sorted(digests.items()))}
    return (json.dumps(content, ensure_ascii=False, indent=0) + "\n").encode()


def manifest_entry(path: str, sha256: str) -> bytes:
    """Return what the list says of one file."""
    return f'{json.dumps(path, ensure_ascii=False)}: "{sha256}"'.encode()


def whole_files(live: Mapping[str, Stamp], record: Record) -> set[str]:
    """Return the files of the live folder that nobody touched since they were written."""
    return {path for path, stamp in live.items() if record.outputs.get(path) == stamp}


def exchange(
    output: Path,
    state: State,
    standby: Path,
    record: Record,
    live: Mapping[str, Stamp],
    files: Mapping[str, PageMemo],
    fresh: Collection[str],
) -> Changes:
    """Complete the standby tree, make it the live folder, and record what that is now.

    `files` is all that the folder shall hold, `fresh` the paths that are already in the standby tree.
    """
    removed = live.keys() - files.keys()
    created = set(fresh) - live.keys()
    if fresh or removed:
        live = release.settle(standby, output, live, fresh, files.keys() - fresh)
        if output.is_dir():
            shutil.copymode(output, standby)
        release.switch(standby, output, state.previous)
    record.pages = dict(files)
    record.outputs = dict(live)
    return {
        "created": tuple(sorted(created)),
        "updated": tuple(sorted(set(fresh) - created)),
        "unchanged": len(files) - len(fresh),
        "removed": tuple(sorted(removed)),
    }


def fill(output: Path, contents: Mapping[str, bytes], generator: str, engine: str) -> Changes:
    """Make `contents`, bytes by output path, the whole of a folder that is not a site.

    `generator` names its kind; a folder of another kind, such as a site, is refused. `engine` is the digest of the
    program.
    """
    output = output.resolve()
    with held(output):
        state = State(output)
        standby = state.take_standby()
        release.recover(standby, output, state.previous)
        record = state.load(f"{generator} {engine}")
        live = own_files(output, record, generator)
        whole = whole_files(live, record)
        digests = {path: hashlib.sha256(data).hexdigest() for path, data in contents.items()}
        listing = manifest(digests, generator)
        contents = {**contents, routes.MANIFEST: listing}
        files = {
            path: PageMemo("", "", sha256)
            for path, sha256 in {**digests, routes.MANIFEST: hashlib.sha256(listing).hexdigest()}.items()
        }
        fresh = {path for path, memo in files.items() if path not in whole or record.pages.get(path) != memo}
        for path in fresh:
            release.write(standby, path, contents[path])
        changes = exchange(output, state, standby, record, live, files, fresh)
        state.rest_standby(standby)
        state.save(record)
    return changes
