"""The program itself as one of the things that a site is made of."""

import hashlib
import os
import zlib
from pathlib import Path

import zhaoshi
from zhaoshi.building.installed import version
from zhaoshi.building.pictures import pillow_version

_SHAPES_BYTES = ("babel", "jinja2", "markdown-it-py", "markupsafe", "msgspec", "pyyaml", "segno")


def engine_digest() -> str:
    """Digest the program and the libraries that shape its bytes: a change of them is a change of every page."""
    versions = [zhaoshi.__version__, *(version(name) for name in _SHAPES_BYTES)]
    versions += [pillow_version(), zlib.ZLIB_RUNTIME_VERSION]
    digest = hashlib.blake2b(" ".join(versions).encode(), digest_size=16)
    package = Path(zhaoshi.__file__).parent
    for folder, folders, files in os.walk(package):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "theme"))
        for name in sorted(files):
            if name.endswith((".py", ".mo", ".otf")):
                digest.update(name.encode() + Path(folder, name).read_bytes())
    return digest.hexdigest()
