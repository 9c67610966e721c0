"""How names are read, kept between builds: the dictionary of readings takes as long to load as forty pages to make."""

import secrets
from collections.abc import Collection, Mapping
from pathlib import Path

from zhaoshi.building.sealed import read_sealed, sealed, unsealed
from zhaoshi.text import pinyin
from zhaoshi.text.pinyin import Key


class KeptReadings:
    """Looks names up in a file, and reads those that it does not have; see `pinyin.readings`."""

    def __init__(self, file: Path, engine: str) -> None:
        """Name the file; what another program has kept there, told by its digest `engine`, is not used."""
        self._file = file
        self._engine = engine
        self._known: dict[str, Key] | None = None

    def __call__(self, names: Collection[str]) -> Mapping[str, Key]:
        """Return the keys of names, by name."""
        known = self._load() if self._known is None else self._known
        if missing := [name for name in names if name not in known]:
            known |= pinyin.readings(missing)
            self._keep(known)
        self._known = known
        return known

    def _load(self) -> dict[str, Key]:
        found = unsealed(read_sealed(self._file), tuple[str, dict[str, Key]])
        return found[1] if found and found[0] == self._engine else {}

    def _keep(self, known: Mapping[str, Key]) -> None:
        new = self._file.with_suffix(f".{secrets.token_hex(4)}")  # several workers may read names at once
        new.write_bytes(sealed((self._engine, known)))
        new.replace(self._file)
