"""The output folder: whose files lie in it, and how it is exchanged as a whole."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import TypedDict

from zhaoshi import routes
from zhaoshi.building import release
from zhaoshi.building.record import PageMemo, Record
from zhaoshi.building.scanning import Stamp
from zhaoshi.building.shelf import Paths, Shelf, in_order
from zhaoshi.building.state import State
from zhaoshi.building.state_folder import held
from zhaoshi.problems import EnvironmentFailed, msg

GENERATOR = "zhaoshi"


class Changes(TypedDict):
    """What a build did to the files of its output folder, by output path."""

    created: Set[str]
    updated: Set[str]
    unchanged: int
    removed: Set[str]


def own_files(output: Path, record: Record, generator: str = GENERATOR) -> Shelf[Stamp]:
    """Return the files of the live folder; refuses one that holds files which no build of this kind has put there."""
    if output.exists() and not output.is_dir():
        raise EnvironmentFailed(msg("{output} is a file, not a folder", output=output))
    live = release.stamps(output)
    foreign = {path for path in live if path not in record.outputs}
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


def manifest(files: Shelf[PageMemo], generator: str = GENERATOR) -> Iterator[bytes]:
    """List every file with its SHA-256, so that what is live can be compared with what was built.

    Yields JSON line by line, an entry each.
    """
    yield f'{{\n"generator": {json.dumps(generator)},\n"files": {{'.encode()
    separator = b"\n"
    for path, memo in in_order(files):
        yield separator + manifest_entry(path, memo.sha256)
        separator = b",\n"
    yield b"\n}\n}\n"


def manifest_entry(path: str, sha256: str) -> bytes:
    """Return what the list says of one file."""
    return f'{json.dumps(path, ensure_ascii=False)}: "{sha256}"'.encode()


def is_whole(path: str, live: Shelf[Stamp], record: Record) -> bool:
    """Tell whether a file of the live folder is as it was written: whether nobody touched it since."""
    stamp = live.get(path)
    return stamp is not None and stamp == record.outputs.get(path)


def exchange(
    output: Path,
    state: State,
    standby: Path,
    record: Record,
    live: Shelf[Stamp],
    files: Shelf[PageMemo],
    fresh: Paths,
) -> Changes:
    """Complete the standby tree, make it the live folder, and record what that is now.

    `files` is all that the folder shall hold, `fresh` the paths that are already in the standby tree.
    """
    removed = Paths(path for path in live if path not in files)
    updated = Paths(path for path in fresh if path in live)
    created = Paths(path for path in fresh if path not in live) if updated else fresh
    if fresh or removed:
        live = release.settle(standby, output, live, fresh, files)
        if output.is_dir():
            shutil.copymode(output, standby)
        release.switch(standby, output, state.previous)
    record.pages = files
    record.outputs = live
    return {"created": created, "updated": updated, "unchanged": len(files) - len(fresh), "removed": removed}


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
        files = Shelf(PageMemo, ((path, _memo(data)) for path, data in contents.items()))
        listing = b"".join(manifest(files, generator))
        contents = {**contents, routes.MANIFEST: listing}
        files[routes.MANIFEST] = _memo(listing)
        fresh = Paths(
            path for path, memo in files.items() if not is_whole(path, live, record) or record.pages.get(path) != memo
        )
        for path in fresh:
            release.write(standby, path, contents[path])
        changes = exchange(output, state, standby, record, live, files, fresh)
        state.keep_standby(standby)
        state.save(record)
    return changes


def _memo(data: bytes) -> PageMemo:
    return PageMemo("", "", hashlib.sha256(data).hexdigest())
