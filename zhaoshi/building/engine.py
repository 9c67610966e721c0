"""The program itself as one of the things that a site is made of."""

import hashlib
import os
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

import zhaoshi
from zhaoshi.building.installed import version
from zhaoshi.building.pictures import pillow_version
from zhaoshi.building.scanning import RACY_NS, Stamp
from zhaoshi.building.sealed import read_sealed, replace_sealed, unsealed

_SHAPES_BYTES = ("babel", "jinja2", "markdown-it-py", "markupsafe", "msgspec", "pypinyin", "pyyaml", "segno")
_PACKAGE = Path(zhaoshi.__file__).parent


class _File(Struct, frozen=True, array_like=True):
    """A file of the program."""

    stamp: Stamp
    digest: str


def engine_digest(memory: Path | None = None) -> str:
    """Digest the program and the libraries that shape its bytes: a change of them is a change of every page.

    `memory` is the file that remembers what was read; of the program's own files only those are read whose stamp
    changed, or that were touched just before.
    """
    versions = [zhaoshi.__version__, *(version(name) for name in _SHAPES_BYTES)]
    versions += [pillow_version(), zlib.ZLIB_RUNTIME_VERSION]
    known = (unsealed(read_sealed(memory), dict[str, _File]) if memory else None) or {}
    now = time.time_ns()
    files = _files(known)
    steady = {path: file for path, file in files.items() if file.stamp.mtime < now - RACY_NS}
    if memory and steady != known:
        with suppress(OSError):  # what cannot be remembered is read again
            replace_sealed(memory, steady)
    parts = [*versions, *(f"{path} {files[path].digest}" for path in sorted(files))]
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def _files(known: Mapping[str, _File]) -> dict[str, _File]:
    """Return the files of the program by their path below its folder."""
    found: dict[str, _File] = {}
    start = len(str(_PACKAGE)) + 1
    for folder, folders, files in os.walk(_PACKAGE):
        folders[:] = [name for name in folders if name not in ("__pycache__", "theme")]
        for name in files:
            if name.endswith((".py", ".mo", ".otf")):
                file = Path(folder, name)
                stamp = Stamp.of(file.stat())
                path = f"{folder[start:]}/{name}"
                before = known.get(path)
                if before is None or before.stamp != stamp:
                    before = _File(stamp, hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest())
                found[path] = before
    return found
