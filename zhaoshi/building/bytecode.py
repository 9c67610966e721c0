"""Compiled templates, kept between builds."""

import hashlib
import os
import secrets
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

import zhaoshi
from zhaoshi.building.sealed import read_sealed, sealed, unsealed
from zhaoshi.building.theme import Theme

_PATTERN = "%s.cache"


class Bytecode(FileSystemBytecodeCache):
    """Keeps a template's code under a name that changes with everything that the code depends on."""

    def __init__(self, folder: Path, digests: Mapping[str, str]) -> None:
        """`digests` names, for each template, all that its code is made from; others are compiled each time."""
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder), _PATTERN)
        self._digests = digests

    def missing(self) -> list[str]:
        """Return the templates whose code is not kept."""
        there = {path.name for path in Path(self.directory).iterdir()}
        return [name for name in self._digests if _PATTERN % self.get_cache_key(name) not in there]

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up the code of a template, unless it is not there whole: Python runs whatever it is given."""
        code = unsealed(read_sealed(self._path(bucket)), bytes)
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        path = self._path(bucket)
        new = path.with_suffix(f".{secrets.token_hex(4)}")  # other processes may be making the same
        with suppress(OSError):  # what cannot be kept is made again
            new.write_bytes(sealed(bucket.bytecode_to_string()))
            new.replace(path)

    def _path(self, bucket: Bucket) -> Path:
        return Path(self.directory) / (_PATTERN % bucket.key)

    def tidy(self) -> None:
        """Delete the code of templates as they were."""
        current = {_PATTERN % self.get_cache_key(name) for name in self._digests}
        for path in Path(self.directory).iterdir():
            if path.name not in current:
                path.unlink(missing_ok=True)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name under which a template's code is kept."""
        return hashlib.blake2b(f"{name} {self._digests[name]}".encode(), digest_size=16).hexdigest()


def code_folder(theme: Theme, language: str, own: Path) -> Path:
    """Return where code is kept: that of the program's templates where Python keeps that of its modules.

    `own` is for sites with templates of their own, and for where Python keeps none.
    """
    modules = Path(cache_from_source(zhaoshi.__file__)).parent
    if theme.has_own_templates or sys.dont_write_bytecode or not os.access(modules, os.W_OK):
        return own
    return modules / "templates" / language


def code_digests(closures: Mapping[str, str], engine: str, language: str) -> dict[str, str]:
    """Return what compiled code depends on, by template: all that it is made of, the program, and the translations."""
    return {name: f"{engine} {language} {closure}" for name, closure in closures.items()}
